// Shapes the page: verdict first, then the columns and the first rows, then every problem by its rule.
#include "reports/check_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "reports/finding_words.h"
#include "reports/page_store.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr std::size_t placesSpelledOut = 12;  // of one problem that stands in many lines
constexpr std::size_t shownOfRule = 500;
constexpr std::size_t mostOpen = 3;  // kinds of problems shown unfolded, unless they are few
constexpr std::size_t fewKinds = 8;

json mapsOf(const Reader& reader, const std::vector<OfferedMap>& maps, const std::string& chosen) {
    json list = json::array();
    for (const OfferedMap& map : maps) {
        const std::string key = "check_file.map." + map.name;
        std::string files;
        std::set<std::string> named;
        for (const std::string& file : map.files) {
            if (file != "*" && named.insert(file).second) files += (files.empty() ? "" : ", ") + file;
        }
        list.push_back({{"name", map.name},
                        {"about", reader.messages.has(key) ? reader.text(key) : map.about},
                        {"files", files},
                        {"chosen", map.name == chosen}});
    }
    return list;
}

std::string delimiterName(const Reader& reader, char delimiter) {
    return delimiter == '\t' ? reader.text("check_file.tab") : std::string(1, delimiter);
}

json columnOf(const Reader& reader, const std::vector<NamedCode>& kinds, const PreviewedColumn& column,
              bool severalKinds) {
    json uses = json::array();
    for (const auto& use : column.uses) {
        const bool tellKind = severalKinds && !use.recordKind.empty();
        uses.push_back(
            {{"meaning",
              tellKind ? fmt::format("{}: {}", nameOf(kinds, use.recordKind), use.meaning) : use.meaning},
             {"field", use.field}});
    }
    return {{"name", column.name.empty() ? reader.text("check_file.column_without_name") : column.name},
            {"uses", std::move(uses)}};
}

json fileOf(const Reader& reader, const std::vector<NamedCode>& kinds, const PreviewedFile& file) {
    std::set<std::string> kindsUsed;
    json columns = json::array();
    std::size_t read = 0;
    for (const auto& column : file.columns) {
        read += column.uses.empty() ? 0 : 1;
        for (const auto& use : column.uses)
            if (!use.recordKind.empty()) kindsUsed.insert(use.recordKind);
    }
    for (const auto& column : file.columns)
        columns.push_back(columnOf(reader, kinds, column, kindsUsed.size() > 1));
    json rows = json::array();
    for (const auto& row : file.rows) {
        json cells = json::array();
        for (const auto& cell : row)
            cells.push_back(cell);
        rows.push_back({{"cells", std::move(cells)}});
    }
    json shown{{"name", file.name},
               {"size", reader.text("check_file.kilobytes",
                                    {{"size", written((file.bytes + 1023) / 1024, reader.language)}})},
               {"xml", file.format == "xml"},
               {"csv", file.format == "csv"},
               {"has_columns", !file.columns.empty()},
               {"columns", std::move(columns)},
               {"has_rows", !file.rows.empty()},
               {"rows", std::move(rows)}};
    if (!file.columns.empty()) {
        shown["form"] =
            reader.text(file.encodingGuessed ? "check_file.form_guessed" : "check_file.form",
                        {{"encoding", file.encoding}, {"delimiter", delimiterName(reader, file.delimiter)}});
        shown["columns_read"] =
            reader.text("check_file.columns_read",
                        {{"read", written(static_cast<std::int64_t>(read), reader.language)},
                         {"all", written(static_cast<std::int64_t>(file.columns.size()), reader.language)}});
    }
    return shown;
}

