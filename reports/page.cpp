// The reader's words and the addresses of what is asked.
#include "reports/page.h"

#include <algorithm>
#include <cctype>

#include "reports/page_words.h"

namespace cadastre::reports {

std::string Reader::text(std::string_view key, const MessageArguments& arguments) const {
    return messages.text(language, key, arguments);
}

std::string Reader::either(const std::string& english, const std::string& russian) const {
    const bool readsRussian = language == "ru";
    const std::string& wanted = readsRussian ? russian : english;
    return wanted.empty() ? (readsRussian ? english : russian) : wanted;
}

const std::string& Asked::get(std::string_view name) const {
    static const std::string nothing;
    for (const auto& [known, value] : fields) {
        if (known == name) return value;
    }
    return nothing;
}

std::string Asked::address(std::string_view path, std::string_view except) const {
    std::string address(path);
    char separator = '?';
    for (const auto& [name, value] : fields) {
        if (value.empty() || name == except) continue;
        address.append(1, std::exchange(separator, '&'))
            .append(encoded(name))
            .append(1, '=')
            .append(encoded(value));
    }
    return address;
}

Asked Asked::with(const std::string& name, const std::string& value) const {
    Asked changed = *this;
    std::erase_if(changed.fields, [&](const auto& field) { return field.first == name; });
    changed.fields.emplace_back(name, value);
    return changed;
}

bool isUid(std::string_view text) {
    static constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    return text.size() == shape.size() &&
           std::equal(text.begin(), text.end(), shape.begin(), [](char c, char wanted) {
               return wanted == '-' ? c == '-' : std::isxdigit(static_cast<unsigned char>(c)) != 0;
           });
}

}  // namespace cadastre::reports
