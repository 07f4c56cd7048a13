// Same work, other system: groups with a name for their function, plans beside what exists, codes that say
// nothing.
#include "profiles/duplicates/functions/function_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/functions/function_wording.h"
#include "profiles/duplicates/functions/functional.h"
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

/// Systems of document management under product names of their own, one body each.
std::vector<Asset> documentSystems(std::uint32_t first) {
    const std::vector<std::pair<std::string, std::string>> systems = {
        {"Документооборот «Дельта»", "Электронный документооборот и архив приказов"},
        {"Электронный документооборот «Сигма»", "Маршруты согласования писем"},
        {"Босс-референт", "Электронный документооборот канцелярии"},
        {"Электронный документооборот «Лотос»", "Регистрация входящей корреспонденции"},
        {"Канцлер", "Электронный документооборот, контроль исполнения поручений"},
    };
    std::vector<Asset> assets;
    for (const auto& [name, purpose] : systems) {
        const auto number = first + static_cast<std::uint32_t>(assets.size());
        assets.push_back(
            {.number = number, .subject = number, .name = name, .shortName = "", .purpose = purpose});
    }
    return assets;
}

std::optional<DuplicateCluster> clusterWith(const RegisterFindings& findings, FindingKind kind,
                                            std::uint32_t number) {
    for (const DuplicateCluster& cluster : findings.clusters) {
        const bool holds =
            std::any_of(cluster.members.begin(), cluster.members.end(),
                        [&](const ClusterMember& member) { return numberOf(member.uid) == number; });
        if (cluster.kind == kind && holds) return cluster;
    }
    return std::nullopt;
}

/// Who is in the functional group with this number.
Group fellowsOf(const RegisterFindings& findings, std::uint32_t number) {
    Group fellows;
    if (const auto cluster = clusterWith(findings, FindingKind::functional, number)) {
        for (const ClusterMember& member : cluster->members)
            fellows.insert(numberOf(member.uid));
    }
    return fellows;
}

TEST(FunctionFindings, BringProductsOfOneFunctionTogetherAndSayWhich) {
    auto assets = background();
    for (Asset& asset : documentSystems(1))
        assets.push_back(std::move(asset));
    const RegisterFindings findings = findIn(assets);
    const auto group = clusterWith(findings, FindingKind::functional, 1);
    ASSERT_TRUE(group);
    for (std::uint32_t product = 1; product <= 5; ++product)
        EXPECT_EQ(fellowsOf(findings, product), fellowsOf(findings, 1)) << product;
    EXPECT_LT(group->members.size(), 8U) << "unlike systems stay out";
    EXPECT_EQ(group->explanation.sentence.key, "duplicates.why.same_work_of_many");
    EXPECT_THAT(group->explanation.sentence.arguments,
                testing::Contains(testing::Pair("phrase", testing::HasSubstr("документооборот"))));
    EXPECT_EQ(group->explanation.wouldNotBeFlagged.key, "duplicates.why.not_flagged_if")
        << "different systems of one function are not the same, however much their texts agree";
    double sum = group->explanation.priorBits;
    for (const ScorePart& part : group->explanation.parts)
        sum += part.bits;
    EXPECT_EQ(sum, group->explanation.score);
}

TEST(FunctionFindings, LetOneDescribedTenantSpeakForAllOfThem) {
    auto assets = background();
    for (Asset& asset : documentSystems(1))
        assets.push_back(std::move(asset));
    for (std::uint32_t i = 20; i < 26; ++i) {
        assets.push_back(
            {.number = i,
             .subject = i,
             .name = "Фактор",
             .shortName = "",
             .purpose = i == 23 ? "Электронный документооборот и архив приказов ведомства" : ""});
        if (i > 20) assets.back().solution = 20;
    }
    const RegisterFindings findings = findIn(assets);
    EXPECT_FALSE(clusterWith(findings, FindingKind::object, 21)) << "tenants are reuse, no duplicates";
    const auto group = clusterWith(findings, FindingKind::functional, 21);
    ASSERT_TRUE(group);
    EXPECT_EQ(fellowsOf(findings, 21), fellowsOf(findings, 1));
    EXPECT_EQ(group->members.size(), 11U);
}

