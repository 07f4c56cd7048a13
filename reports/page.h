// What a page is: a template's name and its data. Pages ask their stores and shape what they got; they know
// neither the network nor HTML. How data becomes HTML is in page_renderer.h.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace cadastre {
class Messages;
}

namespace cadastre::reports {

/// For whom a page is made.
struct Reader {
    const Messages& messages;
    std::string language = "en";

    /// A message in the reader's language.
    [[nodiscard]] std::string text(std::string_view key) const;
    /// `russian` or `english`, whichever the reader reads; the other where it is empty.
    [[nodiscard]] std::string either(const std::string& english, const std::string& russian) const;
};

struct Page {
    std::string view;     ///< reports/templates/VIEW.mustache
    nlohmann::json data;  ///< texts are escaped by the template
};

}  // namespace cadastre::reports
