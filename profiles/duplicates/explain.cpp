// The same agreements and the same weights as in scoring: nothing here is computed a second way.
#include "profiles/duplicates/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "profiles/duplicates/words/skeleton.h"

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

/// The different terms of a text, ascending.
std::vector<std::uint32_t> termsOf(const Corpus& corpus, const Column& column, std::uint32_t row) {
    std::vector<std::uint32_t> terms;
    for (const std::uint32_t word : column.words.row(row))
        terms.push_back(corpus.vocabulary().termOf(word));
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

/// The agreement of two texts whose words were all equally rare: what is left of it when rarity is taken
/// away. Words that are alike count by their likeness, as in the comparison.
double evenAgreement(const Corpus& corpus, const Column& column, RowPair pair, const WordEvidence& evidence) {
    const std::vector<std::uint32_t> left = termsOf(corpus, column, pair.left),
                                     right = termsOf(corpus, column, pair.right);
    if (left.empty() || right.empty()) return 0;
    const auto holds = [&](const std::vector<std::uint32_t>& terms, std::uint32_t word) {
        return std::binary_search(terms.begin(), terms.end(), corpus.vocabulary().termOf(word));
    };
    double met = 0;
    for (const std::uint32_t term : left)
        met += std::binary_search(right.begin(), right.end(), term) ? 1 : 0;
    if (column.kind == ColumnKind::name) {
        for (const AlignedWords& alike : evidence.fuzzy) {
            if (holds(left, alike.left) && holds(right, alike.right))
                met += static_cast<double>(alike.likeness);
        }
    }
    const double sizes = static_cast<double>(left.size()) * static_cast<double>(right.size());
    return std::min(1.0, met / std::sqrt(sizes));
}

/// The term-frequency part: the field's bits less those it would add if its words were all equally rare.
double frequencyPart(const Corpus& corpus, const EvidenceModel& model, std::size_t column, RowPair pair,
                     const WordEvidence& evidence, double bits) {
    const Column& texts = corpus.columns()[column];
    if (!holdsTexts(texts.kind)) return 0;
    const double even = evenAgreement(corpus, texts, pair, evidence);
    return bits - static_cast<double>(model.featureBits(column, static_cast<Level>(std::lround(even * 100))));
}

/// A word that the other row has and this one has a form of. Where one spells it in Latin and the other in
/// Cyrillic letters, both spellings: neither record says the other's.
std::string asBothWriteIt(const Corpus& corpus, std::uint32_t row, std::uint32_t word) {
    const Vocabulary& vocabulary = corpus.vocabulary();
    std::string_view own = vocabulary.wordText(word);
    const auto script = scriptOf(own);
    for (const Column& column : corpus.columns()) {
        for (const std::uint32_t other : column.words.row(row)) {
            if (vocabulary.termOf(other) != vocabulary.termOf(word)) continue;
            const std::string_view text = vocabulary.wordText(other);
            if (scriptOf(text) == script) return std::string(own);
            const bool cyrillicFirst = script == Script::cyrillic;
            return fmt::format("{} ({})", cyrillicFirst ? own : text, cyrillicFirst ? text : own);
        }
    }
    return std::string(own);
}

/// The joined codes of a record, as people read them.
std::string codesOf(const Corpus& corpus, std::uint32_t row) {
    const Vocabulary& vocabulary = corpus.vocabulary();
    std::string list;
    for (const std::uint32_t term : corpus.rowTerms().row(row)) {
        if (!vocabulary.isCodeTerm(term)) continue;
        if (!list.empty()) list += ", ";
        list += vocabulary.wordText(vocabulary.wordOf(term));
    }
    return readable(list);
}

/// The values of the parts that look at all texts: which codes, and which words stand against which.
void addSpokenValues(Explanation& why, const Corpus& corpus, RowPair pair, const WordEvidence& evidence) {
    constexpr std::size_t fewest = 3;
    if (why.parts.size() < fewest) return;
    ScorePart& codes = why.parts[why.parts.size() - 2];
    codes.left = codesOf(corpus, pair.left);
    codes.right = codesOf(corpus, pair.right);
    ScorePart& conflict = why.parts.back();
    for (const AlignedWords& words : evidence.conflict) {
        const auto add = [](std::string& list, std::string_view word) {
            list += (list.empty() ? "" : ", ") + std::string(word);
        };
        add(conflict.left, corpus.vocabulary().wordText(words.left));
        add(conflict.right, corpus.vocabulary().wordText(words.right));
    }
    conflict.left = readable(conflict.left);
    conflict.right = readable(conflict.right);
}

/// The fewest parts that carry the pair over the threshold, the strongest first; none where it isn't over it.
std::vector<std::string> carriers(const Explanation& why) {
    std::vector<const ScorePart*> parts;
    for (const ScorePart& part : why.parts) {
        if (part.bits > part.leastBits) parts.push_back(&part);
    }
    std::stable_sort(parts.begin(), parts.end(), [](const ScorePart* a, const ScorePart* b) {
        return a->bits - a->leastBits > b->bits - b->leastBits;
    });
    std::vector<std::string> fields;
    double left = why.score;
    for (const ScorePart* part : parts) {
        if (left < 0) break;
        left -= part->bits - part->leastBits;
        fields.push_back(part->field);
    }
    return fields;
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
        if (levels[f] != missingLevel) {
            part.leastBits = static_cast<double>(model.featureBits(f, 0));
            if (f < corpus.columns().size())
                part.frequencyBits = frequencyPart(corpus, model, f, pair, evidence, part.bits);
        }
        explanation.score += part.bits;
        explanation.parts.push_back(std::move(part));
    }
    sortRarestFirst(evidence.matched);
    sortRarestFirst(evidence.fuzzy);
    sortRarestFirst(evidence.conflict);
    std::set<std::uint32_t> told;
    for (const AlignedWords& words : evidence.matched) {
        // One word in two alphabets is one word.
        if (!told.insert(vocabulary.termOf(words.left)).second) continue;
        explanation.matched.push_back(asBothWriteIt(corpus, pair.left, words.right));
        if (vocabulary.isCodeTerm(vocabulary.termOf(words.left))) {
            explanation.codes.push_back(
                {std::string(vocabulary.wordText(words.left)), static_cast<double>(words.bits)});
        }
    }
    addSpokenValues(explanation, corpus, pair, evidence);
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
    if (shares) {
        // A person looks for words; numbers are said where there is nothing else.
        std::vector<std::string> words = explanation.matched;
        std::stable_partition(words.begin(), words.end(), [](const std::string& word) {
            return std::none_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
        });
        sentence.arguments.emplace_back("shared", quotedList(words, wordsShown));
    }
    if (contested) {
        const WordPair& worst = explanation.conflict.front();
        sentence.arguments.emplace_back("own", worst.left);
        sentence.arguments.emplace_back("other", worst.right);
    }
    explanation.bitsAboveThreshold = explanation.score;
    explanation.wouldHaveToDiffer = carriers(explanation);
    const bool allEqual =
        !contested && explanation.fuzzy.empty() &&
        std::all_of(explanation.parts.begin(), explanation.parts.end(),
                    [](const ScorePart& part) { return part.agreement < 0 || part.agreement >= 1; });
    std::string fields;
    for (const std::string& field : explanation.wouldHaveToDiffer)
        fields += (fields.empty() ? "" : ",") + field;
    // Of a pair below the threshold there is nothing to say: it is not flagged for what it says.
    explanation.wouldNotBeFlagged.key = allEqual         ? "duplicates.why.all_equal"
                                        : fields.empty() ? ""
                                                         : "duplicates.why.not_flagged_if";
    explanation.wouldNotBeFlagged.arguments = {{"fields", fields},
                                               {"bits", fmt::format("{:.1f}", explanation.score)}};
}