TEST(FunctionFindings, SetAPlanBesideTheFewThatDoItsWork) {
    auto assets = background();
    for (Asset& asset : documentSystems(1)) {
        asset.cost = 1000;
        assets.push_back(std::move(asset));
    }
    assets.push_back({.number = 9,
                      .subject = 9,
                      .name = "Канцелярия министерства",
                      .shortName = "",
                      .purpose = "Электронный документооборот",
                      .planned = true,
                      .cost = 700});
    const RegisterFindings findings = findIn(assets);
    const auto plan = clusterWith(findings, FindingKind::planned, 9);
    ASSERT_TRUE(plan);
    EXPECT_LE(plan->members.size(), 4U) << "a plan and at most three that exist";
    EXPECT_EQ(groupsOf(findings, FindingKind::planned).size(), 1U);
    ASSERT_EQ(plan->price.ranges.size(), 1U);
    EXPECT_EQ(plan->price.ranges[0].high, 700) << "what exists stays, so the plan alone is at stake";
}

/// What the kept steps of a price say of one member.
std::int64_t highOf(const DuplicateCluster& cluster, std::uint32_t number) {
    for (const ClusterMember& member : cluster.members) {
        if (numberOf(member.uid) == number && member.money) return member.money->high;
    }
    return -1;
}

TEST(FunctionFindings, CountCopiesOfASystemOnceAndShowTheDearestOfDifferentSolutions) {
    auto assets = background();
    std::int64_t cost = 100;
    for (Asset& asset : documentSystems(1)) {
        asset.cost = cost += 100;
        assets.push_back(std::move(asset));
    }
    assets.push_back(assets[assets.size() - 2]);  // «Лотос», registered twice
    assets.back().number = 44;
    assets.back().subject = 44;
    const RegisterFindings findings = findIn(assets);
    ASSERT_TRUE(clusterWith(findings, FindingKind::object, 44));
    const auto group = clusterWith(findings, FindingKind::functional, 44);
    ASSERT_TRUE(group);
    EXPECT_EQ(fellowsOf(findings, 44), fellowsOf(findings, 4));
    ASSERT_EQ(group->price.ranges.size(), 1U);
    const MoneyRange& range = group->price.ranges[0];
    EXPECT_EQ(range.systemsCounted, static_cast<int>(group->members.size()) - 1);
    ASSERT_EQ(range.copies.size(), 1U);
    EXPECT_EQ(range.copies[0].members, 2U);
    EXPECT_EQ(range.copies[0].counted, 500);
    EXPECT_NEAR(static_cast<double>(highOf(*group, 4)), static_cast<double>(highOf(*group, 44)), 1)
        << "nobody has said which of them is to go";
    const std::uint32_t left = numberOf(uidFrom(group->explanation.left)),
                        right = numberOf(uidFrom(group->explanation.right));
    EXPECT_NE((Group{left, right}), (Group{4, 44})) << "those are one system";
}

TEST(FunctionFindings, SetNoPlanBesideASystemThatHasEnded) {
    auto assets = background();
    for (Asset& asset : documentSystems(1)) {
        asset.ended = asset.number != 4;
        assets.push_back(std::move(asset));
    }
    assets.push_back({.number = 9,
                      .subject = 9,
                      .name = "Канцелярия министерства",
                      .shortName = "",
                      .purpose = "Электронный документооборот",
                      .planned = true});
    const RegisterFindings findings = findIn(assets);
    const auto plan = clusterWith(findings, FindingKind::planned, 9);
    ASSERT_TRUE(plan);
    EXPECT_THAT(groupsOf(findings, FindingKind::planned), testing::ElementsAre(Group{4, 9}));
    EXPECT_THAT(plan->explanation.sentence.arguments, testing::Contains(testing::Pair("count", "1")));
    EXPECT_THAT(plan->explanation.sentence.arguments,
                testing::Contains(testing::Pair("existing", testing::HasSubstr("Лотос"))));
}

TEST(FunctionFindings, SayNothingOfAPlannedInstanceOfAStandardSolution) {
    auto assets = background();
    for (Asset& asset : documentSystems(1))
        assets.push_back(std::move(asset));
    assets.push_back({.number = 9,
                      .subject = 9,
                      .name = "Документооборот «Дельта» города",
                      .shortName = "",
                      .purpose = "Электронный документооборот и архив приказов",
                      .planned = true,
                      .solution = 1});
    EXPECT_FALSE(clusterWith(findIn(assets), FindingKind::planned, 9));
}

