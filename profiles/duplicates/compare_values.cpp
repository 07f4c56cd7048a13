// What is compared as a whole and not word by word: codes, however they are cut, numbers, days and other
// short values.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "profiles/duplicates/compare.h"
#include "profiles/duplicates/words/dates.h"
#include "profiles/duplicates/words/spelling.h"

namespace cadastre::duplicates {
namespace {

constexpr float prefixLikeness = 0.8F;
constexpr double partLikeness = 0.9;
constexpr std::size_t longestSuffix = 3;

/// Whether some digits of `from` stand in `in`: the least two spellings of a code have in common.
bool digitsMeet(std::string_view from, std::string_view in) {
    constexpr std::string_view digits = "0123456789";
    for (std::size_t at = from.find_first_of(digits); at != std::string_view::npos;) {
        const std::size_t end = std::min(from.find_first_not_of(digits, at), from.size());
        if (in.find(from.substr(at, end - at)) != std::string_view::npos) return true;
        at = from.find_first_of(digits, end);
    }
    return false;
}

/// Whether one value is the other without its beginning or its end, as a number without its extension is.
bool isPartOf(std::string_view one, std::string_view other) {
    constexpr std::size_t fewest = 5;
    if (one.size() > other.size()) std::swap(one, other);
    return one.size() >= fewest && (other.starts_with(one) || other.ends_with(one));
}

}  // namespace

/// All words of a row's names in one run: "dvm-63 hd" → "dvm63hd".
std::string PairComparer::runTogether(std::uint32_t row) const {
    std::string run;
    for (const Column& column : corpus_.columns()) {
        if (!holdsTexts(column.kind)) continue;
        for (const std::uint32_t word : column.words.row(row))
            run += vocabulary_.wordText(word);
    }
    return run;
}

/// False where the row's words, run together, can't spell the code: then they need not be.
bool PairComparer::mayBeSpeltIn(std::string_view code, std::uint16_t digits, std::uint32_t row) const {
    const auto terms = corpus_.rowTerms().row(row);
    const auto marks = corpus_.rowMarks(row);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if ((marks[i] & digitMark) == 0 || (corpus_.shapes().ofTerm(terms[i]).digits & digits) == 0) continue;
        const std::string_view part = vocabulary_.wordText(vocabulary_.wordOf(terms[i]));
        if (digitsMeet(part, code) || digitsMeet(code, part)) return true;
    }
    return false;
}

/// How much of a code the other record spells in another way: with spaces inside, or without the suffix that
/// tells colour or market.
float PairComparer::codeLikeness(std::uint32_t term, std::uint32_t otherRow, std::string& otherText) const {
    constexpr std::size_t fewestLetters = 5;
    const std::string_view code = vocabulary_.wordText(vocabulary_.wordOf(term));
    if (code.size() < fewestLetters || !mayBeSpeltIn(code, corpus_.shapes().ofTerm(term).digits, otherRow))
        return 0.0F;
    if (otherText.empty()) otherText = runTogether(otherRow);
    if (otherText.find(code) != std::string::npos) return 1.0F;
    for (std::size_t suffix = 1; suffix <= longestSuffix && code.size() >= fewestLetters + suffix; ++suffix) {
        if (otherText.find(code.substr(0, code.size() - suffix)) != std::string::npos) return prefixLikeness;
    }
    return 0.0F;
}

/// Joined codes anywhere in the record: shared rarity against the rarity unmatched on both sides.
Level PairComparer::compareCodes(std::uint32_t right) {
    float shared = 0, leftOnly = 0, rightOnly = 0;
    std::string rightText;
    const auto look = [&](std::uint32_t term, bool has, std::uint32_t other, std::string& text, float& only) {
        const float rarity = corpus_.rarity(term);
        if (has) {
            shared += rarity / 2;
            return;
        }
        const float likeness = codeLikeness(term, other, text);
        shared += likeness * rarity;
        only += (1 - likeness) * rarity;
    };
    for (const std::uint32_t slot : leftCodes_) {
        const LeftTerm& own = leftTerms_[slot];
        look(own.term, own.metAt == pair_, right, rightText, leftOnly);
    }
    for (const std::uint32_t term : rightCodes_)
        look(term, leftTerm(term) != nullptr, left_, leftText_, rightOnly);
    const bool comparable = shared > 0 || (!leftCodes_.empty() && !rightCodes_.empty());
    return comparable ? levelOf(shared / (shared + std::min(leftOnly, rightOnly))) : missingLevel;
}

Level PairComparer::compareValues(const Column& column, std::uint32_t right) const {
    const std::uint32_t a = column.values[left_], b = column.values[right];
    if (a == StringPool::none || b == StringPool::none) return missingLevel;
    if (a == b) return 100;
    constexpr double mostUnequal = 0.95;
    if (column.kind == ColumnKind::date)
        return levelOf(dayLikeness(corpus_.valueText(a), corpus_.valueText(b)) * mostUnequal);
    double likeness = spellingLikeness(corpus_.valueText(a), corpus_.valueText(b), 0.0F);
    if (column.kind == ColumnKind::number) {
        const double x = column.numbers[left_], y = column.numbers[right];
        if (!std::isnan(x) && !std::isnan(y)) likeness = std::max(likeness * likeness, column.nearness(x, y));
    } else if (isPartOf(corpus_.valueText(a), corpus_.valueText(b))) {
        likeness = std::max(likeness, partLikeness);
    }
    return levelOf(std::min(likeness, mostUnequal));
}

}  // namespace cadastre::duplicates
