// Exact words first, then what is left over is aligned by spelling, initials and joined neighbours; what
// can't be aligned on either side is the conflict that tells siblings from twins.
#include "profiles/duplicates/compare.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "profiles/duplicates/code_points.h"
#include "profiles/duplicates/skeleton.h"
#include "profiles/duplicates/spelling.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t mostLeftovers = 12;
constexpr std::size_t shortWord = 6;
constexpr float alikeFromShort = 0.7F;  // one slip in four letters
constexpr float alikeFrom = 0.8F;       // one in five: long compounds share their endings
constexpr std::uint32_t establishedRows = 3;
constexpr float leastTelling = 2;  // bits: a word in every fourth record tells nothing
constexpr float initialLikeness = 0.8F;
constexpr float prefixLikeness = 0.8F;
constexpr std::size_t longestSuffix = 3;
constexpr std::uint32_t noTerm = 0xFFFFFFFFU;
constexpr float nearlyUnique = 0.85F;  // of the bits of a word that one record alone has

Level levelOf(double agreement) {
    return static_cast<Level>(std::lround(std::clamp(agreement, 0.0, 1.0) * 100));
}

/// Two words that both lead a life of their own in the collection, as Омск and Томск do, are no slip of the
/// pen for each other; a slip is rare, or at least far rarer than the word that was meant.
bool areDifferentWords(const Corpus& corpus, std::uint32_t a, std::uint32_t b) {
    constexpr std::uint32_t farRarer = 30;
    const std::uint32_t rarer = std::min(corpus.rowsWith(a), corpus.rowsWith(b));
    const std::uint32_t commoner = std::max(corpus.rowsWith(a), corpus.rowsWith(b));
    return rarer >= establishedRows && rarer >= commoner / farRarer;
}

/// Letters without a vowel are an abbreviation, in which one letter more or less is another thing (TMR, TPR).
bool isAbbreviation(std::string_view term) {
    constexpr std::size_t longest = 6;
    return term.size() <= longest && term.find_first_of("aeiou") == std::string_view::npos &&
           static_cast<unsigned char>(term.front()) < 0x80;
}

/// Likeness of two different terms that may still be one word.
float wordLikeness(const Corpus& corpus, std::uint32_t a, std::uint32_t b) {
    const Vocabulary& vocabulary = corpus.vocabulary();
    std::string_view shorter = vocabulary.termText(a), longer = vocabulary.termText(b);
    if (shorter.size() > longer.size()) std::swap(shorter, longer);
    if (shorter.empty()) return 0.0F;
    const bool prefix = longer.starts_with(shorter);
    if (vocabulary.hasDigitTerm(a) || vocabulary.hasDigitTerm(b)) {
        // Numbers that differ are different; a product code may carry a suffix for its colour or market.
        return prefix && vocabulary.isCodeTerm(a) && vocabulary.isCodeTerm(b) && shorter.size() >= 5 &&
                       longer.size() <= shorter.size() + 3
                   ? prefixLikeness
                   : 0.0F;
    }
    if (shorter.size() == 1) return prefix ? initialLikeness : 0.0F;
    if (isAbbreviation(shorter) && isAbbreviation(longer)) return 0.0F;
    // Another word in front makes another word: a land register (maaregister) is no slip for a register.
    if (longer.size() >= shorter.size() + 2 && longer.ends_with(shorter)) return 0.0F;
    const float floor = longer.size() <= shortWord ? alikeFromShort : alikeFrom;
    const float likeness = longer.size() >= 4 && !areDifferentWords(corpus, a, b)
                               ? spellingLikeness(shorter, longer, floor)
                               : 0.0F;
    return prefix && shorter.size() >= 3 ? std::max(likeness, prefixLikeness) : likeness;
}

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

}  // namespace

PairComparer::PairComparer(const Corpus& corpus)
    : corpus_(corpus),
      vocabulary_(corpus.vocabulary()),
      matched_(std::min(corpus.columns().size(), markedColumns), 0.0F),
      disagreeFrom_(nearlyUnique * std::log2(static_cast<float>(std::max<std::size_t>(corpus.rows(), 2)))) {
    for (std::size_t c = 0; c < corpus.columns().size(); ++c) {
        if (corpus.columns()[c].kind == ColumnKind::name)
            nameColumns_ = static_cast<TermMark>(nameColumns_ | markOf(c));
    }
}

