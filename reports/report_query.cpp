// Fills the braces of a report's pieces.
#include "reports/report_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <regex>

#include "schema/errors.h"

namespace cadastre::reports {
namespace {

struct Piece {
    std::string_view token;
    std::string_view now;   ///< the newest state: typed tables with their indexes
    std::string_view then;  ///< as of {day} as known at {known}
};

constexpr std::array pieces = {
    Piece{"assets", "asset", "asset_at({day}, {known})"},
    Piece{"asset_functions", "asset_function", "asset_function_at({day}, {known})"},
    Piece{"subjects", "subject", "subject_at({day}, {known})"},
    Piece{"events", "event",
          "(select * from event where recorded_at <= {known} and (happened_on is null or happened_on <= "
          "{day}))"},
    Piece{"programmes", "programme", "programme_at({day}, {known})"},
    Piece{"projects", "project", "project_at({day}, {known})"},
    Piece{"tasks", "task", "task_at({day}, {known})"},
    Piece{"cost_lines", "cost_line", "cost_line_at({day}, {known})"},
    Piece{"placed_cost_lines", "placed_cost_line", "placed_cost_line_at({day}, {known})"},
    Piece{"indicators", "indicator", "indicator_at({day}, {known})"},
    Piece{"indicator_values", "indicator_value", "indicator_value_at({day}, {known})"},
    Piece{"indicator_links", "indicator_link", "indicator_link_at({day}, {known})"},
    Piece{"mandates", "mandate", "mandate_at({day}, {known})"},
    Piece{"findings", "finding", "finding_at({known})"},
    // Views that ask the day and the moment of the transaction, which report_store sets.
    Piece{"silent_subjects", "silent_subject", "as_of.silent_subject"},
    Piece{"untied_money", "untied_money", "as_of.untied_money"},
};

/// "100%_sure" as a pattern that finds exactly that anywhere.
std::string likePattern(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

class Builder {
  public:
    Builder(const Report& report, const ReportRequest& request)
        : report_(report),
          request_(request),
          past_((request.asOf || request.knownAt) && !request.statesAreThere) {}

    std::string filled(std::string_view sql) {
        std::string result;
        while (!sql.empty()) {
            const std::size_t open = sql.find('{');
            result += sql.substr(0, open);
            if (open == std::string_view::npos) break;
            const std::size_t close = sql.find('}', open);
            const std::string_view token = sql.substr(open + 1, close - open - 1);
            if (token.empty() || token.starts_with('"')) {  // JSON in the SQL, not a piece
                result += sql.substr(open, close - open + 1);
            } else {
                result += piece(token);
            }
            sql.remove_prefix(close + 1);
        }
        return result;
    }

    std::string bound(std::string_view value, std::string_view type) {
        parameters_.add(value);
        return fmt::format("${}::{}", parameters_.size(), type);
    }

    Parameters parameters() { return std::move(parameters_); }

  private:
    std::string piece(std::string_view token) {
        if (token == "filters") return filters();
        if (token == "subtree") return subtree();
        if (token == "name" || token == "function_name") return localised(token);
        if (token == "day") return once("day", request_.asOf, "date", "current_date");
        if (token == "known") return once("known", request_.knownAt, "timestamptz", "now()");
        if (token == "value" || token == "like") {
            const bool like = token == "like";
            const std::string key = fmt::format("{} {}", token, filter_);
            const auto [known, added] = bound_.try_emplace(key);
            if (added) known->second = bound(like ? likePattern(value_) : value_, like ? "text" : type_);
            return known->second;
        }
        const auto* found = std::ranges::find(pieces, token, &Piece::token);
        if (found == pieces.end())
            throw DatabaseFault(
                fmt::format("report {} names the piece {}, which there is not", report_.name, token));
        return past_ ? filled(found->then) : std::string(found->now);
    }

    std::string localised(std::string_view token) const {
        const bool russian = request_.language == "ru";
        if (token == "name") return russian ? "name_ru" : "name_en";
        return russian ? "name_ru" : "name";
    }

    std::string once(const std::string& key, const std::optional<std::string>& value, std::string_view type,
                     std::string_view otherwise) {
        if (!value) return std::string(otherwise);
        const auto [known, added] = bound_.try_emplace(key);
        if (added) known->second = bound(*value, type);
        return known->second;
    }

    std::string filters() {
        std::string conditions;
        for (filter_ = 0; filter_ < request_.filters.size(); ++filter_) {
            const auto& [name, value] = request_.filters[filter_];
            const auto filter =
                std::ranges::find(report_.filters, std::string_view(name),
                                  [](const Filter& each) { return std::string_view(each.name); });
            if (filter == report_.filters.end()) refuseFilter(name);
            value_ = value;
            type_ = typeOf(*filter);
            if (!conditions.empty()) conditions += " and ";
            conditions += filled(filter->predicate);
        }
        return conditions.empty() ? "true" : conditions;
    }

    // The subject filter of a report that narrows before it adds up; its own predicate then only takes note.
    std::string subtree() {
        for (const auto& [name, value] : request_.filters) {
            if (name == "subject")
                return fmt::format("holder.uid in (select subjects_below({}))",
                                   once("subtree", value, "text", ""));
        }
        return "true";
    }

    [[noreturn]] void refuseFilter(const std::string& name) const {
        std::string known;
        for (const Filter& filter : report_.filters)
            known += fmt::format("{}{}", known.empty() ? "" : ", ", filter.name);
        if (known.empty()) known = "none";
        throw RefusedQuestion(
            fmt::format("report {} has no filter \"{}\"; it takes: {}", report_.name, name, known),
            "question.no_filter", {{"report", report_.name}, {"filter", name}, {"known", known}});
    }

    std::string_view typeOf(const Filter& filter) const {
        static const std::regex number(R"([+-]?\d{1,18})");
        const auto require = [&](bool fits, std::string_view wanted, const char* key) {
            if (!fits)
                throw RefusedQuestion(
                    fmt::format("filter {} takes {}, not \"{}\"", filter.name, wanted, value_), key,
                    {{"filter", filter.name}, {"value", value_}});
        };
        switch (filter.takes) {
            case Filter::Takes::date:
                require(dateFrom(value_).has_value(), "a day as YYYY-MM-DD", "question.takes_day");
                return "date";
            case Filter::Takes::number:
                require(std::regex_match(value_, number), "a whole number", "question.takes_number");
                return "bigint";
            case Filter::Takes::boolean:
                require(value_ == "true" || value_ == "false", "true or false", "question.takes_boolean");
                return "boolean";
            case Filter::Takes::code:
            case Filter::Takes::text:
                break;
        }
        return "text";
    }

    const Report& report_;
    const ReportRequest& request_;
    bool past_;
    Parameters parameters_;
    std::map<std::string, std::string> bound_;
    std::size_t filter_ = 0;  // the filter being filled in, its value and SQL type
    std::string value_;
    std::string_view type_;
};

void checkRequest(const Report& report, const ReportRequest& request) {
    if (request.asOf && report.history != History::both)
        throw UsageError(fmt::format("report {} can't be shown as of a day{}", report.name,
                                     report.history == History::known ? "; it takes --known-at" : ""));
    if (request.asOf && !dateFrom(*request.asOf))
        throw UsageError(
            fmt::format("\"{}\" is no day of the calendar; write it as YYYY-MM-DD", *request.asOf));
    if (request.knownAt && !dateFrom(request.knownAt->substr(0, 10)))
        throw UsageError(fmt::format("\"{}\" is no time; write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ",
                                     *request.knownAt));
    if (request.knownAt && report.history == History::none)
        throw UsageError(fmt::format("report {} stands as it is now and keeps no history", report.name));
    if (report.requiredFilter == nullptr) return;
    const bool stated = std::ranges::any_of(
        request.filters, [&](const auto& filter) { return filter.first == report.requiredFilter; });
    if (!stated)
        throw RefusedQuestion(
            fmt::format("report {0} needs --filter {1}=…", report.name, report.requiredFilter),
            "question.needs_filter", {{"report", report.name}, {"filter", report.requiredFilter}});
}

// Checked here, where it can be said better than by a failed cast.
void checkKey(const Report& report, const ReportRequest& request) {
    if (report.key.empty())
        throw UsageError(fmt::format("report {} is shown whole; it has no pages", report.name));
    if (request.after.empty()) return;
    bool fits = request.after.size() == report.key.size();
    for (std::size_t part = 0; fits && part < report.key.size(); ++part) {
        const std::string_view type = report.key[part].type;
        const std::string& value = request.after[part];
        static const std::regex uuid("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        static const std::regex number(R"(-?\d{1,18})");
        static const std::regex instant(R"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00)");
        if (type == "uuid") fits = std::regex_match(value, uuid);
        if (type == "bigint") fits = std::regex_match(value, number);
        if (type == "date") fits = value == "-infinity" || dateFrom(value).has_value();
        if (type == "timestamptz") fits = std::regex_match(value, instant);
    }
    if (!fits)
        throw UsageError(
            fmt::format("this is no cursor of report {}: take it from the page before, or begin "
                        "without one",
                        report.name));
}

enum class RowsFor : std::uint8_t { reading, totals };

std::string selectRows(Builder& builder, const Report& report, std::string_view more = {},
                       RowsFor purpose = RowsFor::reading) {
    std::string sql = builder.filled(report.with);
    if (!sql.empty()) sql += ' ';
    sql += "select ";
    bool first = true;
    for (const Column& column : report.columns) {
        if (!std::exchange(first, false)) sql += ", ";
        const bool counted = purpose == RowsFor::totals && column.counted != nullptr;
        if (counted && *column.counted == '\0') {
            sql += fmt::format("null as {}", column.name);
            continue;
        }
        sql += fmt::format("{} as {}", builder.filled(counted ? column.counted : column.sql), column.name);
    }
    return sql.append(more) + ' ' + builder.filled(report.from);
}

}  // namespace

ReportQuery rowsQuery(const Report& report, const ReportRequest& request) {
    checkRequest(report, request);
    Builder builder(report, request);
    std::string sql = selectRows(builder, report);
    sql += fmt::format(" order by {}", builder.filled(report.order));
    return {std::move(sql), builder.parameters()};
}

ReportQuery pageQuery(const Report& report, const ReportRequest& request) {
    checkRequest(report, request);
    checkKey(report, request);
    Builder builder(report, request);
    std::string parts;
    std::string texts;
    std::string after;
    for (std::size_t part = 0; part < report.key.size(); ++part) {
        const KeyPart& key = report.key[part];
        parts += fmt::format("{}{}", part == 0 ? "" : ", ", key.sql);
        texts += fmt::format("{}({})::text", part == 0 ? "" : ", ", key.sql);
    }
    std::string sql = selectRows(builder, report, fmt::format(", array[{}] as page_key", texts));
    for (std::size_t part = 0; part < request.after.size(); ++part)
        after += (part == 0 ? "" : ", ") + builder.bound(request.after[part], report.key[part].type);
    if (!after.empty()) sql += fmt::format(" and ({}) > ({})", parts, after);
    sql += fmt::format(" order by {}", parts);
    if (request.limit) sql += " limit " + builder.bound(std::to_string(*request.limit), "bigint");
    return {std::move(sql), builder.parameters()};
}

ReportQuery totalsQuery(const Report& report, const ReportRequest& request) {
    checkRequest(report, request);
    Builder builder(report, request);
    std::string sums;
    std::string currency = "null";
    std::string most;
    for (const Column& column : report.columns) {
        const bool leftOut = column.counted != nullptr && *column.counted == '\0';
        if (column.type == ColumnType::money && !leftOut) {
            sums += fmt::format(", sum({0}) filter (where counts) as {0}", column.name);
            most = fmt::format(" order by {} desc nulls last", column.name);
        }
        if (std::string_view(column.name) == "currency") currency = "currency";
    }
    const std::string once =
        report.moneyOnceBy == nullptr
            ? "true"
            : fmt::format("row_number() over (partition by {}{}) = 1", report.moneyOnceBy, most);
    std::string sql = fmt::format(
        "select {} as counted_by, {} as currency, count(*) as rows{} from (select *, {} as counts from ({}) "
        "stated)"
        " counted group by 1, 2 order by 1, 2",
        report.countedBy == nullptr ? "null" : report.countedBy, currency, sums, once,
        selectRows(builder, report, {}, RowsFor::totals));
    return {std::move(sql), builder.parameters()};
}

}  // namespace cadastre::reports
