// The list of assets against the plain question: however it walks or intersects, it shows what a scan would.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "reports/asset_list_store.h"
#include "reports/search_store.h"
#include "schema/errors.h"
#include "tests/db/database_test.h"

namespace {

using namespace cadastre::reports;
using cadastre::ReadTransaction;

class AssetList : public cadastre::tests::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        execute(R"(
insert into submission (submission_id, kind, actor) values ('00000000-0000-7000-8000-00000000aaaa', 'import', 'test');
insert into record (uid, kind, holder_key, submission_id)
    select ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'subject', 'S' || n, '00000000-0000-7000-8000-00000000aaaa'
    from generate_series(1, 3) n;
insert into subject (uid, code, name, valid_from, parent_uid)
    select uid, holder_key, holder_key, '2020-01-01',
           case when holder_key <> 'S1' then '00000000-0000-7000-8000-000000000001'::uuid end
    from record order by holder_key;
insert into record (uid, kind, holder_uid, holder_key, submission_id)
    select ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid, 'asset',
           ('00000000-0000-7000-8000-00000000000' || 1 + n * 7 % 3)::uuid, 'K' || n, '00000000-0000-7000-8000-00000000aaaa'
    from generate_series(1, 400) n;
insert into asset (uid, register_number, class, holder_uid, holder_key, name, stage, content, valid_from, recorded_at, submission_id)
    select uid, n, (array['software', 'information_system', 'service'])[1 + n * n % 3], holder_uid, holder_key,
           case when n % 3 = 0 then 'Учёт лицензий ' when n > 390 then 'rare ' else 'System ' end || n,
           (array['planned', 'in_operation', null])[1 + n / 7 % 3],
           case when n % 50 = 0 then '{"purpose": "x"}' when n % 3 = 1 then '{"mark": "state"}'
           else '{"mark": "other"}' end::jsonb, '2024-01-01', now(), submission_id
    from record cross join lateral (select substr(holder_key, 2)::integer as n) numbered where kind = 'asset';
insert into record_version (uid, valid_from, submission_id, kind, content, content_hash)
    select uid, valid_from, submission_id, 'asset', '{}', md5('')::uuid from asset;
insert into asset_function (uid, classifier, function_code)
    select uid, 'cofog', case when register_number % 2 = 0 then '07.3' else '07.3.1' end from asset where register_number % 5 < 3;
insert into finding (finding_id, rule, uid, field, severity, state, version_valid_from, version_recorded_at)
    select md5(uid::text || field)::uuid, 'owed-field-missing', uid, field, 'warning', 'open', valid_from, recorded_at
    from asset, unnest(array['a', 'b']) field where register_number % 4 = 0)");
        catchUpSearch(database());
    }

    // All pages together, with walks so short that they end in the middle.
    std::vector<std::int64_t> listed(AssetQuestion question) {
        ReadTransaction transaction(database());
        std::vector<std::int64_t> numbers;
        for (bool more = true; more;) {
            const auto page = assetList(transaction, question, 60);
            if (!question.after) first_ = {page.count.value_or(-1), page.countIsLeast};
            for (const ListedAsset& asset : page.assets)
                numbers.push_back(asset.registerNumber);
            more = page.more;
            if (more) question.after = page.next;
        }
        return numbers;
    }

    void expectSame(const AssetQuestion& question, const std::string& condition) {
        const auto numbers = listed(question);
        ReadTransaction transaction(database());
        const auto wanted =
            transaction
                .runOnce("tests.wanted",
                         "select array(select register_number from asset join subject holder on holder.uid = "
                         "holder_uid where " +
                             condition + " order by asset.uid)")
                .one()
                .get<std::vector<std::int64_t>>(0);
        EXPECT_EQ(numbers, wanted) << condition;
        // Counting stops when it takes too long; then it says so, and never says more than there is.
        const auto all = static_cast<std::int64_t>(wanted.size());
        EXPECT_TRUE(first_.least ? first_.count <= all : first_.count == all)
            << condition << ' ' << first_.count;
    }

    struct {
        std::int64_t count = 0;
        bool least = false;
    } first_;
};

TEST_F(AssetList, ShowsWhatAScanWouldForEveryCombinationOfFilters) {
    const std::vector<std::pair<std::pair<std::string, std::string>, std::string>> conditions{
        {{"class", "service"}, "class = 'service'"},
        {{"stage", "in_operation"}, "stage = 'in_operation'"},
        {{"stage", "unknown"}, "stage is null"},
        {{"subject", "S1"}, "true"},
        {{"subject", "S2"}, "holder.code = 'S2'"},
        {{"function", "cofog:07.3"}, "exists (select from asset_function f where f.uid = asset.uid)"},
        {{"finding", "owed-field-missing"}, "register_number % 4 = 0"},
        {{"search", "лицензия"}, "register_number % 3 = 0"},
        {{"missing", "purpose"}, "register_number % 50 <> 0"},
        {{"missing", "mark"}, "register_number % 50 = 0"},
        {{"search", "rare"}, "asset.name like 'rare%'"},
        {{"mark", "state"}, "register_number % 50 <> 0 and register_number % 3 = 1"},
        {{"holder_key", "K7"}, "register_number = 7"}};
    for (std::size_t chosen = 0; chosen < 1U << conditions.size(); ++chosen) {
        if (__builtin_popcountll(chosen) > 2) continue;
        AssetQuestion question;
        std::string condition = "true";
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            if ((chosen >> i & 1U) == 0) continue;
            const auto& [filter, sql] = conditions[i];
            condition += " and " + sql;
            // Where a filter is chosen twice, both have to hold; the search takes one text.
            if (filter.first == "search") {
                question.search =
                    question.search.empty() ? filter.second : question.search + ' ' + filter.second;
            } else {
                question.filters.push_back(filter);
            }
        }
        expectSame(question, condition);
    }
}

