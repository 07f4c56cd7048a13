// An explanation's parts add up to its score exactly, whatever the pair; what is shown of it adds up as
// printed.
#include "profiles/duplicates/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <numeric>
#include <random>

#include "profiles/duplicates/explain.h"
#include "reports/score_picture.h"
#include "schema/paths.h"

namespace cadastre {
namespace {

using namespace duplicates;

std::string someWords(std::mt19937& random, int most) {
    static const std::vector<std::string> words = {"register", "реестр",  "system", "licences", "лицензий",
                                                   "Tver",     "Рязань",  "v2.1",   "PS-LX350", "payroll",
                                                   "учёт",     "hunting", "2020",   "2023",     "ё"};
    std::string text;
    for (int left = static_cast<int>(random() % static_cast<unsigned>(most + 1)); left > 0; --left)
        text += words[random() % words.size()] + " ";
    return text;
}

EvidenceModel someWeights(std::mt19937& random, std::size_t features) {
    std::vector<std::array<float, levelCount>> tables(features);
    std::uniform_real_distribution<float> step(0, 0.4F);
    for (auto& table : tables) {
        float bits = -9.1F * step(random);
        for (float& level : table)
            level = bits += step(random);
    }
    return EvidenceModel::restored(tables);
}

TEST(Explanation, AddsUpToTheScoreExactlyForThousandsOfPairs) {
    std::mt19937 random(20261121);
    Corpus corpus(
        {{"name", ColumnKind::name}, {"short_name", ColumnKind::name}, {"purpose", ColumnKind::text}});
    for (int row = 0; row < 300; ++row) {
        const std::string name = someWords(random, 5), shortName = someWords(random, 2),
                          purpose = someWords(random, 12);
        const std::array<std::string_view, 3> cells = {name, shortName, purpose};
        corpus.addRow(cells);
    }
    corpus.finish();
    PairComparer comparer(corpus);
    const EvidenceModel weights = someWeights(random, comparer.features());
    for (int pair = 0; pair < 5000; ++pair) {
        const auto left = static_cast<std::uint32_t>(random() % corpus.rows());
        const auto right = static_cast<std::uint32_t>(random() % corpus.rows());
        Explanation why = explainPair(corpus, weights, comparer, {left, right}, -3.7);
        putIntoWords(why, "one", "other");
        std::vector<Level> levels(comparer.features());
        comparer.compare(left, right, levels.data());
        EXPECT_NEAR(why.score, static_cast<double>(weights.bits(levels.data())) - 3.7, 1e-4);
        const auto kept = nlohmann::json::parse(toJson(why).dump());
        double sum = kept["prior_bits"].get<double>();
        for (const auto& part : kept["parts"])
            sum += part["bits"].get<double>();
        ASSERT_EQ(sum, kept["bits"].get<double>()) << left << " " << right;
        double carried = why.score;
        for (const ScorePart& part : why.parts) {
            const bool named =
                std::count(why.wouldHaveToDiffer.begin(), why.wouldHaveToDiffer.end(), part.field) > 0;
            if (named) carried -= part.bits - part.leastBits;
        }
        if (!why.wouldHaveToDiffer.empty()) {
            EXPECT_LT(carried, why.score);
        }
    }
}

TEST(Explanation, SaysAWordOfTwoAlphabetsAsEitherRecordSaysIt) {
    Corpus corpus({{"name", ColumnKind::name}});
    for (const char* name : {"учёт пожаров Твери", "uchyot pozharov, Tver", "учёт складов", "реестр школ"}) {
        const std::array<std::string_view, 1> cells = {name};
        corpus.addRow(cells);
    }
    corpus.finish();
    PairComparer comparer(corpus);
    std::mt19937 random(7);
    const EvidenceModel weights = someWeights(random, comparer.features());
    for (const RowPair pair : {RowPair{0, 1}, RowPair{1, 0}}) {
        EXPECT_THAT(explainPair(corpus, weights, comparer, pair, 0).matched,
                    testing::Contains("пожаров (pozharov)"));
    }
    EXPECT_THAT(explainPair(corpus, weights, comparer, {0, 2}, 0).matched, testing::ElementsAre("учет"));
}

/// What the page shows of an explanation whose names don't contradict each other.
nlohmann::json shown(const std::string& unit, double conflictBits) {
    static const Messages messages = Messages::load(shipped("schema/messages"));
    Explanation why;
    why.unit = unit;
    why.parts = {{"purpose", "", "", 1, 2, 0, 0}, {"conflict", "", "", 1, conflictBits, 0, 0}};
    why.score = 2 + conflictBits;
    nlohmann::json data;
    reports::addExplanation(data, reports::Reader{messages, "en"}, toJson(why));
    return data;
}

TEST(ScorePicture, SaysWhatAnEmptyLineOfItStandsFor) {
    EXPECT_EQ(shown("bits", 3)["parts"][1]["left"], "none") << "no disagreement speaks for a pair";
    EXPECT_EQ(shown("bits", 3)["parts"][0]["field"], "purpose");
    EXPECT_EQ(shown("points", 0)["parts"][0]["field"], "what name and purpose say of the work")
        << "systems without a purpose are compared by their names there";
}

TEST(Explanation, OwesNothingToRarityWhereAllWordsAreEquallyRare) {
    Corpus corpus({{"name", ColumnKind::name}});
    for (const char* name : {"alpha beta", "alpha gamma", "delta beta", "delta gamma"}) {
        const std::array<std::string_view, 1> cells = {name};
        corpus.addRow(cells);
    }
    corpus.finish();
    PairComparer comparer(corpus);
    std::mt19937 random(7);
    const Explanation why =
        explainPair(corpus, someWeights(random, comparer.features()), comparer, {0, 1}, 0);
    EXPECT_NEAR(why.parts.front().frequencyBits, 0, 1e-6);
}

TEST(ScorePicture, ShowsFiguresThatAddUpAsPrinted) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> bits(-12, 12);
    for (int each = 0; each < 2000; ++each) {
        std::vector<double> numbers(1 + random() % 9);
        for (double& number : numbers)
            number = bits(random);
        const auto shown = reports::hundredthsThatAddUp(numbers);
        const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0) * 100;
        EXPECT_NEAR(static_cast<double>(std::accumulate(shown.begin(), shown.end(), std::int64_t{0})), sum,
                    0.51);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            EXPECT_LT(std::abs(static_cast<double>(shown[i]) - numbers[i] * 100), 1.01);
    }
}

TEST(ScorePicture, MarksTheWordsThatOnlyOneSideSays) {
    const auto [left, right] = reports::compareWords("Register of Tver, REGION", "register of Рязань region");
    std::string marked;
    for (const auto& side : {left, right}) {
        for (const auto& word : side) {
            if (!word.shared) marked += "[" + word.text + "]";
        }
    }
    EXPECT_EQ(marked, "[Tver, ][Рязань ]");
}

}  // namespace
}  // namespace cadastre
