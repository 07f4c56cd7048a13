// The SQL of looking functions up.
#include "reports/function_choice_store.h"

namespace cadastre::reports {

namespace {

constexpr Query isFunction{
    "function_choice.is_function",
    "select exists (select from function_code where classifier = split_part($1, ':', 1)"
    "  and code = substr($1, strpos($1, ':') + 1))"
    " or exists (select from asset_function where classifier = split_part($1, ':', 1)"
    "  and function_code = substr($1, strpos($1, ':') + 1))"};

constexpr Query isOfTree{
    "function_choice.is_of_tree",
    "select exists (select from function_code where ($1 = '' or classifier = $1) and code = $2)"};

// A code is no word: 07.3 is found as it stands, since folding would leave 07.31 as near as 07.3.
constexpr Query called{"function_choice.called", R"sql(
with word as (
    select case when $3::boolean or length(word) < 5 then folded(word)
                else folded(left(word, greatest(4, length(word) - 3))) end as word
    from regexp_split_to_table($2, '\s+') word where word <> ''
)
select function.classifier, function.code, function.name, coalesce(function.name_ru, ''),
       coalesce(above.name, tree.name), coalesce(above.name_ru, tree.name_ru, ''),
       lower($2) in (lower(function.code), lower(function.classifier || ':' || function.code),
                     lower(function.name), lower(function.name_ru)) as exactly
from function_code function
join classifier tree on tree.code = function.classifier
left join function_code above on above.classifier = function.classifier and above.code = function.parent
where ($1 = '' or function.classifier = $1) and exists (select from word)
  and (lower(function.code) = lower($2) or not exists (select from word where strpos(
      folded(concat_ws(' ', function.classifier || ':' || function.code, function.name, function.name_ru)), word.word) = 0))
order by exactly desc nulls last, tree.uid is not null, function.classifier, function.code limit $4
)sql"};

constexpr Query first{"function_choice.first", R"sql(
select function.classifier, function.code, function.name, coalesce(function.name_ru, ''), '', '', false
from function_code function join classifier tree on tree.code = function.classifier
order by tree.uid is not null, function.classifier, function.code limit $1
)sql"};

std::vector<CalledFunction> functionsIn(const Result& rows, const Reader& reader) {
    std::vector<CalledFunction> functions;
    for (const Row row : rows) {
        functions.push_back({row.get<std::string>(0), row.get<std::string>(1),
                             reader.either(row.get<std::string>(2), row.get<std::string>(3)),
                             reader.either(row.get<std::string>(4), row.get<std::string>(5)),
                             row.get<std::optional<bool>>(6).value_or(false)});
    }
    return functions;
}

}  // namespace

bool isFunctionCode(Transaction& transaction, const std::string& codeWithTree) {
    return transaction.run(isFunction, codeWithTree).one().get<bool>(0);
}

bool isFunctionOfTree(Transaction& transaction, const std::string& tree, const std::string& code) {
    return transaction.run(isOfTree, tree, code).one().get<bool>(0);
}

std::vector<CalledFunction> functionsCalled(Transaction& transaction, const Reader& reader,
                                            const std::string& tree, const std::string& words, bool endings,
                                            int most) {
    return functionsIn(transaction.run(called, tree, words, endings, most), reader);
}

std::vector<CalledFunction> firstFunctions(Transaction& transaction, const Reader& reader, int most) {
    return functionsIn(transaction.run(first, most), reader);
}

}  // namespace cadastre::reports
