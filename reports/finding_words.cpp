// Putting findings into words.
#include "reports/finding_words.h"

#include <algorithm>

#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

// "purpose, stage" with each code by its name.
std::string namesOf(const FindingWords& words, std::string_view codes) {
    std::string names;
    while (!codes.empty()) {
        const std::size_t end = std::min(codes.find(','), codes.size());
        std::string_view code = codes.substr(0, end);
        code.remove_prefix(std::min(code.find_first_not_of(' '), code.size()));
        names.append(names.empty() ? "" : ", ").append(words.fieldName(std::string(code)));
        codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return names;
}

// The other records of a group, as many as a sentence bears: the first, and more of them while they are
// short. How many there are the sentence says itself.
std::string namedFirst(std::string_view others) {
    constexpr std::size_t readable = 160;
    constexpr std::string_view between = "; ";
    std::string named;
    while (!others.empty()) {
        const std::size_t end = std::min(others.find(between), others.size());
        const std::string_view other = others.substr(0, end);
        others.remove_prefix(std::min(end + between.size(), others.size()));
        if (other == "…") continue;
        if (!named.empty() && named.size() + other.size() > readable) break;
        named.append(named.empty() ? "" : between).append(other);
    }
    return named;
}

}  // namespace

FindingWords::FindingWords(Transaction& transaction, const Reader& reader)
    : reader_(reader),
      fields_(codesOf(transaction, "field", reader)),
      stages_(codesOf(transaction, "stage", reader)) {
    fields_.push_back({"functions", reader.text("section.functions")});
    fields_.push_back({"relations", reader.text("passport.relations")});
}

std::string FindingWords::fieldName(const std::string& code) const {
    return nameOf(fields_, code);
}

std::string FindingWords::argumentText(const std::string& name, const nlohmann::json& value) const {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (name == "fields" || name.ends_with("field")) return namesOf(*this, text);
    if (name == "stage" || name.ends_with("_stage"))
        return text.empty() ? reader_.text("stage.unknown") : nameOf(stages_, text);
    if (name == "others") return namedFirst(text);
    const std::string word = "check.word." + text;
    if ((name == "kind" || name == "basis") && reader_.messages.has(word)) return reader_.text(word);
    return writtenDate(text, reader_.language);
}

std::string FindingWords::sentence(const std::string& rule, const std::string& arguments) const {
    const std::string key = "rule." + rule + ".message", ofWithheld = "rule." + rule + ".withheld";
    if (!reader_.messages.has(key)) return {};
    MessageArguments values;
    bool namesAnother = true;
    const auto stated = nlohmann::json::parse(arguments);
    for (const auto& [name, value] : stated.items()) {
        values.emplace_back(name, argumentText(name, value));
        // Records that not everybody may see are kept as "…" in the place of their names.
        if (value == "…" || (name == "others" && values.back().second.empty())) namesAnother = false;
    }
    return reader_.text(!namesAnother && reader_.messages.has(ofWithheld) ? ofWithheld : key, values);
}

}  // namespace cadastre::reports
