// Evaluation of cells: where the text comes from, then the steps in the order that docs/maps.md states.
#include "importers/row_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "importers/map_columns.h"
#include "profiles/assets/stated_cells.h"

namespace cadastre::importers {
namespace {

using State = CellValue::State;

}  // namespace

RowValues::RowValues(const SourceRule& source, const CsvFile& file, const std::filesystem::path& folder)
    : source_(source), file_(file) {
    joins_.reserve(source.joins.size());
    for (const JoinRule& rule : source.joins) {
        Join join{&rule,
                  std::make_unique<JoinedTable>(folder, rule),
                  {},
                  {},
                  Bound::unresolved,
                  0,
                  {},
                  0,
                  {&rule, 0, {}, 0}};
        join.used.resize(join.table->size());
        joins_.push_back(std::move(join));
    }
    for (std::size_t later = 0; later < joins_.size(); ++later) {
        forEachColumn(joins_[later].rule->on, [&](const ColumnName& column, bool) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                if (column.starts_with(joins_[earlier].rule->name + "."))
                    joins_[earlier].dependents.push_back(later);
            }
        });
    }
    const auto add = [this](const ColumnName& column, bool) {
        bool several = false;
        if (const auto found = place(column, several); found && !several) places_.emplace(column, *found);
    };
    forEachColumn(source, add);
    forEachPiece(source, [&add](const std::string& name) { add(name, false); });
}

std::vector<RowValues::Unbound> RowValues::unbound() const {
    std::vector<Unbound> missing;
    assets::TextSet seen;
    forEachColumn(source_, [&](const ColumnName& column, bool optional) {
        bool several = false;
        const bool found = place(column, several).has_value();
        if ((found || optional) && !several) return;
        if (seen.insert(column).second) missing.push_back({column, several});
    });
    forEachJoinUsed(source_, [&](const std::string& name) {
        const bool known = std::any_of(joins_.begin(), joins_.end(),
                                       [&name](const Join& join) { return join.rule->name == name; });
        if (!known && seen.insert(name).second) missing.push_back({name, false});
    });
    return missing;
}

std::optional<RowValues::Place> RowValues::place(const ColumnName& name, bool& several) const {
    several = false;
    for (std::size_t i = 0; i < source_.values.size(); ++i) {
        if (source_.values[i].first == name) return Place{Place::Kind::value, i, 0};
    }
    bool isPiece = false;
    forEachPiece(source_, [&](const std::string& piece) { isPiece = isPiece || piece == name; });
    if (isPiece) return Place{Place::Kind::piece, 0, 0};
    if (const auto column = file_.find(name, several)) return Place{Place::Kind::column, 0, *column};
    for (std::size_t i = 0; i < joins_.size(); ++i) {
        const std::string prefix = joins_[i].rule->name + ".";
        if (!name.starts_with(prefix)) continue;
        if (const auto column = joins_[i].table->find(std::string_view(name).substr(prefix.size())))
            return Place{Place::Kind::joined, i, *column};
    }
    return std::nullopt;
}

void RowValues::startRow() {
    ++rowNumber_;
    for (Join& join : joins_)
        join.bound = Bound::unresolved;
    pieces_.clear();
}

CellValue RowValues::named(const ColumnName& name) {
    const auto found = places_.find(name);
    if (found == places_.end()) return {};
    const Place& place = found->second;
    switch (place.kind) {
        case Place::Kind::column:
            return textValue(assets::normalised(assets::trimmed(file_.cells()[place.column])));
        case Place::Kind::piece:
            for (auto piece = pieces_.rbegin(); piece != pieces_.rend(); ++piece) {
                if (piece->first == name) return textValue(piece->second);
            }
            return {};
        case Place::Kind::joined: {
            Join& join = joins_[place.owner];
            if (!resolve(join)) return {};
            return textValue(assets::normalised(join.table->cell(join.row, place.column)));
        }
        case Place::Kind::value:
            break;
    }
    constexpr int kDeepest = 8;
    if (depth_ >= kDeepest) throw MapError(fmt::format("values.{}: refers to itself", name));
    ++depth_;
    CellValue value = evaluate(source_.values[place.owner].second);
    --depth_;
    return value;
}

