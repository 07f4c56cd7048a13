// Shapes the trees of functions: a fold for each branch at the top.
#include "reports/functions_page.h"

#include <algorithm>
#include <string>

#include "reports/count_store.h"
#include "reports/function_tree_store.h"
#include "reports/page_words.h"

namespace cadastre::reports {

Page functionsPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    using nlohmann::json;
    const bool others = std::ranges::any_of(
        asked.fields, [](const auto& field) { return field.first != "function" && !field.second.empty(); });
    const bool counts = !others && !reader.times.past();
    json trees = json::array();
    for (const FunctionTree& tree : functionTrees(transaction, reader)) {
        json branches = json::array();
        for (const TreeFunction& function : tree.functions) {
            const std::string code = tree.code + ':' + function.code;
            json row{{"name", function.name},
                     {"code", function.code},
                     {"depth", std::to_string(std::min(function.depth, 5))},
                     {"address", asked.with("function", code).address("/assets", "after")},
                     {"count", counts ? json(written(function.assets, reader.language)) : json(false)}};
            if (function.depth == 0) {
                branches.push_back({{"branch", function.name},
                                    {"branch_code", function.code},
                                    {"total", row["count"]},
                                    {"functions", json::array()}});
            }
            branches.back()["functions"].push_back(std::move(row));
        }
        trees.push_back(
            {{"tree", tree.name}, {"id", "tree-" + tree.code}, {"branches", std::move(branches)}});
    }
    json data{
        {"title", reader.text("function.title")}, {"has_trees", !trees.empty()}, {"trees", std::move(trees)}};
    if (counts) addCountMark(transaction, reader, data);
    return {"functions", std::move(data)};
}

}  // namespace cadastre::reports
