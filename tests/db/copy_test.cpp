// What COPY promises: text arrives as it was, all of it is in the transaction, and a lost reader ends it at
// once.
#include "schema/copy.h"

#include <gmock/gmock.h>

#include "tests/db/database_test.h"

namespace cadastre::tests {
namespace {

using Copy = DatabaseTest;

constexpr Query intoStage{"test.copy_in", "copy stage from stdin"};
constexpr const char* makeStage =
    "create temp table stage (id bigint, name text, day date, yes boolean) on commit drop";

TEST_F(Copy, BringsEveryCharacterInUnchanged) {
    const std::string odd = "tab\t, line\nbreak\r, back\\slash, \\N, \\., \"quote\", Ж";
    WriteTransaction transaction(database(), {"test"});
    transaction.connection().script("test.stage", makeStage);
    CopyIn copy(transaction, intoStage);
    copy.row(1, odd, Date{std::chrono::year(2024), std::chrono::May, std::chrono::day(9)}, true);
    copy.row(std::int64_t{-7}, std::nullopt, std::optional<Date>(), false);
    copy.row(3, "", std::nullopt, std::optional(true));
    EXPECT_EQ(copy.finish(), 3);
    const Result rows = transaction.runOnce("test.read", "select * from stage");
    EXPECT_EQ(rows[0].get<std::string>("name"), odd);
    EXPECT_EQ(rows[0].get<std::string>("day"), "2024-05-09");
    EXPECT_TRUE(rows[1].isNull("name"));
    EXPECT_EQ(rows[1].get<int>("id"), -7);
    EXPECT_EQ(rows[2].get<std::string>("name"), "");
}

TEST_F(Copy, SharesItsTransactionWithOrdinaryStatements) {
    execute("create table kept (id bigint)");
    {
        WriteTransaction transaction(database(), {"test"});
        CopyIn copy(transaction, {"test.kept", "copy kept from stdin"});
        for (int i = 0; i < 100000; ++i)
            copy.row(i);
        EXPECT_EQ(copy.finish(), 100000);
        EXPECT_EQ(transaction.runOnce("test.count", "select count(*) from kept").one().get<int>(0), 100000);
    }
    EXPECT_EQ(valueOf("select count(*) from kept"), "0");
}

TEST_F(Copy, GivenUpHalfwayLeavesNothingAndASoundPool) {
    execute("create table kept (id bigint)");
    {
        WriteTransaction transaction(database(), {"test"});
        CopyIn copy(transaction, {"test.kept", "copy kept from stdin"});
        for (int i = 0; i < 100000; ++i)
            copy.row(i);
    }
    EXPECT_EQ(valueOf("select count(*) from kept"), "0");
}

TEST_F(Copy, RefusesNulBeforeTheServerSeesIt) {
    using namespace std::string_view_literals;
    WriteTransaction transaction(database(), {"test"});
    transaction.connection().script("test.stage", makeStage);
    CopyIn copy(transaction, intoStage);
    EXPECT_THROW(copy.add("a\0b"sv), InputError);
}

TEST_F(Copy, SaysWhatTheServerRefused) {
    WriteTransaction transaction(database(), {"test"});
    transaction.connection().script("test.stage", makeStage);
    CopyIn copy(transaction, intoStage);
    copy.row(1, "x", "not a day", true);
    EXPECT_THROW(copy.finish(), InputError);
}

TEST_F(Copy, StreamsOutWithItsParametersQuoted) {
    ReadTransaction transaction(database());
    std::string text;
    const std::int64_t rows = copyOut(transaction,
                                      {"test.out",
                                       "copy (select $1::text as name, $2::date as day, $3::text as absent) "
                                       "to stdout (format csv, header)"},
                                      Parameters().add(R"(it's; \ "$1")").add("2024-01-01").add(std::nullopt),
                                      [&text](std::string_view piece) { text += piece; });
    EXPECT_EQ(rows, 1);
    EXPECT_EQ(text, "name,day,absent\n\"it's; \\ \"\"$1\"\"\",2024-01-01,\n");
}

TEST_F(Copy, StreamsOutInPieces) {
    ReadTransaction transaction(database());
    std::size_t largest = 0;
    std::size_t total = 0;
    copyOut(transaction, {"test.out", "copy (select generate_series(1, 200000)) to stdout"}, {},
            [&](std::string_view piece) {
                largest = std::max(largest, piece.size());
                total += piece.size();
            });
    EXPECT_EQ(total, 1288895U);
    EXPECT_LT(largest, std::size_t{80000});
}

TEST_F(Copy, StopsAtOnceWhenTheSinkFails) {
    std::size_t taken = 0;
    {
        ReadTransaction transaction(database());
        EXPECT_THROW(
            copyOut(transaction, {"test.out", "copy (select generate_series(1, 1000000000)) to stdout"}, {},
                    [&taken](std::string_view piece) {
                        taken += piece.size();
                        if (taken > 200000) throw UnavailableError("the client is gone");
                    }),
            UnavailableError);
    }
    EXPECT_LT(taken, std::size_t{400000});
    EXPECT_EQ(
        valueOf(
            "select count(*) from pg_stat_activity where query like 'copy%1000000000%' and state = 'active' "
            "and pid <> pg_backend_pid()"),
        "0");
}

}  // namespace
}  // namespace cadastre::tests
