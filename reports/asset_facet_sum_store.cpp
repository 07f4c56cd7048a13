// The SQL of added up facets.
#include "reports/asset_facet_sum_store.h"

#include <array>

namespace cadastre::reports {

namespace {

constexpr Query forget{"asset_facet_sum_store.forget", "delete from asset_facet_sum"};

constexpr std::array sums{
    // Of bodies: by holder first, since each counts for all above it.
    Query{
        "asset_facet_sum_store.bodies",
        "with own as materialized (select holder_uid, facet, value, count(*) as amount from counted_facet"
        "  cross join lateral (values ('class', class), ('stage', stage), ('platform_use', platform_use),"
        "   ('domestic', domestic), ('cost', cost), ('present', present::text), ('reliable', reliable::text),"
        "   ('complete', complete::text), ('stale', stale::text)) stated(facet, value)"
        "  where value <> '' group by 1, 2, 3)"
        " insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
        " select case when body.uid is null then 'all' else 'subject' end, coalesce(body.code, ''), facet, "
        "value,"
        "  sum(amount) from own join counted_for('') above on above.uid = own.holder_uid"
        " left join subject body on body.uid = above.counts_for group by 1, 2, 3, 4"},
    Query{"asset_facet_sum_store.bodies_below",
          "insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
          " select case when above is null then 'all' else 'subject' end, coalesce(above, ''), 'subject', "
          "code, amount"
          " from (select parent.code as above, body.code, total.amount, row_number() over ("
          "   partition by body.parent_uid order by total.amount desc, body.code) as place"
          "  from (select scope, sum(amount) as amount from asset_facet_sum"
          "   where scope_kind = 'subject' and facet = 'class' group by 1) total"
          "  join subject body on body.code = total.scope left join subject parent on parent.uid = "
          "body.parent_uid"
          " ) placed where place <= 10"},
    Query{
        "asset_facet_sum_store.functions",
        "with performed as materialized (select scope, class, stage, platform_use, domestic, cost, present,"
        "   reliable, complete, stale, count(*) as amount from counted_branch join counted_facet using (uid)"
        "  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)"
        " insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
        " select 'function', scope, facet, value, sum(amount) from performed"
        " cross join lateral (values ('class', class), ('stage', stage), ('platform_use', platform_use),"
        "  ('domestic', domestic), ('cost', cost), ('present', present::text), ('reliable', reliable::text),"
        "  ('complete', complete::text), ('stale', stale::text)) stated(facet, value)"
        " where value <> '' group by 2, 3, 4"},
    Query{
        "asset_facet_sum_store.functions_below",
        "insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
        " select case when function.parent is null then 'all' else 'function' end,"
        "  coalesce(function.classifier || ':' || function.parent, ''), 'function', total.scope, total.amount"
        " from (select scope, sum(amount) as amount from asset_facet_sum"
        "  where scope_kind = 'function' and facet = 'class' group by 1) total"
        " join function_code function on function.classifier || ':' || function.code = total.scope"},
    Query{"asset_facet_sum_store.functions_of_bodies",
          "with own as materialized (select counted_facet.holder_uid, scope, count(*) as amount"
          "  from counted_branch join counted_facet using (uid) where above = '' group by 1, 2)"
          " insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
          " select 'subject', body.code, 'function', own.scope, sum(own.amount)"
          " from own join counted_for('') above on above.uid = own.holder_uid"
          " join subject body on body.uid = above.counts_for group by 2, 4"},
    Query{
        "asset_facet_sum_store.bodies_of_functions",
        "with own as materialized (select scope, counted_facet.holder_uid, count(*) as amount"
        "  from counted_branch join counted_facet using (uid) group by 1, 2)"
        " insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
        " select 'function', scope, 'subject', code, amount from (select own.scope, body.code,"
        "   sum(own.amount) as amount, row_number() over (partition by own.scope"
        "    order by sum(own.amount) desc, body.code) as place"
        "  from own join counted_for('') above on above.uid = own.holder_uid"
        "  join subject body on body.uid = above.counts_for and body.parent_uid is null group by 1, 2) placed"
        " where place <= 10"},
    // Of classes and stages, without the facet that the question itself sets.
    Query{
        "asset_facet_sum_store.kinds",
        "insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
        " select kind, asked.scope, facet, value, sum(amount) from asset_facet_count kept"
        " cross join lateral (values ('class', class), ('stage', stage)) asked(kind, scope)"
        " cross join lateral (values ('class', class), ('stage', stage), ('platform_use', platform_use),"
        "  ('domestic', domestic), ('cost', cost), ('present', present::text), ('reliable', reliable::text),"
        "  ('complete', complete::text), ('stale', stale::text)) stated(facet, value)"
        " where scope_kind = 'all' and facet <> kind and value <> '' group by 1, 2, 3, 4"},
    Query{"asset_facet_sum_store.bodies_of_kinds",
          "with own as materialized (select class, stage, holder_uid, count(*) as amount from counted_facet"
          "  group by 1, 2, 3)"
          " insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
          " select kind, scope, 'subject', code, amount from (select kind, scope, body.code,"
          "   sum(own.amount) as amount, row_number() over (partition by kind, scope"
          "    order by sum(own.amount) desc, body.code) as place"
          "  from own cross join lateral (values ('class', class), ('stage', stage)) asked(kind, scope)"
          "  join counted_for('') above on above.uid = own.holder_uid"
          "  join subject body on body.uid = above.counts_for and body.parent_uid is null group by 1, 2, 3) "
          "placed"
          " where place <= 10"},
    Query{"asset_facet_sum_store.functions_of_kinds",
          "with performed as materialized (select scope as performed, class, stage, count(*) as amount"
          "  from counted_branch join counted_facet using (uid) where above = '' group by 1, 2, 3)"
          " insert into asset_facet_sum (scope_kind, scope, facet, value, amount)"
          " select kind, scope, 'function', performed.performed, sum(amount) from performed"
          " cross join lateral (values ('class', class), ('stage', stage)) asked(kind, scope)"
          " group by 1, 2, 4"},
};

constexpr Query readMark{"asset_facet_sum_store.read_mark",
                         "select counted_at from recount where not $1 or state_counted = register_state()"};
constexpr Query read{"asset_facet_sum_store.read",
                     "select facet, value, coalesce(body.short_name, body.name, function.name, ''), "
                     "coalesce(function.name_ru, ''),"
                     " amount from asset_facet_sum counted"
                     " left join subject body on facet = 'subject' and body.code = value"
                     " left join function_code function on facet = 'function' and function.classifier = "
                     "split_part(value, ':', 1)"
                     "  and function.code = substr(value, length(split_part(value, ':', 1)) + 2)"
                     " where scope_kind = $1 and scope = $2"
                     " order by facet, case when facet = 'subject' then -amount else 0 end, value"};
constexpr std::size_t mostFunctions = 60;

}  // namespace

std::optional<Facets> summedFacets(Transaction& transaction, const AssetQuestion& question, bool current) {
    if (question.past || !question.search.empty()) return std::nullopt;
    std::string kind = "all";
    std::string scope;
    for (const auto& [name, value] : question.filters) {
        if (value.empty()) continue;
        const bool added = name == "subject" || name == "function" || name == "class" || name == "stage";
        if (!added || kind != "all") return std::nullopt;
        kind = name;
        scope = value;
    }
    const auto mark = transaction.run(readMark, current).oneOrNone();
    if (!mark) return std::nullopt;
    Facets facets;
    for (const Row row : transaction.run(read, kind, scope)) {
        const auto facet = row.get<std::string>(0);
        if (facets.facets.empty() || facets.facets.back().filter != facet)
            facets.facets.push_back({facet, {}});
        auto& values = facets.facets.back().values;
        if (facet == "function" && values.size() == mostFunctions) continue;
        values.push_back({row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3),
                          row.get<std::int64_t>(4)});
    }
    if (facets.facets.empty()) return std::nullopt;
    facets.countedAt = mark->get<Instant>(0);
    return facets;
}

void keepFacetSums(WriteTransaction& transaction) {
    transaction.run(forget);
    for (const Query& sum : sums)
        transaction.run(sum);
}

}  // namespace cadastre::reports
