// Facets of the asset list: what is kept, what is counted and what a plain scan says are the same numbers.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "reports/asset_facet_store.h"
#include "reports/asset_facet_sum_store.h"
#include "reports/count_store.h"
#include "tests/db/database_test.h"

namespace {

using namespace cadastre::reports;
using cadastre::ReadTransaction;

class AssetFacets : public cadastre::tests::DatabaseTest {
  protected:
    // Bodies S1 above S2 and S3; costs from nothing to over a hundred million, some not stated; a third not
    // confirmed for years.
    void SetUp() override {
        DatabaseTest::SetUp();
        execute(R"(
insert into submission (submission_id, kind, actor) values ('00000000-0000-7000-8000-00000000aaaa', 'import', 'test');
insert into record (uid, kind, holder_key, submission_id)
    select ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'subject', 'S' || n, '00000000-0000-7000-8000-00000000aaaa'
    from generate_series(1, 3) n;
insert into subject (uid, code, name, valid_from, parent_uid)
    select uid, holder_key, 'Body ' || holder_key, '2020-01-01',
           case when holder_key <> 'S1' then '00000000-0000-7000-8000-000000000001'::uuid end
    from record order by holder_key;
insert into record (uid, kind, holder_uid, holder_key, submission_id)
    select ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid, 'asset',
           ('00000000-0000-7000-8000-00000000000' || 1 + n % 3)::uuid, 'K' || n, '00000000-0000-7000-8000-00000000aaaa'
    from generate_series(1, 90) n;
insert into asset (uid, register_number, class, holder_uid, holder_key, name, stage, currency, yearly_cost,
                   last_confirmed_on, content, valid_from, recorded_at, submission_id)
    select uid, n, (array['software', 'information_system'])[1 + n % 2], holder_uid, holder_key, 'System ' || n,
           (array['planned', 'in_operation', null])[1 + n / 7 % 3], 'EUR',
           case when n % 9 <> 0 then (n % 9 - 1) * power(10, n % 9 + 3)::bigint end,
           case when n % 3 = 0 then date '2019-01-01' else current_date end,
           case when n % 5 = 0 then '{"platform_use": "yes", "domestic": true}' else '{}' end::jsonb,
           '2024-01-01', now(), submission_id
    from record cross join lateral (select substr(holder_key, 2)::integer as n) numbered where kind = 'asset';
insert into asset_function (uid, classifier, function_code)
    select uid, 'cofog', case when register_number % 2 = 0 then '07.3' else '01.1' end from asset where register_number % 4 < 2;
insert into record_version (uid, valid_from, submission_id, kind, content, content_hash)
    select uid, valid_from, submission_id, 'asset', '{}', md5('')::uuid from asset;
insert into finding (finding_id, rule, uid, field, severity, state, version_valid_from, version_recorded_at)
    select md5(uid::text)::uuid, 'owed-field-missing', uid, 'purpose', 'error', 'open', valid_from, recorded_at
    from asset where register_number % 4 = 0)");
    }

