// The discipline of subjects: who reported in time, how complete, and with how many findings; the silent
// first.
#include "reports/asset_filter.h"
#include "reports/catalogue_parts.h"

namespace cadastre::reports {

using enum ColumnType;
using Takes = Filter::Takes;

Report disciplineReport() {
    return {
        .name = "discipline",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"holder", text, "holder.code"},
                {"holder_name", text, "holder.name"},
                {"parent", text, "holder.parent_code"},
                {"assets", number, "coalesce(held.assets, 0)"},
                {"owed_reports", number, "coalesce(reported.owed, 0)"},
                {"on_time", number, "coalesce(reported.on_time, 0)"},
                {"late", number, "coalesce(reported.late, 0)"},
                {"nil", number, "coalesce(reported.nil, 0)"},
                {"silent", number, "coalesce(reported.silent, 0)"},
                {"not_yet_due", number, "coalesce(reported.not_yet_due, 0)"},
                {"timely_percent", number,
                 "round(100.0 * (reported.on_time + reported.nil) / nullif(reported.owed - "
                 "reported.not_yet_due, 0), 2)"},
                {"complete_percent", number,
                 "round(100.0 * weighed.stated_weight / nullif(weighed.owed_weight, 0), 2)"},
                {"stale", number, "coalesce(ageing.stale, 0)"},
                {"omitted", number, "coalesce(hit.omitted, 0)"},
                {"open_errors", number, "coalesce(hit.errors, 0)"},
                {"open_warnings", number, "coalesce(hit.warnings, 0)"},
                {"overdue_findings", number, "coalesce(hit.overdue, 0)"},
            },
        .filters =
            {
                subjectFilter(),
                {"silent", Takes::boolean, "(coalesce(reported.silent, 0) > 0) = {value}"},
                {"parent", Takes::code, "holder.parent_code = {value}"},
            },
        .with =
            // A body has reported in a round when anything of its own came in after the period began: an
            // asset, programme or project that changed, or a submission in its name that said nothing new.
            // What others say of it, as a mandate, is no report; the rule silent-in-round says the same.
        "with came as materialized ("
        " select holder_uid as uid, class, recorded_at::date as came_on from record_version version"
        " where holder_uid in (select subject_uid from round_duty)"
        " and kind in ('asset', 'programme', 'project') and recorded_at <= {known} group by 1, 2, 3"
        " union select subject.uid, null, submission.received_at::date from submission"
        " join subject on subject.code = submission.subject_code"
        " where submission.kind = 'import' and accepted_count + unchanged_count > ignored_count"
        " and submission.received_at <= {known}),"
        " duty as (select duty.uid, duty.subject_uid, round.due_on, min(came.came_on) as came_on,"
        " exists (select from nil_return nil where nil.round_uid = round.uid"
        " and nil.subject_uid = duty.subject_uid) as nil"
        " from round_duty duty join round on round.uid = duty.round_uid"
        " left join came on came.uid = duty.subject_uid and came.came_on >= round.period_starts_on"
        " and (duty.class is null or came.class is null or came.class = duty.class)"
        " where round.period_starts_on <= {day} group by duty.uid, round.uid),"
        " reported as materialized (select subject_uid, count(*) as owed,"
        " count(*) filter (where not nil and came_on <= due_on) as on_time,"
        " count(*) filter (where not nil and came_on > due_on) as late,"
        " count(*) filter (where nil) as nil,"
        " count(*) filter (where not nil and came_on is null and due_on < {day}) as silent,"
        " count(*) filter (where not nil and came_on is null and due_on >= {day}) as not_yet_due"
        " from duty group by 1),"
        // Complete is what says something, is kept back on a stated ground, or is unknown until a day that
        // has not passed; a placeholder says nothing. Content is unpacked once for each asset (the
        // concatenation does that) and summed up there, so that only sums are sorted by holder.
        " owed as materialized (select class, stage, array_agg(field) as fields, array_agg(weight) as "
        "weights,"
        " sum(weight) as weight, array_agg(exists (select from placeholder"
        " where placeholder.field = owed_field.field)) as guarded"
        " from owed_field where valid_from <= {day} and (valid_to is null or valid_to >= {day}) group by 1, "
        "2),"
        " weighed as materialized (select holder_uid, sum(weight) as owed_weight,"
        " sum(weight - lacking) as stated_weight from ("
        " select asset.holder_uid, owed.weight, (select coalesce(sum(part.weight), 0)"
        " from unnest(owed.fields, owed.weights, owed.guarded) as part(field, weight, guarded)"
        " where (guarded or not content ? field)"
        " and not (content ? field and not (octet_length(content->>field) < 80"
        " and (field, lower(content->>field)) in (select placeholder.field, value from placeholder)))"
        " and not coalesce(content->'withheld' ? field, false)"
        " and not coalesce(nullif(content->'unknown'->>field, '')::date >= {day}, false)) as lacking"
        " from (select holder_uid, class, stage, content || jsonb_build_object() as content"
        " from {assets} asset offset 0) asset"
        " join owed using (class, stage) offset 0) each group by 1),"
        " held as materialized (select holder_uid, count(*) as assets from {assets} asset group by 1),"
        " ageing as materialized (select asset.holder_uid, count(*) as stale"
        " from {assets} asset left join stage on stage.code = asset.stage"
        " where coalesce(stage.alive, true) and coalesce(asset.last_confirmed_on, asset.recorded_at::date)"
        " < {day} - (select value::integer from setting where name = 'confirmation_period'"
        " and valid_from <= {day} order by valid_from desc limit 1) group by 1),"
        " hit as materialized (select coalesce(finding.owner_uid, record.holder_uid, record.uid) as uid,"
        " count(*) filter (where finding.rule = 'omitted') as omitted,"
        " count(*) filter (where finding.severity = 'error') as errors,"
        " count(*) filter (where finding.severity = 'warning') as warnings,"
        " count(*) filter (where finding.due_on < {day}) as overdue"
        " from {findings} finding join record on record.uid = finding.uid where finding.state = 'open'"
        " group by 1)",
        .from =
            "from {subjects} holder left join reported on reported.subject_uid = holder.uid"
            " left join held on held.holder_uid = holder.uid"
            " left join weighed on weighed.holder_uid = holder.uid left join ageing on ageing.holder_uid = "
            "holder.uid"
            " left join hit on hit.uid = holder.uid"
            " where (holder.dissolved_on is null or holder.dissolved_on > {day}) and {filters}",
        .order =
            "coalesce(reported.silent, 0) desc, coalesce(reported.late, 0) desc,"
            " coalesce(hit.errors, 0) desc, holder.code",
        .key = {{"holder.code", "text"}},
    };
}

}  // namespace cadastre::reports