std::vector<std::string> PairComparer::featureNames(const Corpus& corpus) {
    std::vector<std::string> names;
    for (const Column& column : corpus.columns())
        names.push_back(column.name);
    names.insert(names.end(), {"whole_record", "codes", "conflict"});
    return names;
}

std::size_t PairComparer::slotOf(std::uint32_t term) const {
    std::size_t slot = (term * 2654435761U) >> shift_;
    while (leftTerms_[slot].term != term && leftTerms_[slot].term != noTerm)
        slot = (slot + 1) & (leftTerms_.size() - 1);
    return slot;
}

const PairComparer::LeftTerm* PairComparer::leftTerm(std::uint32_t term) const {
    const LeftTerm& found = leftTerms_[slotOf(term)];
    return found.term == term ? &found : nullptr;
}

TermMark PairComparer::rightMark(std::uint32_t right, std::uint32_t term) const {
    const auto terms = corpus_.rowTerms().row(right);
    const auto found = std::lower_bound(terms.begin(), terms.end(), term);
    if (found == terms.end() || *found != term) return 0;
    return corpus_.rowMarks(right)[static_cast<std::size_t>(found - terms.begin())];
}

void PairComparer::lookAtLeft(std::uint32_t left) {
    left_ = left;
    leftText_.clear();
    const auto terms = corpus_.rowTerms().row(left);
    const auto marks = corpus_.rowMarks(left);
    const std::size_t slots = std::bit_ceil(std::max<std::size_t>(128, terms.size() * 2));
    constexpr LeftTerm nothing = {noTerm, 0, 0, 0, 0};
    if (leftTerms_.size() < slots) {
        leftTerms_.assign(slots, nothing);
        shift_ = 32U - static_cast<unsigned>(std::countr_zero(slots));
    } else {
        for (const std::uint32_t slot : leftSlots_)
            leftTerms_[slot] = nothing;
    }
    leftSlots_.clear();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const std::size_t slot = slotOf(terms[i]);
        leftTerms_[slot] = {terms[i], corpus_.rarity(terms[i]), marks[i], 0, 0};
        leftSlots_.push_back(static_cast<std::uint32_t>(slot));
    }
    pair_ = 0;
}

/// One walk over the right row's terms finds what both rows share, in which columns, and its codes.
void PairComparer::meetRight(std::uint32_t right) {
    ++pair_;
    sharedSquares_ = 0;
    std::fill(matched_.begin(), matched_.end(), 0.0F);
    rightCodes_.clear();
    const auto terms = corpus_.rowTerms().row(right);
    const auto marks = corpus_.rowMarks(right);
    constexpr TermMark columns = (1U << markedColumns) - 1;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if ((marks[i] & codeMark) != 0) rightCodes_.push_back(terms[i]);
        LeftTerm& own = leftTerms_[slotOf(terms[i])];
        if (own.term != terms[i]) continue;
        own.metAt = pair_;
        own.shared = static_cast<TermMark>(own.mark & marks[i] & columns);
        sharedSquares_ += own.rarity * own.rarity;
        for (unsigned rest = own.shared; rest != 0; rest &= rest - 1)
            matched_[static_cast<std::size_t>(std::countr_zero(rest))] += own.rarity;
    }
}

void PairComparer::compare(std::uint32_t left, std::uint32_t right, Level* levels, WordEvidence* evidence) {
    if (left != left_) lookAtLeft(left);
    meetRight(right);
    conflict_ = 0;
    contradictions_ = 0;
    bool namesCompared = false;
    const auto& columns = corpus_.columns();
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].kind == ColumnKind::number || columns[c].kind == ColumnKind::code) {
            levels[c] = compareValues(columns[c], right);
            continue;
        }
        const TextLikeness likeness = compareTexts(c, right, evidence);
        levels[c] = likeness.missing ? missingLevel : levelOf(likeness.agreement);
        if (columns[c].kind == ColumnKind::name && !likeness.missing) {
            namesCompared = true;
            conflict_ += likeness.conflict;
            contradictions_ += likeness.contradictions;
        }
    }
    constexpr double conflictScale = 15;  // bits of conflict that take the agreement down to 1/e
    levels[columns.size()] = compareWholes(right);
    levels[columns.size() + 1] = compareCodes(right);
    levels[columns.size() + 2] =
        namesCompared ? levelOf(std::exp(-static_cast<double>(conflict_) / conflictScale)) : missingLevel;
}

