// Linkage held to floors on seeded sets of kinds it was not tuned to; the figures of all sets are in
// docs/benchmarks.md.
#include "tests/linkage_sets/linkage_sets.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace cadastre::tests {
namespace {

struct Floor {
    std::string set;
    double f1;
};
void PrintTo(const Floor& floor, std::ostream* out) {
    *out << floor.set;
}

class LinkageSets : public testing::TestWithParam<Floor> {};

TEST_P(LinkageSets, AreLinkedWithoutLabelsAboveTheirFloor) {
    const LinkageQuality quality = linkSet(makeLinkageSet(GetParam().set, 1));
    EXPECT_GE(quality.f1, GetParam().f1)
        << quality.precision << " precision, " << quality.recall << " recall";
}

INSTANTIATE_TEST_SUITE_P(
    OfManyKinds, LinkageSets,
    testing::Values(Floor{"products", 0.92}, Floor{"products, other columns", 0.88}, Floor{"contracts", 0.85},
                    Floor{"persons", 0.91}, Floor{"papers", 0.98}, Floor{"papers, 1:n", 0.94},
                    Floor{"citations, clusters to 60", 0.94}, Floor{"restaurants", 0.98},
                    Floor{"restaurants, overlap 100", 0.99}, Floor{"restaurants, 10 rows", 0.9},
                    Floor{"european bodies", 0.87}, Floor{"persons, other columns", 0.93},
                    Floor{"persons, clusters 1-8", 0.85}, Floor{"songs, clusters 1-5", 0.89},
                    Floor{"parts, codes only", 0.98}, Floor{"reports, one long text", 0.96},
                    Floor{"names in six scripts", 0.95}, Floor{"sparse columns", 0.95},
                    Floor{"restaurants, overlap 1", 0.9}, Floor{"persons, overlap 1", 0.6},
                    Floor{"persons, overlap 5", 0.75}, Floor{"persons, n:m", 0.8},
                    Floor{"products, overlap 5", 0.6}, Floor{"software", 0.8}, Floor{"model numbers", 0.75},
                    Floor{"camera offers, clusters to 24", 0.94}, Floor{"beers", 0.94}, Floor{"tracks", 0.85},
                    Floor{"papers, harvest", 0.97}, Floor{"organisations", 0.84}, Floor{"customers", 0.91},
                    Floor{"names by initials", 0.94}, Floor{"addresses, split and whole", 0.91},
                    Floor{"books", 0.97}, Floor{"events", 0.97}, Floor{"events, days in any way", 0.97},
                    Floor{"voters, clusters 1-6", 0.68}, Floor{"invoices, 1:n", 0.94},
                    Floor{"ministries", 0.8}, Floor{"ministries, one table", 0.68}, Floor{"companies", 0.97},
                    Floor{"companies, two scripts", 0.96}, Floor{"settlements", 0.64}));

TEST(LinkageOfSets, FindsNothingWhereTwoTablesOfOneKindHaveNothingInCommon) {
    for (const char* name : {"restaurants, overlap 0", "persons, overlap 0", "products, overlap 0"}) {
        for (const std::uint64_t seed : {1U, 2U, 3U})
            EXPECT_EQ(linkSet(makeLinkageSet(name, seed)).matches, 0U) << name << ", seed " << seed;
    }
}

TEST(LinkageOfSets, GivesTheSameBytesWithOneTwoAndFiveThreads) {
    for (const char* name : {"papers, 1:n", "songs, clusters 1-5", "names in six scripts"}) {
        const LinkageSet set = makeLinkageSet(name, 2);
        const auto run = [&](int threads) {
            duplicates::LinkageOptions options;
            options.topCandidates = 5;
            options.threads = threads;
            return duplicates::link(set.left, set.right ? &*set.right : nullptr, options);
        };
        const auto one = run(1);
        for (const int threads : {2, 5}) {
            const auto more = run(threads);
            EXPECT_EQ(one.thresholdBits, more.thresholdBits) << name;
            ASSERT_EQ(one.pairs.size(), more.pairs.size()) << name;
            for (std::size_t i = 0; i < one.pairs.size(); ++i) {
                ASSERT_EQ(one.pairs[i].left, more.pairs[i].left) << name;
                ASSERT_EQ(one.pairs[i].right, more.pairs[i].right) << name;
                ASSERT_EQ(one.pairs[i].score, more.pairs[i].score) << name;
            }
            ASSERT_EQ(one.candidates.size(), more.candidates.size()) << name;
            for (std::size_t i = 0; i < one.candidates.size(); ++i) {
                ASSERT_EQ(one.candidates[i].right, more.candidates[i].right) << name;
                ASSERT_EQ(one.candidates[i].score, more.candidates[i].score) << name;
            }
        }
    }
}

}  // namespace
}  // namespace cadastre::tests
