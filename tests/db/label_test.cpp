// Labelling in the database: a round is drawn and kept, two answer alone, a third settles, nothing is ever
// lost, and a threshold moved by labels is what the next search works with.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "profiles/duplicates/labels/label_store.h"
#include "profiles/duplicates/register/calibration_store.h"
#include "profiles/duplicates/register/duplicate_store.h"
#include "schema/errors.h"
#include "tests/db/register_seed.h"

namespace cadastre::tests {
namespace {

using duplicates::PairAnswer;
using duplicates::ShownPair;

class Labels : public SeededDatabaseTest {
  protected:
    void SetUp() override {
        SeededDatabaseTest::SetUp();
        for (const char* body : {"A", "B"}) {
            subject(body);
            for (const char* thing : {"river bridges", "hunting licences", "land parcels", "blood donors"}) {
                asset(body, fmt::format("{}-{}", body, thing),
                      fmt::format(
                          R"({{"name": "Register of {0}", "stage": "in_operation", "purpose": "Keeps {0}"}})",
                          thing));
            }
        }
        round_ =
            duplicates::startRound(database(), {.seed = 3, .pairs = 12, .note = "try", .actor = "chief"}, {});
    }
    std::optional<ShownPair> next(const std::string& actor) {
        ReadTransaction transaction(database());
        return duplicates::nextPairFor(transaction, round_, actor);
    }
    void answer(const std::string& pair, const std::string& said, const std::string& actor) {
        inWriteTransaction(database(), {.actor = actor}, [&](WriteTransaction& transaction) {
            duplicates::keepAnswer(transaction, {pair, said, "because", actor});
        });
    }
    void settle(const std::string& pair, const std::string& actor, bool byAgreement) {
        inWriteTransaction(database(), {.actor = actor}, [&](WriteTransaction& transaction) {
            duplicates::keepSettlement(transaction, {pair, "different", "looked closer", actor, byAgreement});
        });
    }
    template <typename Work>
    static std::string refusal(const Work& work) {
        try {
            work();
        } catch (const RuleViolation& violation) {
            return violation.constraint();
        }
        return "";
    }
    std::string stateOf(const std::string& pair) {
        return valueOf(fmt::format("select state from label_standing where pair_id::text = '{}'", pair));
    }
    std::string round_;
};

TEST_F(Labels, ShowAPairAsItStoodWithoutScoreOrVerdict) {
    const auto pair = next("Ann");
    ASSERT_TRUE(pair);
    EXPECT_EQ(pair->place, 1);
    EXPECT_TRUE(pair->one.contains("name"));
    for (const char* hidden : {"score", "bits", "stratum", "answer"}) {
        EXPECT_FALSE(pair->one.contains(hidden));
        EXPECT_FALSE(pair->other.contains(hidden));
    }
    EXPECT_EQ(valueOf("select count(*) from duplicate_run"), "0") << "a round keeps no groups";
    EXPECT_EQ(valueOf("select count(distinct round_id) from label_stratum"), "1");
}

TEST_F(Labels, TakeTwoAnswersFromTwoPeopleAndNoMore) {
    const std::string pair = next("Ann")->id;
    answer(pair, "same", "Ann");
    EXPECT_NE(next("Ann")->id, pair);
    EXPECT_EQ(next("Bob")->id, pair);
    EXPECT_EQ(refusal([&] { answer(pair, "different", " ANN "); }), "label_answer_once");
    answer(pair, "same", "Bob");
    EXPECT_EQ(stateOf(pair), "agreed");
    EXPECT_EQ(refusal([&] { answer(pair, "same", "Cid"); }), "label_by_two");
    EXPECT_NE(next("Cid")->id, pair);
    EXPECT_THROW(answer(pair, "perhaps", "Cid"), UsageError);
}

TEST_F(Labels, AreSettledByAThirdOrByAgreement) {
    const std::string pair = next("Ann")->id;
    answer(pair, "same", "Ann");
    EXPECT_EQ(refusal([&] { settle(pair, "Zoe", false); }), "label_settles_disagreement");
    answer(pair, "different", "Bob");
    EXPECT_EQ(stateOf(pair), "disputed");
    EXPECT_EQ(refusal([&] { settle(pair, "bob", false); }), "label_third_person");
    EXPECT_EQ(refusal([&] { settle(pair, "Zoe", true); }), "label_agreement_of_both");
    settle(pair, "Zoe", false);
    EXPECT_EQ(stateOf(pair), "settled");
    ReadTransaction transaction(database());
    const auto told = duplicates::disagreements(transaction, round_);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].said.size(), 2U) << "what each had said stays";
    EXPECT_EQ(told[0].settled->actor, "Zoe");
    const auto round = duplicates::labelledRound(transaction, round_);
    EXPECT_EQ(duplicates::qualityOf(round).labelled, 1);
}

TEST_F(Labels, AreNeverChangedOrLost) {
    answer(next("Ann")->id, "same", "Ann");
    for (const char* table : {"label_round", "label_stratum", "label_pair", "label_answer"}) {
        EXPECT_THROW(execute(fmt::format("delete from {}", table)), Error) << table;
    }
    EXPECT_THROW(execute("update label_answer set answer = 'different'"), Error);
}

TEST_F(Labels, MoveTheThresholdOfTheNextSearchUnderAVersionOfItsOwn) {
    const auto search = [&] { return duplicates::searchDuplicates(database(), {.actor = "test"}, {}); };
    const double own = search().thresholdBits;
    const auto keep = [&](const std::string& round, double shift) {
        return inWriteTransaction(database(), {.actor = "ann"}, [&](WriteTransaction& transaction) {
            return duplicates::keepCalibration(transaction,
                                               {round, shift, {{"before", 1}}, "labels say so", "ann"});
        });
    };
    EXPECT_EQ(keep(round_, -2.5).version, "1.1");
    EXPECT_DOUBLE_EQ(search().thresholdBits, own - 2.5);
    EXPECT_EQ(valueOf("select model_version from duplicate_run order by run_id desc limit 1"), "1.1");
    EXPECT_EQ(keep("", 0).version, "1.2");
    EXPECT_DOUBLE_EQ(search().thresholdBits, own);
    ReadTransaction transaction(database());
    EXPECT_EQ(duplicates::keptCalibrations(transaction).size(), 2U);
}

}  // namespace
}  // namespace cadastre::tests