TEST(FunctionFindings, ProposeToOneTenantTheCodeThatItsFellowsCarry) {
    auto assets = background();
    for (std::uint32_t i = 1; i <= 8; ++i) {
        assets.push_back({.number = i,
                          .subject = i,
                          .name = "Фактор",
                          .shortName = "",
                          .purpose = "Начисление заработной платы",
                          .functions = {i == 5 ? "typical:T09" : "typical:T01"}});
        if (i > 1) assets.back().solution = 1;
    }
    const RegisterFindings findings = findIn(assets);
    const auto misfiled = clusterWith(findings, FindingKind::misclassified, 5);
    ASSERT_TRUE(misfiled);
    EXPECT_EQ(misfiled->proposedCode, "typical:T01");
    EXPECT_EQ(groupsOf(findings, FindingKind::misclassified).size(), 1U);
}

/// The comparer over given texts and codes, one unit a text; keeps what it points to.
struct Compared {
    Corpus corpus{{{"name", ColumnKind::name}, {"purpose", ColumnKind::text}}};
    UnitTexts texts;
    UnitCodes codes;
    std::vector<Holder> holders = {};
    std::optional<FunctionProfiles> profiles = {};
    std::optional<FunctionComparer> comparer = {};

    void add(std::string_view name, std::string_view purpose, std::uint32_t code) {
        const std::vector<std::string_view> cells = {name, purpose};
        texts.rows.items.push_back(corpus.addRow(cells));
        texts.rows.endRow();
        texts.subjects.push_back(static_cast<std::int64_t>(texts.subjects.size()));
        codes.codes.items.push_back(code);
        codes.codes.endRow();
    }
    /// The same of a body that has a name; texts are told apart, so each has a row of its own.
    void addOf(std::uint32_t holder, std::string_view name, std::string_view purpose) {
        add(name, purpose, 0);
        texts.holdersOfRow.items.push_back(holder);
        texts.holdersOfRow.endRow();
    }
    std::vector<std::string> phrasesOf(std::uint32_t unit) const {
        std::vector<std::string> wordings;
        for (const std::uint32_t phrase : profiles->phrases().row(unit))
            wordings.push_back(profiles->wording(unit, phrase));
        return wordings;
    }
    void finish() {
        texts.holders = holders;
        corpus.finish();
        profiles.emplace(corpus, texts, 1, 1);
        comparer.emplace(codes, *profiles, 1);
    }
};

TEST(FunctionComparer, DistrustsACodeWhoseSystemsAreNotAlike) {
    Compared compared;
    compared.codes.classifierOf = {0, 0, 0};
    constexpr std::uint32_t payroll = 0, everythingElse = 1, other = 2;
    const std::vector<std::string> others = {"лесной пожар",    "рыбный промысел",  "музейный фонд",
                                             "речной порт",     "книжная палата",   "дорожный знак",
                                             "племенной скот",  "донорская кровь",  "охотничий билет",
                                             "налоговый вычет", "таможенный склад", "почтовый индекс"};
    // Each subject twice, filed under everything else or another code as by throwing coins.
    for (std::size_t i = 0; i < others.size(); ++i) {
        compared.add("Реестр: " + others[i], "учёт, " + others[i] + " района",
                     i % 4 < 2 ? everythingElse : other);
        compared.add("Перечень: " + others[i], "список, " + others[i] + " города",
                     i % 2 == 0 ? everythingElse : other);
    }
    for (int i = 0; i < 8; ++i)
        compared.add("Зарплата " + std::to_string(i), "расчёт заработной платы сотрудников", payroll);
    compared.finish();
    EXPECT_GT(compared.comparer->reliability(payroll), 2 * compared.comparer->reliability(everythingElse));
    EXPECT_LT(compared.comparer->codeBits(everythingElse), 0.5F);
}

TEST(FunctionProfiles, TellASystemByPhrasesThatNameSystemsAndNotByBoilerplate) {
    Compared compared;
    compared.codes.classifierOf = {0};
    for (int i = 0; i < 30; ++i) {
        const std::string thing =
            i < 6 ? "кадровый учёт" : "предмет" + std::string(1, static_cast<char>('a' + i));
        compared.add("Система: " + thing, "разработана в целях автоматизации деятельности, " + thing, 0);
    }
    compared.finish();
    const auto phrases = compared.profiles->phrases().row(0);
    ASSERT_FALSE(phrases.empty());
    for (const std::uint32_t phrase : phrases) {
        EXPECT_THAT(compared.profiles->wording(0, phrase), testing::Not(testing::HasSubstr("целях")));
    }
    EXPECT_GT(compared.profiles->likeness(0, 1), 0.9F);
    EXPECT_LT(compared.profiles->likeness(0, 20), 0.1F);
}

