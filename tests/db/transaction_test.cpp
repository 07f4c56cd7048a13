// What transactions promise: readers can't write, writers say who they are, nothing stays without commit.
#include "schema/transaction.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include "tests/db/database_test.h"

namespace cadastre::tests {
namespace {

using Transactions = DatabaseTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Query insertCurrency{
    "test.insert_currency",
    "insert into currency (code, name_en, name_ru, minor_digits) values ($1, $2, $2, 2)"};
constexpr Query countCurrency{"test.count_currency", "select count(*) from currency where code = $1"};
constexpr Query readMandate{"test.read_mandate",
                            "select current_setting('cadastre.actor'), current_setting('cadastre.subject'), "
                            "current_setting('cadastre.reason')"};
constexpr Query echo{
    "test.echo",
    "select $1::text as text, $2::bigint as number, $3::boolean as yes, $4::date as day, "
    "$5::timestamptz as moment, $6::text[] as texts, $7::bigint[] as numbers, $8::text as absent, "
    "$9::double precision as fraction"};

std::int64_t countOf(Database& database, const char* code) {
    ReadTransaction transaction(database);
    return transaction.run(countCurrency, code).one().get<std::int64_t>(0);
}

TEST_F(Transactions, AReaderCannotWrite) {
    ReadTransaction transaction(database());
    EXPECT_THROW(transaction.run(insertCurrency, "QQQ", "test"), DatabaseFault);
}

TEST_F(Transactions, AReaderSeesOneSnapshot) {
    ReadTransaction transaction(database());
    EXPECT_EQ(transaction.run(countCurrency, "QQQ").one().get<int>(0), 0);
    execute("insert into currency values ('QQQ', 'test', 'test', 2)");
    EXPECT_EQ(transaction.run(countCurrency, "QQQ").one().get<int>(0), 0);
    EXPECT_EQ(countOf(database(), "QQQ"), 1);
}

TEST_F(Transactions, AnotherReaderSharesASnapshotByName) {
    ReadTransaction first(database());
    const std::string snapshot = first.snapshot();
    execute("insert into currency values ('QQQ', 'test', 'test', 2)");
    ReadTransaction second(database(), snapshot);
    EXPECT_EQ(second.run(countCurrency, "QQQ").one().get<int>(0), 0);
    EXPECT_THROW(ReadTransaction(database(), "x'; drop table currency --"), UsageError);
}

TEST_F(Transactions, AWriterCarriesItsMandateAndLeavesNoneBehind) {
    {
        WriteTransaction transaction(database(), {"Anna", "RU-77", "correction"});
        const Row mandate = transaction.run(readMandate).one();
        EXPECT_EQ(mandate.get<std::string>(0), "Anna");
        EXPECT_EQ(mandate.get<std::string>(1), "RU-77");
        EXPECT_EQ(mandate.get<std::string>(2), "correction");
        transaction.commit();
    }
    ReadTransaction after(database());  // gets the same pooled connection
    EXPECT_EQ(after.run(readMandate).one().get<std::string>(0), "");
}

TEST_F(Transactions, NothingStaysWithoutCommit) {
    {
        WriteTransaction transaction(database(), {"test"});
        transaction.run(insertCurrency, "QQQ", "test");
    }
    EXPECT_EQ(countOf(database(), "QQQ"), 0);
}

TEST_F(Transactions, ABrokenConstraintIsNamed) {
    WriteTransaction transaction(database(), {"test"});
    try {
        transaction.run(insertCurrency, "euro", "test");
        FAIL() << "the check on codes let it through";
    } catch (const RuleViolation& violation) {
        EXPECT_EQ(violation.constraint(), "currency_code_check");
    }
    EXPECT_THROW(transaction.commit(), DatabaseFault) << "a failed transaction must not seem committed";
}

TEST_F(Transactions, TextWithNulIsRefusedBeforeItIsCut) {
    using namespace std::string_literals;
    WriteTransaction transaction(database(), {"test"});
    EXPECT_THROW(transaction.run(insertCurrency, "QQQ", "a\0b"s), InputError);
    EXPECT_EQ(transaction.run(countCurrency, "QQQ").one().get<int>(0), 0) << "the transaction must go on";
}

TEST_F(Transactions, TextThatIsNotUtf8IsTheInputsFault) {
    WriteTransaction transaction(database(), {"test"});
    EXPECT_THROW(transaction.run(insertCurrency, "QQQ", "\xff\xfe"), InputError);
}

TEST_F(Transactions, EveryKindOfValueComesBackAsItWent) {
    using namespace std::chrono;
    const Date day{year(2024), February, std::chrono::day(29)};
    const Instant moment = Instant(sys_days(day)) + hours(23) + microseconds(1500);
    const std::vector<std::string> texts{"plain", "with \"quotes\", \\ and {braces}", ""};
    const std::vector<std::int64_t> numbers{-1, 9007199254740993};
    ReadTransaction transaction(database());
    const Row row = transaction
                        .run(echo, "текст 'quoted'", std::int64_t{1} << 62U, true, day, moment, texts,
                             numbers, std::optional<std::string>(), 0.1)
                        .one();
    EXPECT_EQ(row.get<std::string>("text"), "текст 'quoted'");
    EXPECT_EQ(row.get<std::int64_t>("number"), std::int64_t{1} << 62U);
    EXPECT_TRUE(row.get<bool>("yes"));
    EXPECT_EQ(row.get<Date>("day"), day);
    EXPECT_EQ(row.get<Instant>("moment"), moment);
    EXPECT_EQ(row.get<std::vector<std::string>>("texts"), texts);
    EXPECT_EQ(row.get<std::vector<std::int64_t>>("numbers"), numbers);
    EXPECT_EQ(row.get<std::optional<std::string>>("absent"), std::nullopt);
    EXPECT_THROW((void)row.get<std::string>("absent"), DatabaseFault);
    EXPECT_DOUBLE_EQ(row.get<double>("fraction"), 0.1);
}

TEST_F(Transactions, RowsCanBeStreamedWithoutHoldingThem) {
    ReadTransaction transaction(database());
    std::int64_t sum = 0;
    const std::int64_t rows = transaction.forEach(
        {"test.series", "select generate_series(1, $1::int)"},
        [&](const Row& row) { sum += row.get<int>(0); }, 10000);
    EXPECT_EQ(rows, 10000);
    EXPECT_EQ(sum, 50005000);
}

TEST_F(Transactions, ACallbackThatThrowsEndsTheStreamAtOnce) {
    ReadTransaction transaction(database());
    EXPECT_THROW(transaction.forEach({"test.endless", "select generate_series(1, 100000000)"},
                                     [](const Row&) { throw std::runtime_error("enough"); }),
                 std::runtime_error);
    EXPECT_THROW(transaction.run(countCurrency, "EUR"), UnavailableError);
    EXPECT_EQ(countOf(database(), "EUR"), 1) << "the pool must give a sound connection";
}

TEST_F(Transactions, ARunningStatementCanBeCancelledFromAnotherThread) {
    ReadTransaction transaction(database());
    const Canceller canceller = transaction.canceller();
    std::jthread other([&canceller, this] {
        while (valueOf("select count(*) from pg_stat_activity where query like 'select pg_sleep%'") == "0")
            continue;
        canceller.cancel();
    });
    EXPECT_THROW(transaction.runOnce("test.sleep", "select pg_sleep(60)"), CancelledError);
}

TEST_F(Transactions, WorkIsDoneAgainWhenSomebodyElseWasFaster) {
    execute("create table counter as select 0 as value");
    int attempts = 0;
    inWriteTransaction(database(), {"test"}, [&](WriteTransaction& transaction) {
        const int value = transaction.runOnce("test.read", "select value from counter").one().get<int>(0);
        if (++attempts == 1) execute("update counter set value = value + 10");
        transaction.runOnce("test.write", "update counter set value = $1", Parameters().add(value + 1));
    });
    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(valueOf("select value from counter"), "11");
}

TEST_F(Transactions, ASessionThatDiedInThePoolIsReplacedOnlyBeforeWorkBegan) {
    countOf(database(), "EUR");
    const std::string others =
        "select count(pg_terminate_backend(pid)) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()";
    Database other(address());
    ReadTransaction(other).runOnce("test.terminate", others);
    EXPECT_EQ(countOf(database(), "EUR"), 1);

    WriteTransaction working(database(), {"test"});
    working.run(insertCurrency, "QQQ", "test");
    ReadTransaction(other).runOnce("test.terminate", others);
    EXPECT_THROW(working.run(countCurrency, "QQQ"), UnavailableError);
    EXPECT_THROW(working.commit(), UnavailableError);
}

TEST_F(Transactions, AnswersAboutCodeListsAreKeptUntilAListIsWritten) {
    constexpr Query named{"test.named_currency",
                          "select name_en, clock_timestamp()::text from currency where code = $1"};
    const auto ask = [&](const char* code) {
        ReadTransaction transaction(database());
        const Row row = transaction.runOnLists(named, code).one();
        return std::pair(row.get<std::string>(0), row.get<std::string>(1));
    };
    execute("insert into currency values ('QQQ', 'first', 'first', 2), ('QQR', 'other', 'other', 2)");
    const auto first = ask("QQQ");
    EXPECT_EQ(ask("QQR").first, "other");
    EXPECT_EQ(ask("QQQ"), first);
    execute("update currency set name_en = 'second' where code = 'QQQ'");
    EXPECT_EQ(ask("QQQ").first, "second");
    WriteTransaction writing(database(), {.actor = "test"}, Isolation::ReadCommitted);
    writing.connection().script("test.change", "update currency set name_en = 'third' where code = 'QQQ'");
    EXPECT_EQ(writing.runOnLists(named, "QQQ").one().get<std::string>(0), "third");
    EXPECT_EQ(ask("QQQ").first, "second");
}

TEST_F(Transactions, StatementsOfOneShapeStayPreparedAndTheOldestAreForgotten) {
    ReadTransaction transaction(database());
    const auto prepared = [&] {
        return transaction
            .runOnce("test.prepared",
                     "select count(*) from pg_prepared_statements where name like 'test.shape%'")
            .one()
            .get<int>(0);
    };
    for (int number = 0; number < 150; ++number) {
        const std::string sql = fmt::format("select $1::integer + {}", number);
        for (int value = 0; value < 2; ++value) {
            const auto row = transaction.runShape("test.shape", sql, Parameters(std::in_place, value)).one();
            EXPECT_EQ(row.get<int>(0), value + number);
        }
        EXPECT_EQ(prepared(), std::min(number + 1, 100));
    }
    EXPECT_THROW(transaction.runShape("test.shape", "select wrong", {}), DatabaseFault);
}

TEST_F(Transactions, ABorrowerIsToldWhenNoConnectionComesFree) {
    Database small(address(), {.connections = 1, .patience = std::chrono::milliseconds(50)});
    const ReadTransaction holding(small);
    EXPECT_THROW(ReadTransaction waiting(small), UnavailableError);
}

}  // namespace
}  // namespace cadastre::tests