bool PairComparer::weakIsShared(std::size_t column, std::uint32_t right) const {
    return (corpus_.weakMark(left_) & corpus_.weakMark(right) & markOf(column)) != 0;
}

/// Rarity shared, against the geometric mean of what either side has.
PairComparer::TextLikeness PairComparer::compareTexts(std::size_t column, std::uint32_t right,
                                                      WordEvidence* evidence) {
    const float leftMass = corpus_.mass(left_, column), rightMass = corpus_.mass(right, column);
    if (leftMass < 0 || rightMass < 0) return {.missing = true};
    TextLikeness likeness;
    float matched = matched_[column % markedColumns];
    if (weakIsShared(column, right)) matched += corpus_.rarity(Vocabulary::weakTerm);
    if (evidence != nullptr) tellMatched(column, right, *evidence);
    constexpr float rounding = 0.001F;
    const bool bothLeaveSome = leftMass - matched > rounding && rightMass - matched > rounding;
    if (corpus_.columns()[column].kind == ColumnKind::name && bothLeaveSome) {
        gatherLeftovers(column, right);
        matched += alignLeftovers(evidence);
        weighConflict(right, likeness, evidence);
    }
    if (leftMass <= 0 || rightMass <= 0) {
        likeness.agreement = leftMass <= 0 && rightMass <= 0 ? 1.0F : 0.0F;
    } else {
        likeness.agreement = std::min(1.0F, matched / std::sqrt(leftMass * rightMass));
    }
    return likeness;
}

void PairComparer::tellMatched(std::size_t column, std::uint32_t right, WordEvidence& evidence) const {
    for (const std::uint32_t word : corpus_.columns()[column].words.row(right)) {
        const LeftTerm* own = leftTerm(vocabulary_.termOf(word));
        if (own != nullptr && (own->shared & markOf(column)) != 0)
            evidence.matched.push_back({word, word, 1, own->rarity});
    }
}

/// The different words of either side's cell that the other side's cell does not have, in reading order.
void PairComparer::gatherLeftovers(std::size_t column, std::uint32_t right) {
    const NumberRows& words = corpus_.columns()[column].words;
    const auto gather = [&](std::uint32_t row, const auto& isShared, std::vector<Leftover>& leftovers) {
        leftovers.clear();
        const auto own = words.row(row);
        for (std::size_t i = 0; i < own.size(); ++i) {
            const std::uint32_t term = vocabulary_.termOf(own[i]);
            const bool met = std::any_of(leftovers.begin(), leftovers.end(),
                                         [&](const Leftover& before) { return before.term == term; });
            if (!met && !isShared(term)) leftovers.push_back({own[i], term, corpus_.rarity(term), i, false});
        }
    };
    const auto shared = [&](std::uint32_t term) {
        if (term == Vocabulary::weakTerm) return weakIsShared(column, right);
        const LeftTerm* own = leftTerm(term);
        return own != nullptr && own->metAt == pair_ && (own->shared & markOf(column)) != 0;
    };
    gather(left_, shared, leftLeft_);
    gather(right, shared, leftRight_);
}

