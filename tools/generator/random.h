// Chance that is the same on every machine: numbers drawn from a seed, a stream and a position, so that any
// record can be made again on its own. The standard library's distributions differ between libraries; these
// don't.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace cadastre::generator {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class Random {
  public:
    /// Streams of different names, and places of one stream, are independent of each other.
    Random(std::uint64_t seed, std::string_view stream, std::uint64_t place = 0) : state_(seed) {
        for (const char c : stream)
            state_ = mix(state_ ^ static_cast<unsigned char>(c));
        state_ = mix(state_ ^ mix(place + 0x632be59bd9b4e019ULL));
    }

    std::uint64_t next() { return mix(state_ += 0x9e3779b97f4a7c15ULL); }

    /// 0 … bound − 1; bound > 0.
    std::uint64_t below(std::uint64_t bound) {
        return static_cast<std::uint64_t>((static_cast<unsigned __int128>(next()) * bound) >> 64U);
    }
    /// low … high, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
    }
    /// True in `percent` of a hundred cases.
    bool chance(unsigned percent) { return below(100) < percent; }

    template <typename Item>
    const Item& pick(std::span<const Item> items) {
        return items[below(items.size())];
    }
    template <typename List>
    const typename List::value_type& pick(const List& items) {
        return items[below(items.size())];
    }
    /// Position of one of several weights, each as often as it weighs.
    std::size_t weighted(std::span<const unsigned> weights) {
        std::uint64_t total = 0;
        for (const unsigned weight : weights)
            total += weight;
        std::uint64_t drawn = below(total);
        std::size_t position = 0;
        while (drawn >= weights[position])
            drawn -= weights[position++];
        return position;
    }
    template <typename List>
    void shuffle(List& items) {
        for (std::size_t left = items.size(); left > 1; --left)
            std::swap(items[left - 1], items[below(left)]);
    }

  private:
    static std::uint64_t mix(std::uint64_t z) {
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }
    std::uint64_t state_;
};

}  // namespace cadastre::generator