/// Systems of unlike work: six of them a town's and a body's below it, who say so in every name.
void compareTownAndOthers(Compared& compared, bool named) {
    compared.codes.classifierOf = {0};
    compared.holders = {{1, named ? "Администрация города Верхнелуговска" : "Администрация", 0},
                        {2, "Служба заказчика", 1},
                        {3, "Ведомство", 0}};
    const std::vector<std::string> works = {
        "ремонт мостов", "учёт деревьев",   "приём отходов",  "очередь в сады", "вывоз снега",
        "аренда земли",  "выплата пособий", "запись к врачу", "обход колодцев", "осмотр подъездов"};
    for (std::uint32_t i = 0; i < works.size(); ++i) {
        constexpr std::uint32_t ofTown = 6;
        if (i < ofTown)
            compared.addOf(i % 2, "Система города Верхнелуговска: " + works[i], "Делает " + works[i]);
        for (const std::string_view kind : {"Система: ", "Реестр: ", "Портал: "})
            compared.addOf(2, std::string(kind) + works[i], "Ведёт " + works[i]);
    }
    compared.finish();
}

TEST(FunctionProfiles, QuoteWordsWithTheGapThatEitherTextHasBetweenThem) {
    Compared compared;
    compared.codes.classifierOf = {0};
    for (const char* thing : {"лесных", "речных", "горных"})
        compared.add("Надзор " + std::string(thing) + " пожаров", "", 0);
    for (int i = 0; i < 24; ++i)
        compared.add("Система: предмет" + std::string(1, static_cast<char>('a' + i)), "", 0);
    compared.finish();
    std::vector<std::string> wordings;
    for (const std::uint32_t phrase : compared.profiles->phrases().row(0))
        wordings.push_back(compared.profiles->wordingOfBoth(0, 1, phrase));
    EXPECT_THAT(wordings, testing::Contains("надзор … пожаров"));
    EXPECT_THAT(wordings, testing::Not(testing::Contains("надзор пожаров"))) << "neither name says that";
}

TEST(FunctionFindings, AskASolutionOfManyInstancesOnceAboutTheCodeOfAnother) {
    auto assets = background();
    for (std::uint32_t i = 1; i <= 8; ++i) {
        assets.push_back({.number = i,
                          .subject = i,
                          .name = "Фактор",
                          .shortName = "",
                          .purpose = "Начисление заработной платы сотрудникам",
                          .functions = {"typical:T01"}});
        if (i > 1) assets.back().solution = 1;
    }
    assets.push_back({.number = 20,
                      .subject = 20,
                      .name = "Начисление заработной платы",
                      .shortName = "",
                      .purpose = "",
                      .functions = {"typical:T09"}});
    EXPECT_FALSE(clusterWith(findIn(assets), FindingKind::misclassified, 20));
    for (std::uint32_t i = 21; i <= 25; ++i) {
        assets.push_back({.number = i,
                          .subject = i,
                          .name = "Начисление заработной платы " + std::string(1, static_cast<char>('a' + i)),
                          .shortName = "",
                          .purpose = "Ведёт начисление заработной платы",
                          .functions = {"typical:T01"}});
    }
    const RegisterFindings findings = findIn(assets);
    const auto wrong = clusterWith(findings, FindingKind::misclassified, 20);
    ASSERT_TRUE(wrong);
    EXPECT_EQ(wrong->proposedCode, "typical:T01");
    EXPECT_THAT(wrong->explanation.sentence.arguments,
                testing::Contains(testing::Pair("filed", "typical:T09")));
}

