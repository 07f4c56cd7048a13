// Keys and arguments to sentences.
#include "reports/explanation_words.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace cadastre::reports {

namespace {

std::string fieldNames(const Reader& reader, const std::string& list) {
    std::string names;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        names += (names.empty() ? "" : ", ") + comparedFieldName(reader, list.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

/// An argument as the sentence takes it: fields by their names, what stands in quotation marks quotable.
std::string spoken(const Reader& reader, std::string_view argument, const std::string& text) {
    if (argument == "field" || argument == "fields") return fieldNames(reader, text);
    const bool quoted = argument == "left" || argument == "right" || argument == "name" ||
                        argument == "neighbour" || argument == "plan" || argument == "code" ||
                        argument == "filed" || argument == "phrase";
    return quoted ? quotable(text) : text;
}

}  // namespace

std::string comparedFieldName(const Reader& reader, const std::string& field) {
    const std::string key = "duplicates.field." + field;
    return reader.messages.has(key) ? reader.text(key) : field;
}

std::string quotable(std::string name) {
    for (const auto& [outer, within] : {std::pair("«", "„"), std::pair("»", "“")}) {
        for (std::size_t at = name.find(outer); at != std::string::npos; at = name.find(outer, at))
            name.replace(at, std::string_view(outer).size(), within);
    }
    return name;
}

nlohmann::json explainedSentence(const Reader& reader, const nlohmann::json& explanation, const char* name) {
    const auto stated = explanation.find(name);
    if (stated == explanation.end() || !stated->is_object()) return false;
    const std::string key = stated->value("key", "");
    if (!reader.messages.has(key)) return false;
    MessageArguments arguments;
    for (const auto& [argument, value] : (*stated)["arguments"].items()) {
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        arguments.emplace_back(argument, spoken(reader, argument, text));
    }
    return reader.text(key, arguments);
}

}  // namespace cadastre::reports
