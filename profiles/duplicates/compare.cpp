// Exact words first, then what is left over is aligned by spelling, initials and joined neighbours; what
// can't be aligned on either side is the conflict that tells siblings from twins.
#include "profiles/duplicates/compare.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace cadastre::duplicates {
namespace {

constexpr float leastTelling = 2;   // bits: a word in every fourth record tells nothing
constexpr float strayWorth = 0.8F;  // of a word found in another column than its own
constexpr std::uint32_t noTerm = 0xFFFFFFFFU;
constexpr float nearlyUnique = 0.85F;  // of the bits of a word that one record alone has

}  // namespace

Level levelOf(double agreement) {
    return static_cast<Level>(std::lround(std::clamp(agreement, 0.0, 1.0) * 100));
}

PairComparer::PairComparer(const Corpus& corpus)
    : corpus_(corpus),
      vocabulary_(corpus.vocabulary()),
      matched_(std::min(corpus.columns().size(), markedColumns), 0.0F),
      leftWords_(corpus.columns().size()),
      aligner_(corpus),
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

void PairComparer::lookAtLeft(std::uint32_t left) {
    left_ = left;
    leftText_.clear();
    const auto terms = corpus_.rowTerms().row(left);
    const auto marks = corpus_.rowMarks(left);
    const std::size_t slots = std::bit_ceil(std::max<std::size_t>(128, terms.size() * 2));
    constexpr LeftTerm nothing = {noTerm, 0, 0, 0, 0, 0};
    if (leftTerms_.size() < slots) {
        leftTerms_.assign(slots, nothing);
        shift_ = 32U - static_cast<unsigned>(std::countr_zero(slots));
    } else {
        for (const std::uint32_t slot : leftSlots_)
            leftTerms_[slot] = nothing;
    }
    leftSlots_.clear();
    leftCodes_.clear();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const std::size_t slot = slotOf(terms[i]);
        leftTerms_[slot] = {terms[i], corpus_.rarity(terms[i]), marks[i], 0, 0, 0};
        leftSlots_.push_back(static_cast<std::uint32_t>(slot));
        if ((marks[i] & codeMark) != 0) leftCodes_.push_back(static_cast<std::uint32_t>(slot));
    }
    for (std::size_t c = 0; c < leftWords_.size(); ++c) {
        if (corpus_.columns()[c].kind == ColumnKind::name) readLeftWords(c);
    }
    pair_ = 0;
}

/// What the left row's column says, in reading order, each term once.
void PairComparer::readLeftWords(std::size_t column) {
    std::vector<LeftWord>& own = leftWords_[column];
    own.clear();
    const auto words = corpus_.columns()[column].words.row(left_);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t term = corpus_.shapes().ofWord(words[i]).term;
        const bool met = std::any_of(own.begin(), own.end(),
                                     [&](const LeftWord& before) { return before.leftover.term == term; });
        if (!met) own.push_back({{words[i], term, corpus_.rarity(term), i, 0, false}, slotOf(term)});
    }
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
        own.right = marks[i];
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
        if (!holdsTexts(columns[c].kind)) {
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
    float leftMass = corpus_.mass(left_, column), rightMass = corpus_.mass(right, column);
    if (leftMass < 0 || rightMass < 0) return {.missing = true};
    TextLikeness likeness;
    float matched = matched_[column % markedColumns];
    if (weakIsShared(column, right)) matched += corpus_.rarity(Vocabulary::weakTerm);
    if (evidence != nullptr) tellMatched(column, right, *evidence);
    constexpr float rounding = 0.001F;
    const bool bothLeaveSome = leftMass - matched > rounding && rightMass - matched > rounding;
    if (corpus_.columns()[column].kind == ColumnKind::name && bothLeaveSome) {
        gatherLeftovers(column, right);
        matched += aligner_.align(leftLeft_, leftRight_, evidence == nullptr ? nullptr : &evidence->fuzzy);
        weighConflict(likeness, evidence);
        if (corpus_.valuesStray()) {
            const float left = strayed(leftLeft_), other = strayed(leftRight_), both = std::min(left, other);
            matched += both;
            leftMass -= left - both;
            rightMass -= other - both;
        }
    }
    if (leftMass <= 0 || rightMass <= 0) {
        likeness.agreement = leftMass <= 0 && rightMass <= 0 ? 1.0F : 0.0F;
    } else {
        likeness.agreement = std::min(1.0F, matched / std::sqrt(leftMass * rightMass));
    }
    return likeness;
}

/// What the unmatched words are worth that the other row has in another column. A long text holds so many
/// words that finding one there means little.
float PairComparer::strayed(const Leftovers& words) const {
    float worth = 0;
    for (const Leftover& word : words)
        worth += !word.taken && (word.elsewhere & nameColumns_) != 0 ? word.weight * strayWorth : 0;
    return worth;
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
    const bool weakShared = weakIsShared(column, right);
    const TermMark mark = markOf(column);
    leftLeft_.clear();
    for (const LeftWord& own : leftWords_[column]) {
        const bool weak = own.leftover.term == Vocabulary::weakTerm;
        const LeftTerm& term = leftTerms_[own.slot];
        const bool met = !weak && term.metAt == pair_;
        if (weak ? weakShared : met && (term.shared & mark) != 0) continue;
        leftLeft_.push_back(own.leftover);
        if (met) leftLeft_.back().elsewhere = term.right;
    }
    leftRight_.clear();
    const auto words = corpus_.columns()[column].words.row(right);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t term = corpus_.shapes().ofWord(words[i]).term;
        const LeftTerm* own = leftTerm(term);
        if (term == Vocabulary::weakTerm ? weakShared : own != nullptr && (own->shared & mark) != 0) continue;
        const bool before = std::any_of(leftRight_.begin(), leftRight_.end(),
                                        [&](const Leftover& word) { return word.term == term; });
        if (before) continue;
        const TermMark elsewhere = own == nullptr ? TermMark{0} : own->mark;
        leftRight_.push_back({words[i], term, corpus_.rarity(term), i, elsewhere, false});
    }
}

/// The rarity that stands unmatched on both sides: the lesser of the two sums. A word found anywhere else in
/// the other record speaks against nothing.
void PairComparer::weighConflict(TextLikeness& likeness, WordEvidence* evidence) const {
    Leftovers leftAgainst, rightAgainst;
    const auto weigh = [&](const Leftovers& words, int& established, Leftovers& against) {
        float mass = 0;
        for (const Leftover& word : words) {
            if (word.taken || word.term == Vocabulary::weakTerm) continue;
            const TermShape& shape = corpus_.shapes().ofTerm(word.term);
            const bool known = shape.rowsWith >= establishedRows || shape.hasDigit;
            if (known && word.weight >= leastTelling && (word.elsewhere & nameColumns_) == 0) ++established;
            if (word.elsewhere != 0) continue;
            mass += word.weight;
            if (evidence != nullptr) against.push_back(word);
        }
        return mass;
    };
    int leftEstablished = 0, rightEstablished = 0;
    const float left = weigh(leftLeft_, leftEstablished, leftAgainst);
    const float other = weigh(leftRight_, rightEstablished, rightAgainst);
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

}  // namespace cadastre::duplicates