TEST(FunctionWording, IsThatOfTheNamesThatHaveIt) {
    EXPECT_EQ(asWritten("АИС «Учёт кадрового состава» города", "кадрового состава"), "кадрового состава");
    EXPECT_EQ(asWritten("Tool for FOIA Requests (pilot)", "foia requests"), "FOIA Requests");
    EXPECT_EQ(asWritten("ПК конкурсов на должности «Шлюз»", "конкурсов на должности"),
              "конкурсов на должности");
    EXPECT_EQ(asWritten("Учёт путёвок", "путевок"), "путёвок");
    EXPECT_EQ(asWritten("«Учёт секций» Министерства", "секций министерства"), "")
        << "two things side by side";
    EXPECT_EQ(asWritten("Учёт путёвок", "путевок санаторных"), "");
    const std::vector<std::string> wordings = {"", "a b", "A b", "A b", ""};
    EXPECT_EQ(commonest(wordings), "A b");
}

TEST(FunctionWording, KeepsLongNamesToWholeWordsAndClosedQuotations) {
    std::string name;
    while (name.size() < 200)
        name += "учёт ";
    EXPECT_EQ(readable(name + "«Очень длинное имя системы»"), name.substr(0, name.size() - 1) + "…");
    EXPECT_EQ(readable("Учёт"), "Учёт");
}

TEST(FunctionProfiles, LeaveOutTheNamesOfHoldersAndOfBodiesAboveThem) {
    const std::string town = "города верхнелуговска";
    Compared unnamed, named;
    compareTownAndOthers(unnamed, false);
    EXPECT_THAT(unnamed.phrasesOf(0), testing::Contains(town));
    compareTownAndOthers(named, true);
    for (const std::uint32_t unit : {0U, 4U}) {  // the town's, and that of the body below it
        EXPECT_THAT(named.phrasesOf(unit), testing::Not(testing::Contains(town)));
        EXPECT_THAT(named.phrasesOf(unit), testing::Not(testing::IsEmpty())) << "its work still speaks";
    }
}

TEST(FunctionProfiles, LetAHolderSayItsOwnNameWhereOthersSayItOfTheirWork) {
    Compared compared;
    compared.codes.classifierOf = {0};
    compared.holders = {{1, "Национальный архив документов", 0}, {2, "Ведомство", 0}};
    for (int i = 0; i < 12; ++i) {
        const std::string mark(1, static_cast<char>('a' + i));
        compared.addOf(i < 2 ? 0 : 1, "Архив документов " + mark, "Хранит архив документов и опись " + mark);
        for (int other = 0; other < 3; ++other) {
            compared.addOf(1, "Реестр предмета " + mark + std::to_string(other),
                           "Учитывает предмет " + mark + std::to_string(other));
        }
    }
    compared.finish();
    EXPECT_THAT(compared.phrasesOf(0), testing::Contains("архив документов"));
}

/// Of the functional groups, how the one with most document management stands: precision and recall among the
/// records that state a kind.
std::pair<double, double> documentManagementIn(const RegisterFindings& findings,
                                               const std::vector<Asset>& assets) {
    constexpr std::string_view sought = "riha_kind:INFOSYSTEEM_LIIK_DOKUMENDIHALDUS";
    std::map<std::uint32_t, std::string_view> kindOf;
    for (const Asset& asset : assets) {
        if (!asset.functions.empty()) kindOf[asset.number] = asset.functions.front();
    }
    const auto all = static_cast<double>(std::count_if(
        kindOf.begin(), kindOf.end(), [&](const auto& entry) { return entry.second == sought; }));
    double found = 0, stated = 1;
    for (const Group& group : groupsOf(findings, FindingKind::functional)) {
        double own = 0, ownStated = 0;
        for (const std::uint32_t number : group) {
            const auto kind = kindOf.find(number);
            if (kind == kindOf.end()) continue;
            ++ownStated;
            own += kind->second == sought ? 1 : 0;
        }
        if (own > found) {
            found = own;
            stated = ownStated;
        }
    }
    return {found / stated, found / all};
}

TEST(RegisterRealData, BringsDocumentManagementOfRihaIntoOneGroupWithoutItsKind) {
    CADASTRE_NEEDS_REAL_DATA("riha/riha_infosystems.csv");
    std::set<std::string> kinds;
    const std::vector<Asset> assets = rihaAssets(kinds);
    RegisterOptions hidden;
    hidden.hiddenFields = {"riha_kind"};
    const auto [precision, recall] = documentManagementIn(findIn(assets, hidden), assets);
    EXPECT_GE(precision, 0.85);
    EXPECT_GE(recall, 0.70);
}

}  // namespace
}  // namespace cadastre::duplicates
