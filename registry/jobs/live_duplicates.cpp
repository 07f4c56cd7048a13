// Listening, catching up, and starting over when the connection or the database is another.
#include "registry/jobs/live_duplicates.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "profiles/duplicates/live/live_snapshot.h"
#include "schema/errors.h"
#include "schema/transaction.h"

namespace cadastre::jobs {

namespace {

using Clock = std::chrono::steady_clock;

// Should a notification go astray, as with a proxy between, changes are looked for all the same.
constexpr std::chrono::seconds heartbeat{5};
constexpr std::chrono::milliseconds beforeTryingAgain{500};

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

LiveDuplicates::LiveDuplicates(Database& database, std::filesystem::path folder)
    : database_(database), folder_(std::move(folder)), thread_([this] { run(); }) {}

LiveDuplicates::~LiveDuplicates() {
    stopping_ = true;
    bell_.ring();
    thread_.join();
}

std::shared_ptr<const duplicates::LiveIndex> LiveDuplicates::index() const {
    const std::scoped_lock lock(indexGuard_);
    return index_;
}

void LiveDuplicates::show(std::shared_ptr<duplicates::LiveIndex> index) {
    const std::scoped_lock lock(indexGuard_);
    index_.swap(index);
    ++changes_;
}

void LiveDuplicates::run() {
    while (!stopping_) {
        try {
            follow();
        } catch (const std::exception& error) {
            spdlog::warn("live duplicates: {}", error.what());
            bell_.wait(beforeTryingAgain);
        }
    }
    keepSnapshot();
}

// What is told from here on is heard; what was told before is found by looking.
void LiveDuplicates::follow() {
    Listener listener(database_, duplicates::registerChangeChannel);
    while (!stopping_) {
        if (index_ == nullptr) warm();
        catchUp();
        listener.wait(heartbeat, bell_);
    }
}

void LiveDuplicates::warm() {
    const auto start = Clock::now();
    const std::filesystem::path file = snapshotFile();
    auto loaded = duplicates::LiveSnapshot::load(file);
    if (loaded.index != nullptr && takeNote(loaded.note)) {
        show(std::move(loaded.index));
        spdlog::info("live duplicates: {} records from {} in {:.2f} s", index_->figures().records,
                     file.string(), secondsSince(start));
        return;
    }
    spdlog::info("live duplicates: the register is read, no snapshot: {}",
                 loaded.refusal.empty() ? "it is of another database" : loaded.refusal);
    rebuild();
}

// A file for each database, since several may share the folder.
std::filesystem::path LiveDuplicates::snapshotFile() {
    ReadTransaction transaction(database_);
    return folder_ / (duplicates::originOf(transaction) + ".index");
}

bool LiveDuplicates::takeNote(const std::string& note) {
    const auto said = nlohmann::json::parse(note, nullptr, false);
    if (!said.is_object()) return false;
    duplicates::RegisterPosition position{said.value("origin", ""), said.value("snapshot", "")};
    ReadTransaction transaction(database_);
    if (duplicates::originOf(transaction) != position.origin || position.snapshot.empty()) return false;
    position_ = std::move(position);
    weightsOf_ = said.value("weights_of", "");
    return true;
}

void LiveDuplicates::rebuild() {
    const auto start = Clock::now();
    auto warmed = duplicates::readRegister(database_, 1);
    position_ = std::move(warmed.position);
    weightsOf_ = std::move(warmed.weightsOf);
    show(std::move(warmed.index));
    const auto figures = index_->figures();
    spdlog::info("live duplicates: {} records read in {:.1f} s, {} bytes each", figures.records,
                 secondsSince(start), figures.records > 0 ? index_->bytes() / figures.records : 0);
    unsaved_ = figures.records;
    keepSnapshot();
}

void LiveDuplicates::catchUp() {
    constexpr std::size_t worthSaving = 10'000;
    const auto start = Clock::now();
    const auto done = duplicates::catchUp(database_, *index_, position_, weightsOf_);
    const auto figures = index_->figures();
    // A quarter of the rows gone: the memory they hold is worth a rebuild.
    if (done.worthRebuilding || figures.goneRows > 10'000 + figures.rows / 4) {
        rebuild();
        return;
    }
    unsaved_ += done.changed;
    if (done.changed > 0) ++changes_;
    if (done.changed > 0)
        spdlog::info("live duplicates: {} changes taken over in {:.1f} ms", done.changed,
                     secondsSince(start) * 1000);
    if (unsaved_ > worthSaving) keepSnapshot();
}

// A small register is read anew faster than anybody asks.
void LiveDuplicates::keepSnapshot() {
    constexpr std::size_t worthKeeping = 20'000;
    if (index_ == nullptr || unsaved_ == 0 || index_->figures().records < worthKeeping) return;
    unsaved_ = 0;
    const auto start = Clock::now();
    const std::filesystem::path file = folder_ / (position_.origin + ".index");
    const nlohmann::json note = {
        {"origin", position_.origin}, {"snapshot", position_.snapshot}, {"weights_of", weightsOf_}};
    try {
        duplicates::LiveSnapshot::save(*index_, note.dump(), file);
        spdlog::info("live duplicates: snapshot written in {:.2f} s", secondsSince(start));
    } catch (const std::exception& error) {
        spdlog::warn("live duplicates: the snapshot is not written: {}", error.what());
    }
}

}  // namespace cadastre::jobs
