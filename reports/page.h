// What a page is: a template's name and its data. Pages ask their stores and shape what they got; they know
// neither the network nor HTML. How data becomes HTML is in page_renderer.h.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/messages.h"

namespace cadastre::reports {

/// The times a page is read at, as its address has them; empty: now.
struct Times {
    std::string asOf = {};     ///< YYYY-MM-DD: what was true on that day
    std::string knownAt = {};  ///< YYYY-MM-DDTHH:MM:SS[.…]Z: what the register knew then

    [[nodiscard]] bool past() const { return !asOf.empty() || !knownAt.empty(); }
};

/// For whom a page is made.
struct Reader {
    const Messages& messages;
    std::string language = "en";
    Times times = {};

    /// A message in the reader's language.
    [[nodiscard]] std::string text(std::string_view key, const MessageArguments& arguments = {}) const;
    /// `russian` or `english`, whichever the reader reads; the other where it is empty.
    [[nodiscard]] std::string either(const std::string& english, const std::string& russian) const;
};

/// What an address asks for, name by name; empty for what it doesn't.
struct Asked {
    std::vector<std::pair<std::string, std::string>> fields;

    [[nodiscard]] const std::string& get(std::string_view name) const;
    /// `path` with these fields, each percent-encoded, without empty ones and without those named in
    /// `except`.
    [[nodiscard]] std::string address(std::string_view path, std::string_view except = {}) const;
    /// The same with one field set.
    [[nodiscard]] Asked with(const std::string& name, const std::string& value) const;
};

struct Page {
    std::string view;     ///< reports/templates/VIEW.mustache
    nlohmann::json data;  ///< texts are escaped by the template
};

/// Whether the text is a uid as the database writes it: what a cursor or an address may hold.
bool isUid(std::string_view text);

}  // namespace cadastre::reports
