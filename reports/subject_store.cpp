// The SQL of the tree of bodies and of the lists in a profile.
#include "reports/subject_store.h"

#include <fmt/format.h>

#include "reports/picture_store.h"

namespace cadastre::reports {

namespace {

constexpr Query readSubject{
    "subject_store.subject",
    "select subject.uid, subject.code, subject.name, coalesce(subject.short_name, ''), "
    "coalesce(subject.subject_kind, ''),"
    " coalesce(subject.government_level, ''), coalesce(parent.code, ''), coalesce(parent.name, ''),"
    " coalesce(subject.tax_number, ''), coalesce(subject.registration_number, ''),"
    " coalesce(subject.founded_on::text, ''), coalesce(subject.dissolved_on::text, ''),"
    " exists (select from silent_subject where silent_subject.uid = subject.uid)"
    " from subject left join subject parent on parent.uid = subject.parent_uid where subject.code = $1"};

// A search and the silent are looked for below the body they are asked under; a level is what is right below
// it.
constexpr const char* listConditions =
    " where case when $2 <> '' then strpos(lower(subject.code || ' ' || subject.name || ' ' ||"
    "   coalesce(subject.short_name, '')), lower($2)) > 0"
    "  when $3 then $1 = '' or subject.uid in (select subjects_below($1))"
    "  when $1 = '' then subject.parent_uid is null"
    "  else subject.parent_uid = (select uid from subject where code = $1) end"
    " and (not $3 or subject.uid in (select uid from silent_subject))";

constexpr Query readMoney{"subject_store.money",
                          "select subject_uid, measure, currency, sum(money_low)::bigint from subject_count"
                          " where subject_uid = any($1::uuid[]) and measure in ('costs', 'standings')"
                          " and currency <> '' and money_low is not null"
                          " group by 1, 2, 3 order by 1, 2, 4 desc"};

// A system that states a function puts a pair into another state, or outside the mandate.
constexpr Query readStating{
    "subject_store.stating",
    "select distinct subject_uid from coverage_sum where subject_uid = any($1::uuid[])"
    " and function_code = '' and state <> 'not_covered'"};

constexpr Query readHoldersStating{
    "subject_store.holders_stating",
    "select code from subject where code = any($1) and exists (select from coverage_cell cell"
    " where cell.holder_uid = subject.uid and cell.state <> 'not_covered')"};

constexpr Query readFirst{"subject_store.first", "select code, name from subject order by code limit $1"};

// A body has reported when an asset, programme or project of it, or a delivery in its name, came in after the
// period began, as the report discipline and the rule silent-in-round say. What others say of it, as a
// mandate, is no report.
constexpr Query readRounds{
    "subject_store.rounds",
    "select round.code, round.name, round.due_on::text, count(*), count(*) filter (where came and not nil),"
    " count(*) filter (where nil), count(*) filter (where not came and not nil), round.due_on < read_day()"
    " from (select duty.round_uid, exists (select from nil_return returned where returned.round_uid = "
    "duty.round_uid"
    "   and returned.subject_uid = duty.subject_uid) as nil,"
    "  exists (select from record_version version where version.holder_uid = duty.subject_uid"
    "   and version.kind in ('asset', 'programme', 'project')"
    "   and version.recorded_at >= owed.period_starts_on and (duty.class is null or version.class is null"
    "   or version.class = duty.class)) or exists (select from submission join subject on subject.code = "
    "subject_code"
    "   where subject.uid = duty.subject_uid and submission.kind = 'import'"
    "   and accepted_count + unchanged_count > ignored_count"
    "   and received_at >= owed.period_starts_on and received_at <= read_moment()) as came"
    "  from round_duty duty join round owed on owed.uid = duty.round_uid"
    "  where duty.subject_uid in (select subjects_below($1)) and owed.period_starts_on <= read_day()) owing"
    " join round on round.uid = owing.round_uid group by round.uid order by round.due_on desc, round.code "
    "limit $2"};

}  // namespace

std::optional<Subject> subjectOf(Transaction& transaction, const std::string& code) {
    const auto row = transaction.run(readSubject, code).oneOrNone();
    if (!row) return std::nullopt;
    return Subject{row->get<std::string>(0), row->get<std::string>(1),  row->get<std::string>(2),
                   row->get<std::string>(3), row->get<std::string>(4),  row->get<std::string>(5),
                   row->get<std::string>(6), row->get<std::string>(7),  row->get<std::string>(8),
                   row->get<std::string>(9), row->get<std::string>(10), row->get<std::string>(11),
                   row->get<bool>(12)};
}

std::vector<SubjectRow> subjectRows(Transaction& transaction, const Times& times,
                                    const SubjectListQuestion& question) {
    needPicture(transaction, times, PictureStep::bodies);
    const auto counted = [](const char* amount, const char* measure) {
        return fmt::format(
            "coalesce((select {} from subject_count where subject_uid = listed.uid and measure = '{}'),"
            " 0)::bigint",
            amount, measure);
    };
    const std::string greatest =
        "(select max(money) from (select sum(money_low) as money from subject_count where subject_uid ="
        " listed.uid and measure = '{}' group by currency) by_currency)";
    const std::string uncovered =
        "coalesce((select sum(pairs) from coverage_sum where subject_uid = listed.uid"
        "  and function_code = '' and state = 'not_covered'), 0)::bigint";
    const auto rank = [&]() -> std::string {
        switch (question.order) {
            case SubjectOrder::assets:
                return counted("sum(amount)", "assets");
            case SubjectOrder::cost:
                return fmt::format("coalesce({}, 0)::bigint", fmt::format(fmt::runtime(greatest), "costs"));
            case SubjectOrder::plan:
                return fmt::format("coalesce({}, 0)::bigint",
                                   fmt::format(fmt::runtime(greatest), "standings"));
            case SubjectOrder::findings:
                return counted("sum(amount)", "findings");
            case SubjectOrder::uncovered:
                return uncovered;
            case SubjectOrder::code:
                break;
        }
        return "0::bigint";
    }();
    const std::string sql = fmt::format(
        "select uid, code, name, short_name, parent_name, {} , {}, {}, {}, rank from ("
        "select *, {} as rank from ("
        "select subject.uid, subject.code, subject.name, coalesce(subject.short_name, '') as short_name,"
        " coalesce(parent.name, '') as parent_name from subject left join subject parent on parent.uid ="
        " subject.parent_uid {}) listed) listed where $4 = '' or rank < $6 or (rank = $6 and code > $4)"
        " order by rank desc, code limit $5",
        counted("greatest(sum(amount) - 1, 0)", "bodies"), counted("sum(amount)", "assets"),
        counted("sum(amount)", "findings"), uncovered, rank, listConditions);
    Parameters parameters(std::in_place, question.under, question.search, question.filedNothing,
                          question.after, subjectsOnPage + 1, question.afterRank);
    std::vector<SubjectRow> rows;
    for (const Row row : transaction.runOnce("subject_store.rows", sql, parameters)) {
        rows.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                        row.get<std::string>(3), row.get<std::string>(4), row.get<std::int64_t>(5),
                        row.get<std::int64_t>(6), row.get<std::int64_t>(7), row.get<std::int64_t>(8),
                        row.get<std::int64_t>(9)});
    }
    return rows;
}

