// The reports of what there is and what happened to it: assets, subjects, events, expiring rights, the
// journal of changes and the submissions that made them.
#include "reports/asset_filter.h"
#include "reports/catalogue_parts.h"

namespace cadastre::reports {

using enum ColumnType;
using Takes = Filter::Takes;

Report assetsReport() {
    return {
        .name = "assets",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"uid", text, "asset.uid"},
                {"register_number", number, "asset.register_number"},
                {"class", text, "asset.class"},
                {"holder", text, "holder.code"},
                {"holder_name", text, "holder.name"},
                {"holder_key", text, "asset.holder_key"},
                {"name", text, "asset.name"},
                {"short_name", text, "asset.short_name"},
                {"purpose", text, "asset.purpose"},
                {"stage", text, "asset.stage"},
                {"stage_since", date, "asset.stage_since"},
                {"commissioned_on", date, "asset.commissioned_on"},
                {"last_confirmed_on", date, "asset.last_confirmed_on"},
                {"sensitivity", text, "asset.sensitivity"},
                {"functions", text,
                 "(select string_agg(stated->>'classifier' || ':' || (stated->>'code'), '|')"
                 " from jsonb_array_elements(asset.content->'functions') stated)"},
                {"currency", text, "asset.currency"},
                {"yearly_cost", money, "major(asset.yearly_cost, currency.minor_digits)"},
                {"planned_development_cost", money,
                 "major(asset.planned_development_cost, currency.minor_digits)"},
                {"valid_from", date, "asset.valid_from"},
                {"recorded_at", date, "instant(asset.recorded_at)"},
            },
        .filters = assetFilters(),
        .with = "",
        .from =
            "from {assets} asset join {subjects} holder on holder.uid = asset.holder_uid"
            " left join currency on currency.code = asset.currency where {filters}",
        .order = "asset.uid",
        .key = {{"asset.uid", "uuid"}},
        .countedBy = "class",
    };
}

Report subjectsReport() {
    return {
        .name = "subjects",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"uid", text, "holder.uid"},
                {"code", text, "holder.code"},
                {"name", text, "holder.name"},
                {"short_name", text, "holder.short_name"},
                {"subject_kind", text, "holder.subject_kind"},
                {"government_level", text, "holder.government_level"},
                {"parent", text, "holder.parent_code"},
                {"tax_number", text, "holder.tax_number"},
                {"registration_number", text, "holder.registration_number"},
                {"founded_on", date, "holder.founded_on"},
                {"dissolved_on", date, "holder.dissolved_on"},
                {"assets", number, "coalesce(held.assets, 0)"},
                {"programmes", number, "coalesce(run.programmes, 0)"},
                {"valid_from", date, "holder.valid_from"},
                {"bodies_below", number, "greatest(coalesce(whole.bodies, 0) - 1, 0)"},
                {"assets_with_below", number, "coalesce(whole.assets, 0)"},
                {"open_findings_with_below", number, "coalesce(whole.findings, 0)"},
                {"currency", text, "whole.currency", "held.currency"},
                {"yearly_cost_with_below", money, "major(whole.cost, currency.minor_digits)",
                 "major(held.cost, own_currency.minor_digits)"},
            },
        .filters =
            {
                subjectFilter(),
                {"kind", Takes::code, "holder.subject_kind = {value}"},
                {"level", Takes::code, "holder.government_level = {value}"},
                {"text", Takes::text, "(holder.name || ' ' || holder.code) ilike {like}"},
                {"search", Takes::text,
                 "(holder.code || ' ' || holder.name || ' ' || coalesce(holder.short_name, '')) ilike "
                 "{like}"},
                {"under", Takes::code,
                 "holder.uid in (select subjects_below({value})) and holder.code <> {value}"},
                {"filed", Takes::code,
                 "{value} = 'nothing' and holder.uid in (select silent.uid from {silent_subjects} silent)"},
            },
        // A body's own numbers, and those of all that stand below it. Costs are added where all that is known
        // is in one currency.
        .with =
            "with recursive body as materialized (select * from {subjects} subject),"
            " lineage(uid, above) as (select uid, uid from body"
            " union select lineage.uid, body.parent_uid from lineage join body on body.uid = lineage.above"
            " where body.parent_uid is not null),"
            " held as (select holder_uid, count(*) as assets,"
            " case when min(currency) filter (where yearly_cost is not null) = max(currency) filter (where"
            " yearly_cost is not null) then sum(yearly_cost)::bigint end as cost,"
            " min(currency) filter (where yearly_cost is not null) as currency,"
            " max(currency) filter (where yearly_cost is not null) as other_currency"
            " from {assets} asset group by 1),"
            " found as (select owner_uid as uid, count(*) as findings from {findings} finding"
            " where finding.state = 'open' and owner_uid is not null group by 1),"
            " run as (select holder_uid, count(*) as programmes from {programmes} programme group by 1),"
            " summed as (select lineage.above as uid, count(*) as bodies, sum(held.assets) as assets,"
            " sum(found.findings) as findings, sum(held.cost)::bigint as cost, min(held.currency) as "
            "currency,"
            " max(held.other_currency) as other_currency from lineage"
            " left join held on held.holder_uid = lineage.uid left join found on found.uid = lineage.uid"
            " group by 1),"
            " whole as (select uid, bodies, assets, findings, case when currency = other_currency then cost "
            "end"
            " as cost, case when currency = other_currency then currency end as currency from summed)",
        .from =
            "from body holder left join held on held.holder_uid = holder.uid"
            " left join run on run.holder_uid = holder.uid left join whole on whole.uid = holder.uid"
            " left join currency on currency.code = whole.currency"
            " left join currency own_currency on own_currency.code = held.currency where {filters}",
        .order = "holder.uid",
        .key = {{"holder.uid", "uuid"}},
        .countedBy = "subject_kind",
    };
}