TEST_F(AssetList, FindsFragmentsOfNamesAndKeysAndTakesPatternSignsAsTheyAre) {
    expectSame({{}, "истем", {}}, "asset.name like '%ystem%'");
    expectSame({{}, "ystem 11", {}}, "asset.name like '%ystem 11%'");
    expectSame({{}, "%%%", {}}, "false");
}

TEST_F(AssetList, FindsNamesHoweverTheyAreSpelt) {
    expectSame({{}, "uchet litsenz", {}}, "asset.name like 'Учёт лиценз%'");
    expectSame({{}, "УЧЕТ ЛИЦЕНЗ", {}}, "asset.name like 'Учёт лиценз%'");
    expectSame({{}, "систем", {}}, "asset.name like 'System%'");
    EXPECT_EQ(valueOf("select folded('Õppeinfosüsteem') = folded('oppeinfosusteem')"), "t");
    EXPECT_EQ(valueOf("select folded('Отходы щёлочи') = folded('Otkhody shchelochi')"), "t");
}

TEST_F(AssetList, CountsAllThatFitsNotWhatThePageHolds) {
    ReadTransaction transaction(database());
    const auto list = assetList(transaction, {{}, "", {}});
    EXPECT_EQ(list.count, 400);
    EXPECT_EQ(list.assets.size(), 50U);
    EXPECT_EQ(assetList(transaction, {{{"class", "service"}}, "rare", {}}).count,
              assetList(transaction, {{{"class", "service"}}, "rare", {}}, 60).count);
}

TEST_F(AssetList, RefusesAFilterThereIsNot) {
    ReadTransaction transaction(database());
    EXPECT_THROW(assetList(transaction, {{{"colour", "red"}}, "", {}}), cadastre::UsageError);
}

TEST_F(AssetList, SearchFollowsChangedAndVanishedAssets) {
    execute(R"(
insert into submission (submission_id, kind, actor) values ('00000000-0000-7000-8000-00000000bbbb', 'import', 'test');
update asset set name = 'Completely different' where register_number = 1;
insert into record_version (uid, valid_from, submission_id, kind, content, content_hash)
    select uid, current_date, '00000000-0000-7000-8000-00000000bbbb', 'asset', '{}', md5('2')::uuid from asset
    where register_number in (1, 400);
delete from asset where register_number = 400)");
    {
        ReadTransaction transaction(database());
        EXPECT_FALSE(searchLag(transaction).caughtUp());
    }
    EXPECT_EQ(catchUpSearch(database()), 2);
    ReadTransaction transaction(database());
    EXPECT_TRUE(searchLag(transaction).caughtUp());
    EXPECT_EQ(valueOf("select count(*) from asset_search"), "399");
    expectSame({{}, "different", {}}, "register_number = 1");
}

TEST_F(AssetList, FindsTheSameWordsHoweverManySpansTheyLieIn) {
    for (const char* size : {"7", "30", "300"}) {
        execute(std::string("update asset_search set span = place / ") + size +
                " from (select uid, row_number() over (order by uid) as place from asset_search) placed"
                " where placed.uid = asset_search.uid");
        expectSame({{}, "system", {}}, "asset.name like 'System%'");
        expectSame({{}, "лицензия", {}}, "asset.name like 'Учёт%'");
        expectSame({{}, "rare", {}}, "asset.name like 'rare%'");
        expectSame({{}, "ystem 11", {}}, "asset.name like '%ystem 11%'");
        expectSame({{}, "nowhere", {}}, "false");
        expectSame({{}, "399", {}}, "register_number = 399");
        ReadTransaction transaction(database());
        const auto set = assetSet(transaction, {{}, "system", {}}, 100, std::chrono::seconds(5));
        EXPECT_EQ(set.uids.size(), 100U);
        EXPECT_FALSE(set.whole);
        EXPECT_TRUE(std::ranges::is_sorted(set.uids));
    }
}

TEST_F(AssetList, WhatComesInLaterStandsInTheSpanOfItsPlace) {
    // The only span is full; of two new assets one has its place in the middle and one behind all others.
    execute(R"(
insert into asset_search (uid, span, words, fragments)
    select ('00000000-0000-7000-8000-0' || lpad(n::text, 11, '0'))::uuid, 0, '', '' from generate_series(1000, 3000) n;
insert into submission (submission_id, kind, actor) values ('00000000-0000-7000-8000-00000000bbbb', 'import', 'test');
delete from asset_search where uid = (select uid from asset where register_number = 200);
delete from asset_search where uid = (select uid from asset where register_number = 400);
insert into record_version (uid, valid_from, submission_id, kind, content, content_hash)
    select uid, current_date, '00000000-0000-7000-8000-00000000bbbb', 'asset', '{}', md5('2')::uuid from asset
    where register_number in (200, 300, 400))");
    catchUpSearch(database());
    const auto spanOf = [&](const char* number) {
        return valueOf(
            std::string("select span from asset_search join asset using (uid) where register_number = ") +
            number);
    };
    EXPECT_EQ(spanOf("200"), "0");
    EXPECT_EQ(spanOf("300"), "0");
    EXPECT_EQ(spanOf("400"), "1");
    expectSame({{}, "system", {}}, "asset.name like 'System%'");
}

}  // namespace
