// Loading templates and rendering them.
#include "reports/page_renderer.h"

#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <kainjow/mustache.hpp>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "schema/errors.h"

namespace cadastre::reports {

namespace {

namespace mustache = kainjow::mustache;

constexpr const char* contentMark = "[[content]]";

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw UnavailableError(fmt::format("{}: can't be read", file.string()));
    return text.str();
}

// Replaces each [[key]] by what `value` says of it.
std::string filledIn(const std::string& text, const std::function<std::string(const std::string&)>& value) {
    std::string filled;
    std::size_t at = 0;
    for (std::size_t open = text.find("[["); open != std::string::npos; open = text.find("[[", at)) {
        const std::size_t close = text.find("]]", open);
        if (close == std::string::npos) break;
        filled.append(text, at, open - at);
        filled += value(text.substr(open + 2, close - open - 2));
        at = close + 2;
    }
    return filled.append(text, at);
}

mustache::data shapeOf(const nlohmann::json& json) {
    switch (json.type()) {
        case nlohmann::json::value_t::object:
            return {mustache::data::type::object};
        case nlohmann::json::value_t::array:
            return {mustache::data::type::list};
        case nlohmann::json::value_t::string:
            // Empty text is no text: its section is left out.
            if (json.get_ref<const std::string&>().empty()) return {false};
            return {json.get_ref<const std::string&>()};
        case nlohmann::json::value_t::boolean:
            return {json.get<bool>()};
        case nlohmann::json::value_t::null:
            return {false};
        default:
            return {json.dump()};
    }
}

// The library copies what it is given with all that is below it, and shows lists for reading only. So each
// level is put in while it is empty and filled where it stands, a list that is ours to write too: a page of
// thousands of cells is copied once instead of once a level.
void fill(mustache::data& data, const nlohmann::json& json) {
    if (json.is_object()) {
        for (const auto& [name, value] : json.items()) {
            mustache::data& place = data[name];
            place = shapeOf(value);
            fill(place, value);
        }
    } else if (json.is_array()) {
        auto& list = const_cast<mustache::list&>(data.list_value());
        list.reserve(json.size());
        for (const auto& value : json)
            fill(list.emplace_back(shapeOf(value)), value);
    }
}

mustache::data mustacheData(const nlohmann::json& json) {
    mustache::data data = shapeOf(json);
    fill(data, json);
    return data;
}

}  // namespace

// A parsed template may render for one thread at a time, so each has a few copies that are lent out.
class PageRenderer::Template {
  public:
    explicit Template(std::string source) : source_(std::move(source)) { giveBack(borrow()); }

    std::string render(const mustache::data& data) {
        auto parsed = borrow();
        std::string html = parsed->render(data);
        giveBack(std::move(parsed));
        return html;
    }

  private:
    using Parsed = std::unique_ptr<mustache::mustache>;

    Parsed borrow() {
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                Parsed parsed = std::move(idle_.back());
                idle_.pop_back();
                return parsed;
            }
        }
        auto parsed = std::make_unique<mustache::mustache>(source_);
        if (!parsed->is_valid()) throw UnavailableError(parsed->error_message());
        return parsed;
    }

    void giveBack(Parsed parsed) {
        constexpr std::size_t mostIdle = 8;
        const std::lock_guard lock(mutex_);
        if (idle_.size() < mostIdle) idle_.push_back(std::move(parsed));
    }

    std::string source_;
    std::mutex mutex_;
    std::vector<Parsed> idle_;
};

PageRenderer::PageRenderer(const std::filesystem::path& templates, const Messages& messages,
                           const std::map<std::string, std::string>& addresses) {
    const std::string layout = contentOf(templates / "layout.mustache");
    for (const auto& entry : std::filesystem::directory_iterator(templates)) {
        const std::string view = entry.path().stem().string();
        if (entry.path().extension() != ".mustache" || view == "layout") continue;
        const std::string body = contentOf(entry.path());
        for (const char* language : {"en", "ru"}) {
            try {
                std::string whole = layout;
                whole.replace(whole.find(contentMark), std::string_view(contentMark).size(), body);
                templates_[view + '.' + language] =
                    std::make_unique<Template>(filledIn(whole, [&](const std::string& key) {
                        if (key.starts_with("static:")) return addresses.at(key.substr(7));
                        return mustache::html_escape(messages.text(language, key));
                    }));
            } catch (const std::out_of_range& unknown) {
                throw UnavailableError(fmt::format("{}: {}", entry.path().string(), unknown.what()));
            }
        }
    }
}

PageRenderer::~PageRenderer() = default;

std::string PageRenderer::render(const Page& page, const std::string& language) const {
    return templates_.at(page.view + '.' + language)->render(mustacheData(page.data));
}

}  // namespace cadastre::reports
