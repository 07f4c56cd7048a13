// Boxes, lines and headings of the picture of relations.
#include "reports/relation_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr int lineHeight = 18;
constexpr int padding = 9;
constexpr int gap = 10;
constexpr int headingHeight = 26;
// Letters of the page's face are a little narrower than this at a height of 14, Cyrillic ones included.
constexpr double letterWidth = 7.6;

struct Dimensions {
    int width, boxWidth, middleWidth;
};
constexpr Dimensions wideDimensions{960, 270, 270};
constexpr Dimensions narrowDimensions{340, 306, 340};

// Bytes of the UTF-8 character that begins with this one.
std::size_t lengthOf(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}

std::vector<std::string> lettersOf(const std::string& text) {
    std::vector<std::string> letters;
    for (std::size_t at = 0; at < text.size(); at += lengthOf(text[at]))
        letters.push_back(text.substr(at, lengthOf(text[at])));
    return letters;
}

std::size_t lettersIn(int width) {
    return static_cast<std::size_t>((width - 2 * padding) / letterWidth);
}

struct Box {
    std::vector<std::string> lines;
    std::size_t plainLines = 0;  // the rest is small print
    bool broken = false, middle = false;
    int x = 0, y = 0, width = 0;

    [[nodiscard]] int height() const { return 2 * padding + lineHeight * static_cast<int>(lines.size()); }
};

Box boxOf(const std::string& name, const std::string& detail, int width) {
    Box box;
    box.width = width;
    box.lines = wrappedLines(name, lettersIn(width), 3);
    box.plainLines = box.lines.size();
    if (!detail.empty()) {
        for (std::string& line : wrappedLines(detail, lettersIn(width) + 4, 2))
            box.lines.push_back(std::move(line));
    }
    return box;
}

json drawn(const Box& box) {
    json lines = json::array();
    for (std::size_t i = 0; i < box.lines.size(); ++i) {
        lines.push_back({{"x", std::to_string(box.x + padding)},
                         {"y", std::to_string(box.y + padding + lineHeight * static_cast<int>(i) + 13)},
                         {"text", box.lines[i]},
                         {"small", i >= box.plainLines}});
    }
    return {{"x", std::to_string(box.x)},
            {"y", std::to_string(box.y)},
            {"width", std::to_string(box.width)},
            {"height", std::to_string(box.height())},
            {"middle", box.middle},
            {"broken", box.broken},
            {"lines", std::move(lines)}};
}

class Picture {
  public:
    Picture(PictureShape shape, const std::string& more)
        : narrow_(shape == PictureShape::narrow),
          sizes_(narrow_ ? narrowDimensions : wideDimensions),
          more_(more) {}

    // One column of boxes from `top` on, a heading above each kind; where the column ends.
    int column(std::span<const DrawnRelation> relations, bool outgoing, int x, int top) {
        std::string kind;
        std::size_t shown = 0, hidden = 0;
        const auto closeKind = [&] {
            if (hidden > 0) top = note(hidden, x, top);
            hidden = 0;
        };
        for (const DrawnRelation& relation : relations) {
            if (relation.outgoing != outgoing) continue;
            if (relation.kind != kind) {
                closeKind();
                kind = relation.kind;
                shown = 0;
                headings_.push_back(
                    {{"x", std::to_string(x)}, {"y", std::to_string(top + 17)}, {"text", kind}});
                top += headingHeight;
            }
            if (++shown > shownOfAKind) {
                ++hidden;
                continue;
            }
            Box box = boxOf(relation.name, relation.detail, sizes_.boxWidth);
            box.x = x;
            box.y = top;
            box.broken = relation.dangling;
            top += box.height() + gap;
            ends_.emplace_back(box, outgoing);
        }
        closeKind();
        return top;
    }

