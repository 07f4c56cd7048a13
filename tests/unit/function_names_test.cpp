// What names say of work and what they do not: bodies, products, licences, classes of names alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "profiles/duplicates/functions/function_profile.h"
#include "tests/unit/register_assets.h"

namespace cadastre::duplicates {
namespace {

using small::Asset;
using small::background;
using small::findIn;
using small::Group;
using small::groupsOf;
using testing::Contains;

/// Profiles of units of one text each.
struct Told {
    Corpus corpus{{{"name", ColumnKind::name}, {"purpose", ColumnKind::text}}};
    UnitTexts texts;
    std::vector<Holder> holders = {};
    std::optional<FunctionProfiles> profiles = {};

    std::uint32_t add(std::uint32_t holder, const std::string& name, const std::string& purpose) {
        const std::vector<std::string_view> cells = {name, purpose};
        texts.rows.items.push_back(corpus.addRow(cells));
        texts.rows.endRow();
        texts.subjects.push_back(holder);
        texts.holdersOfRow.items.push_back(holder);
        texts.holdersOfRow.endRow();
        return static_cast<std::uint32_t>(texts.rows.rows() - 1);
    }
    /// Ground on which words are told apart: other systems of another body.
    void addOthers(std::uint32_t holder) {
        for (int i = 0; i < 30; ++i) {
            const std::string mark(1, static_cast<char>('a' + i % 26));
            add(holder, "Реестр предмета " + mark + std::to_string(i), "Учитывает предмет " + mark);
        }
    }
    std::vector<std::string> phrasesOf(std::uint32_t unit) {
        if (!profiles) {
            corpus.finish();
            texts.holders = holders;
            profiles.emplace(corpus, texts, 1, 1);
        }
        std::vector<std::string> wordings;
        for (const std::uint32_t phrase : profiles->phrases().row(unit))
            wordings.push_back(profiles->wording(unit, phrase));
        return wordings;
    }
};

TEST(FunctionNames, LetAPhraseOfOneWordOfTheHoldersNameSayWhatItSays) {
    Told told;
    told.holders = {{1, "Министерство лесного хозяйства", 0}, {2, "Ведомство", 0}};
    const std::uint32_t own = told.add(0, "Мониторинг лесных пожаров", "");
    told.add(1, "Тушение лесных пожаров", "");
    told.addOthers(1);
    EXPECT_THAT(told.phrasesOf(own), Contains("лесных пожаров"));
}

TEST(FunctionNames, SayLessOfAProductThatNoPurposeSpeaksOf) {
    Told told;
    told.holders = {{1, "Ведомство", 0}};
    const std::uint32_t unit = told.add(0, "Учёт путёвок «Родник Инфо»", "Ведёт учёт путёвок");
    for (const char* work : {"Приём отходов", "Осмотр дворов", "Ремонт мостов"})
        told.add(0, std::string(work) + " «Родник Инфо»", std::string(work) + " района");
    for (const char* town : {"Выдача и учёт путёвок", "Сводный учёт путёвок", "Единый учёт путёвок"})
        told.add(0, town, "Ведёт учёт путёвок");
    told.addOthers(0);
    const auto phrases = told.phrasesOf(unit);
    const auto weights = told.profiles->weights(unit);
    const auto weightOf = [&](const std::string& phrase) {
        const auto at = std::find(phrases.begin(), phrases.end(), phrase);
        return at == phrases.end() ? 0.0F : weights[static_cast<std::size_t>(at - phrases.begin())];
    };
    EXPECT_GT(weightOf("учет путевок"), 1.5F * weightOf("родник инфо"));
}

TEST(FunctionNames, OfLicencesOfOneProductAreReuseAndNoDifferentSystems) {
    auto assets = background();
    for (std::uint32_t i = 1; i <= 6; ++i) {
        assets.push_back({.number = i,
                          .subject = i,
                          .name = "Гранит Антивирус 14, лицензии ведомства " + std::to_string(i),
                          .shortName = "",
                          .purpose = "Антивирусная защита рабочих мест",
                          .product = i < 6 ? "АО Гранит granit-av" : "Another antivirus"});
    }
    const RegisterFindings findings = findIn(assets);
    EXPECT_THAT(groupsOf(findings, FindingKind::reuse), testing::ElementsAre(Group{1, 2, 3, 4, 5}));
    for (const Group& group : groupsOf(findings, FindingKind::functional))
        EXPECT_TRUE(!group.contains(1) || group.contains(6)) << "another product may do the same work";
    for (const DuplicateCluster& cluster : findings.clusters) {
        if (cluster.kind != FindingKind::reuse) continue;
        EXPECT_EQ(cluster.explanation.sentence.key, "duplicates.why.licences");
        EXPECT_THAT(cluster.explanation.sentence.arguments,
                    Contains(testing::Pair("product", "АО Гранит granit-av")));
        EXPECT_TRUE(cluster.price.ranges.empty());
    }
}

TEST(FunctionNames, AreNoWorkWhereNothingOfTheClassSaysWhatItDoes) {
    std::vector<Asset> assets = background();
    for (Asset& asset : assets)
        asset.purpose.clear();
    for (std::uint32_t i = 1; i <= 4; ++i) {
        assets.push_back({.number = i,
                          .subject = i,
                          .name = "Парк рабочих станций отдела " + std::string(1, static_cast<char>('a' + i)),
                          .shortName = "",
                          .purpose = ""});
    }
    EXPECT_THAT(groupsOf(findIn(assets), FindingKind::functional), testing::IsEmpty());
}

}  // namespace
}  // namespace cadastre::duplicates
