// Who is looked at together in a register too large to read every list, and what is learnt from it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "profiles/duplicates/candidate_views.h"
#include "profiles/duplicates/candidates.h"
#include "profiles/duplicates/matching.h"

namespace cadastre::duplicates {
namespace {

constexpr std::array<std::string_view, 20> tasks = {
    "лесов", "портов",  "садов", "музеев", "мостов",  "школ",  "дорог", "рынков",  "земель",  "судов",
    "вузов", "театров", "полей", "шахт",   "кладбищ", "аптек", "рек",   "стройки", "складов", "лифтов"};
constexpr std::array<std::string_view, 20> towns = {
    "Твери", "Рязани", "Томска", "Омска",    "Перми",    "Пензы",  "Тулы",   "Орла",   "Курска",    "Читы",
    "Ржева", "Клина",  "Казани", "Воронежа", "Саратова", "Кирова", "Калуги", "Пскова", "Новгорода", "Сочи"};

/// Twenty systems of each task in each town, told apart by a number that each has alone.
std::vector<std::string> largeRegister() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < tasks.size() * towns.size() * 20; ++i)
        names.push_back(fmt::format("учёт {} {} {}", tasks[i % 20], towns[i / 20 % 20], 100000 + i));
    return names;
}

Corpus corpusOf(const std::vector<std::string>& names) {
    Corpus corpus({{"name", ColumnKind::name}});
    for (const std::string& name : names) {
        const std::array<std::string_view, 1> cells = {name};
        corpus.addRow(cells);
    }
    corpus.finish();
    return corpus;
}

std::vector<std::uint32_t> featuresOf(const View& view, std::size_t row) {
    const FeatureReader read = view.features();
    const auto features = read(row);
    return {features.begin(), features.end()};
}

TEST(CandidateViews, TellNamesByPairsOfTheirFrequentWords) {
    const Corpus corpus = corpusOf(largeRegister());
    constexpr std::size_t longList = 100;
    const View view = wordView(corpus, longList);
    const auto first = featuresOf(view, 0), samePair = featuresOf(view, 400),
               otherTown = featuresOf(view, 20);
    const auto shared = [&](const std::vector<std::uint32_t>& other) {
        return std::count_if(first.begin(), first.end(), [&](std::uint32_t feature) {
            return std::find(other.begin(), other.end(), feature) != other.end();
        });
    };
    EXPECT_EQ(first.size(), 4U + 3U) << "four words, and three frequent ones of them two by two";
    EXPECT_EQ(shared(samePair), 3 + 3);
    EXPECT_EQ(shared(otherTown), 2 + 1) << "the task, and the task with what every name says";
    EXPECT_TRUE(std::all_of(first.begin(), first.end(), [&](auto feature) { return feature < view.count; }));
    EXPECT_EQ(wordView(corpus, corpus.rows()).count, corpus.vocabulary().terms())
        << "where no list is long there are no pairs";
}

TEST(Candidates, MeetByTwoWordsOfWhichNeitherCanBeRead) {
    auto names = largeRegister();
    names.push_back("учёт лесов Твери перваянадпись");
    const Corpus corpus = corpusOf(names);
    CandidateOptions options;
    options.ofRegister = true;
    options.postingBudget = 300;  // a task has 400 rows, so has a town
    const auto pairs = candidatePairs(corpus, corpus.rows(), options);
    const auto last = static_cast<std::uint32_t>(names.size() - 1);
    std::vector<std::uint32_t> met;
    for (const RowPair pair : pairs) {
        if (pair.right == last) met.push_back(pair.left);
    }
    EXPECT_GE(met.size(), options.perList);
    for (const std::uint32_t row : met)
        EXPECT_EQ(row % 400, 0U) << names[row];
}

TEST(InvertedIndex, FindsNothingWhereItCouldReadLittleOfWhatIsAsked) {
    NumberRows rows;
    for (std::uint32_t row = 0; row < 100; ++row) {
        rows.items.insert(rows.items.end(), {0, 1, 2, 3 + row / 2});
        rows.endRow();
    }
    const InvertedIndex index(rows, 53, 0, 100);
    InvertedIndex::Search search(index);
    constexpr std::size_t budget = 50;
    EXPECT_EQ(search.nearest(rows.row(0), 5, budget, 0, 0.5).size(), 1U) << "the rare feature is nearly all";
    const std::array<std::uint32_t, 3> common = {0, 1, 2};
    EXPECT_EQ(search.nearest(common, 5, budget, 100, 0).size(), 5U);
    EXPECT_TRUE(search.nearest(common, 5, budget, 100, 0.5).empty()) << "one list of three was read, in part";
}

/// Agreements of names and of purposes, pair by pair.
struct HandMade {
    Matching matching;
    HandMade() { matching.levels.features = 2; }
    void add(std::uint32_t left, std::uint32_t right, Level name, Level purpose) {
        matching.pairs.push_back({left, right});
        matching.levels.levels.insert(matching.levels.levels.end(), {name, purpose});
    }
};

TEST(Weights, ArentLearntFromSiblingsThatChoseEachOtherForWantOfOthers) {
    HandMade made;
    constexpr std::uint32_t couples = 400;
    constexpr std::uint32_t strangers = 12;
    const auto rows = couples * 2;
    for (std::uint32_t couple = 0; couple < couples; ++couple) {
        const std::uint32_t left = couple * 2;
        const bool match = couple % 4 != 0;
        const auto noise = static_cast<Level>(couple % 7);
        made.add(left, left + 1, static_cast<Level>((match ? 90 : 74) + noise),
                 static_cast<Level>((match ? 84 : 30) + noise));
        for (std::uint32_t s = 1; s <= strangers; ++s)
            made.add(left, (left + 2 * s + s % 2) % rows, static_cast<Level>(10 + (couple * s) % 45),
                     static_cast<Level>(5 + (couple + 3 * s) % 50));
    }
    made.matching.rows = rows;
    for (RowPair& pair : made.matching.pairs)
        pair = {std::min(pair.left, pair.right), std::max(pair.left, pair.right)};
    const EvidenceModel model = learnWeights({&made.matching, 1}, 1, Choices::byOdds);
    const std::array<Level, 2> sibling = {77, 33}, match = {93, 87};
    EXPECT_LT(model.featureBits(1, sibling[1]), -3) << "purposes of matches never agree so little";
    EXPECT_GT(model.bits(match.data()), model.bits(sibling.data()) + 8);
}

}  // namespace
}  // namespace cadastre::duplicates
