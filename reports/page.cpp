// The reader's words.
#include "reports/page.h"

#include "schema/messages.h"

namespace cadastre::reports {

std::string Reader::text(std::string_view key) const {
    return messages.text(language, key);
}

std::string Reader::either(const std::string& english, const std::string& russian) const {
    const bool readsRussian = language == "ru";
    const std::string& wanted = readsRussian ? russian : english;
    return wanted.empty() ? (readsRussian ? english : russian) : wanted;
}

}  // namespace cadastre::reports