std::span<const std::uint32_t> RowValues::lookUp(Join& join) {
    const CellValue key = evaluate(join.rule->on);
    if (!key.isText()) return {};
    const auto rows = join.table->rows(key.text);
    for (const std::uint32_t row : rows)
        join.used[row] = true;
    if (rows.empty() && join.rule->reportMissing &&
        (join.lastMissRow != rowNumber_ || join.lastMiss != key.text)) {
        join.lastMissRow = rowNumber_;
        join.lastMiss = key.text;
        ++join.report.leadNowhere;
        if (join.report.example.empty()) join.report.example = key.text;
    }
    return rows;
}

bool RowValues::resolve(Join& join) {
    if (join.bound == Bound::unresolved) {
        const auto rows = lookUp(join);
        join.bound = rows.empty() ? Bound::none : Bound::row;
        if (!rows.empty()) join.row = rows.front();
    }
    return join.bound == Bound::row;
}

void RowValues::forget(std::size_t join) {
    for (const std::size_t dependent : joins_[join].dependents) {
        joins_[dependent].bound = Bound::unresolved;
        forget(dependent);
    }
}

void RowValues::forEach(const std::optional<EachRule>& each, const std::function<void()>& make) {
    if (!each) return make();
    if (each->of) {
        for (CellValue& piece : evaluateAll(*each->of)) {
            if (!piece.isText()) continue;
            pieces_.emplace_back(each->name, std::move(piece.text));
            make();
            pieces_.pop_back();
        }
        return;
    }
    for (std::size_t i = 0; i < joins_.size(); ++i) {
        Join& join = joins_[i];
        if (join.rule->name != each->name) continue;
        for (const std::uint32_t row : lookUp(join)) {
            join.bound = Bound::row;
            join.row = row;
            forget(i);
            make();
        }
        join.bound = Bound::unresolved;
        forget(i);
    }
}

bool RowValues::holds(const Conditions& conditions) {
    return std::all_of(conditions.begin(), conditions.end(), [this](const Condition& condition) {
        const CellValue value = named(condition.column);
        return matchesAny(condition.anyOf, value.text);
    });
}

CellValue RowValues::sourceOf(const CellRule& rule) {
    if (rule.constant) return textValue(*rule.constant);
    if (!rule.column.empty()) {
        CellValue value = named(rule.column);
        if (!value.isText()) return value;
        if (matchesAny(rule.unknown ? *rule.unknown : source_.unknown, value.text))
            return {State::unknown, {}, {}};
        if (matchesAny(rule.withheld ? *rule.withheld : source_.withheld, value.text))
            return {State::withheld, std::move(value.text), {}};
        return value;
    }
    if (!rule.pieces.empty()) {
        std::string text;
        for (const auto& [before, column] : rule.pieces) {
            text += before;
            if (column.empty()) continue;
            const CellValue value = named(column);
            if (!value.isText()) return {};
            text += value.text;
        }
        return textValue(std::string(assets::trimmed(text)));
    }
    CellValue stateOnly;
    for (const CellRule& alternative : rule.firstOf) {
        CellValue value = evaluate(alternative);
        if (value.isText()) return value;
        if (stateOnly.state == State::nothing) stateOnly = std::move(value);
    }
    return stateOnly;
}

bool RowValues::applies(const Conditions& when, const Conditions& unless) {
    return holds(when) && (unless.empty() || !holds(unless));
}

