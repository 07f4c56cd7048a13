// The SQL of facets.
#include "reports/asset_facet_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "reports/asset_facet_sum_store.h"

namespace cadastre::reports {

namespace {

// Facets whose value stands in the asset itself: filters, and columns of asset_facet_count, of the same name.
constexpr std::array ownFacets{"class",   "stage",    "platform_use", "domestic", "cost",
                               "present", "reliable", "complete",     "stale"};
constexpr std::chrono::milliseconds patience{400};
// A body or a function with fewer assets is counted when it is asked.
constexpr int worthKeeping = 5000;

// What the facets of an asset are; {0}: where the assets come from, to be called asset.
constexpr const char* facts =
    "select asset.uid, asset.holder_uid, asset.class, coalesce(asset.stage, 'unknown') as stage,"
    " coalesce(stated.platform_use, '') as platform_use, coalesce(stated.domestic, '') as domestic,"
    " cost_band(asset.yearly_cost, asset.currency) as cost, {1},"
    " coalesce(coalesce(stage.alive, true) and coalesce(asset.last_confirmed_on, asset.recorded_at::date)"
    "  < (select stale_before()), false) as stale"
    " from {0} left join stage on stage.code = asset.stage"
    // The content is long and lies apart: it is fetched once for both.
    " cross join lateral jsonb_to_record(asset.content) stated(platform_use text, domestic text)";
// Of few assets each is asked for; of all the confirmed and the doubtful are gathered once.
constexpr const char* verdictsOfFew =
    "exists (select from evidence where evidence.asset_uid = asset.uid) as present,"
    " not judged.doubtful as reliable, not judged.incomplete as complete";
constexpr const char* fewAssets =
    "asked join asset using (uid) cross join lateral (select"
    "  coalesce(bool_or(severity in ('error', 'blocking')), false) as doubtful,"
    "  coalesce(bool_or(rule = 'owed-field-missing'), false) as incomplete"
    " from finding where finding.uid = asset.uid and finding.state = 'open') judged";
constexpr const char* verdictsOfAll =
    "seen.asset_uid is not null as present, doubtful.uid is null as reliable,"
    " incomplete.uid is null as complete";
constexpr const char* allAssets =
    "asset left join (select distinct asset_uid from evidence) seen on seen.asset_uid = asset.uid"
    " left join (select distinct uid from finding where state = 'open' and severity in ('error', 'blocking'))"
    "  doubtful on doubtful.uid = asset.uid"
    " left join (select distinct uid from finding where state = 'open' and rule = 'owed-field-missing')"
    "  incomplete on incomplete.uid = asset.uid";

constexpr Query forget{"asset_facet_store.forget", "delete from asset_facet_count"};
constexpr Query forgetScopes{"asset_facet_store.forget_scopes", "delete from asset_facet_scope"};
constexpr Query keepScopes{
    "asset_facet_store.keep_scopes",
    "insert into asset_facet_scope (scope_kind, scope, above, amount)"
    " select kept.scope_kind, kept.scope, case kept.scope_kind when 'subject' then coalesce(("
    "   select above.code from subject body join subject above on above.uid = body.parent_uid"
    "   where body.code = kept.scope), '')"
    "  when 'function' then coalesce((select function.classifier || ':' || function.parent"
    "   from function_code function where function.classifier || ':' || function.code = kept.scope), '')"
    "  else '' end, kept.amount"
    " from (select scope_kind, scope, sum(amount) as amount from asset_facet_count group by 1, 2) kept"};
constexpr Query dropFacts{"asset_facet_store.drop_facts",
                          "drop table if exists counted_facet, counted_branch"};
// Each asset with the functions it counts for: its own and those above them.
constexpr Query makeBranches{
    "asset_facet_store.branches",
    "create temporary table counted_branch on commit drop as"
    " select distinct performed.uid, above.classifier || ':' || above.counts_for as scope,"
    "  coalesce(function.classifier || ':' || function.parent, '') as above"
    " from asset_function performed join function_counted_for above"
    "  on above.classifier = performed.classifier and above.code = performed.function_code"
    " join function_code function on function.classifier = above.classifier and function.code = "
    "above.counts_for"};
constexpr Query analyzeFacts{"asset_facet_store.analyze_facts", "analyze counted_facet, counted_branch"};
constexpr Query readMark{"asset_facet_store.read_mark", "select counted_at from recount"};
constexpr Query isKept{"asset_facet_store.is_kept",
                       "select exists (select from asset_facet_scope where scope_kind = $1 and scope = $2)"};

std::string columns() {
    return fmt::format("{}", fmt::join(ownFacets, ", "));
}

std::string valueOf(const AssetQuestion& question, std::string_view name) {
    for (const auto& [known, value] : question.filters) {
        if (known == name) return value;
    }
    return {};
}

bool isOwn(std::string_view filter) {
    return std::ranges::find(ownFacets, filter) != ownFacets.end();
}

// Rows of filter, code, name, name in Russian, count become facets, in the order of the filters above and
// then as they come.
Facets gathered(const Result& rows) {
    std::map<std::string, std::vector<FacetValue>> found;
    for (const Row row : rows) {
        found[row.get<std::string>(0)].push_back({row.get<std::string>(1), row.get<std::string>(2),
                                                  row.get<std::string>(3), row.get<std::int64_t>(4)});
    }
    Facets facets;
    for (auto& [filter, values] : found)
        facets.facets.push_back({filter, std::move(values)});
    return facets;
}

// One arm for each facet of the asset's own that the question leaves open.
std::string ownArms(const AssetQuestion& question, std::string_view table, std::string_view counted) {
    std::string sql;
    for (const char* facet : ownFacets) {
        if (!valueOf(question, facet).empty()) continue;
        sql += fmt::format("{}select '{}', {}::text, '', '', {} from {} where {}::text <> '' group by 2",
                           sql.empty() ? "" : " union all ", facet, facet, counted, table, facet);
    }
    return sql;
}

// A statement with the kept counts' conditions bound: those of the question's own facets.
class KeptStatement {
  public:
    explicit KeptStatement(const AssetQuestion& question) {
        for (const auto& [name, value] : question.filters) {
            if (!value.empty() && isOwn(name))
                conditions_ += fmt::format(" and {}::text = {}", name, bound(value));
        }
    }
    std::string bound(const std::string& value) {
        parameters.add(value);
        return fmt::format("${}", parameters.size());
    }
    [[nodiscard]] const std::string& conditions() const { return conditions_; }