    json finished(const std::string& name, std::span<const DrawnRelation> relations) {
        Box middle = boxOf(name, {}, sizes_.middleWidth);
        middle.middle = true;
        int bottom = 0;
        int width = sizes_.width;
        if (narrow_) {
            const int x = sizes_.width - sizes_.boxWidth;
            bottom = column(relations, true, x, middle.height() + gap);
            bottom = column(relations, false, x, bottom);
        } else {
            // A side on which there is nothing takes no room.
            const auto has = [&](bool outgoing) {
                return std::ranges::find(relations, outgoing, &DrawnRelation::outgoing) != relations.end();
            };
            const int step = (sizes_.width - sizes_.boxWidth) / 2;
            middle.x = has(false) ? step : 0;
            bottom = std::max({column(relations, false, 0, 0), column(relations, true, middle.x + step, 0),
                               middle.height() + gap});
            width = middle.x + middle.width + (has(true) ? step : 0);
            middle.y = std::min((bottom - gap - middle.height()) / 2, 240);
        }
        json boxes = json::array({drawn(middle)});
        json edges = json::array();
        for (const auto& [box, outgoing] : ends_) {
            boxes.push_back(drawn(box));
            edges.push_back({{"path", narrow_ ? elbow(middle, box) : curve(middle, box, outgoing)},
                             {"broken", box.broken}});
        }
        return {{"width", std::to_string(width)},
                {"height", std::to_string(bottom)},
                {"boxes", std::move(boxes)},
                {"edges", std::move(edges)},
                {"headings", headings_}};
    }

  private:
    int note(std::size_t hidden, int x, int top) {
        std::string text = more_;
        if (const auto at = text.find("{count}"); at != std::string::npos)
            text.replace(at, 7, std::to_string(hidden));
        headings_.push_back({{"x", std::to_string(x)}, {"y", std::to_string(top + 8)}, {"text", text}});
        return top + headingHeight;
    }

    static std::string curve(const Box& middle, const Box& box, bool outgoing) {
        const int from = outgoing ? middle.x + middle.width : middle.x;
        const int to = outgoing ? box.x : box.x + box.width;
        const int half = (from + to) / 2;
        const int fromY = middle.y + middle.height() / 2;
        const int toY = box.y + box.height() / 2;
        return fmt::format("M{} {}C{} {} {} {} {} {}", from, fromY, half, fromY, half, toY, to, toY);
    }

    static std::string elbow(const Box& middle, const Box& box) {
        constexpr int rail = 12;
        return fmt::format("M{} {}V{}H{}", rail, middle.y + middle.height(), box.y + box.height() / 2, box.x);
    }

    bool narrow_;
    Dimensions sizes_;
    const std::string& more_;
    std::vector<std::pair<Box, bool>> ends_;
    json headings_ = json::array();
};

}  // namespace

std::vector<std::string> wrappedLines(const std::string& text, std::size_t width, std::size_t most) {
    std::vector<std::string> lines;
    std::vector<std::string> line;
    const auto end = [&](std::size_t upTo) {
        std::string joined;
        for (std::size_t i = 0; i < upTo; ++i)
            joined += line[i];
        lines.push_back(std::move(joined));
        line.erase(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(upTo));
        if (!line.empty() && line.front() == " ") line.erase(line.begin());
    };
    for (std::string& letter : lettersOf(text)) {
        if (letter == "\n" || letter == "\t") letter = " ";
        if (letter == " " && (line.empty() || line.back() == " ")) continue;
        line.push_back(std::move(letter));
        if (line.size() <= width) continue;
        const auto space = std::find(line.rbegin(), line.rend(), " ");
        const auto upTo = static_cast<std::size_t>(line.rend() - space);
        end(space == line.rend() ? width : upTo - 1);
        if (lines.size() == most) {
            lines.back() += "…";
            return lines;
        }
    }
    if (!line.empty()) end(line.size());
    return lines;
}

json relationPicture(const std::string& name, std::span<const DrawnRelation> relations, PictureShape shape,
                     const std::string& more) {
    Picture picture(shape, more);
    return picture.finished(name, relations);
}

}  // namespace cadastre::reports
