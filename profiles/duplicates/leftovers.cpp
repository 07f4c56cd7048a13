// Joined neighbours first, then spelling, then initials; shapes pass over what can't be one word.
#include "profiles/duplicates/leftovers.h"

#include <algorithm>
#include <string>

#include "profiles/duplicates/words/code_points.h"
#include "profiles/duplicates/words/skeleton.h"
#include "profiles/duplicates/words/spelling.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t mostLeftovers = 12;
constexpr std::size_t shortWord = 6;
constexpr float alikeFromShort = 0.7F;  // one slip in four letters
constexpr float alikeFrom = 0.8F;       // one in five: long compounds share their endings
constexpr float initialLikeness = 0.8F;
constexpr float prefixLikeness = 0.8F;
constexpr std::size_t fewestWords = 2;  // that initials stand for

/// Two words that both lead a life of their own in the collection, as Омск and Томск do, are no slip of the
/// pen for each other; a slip is rare, or at least far rarer than the word that was meant.
bool areDifferentWords(const TermShape& a, const TermShape& b) {
    constexpr std::uint32_t farRarer = 30;
    const std::uint32_t rarer = std::min(a.rowsWith, b.rowsWith), commoner = std::max(a.rowsWith, b.rowsWith);
    return rarer >= establishedRows && rarer >= commoner / farRarer;
}

/// Letters without a vowel are an abbreviation, in which one letter more or less is another thing (TMR, TPR).
bool isAbbreviation(std::string_view term) {
    constexpr std::size_t longest = 6;
    return term.size() <= longest && term.find_first_of("aeiou") == std::string_view::npos &&
           static_cast<unsigned char>(term.front()) < 0x80;
}

/// "of", "and", «и», "für": a word that initials may leave out.
bool isLinkWord(std::string_view word) {
    constexpr std::size_t mostBytes = 4, mostLetters = 3;
    return word.size() <= mostBytes && std::count_if(word.begin(), word.end(), [](char c) {
                                           return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                                       }) <= static_cast<std::ptrdiff_t>(mostLetters);
}

/// False where wordLikeness() is sure to be 0.
bool mayBeAlike(const TermShape& a, const TermShape& b) {
    if (a.first == b.first) return true;
    const auto longer = static_cast<float>(std::max(a.size, b.size));
    return !a.hasDigit && !b.hasDigit && longer >= 4 && !areDifferentWords(a, b) &&
           1.0F - static_cast<float>(fewestEdits(a, b)) / longer >= alikeFromShort;
}

void keepRarest(Leftovers& words) {
    if (words.size() <= mostLeftovers) return;
    std::sort(words.begin(), words.end(), [](const Leftover& a, const Leftover& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.place < b.place;
    });
    words.resize(mostLeftovers);
    std::sort(words.begin(), words.end(),
              [](const Leftover& a, const Leftover& b) { return a.place < b.place; });
}

}  // namespace

float LeftoverAligner::align(Leftovers& left, Leftovers& right, std::vector<AlignedWords>* fuzzy) {
    keepRarest(left);
    keepRarest(right);
    float matched = joinNeighbours(left, right) + joinNeighbours(right, left);
    alignAlike(left, right, fuzzy, matched);
    return matched + readInitials(left, right) + readInitials(right, left);
}

void LeftoverAligner::alignAlike(Leftovers& left, Leftovers& right, std::vector<AlignedWords>* fuzzy,
                                 float& matched) {
    alike_.clear();
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i].taken) continue;
        const TermShape& shape = shapes_.ofTerm(left[i].term);
        for (std::size_t j = 0; j < right.size(); ++j) {
            if (right[j].taken || !mayBeAlike(shape, shapes_.ofTerm(right[j].term))) continue;
            const float likeness = wordLikeness(left[i].term, right[j].term);
            if (likeness > 0) alike_.push_back({likeness, i, j});
        }
    }
    std::stable_sort(alike_.begin(), alike_.end(),
                     [](const Alike& a, const Alike& b) { return a.likeness > b.likeness; });
    for (const Alike& pair : alike_) {
        Leftover &one = left[pair.left], &other = right[pair.right];
        if (one.taken || other.taken) continue;
        one.taken = other.taken = true;
        const float weight = std::min(one.weight, other.weight);
        matched += pair.likeness * weight;
        if (fuzzy != nullptr) fuzzy->push_back({one.word, other.word, pair.likeness, weight});
    }
}

/// Likeness of two different terms that may still be one word.
float LeftoverAligner::wordLikeness(std::uint32_t a, std::uint32_t b) const {
    std::string_view shorter = vocabulary_.termText(a), longer = vocabulary_.termText(b);
    if (shorter.size() > longer.size()) std::swap(shorter, longer);
    if (shorter.empty()) return 0.0F;
    const bool prefix = longer.starts_with(shorter);
    if (vocabulary_.hasDigitTerm(a) || vocabulary_.hasDigitTerm(b)) {
        // Numbers that differ are different; a product code may carry a suffix for its colour or market.
        return prefix && vocabulary_.isCodeTerm(a) && vocabulary_.isCodeTerm(b) && shorter.size() >= 5 &&
                       longer.size() <= shorter.size() + 3
                   ? prefixLikeness
                   : 0.0F;
    }
    if (shorter.size() == 1) return prefix ? initialLikeness : 0.0F;
    if (isAbbreviation(shorter) && isAbbreviation(longer)) return 0.0F;
    // Another word in front makes another word: a land register (maaregister) is no slip for a register.
    if (longer.size() >= shorter.size() + 2 && longer.ends_with(shorter)) return 0.0F;
    const float floor = longer.size() <= shortWord ? alikeFromShort : alikeFrom;
    const float likeness = longer.size() >= 4 && !areDifferentWords(shapes_.ofTerm(a), shapes_.ofTerm(b))
                               ? spellingLikeness(shorter, longer, floor)
                               : 0.0F;
    return prefix && shorter.size() >= 3 ? std::max(likeness, prefixLikeness) : likeness;
}

