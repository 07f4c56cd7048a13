// A dissolved body's assets go to its successor in one submission, and come back with its undo.
#include "importers/transfer_store.h"
#include "profiles/submissions/submission_store.h"
#include "schema/errors.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

class TransferTest : public ImportTest {
  protected:
    void SetUp() override {
        ImportTest::SetUp();
        import({subject("NEW"),
                subject("OLD")
                    .text("dissolved_on", "2024-03-01")
                    .text("successor", "NEW")
                    .text("succession_kind", "merged"),
                asset("OLD", "1")
                    .text("currency", "RUB")
                    .number("yearly_cost", "123456789012345678")
                    .function("typical", "T03")
                    .relation("uses", "", "2"),
                asset("OLD", "2").relation("part_of", "OLD", "1"), asset("NEW", "2"),
                asset("OTHER", "9").relation("uses", "OLD", "1"), subject("OTHER")});
    }
    [[nodiscard]] Verdict transfer(const importers::Transfer& asked = {.from = "OLD"}) const {
        return importers::transferAssets(database(), dictionary(), {.actor = "test"}, asked);
    }
    /// "holder/key" of every asset, in order of registration.
    [[nodiscard]] std::string holders() const {
        return valueOf(
            "select string_agg(code || '/' || asset.holder_key, ' ' order by register_number) "
            "from asset join subject on subject.uid = asset.holder_uid");
    }
};

TEST_F(TransferTest, GivesAllAssetsToTheSuccessorAndKeepsWhatTheyAre) {
    const auto uids = valueOf("select string_agg(uid::text, ' ' order by register_number) from asset");
    const auto content = valueOf("select content - 'relations' from asset where holder_key = '1'");
    EXPECT_EQ(counts(transfer()), "2 = 2 + 0 + 0");
    EXPECT_EQ(holders(), "NEW/1 NEW/OLD:2 NEW/2 OTHER/9") << "a key in use gets the former holder's code";
    EXPECT_EQ(valueOf("select string_agg(uid::text, ' ' order by register_number) from asset"), uids);
    EXPECT_EQ(valueOf("select content - 'relations' from asset where holder_key = '1'"), content);
    EXPECT_EQ(valueOf("select string_agg(distinct happened_on || ' ' || note, ', ') from event "
                      "where event_kind = 'transferred'"),
              "2024-03-01 OLD/1, 2024-03-01 OLD/2");
    EXPECT_EQ(valueOf("select count(*) from relation where other_uid is null"), "0");
}

TEST_F(TransferTest, ComesBackWholeWithItsUndo) {
    const auto before = holders();
    const auto moved = transfer();
    WriteTransaction transaction(database(), {.actor = "test"});
    submissions::undoSubmission(transaction, moved.submissionId, "test", "too early");
    transaction.commit();
    EXPECT_EQ(holders(), before);
}

TEST_F(TransferTest, AsksWhereTheRegisterDoesNotKnow) {
    EXPECT_THROW((void)transfer({.from = "OTHER"}), UsageError) << "no successor is stated";
    EXPECT_THROW((void)transfer({.from = "NOBODY", .successor = "NEW"}), UsageError);
    EXPECT_EQ(counts(transfer({.from = "OTHER", .successor = "NEW"})), "1 = 1 + 0 + 0");
    EXPECT_THROW((void)transfer({.from = "OTHER", .successor = "NEW"}), UsageError) << "nothing is left";
}

}  // namespace
}  // namespace cadastre::tests