// "Line 4", "Lines 4, 9, 12, …": a problem of the whole file stands in no line.
std::string placeOf(const Reader& reader, const json& error) {
    std::vector<std::int64_t> lines;
    if (error.contains("lines")) {
        lines = error["lines"].get<std::vector<std::int64_t>>();
    } else if (error["line"].get<std::int64_t>() > 0) {
        lines.push_back(error["line"].get<std::int64_t>());
    }
    if (lines.empty() || lines.front() == 0) return reader.text("check_file.whole_file");
    std::string text;
    for (std::size_t i = 0; i < std::min(lines.size(), placesSpelledOut); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(lines[i]);
    if (error["count"].get<std::size_t>() > placesSpelledOut) text += ", …";
    return reader.text(lines.size() == 1 ? "check_file.line" : "check_file.lines", {{"lines", text}});
}

struct RuleProblems {
    std::string rule, severity;
    std::int64_t count = 0;
    std::size_t kinds = 0;
    json rows = json::array();
};

json problemsOf(const Reader& reader, Transaction& transaction, const json& verdict, bool severalFiles) {
    const FindingWords words(transaction, reader);
    const auto rules = codesOf(transaction, "rule", reader);
    std::vector<RuleProblems> groups;
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    for (const json& error : verdict["errors"]) {
        const auto rule = error["rule"].get<std::string>();
        const auto severity = error["severity"].get<std::string>();
        const auto [place, added] = places.try_emplace({severity, rule}, groups.size());
        if (added) groups.push_back({rule, severity});
        RuleProblems& group = groups[place->second];
        const auto count = error["count"].get<std::int64_t>();
        group.count += count;
        if (++group.kinds > shownOfRule) continue;
        const auto field = error["field"].get<std::string>();
        const std::string name = field.empty() ? std::string() : words.fieldName(field);
        group.rows.push_back({{"place", placeOf(reader, error)},
                              {"file", severalFiles ? error["file"] : json("")},
                              {"field", field},
                              {"field_name", name == field ? std::string() : name},
                              {"message", error["message"]},
                              {"times", count > 1 ? json(written(count, reader.language)) : json(false)}});
    }
    const auto weight = [](const RuleProblems& group) {
        constexpr std::array order{"blocking", "error", "warning", "notice"};
        return std::find(order.begin(), order.end(), group.severity) - order.begin();
    };
    std::stable_sort(groups.begin(), groups.end(), [&](const auto& a, const auto& b) {
        return std::pair(weight(a), -a.count) < std::pair(weight(b), -b.count);
    });
    json list = json::array();
    for (RuleProblems& group : groups) {
        const std::string key = "check_file.rule." + group.rule;
        const std::string title = reader.messages.has(key) ? reader.text(key) : nameOf(rules, group.rule);
        list.push_back(
            {{"rule", group.rule},
             {"title", title},
             {"code", title == group.rule ? std::string() : group.rule},
             {"severity", group.severity},
             {"severity_name", reader.text("severity_of_one." + group.severity)},
             {"count", written(group.count, reader.language)},
             {"open", list.size() < mostOpen || groups.size() <= fewKinds},
             {"rows", std::move(group.rows)},
             {"left_out",
              group.kinds > shownOfRule
                  ? json(reader.text("check_file.left_out",
                                     {{"count", written(static_cast<std::int64_t>(group.kinds - shownOfRule),
                                                        reader.language)}}))
                  : json(false)}});
    }
    return list;
}

void addVerdict(json& data, Transaction& transaction, const Reader& reader, const CheckedFiles& checked) {
    const json& verdict = checked.verdict;
    const auto number = [&](const char* name) { return verdict[name].get<std::int64_t>(); };
    const auto figure = [&](const char* name) {
        return json{{"name", reader.text(fmt::format("check_file.{}", name))},
                    {"value", written(number(name), reader.language)}};
    };
    const char* headline = "check_file.good";
    if (verdict["refused"].get<bool>()) {
        headline = "check_file.refused";
    } else if (number("rejected") > 0) {
        headline = "check_file.partly";
    } else if (number("read") == 0) {
        headline = "check_file.empty";
    } else if (!verdict["errors"].empty()) {
        headline = "check_file.good_with_remarks";
    }
    data["has_verdict"] = true;
    data["headline"] = reader.text(
        headline, {{"accepted", written(number("accepted") + number("unchanged"), reader.language)},
                   {"rejected", written(number("rejected"), reader.language)}});
    data["sound"] = !verdict["refused"].get<bool>() && number("rejected") == 0;
    data["figures"] = {figure("read"), figure("accepted"), figure("unchanged"), figure("rejected")};
    data["problems"] = problemsOf(reader, transaction, verdict, checked.files.size() > 1);
    data["has_problems"] = !data["problems"].empty();
    if (number("omitted") > 0)
        data["omitted"] =
            reader.text("import.omitted", {{"count", written(number("omitted"), reader.language)}});
    if (number("ignored") > 0)
        data["ignored"] =
            reader.text("import.ignored", {{"count", written(number("ignored"), reader.language)}});
    if (number("errors_left_out") > 0)
        data["kinds_left_out"] = reader.text(
            "check_file.left_out", {{"count", written(number("errors_left_out"), reader.language)}});
}

}  // namespace

Page checkPage(Transaction& transaction, const Reader& reader, const std::vector<OfferedMap>& maps,
               const CheckedFiles* checked) {
    json data{{"title", reader.text("check_file.title")},
              {"maps", mapsOf(reader, maps, checked == nullptr ? "" : checked->map)},
              {"subject", checked == nullptr ? "" : checked->subject},
              {"complete", checked != nullptr && checked->complete}};
    if (checked == nullptr) return {"check", std::move(data)};
    data["checked"] = true;
    data["no_file"] = checked->files.empty() && !checked->whichBody;
    data["busy"] = checked->busy;
    if (checked->whichBody) data["which_body"] = checked->whichBody->data;
    const auto kinds = codesOf(transaction, "record_kind", reader);
    data["files"] = json::array();
    for (const PreviewedFile& file : checked->files)
        data["files"].push_back(fileOf(reader, kinds, file));
    if (!checked->verdict.is_null()) addVerdict(data, transaction, reader, *checked);
    return {"check", std::move(data)};
}

}  // namespace cadastre::reports
