// The relations of one asset as a small picture: itself in the middle, on one side what it names, on the
// other what names it; on a narrow screen all below one another. Pure shapes; the template writes them as
// SVG, and the table beside the picture says the same with links.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

namespace cadastre::reports {

struct DrawnRelation {
    std::string kind;    ///< read from the asset in the middle: "runs on", "used by"
    std::string name;    ///< of the other end
    std::string detail;  ///< whose it is, at which stage; may be empty
    bool outgoing = true;
    bool dangling = false;  ///< the other end is not registered: drawn with a broken line
};

enum class PictureShape { wide, narrow };

/// {"width", "height", "boxes": [{"x", "y", "width", "height", "middle", "broken", "lines": [{"x", "y",
/// "text", "small"}]}], "edges": [{"path", "broken"}], "headings": [{"x", "y", "text"}]}. Numbers are text,
/// in the picture's own units, in which letters are 14 high. Of one kind at most `shownOfAKind` are drawn;
/// `more` says how many are not, with {count} in it.
nlohmann::json relationPicture(const std::string& name, std::span<const DrawnRelation> relations,
                               PictureShape shape, const std::string& more);

inline constexpr std::size_t shownOfAKind = 6;

/// The text in lines of at most `width` characters, words kept whole where they fit; at most `most` lines,
/// the last ending in "…" where there was more.
std::vector<std::string> wrappedLines(const std::string& text, std::size_t width, std::size_t most);

}  // namespace cadastre::reports