Report eventsReport() {
    return {
        .name = "events",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"uid", text, "event.uid"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "record.holder_key"},
                {"name", text, "asset.name"},
                {"event", number, "event.event_id"},
                {"event_kind", text, "event.event_kind"},
                {"happened_on", date, "event.happened_on"},
                {"stage_before", text, "event.stage_before"},
                {"stage_after", text, "event.stage_after"},
                {"note", text, "event.note"},
                {"document", text,
                 "coalesce((select document.title from document where document.uid = event.document_uid),"
                 " event.document_stated)"},
                {"submission", text, "event.submission_id"},
                {"recorded_at", date, "instant(event.recorded_at)"},
            },
        .filters =
            {
                subjectFilter(),
                {"kind", Takes::code, "event.event_kind = {value}"},
                {"uid", Takes::code, "event.uid::text = lower({value})"},
                {"from", Takes::date, "event.happened_on >= {value}"},
                {"to", Takes::date, "event.happened_on <= {value}"},
                {"submission", Takes::code, "event.submission_id::text = lower({value})"},
            },
        .with = "",
        .from =
            "from {events} event join record on record.uid = event.uid"
            " join {subjects} holder on holder.uid = record.holder_uid"
            " left join {assets} asset on asset.uid = event.uid where {filters}",
        .order = "event.uid, event.event_id",
        .key = {{"event.uid", "uuid"}, {"event.event_id", "bigint"}},
        .countedBy = "event_kind",
    };
}

Report expiringReport() {
    return {
        .name = "expiring",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"what", text, "term.what"},
                {"expires_on", date, "term.expires_on"},
                {"days_left", number, "term.expires_on - {day}"},
                {"holder", text, "holder.code"},
                {"holder_name", text, "holder.name"},
                {"holder_key", text, "term.holder_key"},
                {"name", text, "term.name"},
                {"stage", text, "term.stage"},
                {"reference", text, "term.reference"},
                {"uid", text, "term.uid"},
            },
        .filters =
            {
                subjectFilter(),
                {"what", Takes::code, "term.what = {value}"},
                {"within", Takes::number, "term.expires_on - {day} <= {value}"},
                {"expired", Takes::boolean, "(term.expires_on < {day}) = {value}"},
                {"stage", Takes::code, "term.stage is not distinct from nullif({value}, 'unknown')"},
            },
        .with =
            "with term as ("
            " select asset.uid, asset.holder_uid, asset.holder_key, asset.name, asset.stage,"
            " stated.what, stated.expires_on, stated.reference from {assets} asset"
            // The content is long and lies apart: it is fetched once for all terms.
            " cross join lateral jsonb_to_record(asset.content) said(attestation_expires_on date,"
            " attestation_number text, licence_expires_on date, domestic_register_number text,"
            " support_ends_on date, version text, useful_life_ends_on date, inventory_number text)"
            " cross join lateral (values"
            " ('attestation', said.attestation_expires_on, said.attestation_number),"
            " ('licence', said.licence_expires_on, said.domestic_register_number),"
            " ('support', said.support_ends_on, said.version),"
            " ('useful_life', said.useful_life_ends_on, said.inventory_number))"
            " stated(what, expires_on, reference) where stated.expires_on is not null"
            " union all"
            " select asset.uid, asset.holder_uid, asset.holder_key, asset.name, asset.stage,"
            " 'vendor_support', release.support_ends_on, release.product || ' ' || release.cycle"
            " from {assets} asset join product_release release"
            " on release.product = lower(asset.content->>'product')"
            " and release.cycle = asset.content->>'product_cycle'"
            " where release.support_ends_on is not null"
            " union all"
            " select contract.uid, contract.holder_uid, contract.holder_key, contract.name, null,"
            " 'contract', contract.ends_on, contract.contract_number"
            " from contract where contract.ends_on is not null)",
        .from = "from term join {subjects} holder on holder.uid = term.holder_uid where {filters}",
        .order = "term.expires_on, holder.code, term.holder_key, term.what, term.uid",
        .key = {{"term.expires_on", "date"},
                {"holder.code", "text"},
                {"term.holder_key", "text"},
                {"term.what", "text"},
                {"term.uid", "uuid"}},
        .countedBy = "what",
    };
}

