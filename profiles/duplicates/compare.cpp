// Exact words first, then what is left over is aligned by spelling, initials and joined neighbours; what
// can't be aligned on either side is the conflict that tells siblings from twins.
#include "profiles/duplicates/compare.h"

#include <algorithm>
#include <cmath>

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
    const float floor = longer.size() <= shortWord ? alikeFromShort : alikeFrom;
    const float likeness = longer.size() >= 4 && !areDifferentWords(corpus, a, b)
                               ? spellingLikeness(shorter, longer, floor)
                               : 0.0F;
    return prefix && shorter.size() >= 3 ? std::max(likeness, prefixLikeness) : likeness;
}

}  // namespace

PairComparer::PairComparer(const Corpus& corpus)
    : corpus_(corpus),
      vocabulary_(corpus.vocabulary()),
      leftStamp_(vocabulary_.terms(), 0),
      leftColumns_(vocabulary_.terms(), 0),
      rightStamp_(vocabulary_.terms(), 0),
      rowLength_(corpus.rows(), 0) {
    for (std::size_t row = 0; row < corpus.rows(); ++row) {
        float squares = 0;
        for (const std::uint32_t term : corpus.rowTerms().row(row)) {
            squares += corpus.rarity(term) * corpus.rarity(term);
        }
        rowLength_[row] = std::sqrt(squares);
    }
}

std::vector<std::string> PairComparer::featureNames(const Corpus& corpus) {
    std::vector<std::string> names;
    for (const Column& column : corpus.columns())
        names.push_back(column.name);
    names.insert(names.end(), {"whole_record", "codes", "conflict"});
    return names;
}

void PairComparer::lookAtLeft(std::uint32_t left) {
    left_ = left;
    for (std::size_t c = 0; c < corpus_.columns().size(); ++c) {
        for (const std::uint32_t word : corpus_.columns()[c].words.row(left)) {
            const std::uint32_t term = vocabulary_.termOf(word);
            if (leftStamp_[term] != left + 1) {
                leftStamp_[term] = left + 1;
                leftColumns_[term] = 0;
            }
            leftColumns_[term] |= 1U << (c % 32);
        }
    }
}

bool PairComparer::leftHas(std::uint32_t term, std::size_t column) const {
    return leftStamp_[term] == left_ + 1 && (leftColumns_[term] & (1U << (column % 32))) != 0;
}

void PairComparer::compare(std::uint32_t left, std::uint32_t right, Level* levels, WordEvidence* evidence) {
    if (left != left_) lookAtLeft(left);
    float conflict = 0;
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
            conflict += likeness.conflict;
            contradictions_ += likeness.contradictions;
        }
    }
    constexpr double conflictScale = 15;  // bits of conflict that take the agreement down to 1/e
    levels[columns.size()] = compareWholes(right);
    levels[columns.size() + 1] = compareCodes(right);
    levels[columns.size() + 2] = namesCompared ? levelOf(std::exp(-conflict / conflictScale)) : missingLevel;
}