CellValue RowValues::evaluate(const CellRule& rule) {
    if (!applies(rule.when, rule.unless)) return {};
    CellValue value = sourceOf(rule);
    if (value.isText()) {
        if (rule.part > 0) {
            std::vector<std::string> parts = splitPieces(value.text, rule.split);
            value.text = rule.part <= parts.size() ? std::move(parts[rule.part - 1]) : std::string();
        }
        value = applySteps(rule, std::move(value.text));
    }
    if (value.state == State::nothing && rule.fallback) return textValue(*rule.fallback);
    return value;
}

std::vector<CellValue> RowValues::evaluateAll(const CellRule& rule) {
    if (rule.split.empty() || rule.part > 0) return {evaluate(rule)};
    std::vector<CellValue> values;
    if (!applies(rule.when, rule.unless)) return values;
    const CellValue whole = sourceOf(rule);
    if (!whole.isText()) return values;
    for (std::string& piece : splitPieces(whole.text, rule.split)) {
        if (CellValue value = applySteps(rule, std::move(piece)); value.state != State::nothing)
            values.push_back(std::move(value));
    }
    return values;
}

assets::Reading RowValues::typed(const CellRule& rule, const assets::Field& field, std::string_view text,
                                 std::string_view currency, const assets::FieldDictionary& dictionary) const {
    if (field.type == assets::FieldType::date) {
        if (!rule.daysAfter.empty()) return assets::readDaysAfter(rule.daysAfter, text);
        return assets::readDate(text, rule.dates ? *rule.dates : source_.dates);
    }
    const assets::NumberForm form{.decimalMark = rule.decimalMark.value_or(file_.dialect().decimalMark),
                                  .grouped = true,
                                  .powerOfTen = rule.powerOfTen,
                                  .rounding = rule.rounding};
    return dictionary.read(field, text, currency, form);
}

std::pair<std::optional<assets::Value>, CellValue> RowValues::field(
    const CellRule& rule, const assets::Field& field, std::string_view currency,
    const assets::FieldDictionary& dictionary) {
    CellValue cell = evaluate(rule);
    switch (cell.state) {
        case State::nothing:
            return {std::nullopt, {}};
        case State::unknown:
            return {assets::Value{assets::Value::Kind::unknown, {}}, {}};
        case State::withheld:
            return {assets::Value{assets::Value::Kind::withheld, std::move(cell.text)}, {}};
        case State::text:
            break;
        case State::broken:
            return {std::nullopt, std::move(cell)};
    }
    if (field.type == assets::FieldType::reference) {
        const CellValue holder = rule.holder.empty() ? CellValue{} : evaluate(rule.holder.front());
        return {assets::Value{assets::Value::Kind::text,
                              assets::writeReference(holder.isText() ? holder.text : "", cell.text)},
                {}};
    }
    assets::Reading reading = typed(rule, field, cell.text, currency, dictionary);
    if (reading.broken.empty()) return {std::move(reading.value), {}};
    std::optional<assets::Value> instead;
    if (rule.unreadableIsUnknown) instead = assets::Value{assets::Value::Kind::unknown, {}};
    return {std::move(instead), CellValue{State::broken, std::move(cell.text), reading.broken}};
}

CellValue RowValues::date(const CellRule& rule) {
    CellValue cell = evaluate(rule);
    if (!cell.isText()) return cell;
    assets::Reading reading = rule.daysAfter.empty()
                                  ? assets::readDate(cell.text, rule.dates ? *rule.dates : source_.dates)
                                  : assets::readDaysAfter(rule.daysAfter, cell.text);
    if (reading.broken.empty()) return textValue(std::move(reading.value.text));
    if (rule.unreadableIsUnknown) return {};
    return {State::broken, std::move(cell.text), reading.broken};
}

std::vector<JoinReport> RowValues::joinReports() const {
    std::vector<JoinReport> reports;
    for (const Join& join : joins_) {
        reports.push_back(join.report);
        if (join.rule->reportUnused)
            reports.back().unusedRows =
                static_cast<std::uint64_t>(std::count(join.used.begin(), join.used.end(), false));
    }
    return reports;
}

}  // namespace cadastre::importers