float PairComparer::alignLeftovers(WordEvidence* evidence) {
    const auto keepRarest = [](std::vector<Leftover>& words) {
        if (words.size() <= mostLeftovers) return;
        std::sort(words.begin(), words.end(), [](const Leftover& a, const Leftover& b) {
            return a.weight != b.weight ? a.weight > b.weight : a.place < b.place;
        });
        words.resize(mostLeftovers);
        std::sort(words.begin(), words.end(),
                  [](const Leftover& a, const Leftover& b) { return a.place < b.place; });
    };
    keepRarest(leftLeft_);
    keepRarest(leftRight_);
    float matched = joinNeighbours(leftLeft_, leftRight_) + joinNeighbours(leftRight_, leftLeft_);
    struct Alike {
        float likeness;
        std::size_t left, right;
    };
    std::vector<Alike> alike;
    for (std::size_t i = 0; i < leftLeft_.size(); ++i) {
        for (std::size_t j = 0; j < leftRight_.size(); ++j) {
            if (leftLeft_[i].taken || leftRight_[j].taken) continue;
            const float likeness = wordLikeness(corpus_, leftLeft_[i].term, leftRight_[j].term);
            if (likeness > 0) alike.push_back({likeness, i, j});
        }
    }
    std::stable_sort(alike.begin(), alike.end(),
                     [](const Alike& a, const Alike& b) { return a.likeness > b.likeness; });
    for (const Alike& pair : alike) {
        Leftover& left = leftLeft_[pair.left];
        Leftover& right = leftRight_[pair.right];
        if (left.taken || right.taken) continue;
        left.taken = right.taken = true;
        const float weight = std::min(left.weight, right.weight);
        matched += pair.likeness * weight;
        if (evidence != nullptr) evidence->fuzzy.push_back({left.word, right.word, pair.likeness, weight});
    }
    return matched + readInitials(leftLeft_, leftRight_) + readInitials(leftRight_, leftLeft_);
}

