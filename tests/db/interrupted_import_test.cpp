// An import that dies at any moment, or whose database does, leaves nothing behind and stands in nobody's
// way.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <thread>

#include "schema/errors.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

using std::chrono_literals::operator""ms;

constexpr int manyRecords = 6000;

// Tries until it succeeds without an error of the database, half a minute at most.
bool comesTrue(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < deadline) {
        try {
            if (condition()) return true;
        } catch (const UnavailableError&) {  // still going down or coming up
        }
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

class InterruptedImport : public ImportTest {
  protected:
    /// Imports many assets; `halfway` is called when half of them were handed over.
    static Verdict importMany(Database& database, const std::function<void()>& halfway) {
        ImportRequest request;
        request.actor = "test";
        request.files.push_back({"many.csv", std::string(64, '0'), 1});
        return importers::importRecords(database, dictionary(), request, [&](importers::RecordSink& sink) {
            for (int number = 1; number <= manyRecords; ++number) {
                if (number == manyRecords / 2) halfway();
                Record record = number == 1 ? subject("A").record : asset("A", std::to_string(number)).record;
                record.position = {0, static_cast<std::uint64_t>(number), static_cast<std::uint64_t>(number)};
                sink.sourceRecord(record.position, false);
                sink.record(std::move(record));
            }
        });
    }
    [[nodiscard]] std::string backendOfTheImport() const {
        return valueOf(
            "select pid from pg_stat_activity join pg_locks using (pid) where locktype = 'advisory' and "
            "pg_locks.database = (select oid from pg_database where datname = current_database())");
    }
    /// The server's crash takes every connection with it: waits until it answers again.
    void TearDown() override {
        comesTrue([this] { return valueOf("select 1") == "1"; });
        ImportTest::TearDown();
    }
    /// No row anywhere, no temporary table, no lock; and the same import then succeeds.
    void nothingRemains() {
        ASSERT_TRUE(comesTrue([this] {
            return valueOf(
                       "select count(*) from pg_stat_activity where datname = current_database() and "
                       "pid <> pg_backend_pid() and state <> 'idle'") == "0";
        }));
        EXPECT_EQ(valueOf("select (select count(*) from record) + (select count(*) from record_version) + "
                          "(select count(*) from asset) + (select count(*) from event) + "
                          "(select count(*) from submission) + (select count(*) from finding)"),
                  "0");
        EXPECT_EQ(valueOf("select count(*) from pg_class where relname in ('staged_record', "
                          "'import_problem', 'import_item')"),
                  "0");
        EXPECT_EQ(counts(importMany(database(), [] {})), "6000 = 6000 + 0 + 0");
        EXPECT_EQ(valueOf("select count(*) from asset"), "5999");
    }
};

TEST_F(InterruptedImport, LeavesNothingWhenItsProcessIsKilledWhileReading) {
    database().closeIdle();
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        Database own(address());
        importMany(own, [] { raise(SIGKILL); });
        _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    nothingRemains();
}

TEST_F(InterruptedImport, LeavesNothingWhenItsProcessIsKilledWhileMerging) {
    database().closeIdle();
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        Database own(address());
        importMany(own, [] {});
        _exit(0);
    }
    const bool merging = comesTrue([this] {
        return valueOf(
                   "select count(*) from pg_stat_activity where datname = current_database() and "
                   "query like '%insert into record_version%' and pid <> pg_backend_pid()") == "1";
    });
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(merging);
    ASSERT_TRUE(WIFSIGNALED(status));
    nothingRemains();
}

TEST_F(InterruptedImport, LeavesNothingWhenItsBackendIsKilled) {
    EXPECT_THROW(importMany(database(), [this] { kill(std::stoi(backendOfTheImport()), SIGKILL); }),
                 UnavailableError);
    nothingRemains();
}

TEST_F(InterruptedImport, LeavesNothingWhenTheDatabaseRestartsUnderIt) {
    EXPECT_THROW(importMany(database(),
                            [] {
                                const auto postmaster = sharedCluster().postmaster();
                                ASSERT_TRUE(postmaster.has_value());
                                kill(*postmaster, SIGINT);  // a fast shutdown
                                ASSERT_TRUE(comesTrue([&] { return kill(*postmaster, 0) != 0; }));
                                sharedCluster().ensureRunning();
                            }),
                 UnavailableError);
    nothingRemains();
}

TEST_F(InterruptedImport, MakesASecondImportWaitAndSaysSo) {
    ImportRequest request;
    request.actor = "test";
    bool waited = false;
    importers::ImportWatch watch;
    watch.waiting = [&waited] { waited = true; };
    importMany(database(), [&] {
        EXPECT_THROW(importers::importRecords(
                         database(), dictionary(), request, [](importers::RecordSink&) {}, watch, 1),
                     UnavailableError);
    });
    EXPECT_TRUE(waited);
    EXPECT_EQ(valueOf("select count(*) from submission"), "1");
}

}  // namespace
}  // namespace cadastre::tests
