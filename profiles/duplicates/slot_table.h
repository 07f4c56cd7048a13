// Finds numbered things by a hash of what they are, without keeping a second copy of them: open addressing
// with linear probing, and removal that closes the gap (Knuth, The Art of Computer Programming 3, 6.4,
// algorithm R).
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace cadastre::duplicates {

class SlotTable {
  public:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;

    SlotTable() = default;
    /// As slots() told; their number has to be a power of two.
    explicit SlotTable(std::vector<std::uint32_t> slots)
        : slots_(std::move(slots)),
          used_(slots_.size() - static_cast<std::size_t>(std::count(slots_.begin(), slots_.end(), none))) {
        if (!std::has_single_bit(slots_.size()) || used_ == slots_.size())
            throw std::invalid_argument("no table of slots");
    }
    const std::vector<std::uint32_t>& slots() const { return slots_; }

    /// The number whose thing `isIt`, or none.
    template <typename IsIt>
    std::uint32_t find(std::uint32_t hash, const IsIt& isIt) const {
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t slot = hash & mask; slots_[slot] != none; slot = (slot + 1) & mask) {
            if (isIt(slots_[slot])) return slots_[slot];
        }
        return none;
    }

    /// Adds a number that is not there yet; `hashOf(number)` must be what it was for every number held.
    template <typename HashOf>
    void add(std::uint32_t number, const HashOf& hashOf) {
        if ((used_ + 1) * 4 > slots_.size() * 3) resize(slots_.size() * 2, hashOf);
        place(number, hashOf(number));
        ++used_;
    }

    template <typename HashOf>
    void remove(std::uint32_t number, const HashOf& hashOf) {
        const std::size_t mask = slots_.size() - 1;
        std::size_t gap = hashOf(number) & mask;
        while (slots_[gap] != number)
            gap = (gap + 1) & mask;
        for (std::size_t slot = (gap + 1) & mask; slots_[slot] != none; slot = (slot + 1) & mask) {
            const std::size_t home = hashOf(slots_[slot]) & mask;
            if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
            slots_[gap] = slots_[slot];
            gap = slot;
        }
        slots_[gap] = none;
        --used_;
    }

    std::size_t bytes() const { return slots_.capacity() * sizeof(std::uint32_t); }

  private:
    template <typename HashOf>
    void resize(std::size_t size, const HashOf& hashOf) {
        std::vector<std::uint32_t> former(size, none);
        former.swap(slots_);
        for (const std::uint32_t number : former) {
            if (number != none) place(number, hashOf(number));
        }
    }

    void place(std::uint32_t number, std::uint32_t hash) {
        const std::size_t mask = slots_.size() - 1;
        std::size_t slot = hash & mask;
        while (slots_[slot] != none)
            slot = (slot + 1) & mask;
        slots_[slot] = number;
    }

    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64, none);
    std::size_t used_ = 0;
};

}  // namespace cadastre::duplicates
