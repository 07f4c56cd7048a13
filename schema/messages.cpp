// Loading the message catalogue and holding its languages against each other.
#include "schema/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "schema/errors.h"

namespace cadastre {

namespace {

// Unicode CLDR 42, cardinal plural rules for whole numbers. The number may be grouped or signed: only its
// digits matter.
std::string_view pluralForm(std::string_view language, std::string_view number) {
    std::uint64_t whole = 0;
    for (const char c : number) {
        if (c >= '0' && c <= '9') whole = whole * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (language != "ru") return whole == 1 ? "one" : "other";
    const std::uint64_t last = whole % 10;
    const bool teen = whole / 10 % 10 == 1;
    if (last == 1 && !teen) return "one";
    return last >= 2 && last <= 4 && !teen ? "few" : "many";
}

std::set<std::string> pluralForms(std::string_view language) {
    if (language == "ru") return {"one", "few", "many"};
    return {"one", "other"};
}

bool isNameLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Calls `plain` for each run of text and `named` for each {name}.
void walk(std::string_view text, auto&& plain, auto&& named) {
    std::size_t done = 0;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        if (name.empty() || !std::all_of(name.begin(), name.end(), isNameLetter)) continue;
        plain(text.substr(done, open - done));
        named(name);
        done = close + 1;
    }
    plain(text.substr(done));
}

std::set<std::string> namesIn(const std::map<std::string, std::string>& forms, const std::string& by) {
    std::set<std::string> names;
    if (!by.empty()) names.insert(by);
    for (const auto& [form, text] : forms) {
        walk(
            text, [](std::string_view /*plain*/) {},
            [&names](std::string_view name) { names.emplace(name); });
    }
    return names;
}

}  // namespace

std::string groupedNumber(std::string_view language, std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::string_view separator = language == "ru" ? "\u00a0" : ",";
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, separator);
    }
    return digits;
}

Messages Messages::load(const std::filesystem::path& folder) {
    Messages messages;
    std::error_code trouble;
    for (const auto& entry : std::filesystem::directory_iterator(folder, trouble)) {
        const std::filesystem::path& file = entry.path();
        const std::string language = file.stem().extension().string();
        if (file.extension() == ".json" && language.size() > 1) messages.add(file, language.substr(1));
    }
    if (trouble) throw UnavailableError(fmt::format("{}: {}", folder.string(), trouble.message()));
    messages.compareLanguages();
    return messages;
}

void Messages::add(const std::filesystem::path& file, const std::string& language) {
    std::ifstream in(file);
    try {
        const auto texts = nlohmann::json::parse(in);
        for (const auto& [key, text] : texts.items()) {
            Message message;
            if (text.is_object()) {
                message.forms = text.get<std::map<std::string, std::string>>();
                message.by = message.forms["by"];
                message.forms.erase("by");
                std::set<std::string> forms;
                for (const auto& form : message.forms)
                    forms.insert(form.first);
                if (message.by.empty() || forms != pluralForms(language)) {
                    throw UnavailableError(fmt::format("{}: {} needs \"by\" and the forms {}", file.string(),
                                                       key, fmt::join(pluralForms(language), ", ")));
                }
            } else {
                message.forms.emplace("other", text.get<std::string>());
            }
            if (!languages_[language].emplace(key, std::move(message)).second) {
                throw UnavailableError(fmt::format("{}: the key {} is met twice", file.string(), key));
            }
        }
    } catch (const nlohmann::json::exception& error) {
        throw UnavailableError(fmt::format("{}: {}", file.string(), error.what()));
    }
}

void Messages::compareLanguages() const {
    for (const auto& [language, texts] : languages_) {
        for (const auto& [other, otherTexts] : languages_) {
            for (const auto& [key, text] : texts) {
                const auto same = otherTexts.find(key);
                if (same == otherTexts.end()) {
                    throw UnavailableError(
                        fmt::format("the message {} is there in {} but not in {}", key, language, other));
                }
                if (namesIn(text.forms, text.by) != namesIn(same->second.forms, same->second.by)) {
                    throw UnavailableError(fmt::format("the message {} takes other values in {} than in {}",
                                                       key, language, other));
                }
            }
        }
    }
}

bool Messages::speaks(std::string_view language) const {
    return languages_.find(language) != languages_.end();
}

bool Messages::has(std::string_view key) const {
    return !languages_.empty() && languages_.begin()->second.find(key) != languages_.begin()->second.end();
}

std::string Messages::text(std::string_view language, std::string_view key,
                           const MessageArguments& arguments) const {
    const auto texts = languages_.find(language);
    if (texts == languages_.end())
        throw std::out_of_range(fmt::format("no messages in language {}", language));
    const auto found = texts->second.find(key);
    if (found == texts->second.end()) throw std::out_of_range(fmt::format("no message {}", key));
    const auto valueOf = [&arguments](std::string_view name) -> const std::string* {
        const auto argument = std::find_if(arguments.begin(), arguments.end(),
                                           [name](const auto& candidate) { return candidate.first == name; });
        return argument == arguments.end() ? nullptr : &argument->second;
    };
    const Message& message = found->second;
    std::string form = "other";
    if (!message.by.empty()) {
        const std::string* number = valueOf(message.by);
        form = pluralForm(language, number == nullptr ? "" : *number);
    }
    std::string text;
    walk(
        message.forms.at(form), [&text](std::string_view plain) { text += plain; },
        [&](std::string_view name) {
            const std::string* value = valueOf(name);
            text += value == nullptr ? fmt::format("{{{}}}", name) : *value;
        });
    return text;
}

std::vector<std::string> Messages::keys() const {
    std::vector<std::string> keys;
    if (languages_.empty()) return keys;
    for (const auto& message : languages_.begin()->second)
        keys.push_back(message.first);
    return keys;
}

}  // namespace cadastre
