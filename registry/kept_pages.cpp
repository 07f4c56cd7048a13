// Keeping pages by the state of the database they were made of.
#include "registry/kept_pages.h"

#include <algorithm>
#include <utility>

#include "registry/http/static_files.h"
#include "schema/visible_state.h"

namespace cadastre {

namespace {

// What a page takes besides its body and its address, roughly.
constexpr std::size_t overhead = 1024;

bool isNotToBeStored(const http::Response& page) {
    return std::ranges::find(page.headers, std::pair<std::string, std::string>(
                                               "Cache-Control", "no-store")) != page.headers.end();
}

}  // namespace

// The state is asked for first: a page made of a later one is never older than its reader may expect.
http::Response KeptPages::answer(const std::string& address, const Make& make) {
    if (mostBytes_ == 0) return make();
    const std::pair key{address, visibleState(database_)};
    std::promise<Shared> promise;
    std::shared_future<Shared> underWay;
    {
        const std::lock_guard lock(mutex_);
        if (const Shared page = find(key.first, key.second)) return *page;
        if (const auto made = making_.find(key); made != making_.end()) {
            underWay = made->second;
        } else {
            making_.emplace(key, promise.get_future().share());
        }
    }
    if (underWay.valid()) return *underWay.get();
    try {
        http::Response made = make();
        const bool keeps = made.status == 200 && !isNotToBeStored(made);
        if (made.status == 200) made.with("ETag", http::entityTag(made.body));
        const auto page = std::make_shared<const http::Response>(std::move(made));
        {
            const std::lock_guard lock(mutex_);
            making_.erase(key);
            if (keeps) keep(key.first, key.second, page);
        }
        promise.set_value(page);
        return *page;
    } catch (...) {
        {
            const std::lock_guard lock(mutex_);
            making_.erase(key);
        }
        promise.set_exception(std::current_exception());
        throw;
    }
}

std::size_t KeptPages::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

KeptPages::Shared KeptPages::find(const std::string& address, const std::string& state) {
    const auto kept = pages_.find(address);
    if (kept == pages_.end() || kept->second.state != state) return nullptr;
    order_.splice(order_.begin(), order_, kept->second.place);
    return kept->second.page;
}

void KeptPages::keep(const std::string& address, const std::string& state, const Shared& page) {
    if (const auto before = pages_.find(address); before != pages_.end()) drop(before);
    const std::size_t bytes = page->body.capacity() + 2 * address.size() + overhead;
    if (bytes > mostBytes_) return;
    while (bytes_ + bytes > mostBytes_)
        drop(pages_.find(order_.back()));
    order_.push_front(address);
    pages_.emplace(address, Kept{state, page, bytes, order_.begin()});
    bytes_ += bytes;
}

void KeptPages::drop(std::unordered_map<std::string, Kept>::iterator kept) {
    bytes_ -= kept->second.bytes;
    order_.erase(kept->second.place);
    pages_.erase(kept);
}

}  // namespace cadastre
