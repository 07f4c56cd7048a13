// The live index on a register made here: it says what the search over the register says, whatever came,
// changed or went since, and to many threads at once.
#include "profiles/duplicates/live/live_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/unit/live_register.h"

namespace cadastre::duplicates {
namespace {

const Similar* among(const std::vector<Similar>& similar, const Uid& uid) {
    const auto found =
        std::find_if(similar.begin(), similar.end(), [&](const Similar& each) { return each.uid == uid; });
    return found == similar.end() ? nullptr : &*found;
}

std::vector<Uid> uidsOf(const std::vector<Similar>& similar) {
    std::vector<Uid> uids;
    for (const Similar& each : similar)
        uids.push_back(each.uid);
    return uids;
}

void expectSameParts(const Explanation& live, const Explanation& batch) {
    EXPECT_EQ(live.priorBits, batch.priorBits);
    EXPECT_EQ(live.score, batch.score);
    EXPECT_EQ(live.matched, batch.matched);
    EXPECT_EQ(live.falseAlarmRate, batch.falseAlarmRate);
    ASSERT_EQ(live.parts.size(), batch.parts.size());
    for (std::size_t i = 0; i < live.parts.size(); ++i) {
        EXPECT_EQ(live.parts[i].agreement, batch.parts[i].agreement) << live.parts[i].field;
        EXPECT_EQ(live.parts[i].bits, batch.parts[i].bits) << live.parts[i].field;
    }
}

/// Every pair that the search put together is found by the index from both sides; from the side of the
/// search, with the same bits to the last.
void expectAgreement(const RegisterFindings& findings, const LiveIndex& index) {
    std::size_t pairs = 0;
    for (const DuplicateCluster& cluster : findings.clusters) {
        if (cluster.kind != FindingKind::object || cluster.members.size() != 2) continue;
        const Uid left = cluster.members[0].uid, right = cluster.members[1].uid;
        const auto fromLeft = index.similarTo(left, 5), fromRight = index.similarTo(right, 5);
        ASSERT_TRUE(fromLeft && fromRight);
        const Similar* found = among(*fromLeft, right);
        ASSERT_NE(found, nullptr);
        EXPECT_TRUE(found->oneThing);
        EXPECT_NEAR(found->likeness, *cluster.identityScore, 1e-6);
        expectSameParts(found->explanation, cluster.explanation);
        ASSERT_NE(among(*fromRight, left), nullptr);
        ++pairs;
    }
    EXPECT_GE(pairs, 10U);
}

TEST(LiveIndex, SaysOfAPairWhatTheSearchOverTheRegisterSays) {
    const auto assets = smallRegister();
    const RegisterFindings findings = search(assets);
    expectAgreement(findings, *indexOf(assets, findings.summary.model));
}

TEST(LiveIndex, SaysTheSameWithWeightsThatWereKeptAndRead) {
    const auto assets = smallRegister();
    const RegisterFindings findings = search(assets);
    const auto kept = nlohmann::json::parse(toJson(findings.summary.model).dump());
    expectAgreement(findings, *indexOf(assets, scoringModelFrom(kept)));
    EXPECT_THROW(scoringModelFrom(nlohmann::json::parse("{\"features\": [[1, 2]]}")), std::invalid_argument);
}

TEST(LiveIndex, SaysTheSameWhenRecordsCameOneByOneAfterOthersThatWentAgain) {
    const auto assets = smallRegister();
    const RegisterFindings findings = search(assets);
    const std::size_t half = assets.size() / 2;
    const auto index =
        indexOf({assets.begin(), assets.begin() + static_cast<std::ptrdiff_t>(half)}, findings.summary.model);
    for (std::uint32_t passing = 5000; passing < 5050; ++passing)
        index->put(Asset{passing, "Реестр проходящих вещей " + std::to_string(passing), "", ""}.record());
    for (std::size_t i = half; i < assets.size(); ++i) {
        Asset before = assets[i];
        before.name = "Черновик " + before.name;
        index->put(before.record());
        index->put(assets[i].record());
    }
    for (std::uint32_t passing = 5000; passing < 5050; ++passing)
        EXPECT_TRUE(index->retire(uidOf(passing)));
    EXPECT_EQ(index->figures().records, assets.size());

    std::size_t pairs = 0;
    for (const DuplicateCluster& cluster : findings.clusters) {
        if (cluster.kind != FindingKind::object || cluster.members.size() != 2) continue;
        const auto similar = index->similarTo(cluster.members[0].uid, 5);
        ASSERT_TRUE(similar);
        const Similar* found = among(*similar, cluster.members[1].uid);
        ASSERT_NE(found, nullptr);
        // Terms are numbered in another order, so sums of floats may round a level to its neighbour.
        EXPECT_NEAR(found->bits, cluster.explanation.score, 0.5);
        ++pairs;
    }
    EXPECT_GE(pairs, 10U);
}

TEST(LiveIndex, ShowsWhatWasPutChangedAndRetiredAtTheNextQuestion) {
    const auto assets = smallRegister();
    const auto index = indexOf(assets, search(assets).summary.model);
    Asset added{9001, "АИС учёта лунных камней Тверской области", "", "Учёт лунных камней и метеоритов"};
    const Asset asked{0, "система учета лунных камней", "", ""};
    EXPECT_EQ(among(index->similar(asked.record(), 5), uidOf(9001)), nullptr);
    index->put(added.record());
    ASSERT_FALSE(index->similar(asked.record(), 5).empty());
    EXPECT_EQ(index->similar(asked.record(), 5).front().uid, uidOf(9001));
    added.name = "Бухгалтерия цирка";
    added.purpose.clear();
    index->put(added.record());
    EXPECT_EQ(among(index->similar(asked.record(), 5), uidOf(9001)), nullptr);
    EXPECT_NE(among(index->similar(Asset{0, "цирк", "", ""}.record(), 5), uidOf(9001)), nullptr);
    EXPECT_TRUE(index->retire(uidOf(9001)));
    EXPECT_FALSE(index->retire(uidOf(9001)));
    EXPECT_FALSE(index->similarTo(uidOf(9001), 5));
    EXPECT_EQ(among(index->similar(Asset{0, "цирк", "", ""}.record(), 5), uidOf(9001)), nullptr);
}

TEST(LiveIndex, TellsAHalfTypedRecordWhatItWillTellOnceSaved) {
    const auto assets = smallRegister();
    const auto index = indexOf(assets, search(assets).summary.model);
    const Asset typed{9002, "Информ. система учета рыбнаго промысла в Омской обл", "РЫБА-2", ""};
    Asset draft = typed;
    draft.number = 0;
    const auto before = index->similar(draft.record(), 5);
    index->put(typed.record());
    const auto after = index->similarTo(uidOf(9002), 5);
    ASSERT_TRUE(after);
    ASSERT_FALSE(before.empty());
    ASSERT_EQ(uidsOf(before), uidsOf(*after));
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_NEAR(before[i].bits, (*after)[i].bits, 0.5);
}

TEST(LiveIndex, NamesRecordsOfEqualWordsAndKeepsSiblingsLast) {
    auto assets = smallRegister();
    assets.push_back(assets.front());
    assets.back().number = 9003;
    const auto index = indexOf(assets, search(assets).summary.model);
    const auto similar = index->similarTo(uidOf(9003), 8);
    ASSERT_TRUE(similar && similar->size() > 1);
    EXPECT_EQ(similar->front().uid, assets.front().record().uid);
    EXPECT_TRUE(similar->front().oneThing);
    EXPECT_EQ(among(*similar, uidOf(9003)), nullptr);
    EXPECT_TRUE(std::is_sorted(similar->begin(), similar->end(),
                               [](const Similar& a, const Similar& b) { return a.sibling < b.sibling; }));
    EXPECT_TRUE(similar->back().sibling) << "another region is another thing";
}

TEST(LiveIndex, KeepsClassesApartUnlessAskedInAll) {
    auto assets = smallRegister();
    for (Asset& asset : assets)
        if (asset.number % 2 == 0) asset.assetClass = "service";
    const auto index = indexOf(assets, search(assets).summary.model);
    Asset asked{0, "учет рыбного промысла", "", "", "service"};
    for (const Similar& each : index->similar(asked.record(), 10))
        EXPECT_EQ(each.assetClass, "service");
    asked.assetClass.clear();
    std::vector<std::string> classes;
    for (const Similar& each : index->similar(asked.record(), 10))
        classes.push_back(each.assetClass);
    EXPECT_THAT(classes, testing::IsSupersetOf({std::string("service"), std::string("information_system")}));
    asked = assets.front();
    asked.assetClass = "service";
    index->put(asked.record());
    EXPECT_EQ(index->figures().records, assets.size()) << "a record is of one class at a time";
}

TEST(LiveIndex, AnswersAboutCommonWordsOnlyWithTheShortestRecords) {
    std::vector<Asset> assets;
    for (std::uint32_t number = 1; number <= 9000; ++number)
        assets.push_back(
            {number, "Реестр лицензий и разрешений округа номер" + std::to_string(number), "", ""});
    assets.push_back({9001, "Реестр лицензий", "", ""});
    const auto index = indexOf(assets, search(smallRegister()).summary.model);
    const auto similar = index->similar(Asset{0, "реестр лицензий", "", ""}.record(), 3);
    ASSERT_FALSE(similar.empty());
    EXPECT_EQ(similar.front().uid, uidOf(9001));
    index->put(Asset{9002, "Лицензий реестр", "", ""}.record());
    EXPECT_NE(among(index->similar(Asset{0, "реестр лицензий", "", ""}.record(), 3), uidOf(9002)), nullptr);
}

// The lists of the four words are too long to be read all: who shares all four is told by their pairs.
TEST(LiveIndex, FindsByTwoWordsAtOnceWhatEveryWordAloneIsTooCommonFor) {
    const auto index = indexOf(CommonWords::assets(), search(smallRegister()).summary.model);
    constexpr std::uint32_t step = 97;
    for (std::uint32_t combination = 0; combination < CommonWords::combinations(); combination += step) {
        const Asset draft{0, CommonWords::nameOf(combination), "", ""};
        const std::uint32_t first = CommonWords::firstOf(combination);
        EXPECT_THAT(uidsOf(index->similar(draft.record(), 10)),
                    testing::IsSupersetOf({uidOf(first), uidOf(first + 1), uidOf(first + 2)}))
            << draft.name;
    }
    const Asset late{900'000, CommonWords::nameOf(5), "", "Пришла последней"};
    index->put(late.record());
    const Asset draft{0, CommonWords::nameOf(5), "", ""};
    EXPECT_NE(among(index->similar(draft.record(), 10), uidOf(late.number)), nullptr);
    EXPECT_TRUE(index->retire(uidOf(late.number)));
    EXPECT_EQ(among(index->similar(draft.record(), 10), uidOf(late.number)), nullptr);
}

TEST(LiveIndex, TakesAMillionCopiesOfOneNameWithoutWalkingThem) {
    const auto index = indexOf(smallRegister(), search(smallRegister()).summary.model);
    constexpr std::uint32_t copies = 200'000;
    for (std::uint32_t number = 10'000; number < 10'000 + copies; ++number)
        index->put(Asset{number, "Официальный сайт", "", ""}.record());
    EXPECT_EQ(index->similarTo(uidOf(10'000), 10)->size(), 10U);
    for (std::uint32_t number = 10'000; number < 10'000 + copies; ++number)
        index->retire(uidOf(number));
    EXPECT_EQ(index->figures().records, smallRegister().size());
}

TEST(LiveIndex, SaysNothingOfNothing) {
    const LiveIndex empty;
    EXPECT_TRUE(empty.similar(Asset{0, "реестр", "", ""}.record(), 5).empty());
    EXPECT_FALSE(empty.similarTo(uidOf(1), 5));
    const auto index = indexOf(smallRegister(), search(smallRegister()).summary.model);
    EXPECT_TRUE(index->similar(Asset{0, " — ", "", "\xff\xfe"}.record(), 5).empty());
}

TEST(LiveIndex, AnswersManyThreadsWhileOneWrites) {
    const auto assets = smallRegister();
    const auto index = indexOf(assets, search(assets).summary.model);
    const auto expected = uidsOf(*index->similarTo(assets.front().record().uid, 3));
    std::atomic<bool> writing = true;
    std::atomic<int> wrong = 0, asked = 0;
    std::vector<std::jthread> readers;
    for (int reader = 0; reader < 3; ++reader) {
        readers.emplace_back([&] {
            while (writing || asked < 100) {
                const auto similar = index->similarTo(assets.front().record().uid, 3);
                if (!similar || similar->front().uid != expected.front()) ++wrong;
                ++asked;
            }
        });
    }
    for (std::uint32_t round = 0; round < 500; ++round) {
        index->put(
            Asset{9100 + round % 50, "Склад запасных частей " + std::to_string(round), "", ""}.record());
        if (round % 3 == 0) index->retire(uidOf(9100 + round % 50));
    }
    writing = false;
    readers.clear();
    EXPECT_EQ(wrong, 0);
    EXPECT_GE(asked, 100);
}

}  // namespace
}  // namespace cadastre::duplicates