/// "data base" beside "database", and "Мин-ва" beside "министерства": two neighbours that spell one word of
/// the other side, or its two ends.
float PairComparer::joinNeighbours(std::vector<Leftover>& ones, std::vector<Leftover>& others) {
    constexpr std::size_t fewestBytes = 4;  // of each end: two letters of Cyrillic
    float matched = 0;
    for (Leftover& one : ones) {
        const std::string_view whole = vocabulary_.wordText(one.word);
        for (std::size_t j = 0; j + 1 < others.size() && !one.taken; ++j) {
            if (others[j].taken || others[j + 1].taken || others[j + 1].place != others[j].place + 1)
                continue;
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

/// How many of the words from `first` on the initials spell, letter by letter in either script; 0 if they
/// don't.
std::size_t PairComparer::spelledBy(std::string_view initials, const std::vector<Leftover>& words,
                                    std::size_t first) const {
    std::size_t next = first, at = 0;
    for (; at < initials.size() && next < words.size(); ++next) {
        if (words[next].taken) return 0;
        const std::string_view word = vocabulary_.wordText(words[next].word);
        const std::string_view letter = firstLetterOf(word);
        if (letter.empty() || !initials.substr(at).starts_with(letter)) return 0;
        const std::string_view both = word.substr(0, 2);  // шк… written in Latin: sh is one letter
        const bool digraph = (both == "sh" || both == "ch") && initials.substr(at).starts_with(both);
        at += digraph ? 2 : letter.size();
    }
    return at == initials.size() ? next - first : 0;
}

/// "VLDB" beside "very large data bases", «ФС» beside «Федеральная служба»: a short word spelt by the first
/// letters of consecutive others. Two letters are enough where an institution's Cyrillic name is on one side;
/// in Latin (hd, tv, pc) they mean too many things.
float PairComparer::readInitials(std::vector<Leftover>& ones, std::vector<Leftover>& others) {
    constexpr std::size_t mostLetters = 8, fewestWords = 2;
    float matched = 0;
    if (others.size() < fewestWords) return matched;
    const auto isAscii = [](std::string_view text) {
        return static_cast<unsigned char>(text.front()) < 0x80;
    };
    const auto wordOf = [&](std::size_t place) { return vocabulary_.wordText(others[place].word); };
    for (Leftover& one : ones) {
        const std::string_view word = vocabulary_.wordText(one.word);
        if (one.taken || word.size() > 2 * mostLetters) continue;
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

/// The rarity that stands unmatched on both sides: the lesser of the two sums. A word found anywhere else in
/// the other record speaks against nothing.
void PairComparer::weighConflict(std::uint32_t right, TextLikeness& likeness, WordEvidence* evidence) {
    float left = 0, other = 0;
    int leftEstablished = 0, rightEstablished = 0;
    std::vector<Leftover> leftAgainst, rightAgainst;
    const auto weigh = [&](const Leftover& word, TermMark elsewhere, int& established, float& mass,
                           std::vector<Leftover>& against) {
        const bool known =
            corpus_.rowsWith(word.term) >= establishedRows || vocabulary_.hasDigitTerm(word.term);
        if (known && word.weight >= leastTelling && (elsewhere & nameColumns_) == 0) ++established;
        if (elsewhere != 0) return;
        mass += word.weight;
        if (evidence != nullptr) against.push_back(word);
    };
    for (const Leftover& word : leftLeft_) {
        if (word.taken || word.term == Vocabulary::weakTerm) continue;
        weigh(word, rightMark(right, word.term), leftEstablished, left, leftAgainst);
    }
    for (const Leftover& word : leftRight_) {
        if (word.taken || word.term == Vocabulary::weakTerm) continue;
        const LeftTerm* own = leftTerm(word.term);
        weigh(word, own == nullptr ? TermMark{0} : own->mark, rightEstablished, other, rightAgainst);
    }
    if (evidence != nullptr) {
        const auto rarestFirst = [](const Leftover& a, const Leftover& b) { return a.weight > b.weight; };
        std::stable_sort(leftAgainst.begin(), leftAgainst.end(), rarestFirst);
        std::stable_sort(rightAgainst.begin(), rightAgainst.end(), rarestFirst);
        for (std::size_t i = 0; i < std::min(leftAgainst.size(), rightAgainst.size()); ++i) {
            evidence->conflict.push_back({leftAgainst[i].word, rightAgainst[i].word, 0,
                                          std::min(leftAgainst[i].weight, rightAgainst[i].weight)});
        }
    }
    likeness.conflict = std::min(left, other);
    likeness.contradictions = std::min(leftEstablished, rightEstablished);
}

Level PairComparer::compareWholes(std::uint32_t right) const {
    const float shorter = std::min(corpus_.length(left_), corpus_.length(right));
    const float lengths = shorter * shorter;
    return lengths > 0 ? levelOf(sharedSquares_ / lengths) : missingLevel;
}

/// All words of a row's names in one run: "dvm-63 hd" → "dvm63hd".
std::string PairComparer::runTogether(std::uint32_t row) const {
    std::string run;
    for (const Column& column : corpus_.columns()) {
        if (column.kind != ColumnKind::name && column.kind != ColumnKind::text) continue;
        for (const std::uint32_t word : column.words.row(row))
            run += vocabulary_.wordText(word);
    }
    return run;
}

/// False where the row's words, run together, can't spell the code: then they need not be.
bool PairComparer::mayBeSpeltIn(std::string_view code, std::uint32_t row) const {
    const auto terms = corpus_.rowTerms().row(row);
    const auto marks = corpus_.rowMarks(row);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if ((marks[i] & digitMark) == 0) continue;
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
    if (code.size() < fewestLetters || !mayBeSpeltIn(code, otherRow)) return 0.0F;
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
    bool leftCodes = false;
    for (const std::uint32_t slot : leftSlots_) {
        const LeftTerm& own = leftTerms_[slot];
        if ((own.mark & codeMark) == 0) continue;
        leftCodes = true;
        look(own.term, own.metAt == pair_, right, rightText, leftOnly);
    }
    for (const std::uint32_t term : rightCodes_)
        look(term, leftTerm(term) != nullptr, left_, leftText_, rightOnly);
    const bool comparable = shared > 0 || (leftCodes && !rightCodes_.empty());
    return comparable ? levelOf(shared / (shared + std::min(leftOnly, rightOnly))) : missingLevel;
}

Level PairComparer::compareValues(const Column& column, std::uint32_t right) const {
    const std::uint32_t a = column.values[left_], b = column.values[right];
    if (a == StringPool::none || b == StringPool::none) return missingLevel;
    if (a == b) return 100;
    constexpr double mostUnequal = 0.95;
    double likeness = spellingLikeness(corpus_.valueText(a), corpus_.valueText(b), 0.0F);
    if (column.kind == ColumnKind::number) {
        const double x = column.numbers[left_], y = column.numbers[right];
        const double largest = std::max(std::abs(x), std::abs(y));
        if (largest > 0) likeness = std::max(likeness * likeness, 1 - std::abs(x - y) / largest);
    }
    return levelOf(std::min(likeness, mostUnequal));
}

}  // namespace cadastre::duplicates
