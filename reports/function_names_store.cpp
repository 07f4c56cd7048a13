// The SQL of functions' names.
#include "reports/function_names_store.h"

#include <algorithm>

namespace cadastre::reports {

namespace {

constexpr Query readNames{"function_names.read", R"sql(
select asked.code, function_code.name, coalesce(function_code.name_ru, ''), function_code.code
from unnest($1::text[]) asked(code)
join function_code on function_code.classifier = split_part(asked.code, ':', 1)
    and function_code.code = substr(asked.code, strpos(asked.code, ':') + 1)
)sql"};

}  // namespace

std::vector<std::string> functionsIn(const std::string& list) {
    std::vector<std::string> codes;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find(", ", begin), list.size());
        codes.push_back(list.substr(begin, end - begin));
        begin = end + 2;
    }
    return codes;
}

FunctionNames functionNames(Transaction& transaction, const Reader& reader,
                            const std::vector<std::string>& codes) {
    FunctionNames names;
    for (const Row row : transaction.run(readNames, codes)) {
        names[row.get<std::string>(0)] = reader.either(row.get<std::string>(1), row.get<std::string>(2)) +
                                         " (" + row.get<std::string>(3) + ")";
    }
    return names;
}

std::string namedFunctions(const FunctionNames& names, const std::string& list) {
    std::string named;
    for (const std::string& code : functionsIn(list)) {
        const auto name = names.find(code);
        named += (named.empty() ? "" : "; ") + (name == names.end() ? code : name->second);
    }
    return named;
}

}  // namespace cadastre::reports
