// The same agreements and the same weights as in scoring: nothing here is computed a second way.
#include "profiles/duplicates/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace cadastre::duplicates {
namespace {

std::string quotedList(const std::vector<std::string>& words, std::size_t most) {
    std::string list;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i)
        list += (i > 0 ? ", «" : "«") + words[i] + "»";
    return list;
}

/// The rarest words first, each once.
void sortRarestFirst(std::vector<AlignedWords>& words) {
    std::stable_sort(words.begin(), words.end(),
                     [](const AlignedWords& a, const AlignedWords& b) { return a.bits > b.bits; });
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    std::erase_if(words,
                  [&](const AlignedWords& pair) { return !seen.emplace(pair.left, pair.right).second; });
}

}  // namespace

Explanation explainPair(const Corpus& corpus, const EvidenceModel& model, PairComparer& comparer,
                        RowPair pair, double priorBits) {
    std::vector<Level> levels(comparer.features());
    WordEvidence evidence;
    comparer.compare(pair.left, pair.right, levels.data(), &evidence);
    const Vocabulary& vocabulary = corpus.vocabulary();
    Explanation explanation;
    explanation.priorBits = priorBits;
    explanation.score = priorBits;
    const std::vector<std::string> names = PairComparer::featureNames(corpus);
    for (std::size_t f = 0; f < names.size(); ++f) {
        ScorePart part;
        part.field = names[f];
        part.agreement = levels[f] == missingLevel ? -1 : static_cast<double>(levels[f]) / 100;
        part.bits = static_cast<double>(model.featureBits(f, levels[f]));
        explanation.score += part.bits;
        explanation.parts.push_back(std::move(part));
    }
    sortRarestFirst(evidence.matched);
    sortRarestFirst(evidence.fuzzy);
    sortRarestFirst(evidence.conflict);
    for (const AlignedWords& words : evidence.matched) {
        explanation.matched.emplace_back(vocabulary.wordText(words.left));
        if (vocabulary.isCodeTerm(vocabulary.termOf(words.left))) {
            explanation.codes.push_back(
                {std::string(vocabulary.wordText(words.left)), static_cast<double>(words.bits)});
        }
    }
    const auto wordPair = [&](const AlignedWords& words) {
        return WordPair{std::string(vocabulary.wordText(words.left)),
                        std::string(vocabulary.wordText(words.right)), static_cast<double>(words.bits)};
    };
    std::transform(evidence.fuzzy.begin(), evidence.fuzzy.end(), std::back_inserter(explanation.fuzzy),
                   wordPair);
    std::transform(evidence.conflict.begin(), evidence.conflict.end(),
                   std::back_inserter(explanation.conflict), wordPair);
    return explanation;
}

void putIntoWords(Explanation& explanation, const std::string& left, const std::string& right) {
    constexpr std::size_t wordsShown = 3;
    Sentence& sentence = explanation.sentence;
    const bool contested = !explanation.conflict.empty();
    const bool shares = !explanation.matched.empty();
    sentence.key = contested ? (shares ? "duplicates.why.shared_and_contested" : "duplicates.why.contested")
                             : (shares ? "duplicates.why.shared" : "duplicates.why.alike");
    sentence.arguments = {{"left", left}, {"right", right}};
    if (shares) sentence.arguments.emplace_back("shared", quotedList(explanation.matched, wordsShown));
    if (contested) {
        const WordPair& worst = explanation.conflict.front();
        sentence.arguments.emplace_back("contested", "«" + worst.left + "» ≠ «" + worst.right + "»");
    }
    const auto strongest =
        std::max_element(explanation.parts.begin(), explanation.parts.end(),
                         [](const ScorePart& a, const ScorePart& b) { return a.bits < b.bits; });
    explanation.bitsAboveThreshold = explanation.score;
    explanation.wouldNotBeFlagged.key = "duplicates.why.not_flagged_if";
    explanation.wouldNotBeFlagged.arguments = {{"bits", fmt::format("{:.1f}", explanation.score)}};
    if (strongest != explanation.parts.end()) {
        explanation.wouldNotBeFlagged.arguments.emplace_back("field", strongest->field);
        explanation.wouldNotBeFlagged.arguments.emplace_back("field_bits",
                                                             fmt::format("{:.1f}", strongest->bits));
    }
}

std::string readable(std::string_view value) {
    constexpr std::size_t mostBytes = 240;
    if (value.size() <= mostBytes) return std::string(value);
    std::size_t end = mostBytes;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string(value.substr(0, end)) + "…";
}

}  // namespace cadastre::duplicates
