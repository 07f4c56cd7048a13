// Two passes: count every phrase (function_phrases.cpp meets them), then keep the heaviest of each unit.
// Phrases are numbered by hash (feature hashing, Weinberger et al. 2009), so that a million descriptions need
// no dictionary of phrases.
#include "profiles/duplicates/functions/function_profile.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>

#include "profiles/duplicates/functions/mixed_bits.h"
#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t phrasesOfProfile = 16;  // heaviest first
constexpr std::size_t pieceUnits = 2048;

void addUpToMost(std::uint16_t& count) {
    const std::atomic_ref shared(count);
    std::uint16_t known = shared.load(std::memory_order_relaxed);
    while (known < std::numeric_limits<std::uint16_t>::max() &&
           !shared.compare_exchange_weak(known, static_cast<std::uint16_t>(known + 1),
                                         std::memory_order_relaxed)) {
    }
}

unsigned holderBit(std::int64_t subject) {
    return static_cast<unsigned>(mixedBits(static_cast<std::uint64_t>(subject) + 1) & 63U);
}

}  // namespace

FunctionProfiles::FunctionProfiles(const Corpus& corpus, const UnitTexts& texts, std::size_t nameColumns,
                                   int threads)
    : corpus_(corpus),
      texts_(texts),
      nameColumns_(nameColumns),
      stems_(corpus.vocabulary()),
      holderNames_(texts.holders, corpus.vocabulary(), stems_) {
    countStems();
    countNamesakes();
    countPhrases(threads);
    countCompanions(threads);
    counted_ = true;
    chooseProfiles(threads);
    counted_ = false;
    numberPhrases();
}

void FunctionProfiles::countStems() {
    stemUnits_.assign(stems_.size(), 0);
    std::vector<std::uint32_t> seenIn(stemUnits_.size(), 0xFFFFFFFFU);
    for (std::uint32_t unit = 0; unit < texts_.rows.rows(); ++unit) {
        const auto rows = texts_.rows.row(unit);
        for (const std::uint32_t row : rows.first(std::min(rows.size(), rowsLookedAt))) {
            for (const std::uint32_t term : corpus_.rowTerms().row(row)) {
                for (const std::uint32_t stem : stems_.of(term)) {
                    if (seenIn[stem] == unit) continue;
                    seenIn[stem] = unit;
                    ++stemUnits_[stem];
                }
            }
        }
    }
    const std::size_t units = texts_.rows.rows();
    constexpr std::size_t fewUnits = 8;
    for (std::uint32_t& count : stemUnits_) {
        if (count > std::max(units / 4, fewUnits)) count = 0;  // template: not looked at any more
    }
}

void FunctionProfiles::countNamesakes() {
    namesakes_.assign(stems_.size(), 0);
    std::vector<std::uint32_t> own;
    for (std::uint32_t unit = 0; unit < texts_.rows.rows(); ++unit) {
        own.clear();
        for (const std::uint32_t row : texts_.rows.row(unit)) {
            for (const std::uint32_t place : holdersOf(row)) {
                const auto names = holderNames_.of(place);
                own.insert(own.end(), names.begin(), names.end());
            }
        }
        std::sort(own.begin(), own.end());
        own.erase(std::unique(own.begin(), own.end()), own.end());
        for (const std::uint32_t stem : own)
            ++namesakes_[stem];
    }
}

void FunctionProfiles::countPhrases(int threads) {
    std::size_t words = 0;
    for (const Column& column : corpus_.columns())
        words += column.words.items.size();
    constexpr std::size_t fewestSlots = std::size_t{1} << 20U, mostSlots = std::size_t{1} << 23U;
    slots_.resize(std::clamp(std::bit_ceil(words * 8), fewestSlots, mostSlots));
    hashMask_ = slots_.size() - 1;
    if (!texts_.holders.empty()) owed_.resize(slots_.size());
    silent_.resize(slots_.size());
    const std::size_t units = texts_.rows.rows();
    const std::size_t pieces = (units + pieceUnits - 1) / pieceUnits;
    inParallel(pieces, threads, [&]() {
        return [&, reading = Reading()](std::size_t piece) mutable {
            const std::size_t end = std::min(units, (piece + 1) * pieceUnits);
            for (std::size_t unit = piece * pieceUnits; unit < end; ++unit) {
                meetUnit(static_cast<std::uint32_t>(unit), reading);
                const std::uint64_t holder = std::uint64_t{1} << holderBit(texts_.subjects[unit]);
                const bool says = hasText(static_cast<std::uint32_t>(unit));
                for (const Met& phrase : reading.met) {
                    Slot& slot = slots_[phrase.phrase];
                    std::atomic_ref(slot.units).fetch_add(1, std::memory_order_relaxed);
                    if (phrase.inName) std::atomic_ref(slot.named).fetch_add(1, std::memory_order_relaxed);
                    std::atomic_ref(slot.holders).fetch_or(holder, std::memory_order_relaxed);
                    if (says && phrase.inName && !phrase.inText) addUpToMost(silent_[phrase.phrase]);
                    if (phrase.owed)
                        std::atomic_ref(owed_[phrase.phrase]).fetch_add(1, std::memory_order_relaxed);
                }
            }
        };
    });
    std::uint64_t met = 0, named = 0, silent = 0;
    for (std::size_t phrase = 0; phrase < slots_.size(); ++phrase) {
        const Slot& slot = slots_[phrase];
        if (slot.units < 2) continue;
        met += slot.units;
        named += slot.named;
        silent += silent_[phrase];
    }
    constexpr double leastEcho = 0.05;
    if (named > 0)
        meanEcho_ = std::max(leastEcho, 1 - static_cast<double>(silent) / static_cast<double>(named));
    constexpr double leastNamed = 0.01;  // where no name says a function, all phrases name it equally badly
    meanNamed_ = met == 0 ? 1 : std::max(leastNamed, static_cast<double>(named) / static_cast<double>(met));
    std::array<double, 64> holderShare{};  // by bit: share of the units whose holder sets it
    for (const std::int64_t subject : texts_.subjects)
        holderShare.at(holderBit(subject)) += 1.0 / static_cast<double>(units);
    constexpr std::size_t mostUnits = 4096;  // so many set every bit that is ever set
    for (std::size_t count = 0; count <= std::min(units, mostUnits); ++count) {
        double expected = 0;
        for (const double share : holderShare)
            expected += 1 - std::pow(1 - share, static_cast<double>(count));
        expectedHolders_.push_back(expected);
    }
}

