// Reading templates into a flat list of parts, and filling them in.
#include "reports/page_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace cadastre::reports {

namespace {

using nlohmann::json;

// Whether a section shows nothing of it.
bool isNothing(const json& value) {
    switch (value.type()) {
        case json::value_t::null:
        case json::value_t::discarded:
            return true;
        case json::value_t::boolean:
            return !value.get<bool>();
        case json::value_t::string:
            return value.get_ref<const std::string&>().empty();
        case json::value_t::array:
            return value.empty();
        default:
            return false;
    }
}

std::string_view escapeOf(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&apos;";
        default:
            return {};
    }
}

void appendEscaped(std::string& html, std::string_view text) {
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view escape = escapeOf(text[at]);
        if (escape.empty()) continue;
        html.append(text, done, at - done).append(escape);
        done = at + 1;
    }
    html.append(text, done);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n") + 1 - first);
}

}  // namespace

std::string htmlEscaped(std::string_view text) {
    std::string html;
    appendEscaped(html, text);
    return html;
}

class PageTemplate::Reading {
  public:
    explicit Reading(std::vector<Part>& parts) : parts_(parts) {}

    void read(std::string_view source) {
        std::size_t at = 0;
        for (std::size_t open = source.find("{{"); open != std::string_view::npos;
             open = source.find("{{", at)) {
            addText(source.substr(at, open - at));
            const std::size_t close = source.find("}}", open);
            if (close == std::string_view::npos)
                throw std::invalid_argument(fmt::format("the tag {} has no end", source.substr(open, 40)));
            addTag(trimmed(source.substr(open + 2, close - open - 2)));
            at = close + 2;
        }
        addText(source.substr(at));
        if (!open_.empty())
            throw std::invalid_argument(
                fmt::format("the section {{{{#{}}}}} is left open", parts_[open_.back()].text));
    }

  private:
    void addText(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            if (end != 0) parts_.push_back({Kind::text, std::string(text.substr(0, end))});
            if (end == std::string_view::npos) return;
            parts_.push_back({Kind::lineEnd, "\n"});
            text.remove_prefix(end + 1);
        }
    }

    void addTag(std::string_view tag) {
        constexpr std::string_view foreign = "{&>!=";
        if (tag.empty() || foreign.find(tag.front()) != std::string_view::npos)
            throw std::invalid_argument(fmt::format("there is no tag {{{{{}}}}}", tag));
        const std::string name(trimmed(tag.substr(1)));
        if (tag.front() == '/') {
            if (open_.empty() || parts_[open_.back()].text != name)
                throw std::invalid_argument(fmt::format("{{{{/{}}}}} ends a section that is not open", name));
            parts_[open_.back()].end = parts_.size();
            open_.pop_back();
        } else if (tag.front() == '#' || tag.front() == '^') {
            open_.push_back(parts_.size());
            parts_.push_back({tag.front() == '#' ? Kind::section : Kind::inverted, name});
        } else {
            parts_.push_back({Kind::value, std::string(tag)});
        }
    }

    std::vector<Part>& parts_;
    std::vector<std::size_t> open_;  // sections that have not ended
};

class PageTemplate::Filling {
  public:
    Filling(const std::vector<Part>& parts, const json& data, std::size_t room)
        : parts_(parts), scopes_{&data} {
        html_.reserve(room);
    }

    std::string html() {
        fill(0, parts_.size());
        endLine();
        return std::move(html_);
    }

  private:
    void fill(std::size_t from, std::size_t to) {
        for (std::size_t at = from; at < to; ++at) {
            const Part& part = parts_[at];
            switch (part.kind) {
                case Kind::text:
                    html_ += part.text;
                    break;
                case Kind::lineEnd:
                    if (endLine()) html_ += part.text;
                    lineBegin_ = html_.size();
                    break;
                case Kind::value:
                    if (const json* value = find(part.text)) write(*value);
                    break;
                case Kind::section:
                    if (const json* value = find(part.text)) section(*value, at + 1, part.end);
                    at = part.end - 1;
                    break;
                case Kind::inverted:
                    invertedSection(find(part.text), at + 1, part.end);
                    at = part.end - 1;
                    break;
            }
        }
    }

    // Whether the line that ends here stays.
    bool endLine() {
        const bool bare = marked_ && html_.find_first_not_of(" \t", lineBegin_) == std::string::npos;
        if (bare) html_.resize(lineBegin_);
        marked_ = false;
        return !bare;
    }

    void section(const json& value, std::size_t from, std::size_t to) {
        if (isNothing(value)) return;
        if (!value.is_array()) return within(value, from, to);
        for (const json& item : value)
            within(item, from, to);
    }

    void within(const json& scope, std::size_t from, std::size_t to) {
        scopes_.push_back(&scope);
        marked_ = true;
        fill(from, to);
        marked_ = true;
        scopes_.pop_back();
    }

    void invertedSection(const json* value, std::size_t from, std::size_t to) {
        if (value != nullptr && !isNothing(*value)) return;
        marked_ = true;
        fill(from, to);
        marked_ = true;
    }

    [[nodiscard]] const json* find(const std::string& name) const {
        if (name == ".") return scopes_.back();
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (!(*scope)->is_object()) continue;
            if (const auto found = (*scope)->find(name); found != (*scope)->end()) return &*found;
        }
        return nullptr;
    }

    void write(const json& value) {
        if (value.is_string()) {
            appendEscaped(html_, value.get_ref<const std::string&>());
        } else if (value.is_number()) {
            html_ += value.dump();
        }
    }

    const std::vector<Part>& parts_;
    std::vector<const json*> scopes_;  // the innermost last
    std::string html_;
    std::size_t lineBegin_ = 0;
    bool marked_ = false;  // a section began or ended on this line
};

PageTemplate::PageTemplate(std::string_view source) {
    Reading(parts_).read(source);
}

std::string PageTemplate::render(const nlohmann::json& data) const {
    std::string html = Filling(parts_, data, largest_.load() + 256).html();
    // Of two threads that made larger ones at once either will do: it is only room.
    if (html.size() > largest_.load()) largest_.store(html.size());
    return html;
}

}  // namespace cadastre::reports
