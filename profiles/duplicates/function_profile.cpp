// Two passes: count every phrase, then keep the heaviest of each unit. Phrases are numbered by hash (feature
// hashing, Weinberger et al. 2009), so that a million descriptions need no dictionary of phrases.
#include "profiles/duplicates/function_profile.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <unordered_set>

#include "profiles/duplicates/parallel.h"
#include "profiles/duplicates/skeleton.h"
#include "profiles/duplicates/string_pool.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t window = 3;             // words that stand together
constexpr std::size_t rowsLookedAt = 200;     // a family's template is told by some of its members
constexpr std::size_t wordsLookedAt = 150;    // of one text: what a system is for is said first
constexpr std::size_t phrasesOfProfile = 16;  // heaviest first
constexpr std::size_t pieceUnits = 2048;

std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
    value = (value ^ (value >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
}

unsigned holderBit(std::int64_t subject) {
    return static_cast<unsigned>(mixed(static_cast<std::uint64_t>(subject) + 1) & 63U);
}

}  // namespace

FunctionProfiles::FunctionProfiles(const Corpus& corpus, const UnitTexts& texts, std::size_t nameColumns,
                                   int threads)
    : corpus_(corpus), texts_(texts), nameColumns_(nameColumns) {
    cutStems();
    countStems();
    countPhrases(threads);
    countCompanions(threads);
    chooseProfiles(threads);
    numberPhrases();
}

/// Where Latin words have no stemmer, their first five letters stand for them (Can et al. 2008: for
/// agglutinating languages they retrieve as well as a lemmatiser), and compounds fall apart wherever the
/// beginning of several other words stands inside (after Koehn & Knight 2003).
void FunctionProfiles::cutStems() {
    constexpr std::size_t letters = 5;
    constexpr std::uint32_t wordsThatBegin = 5;
    const Vocabulary& vocabulary = corpus_.vocabulary();
    StringPool stems;
    const auto cutsUp = [&](std::uint32_t term) {
        return vocabulary.latinLanguage().empty() &&
               scriptOf(vocabulary.wordText(vocabulary.wordOf(term))) == Script::latin;
    };
    const auto says = [&](std::uint32_t term) {
        return term != Vocabulary::weakTerm && !vocabulary.isCodeTerm(term) && !vocabulary.hasDigitTerm(term);
    };
    std::vector<std::uint32_t> begins;  // by stem: terms that begin with it
    for (std::uint32_t term = 0; term < vocabulary.terms(); ++term) {
        if (!says(term) || !cutsUp(term)) continue;
        const std::uint32_t stem = stems.intern(vocabulary.termText(term).substr(0, letters));
        if (stem == begins.size()) begins.push_back(0);
        ++begins[stem];
    }
    std::unordered_set<std::uint32_t> ofSystems;  // parts of compounds that only say "some system"
    for (std::uint32_t word = 0; word < vocabulary.words(); ++word) {
        if (vocabulary.termOf(word) != Vocabulary::weakTerm) continue;
        ofSystems.insert(
            stems.find(std::string_view(skeletonOf(vocabulary.wordText(word))).substr(0, letters)));
    }
    for (std::uint32_t term = 0; term < vocabulary.terms(); ++term) {
        const std::string_view text = vocabulary.termText(term);
        constexpr std::size_t shortestTerm = 3;
        if (says(term) && text.size() >= shortestTerm) {
            if (!cutsUp(term)) {
                stemsOfTerm_.items.push_back(stems.intern(text));
            } else {
                const std::uint32_t first = stems.intern(text.substr(0, letters));
                if (!ofSystems.contains(first)) stemsOfTerm_.items.push_back(first);
                for (std::size_t at = letters - 1; at + letters <= text.size();) {
                    const std::uint32_t inner = stems.find(text.substr(at, letters));
                    const bool begun = inner < begins.size() && begins[inner] >= wordsThatBegin;
                    if (begun && !ofSystems.contains(inner)) stemsOfTerm_.items.push_back(inner);
                    at += begun ? letters : 1;
                }
            }
        }
        stemsOfTerm_.endRow();
    }
    stemUnits_.assign(stems.size(), 0);
}

