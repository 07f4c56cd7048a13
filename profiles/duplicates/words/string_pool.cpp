// Linear probing with the upper hash bits kept, so that growth never reads the strings again.
#include "profiles/duplicates/words/string_pool.h"

#include <stdexcept>

namespace cadastre::duplicates {
namespace {

/// FNV-1a over the bytes, finished with MurmurHash3's mixer: fixed, so that runs repeat on any machine.
std::uint64_t hashOf(std::string_view text) {
    std::uint64_t h = 14695981039346656037ULL;
    for (const char c : text)
        h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    h ^= h >> 33U;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33U;
    return h;
}

}  // namespace

std::size_t StringPool::slotOf(std::string_view wanted, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto upper = static_cast<std::uint32_t>(hash >> 32U);
    std::size_t slot = upper & mask;
    while (slots_[slot] != none && (hashes_[slots_[slot]] != upper || text(slots_[slot]) != wanted)) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

std::uint32_t StringPool::find(std::string_view text) const {
    return slots_[slotOf(text, hashOf(text))];
}

std::uint32_t StringPool::intern(std::string_view text) {
    const std::uint64_t hash = hashOf(text);
    const std::size_t slot = slotOf(text, hash);
    if (slots_[slot] != none) return slots_[slot];
    if (size() >= none - 1) throw std::length_error("more than 4 billion different strings");
    const auto id = static_cast<std::uint32_t>(size());
    arena_ += text;
    offsets_.push_back(arena_.size());
    hashes_.push_back(static_cast<std::uint32_t>(hash >> 32U));
    slots_[slot] = id;
    if (size() * 10 > slots_.size() * 6) grow();
    return id;
}

std::uint32_t StringPool::append(std::string_view text) {
    const auto id = static_cast<std::uint32_t>(size());
    arena_ += text;
    offsets_.push_back(arena_.size());
    return id;
}

std::size_t StringPool::bytes() const {
    return arena_.capacity() + offsets_.capacity() * sizeof(std::size_t) +
           (slots_.capacity() + hashes_.capacity()) * sizeof(std::uint32_t);
}

void StringPool::grow() {
    slots_.assign(slots_.size() * 2, none);
    const std::size_t mask = slots_.size() - 1;
    for (std::uint32_t id = 0; id < hashes_.size(); ++id) {
        std::size_t slot = hashes_[id] & mask;
        while (slots_[slot] != none)
            slot = (slot + 1) & mask;
        slots_[slot] = id;
    }
}

}  // namespace cadastre::duplicates
