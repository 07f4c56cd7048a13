// Words, patterns and slugs a column map compares text by.
// They live with the readers because only maps speak of them; matching ignores case throughout.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre::importers {

/// Case-folded (Unicode, locale-free) UTF-8.
std::string foldCase(std::string_view text);

std::string upperCase(std::string_view text);

/// A code made of a name: Latin letters and digits in lower case, anything else one hyphen.
/// Ministère de l’Éducation → ministere-de-l-education; other scripts are transliterated.
std::string slug(std::string_view text);

/// The known word closest to `word`, when it is close enough to be meant; else empty.
std::string_view nearest(std::string_view word, std::span<const std::string> known);

/// A word with wildcards: `*` any run, `?` any one character, case ignored; "" matches only a blank.
class Glob {
  public:
    explicit Glob(std::string_view pattern) : folded_(foldCase(pattern)) {}
    /// `folded`: text that foldCase made.
    [[nodiscard]] bool matches(std::string_view folded) const;

  private:
    std::string folded_;
};

/// Whether any of the words fits the text.
bool matchesAny(const std::vector<Glob>& words, std::string_view text);

/// A regular expression (ICU syntax) with bounds on time and stack, since text and pattern are both from
/// outside.
class Pattern {
  public:
    /// Throws std::invalid_argument when the expression is wrong.
    explicit Pattern(std::string_view expression);
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;
    ~Pattern();

    /// The first group (the whole match when there is none), or nothing when the pattern is not found.
    /// Throws std::runtime_error when the search needs too much time or stack.
    [[nodiscard]] std::optional<std::string> find(std::string_view text) const;

  private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace cadastre::importers
