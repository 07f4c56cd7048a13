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

std::set<std::string> namesIn(std::string_view text) {
    std::set<std::string> names;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) break;
        names.emplace(text.substr(open + 1, close - open - 1));
    }
    return names;
}

}  // namespace

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
            if (!languages_[language].emplace(key, text.get<std::string>()).second) {
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
                if (namesIn(text) != namesIn(same->second)) {
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
    const std::string& pattern = found->second;
    std::string text;
    std::size_t at = 0;
    while (at < pattern.size()) {
        const std::size_t open = pattern.find('{', at);
        const std::size_t close = open == std::string::npos ? open : pattern.find('}', open);
        if (close == std::string::npos) break;
        text.append(pattern, at, open - at);
        const std::string_view name = std::string_view(pattern).substr(open + 1, close - open - 1);
        const auto argument = std::find_if(arguments.begin(), arguments.end(),
                                           [&](const auto& candidate) { return candidate.first == name; });
        text += argument == arguments.end() ? pattern.substr(open, close - open + 1) : argument->second;
        at = close + 1;
    }
    return text.append(pattern, at);
}

std::vector<std::string> Messages::keys() const {
    std::vector<std::string> keys;
    if (languages_.empty()) return keys;
    for (const auto& message : languages_.begin()->second)
        keys.push_back(message.first);
    return keys;
}

}  // namespace cadastre