PairComparer::TextLikeness PairComparer::compareTexts(std::size_t column, std::uint32_t right,
                                                      WordEvidence* evidence) {
    const Column& texts = corpus_.columns()[column];
    const auto leftWords = texts.words.row(left_);
    const auto rightWords = texts.words.row(right);
    if (leftWords.empty() || rightWords.empty()) return {.missing = true};
    float matched = 0, leftMass = 0, rightMass = 0;
    leftLeft_.clear();
    leftRight_.clear();
    ++rightMark_;
    for (std::size_t i = 0; i < rightWords.size(); ++i) {
        const std::uint32_t term = vocabulary_.termOf(rightWords[i]);
        if (rightStamp_[term] == rightMark_) continue;
        rightStamp_[term] = rightMark_;
        const float weight = corpus_.rarity(term);
        rightMass += weight;
        if (leftHas(term, column)) {
            matched += weight;
            if (evidence != nullptr) evidence->matched.push_back({rightWords[i], rightWords[i], 1, weight});
        } else {
            leftRight_.push_back({rightWords[i], term, weight, i, false});
        }
    }
    const std::uint32_t rightHasIt = rightMark_++;
    for (std::size_t i = 0; i < leftWords.size(); ++i) {
        const std::uint32_t term = vocabulary_.termOf(leftWords[i]);
        if (rightStamp_[term] == rightMark_) continue;
        const bool shared = rightStamp_[term] == rightHasIt;
        rightStamp_[term] = rightMark_;
        const float weight = corpus_.rarity(term);
        leftMass += weight;
        if (!shared) leftLeft_.push_back({leftWords[i], term, weight, i, false});
    }
    TextLikeness likeness;
    if (texts.kind == ColumnKind::name && !leftLeft_.empty() && !leftRight_.empty()) {
        matched += alignLeftovers(evidence);
        weighConflict(right, likeness, evidence);
    }
    const float mass = std::sqrt(leftMass * rightMass);
    likeness.agreement = mass > 0 ? std::min(1.0F, matched / mass) : 1.0F;
    return likeness;
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

/// "data base" beside "database": two neighbours that spell one word of the other side.
float PairComparer::joinNeighbours(std::vector<Leftover>& ones, std::vector<Leftover>& others) {
    float matched = 0;
    for (Leftover& one : ones) {
        const std::string_view whole = vocabulary_.wordText(one.word);
        for (std::size_t j = 0; j + 1 < others.size() && !one.taken; ++j) {
            if (others[j].taken || others[j + 1].taken || others[j + 1].place != others[j].place + 1)
                continue;
            const std::string_view first = vocabulary_.wordText(others[j].word);
            const std::string_view second = vocabulary_.wordText(others[j + 1].word);
            if (whole.size() != first.size() + second.size() || !whole.starts_with(first) ||
                !whole.ends_with(second))
                continue;
            one.taken = others[j].taken = others[j + 1].taken = true;
            matched += std::min(one.weight, others[j].weight + others[j + 1].weight);
        }
    }
    return matched;
}

/// "VLDB" beside "very large data bases": a short word spelt by the first letters of consecutive others.
float PairComparer::readInitials(std::vector<Leftover>& ones, std::vector<Leftover>& others) {
    float matched = 0;
    for (Leftover& one : ones) {
        const std::string_view initials = vocabulary_.wordText(one.word);
        if (one.taken || initials.size() < 3 || initials.size() > others.size()) continue;
        for (std::size_t j = 0; j + initials.size() <= others.size() && !one.taken; ++j) {
            float mass = 0;
            bool spelt = true;
            for (std::size_t k = 0; k < initials.size() && spelt; ++k) {
                spelt =
                    !others[j + k].taken && vocabulary_.wordText(others[j + k].word).front() == initials[k];
                mass += others[j + k].weight;
            }
            if (!spelt) continue;
            one.taken = true;
            for (std::size_t k = 0; k < initials.size(); ++k)
                others[j + k].taken = true;
            matched += initialLikeness * std::min(one.weight, mass);
        }
    }
    return matched;
}

bool PairComparer::inNames(std::uint32_t row, std::uint32_t term) const {
    for (const Column& column : corpus_.columns()) {
        if (column.kind != ColumnKind::name) continue;
        for (const std::uint32_t word : column.words.row(row)) {
            if (vocabulary_.termOf(word) == term) return true;
        }
    }
    return false;
}

/// The rarity that stands unmatched on both sides: the lesser of the two sums. A word found anywhere else in
/// the other record speaks against nothing.
void PairComparer::weighConflict(std::uint32_t right, TextLikeness& likeness, WordEvidence* evidence) {
    const auto rightTerms = corpus_.rowTerms().row(right);
    float left = 0, other = 0;
    int leftEstablished = 0, rightEstablished = 0;
    const auto established = [&](const Leftover& word) {
        const bool known =
            corpus_.rowsWith(word.term) >= establishedRows || vocabulary_.hasDigitTerm(word.term);
        return known && word.weight >= leastTelling;
    };
    std::vector<Leftover> leftAgainst, rightAgainst;
    for (const Leftover& word : leftLeft_) {
        if (word.taken || word.term == Vocabulary::weakTerm) continue;
        if (established(word) && !inNames(right, word.term)) ++leftEstablished;
        if (std::binary_search(rightTerms.begin(), rightTerms.end(), word.term)) continue;
        left += word.weight;
        if (evidence != nullptr) leftAgainst.push_back(word);
    }
    for (const Leftover& word : leftRight_) {
        if (word.taken || word.term == Vocabulary::weakTerm) continue;
        if (established(word) && !inNames(left_, word.term)) ++rightEstablished;
        if (leftStamp_[word.term] == left_ + 1) continue;
        other += word.weight;
        if (evidence != nullptr) rightAgainst.push_back(word);
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
    float shared = 0;
    for (const std::uint32_t term : corpus_.rowTerms().row(right)) {
        if (leftStamp_[term] == left_ + 1) shared += corpus_.rarity(term) * corpus_.rarity(term);
    }
    const float shorter = std::min(rowLength_[left_], rowLength_[right]);
    const float lengths = shorter * shorter;
    return lengths > 0 ? levelOf(shared / lengths) : missingLevel;
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

/// How much of a code the other record spells in another way: with spaces inside, or without the suffix that
/// tells colour or market.
float PairComparer::codeLikeness(std::uint32_t term, const std::string& otherText) const {
    constexpr std::size_t fewestLetters = 5, longestSuffix = 3;
    const std::string_view code = vocabulary_.wordText(vocabulary_.wordOf(term));
    if (code.size() < fewestLetters) return 0.0F;
    if (otherText.find(code) != std::string::npos) return 1.0F;
    for (std::size_t suffix = 1; suffix <= longestSuffix && code.size() >= fewestLetters + suffix; ++suffix) {
        if (otherText.find(code.substr(0, code.size() - suffix)) != std::string::npos) return prefixLikeness;
    }
    return 0.0F;
}

/// Joined codes anywhere in the record: shared rarity against the rarity unmatched on both sides.
Level PairComparer::compareCodes(std::uint32_t right) const {
    float shared = 0, leftOnly = 0, rightOnly = 0;
    const auto leftTerms = corpus_.rowTerms().row(left_), rightTerms = corpus_.rowTerms().row(right);
    std::string leftText, rightText;
    const auto look = [&](std::uint32_t term, bool has, std::uint32_t other, std::string& text, float& only) {
        const float rarity = corpus_.rarity(term);
        if (has) {
            shared += rarity / 2;
            return;
        }
        if (text.empty()) text = runTogether(other);
        const float likeness = codeLikeness(term, text);
        shared += likeness * rarity;
        only += (1 - likeness) * rarity;
    };
    bool leftCodes = false, rightCodes = false;
    for (const std::uint32_t term : leftTerms) {
        if (!vocabulary_.isCodeTerm(term)) continue;
        leftCodes = true;
        look(term, std::binary_search(rightTerms.begin(), rightTerms.end(), term), right, rightText,
             leftOnly);
    }
    for (const std::uint32_t term : rightTerms) {
        if (!vocabulary_.isCodeTerm(term)) continue;
        rightCodes = true;
        look(term, leftStamp_[term] == left_ + 1, left_, leftText, rightOnly);
    }
    const bool comparable = shared > 0 || (leftCodes && rightCodes);
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
