#include "tools/generator/money_records.h"

#include "tools/generator/record_fields.h"

namespace cadastre::generator {
namespace {

Record begin(std::string_view kind, const Identity& identity) {
    Record record;
    record.kind = kind;
    record.subject = identity.subject;
    record.key = identity.key;
    return record;
}

void perhaps(Record& record, std::string_view field, std::string_view value) {
    if (!value.empty()) text(record, field, value);
}

}  // namespace

Record programmeRecord(const Identity& identity, std::string_view name, std::string_view summary,
                       std::string_view selfRating, std::string_view asset, Day startsOn, Day endsOn) {
    Record record = begin("programme", identity);
    text(record, "name", name);
    text(record, "summary", summary);
    perhaps(record, "asset", asset);
    date(record, "starts_on", startsOn);
    date(record, "ends_on", endsOn);
    text(record, "self_rating", selfRating);
    text(record, "currency", "RUB");
    return record;
}

Record projectRecord(const Identity& identity, std::string_view name, std::string_view programme,
                     std::string_view selfRating, std::string_view asset, std::int64_t plannedCost,
                     Day startsOn, Day endsOn) {
    Record record = begin("project", identity);
    text(record, "name", name);
    text(record, "programme", programme);
    perhaps(record, "asset", asset);
    text(record, "project_stage", endsOn < kReferenceDay ? "closed" : "running");
    date(record, "starts_on", startsOn);
    date(record, "ends_on", endsOn);
    text(record, "self_rating", selfRating);
    text(record, "currency", "RUB");
    money(record, "planned_cost", plannedCost);
    return record;
}

Record taskRecord(const Identity& identity, std::string_view name, std::string_view project,
                  std::string_view status, Day plannedStartOn, std::int64_t plannedDays) {
    Record record = begin("task", identity);
    text(record, "name", name);
    text(record, "project", project);
    text(record, "task_status", status);
    date(record, "planned_start_on", plannedStartOn);
    number(record, "planned_days", plannedDays);
    return record;
}

Record costLineRecord(const Identity& identity, const CostLineFacts& facts) {
    Record record = begin("cost_line", identity);
    text(record, "name", facts.name);
    text(record, facts.ownerField, facts.owner);
    perhaps(record, "asset", facts.asset);
    number(record, "year", facts.year);
    text(record, "budget_chapter", "071");
    text(record, "budget_section", "0410");
    text(record, "budget_article", "23 4 D2 21000");
    text(record, "budget_kind", "242");
    text(record, "financing_source", "Бюджет");
    text(record, "spending_kind", facts.spendingKind);
    text(record, "acquisition", facts.acquisition);
    truth(record, "domestic", facts.domestic);
    text(record, "currency", "RUB");
    money(record, "planned", facts.planned);
    money(record, "limit_amount", facts.planned);
    if (facts.contracted) money(record, "contracted", *facts.contracted);
    if (facts.paid) money(record, "paid", *facts.paid);
    text(record, "cost_status", facts.status);
    return record;
}

Record indicatorRecord(const Identity& identity, const IndicatorFacts& facts) {
    Record record = begin("indicator", identity);
    text(record, "name", facts.name);
    text(record, facts.ownerField, facts.owner);
    text(record, "unit", facts.unit);
    text(record, "direction", facts.direction);
    text(record, "method", facts.method);
    text(record, "source", facts.source);
    number(record, "baseline", facts.baseline);
    date(record, "baseline_on", facts.baselineOn);
    return record;
}

Record indicatorValueRecord(const Identity& identity, const IndicatorValueFacts& facts) {
    Record record = begin("indicator_value", identity);
    text(record, "indicator", facts.indicator);
    text(record, "period", std::to_string(facts.year));
    date(record, "period_ends_on", dayOf(facts.year, 12, 31));
    if (facts.target) number(record, "target", *facts.target);
    if (facts.actual) number(record, "actual", *facts.actual);
    perhaps(record, "evidence", facts.evidence);
    return record;
}

Record indicatorLinkRecord(const Identity& identity, std::string_view costLine, std::string_view indicator,
                           int weight) {
    Record record = begin("indicator_link", identity);
    text(record, "cost_line", costLine);
    text(record, "indicator", indicator);
    number(record, "weight", weight);
    return record;
}

Record documentRecord(const Identity& identity, std::string_view title, std::string_view kind, Day datedOn) {
    Record record = begin("document", identity);
    text(record, "title", title);
    text(record, "document_kind", kind);
    text(record, "document_number", identity.key);
    date(record, "dated_on", datedOn);
    return record;
}

Record contractRecord(const Identity& identity, std::string_view name, std::string_view costLine,
                      std::string_view programme, std::string_view supplier, std::int64_t amount,
                      Day signedOn, Day endsOn) {
    Record record = begin("contract", identity);
    text(record, "name", name);
    text(record, "contract_number", identity.key);
    text(record, "supplier", supplier);
    text(record, "programme", programme);
    text(record, "cost_line", costLine);
    date(record, "signed_on", signedOn);
    date(record, "ends_on", endsOn);
    text(record, "currency", "RUB");
    money(record, "amount", amount);
    return record;
}

Record budgetTotalRecord(const Identity& identity, std::string_view ownerField, std::string_view owner,
                         int year, std::int64_t amount) {
    Record record = begin("budget_total", identity);
    text(record, ownerField, owner);
    number(record, "year", year);
    text(record, "currency", "RUB");
    money(record, "amount", amount);
    return record;
}

}  // namespace cadastre::generator