/// "data base" beside "database", and "Мин-ва" beside "министерства": two neighbours that spell one word of
/// the other side, or its two ends.
float LeftoverAligner::joinNeighbours(Leftovers& ones, Leftovers& others) const {
    constexpr std::size_t fewestBytes = 4;  // of each end: two letters of Cyrillic
    float matched = 0;
    for (Leftover& one : ones) {
        const WordShape& shape = shapes_.ofWord(one.word);
        for (std::size_t j = 0; j + 1 < others.size() && !one.taken; ++j) {
            if (others[j].taken || others[j + 1].taken || others[j + 1].place != others[j].place + 1 ||
                !mayBeJoinedOf(shape, shapes_.ofWord(others[j].word), shapes_.ofWord(others[j + 1].word)))
                continue;
            const std::string_view whole = vocabulary_.wordText(one.word);
            const std::string_view first = vocabulary_.wordText(others[j].word);
            const std::string_view second = vocabulary_.wordText(others[j + 1].word);
            const std::size_t length = first.size() + second.size();
            const bool ends = first.size() >= fewestBytes && second.size() >= fewestBytes;
            if (whole.size() < length || (whole.size() > length && !ends) || !whole.starts_with(first) ||
                !whole.ends_with(second))
                continue;
            one.taken = others[j].taken = others[j + 1].taken = true;
            matched += std::min(one.weight, others[j].weight + others[j + 1].weight);
        }
    }
    return matched;
}

/// How many of the words from `first` on the initials spell, letter by letter in either script, little words
/// between them left out or not; 0 if they don't.
std::size_t LeftoverAligner::spelledBy(std::string_view initials, const Leftovers& words,
                                       std::size_t first) const {
    std::size_t next = first, at = 0;
    for (; at < initials.size() && next < words.size(); ++next) {
        if (words[next].taken) return 0;
        const std::string_view word = vocabulary_.wordText(words[next].word);
        const std::string_view letter = firstLetterOf(word);
        if (letter.empty() || !initials.substr(at).starts_with(letter)) {
            if (next > first && isLinkWord(word)) continue;
            return 0;
        }
        const std::string_view both = word.substr(0, 2);  // шк… written in Latin: sh is one letter
        const bool digraph = (both == "sh" || both == "ch") && initials.substr(at).starts_with(both);
        at += digraph ? 2 : letter.size();
    }
    return at == initials.size() ? next - first : 0;
}

/// False where no word of the others begins with the letter that the initials begin with.
bool LeftoverAligner::mayBeInitials(const WordShape& one, const Leftovers& others) const {
    if (one.initial == 0) return true;
    return std::any_of(others.begin(), others.end() - (fewestWords - 1), [&](const Leftover& other) {
        return shapes_.ofWord(other.word).initial == one.initial;
    });
}

/// "VLDB" beside "very large data bases", «ФС» beside «Федеральная служба»: a short word spelt by the first
/// letters of consecutive others. Two letters are enough where an institution's Cyrillic name is on one side;
/// in Latin (hd, tv, pc) they mean too many things.
float LeftoverAligner::readInitials(Leftovers& ones, Leftovers& others) const {
    constexpr std::size_t mostLetters = 8;
    float matched = 0;
    if (others.size() < fewestWords) return matched;
    const auto isAscii = [](std::string_view text) {
        return static_cast<unsigned char>(text.front()) < 0x80;
    };
    const auto wordOf = [&](std::size_t place) { return vocabulary_.wordText(others[place].word); };
    for (Leftover& one : ones) {
        const WordShape& shape = shapes_.ofWord(one.word);
        if (one.taken || shape.size > 2 * mostLetters || !mayBeInitials(shape, others)) continue;
        const std::string_view word = vocabulary_.wordText(one.word);
        std::string initials;
        for (std::size_t at = 0; at < word.size();) {
            const std::size_t start = at;
            nextCodePoint(word, at);
            initials += firstLetterOf(word.substr(start));
        }
        for (std::size_t j = 0; j + fewestWords <= others.size() && !one.taken; ++j) {
            const std::size_t words = spelledBy(initials, others, j);
            if (words < fewestWords || (words == fewestWords && isAscii(word) && isAscii(wordOf(j))))
                continue;
            one.taken = true;
            float mass = 0;
            for (std::size_t k = j; k < j + words; ++k) {
                mass += others[k].weight;
                others[k].taken = true;
            }
            matched += initialLikeness * std::min(one.weight, mass);
        }
    }
    return matched;
}

}  // namespace cadastre::duplicates
