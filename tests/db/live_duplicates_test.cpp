// Running instances that follow the register: imports, changes, ends and undone imports reach each of them,
// whatever commits late and whatever connection breaks meanwhile.
#include "registry/jobs/live_duplicates.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "profiles/duplicates/live/live_snapshot.h"
#include "profiles/duplicates/live/snapshot_file.h"
#include "profiles/duplicates/register/duplicate_store.h"
#include "profiles/duplicates/register/register_class.h"
#include "profiles/submissions/submission_store.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

using duplicates::LiveIndex;
using namespace std::chrono_literals;

class LiveDuplicatesTest : public ImportTest {
  protected:
    void SetUp() override {
        ImportTest::SetUp();
        std::vector<RecordOf> records{subject("A"), subject("B")};
        for (const char* thing : {"лесных пожаров", "рыбного промысла", "музейного фонда", "речных портов",
                                  "школьного питания", "донорской крови", "газовых скважин"}) {
            records.push_back(system("A", thing, "Реестр " + std::string(thing)));
        }
        import(records);
    }
    static RecordOf system(const std::string& holder, const std::string& key, const std::string& name,
                           const std::string& stage = "planned") {
        RecordOf made("asset", holder, key);
        return made.text("class", "information_system").text("name", name).text("stage", stage);
    }
    /// The holder's keys of what the index takes for most like the text.
    std::vector<std::string> keysLike(const LiveIndex& index, const std::string& text) const {
        ReadTransaction transaction(database());
        const duplicates::AskedRecord asked{{}, "information_system", text, {}, {}};
        std::vector<std::string> keys;
        for (const auto& similar : similarAssets(transaction, index, asked, 3))
            keys.push_back(similar.holderKey);
        return keys;
    }
    /// Whether the instance comes to know (or to forget) the key within the second that is promised.
    testing::AssertionResult within(const jobs::LiveDuplicates& instance, const std::string& text,
                                    const std::string& key, bool known) const {
        const auto start = std::chrono::steady_clock::now();
        const auto patience = 1s;
        do {
            const auto keys = keysLike(*instance.index(), text);
            if ((std::find(keys.begin(), keys.end(), key) != keys.end()) == known)
                return testing::AssertionSuccess();
            std::this_thread::sleep_for(5ms);
        } while (std::chrono::steady_clock::now() - start < patience);
        return testing::AssertionFailure() << key << (known ? " is not known" : " is still known");
    }
    static void waitUntilWarm(const jobs::LiveDuplicates& instance) {
        const auto deadline = std::chrono::steady_clock::now() + 30s;
        while (instance.index() == nullptr && std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(5ms);
        ASSERT_NE(instance.index(), nullptr);
    }
    void undo(const std::string& submission) const {
        WriteTransaction transaction(database(), {"test"}, Isolation::ReadCommitted);
        submissions::undoSubmission(transaction, submission, "test", "a mistake");
        transaction.commit();
    }

    TemporaryFolder folder_;
};

TEST_F(LiveDuplicatesTest, EveryInstanceFollowsImportsChangesEndsAndUndoneImports) {
    Database elsewhere(address());
    jobs::LiveDuplicates one(database(), folder_.path()), two(elsewhere, folder_.path());
    waitUntilWarm(one);
    waitUntilWarm(two);
    const auto both = [&](const std::string& text, const std::string& key, bool known) {
        EXPECT_TRUE(within(one, text, key, known)) << "one, " << text;
        EXPECT_TRUE(within(two, text, key, known)) << "two, " << text;
    };
    import({system("B", "moon", "Учёт лунных камней")});
    both("учет лунных камней", "moon", true);
    const auto changed = import({system("B", "moon", "Бухгалтерия цирка")});
    both("бухгалтерия цирка", "moon", true);
    both("лунные камни", "moon", false);
    undo(changed.submissionId);
    both("лунные камни", "moon", true);
    both("бухгалтерия цирка", "moon", false);
    import({system("B", "moon", "Учёт лунных камней", "cancelled")});
    both("лунные камни", "moon", false);
    const auto later = import({system("B", "mars", "Склад марсианской пыли")});
    both("марсианская пыль", "mars", true);
    undo(later.submissionId);
    both("марсианская пыль", "mars", false);
}

TEST_F(LiveDuplicatesTest, AnInstanceThatLostItsConnectionsMissesNothing) {
    jobs::LiveDuplicates instance(database(), folder_.path());
    waitUntilWarm(instance);
    Database operators(address());
    for (const char* key : {"venus", "saturn"}) {
        {
            WriteTransaction transaction(operators, {"operator"}, Isolation::ReadCommitted);
            transaction.runOnce("test.end_connections",
                                "select pg_terminate_backend(pid) from pg_stat_activity where datname = "
                                "current_database() and pid <> pg_backend_pid()");
            transaction.commit();
        }
        database().closeIdle();
        import({system("B", key, fmt::format("Обсерватория {}", key))});
        const auto deadline = std::chrono::steady_clock::now() + 10s;
        while (!within(instance, fmt::format("обсерватория {}", key), key, true) &&
               std::chrono::steady_clock::now() < deadline)
            continue;
        EXPECT_TRUE(within(instance, fmt::format("обсерватория {}", key), key, true));
    }
}

TEST_F(LiveDuplicatesTest, CatchingUpMissesNoTransactionThatBeganEarlierAndCommitsLater) {
    auto warmed = duplicates::readRegister(database(), 1);
    const auto catchUp = [&] {
        return duplicates::catchUp(database(), *warmed.index, warmed.position, warmed.weightsOf).changed;
    };
    const auto write = [](WriteTransaction& transaction, const std::string& key) {
        transaction.runOnce(
            "test.write",
            fmt::format(
                "with sent as (insert into submission (submission_id, kind, actor) values "
                "(time_ordered_uuid(), 'import', 'test') returning submission_id),"
                " made as (insert into record (uid, kind, holder_uid, holder_key, submission_id) "
                "select time_ordered_uuid(), 'asset', subject.uid, '{0}', submission_id from sent, subject "
                "where code = 'A' returning uid, holder_uid, holder_key, submission_id),"
                " stood as (insert into asset (uid, class, holder_uid, holder_key, name, content, "
                "valid_from, "
                "recorded_at, submission_id) select uid, 'information_system', holder_uid, holder_key, "
                "'Перепись {0}', '{{\"name\": \"Перепись {0}\"}}', current_date, now(), submission_id from "
                "made)"
                " insert into record_version (uid, valid_from, submission_id, kind, content, content_hash) "
                "select uid, current_date, submission_id, 'asset', '{{}}', md5('')::uuid from made",
                key));
    };
    Database elsewhere(address());
    WriteTransaction slow(elsewhere, {"slow"}, Isolation::ReadCommitted);
    write(slow, "slow");
    {
        WriteTransaction quick(database(), {"quick"}, Isolation::ReadCommitted);
        write(quick, "quick");
        quick.commit();
    }
    EXPECT_EQ(catchUp(), 1U);
    EXPECT_THAT(keysLike(*warmed.index, "перепись"), testing::ElementsAre("quick"));
    EXPECT_EQ(catchUp(), 0U);
    slow.commit();
    EXPECT_EQ(catchUp(), 1U);
    EXPECT_THAT(keysLike(*warmed.index, "перепись"), testing::UnorderedElementsAre("quick", "slow"));
    EXPECT_EQ(catchUp(), 0U);
}

TEST_F(LiveDuplicatesTest, TheWeightsOfANewerSearchReachTheIndexAndAgreeWithItsGroups) {
    import({system("B", "twin", "Реестр лесного пожара"), system("B", "twin2", "Реестр лесных пожаров")});
    auto warmed = duplicates::readRegister(database(), 1);
    EXPECT_EQ(warmed.weightsOf, "");
    const auto run = duplicates::searchDuplicates(database(), {.actor = "test"}, {}).runId;
    duplicates::catchUp(database(), *warmed.index, warmed.position, warmed.weightsOf);
    EXPECT_EQ(warmed.weightsOf, run);
    const auto threshold = valueOf("select threshold from duplicate_run where run_id = '" + run + "'");
    const auto similar = warmed.index->similarTo(
        duplicates::uidFrom(valueOf("select uid from record where holder_key = 'twin2'")), 1);
    ASSERT_TRUE(similar && !similar->empty());
    EXPECT_NEAR(similar->front().explanation.priorBits, -std::stod(threshold), 1e-6);
}

// The snapshot is that of an empty index which has seen the whole register: whoever takes it in finds
// nothing.
TEST_F(LiveDuplicatesTest, ASnapshotOfAnOlderVersionIsRefusedAndTheRegisterReadInstead) {
    const auto position = duplicates::readRegister(database(), 1).position;
    const std::filesystem::path file = folder_.path() / (position.origin + ".index");
    const nlohmann::json note = {{"origin", position.origin}, {"snapshot", position.snapshot}};
    duplicates::LiveSnapshot::save(LiveIndex(), note.dump(), file);
    {
        jobs::LiveDuplicates trusting(database(), folder_.path());
        waitUntilWarm(trusting);
        EXPECT_EQ(trusting.index()->figures().records, 0U) << "a snapshot of this version is taken in";
    }
    std::fstream written(file, std::ios::in | std::ios::out | std::ios::binary);
    written.seekp(offsetof(duplicates::SnapshotHeader, version));
    written.put(1);
    written.close();
    jobs::LiveDuplicates instance(database(), folder_.path());
    waitUntilWarm(instance);
    EXPECT_EQ(instance.index()->figures().records, 7U);
    EXPECT_TRUE(within(instance, "реестр музейного фонда", "музейного фонда", true));
}

TEST_F(LiveDuplicatesTest, ARegisterThatMoreThanDoublesIsReadAnew) {
    auto warmed = duplicates::readRegister(database(), 1);
    execute(
        "insert into submission (submission_id, kind, actor, read_count, accepted_count) "
        "values (time_ordered_uuid(), 'import', 'test', 5000, 5000)");
    const auto done = duplicates::catchUp(database(), *warmed.index, warmed.position, warmed.weightsOf);
    EXPECT_TRUE(done.worthRebuilding);
    warmed.position.origin = "another database";
    EXPECT_TRUE(
        duplicates::catchUp(database(), *warmed.index, warmed.position, warmed.weightsOf).worthRebuilding);
}

TEST_F(LiveDuplicatesTest, AnImportIsOneChangeHoweverManyRecordsItBrings) {
    const auto before = std::stoi(valueOf("select count(*) from register_change"));
    std::vector<RecordOf> many;
    for (int n = 0; n < 50; ++n)
        many.push_back(system("A", fmt::format("many-{}", n), fmt::format("Объект {}", n)));
    import(many);
    EXPECT_EQ(std::stoi(valueOf("select count(*) from register_change")), before + 1);
}

}  // namespace
}  // namespace cadastre::tests
