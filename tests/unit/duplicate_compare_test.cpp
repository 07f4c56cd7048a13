// Records found and compared: the index that stays flat, and names that say one thing in two spellings.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "profiles/duplicates/candidates.h"
#include "profiles/duplicates/compare.h"
#include "profiles/duplicates/index.h"
#include "profiles/duplicates/words/spelling.h"

namespace cadastre::duplicates {
namespace {

/// A corpus of one column of names.
Corpus corpusOf(const std::vector<std::string>& names) {
    Corpus corpus({{"name", ColumnKind::name}});
    for (const std::string& name : names) {
        const std::array<std::string_view, 1> cells = {name};
        corpus.addRow(cells);
    }
    corpus.finish();
    return corpus;
}

struct Compared {
    Level name = 0, conflict = 0;
    int contradictions = 0;
};

Compared compareFirstTwo(const Corpus& corpus) {
    PairComparer comparer(corpus);
    std::vector<Level> levels(comparer.features());
    comparer.compare(0, 1, levels.data());
    return {levels[0], levels[3], comparer.contradictions()};
}

/// The words of «Федеральная служба» and «ФС» lead lives of their own, as they do in a register.
std::vector<std::string> withBackground(std::vector<std::string> names) {
    for (const char* other : {"лесов", "портов", "садов", "музеев", "мостов", "школ"}) {
        names.push_back(fmt::format("учёт {0} Федеральной службы {0}", other));
        names.push_back(fmt::format("учёт {0} ФС {0} надзора", other));
        names.push_back(fmt::format("надзор Министерства {0}", other));
        names.push_back(fmt::format("реестр Мин-ва {0}", other));
        names.push_back(fmt::format("контроль {0} Тверской области", other));
        names.push_back(fmt::format("контроль {0} Рязанской области", other));
    }
    return names;
}

TEST(PairComparer, ReadsInitialsOfTwoLettersInEitherScript) {
    for (const char* spelling : {"Проверка дач ФС рыболовства", "Proverka dach FS rybolovstva"}) {
        const Compared found = compareFirstTwo(
            corpusOf(withBackground({"Проверка дач Федеральной службы рыболовства", spelling})));
        EXPECT_EQ(found.contradictions, 0) << spelling;
        EXPECT_EQ(found.conflict, 100) << spelling;
    }
}

TEST(PairComparer, ReadsAWordContractedToItsEnds) {
    const Compared found = compareFirstTwo(corpusOf(
        withBackground({"Проверка дач Министерства рыболовства", "Проверка дач Мин-ва рыболовства"})));
    EXPECT_EQ(found.contradictions, 0);
    EXPECT_EQ(found.conflict, 100);
}

TEST(PairComparer, KnowsSiblingsByTheWordsThatStandAgainstEachOther) {
    const Compared found = compareFirstTwo(
        corpusOf(withBackground({"Контроль дач Тверской области", "Контроль дач Рязанской области"})));
    EXPECT_GT(found.contradictions, 0);
    EXPECT_LT(found.conflict, 100);
}

TEST(PairComparer, CountsNothingTwiceWhereTablesHaveManyColumns) {
    std::vector<std::pair<std::string, ColumnKind>> columns;
    for (int c = 0; c < 40; ++c)
        columns.emplace_back(fmt::format("column {}", c), ColumnKind::text);
    Corpus corpus(columns);
    for (int row = 0; row < 3; ++row) {
        std::vector<std::string> cells;
        for (int c = 0; c < 40; ++c)
            cells.push_back(fmt::format("same{} own{}row{}", c, c, row));
        const std::vector<std::string_view> views(cells.begin(), cells.end());
        corpus.addRow(views);
    }
    corpus.finish();
    PairComparer comparer(corpus);
    std::vector<Level> levels(comparer.features());
    comparer.compare(0, 1, levels.data());
    for (std::size_t c = 0; c < 40; ++c) {
        EXPECT_GT(levels[c], 0);
        EXPECT_LT(levels[c], 100);
    }
}

TEST(InvertedIndex, FindsAllThatShareARareFeatureWhateverIsCommon) {
    NumberRows rows;
    for (std::uint32_t row = 0; row < 100; ++row) {
        rows.items.push_back(0);
        rows.items.push_back(1 + row / 2);
        rows.endRow();
    }
    const InvertedIndex index(readerOf(rows), 100, 0, 100, 10, 2);
    InvertedIndex::Search search(index);
    for (std::uint32_t row = 0; row < 100; ++row) {
        const auto& found = search.nearest(rows.row(row), 5, 10, row);
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found.front().row, row ^ 1U);
    }
}

TEST(InvertedIndex, StillFindsRowsOfWhichEverythingIsCommon) {
    NumberRows rows;
    for (std::uint32_t row = 0; row < 100; ++row) {
        rows.items.push_back(0);
        if (row >= 4) rows.items.push_back(1 + row);
        rows.endRow();
    }
    const InvertedIndex index(readerOf(rows), 200, 0, 100, 10, 1);
    InvertedIndex::Search search(index);
    std::vector<std::uint32_t> found;
    for (const Neighbour& other : search.nearest(rows.row(0), 5, 10, 0))
        found.push_back(other.row);
    EXPECT_THAT(found, testing::UnorderedElementsAre(1U, 2U, 3U));
}

TEST(InvertedIndex, PassesOverNobodyWhoIsAmongTheBest) {
    // Features as words are: a few that many rows have, many that few have.
    constexpr std::uint32_t rowCount = 2000, features = 3000;
    std::mt19937 chance(7);
    NumberRows rows;
    std::vector<std::set<std::uint32_t>> sets;
    for (std::uint32_t row = 0; row < rowCount; ++row) {
        std::set<std::uint32_t> own;
        for (std::uint32_t i = 0; i < 3 + row % 20; ++i)
            own.insert(static_cast<std::uint32_t>(features / (1 + chance() % features) - 1 + chance() % 3));
        rows.items.insert(rows.items.end(), own.begin(), own.end());
        rows.endRow();
        sets.push_back(std::move(own));
    }
    std::vector<double> weights(features + 3, 0);
    for (const std::uint32_t feature : rows.items)
        weights[feature] += 1;
    for (double& weight : weights)
        weight = std::pow(std::max(std::log2((rowCount + 1) / (weight + 0.5)), 0.01), 2);
    const auto lengthOf = [&](std::uint32_t row) {
        double squares = 0;
        for (const std::uint32_t feature : sets[row])
            squares += weights[feature];
        return std::sqrt(squares);
    };
    const InvertedIndex index(rows, weights.size(), 0, rowCount);
    InvertedIndex::Search search(index);
    for (std::uint32_t row = 0; row < rowCount; row += 41) {
        std::vector<double> all;
        for (std::uint32_t other = 0; other < rowCount; ++other) {
            double sum = 0;
            for (const std::uint32_t feature : sets[other])
                sum += sets[row].contains(feature) ? weights[feature] : 0;
            if (other != row && sum > 0) all.push_back(sum / lengthOf(other));
        }
        std::sort(all.begin(), all.end(), std::greater<>());
        all.resize(std::min<std::size_t>(all.size(), 10));
        std::vector<double> found;
        for (const Neighbour& near : search.nearest(rows.row(row), 10, rows.items.size(), row))
            found.push_back(static_cast<double>(near.likeness));
        EXPECT_THAT(found, testing::Pointwise(testing::DoubleNear(1e-3), all)) << "row " << row;
    }
}

TEST(WordShapes, NeverTellApartWhatIsOneWordAfterAll) {
    const std::vector<std::string> words = {
        "lighthouse", "lighthuose", "lihgthouse", "ightouse", "database",
        "data",       "base",       "minva",      "a",        "lighthousekeeper"};
    const Corpus corpus = corpusOf(words);
    const Vocabulary& vocabulary = corpus.vocabulary();
    for (std::uint32_t one = 1; one < vocabulary.terms(); ++one) {
        for (std::uint32_t other = 1; other < vocabulary.terms(); ++other) {
            const std::string_view a = vocabulary.termText(one), b = vocabulary.termText(other);
            const auto longer = static_cast<double>(std::max(a.size(), b.size()));
            const double edits = std::round((1 - static_cast<double>(spellingLikeness(a, b, 0))) * longer);
            EXPECT_LE(fewestEdits(corpus.shapes().ofTerm(one), corpus.shapes().ofTerm(other)), edits)
                << a << ' ' << b;
        }
    }
    const auto shapeOf = [&](std::string_view text) {
        for (std::uint32_t word = 0; word < vocabulary.words(); ++word) {
            if (vocabulary.wordText(word) == text) return corpus.shapes().ofWord(word);
        }
        return WordShape{};
    };
    EXPECT_TRUE(mayBeJoinedOf(shapeOf("database"), shapeOf("data"), shapeOf("base")));
    EXPECT_FALSE(mayBeJoinedOf(shapeOf("database"), shapeOf("base"), shapeOf("data")));
    EXPECT_FALSE(mayBeJoinedOf(shapeOf("data"), shapeOf("data"), shapeOf("a")))
        << "it is longer than the whole";
}

TEST(Candidates, AreTheSameWithAnyNumberOfThreads) {
    std::vector<std::string> names;
    for (int i = 0; i < 9000; ++i)
        names.push_back(fmt::format("учёт {} предметов {} области {}", i % 37, i % 101, i / 2));
    const Corpus corpus = corpusOf(names);
    CandidateOptions options;
    options.postingBudget = 200;
    const auto one = candidatePairs(corpus, corpus.rows(), options);
    options.threads = 3;
    EXPECT_EQ(candidatePairs(corpus, corpus.rows(), options), one);
    EXPECT_TRUE(std::is_sorted(one.begin(), one.end()));
    EXPECT_EQ(std::adjacent_find(one.begin(), one.end()), one.end());
}

}  // namespace
}  // namespace cadastre::duplicates