Report journalReport() {
    return {
        .name = "journal",
        .source = Report::Source::query,
        .history = History::known,
        .columns =
            {
                {"recorded_at", date, "instant(version.recorded_at)"},
                {"actor", text, "submission.actor"},
                {"submission", text, "version.submission_id"},
                {"submission_kind", text, "submission.kind"},
                {"kind", text, "version.kind"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "record.holder_key"},
                {"name", text, "version.name"},
                {"valid_from", date, "version.valid_from"},
                {"change", text,
                 "case when version.ended then 'ended' when former.content is null then 'registered'"
                 " else 'changed' end"},
                {"changed_fields", text,
                 "(select string_agg(coalesce(stated.key, was.key), '|' order by coalesce(stated.key, "
                 "was.key))"
                 " from jsonb_each(version.content) stated"
                 " full join jsonb_each(former.content) was on was.key = stated.key"
                 " where former.content is not null and stated.value is distinct from was.value)"},
                {"uid", text, "version.uid"},
            },
        .filters =
            {
                subjectFilter(),
                {"kind", Takes::code, "version.kind = {value}"},
                {"uid", Takes::code, "version.uid::text = lower({value})"},
                {"actor", Takes::text, "submission.actor = {value}"},
                {"submission", Takes::code, "version.submission_id::text = lower({value})"},
                {"from", Takes::date, "version.recorded_at >= {value}::timestamp at time zone 'UTC'"},
                {"to", Takes::date, "version.recorded_at < ({value} + 1)::timestamp at time zone 'UTC'"},
            },
        .with = "",
        .from =
            "from record_version version join record on record.uid = version.uid"
            " join submission on submission.submission_id = version.submission_id"
            " left join subject holder on holder.uid = version.holder_uid"
            " left join lateral (select before.content from record_version before"
            " where before.uid = version.uid and before.valid_from <= version.valid_from"
            " and before.recorded_at < version.recorded_at and not before.ended"
            " order by before.valid_from desc, before.recorded_at desc limit 1) former on true"
            " where version.recorded_at <= {known} and {filters}",
        .order = "version.recorded_at, version.uid, version.valid_from",
        .key = {{"version.recorded_at", "timestamptz"},
                {"version.uid", "uuid"},
                {"version.valid_from", "date"}},
        .countedBy = "change",
    };
}

Report submissionsReport() {
    return {
        .name = "submissions",
        .source = Report::Source::query,
        .history = History::known,
        .columns =
            {
                {"submission", text, "submission.submission_id"},
                {"received_at", date, "instant(submission.received_at)"},
                {"kind", text, "submission.kind"},
                {"actor", text, "submission.actor"},
                {"subject", text, "submission.subject_code"},
                {"reason", text, "submission.reason"},
                {"source", text, "submission.source_name"},
                {"map", text, "submission.map_name"},
                {"complete", text, "case when submission.complete then 'true' else 'false' end"},
                {"read", number, "submission.read_count"},
                {"accepted", number, "submission.accepted_count"},
                {"unchanged", number, "submission.unchanged_count"},
                {"rejected", number, "submission.rejected_count"},
                {"ignored", number, "submission.ignored_count"},
                {"undoes", text, "submission.undoes"},
                {"undone_by", text,
                 "(select undo.submission_id from submission undo"
                 " where undo.undoes = submission.submission_id and undo.received_at <= {known})"},
                {"files", text,
                 "(select string_agg(file.name || ' sha256:' || file.sha256, '|' order by file.position)"
                 " from submission_file file where file.submission_id = submission.submission_id)"},
            },
        .filters =
            {
                {"subject", Takes::code, "submission.subject_code = {value}"},
                {"kind", Takes::code, "submission.kind = {value}"},
                {"actor", Takes::text, "submission.actor = {value}"},
                {"from", Takes::date, "submission.received_at >= {value}::timestamp at time zone 'UTC'"},
                {"to", Takes::date, "submission.received_at < ({value} + 1)::timestamp at time zone 'UTC'"},
            },
        .with = "",
        .from = "from submission where submission.received_at <= {known} and {filters}",
        .order = "submission.received_at, submission.submission_id",
        .key = {{"submission.received_at", "timestamptz"}, {"submission.submission_id", "uuid"}},
        .countedBy = "kind",
    };
}

}  // namespace cadastre::reports