    static std::map<std::string, std::int64_t> valuesOf(const Facets& facets, std::string_view filter) {
        std::map<std::string, std::int64_t> values;
        const auto facet = std::ranges::find(facets.facets, filter, &Facet::filter);
        if (facet == facets.facets.end()) return values;
        for (const FacetValue& value : facet->values)
            values[value.code] = value.count;
        return values;
    }
};

constexpr const char* ownFilters[] = {"class",   "stage",    "platform_use", "domestic", "cost",
                                      "present", "reliable", "complete",     "stale"};

TEST_F(AssetFacets, CountEachValueAsTheListWouldThatItOpens) {
    ReadTransaction transaction(database());
    for (const AssetQuestion& question : {AssetQuestion{}, AssetQuestion{{{"class", "software"}}, "", {}},
                                          AssetQuestion{{{"subject", "S1"}, {"stale", "false"}}, "", {}}}) {
        const Facets facets = countedFacets(transaction, question);
        EXPECT_FALSE(facets.least);
        std::size_t values = 0;
        for (const Facet& facet : facets.facets) {
            for (const FacetValue& value : facet.values) {
                AssetQuestion narrower = question;
                std::erase_if(narrower.filters,
                              [&](const auto& filter) { return filter.first == facet.filter; });
                narrower.filters.emplace_back(facet.filter, value.code);
                EXPECT_EQ(assetList(transaction, narrower).count, value.count)
                    << facet.filter << '=' << value.code;
                ++values;
            }
        }
        EXPECT_GT(values, 15U);
    }
}

TEST_F(AssetFacets, AreKeptAsTheyWouldBeCounted) {
    {
        cadastre::WriteTransaction transaction(database(), {.actor = "test", .reason = "recount"});
        recount(transaction);
        transaction.commit();
    }
    ReadTransaction transaction(database());
    for (const AssetQuestion& question :
         {AssetQuestion{}, AssetQuestion{{{"stage", "unknown"}, {"cost", "unknown"}}, "", {}}}) {
        const auto kept = keptFacets(transaction, question);
        ASSERT_TRUE(kept.has_value());
        EXPECT_TRUE(kept->countedAt.has_value());
        const Facets counted = countedFacets(transaction, question);
        for (const char* filter : ownFilters)
            EXPECT_EQ(valuesOf(*kept, filter), valuesOf(counted, filter)) << filter;
    }
    EXPECT_FALSE(keptFacets(transaction, {{}, "System", {}}).has_value());
    EXPECT_FALSE(keptFacets(transaction, {{{"mark", "state"}}, "", {}}).has_value());
}

TEST_F(AssetFacets, AreAddedUpAsTheyWouldBeCounted) {
    {
        cadastre::WriteTransaction transaction(database(), {.actor = "test", .reason = "recount"});
        recount(transaction);
        transaction.commit();
    }
    ReadTransaction transaction(database());
    for (const AssetQuestion& question :
         {AssetQuestion{}, AssetQuestion{{{"subject", "S1"}}, "", {}},
          AssetQuestion{{{"subject", "S2"}}, "", {}}, AssetQuestion{{{"function", "cofog:07"}}, "", {}},
          AssetQuestion{{{"function", "cofog:07.3"}}, "", {}}, AssetQuestion{{{"class", "software"}}, "", {}},
          AssetQuestion{{{"stage", "unknown"}}, "", {}}}) {
        const auto added = summedFacets(transaction, question, true);
        ASSERT_TRUE(added.has_value());
        EXPECT_TRUE(added->countedAt.has_value());
        const Facets counted = countedFacets(transaction, question);
        EXPECT_EQ(added->facets.size(), counted.facets.size());
        for (const Facet& facet : counted.facets)
            EXPECT_EQ(valuesOf(*added, facet.filter), valuesOf(counted, facet.filter)) << facet.filter;
    }
    EXPECT_FALSE(summedFacets(transaction, {{{"subject", "S1"}, {"class", "software"}}, "", {}}, false));
    EXPECT_FALSE(summedFacets(transaction, {{{"subject", "S1"}, {"function", "cofog:07"}}, "", {}}, false));
    EXPECT_FALSE(summedFacets(transaction, {{}, "System", {}}, false));
}

TEST_F(AssetFacets, ThatWereAddedUpBeforeAChangeAreToldFromCurrentOnes) {
    {
        cadastre::WriteTransaction transaction(database(), {.actor = "test", .reason = "recount"});
        recount(transaction);
        transaction.commit();
    }
    execute("update recount set state_counted = 'another'");
    ReadTransaction transaction(database());
    EXPECT_FALSE(summedFacets(transaction, {}, true).has_value());
    EXPECT_TRUE(summedFacets(transaction, {}, false).has_value());
}

TEST_F(AssetFacets, LeadDownTheTreesOfBodiesAndFunctions) {
    ReadTransaction transaction(database());
    EXPECT_EQ(valuesOf(countedFacets(transaction, {}), "subject"),
              (std::map<std::string, std::int64_t>{{"S1", 90}}));
    EXPECT_EQ(valuesOf(countedFacets(transaction, {{{"subject", "S1"}}, "", {}}), "subject"),
              (std::map<std::string, std::int64_t>{{"S2", 30}, {"S3", 30}}));
    EXPECT_EQ(valuesOf(countedFacets(transaction, {}), "function"),
              (std::map<std::string, std::int64_t>{{"cofog:01", 23}, {"cofog:07", 22}}));
    EXPECT_EQ(valuesOf(countedFacets(transaction, {{{"function", "cofog:07"}}, "", {}}), "function"),
              (std::map<std::string, std::int64_t>{{"cofog:07.3", 22}}));
}

TEST_F(AssetFacets, BandCostsByTensOfWholeUnitsOfTheCurrency) {
    EXPECT_EQ(valueOf("select cost_band(9999999, 'EUR')"), "under_100k");
    EXPECT_EQ(valueOf("select cost_band(10000000, 'EUR')"), "100k_1m");
    EXPECT_EQ(valueOf("select cost_band(100000, 'JPY')"), "100k_1m");
    EXPECT_EQ(valueOf("select cost_band(100000000, 'KWD')"), "100k_1m");
    EXPECT_EQ(valueOf("select cost_band(0, 'EUR')"), "none");
    EXPECT_EQ(valueOf("select cost_band(null, 'EUR')"), "unknown");
}

}  // namespace
