// The SQL of the trees of functions.
#include "reports/function_tree_store.h"

namespace cadastre::reports {

namespace {

// A function whose superior is not there stands at the top; a circle would have no top and is left out.
constexpr Query readTrees{"function_tree.read", R"sql(
with recursive placed as (
    select function.classifier, function.code, function.name, function.name_ru, 0 as depth, array[function.code] as path
    from function_code function
    where not exists (select from function_code above
                      where above.classifier = function.classifier and above.code = function.parent)
    union all
    select below.classifier, below.code, below.name, below.name_ru, placed.depth + 1, placed.path || below.code
    from placed join function_code below on below.classifier = placed.classifier and below.parent = placed.code
    where placed.depth < 20
), counted as (
    select scope, sum(amount)::bigint as assets from asset_facet_sum
    where scope_kind = 'function' and facet = 'class' group by scope
)
select tree.code, tree.name, coalesce(tree.name_ru, ''), placed.code, placed.name, coalesce(placed.name_ru, ''),
       placed.depth, coalesce(counted.assets, 0)
from placed join classifier tree on tree.code = placed.classifier
left join counted on counted.scope = placed.classifier || ':' || placed.code
order by tree.uid is not null, tree.code, placed.path
)sql"};

}  // namespace

std::vector<FunctionTree> functionTrees(Transaction& transaction, const Reader& reader) {
    std::vector<FunctionTree> trees;
    for (const Row row : transaction.run(readTrees)) {
        const auto code = row.get<std::string>(0);
        if (trees.empty() || trees.back().code != code)
            trees.push_back({code, reader.either(row.get<std::string>(1), row.get<std::string>(2)), {}});
        trees.back().functions.push_back({row.get<std::string>(3),
                                          reader.either(row.get<std::string>(4), row.get<std::string>(5)),
                                          row.get<int>(6), row.get<std::int64_t>(7)});
    }
    return trees;
}

}  // namespace cadastre::reports
