// A sample of fixed size from a stream whose length nobody knows, every item as likely as any other. Items
// come in runs and are made only when they are drawn, so that a group of a million pairs costs no more than a
// few.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace cadastre::duplicates {

/// Draws that are the same on every machine for one seed.
class SeededDraws {
  public:
    explicit SeededDraws(std::uint64_t seed) : engine_(seed) {}
    /// In (0, 1).
    double share() { return (static_cast<double>(engine_() >> 11U) + 0.5) * 0x1.0p-53; }
    /// 0 … below − 1.
    std::uint64_t below(std::uint64_t below) {
        return static_cast<std::uint64_t>(share() * static_cast<double>(below));
    }

  private:
    std::mt19937_64 engine_;
};

/// Algorithm L (Li 1994): how many items to pass over before the next one is drawn is itself drawn, so a
/// sample of k out of N costs k·log(N∕k) draws.
template <typename Item>
class Reservoir {
  public:
    Reservoir(std::size_t most, std::uint64_t seed) : most_(most), draws_(seed) {}

    /// Passes a run of `count` items; `itemAt(i)` makes the i-th of them.
    template <typename ItemAt>
    void pass(std::uint64_t count, const ItemAt& itemAt) {
        while (next_ < passed_ + count && most_ > 0) {
            Item item = itemAt(next_ - passed_);
            if (items_.size() < most_) {
                items_.push_back(std::move(item));
                if (items_.size() < most_) {
                    ++next_;
                    continue;
                }
            } else {
                items_[draws_.below(most_)] = std::move(item);
            }
            smallest_ *= std::exp(std::log(draws_.share()) / static_cast<double>(most_));
            constexpr double farAway = 0x1.0p62;
            const double skipped = std::floor(std::log(draws_.share()) / std::log1p(-smallest_));
            next_ += 1 + static_cast<std::uint64_t>(std::fmin(skipped, farAway));
        }
        passed_ += count;
    }

    std::uint64_t passed() const { return passed_; }
    const std::vector<Item>& items() const { return items_; }

  private:
    std::size_t most_;
    SeededDraws draws_;
    std::vector<Item> items_;
    std::uint64_t passed_ = 0, next_ = 0;
    double smallest_ = 1;
};

}  // namespace cadastre::duplicates
