// Rows by pairs of words: every row that was listed is told, until a pair has too many to tell anything.
#include "profiles/duplicates/live/pair_postings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cadastre::duplicates {
namespace {

std::vector<std::uint32_t> rowsOf(const PairPostings& pairs, TermPair pair) {
    std::vector<std::uint32_t> rows;
    pairs.read(pair, rows);
    return rows;
}

TEST(PairPostings, TellTheRowsThatWereListedUnderAPair) {
    PairPostings pairs;
    EXPECT_TRUE(pairs.empty());
    pairs.makePages(100);
    constexpr std::uint32_t rows = 20'000, terms = 300;
    for (std::uint32_t row = 0; row < rows; ++row)
        pairs.list({row % terms, terms + row % 7}, row);
    pairs.trim();
    for (std::uint32_t term = 0; term < terms; ++term) {
        std::vector<std::uint32_t> own;
        for (std::uint32_t row = term; row < rows; row += terms) {
            if (row % 7 == 3) own.push_back(row);
        }
        EXPECT_THAT(rowsOf(pairs, {term, terms + 3}), testing::IsSupersetOf(own)) << term;
        EXPECT_LT(rowsOf(pairs, {term, terms + 3}).size(), own.size() * 3)
            << "rows of few other pairs among them";
    }
}

TEST(PairPostings, CloseAPairThatTooManyRowsHaveAndKeepTheOthersOfItsPage) {
    PairPostings pairs;
    pairs.makePages(1);
    const TermPair common{1, 2};
    std::vector<std::uint32_t> kept;
    for (std::uint32_t row = 0; row < 40'000; ++row) {
        pairs.list(common, row);
        if (row % 100 == 0) {
            pairs.list({row, row + 1}, row);
            kept.push_back(row);
        }
    }
    EXPECT_THAT(rowsOf(pairs, common), testing::IsEmpty());
    for (const std::uint32_t row : kept)
        EXPECT_THAT(rowsOf(pairs, {row, row + 1}), testing::Contains(row));
    EXPECT_LT(pairs.bytes(), 200'000U) << "closed, it takes no more memory";
}

TEST(PairPostings, PairTheRarestFrequentWordsOfALongName) {
    EXPECT_THAT(pairsOf({{900, 7}, {600, 9}, {600, 9}}), testing::ElementsAre(TermPair{7, 9}));
    EXPECT_THAT(pairsOf({{900, 7}}), testing::IsEmpty());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> longName;
    for (std::uint32_t term = 0; term < 40; ++term)
        longName.emplace_back(1000 - term, term);
    const auto pairs = pairsOf(longName);
    EXPECT_EQ(pairs.size(), 28U);
    EXPECT_THAT(pairs, testing::Contains(TermPair{38, 39}));
    EXPECT_THAT(pairs, testing::Not(testing::Contains(TermPair{0, 1})));
}

}  // namespace
}  // namespace cadastre::duplicates