void FunctionProfiles::countCompanions(int threads) {
    companion_.assign(stemUnits_.size(), 0);
    const std::size_t units = texts_.rows.rows();
    inParallel((units + pieceUnits - 1) / pieceUnits, threads, [&]() {
        return [&, reading = Reading()](std::size_t piece) mutable {
            const auto atLeast = [&](std::uint32_t stem, std::uint32_t count) {
                const std::atomic_ref most(companion_[stem]);
                std::uint32_t known = most.load(std::memory_order_relaxed);
                while (known < count &&
                       !most.compare_exchange_weak(known, count, std::memory_order_relaxed)) {
                }
            };
            const std::size_t end = std::min(units, (piece + 1) * pieceUnits);
            for (std::size_t unit = piece * pieceUnits; unit < end; ++unit) {
                meetUnit(static_cast<std::uint32_t>(unit), reading);
                for (const Met& phrase : reading.met) {
                    if (phrase.leftStem == phrase.rightStem) continue;
                    atLeast(phrase.leftStem, slots_[phrase.phrase].units);
                    atLeast(phrase.rightStem, slots_[phrase.phrase].units);
                }
            }
        };
    });
}

bool FunctionProfiles::hasText(std::uint32_t unit) const {
    const auto all = texts_.rows.row(unit);
    const auto rows = all.first(std::min(all.size(), rowsLookedAt));
    return std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
        return std::any_of(corpus_.columns().begin() + static_cast<std::ptrdiff_t>(nameColumns_),
                           corpus_.columns().end(),
                           [&](const Column& column) { return !column.words.row(row).empty(); });
    });
}

double FunctionProfiles::echoOf(std::uint32_t phrase) const {
    constexpr double smoothing = 2;
    const auto named = static_cast<double>(slots_[phrase].named);
    const double echoed = (named - silent_[phrase] + smoothing * meanEcho_) / (named + smoothing);
    return std::min(1.0, echoed / meanEcho_);
}

double FunctionProfiles::spreadOf(const Slot& slot) const {
    const double expected = expectedHolders_[std::min<std::size_t>(slot.units, expectedHolders_.size() - 1)];
    const int met = std::popcount(slot.holders);
    // One holder is the least there can be, so both are counted beyond it.
    constexpr double leastExpected = 0.25;
    return expected - 1 < leastExpected ? 1 : std::min(1.0, (met - 1) / (expected - 1));
}

float FunctionProfiles::voiceOf(std::uint32_t phrase, std::uint32_t leftStem, std::uint32_t rightStem) const {
    if (slots_[phrase].units == 0) return 1;
    const auto units = static_cast<double>(texts_.rows.rows());
    const auto having = static_cast<double>(slots_[phrase].units);
    const auto others = units - static_cast<double>(std::min(namesakes_[leftStem], namesakes_[rightStem]));
    // Where hardly anybody is called otherwise, the others are taken to say it as often as all.
    constexpr double smoothing = 4;
    const double ofOthers = (having - owed_[phrase] + smoothing * having / units) / (others + smoothing);
    return static_cast<float>(std::min(1.0, ofOthers * units / having));
}