void FunctionProfiles::countStems() {
    std::vector<std::uint32_t> seenIn(stemUnits_.size(), 0xFFFFFFFFU);
    for (std::uint32_t unit = 0; unit < texts_.rows.rows(); ++unit) {
        const auto rows = texts_.rows.row(unit);
        for (const std::uint32_t row : rows.first(std::min(rows.size(), rowsLookedAt))) {
            for (const std::uint32_t term : corpus_.rowTerms().row(row)) {
                for (const std::uint32_t stem : stemsOfTerm_.row(term)) {
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

void FunctionProfiles::meetText(std::span<const std::uint32_t> words, bool inName,
                                std::vector<Met>& met) const {
    words = words.first(std::min(words.size(), wordsLookedAt));
    const auto meet = [&](std::uint32_t leftWord, std::uint32_t leftStem, std::uint32_t rightWord,
                          std::uint32_t rightStem) {
        const std::uint64_t low = std::min(leftStem, rightStem), high = std::max(leftStem, rightStem);
        const std::uint64_t ofTwo = leftStem != rightStem ? 1 : 0;
        const std::uint64_t phrase = (mixed((high << 32U) | low) & hashMask_ & ~std::uint64_t{1}) | ofTwo;
        met.push_back({static_cast<std::uint32_t>(phrase), leftWord, rightWord, leftStem, rightStem, inName});
    };
    const auto told = [&](std::uint32_t stem) { return stemUnits_[stem] > 0; };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto stems = stemsOfTerm_.row(corpus_.vocabulary().termOf(words[i]));
        for (std::size_t s = 0; s < stems.size(); ++s) {
            if (!told(stems[s])) continue;
            meet(words[i], stems[s], words[i], stems[s]);
            for (std::size_t t = s + 1; t < stems.size(); ++t) {
                if (told(stems[t]) && stems[t] != stems[s]) meet(words[i], stems[s], words[i], stems[t]);
            }
            for (std::size_t j = i + 1; j < std::min(words.size(), i + window); ++j) {
                for (const std::uint32_t other : stemsOfTerm_.row(corpus_.vocabulary().termOf(words[j]))) {
                    if (told(other) && other != stems[s]) meet(words[i], stems[s], words[j], other);
                }
            }
        }
    }
}

void FunctionProfiles::meetUnit(std::uint32_t unit, std::vector<Met>& met) const {
    met.clear();
    const auto rows = texts_.rows.row(unit);
    for (const std::uint32_t row : rows.first(std::min(rows.size(), rowsLookedAt))) {
        for (std::size_t c = 0; c < corpus_.columns().size(); ++c)
            meetText(corpus_.columns()[c].words.row(row), c < nameColumns_, met);
    }
    std::stable_sort(met.begin(), met.end(), [](const Met& a, const Met& b) {
        return a.phrase != b.phrase ? a.phrase < b.phrase : a.inName && !b.inName;
    });
    const auto same = [](const Met& a, const Met& b) { return a.phrase == b.phrase; };
    met.erase(std::unique(met.begin(), met.end(), same), met.end());
}

void FunctionProfiles::countPhrases(int threads) {
    std::size_t words = 0;
    for (const Column& column : corpus_.columns())
        words += column.words.items.size();
    constexpr std::size_t fewestSlots = std::size_t{1} << 20U, mostSlots = std::size_t{1} << 23U;
    slots_.resize(std::clamp(std::bit_ceil(words * 8), fewestSlots, mostSlots));
    hashMask_ = slots_.size() - 1;
    const std::size_t units = texts_.rows.rows();
    const std::size_t pieces = (units + pieceUnits - 1) / pieceUnits;
    inParallel(pieces, threads, [&]() {
        return [&, met = std::vector<Met>()](std::size_t piece) mutable {
            const std::size_t end = std::min(units, (piece + 1) * pieceUnits);
            for (std::size_t unit = piece * pieceUnits; unit < end; ++unit) {
                meetUnit(static_cast<std::uint32_t>(unit), met);
                const std::uint64_t holder = std::uint64_t{1} << holderBit(texts_.subjects[unit]);
                for (const Met& phrase : met) {
                    Slot& slot = slots_[phrase.phrase];
                    std::atomic_ref(slot.units).fetch_add(1, std::memory_order_relaxed);
                    if (phrase.inName) std::atomic_ref(slot.named).fetch_add(1, std::memory_order_relaxed);
                    std::atomic_ref(slot.holders).fetch_or(holder, std::memory_order_relaxed);
                }
            }
        };
    });
    std::uint64_t met = 0, named = 0;
    for (const Slot& slot : slots_) {
        if (slot.units < 2) continue;
        met += slot.units;
        named += slot.named;
    }
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
        return [&, met = std::vector<Met>()](std::size_t piece) mutable {
            const auto atLeast = [&](std::uint32_t stem, std::uint32_t count) {
                const std::atomic_ref most(companion_[stem]);
                std::uint32_t known = most.load(std::memory_order_relaxed);
                while (known < count &&
                       !most.compare_exchange_weak(known, count, std::memory_order_relaxed)) {
                }
            };
            const std::size_t end = std::min(units, (piece + 1) * pieceUnits);
            for (std::size_t unit = piece * pieceUnits; unit < end; ++unit) {
                meetUnit(static_cast<std::uint32_t>(unit), met);
                for (const Met& phrase : met) {
                    if (phrase.leftStem == phrase.rightStem) continue;
                    atLeast(phrase.leftStem, slots_[phrase.phrase].units);
                    atLeast(phrase.rightStem, slots_[phrase.phrase].units);
                }
            }
        };
    });
}

double FunctionProfiles::spreadOf(const Slot& slot) const {
    const double expected = expectedHolders_[std::min<std::size_t>(slot.units, expectedHolders_.size() - 1)];
    const int met = std::popcount(slot.holders);
    // One holder is the least there can be, so both are counted beyond it.
    constexpr double leastExpected = 0.25;
    return expected - 1 < leastExpected ? 1 : std::min(1.0, (met - 1) / (expected - 1));
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
    return static_cast<float>(information * std::sqrt(named) * firmness * spreadOf(slot));
}

void FunctionProfiles::chooseProfiles(int threads) {
    const std::size_t units = texts_.rows.rows();
    const std::size_t pieces = (units + pieceUnits - 1) / pieceUnits;
    struct Piece {
        NumberRows phrases;
        std::vector<float> weights;
    };
    std::vector<Piece> chosen(pieces);
    using Weighed = std::pair<float, std::uint32_t>;
    inParallel(pieces, threads, [&]() {
        return [&, met = std::vector<Met>(), weighed = std::vector<Weighed>()](std::size_t piece) mutable {
            Piece& own = chosen[piece];
            const std::size_t end = std::min(units, (piece + 1) * pieceUnits);
            for (std::size_t unit = piece * pieceUnits; unit < end; ++unit) {
                meetUnit(static_cast<std::uint32_t>(unit), met);
                weighed.clear();
                for (const Met& phrase : met) {
                    const float weight = weightOf(phrase);
                    if (weight > 0) weighed.emplace_back(-weight, phrase.phrase);
                }
                const std::size_t kept = std::min(weighed.size(), phrasesOfProfile);
                std::partial_sort(weighed.begin(), weighed.begin() + static_cast<std::ptrdiff_t>(kept),
                                  weighed.end());
                weighed.resize(kept);
                float length = 0;
                for (const auto& [weight, phrase] : weighed)
                    length += weight * weight;
                std::sort(weighed.begin(), weighed.end(),
                          [](const Weighed& a, const Weighed& b) { return a.second < b.second; });
                for (const auto& [weight, phrase] : weighed) {
                    own.phrases.items.push_back(phrase);
                    own.weights.push_back(-weight / std::sqrt(length));
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
        piece = {};
    }
}

std::size_t FunctionProfiles::namesOf(std::uint32_t unit, std::uint32_t phrase) const {
    const auto rows = texts_.rows.row(unit);
    std::vector<Met> met;
    std::size_t names = 0;
    for (const std::uint32_t row : rows.first(std::min(rows.size(), rowsLookedAt))) {
        met.clear();
        for (std::size_t c = 0; c < nameColumns_; ++c)
            meetText(corpus_.columns()[c].words.row(row), true, met);
        names += std::any_of(met.begin(), met.end(),
                             [&](const Met& each) { return each.phrase == hashes_[phrase]; })
                     ? 1
                     : 0;
    }
    return names;
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

std::string FunctionProfiles::wording(std::uint32_t unit, std::uint32_t phrase) const {
    std::vector<Met> met;
    meetUnit(unit, met);
    const std::uint32_t hash = hashes_[phrase];
    const auto found =
        std::lower_bound(met.begin(), met.end(), hash,
                         [](const Met& one, std::uint32_t wanted) { return one.phrase < wanted; });
    if (found == met.end() || found->phrase != hash) return {};
    const Vocabulary& vocabulary = corpus_.vocabulary();
    std::string text(vocabulary.wordText(found->leftWord));
    if (found->rightWord != found->leftWord) (text += ' ') += vocabulary.wordText(found->rightWord);
    return text;
}

}  // namespace cadastre::duplicates
