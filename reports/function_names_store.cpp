// The SQL of functions' names.
#include "reports/function_names_store.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace cadastre::reports {

namespace {

constexpr Query readNames{"function_names.read", R"sql(
select asked.code, function_code.name, coalesce(function_code.name_ru, ''), function_code.code
from unnest($1::text[]) asked(code)
join function_code on function_code.classifier = split_part(asked.code, ':', 1)
    and function_code.code = substr(asked.code, strpos(asked.code, ':') + 1)
)sql"};

/// Calls `take` with every text of an explanation that may list codes.
void forCodes(nlohmann::json& explanation, const std::function<void(nlohmann::json&)>& take) {
    const auto takeIn = [&](nlohmann::json& holder, const char* name) {
        if (holder.is_object() && holder.contains(name) && holder[name].is_string()) take(holder[name]);
    };
    if (explanation.contains("sentence") && explanation["sentence"].contains("arguments")) {
        for (const char* argument : {"code", "filed"})
            takeIn(explanation["sentence"]["arguments"], argument);
    }
    for (const char* list : {"parts", "codes"}) {
        if (!explanation.contains(list) || !explanation[list].is_array()) continue;
        for (nlohmann::json& each : explanation[list]) {
            if (std::string_view(list) == "codes") {
                takeIn(each, "code");
            } else if (each.is_object() && each.value("field", "") == "functions") {
                takeIn(each, "left");
                takeIn(each, "right");
            }
        }
    }
}

}  // namespace

std::vector<std::string> functionsNamedIn(const nlohmann::json& explanation) {
    nlohmann::json copy = explanation;
    std::vector<std::string> codes;
    forCodes(copy, [&](nlohmann::json& text) {
        for (std::string& code : functionsIn(text.get<std::string>()))
            codes.push_back(std::move(code));
    });
    return codes;
}

nlohmann::json withFunctionNames(const FunctionNames& names, nlohmann::json explanation) {
    forCodes(explanation,
             [&](nlohmann::json& text) { text = namedFunctions(names, text.get<std::string>()); });
    return explanation;
}

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
