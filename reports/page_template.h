// A template of a page, read once and filled in for each visit straight from the page's data: pages of
// thousands of cells are made of it, so nothing is copied on the way. The language is a part of Mustache
// (mustache(5)).
#pragma once

#include <atomic>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre::reports {

/// The text as it may stand within an element or a quoted attribute.
std::string htmlEscaped(std::string_view text);

/// {{name}} is a value, escaped for HTML; {{.}} the innermost one. {{#name}}…{{/name}} stands once for each
/// item of a list, once for anything else that is there; {{^name}}…{{/name}} where nothing is. An empty text,
/// an empty list, null and false are nothing. A name is looked for in the innermost section first. A line on
/// which sections begin or end and nothing else is seen leaves no empty line. There is no way to write a
/// value unescaped.
class PageTemplate {
  public:
    /// Throws std::invalid_argument that names the tag: left open, closed without a beginning, or of a kind
    /// that is not in the language.
    explicit PageTemplate(std::string_view source);

    /// Any number of threads may ask at once.
    [[nodiscard]] std::string render(const nlohmann::json& data) const;

  private:
    class Reading;
    class Filling;

    enum class Kind { text, lineEnd, value, section, inverted };
    struct Part {
        Kind kind;
        std::string text;     ///< what stands there, or the name of what does
        std::size_t end = 0;  ///< of a section: the part behind its last
    };

    std::vector<Part> parts_;
    mutable std::atomic<std::size_t> largest_ = 0;  ///< bytes of the largest document so far
};

}  // namespace cadastre::reports
