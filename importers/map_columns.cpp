// The walk over all rules of a source.
#include "importers/map_columns.h"

namespace cadastre::importers {
namespace {

using Use = std::function<void(const ColumnName&, bool)>;

void walk(const Conditions& conditions, const Use& use, bool optional = false) {
    for (const Condition& condition : conditions)
        use(condition.column, optional);
}

void walk(const std::optional<CellRule>& rule, const Use& use) {
    if (rule) forEachColumn(*rule, use);
}

void walk(const std::optional<EachRule>& each, const Use& use) {
    if (each) walk(each->of, use);
}

void walk(const RecordRule& record, const Use& use) {
    walk(record.when, use);
    walk(record.unless, use);
    walk(record.subject, use);
    forEachColumn(record.key, use);
    walk(record.validFrom, use);
    walk(record.each, use);
    for (const auto& [field, rule] : record.fields)
        forEachColumn(rule, use);
    for (const FunctionRule& function : record.functions) {
        walk(function.when, use);
        walk(function.unless, use);
        walk(function.each, use);
        forEachColumn(function.code, use);
        walk(function.share, use);
    }
    for (const RelationRule& relation : record.relations) {
        walk(relation.when, use);
        walk(relation.unless, use);
        walk(relation.each, use);
        walk(relation.subject, use);
        forEachColumn(relation.key, use);
    }
    for (const EventRule& event : record.events) {
        walk(event.when, use);
        walk(event.unless, use);
        walk(event.each, use);
        walk(event.on, use);
        walk(event.stage, use);
        walk(event.note, use);
        walk(event.document, use);
    }
}

void forEachEach(const SourceRule& source, const std::function<void(const EachRule&)>& use) {
    const auto visit = [&use](const std::optional<EachRule>& each) {
        if (each) use(*each);
    };
    for (const RecordRule& record : source.records) {
        visit(record.each);
        for (const FunctionRule& function : record.functions)
            visit(function.each);
        for (const RelationRule& relation : record.relations)
            visit(relation.each);
        for (const EventRule& event : record.events)
            visit(event.each);
    }
}

}  // namespace

void forEachColumn(const CellRule& rule, const Use& use) {
    if (!rule.column.empty()) use(rule.column, rule.optional);
    for (const auto& [text, column] : rule.pieces) {
        if (!column.empty()) use(column, rule.optional);
    }
    for (const CellRule& alternative : rule.firstOf)
        forEachColumn(alternative, use);
    for (const CellRule& holder : rule.holder)
        forEachColumn(holder, use);
    walk(rule.when, use, rule.optional);
    walk(rule.unless, use, rule.optional);
}

void forEachColumn(const SourceRule& source, const Use& use) {
    for (const Conditions& conditions : source.ignore)
        walk(conditions, use);
    for (const auto& [name, rule] : source.values)
        forEachColumn(rule, use);
    for (const JoinRule& join : source.joins)
        forEachColumn(join.on, use);
    for (const RecordRule& record : source.records)
        walk(record, use);
}

void forEachPiece(const SourceRule& source, const std::function<void(const std::string&)>& use) {
    forEachEach(source, [&use](const EachRule& each) {
        if (each.of) use(each.name);
    });
}

void forEachJoinUsed(const SourceRule& source, const std::function<void(const std::string&)>& use) {
    forEachEach(source, [&use](const EachRule& each) {
        if (!each.of) use(each.name);
    });
}

}  // namespace cadastre::importers