    Parameters parameters;

  private:
    std::string conditions_;
};

// Bodies or functions right below the one asked for, or at the top, that have the most assets in all; {0}:
// names by scope, {1}: kind, {2}: what is asked for, {3}: how many, {4}: the sum.
constexpr const char* keptBelow =
    " union all select '{1}', below.scope, named.name, named.name_ru, below.amount from ("
    "select scope, {4} as amount from (select scope, amount from asset_facet_scope where scope_kind = '{1}'"
    "  and above = {2} order by amount desc limit {3}) largest) below"
    " join ({0}) named on named.scope = below.scope where below.amount > 0";
constexpr const char* bodyNames =
    "select code as scope, coalesce(short_name, name) as name, '' as name_ru from subject";
constexpr const char* functionNames =
    "select classifier || ':' || code as scope, name, coalesce(name_ru, '') as name_ru from function_code";

std::string keptOf(KeptStatement& statement, const char* kind, const char* names, const std::string& under,
                   int most) {
    // Where nothing else is asked, their sums are at hand.
    const std::string amount =
        statement.conditions().empty()
            ? std::string("largest.amount")
            : fmt::format(
                  "coalesce((select sum(amount) from asset_facet_count kept where"
                  " kept.scope_kind = '{}' and kept.scope = largest.scope{}), 0)::bigint",
                  kind, statement.conditions());
    return fmt::format(fmt::runtime(keptBelow), names, kind, statement.bound(under), most, amount);
}

}  // namespace

std::optional<Facets> keptFacets(Transaction& transaction, const AssetQuestion& question) {
    if (question.past || !question.search.empty()) return std::nullopt;
    const std::string subject = valueOf(question, "subject");
    const std::string function = valueOf(question, "function");
    if (!subject.empty() && !function.empty()) return std::nullopt;
    for (const auto& [name, value] : question.filters) {
        if (!value.empty() && name != "subject" && name != "function" && !isOwn(name)) return std::nullopt;
    }
    const auto mark = transaction.run(readMark).oneOrNone();
    const std::string kind = !subject.empty() ? "subject" : !function.empty() ? "function" : "all";
    const std::string scope = subject + function;
    if (!mark || !transaction.run(isKept, kind, scope).one().get<bool>(0)) return std::nullopt;
    KeptStatement statement(question);
    const std::string kindBound = statement.bound(kind);
    const std::string scopeBound = statement.bound(scope);
    std::string arms = ownArms(question, "chosen", "sum(amount)::bigint");
    std::string sql = fmt::format(
        "with chosen as materialized (select {}, sum(amount) as amount from asset_facet_count"
        " where scope_kind = {} and scope = {}{} group by {})"
        " select '', '', '', '', 0::bigint where false",
        columns(), kindBound, scopeBound, statement.conditions(), columns());
    if (!arms.empty()) sql += " union all " + arms;
    if (function.empty()) sql += keptOf(statement, "subject", bodyNames, subject, 10);
    if (subject.empty()) sql += keptOf(statement, "function", functionNames, function, 60);
    Facets facets = gathered(transaction.runShape("asset_facet_store.kept", sql, statement.parameters));
    facets.countedAt = mark->get<Instant>(0);
    return facets;
}

Facets countedFacets(Transaction& transaction, const AssetQuestion& question) {
    const AssetSet set = assetSet(transaction, question, static_cast<std::size_t>(mostCounted) + 1, patience);
    const std::string subject = valueOf(question, "subject");
    const std::string function = valueOf(question, "function");
    Parameters parameters;
    parameters.add(set.uids).add(subject).add(function);
    std::string arms = ownArms(question, "chosen", "count(*)");
    const std::string sql =
        "with recursive asked as materialized (select unnest($1::uuid[]) as uid), chosen as materialized (" +
        fmt::format(fmt::runtime(facts), fewAssets, verdictsOfFew) +
        "),"
        // Each holder is followed upwards until it is right below the body asked for, or at the top.
        " climb(holder, uid, parent_uid, step) as ("
        " select body.uid, body.uid, body.parent_uid, 1 from subject body"
        "  where body.uid in (select holder_uid from chosen)"
        " union all select climb.holder, above.uid, above.parent_uid, climb.step + 1 from climb"
        "  join subject above on above.uid = climb.parent_uid where climb.step < 50"
        "   and climb.parent_uid is distinct from (select uid from subject where code = $2)),"
        " held as materialized (select holder_uid, count(*) as assets from chosen group by 1),"
        // The functions of these assets first: the planner would rather walk the functions of all.
        " performed as materialized (select stated.uid, stated.classifier, stated.function_code"
        "  from asked join asset_function stated using (uid))"
        " select '', '', '', '', 0::bigint where false" +
        (arms.empty() ? arms : " union all " + arms) +
        " union all (select 'subject', body.code, coalesce(body.short_name, body.name), '',"
        "  sum(held.assets)::bigint from held join climb on climb.holder = held.holder_uid"
        "  join subject body on body.uid = climb.uid"
        "  where climb.parent_uid is not distinct from (select uid from subject where code = $2)"
        "  group by 2, 3 order by 5 desc, 2 limit 10)"
        " union all (select 'function', function.classifier || ':' || function.code, function.name,"
        "  coalesce(function.name_ru, ''), count(distinct performed.uid)"
        "  from performed join function_counted_for above"
        "   on above.classifier = performed.classifier and above.code = performed.function_code"
        "  join function_code function on function.classifier = above.classifier"
        "   and function.code = above.counts_for"
        "  where case when $3 = '' then function.parent is null"
        "    else function.classifier || ':' || function.parent = $3 end"
        "  group by 2, 3, 4 order by 2 limit 60)";
    Facets facets = gathered(transaction.runShape("asset_facet_store.counted", sql, parameters));
    facets.least = !set.whole;
    return facets;
}

void keepFacets(WriteTransaction& transaction) {
    transaction.run(forget);
    transaction.run(forgetScopes);
    transaction.run(dropFacts);
    const auto keep = [&](const char* name, const std::string& sql) {
        transaction.runOnce(name, sql, Parameters());
    };
    keep("asset_facet_store.facts", "create temporary table counted_facet on commit drop as " +
                                        fmt::format(fmt::runtime(facts), allAssets, verdictsOfAll));
    transaction.run(makeBranches);
    transaction.run(analyzeFacts);
    keep("asset_facet_store.keep_all",
         fmt::format("insert into asset_facet_count (scope_kind, scope, {0}, amount)"
                     " select 'all', '', {0}, count(*) from counted_facet group by {0}",
                     columns()));
    keep("asset_facet_store.keep_bodies",
         fmt::format("with held as materialized (select holder_uid, {0}, count(*) as amount"
                     "  from counted_facet group by holder_uid, {0}),"
                     " above as materialized (select uid, counts_for from counted_for('')),"
                     " worth as materialized (select above.counts_for, body.code from held"
                     "  join above on above.uid = held.holder_uid join subject body"
                     "   on body.uid = above.counts_for group by 1, 2 having sum(held.amount) >= {1})"
                     " insert into asset_facet_count (scope_kind, scope, {0}, amount)"
                     " select 'subject', worth.code, {0}, sum(amount) from held"
                     " join above on above.uid = held.holder_uid join worth using (counts_for)"
                     " group by worth.code, {0}",
                     columns(), worthKeeping));
    keep("asset_facet_store.keep_functions",
         fmt::format("with worth as materialized (select scope from counted_branch group by 1"
                     "  having count(*) >= {1})"
                     " insert into asset_facet_count (scope_kind, scope, {0}, amount)"
                     " select 'function', branch.scope, {0}, count(*) from counted_branch branch"
                     " join worth using (scope) join counted_facet using (uid) group by branch.scope, {0}",
                     columns(), worthKeeping));
    transaction.run(keepScopes);
    keepFacetSums(transaction);
}

}  // namespace cadastre::reports
