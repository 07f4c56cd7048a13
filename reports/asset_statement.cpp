// Putting statements about assets together.
#include "reports/asset_statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace cadastre::reports {

namespace {

void replaceAll(std::string& text, std::string_view piece, std::string_view value) {
    for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + value.size()))
        text.replace(at, piece.size(), value);
}

}  // namespace

std::string AssetStatement::bind(const std::string& value, std::string_view type) {
    parameters.add(value);
    return fmt::format("${}::{}", parameters.size(), type);
}

std::string AssetStatement::condition(const Filter& filter, const std::string& value) {
    static const std::vector<std::pair<Filter::Takes, std::string_view>> types{
        {Filter::Takes::date, "date"},
        {Filter::Takes::number, "bigint"},
        {Filter::Takes::boolean, "boolean"}};
    const auto type = std::find_if(types.begin(), types.end(),
                                   [&](const auto& each) { return each.first == filter.takes; });
    const std::string bound = bind(value, type == types.end() ? "text" : type->second);
    std::string predicate = filter.predicate;
    static constexpr std::array<std::pair<const char*, const char*>, 3> tables{
        {{"{asset_functions}", "asset_function"}, {"{subjects}", "subject"}, {"{findings}", "finding"}}};
    for (const auto& [piece, table] : tables)
        replaceAll(predicate, piece, table);
    // The holder's uid stands in the asset too, which spares a join.
    replaceAll(predicate, "holder.uid", "asset.holder_uid");
    replaceAll(predicate, "{day}", "read_day()");
    replaceAll(predicate, "{value}", bound);
    replaceAll(predicate, "{like}", "'%' || " + bound + " || '%'");
    return predicate;
}

}  // namespace cadastre::reports
