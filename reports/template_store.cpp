// The SQL of the template.
#include "reports/template_store.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "reports/report_query.h"
#include "schema/copied_rows.h"
#include "schema/copy.h"

namespace cadastre::reports {
namespace {

using enum ColumnType;

constexpr Query subjectCode{"template.subject_code", "select count(*) from subject where code = $1"};

// The newest state of everything the subject holds, and of the subject itself.
constexpr const char* heldRecords =
    "from record join record holder on holder.uid = coalesce(record.holder_uid, record.uid)"
    " join lateral (select * from record_version state where state.uid = record.uid"
    " and state.valid_from <= {day} and state.recorded_at <= {known}"
    " order by state.valid_from desc, state.recorded_at desc limit 1) version on not version.ended"
    " join record_kind kind on kind.code = record.kind"
    " left join currency on currency.code = version.content->>'currency'"
    " where (record.kind = 'subject' or kind.held) and {filters}";

std::vector<Filter> heldFilters() {
    return {{"subject", Filter::Takes::code, "holder.holder_key = {value} and holder.kind = 'subject'"},
            {"kind", Filter::Takes::code, "record.kind = {value}"},
            {"class", Filter::Takes::code, "version.class = {value}"}};
}

Report recordsReport() {
    return {
        .name = "template",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"kind", text, "record.kind"},
                {"class", text, "version.class"},
                {"subject", text, "case when record.holder_uid is not null then holder.holder_key end"},
                {"key", text, "record.holder_key"},
                {"minor_digits", number, "currency.minor_digits"},
                {"fields", text,
                 "(select jsonb_object_agg(stated.key, jsonb_build_array(jsonb_typeof(stated.value),"
                 " stated.value #>> '{}')) from jsonb_each(version.content) stated"
                 " where jsonb_typeof(stated.value) in ('string', 'number', 'boolean'))"},
                {"states", text,
                 "jsonb_build_array(version.content->'unknown', version.content->'withheld',"
                 " version.content->'functions', version.content->'relations')"},
                {"events", text,
                 "(select jsonb_agg(jsonb_build_array(event.event_kind, event.happened_on,"
                 " event.stage_after, event.note, event.document_stated) order by event.event_id)"
                 " from {events} event where event.uid = record.uid)"},
                {"owed", text,
                 "(select string_agg(owed.field, '|' order by owed.weight desc, owed.field) from owed_field "
                 "owed"
                 " where owed.class = version.class and owed.stage = version.stage and owed.valid_from <= "
                 "{day}"
                 " and (owed.valid_to is null or owed.valid_to >= {day})"
                 " and not answers(version.content, owed.field, said_nothing(owed.field), {day}))"},
            },
        .filters = heldFilters(),
        .with = "",
        .from = heldRecords,
        .order = "kind.position, record.holder_key, record.uid",
        .requiredFilter = "subject",
    };
}

Report fieldsReport() {
    // Who holds no asset yet gets the columns of an information system to fill in.
    static const std::string held =
        std::string(
            "with registered as (select distinct record.kind, coalesce(version.class, '') as class ") +
        heldRecords +
        "), held as (select kind, class from registered union all select 'asset', 'information_system'"
        " from registered having count(*) > 0 and count(*) filter (where kind = 'asset') = 0)";
    return {
        .name = "template",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"code", text, "field.code"},
                {"money", text, "bool_or(field.type = 'money')"},
            },
        .filters = heldFilters(),
        .with = held.c_str(),
        .from =
            "from held join record_kind kind on kind.code = held.kind"
            " join field on field.record_kind = held.kind and field.class in ('', held.class)"
            " where field.code <> 'class' group by field.code",
        .order = "min(kind.position * 1000 + field.position), field.code",
        .requiredFilter = "subject",
    };
}

std::string textOf(const Cell& cell) {
    return std::string(cell.value_or(""));
}

/// A scalar of JSON as text; null and what isn't there are empty.
std::string textOf(const nlohmann::json& value) {
    if (value.is_null()) return {};
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string member(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() ? std::string() : textOf(*found);
}

void addFields(HeldRecord& record, const Cell& fields) {
    if (!fields) return;
    const auto values = nlohmann::json::parse(*fields);
    for (const auto& [code, stated] : values.items()) {
        const auto type = stated[0].get<std::string>();
        const auto kind = type == "number"    ? assets::Value::Kind::number
                          : type == "boolean" ? assets::Value::Kind::boolean
                                              : assets::Value::Kind::text;
        record.fields[code] = {kind, stated[1].get<std::string>()};
    }
}

void addParts(HeldRecord& record, const Cell& cell) {
    const auto parts = nlohmann::json::parse(cell.value_or("[]"));
    for (const auto& [code, until] : parts.at(0).items())
        record.fields[code] = {assets::Value::Kind::unknown, textOf(until)};
    for (const auto& [code, words] : parts.at(1).items())
        record.fields[code] = {assets::Value::Kind::withheld, textOf(words)};
    for (const auto& function : parts.at(2))
        record.functions.push_back(
            {member(function, "classifier"), member(function, "code"), member(function, "share")});
    for (const auto& relation : parts.at(3))
        record.relations.push_back(
            {member(relation, "kind"), member(relation, "subject"), member(relation, "key")});
}

void addEvents(HeldRecord& record, const Cell& cell) {
    if (!cell) return;
    for (const auto& event : nlohmann::json::parse(*cell))
        record.events.push_back(
            {textOf(event[0]), textOf(event[1]), textOf(event[2]), textOf(event[3]), textOf(event[4])});
}

std::int64_t copyRows(Transaction& transaction, const Report& report, const ReportRequest& request,
                      RowSink sink) {
    CopiedRows rows(report.columns.size(), std::move(sink));
    const ReportQuery query = rowsQuery(report, request);
    const std::string sql = fmt::format("copy ({}) to stdout", query.sql);
    return copyOut(transaction, Query{"report.template", sql.c_str()}, query.parameters, std::ref(rows));
}

}  // namespace

bool subjectExists(Transaction& transaction, const std::string& code) {
    return transaction.run(subjectCode, code).one().get<std::int64_t>(0) > 0;
}

std::vector<TemplateField> templateFields(Transaction& transaction, const ReportRequest& request) {
    std::vector<TemplateField> fields;
    copyRows(transaction, fieldsReport(), request, [&](std::span<const Cell> cells) {
        fields.push_back({textOf(cells[0]), cells[1] == "t"});
    });
    return fields;
}

std::int64_t forEachHeldRecord(Transaction& transaction, const ReportRequest& request,
                               const std::function<void(const HeldRecord&)>& callback) {
    return copyRows(transaction, recordsReport(), request, [&](std::span<const Cell> cells) {
        HeldRecord record{.kind = textOf(cells[0]),
                          .assetClass = textOf(cells[1]),
                          .subject = textOf(cells[2]),
                          .key = textOf(cells[3]),
                          .minorDigits = cells[4] ? std::stoi(std::string(*cells[4])) : 2,
                          .owed = textOf(cells[8])};
        addFields(record, cells[5]);
        addParts(record, cells[6]);
        addEvents(record, cells[7]);
        if (const auto named = record.fields.find("class");
            named != record.fields.end() && record.assetClass.empty())
            record.assetClass = named->second.text;
        callback(record);
    });
}

}  // namespace cadastre::reports
