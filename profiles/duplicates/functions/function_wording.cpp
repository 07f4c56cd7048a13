// Phrases as people wrote them: the words where they stand, not the stems that are compared.
#include "profiles/duplicates/functions/function_wording.h"

#include <algorithm>
#include <array>
#include <map>

#include "profiles/duplicates/functions/function_profile.h"
#include "profiles/duplicates/words/text.h"

namespace cadastre::duplicates {
namespace {

using Words = std::vector<std::string>;

Words wordsOf(WordCutter& cutter, std::string_view text) {
    const auto& words = cutter.cut(text);
    return {words.begin(), words.end()};
}

/// Without the marks around it.
std::string_view bare(std::string_view text) {
    constexpr std::string_view marks[] = {"«", "»", "„", "“", "”", "\"", "(", ")", ",", ".", ":", ";", "'"};
    for (bool shorter = true; shorter;) {
        shorter = false;
        for (const std::string_view mark : marks) {
            if (text.starts_with(mark))
                text.remove_prefix(mark.size());
            else if (text.ends_with(mark))
                text.remove_suffix(mark.size());
            else
                continue;
            shorter = true;
        }
    }
    return text;
}

bool beginsWithMark(std::string_view text) {
    constexpr std::array<std::string_view, 5> marks = {"«", "„", "“", "\"", "("};
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return text.starts_with(mark); });
}

/// A quotation that begins or ends within a phrase can't be quoted whole.
bool holdsQuotation(std::string_view text) {
    constexpr std::array<std::string_view, 6> marks = {"«", "»", "„", "“", "”", "\""};
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

}  // namespace

WrittenPhrase writtenIn(std::string_view name, std::string_view folded) {
    constexpr std::size_t longest = 3;
    WordCutter cutter;
    const Words wanted = wordsOf(cutter, folded);
    std::string_view before;
    bool beforeBegins = false;
    for (std::size_t from = 0; from < name.size();) {
        const bool begins = from == 0 || beginsWithMark(name.substr(from));
        std::size_t end = from;
        for (std::size_t words = 0; words < longest && end < name.size(); ++words) {
            end = std::min(name.find(' ', end + (words > 0 ? 1 : 0)), name.size());
            const std::string_view part = bare(name.substr(from, end - from));
            if (holdsQuotation(part) || wordsOf(cutter, part) != wanted) continue;
            const bool joined = !begins && before.ends_with(bare(before));
            return {std::string(part), joined ? std::string(bare(before)) : std::string(), begins,
                    joined && beforeBegins};
        }
        const std::size_t next = std::min(name.find(' ', from), name.size() - 1) + 1;
        before = name.substr(from, next - from);
        while (before.ends_with(' '))
            before.remove_suffix(1);
        beforeBegins = begins;
        from = next;
    }
    return {};
}

std::string asWritten(std::string_view name, std::string_view folded) {
    return writtenIn(name, folded).text;
}

std::string readingByItself(std::span<const WrittenPhrase> phrases,
                            const std::function<std::string(const std::string&)>& stemOf) {
    std::vector<std::string> alone, all, heads;
    std::map<std::string, std::size_t> stems;
    for (const WrittenPhrase& phrase : phrases) {
        all.push_back(phrase.text);
        if (phrase.begins) alone.push_back(phrase.text);
        if (!phrase.before.empty()) ++stems[stemOf(phrase.before)];
    }
    if (std::string text = commonest(alone); !text.empty()) return text;
    for (const WrittenPhrase& phrase : phrases) {
        constexpr std::size_t parts = 3, enough = 2;
        if (phrase.beforeBegins && stems[stemOf(phrase.before)] * parts >= phrases.size() * enough)
            heads.push_back(phrase.before + " " + phrase.text);
    }
    std::string text = commonest(heads);
    return text.empty() ? commonest(all) : text;
}

std::string commonest(std::span<const std::string> wordings) {
    std::map<std::string_view, std::size_t> times;
    std::string_view best;
    for (const std::string& wording : wordings) {
        if (!wording.empty() && ++times[wording] > times[best]) best = wording;
    }
    return std::string(best);
}

std::size_t FunctionProfiles::namesOf(std::uint32_t unit, std::uint32_t phrase) const {
    const auto rows = texts_.rows.row(unit);
    Reading reading;
    std::size_t names = 0;
    for (const std::uint32_t row : rows.first(std::min(rows.size(), rowsLookedAt))) {
        reading.met.clear();
        markHolders(row, reading);
        for (std::size_t c = 0; c < nameColumns_; ++c)
            meetText(corpus_.columns()[c].words.row(row), true, reading);
        names += std::any_of(reading.met.begin(), reading.met.end(),
                             [&](const Met& each) { return each.phrase == hashes_[phrase]; })
                     ? 1
                     : 0;
    }
    return names;
}

std::optional<FunctionProfiles::Met> FunctionProfiles::metIn(std::uint32_t unit, std::uint32_t phrase) const {
    Reading reading;
    meetUnit(unit, reading);
    const auto found =
        std::lower_bound(reading.met.begin(), reading.met.end(), hashes_[phrase],
                         [](const Met& one, std::uint32_t wanted) { return one.phrase < wanted; });
    if (found == reading.met.end() || found->phrase != hashes_[phrase]) return std::nullopt;
    return *found;
}

std::string FunctionProfiles::spoken(const Met& met, bool whole) const {
    const Vocabulary& vocabulary = corpus_.vocabulary();
    std::string text(vocabulary.wordText(met.leftWord));
    if (met.between != met.leftWord) (text += ' ') += whole ? vocabulary.wordText(met.between) : "…";
    if (met.rightWord != met.leftWord) (text += ' ') += vocabulary.wordText(met.rightWord);
    return text;
}

std::string FunctionProfiles::wording(std::uint32_t unit, std::uint32_t phrase) const {
    const auto met = metIn(unit, phrase);
    return met ? spoken(*met, true) : std::string();
}

std::string FunctionProfiles::wordingOfBoth(std::uint32_t left, std::uint32_t right,
                                            std::uint32_t phrase) const {
    const auto one = metIn(left, phrase), other = metIn(right, phrase);
    return one ? spoken(*one, other && one->between == other->between) : std::string();
}

}  // namespace cadastre::duplicates
