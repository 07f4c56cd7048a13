// The register's own question: objects, families, reuse, functions and wrong codes, on small registers made
// here and on the Estonian register of state information systems.
#include "profiles/duplicates/register/register_duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "tests/unit/register_assets.h"

namespace cadastre::duplicates {
namespace {

using small::Asset;
using small::background;
using small::findIn;
using small::Group;
using small::groupsOf;
using small::numberOf;
using small::rihaAssets;

TEST(RegisterDuplicates, FindsAnObjectEnteredTwiceInTwoSpellings) {
    auto assets = background();
    assets.push_back({.number = 1,
                      .subject = 1,
                      .name = "АИС «Учёт земельных участков Тверской области»",
                      .shortName = "",
                      .purpose = "Кадастровый учёт земли",
                      .cost = 500});
    assets.push_back({.number = 2,
                      .subject = 1,
                      .name = "Информационная система учета земельных участков Тверской области",
                      .shortName = "",
                      .purpose = "",
                      .cost = 300});
    const RegisterFindings findings = findIn(assets);
    EXPECT_THAT(groupsOf(findings, FindingKind::object), testing::Contains(Group{1, 2}));
    for (const DuplicateCluster& cluster : findings.clusters) {
        if (cluster.kind != FindingKind::object || numberOf(cluster.members[0].uid) != 1) continue;
        ASSERT_EQ(cluster.price.ranges.size(), 1U);
        EXPECT_EQ(cluster.price.ranges[0].low, 300);
        EXPECT_EQ(cluster.price.ranges[0].high, 500);
        double sum = cluster.explanation.priorBits;
        for (const ScorePart& part : cluster.explanation.parts)
            sum += part.bits;
        EXPECT_EQ(sum, cluster.explanation.score);
    }
}

TEST(RegisterDuplicates, ReportsATypicalSolutionOnceAndItsSiblingsNotAtAll) {
    auto assets = background();
    const std::vector<std::string> regions = {"Тверской", "Рязанской", "Омской",   "Псковской",
                                              "Амурской", "Курской",   "Тульской", "Брянской"};
    for (std::uint32_t i = 0; i < regions.size(); ++i) {
        assets.push_back({.number = i + 1,
                          .subject = i + 1,
                          .name = "Реестр многодетных семей " + regions[i] + " области",
                          .shortName = "",
                          .purpose = "Учёт многодетных семей"});
    }
    const RegisterFindings findings = findIn(assets);
    EXPECT_THAT(groupsOf(findings, FindingKind::family), testing::Contains(Group{1, 2, 3, 4, 5, 6, 7, 8}));
    EXPECT_THAT(groupsOf(findings, FindingKind::object), testing::IsEmpty());
}

TEST(RegisterDuplicates, CallsTenantsOfAStandardSolutionReuse) {
    auto assets = background();
    for (std::uint32_t i = 1; i <= 6; ++i) {
        Asset tenant{.number = i,
                     .subject = i,
                     .name = "Система документооборота Дельта",
                     .shortName = "",
                     .purpose = "Документы"};
        if (i > 1) tenant.solution = 1;
        assets.push_back(std::move(tenant));
    }
    const RegisterFindings told = findIn(assets);
    EXPECT_THAT(groupsOf(told, FindingKind::reuse), testing::ElementsAre(Group{1, 2, 3, 4, 5, 6}));
    EXPECT_THAT(groupsOf(told, FindingKind::object), testing::IsEmpty());
    RegisterOptions withheld;
    withheld.withholdRelations = true;
    const RegisterFindings found = findIn(assets, withheld);
    EXPECT_THAT(groupsOf(found, FindingKind::reuse), testing::IsEmpty());
    EXPECT_THAT(groupsOf(found, FindingKind::family), testing::Contains(Group{1, 2, 3, 4, 5, 6}));
}

TEST(RegisterDuplicates, SparesParentAndPart) {
    auto assets = background();
    assets.push_back({.number = 1,
                      .subject = 1,
                      .name = "Единый портал услуг",
                      .shortName = "",
                      .purpose = "Оказание услуг гражданам"});
    assets.push_back({.number = 2,
                      .subject = 1,
                      .name = "Единый портал услуг",
                      .shortName = "",
                      .purpose = "Оказание услуг гражданам",
                      .parent = 1});
    EXPECT_THAT(groupsOf(findIn(assets), FindingKind::object), testing::IsEmpty());
    RegisterOptions withheld;
    withheld.withholdRelations = true;
    EXPECT_THAT(groupsOf(findIn(assets, withheld), FindingKind::object), testing::Contains(Group{1, 2}));
}

TEST(RegisterDuplicates, SetsAPlannedSystemBesideTheOneThatExists) {
    auto assets = background();
    assets.push_back({.number = 1,
                      .subject = 1,
                      .name = "Учёт бездомных животных города Орла",
                      .shortName = "",
                      .purpose = "Отлов"});
    assets.push_back({.number = 2,
                      .subject = 2,
                      .name = "Учет бездомных животных г. Орла",
                      .shortName = "",
                      .purpose = "Отлов",
                      .planned = true});
    EXPECT_THAT(groupsOf(findIn(assets), FindingKind::planned), testing::Contains(Group{1, 2}));
}

TEST(RegisterDuplicates, SeesOneFunctionInTwoDifferentSystems) {
    auto assets = background();
    for (Asset& asset : assets)
        asset.functions = {"typical:9"};
    const std::string work =
        "начисление заработной платы, табель рабочего времени, кадровые приказы и отпуска сотрудников";
    assets.push_back({.number = 1,
                      .subject = 1,
                      .name = "Парус",
                      .shortName = "",
                      .purpose = work,
                      .functions = {"typical:1"}});
    assets.push_back({.number = 2,
                      .subject = 2,
                      .name = "Галактика",
                      .shortName = "",
                      .purpose = "Ведёт " + work,
                      .functions = {"typical:1"}});
    assets.push_back({.number = 3,
                      .subject = 3,
                      .name = "Босс-кадровик",
                      .shortName = "",
                      .purpose = work + " учреждения",
                      .functions = {"typical:1"}});
    const RegisterFindings findings = findIn(assets);
    EXPECT_THAT(groupsOf(findings, FindingKind::functional), testing::Contains(Group{1, 2, 3}));
    EXPECT_THAT(groupsOf(findings, FindingKind::object), testing::Not(testing::Contains(Group{1, 2, 3})));
}

TEST(RegisterDuplicates, ProposesTheCodeItsNeighboursCarry) {
    auto assets = background();
    const std::vector<std::string> names = {"Парус", "Галактика", "Босс", "Алеф", "Сигма", "Зарплатник"};
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        assets.push_back(
            {.number = i + 1,
             .subject = i + 1,
             .name = names[i],
             .shortName = "",
             .purpose = "начисление заработной платы, табель рабочего времени, кадровые приказы, отпуска",
             .functions = {i + 1 < names.size() ? "typical:1" : "typical:7"}});
    }
    const RegisterFindings findings = findIn(assets);
    const auto wrong = std::find_if(
        findings.clusters.begin(), findings.clusters.end(),
        [](const DuplicateCluster& cluster) { return cluster.kind == FindingKind::misclassified; });
    ASSERT_FALSE(wrong == findings.clusters.end());
    const DuplicateCluster misfiled = *wrong;
    EXPECT_EQ(numberOf(misfiled.members.at(0).uid), 6U);
    EXPECT_EQ(misfiled.proposedCode, "typical:1");
}

TEST(RegisterDuplicates, NamesAUidMetTwice) {
    auto assets = background();
    assets[1].number = assets[0].number;
    EXPECT_THROW(findIn(assets), std::invalid_argument);
}

TEST(RegisterDuplicates, AnswersForAnEmptyRegisterAndForRecordsThatSayNothing) {
    EXPECT_TRUE(findIn({}).clusters.empty());
    std::vector<Asset> silent;
    for (std::uint32_t i = 0; i < 50; ++i)
        silent.push_back({.number = i, .subject = i, .name = "", .shortName = "", .purpose = ""});
    EXPECT_TRUE(findIn(silent).clusters.empty());
}

TEST(RegisterDuplicates, ReportsOnlyWhatTouchesTheScope) {
    auto assets = background();
    for (std::uint32_t i = 1; i <= 4; ++i) {
        assets.push_back({.number = i,
                          .subject = i,
                          .name = i < 3 ? "Кадастр торфяных болот" : "Перечень маяков и буёв",
                          .shortName = "",
                          .purpose = ""});
    }
    RegisterOptions options;
    options.scope = {3};
    EXPECT_THAT(groupsOf(findIn(assets, options), FindingKind::object), testing::ElementsAre(Group{3, 4}));
}

TEST(RegisterRealData, FindsTheStandardSolutionsOfRihaWithRelationsWithheld) {
    CADASTRE_NEEDS_REAL_DATA("riha/riha_infosystems.csv");
    std::set<std::string> kinds;
    std::vector<Asset> assets = rihaAssets(kinds);
    for (Asset& asset : assets)
        asset.functions.clear();
    RegisterOptions withheld;
    withheld.withholdRelations = true;
    std::map<std::uint32_t, std::set<std::size_t>> groupsOfRecord;
    std::size_t number = 0;
    for (const FindingKind kind : {FindingKind::object, FindingKind::family}) {
        for (const Group& group : groupsOf(findIn(assets, withheld), kind)) {
            for (const std::uint32_t member : group)
                groupsOfRecord[member].insert(number);
            ++number;
        }
    }
    std::map<std::uint32_t, Group> solutions;
    for (const Asset& asset : assets) {
        if (asset.solution) solutions[*asset.solution].insert(asset.number);
    }
    double pairs = 0, together = 0;
    for (const auto& [solution, tenants] : solutions) {
        for (auto one = tenants.begin(); one != tenants.end(); ++one) {
            for (auto other = std::next(one); other != tenants.end(); ++other) {
                const auto &left = groupsOfRecord[*one], &right = groupsOfRecord[*other];
                ++pairs;
                together += std::any_of(left.begin(), left.end(),
                                        [&](std::size_t group) { return right.contains(group); })
                                ? 1
                                : 0;
            }
        }
    }
    EXPECT_GE(together / pairs, 0.99);
    EXPECT_EQ(groupsOf(findIn(assets), FindingKind::reuse).size(), solutions.size());
}

}  // namespace
}  // namespace cadastre::duplicates
