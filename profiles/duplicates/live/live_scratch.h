// What one question needs to work with, kept between questions: a question allocates next to nothing, and the
// index holds no memory by reader and row.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "profiles/duplicates/words/stems.h"

namespace cadastre::duplicates {

/// Sums by row number, for as many rows as a question may touch.
class RowSums {
  public:
    /// Rows that fit with room to spare for probing.
    static constexpr std::size_t most = 8'192;

    RowSums() : slots_(size) {}

    void add(std::uint32_t row, float amount) {
        std::size_t slot = (row * 2654435761U) >> shift;
        while (slots_[slot].row != row) {
            if (slots_[slot].row == nobody) {
                slots_[slot].row = row;
                touched_.push_back(static_cast<std::uint16_t>(slot));
                break;
            }
            slot = (slot + 1) & (size - 1);
        }
        slots_[slot].sum += amount;
    }

    /// visit(row, sum) for every row, in the order they were met; all sums are zero afterwards.
    template <typename Visit>
    void take(const Visit& visit) {
        for (const std::uint16_t slot : touched_) {
            visit(slots_[slot].row, slots_[slot].sum);
            slots_[slot] = {};
        }
        touched_.clear();
    }

  private:
    static constexpr std::uint32_t nobody = 0xFFFFFFFFU;
    static constexpr unsigned sizeBits = 14, shift = 32 - sizeBits;
    static constexpr std::size_t size = std::size_t{1} << sizeBits;
    struct Slot {
        std::uint32_t row = nobody;
        float sum = 0;
    };
    std::vector<Slot> slots_;
    std::vector<std::uint16_t> touched_;
};

/// Numbers, each once, and which place each has among them in rising order.
class NumberPlaces {
  public:
    NumberPlaces() : slots_(fewest) {}

    /// Takes a number in, unless it is there.
    void add(std::uint32_t number) {
        Slot& slot = slots_[slotOf(number)];
        if (slot.number == number) return;
        slot.number = number;
        numbers_.push_back(number);
        if (numbers_.size() * 2 > slots_.size()) grow();
    }
    /// Sorts the numbers taken in and gives each its place among them.
    void settle() {
        std::sort(numbers_.begin(), numbers_.end());
        for (std::uint32_t place = 0; place < numbers_.size(); ++place)
            slots_[slotOf(numbers_[place])].place = place;
    }
    /// Ascending, once settled.
    const std::vector<std::uint32_t>& numbers() const { return numbers_; }
    bool holds(std::uint32_t number) const { return slots_[slotOf(number)].number == number; }
    /// The place of a number that was taken in before settle().
    std::uint32_t operator[](std::uint32_t number) const { return slots_[slotOf(number)].place; }
    void clear() {
        std::fill(slots_.begin(), slots_.end(), Slot{});
        numbers_.clear();
    }

  private:
    static constexpr std::uint32_t nobody = 0xFFFFFFFFU;
    static constexpr std::size_t fewest = 2'048;
    struct Slot {
        std::uint32_t number = nobody, place = 0;
    };

    std::size_t slotOf(std::uint32_t number) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t slot = (number * 0x9E3779B97F4A7C15ULL >> 32U) & mask;
        while (slots_[slot].number != number && slots_[slot].number != nobody)
            slot = (slot + 1) & mask;
        return slot;
    }
    void grow() {
        slots_.assign(slots_.size() * 2, {});
        for (const std::uint32_t number : numbers_)
            slots_[slotOf(number)].number = number;
    }

    std::vector<Slot> slots_;  ///< a power of two of them, at most half in use
    std::vector<std::uint32_t> numbers_;
};

struct LiveScratch {
    struct Found {
        float likeness = 0;
        std::uint32_t row = 0;
    };
    RowSums sums;
    std::vector<Found> found;
    std::vector<std::uint32_t> pairRows;  ///< of the asked pairs, one pair behind the other
    std::vector<std::uint32_t> candidates;
    NumberPlaces words, terms;           ///< of the rows cut out
    std::map<std::string, Stems> stems;  ///< by language

    const Stems& stemsOf(const std::string& language) {
        return stems.try_emplace(language, language).first->second;
    }
};

}  // namespace cadastre::duplicates