std::string quoted(std::string_view name) {
    std::string text = "«";
    for (std::size_t at = 0; at < name.size(); ++at) {
        const std::string_view mark = name.substr(at, std::string_view("«").size());
        const bool opens = mark == "«", closes = mark == "»";
        if (opens || closes) {
            text += opens ? "„" : "“";
            at += mark.size() - 1;
        } else {
            text += name[at];
        }
    }
    return text + "»";
}

std::string readable(std::string_view value) {
    constexpr std::size_t mostBytes = 240, leastBytes = 160;
    if (value.size() <= mostBytes) return std::string(value);
    std::size_t end = mostBytes;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U)
        --end;
    // At a word's end, and before a quotation that wouldn't be closed, where there is one near.
    const auto endAt = [&](std::size_t at) {
        if (at != std::string_view::npos && at >= leastBytes) end = at;
    };
    endAt(value.rfind(' ', end));
    const std::string_view opening = "«", closing = "»";
    const std::size_t opened = value.substr(0, end).rfind(opening),
                      closed = value.substr(0, end).rfind(closing);
    if (opened != std::string_view::npos && (closed == std::string_view::npos || closed < opened))
        endAt(opened);
    while (end > 0 && value[end - 1] == ' ')
        --end;
    return std::string(value.substr(0, end)) + "…";
}

}  // namespace cadastre::duplicates
