// Keys and arguments to sentences.
#include "reports/explanation_words.h"

namespace cadastre::reports {

std::string comparedFieldName(const Reader& reader, const std::string& field) {
    const std::string key = "duplicates.field." + field;
    return reader.messages.has(key) ? reader.text(key) : field;
}

nlohmann::json explainedSentence(const Reader& reader, const nlohmann::json& explanation, const char* name) {
    const auto stated = explanation.find(name);
    if (stated == explanation.end() || !stated->is_object()) return false;
    const std::string key = stated->value("key", "");
    if (!reader.messages.has(key)) return false;
    MessageArguments arguments;
    for (const auto& [argument, value] : (*stated)["arguments"].items()) {
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        arguments.emplace_back(argument, argument == "field" ? comparedFieldName(reader, text) : text);
    }
    return reader.text(key, arguments);
}

}  // namespace cadastre::reports