float FunctionProfiles::weightOf(const Met& met) const {
    const Slot& slot = slots_[met.phrase];
    if (slot.units < 2) return 0;
    const auto units = static_cast<double>(texts_.rows.rows());
    const auto having = static_cast<double>(slot.units);
    if (met.leftStem != met.rightStem) {
        constexpr double clearlyOftener = 1.2;
        const double byChance =
            static_cast<double>(stemUnits_[met.leftStem]) * stemUnits_[met.rightStem] / units;
        if (having < clearlyOftener * byChance) return 0;
    }
    double firmness = 1;
    if (met.leftStem == met.rightStem)
        firmness = std::min(1.0, static_cast<double>(companion_[met.leftStem]) / having);
    constexpr double smoothing = 2;
    const double named = (slot.named + smoothing * meanNamed_) / (having + smoothing);
    constexpr double scarce = 0.5;
    const double information =
        std::max(0.0, std::log2((units + 1) / (having + 0.5))) * (slot.units < 3 ? scarce : 1.0);
    constexpr float leastVoice = 0.2F;
    if (met.voice < leastVoice) return 0;
    return static_cast<float>(information * std::sqrt(named) * firmness * spreadOf(slot) *
                              echoOf(met.phrase)) *
           met.voice;
}

void FunctionProfiles::chooseProfiles(int threads) {
    const std::size_t units = texts_.rows.rows();
    const std::size_t pieces = (units + pieceUnits - 1) / pieceUnits;
    struct Piece {
        NumberRows phrases;
        std::vector<float> weights;
        std::vector<bool> named;
    };
    std::vector<Piece> chosen(pieces);
    struct Weighed {
        float weight;
        const Met* met;
    };
    inParallel(pieces, threads, [&]() {
        return [&, reading = Reading(), weighed = std::vector<Weighed>()](std::size_t piece) mutable {
            Piece& own = chosen[piece];
            const std::size_t end = std::min(units, (piece + 1) * pieceUnits);
            for (std::size_t unit = piece * pieceUnits; unit < end; ++unit) {
                meetUnit(static_cast<std::uint32_t>(unit), reading);
                weighed.clear();
                for (const Met& phrase : reading.met) {
                    const float weight = weightOf(phrase);
                    if (weight > 0) weighed.push_back({weight, &phrase});
                }
                const std::size_t kept = std::min(weighed.size(), phrasesOfProfile);
                std::partial_sort(weighed.begin(), weighed.begin() + static_cast<std::ptrdiff_t>(kept),
                                  weighed.end(), [](const Weighed& a, const Weighed& b) {
                                      return a.weight != b.weight ? a.weight > b.weight
                                                                  : a.met->phrase < b.met->phrase;
                                  });
                weighed.resize(kept);
                float length = 0;
                for (const Weighed& phrase : weighed)
                    length += phrase.weight * phrase.weight;
                std::sort(weighed.begin(), weighed.end(),
                          [](const Weighed& a, const Weighed& b) { return a.met->phrase < b.met->phrase; });
                for (const Weighed& phrase : weighed) {
                    own.phrases.items.push_back(phrase.met->phrase);
                    own.weights.push_back(phrase.weight / std::sqrt(length));
                    own.named.push_back(phrase.met->inName);
                }
                own.phrases.endRow();
            }
        };
    });
    for (Piece& piece : chosen) {
        const std::size_t before = phrases_.items.size();
        phrases_.items.insert(phrases_.items.end(), piece.phrases.items.begin(), piece.phrases.items.end());
        for (std::size_t row = 1; row < piece.phrases.offsets.size(); ++row)
            phrases_.offsets.push_back(before + piece.phrases.offsets[row]);
        weights_.insert(weights_.end(), piece.weights.begin(), piece.weights.end());
        named_.insert(named_.end(), piece.named.begin(), piece.named.end());
        piece = {};
    }
}

/// Phrases that tell anybody are a small part of those that were met: they are numbered anew, in the order of
/// their hashes, and everything else that was counted is let go.
void FunctionProfiles::numberPhrases() {
    constexpr std::uint32_t toldByNobody = 0xFFFFFFFFU;
    std::vector<std::uint32_t> numbers(slots_.size(), toldByNobody);
    for (const std::uint32_t hash : phrases_.items)
        numbers[hash] = 0;
    for (std::uint32_t hash = 0; hash < numbers.size(); ++hash) {
        if (numbers[hash] == toldByNobody) continue;
        numbers[hash] = static_cast<std::uint32_t>(hashes_.size());
        hashes_.push_back(hash);
        namesSystems_.push_back(slots_[hash].named >= 2);
    }
    for (std::uint32_t& phrase : phrases_.items)
        phrase = numbers[phrase];
    slots_ = {};
    companion_ = {};
    owed_ = {};
    silent_ = {};
    namesakes_ = {};
    expectedHolders_ = {};
}

bool FunctionProfiles::tells(std::uint32_t unit, std::uint32_t phrase) const {
    const auto own = phrases_.row(unit);
    return std::binary_search(own.begin(), own.end(), phrase);
}

float FunctionProfiles::likeness(std::uint32_t left, std::uint32_t right) const {
    const auto ones = phrases_.row(left), others = phrases_.row(right);
    const auto onesWeights = weights(left), othersWeights = weights(right);
    float sum = 0;
    for (std::size_t l = 0, r = 0; l < ones.size() && r < others.size();) {
        if (ones[l] < others[r]) {
            ++l;
        } else if (others[r] < ones[l]) {
            ++r;
        } else {
            sum += onesWeights[l++] * othersWeights[r++];
        }
    }
    return std::min(sum, 1.0F);
}

}  // namespace cadastre::duplicates
