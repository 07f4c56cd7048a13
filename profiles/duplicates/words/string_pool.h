// Strings numbered in the order they were first met, kept once: the ground of the compact corpus.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre::duplicates {

/// Open addressing over one arena: about 20 bytes a string beside its text. Not safe for concurrent writers.
class StringPool {
  public:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;

    /// The number of `text`, given now if it is new. Throws std::length_error past 2³² − 2 strings.
    std::uint32_t intern(std::string_view text);
    /// Numbers a text that nobody will look for: neither intern() nor find() tells its number. Of one pool,
    /// call intern() no more once this was called.
    std::uint32_t append(std::string_view text);
    /// The number of `text`, or `none`.
    std::uint32_t find(std::string_view text) const;
    std::string_view text(std::uint32_t id) const {
        return std::string_view(arena_).substr(offsets_[id], offsets_[id + 1] - offsets_[id]);
    }
    std::size_t size() const { return offsets_.size() - 1; }
    /// Memory held, in bytes.
    std::size_t bytes() const;

  private:
    void grow();
    std::size_t slotOf(std::string_view wanted, std::uint64_t hash) const;

    std::string arena_;
    std::vector<std::size_t> offsets_ = {0};
    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64, none);
    std::vector<std::uint32_t> hashes_;
};

}  // namespace cadastre::duplicates
