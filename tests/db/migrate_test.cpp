// What migrations, code lists and checks promise: again is nothing, changed is refused, failed is undone.
#include "schema/migrate.h"

#include <gmock/gmock.h>

#include <fstream>

#include "schema/paths.h"
#include "tests/db/database_test.h"

namespace cadastre::tests {
namespace {

using Migrations = EmptyDatabaseTest;
using Register = DatabaseTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

std::string failureOf(auto&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "it succeeded";
}

TEST_F(Migrations, RunOnceInTheirOrder) {
    const TemporaryFolder folder;
    write(folder.path() / "0001_first.sql", "create table thing (id int)");
    write(folder.path() / "0002_second.sql",
          "alter table thing add column name text; insert into thing values (1, 'a')");
    EXPECT_THAT(migrate(database(), folder.path()), ElementsAre("0001_first", "0002_second"));
    EXPECT_THAT(migrate(database(), folder.path()), IsEmpty());
    EXPECT_EQ(valueOf("select name from cadastre.thing"), "a");
}

TEST_F(Migrations, AreUndoneWholeWhenTheyFail) {
    const TemporaryFolder folder;
    write(folder.path() / "0001_first.sql", "create table thing (id int)");
    write(folder.path() / "0002_second.sql", "create table other (id int); select nothing_of_the_kind");
    EXPECT_THAT(failureOf([&] { migrate(database(), folder.path()); }), HasSubstr("0002_second"));
    EXPECT_EQ(valueOf("select to_regclass('cadastre.other')"), "");
    EXPECT_EQ(valueOf("select max(number) from cadastre.migration"), "1");
    write(folder.path() / "0002_second.sql", "create table other (id int)");
    EXPECT_THAT(migrate(database(), folder.path()), ElementsAre("0002_second"));
}

TEST_F(Migrations, ChangedAfterTheyWereAppliedAreRefused) {
    const TemporaryFolder folder;
    write(folder.path() / "0001_first.sql", "create table thing (id int)");
    migrate(database(), folder.path());
    write(folder.path() / "0001_first.sql", "create table thing (id bigint)");
    EXPECT_THAT(failureOf([&] { migrate(database(), folder.path()); }),
                HasSubstr("changed after it had been applied"));
}

TEST_F(Migrations, OfANewerProgramAreRefused) {
    const TemporaryFolder folder;
    write(folder.path() / "0001_first.sql", "create table thing (id int)");
    migrate(database(), folder.path());
    std::filesystem::remove(folder.path() / "0001_first.sql");
    EXPECT_THAT(failureOf([&] { migrate(database(), folder.path()); }), HasSubstr("newer program"));
}

TEST_F(Migrations, MustHaveNumbersOfTheirOwn) {
    const TemporaryFolder folder;
    write(folder.path() / "0002_second.sql", "select 1");
    write(folder.path() / "0002_other.sql", "select 1");
    EXPECT_THAT(failureOf([&] { migrate(database(), folder.path()); }), HasSubstr("a number of its own"));
}

TEST_F(Register, LoadsItsCodeListsAgainWithoutAChange) {
    for (const CodeListChange& change : loadCodeLists(database(), shipped("schema/codes"))) {
        EXPECT_EQ(change.rows, 0) << change.list;
    }
}

TEST_F(Register, BringsACodeListUpToDate) {
    const TemporaryFolder folder;
    write(folder.path() / "currency.csv",
          "code,name_en,name_ru,minor_digits\nEUR,The Euro,Евро,2\nQQQ,\"New, one\",Новая,0\n");
    EXPECT_EQ(loadCodeLists(database(), folder.path()).at(0).rows, 2);
    EXPECT_EQ(valueOf("select name_en from currency where code = 'QQQ'"), "New, one");
    EXPECT_EQ(valueOf("select name_en from currency where code = 'EUR'"), "The Euro");
    EXPECT_NE(valueOf("select count(*) from currency"), "2") << "codes that a list no longer names stay";
}

TEST_F(Register, KeepsASettingThatAnOperatorSetAndTheShippedValueBesideIt) {
    execute("update setting set value = '60' where name = 'finding_answer_period'");
    execute(
        "insert into setting (name, valid_from, value, unit, note_en, note_ru) "
        "values ('spent_share', '2027-01-01', '80', 'percent', 'by law', 'по закону')");
    const TemporaryFolder folder;
    write(folder.path() / "setting.csv",
          "name,value,unit,note_en,note_ru\nfinding_answer_period,45,days,Time to answer,Срок\n"
          "confirmation_period,400,days,Stale after,Срок\nspent_share,85,percent,Share,Доля\n");
    const auto change = loadCodeLists(database(), folder.path()).at(0);
    EXPECT_THAT(change.kept, ElementsAre("finding_answer_period: 60 (shipped: 45)"));
    EXPECT_EQ(
        valueOf(
            "select string_agg(concat(name, ' ', value, ' ', shipped_value), ', ' order by name, valid_from) "
            "from setting where name in ('finding_answer_period', 'confirmation_period', 'spent_share')"),
        "confirmation_period 400 400, finding_answer_period 60 45, spent_share 85 85, spent_share 80 ");
    EXPECT_EQ(valueOf("select note_en from setting where name = 'finding_answer_period'"), "Time to answer");
    EXPECT_EQ(loadCodeLists(database(), folder.path()).at(0).rows, 0) << "and again nothing changes";
}

TEST_F(Register, RefusesACodeListThatItsTableCannotHold) {
    const TemporaryFolder folder;
    write(folder.path() / "currency.csv", "code,colour\nEUR,red\n");
    EXPECT_THAT(failureOf([&] { loadCodeLists(database(), folder.path()); }), HasSubstr("no column colour"));
}

TEST_F(Register, SatisfiesItsOwnChecks) {
    ReadTransaction transaction(database());
    for (const BrokenCheck& check : runChecks(transaction, shipped("schema/checks"))) {
        ADD_FAILURE() << check.name << " found " << check.rows << " rows, such as " << check.example;
    }
}

TEST_F(Register, NamesACheckThatFindsRows) {
    const TemporaryFolder folder;
    write(folder.path() / "euro.sql", "select code, minor_digits from currency where code = 'EUR'");
    write(folder.path() / "none.sql", "select 1 where false");
    ReadTransaction transaction(database());
    const auto broken = runChecks(transaction, folder.path());
    ASSERT_EQ(broken.size(), 1U);
    EXPECT_EQ(broken[0].name, "euro");
    EXPECT_EQ(broken[0].example, "code: EUR, minor_digits: 2");
}

TEST_F(Register, ExplainsEveryTableAndColumn) {
    EXPECT_EQ(valueOf("select string_agg(relname || coalesce('.' || attname, ''), ', ') from pg_class "
                      "left join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped "
                      "where relnamespace = 'cadastre'::regnamespace and relkind in ('r', 'p') "
                      "and (col_description(pg_class.oid, attnum) is null or obj_description(pg_class.oid, "
                      "'pg_class') is null)"),
              "");
}

}  // namespace
}  // namespace cadastre::tests