std::vector<SubjectMoney> moneyOfSubjects(Transaction& transaction, const Times& times,
                                          const std::vector<SubjectRow>& rows) {
    needPicture(transaction, times, PictureStep::bodies);
    std::vector<std::string> uids;
    uids.reserve(rows.size());
    for (const SubjectRow& row : rows)
        uids.push_back(row.uid);
    std::vector<SubjectMoney> money;
    for (const Row row : transaction.run(readMoney, uids)) {
        money.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                         row.get<std::int64_t>(3)});
    }
    return money;
}

std::set<std::string> bodiesThatStateFunctions(Transaction& transaction, const Times& times,
                                               const std::vector<std::string>& uids) {
    needPicture(transaction, times, PictureStep::coverage);
    std::set<std::string> stating;
    for (const Row row : transaction.run(readStating, uids))
        stating.insert(row.get<std::string>(0));
    return stating;
}

std::set<std::string> holdersThatStateFunctions(Transaction& transaction, const Times& times,
                                                const std::vector<CoveragePair>& pairs) {
    needPicture(transaction, times, PictureStep::coverage);
    std::vector<std::string> codes;
    codes.reserve(pairs.size());
    for (const CoveragePair& pair : pairs)
        codes.push_back(pair.holderCode);
    std::set<std::string> stating;
    for (const Row row : transaction.run(readHoldersStating, codes))
        stating.insert(row.get<std::string>(0));
    return stating;
}

std::vector<NamedCode> firstSubjects(Transaction& transaction, int most) {
    std::vector<NamedCode> bodies;
    for (const Row row : transaction.run(readFirst, most))
        bodies.push_back({row.get<std::string>(0), row.get<std::string>(1)});
    return bodies;
}

std::int64_t countSubjects(Transaction& transaction, const SubjectListQuestion& question) {
    const std::string everyLevel =
        "select count(*) from subject where $1 = '' or subject.uid in (select subjects_below($1)) and code "
        "<> $1";
    const bool level = question.search.empty() && !question.filedNothing;
    const std::string sql =
        level ? everyLevel : fmt::format("select count(*) from subject {}", listConditions);
    Parameters parameters(std::in_place, question.under);
    if (!level) parameters.add(question.search).add(question.filedNothing);
    return transaction.runOnce("subject_store.count", sql, parameters).one().get<std::int64_t>(0);
}

std::vector<SubjectRound> roundsOf(Transaction& transaction, const std::string& code, int most) {
    std::vector<SubjectRound> rounds;
    for (const Row row : transaction.run(readRounds, code, most)) {
        rounds.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                          row.get<std::int64_t>(3), row.get<std::int64_t>(4), row.get<std::int64_t>(5),
                          row.get<std::int64_t>(6), row.get<bool>(7)});
    }
    return rounds;
}

}  // namespace cadastre::reports
