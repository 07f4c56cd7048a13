// What one question needs to work with, kept between questions: a question allocates next to nothing, and the
// index holds no memory by reader and row.
#pragma once

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

struct LiveScratch {
    struct Found {
        float likeness = 0;
        std::uint32_t row = 0;
    };
    RowSums sums;
    std::vector<Found> found;
    std::vector<std::uint32_t> pairRows;  ///< of the asked pairs, one pair behind the other
    std::vector<std::uint32_t> candidates;
    std::map<std::string, Stems> stems;  ///< by language

    const Stems& stemsOf(const std::string& language) {
        return stems.try_emplace(language, language).first->second;
    }
};

}  // namespace cadastre::duplicates
