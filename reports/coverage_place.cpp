// Levels and addresses of the coverage map.
#include "reports/coverage_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "reports/page_words.h"
#include "reports/word_breaks.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// As many as stand side by side at 1280 px, each with a few words in its cells.
constexpr std::size_t columnsOfMap = 12;

const std::string& shortNameOf(const SubjectHead& head) {
    return head.shortName.empty() ? head.name : head.shortName;
}

}  // namespace

CoveragePlace::CoveragePlace(Transaction& transaction, const Reader& reader, const Asked& asked)
    : reader_(reader), asked_(asked) {
    chooseTree(transaction);
    chooseLevels(transaction);
    findColumns(transaction);
}

void CoveragePlace::chooseTree(Transaction& transaction) {
    trees_ = coverageTrees(transaction);
    view_.classifier = asked_.get("tree");
    if (view_.classifier.empty()) view_.classifier = trees_.empty() ? "" : trees_.front().classifier;
    const bool known = std::ranges::any_of(
        trees_, [&](const CoverageTree& tree) { return tree.classifier == view_.classifier; });
    if (!known && !trees_.empty())
        throw UsageError(reader_.text("coverage.no_tree", {{"tree", view_.classifier}}));
}

void CoveragePlace::chooseLevels(Transaction& transaction) {
    view_.function = asked_.get("function");
    if (!view_.function.empty()) {
        functionPath_ = functionPath(transaction, view_.classifier, view_.function);
        if (functionPath_.empty())
            throw UsageError(reader_.text("coverage.no_function", {{"function", view_.function}}));
    }
    view_.subject = asked_.get("subject");
    if (!view_.subject.empty()) {
        subjectPath_ = subjectPath(transaction, view_.subject);
        if (subjectPath_.empty())
            throw UsageError(reader_.text("coverage.no_subject", {{"subject", view_.subject}}));
    }
}

void CoveragePlace::findColumns(Transaction& transaction) {
    columns_ = functionsBelow(transaction, view_.classifier, view_.function);
    if (columns_.empty() && !functionPath_.empty()) columns_ = {functionPath_.back()};
    const std::string& from = asked_.get("from");
    std::erase_if(columns_, [&](const FunctionHead& head) { return head.code < from; });
    if (columns_.size() > columnsOfMap) {
        moreColumns_ = columns_[columnsOfMap].code;
        columns_.resize(columnsOfMap);
    }
}

std::vector<std::string> CoveragePlace::functionCodes() const {
    std::vector<std::string> codes{view_.function};
    for (const FunctionHead& head : columns_)
        if (head.code != view_.function) codes.push_back(head.code);
    return codes;
}

// "EMPTY_CODE".
std::optional<std::pair<std::int64_t, std::string>> CoveragePlace::after() const {
    const std::string& after = asked_.get("after");
    if (after.empty()) return std::nullopt;
    std::int64_t empty = 0;
    const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), empty);
    if (error != std::errc{} || *end != '_') throw UsageError(reader_.text("list.bad_cursor"));
    return std::pair(empty, std::string(end + 1, after.data() + after.size()));
}

std::string CoveragePlace::zoom(const std::string& field, const std::string& code) const {
    const Asked to{{{"tree", view_.classifier}, {"function", view_.function}, {"subject", view_.subject}}};
    return to.with(field, code).address("/coverage");
}

Asked CoveragePlace::pairs(const std::string& filter, const std::string& subject,
                           const std::string& function) const {
    return {{{"tree", view_.classifier}, {filter, subject}, {"function", function}}};
}

void CoveragePlace::say(json& data, const std::string& next) const {
    const auto where = [&](bool there, const std::string& address) {
        return there ? json(address) : json(false);
    };
    data["trees"] = trees();
    data["function_path"] = functionTrail();
    data["subject_path"] = subjectTrail();
    data["profile"] = where(body() != nullptr, "/subjects/" + encoded(view_.subject));
    data["columns"] = columnHeads();
    data["more_columns"] =
        where(!moreColumns_.empty(), asked_.with("from", moreColumns_).address("/coverage", "after"));
    data["first_columns"] = where(!asked_.get("from").empty(), asked_.address("/coverage", "from"));
    data["next"] = where(!next.empty(), asked_.with("after", next).address("/coverage"));
    data["first"] = where(!asked_.get("after").empty(), asked_.address("/coverage", "after"));
}

json CoveragePlace::trees() const {
    json list = json::array();
    for (const CoverageTree& tree : trees_) {
        list.push_back({{"name", reader_.either(tree.name, tree.nameRussian)},
                        {"current", tree.classifier == view_.classifier},
                        {"address", Asked{{{"tree", tree.classifier}, {"subject", view_.subject}}}.address(
                                        "/coverage")}});
    }
    return list;
}

json CoveragePlace::columnHeads() const {
    json heads = json::array();
    for (const FunctionHead& head : columns_) {
        const bool opens = head.opens && head.code != view_.function;
        heads.push_back({{"code", head.code},
                         {"name", withBreaks(reader_.either(head.name, head.nameRussian))},
                         {"address", opens ? json(zoom("function", head.code)) : json(false)}});
    }
    return heads;
}

// From the top of a tree to where the reader stands; each but the last a link.
json CoveragePlace::functionTrail() const {
    json path = json::array();
    path.push_back({{"name", reader_.text("coverage.all_functions")},
                    {"address", functionPath_.empty() ? json(false) : json(zoom("function", ""))}});
    for (const FunctionHead& head : functionPath_) {
        const bool here = &head == &functionPath_.back();
        path.push_back(
            {{"name", fmt::format("{} {}", head.code, reader_.either(head.name, head.nameRussian))},
             {"address", here ? json(false) : json(zoom("function", head.code))}});
    }
    return path;
}

json CoveragePlace::subjectTrail() const {
    json path = json::array();
    path.push_back({{"name", reader_.text("coverage.all_subjects")},
                    {"address", subjectPath_.empty() ? json(false) : json(zoom("subject", ""))}});
    for (const SubjectHead& head : subjectPath_) {
        const bool here = &head == &subjectPath_.back();
        path.push_back({{"name", shortNameOf(head)},
                        {"address", here ? json(false) : json(zoom("subject", head.code))}});
    }
    return path;
}

}  // namespace cadastre::reports
