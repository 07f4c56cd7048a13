// Loading templates and rendering them.
#include "reports/page_renderer.h"

#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>

#include "schema/errors.h"

namespace cadastre::reports {

namespace {

constexpr const char* contentMark = "[[content]]";
constexpr std::string_view pieceMark = "piece:";

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

// [[piece:NAME]] is pieces/NAME.mustache: what several pages say in the same way.
std::string withPieces(const std::filesystem::path& templates, const std::string& text) {
    return filledIn(text, [&](const std::string& key) {
        if (!key.starts_with(pieceMark)) return "[[" + key + "]]";
        return contentOf(templates / "pieces" / (key.substr(pieceMark.size()) + ".mustache"));
    });
}

}  // namespace

PageRenderer::PageRenderer(const std::filesystem::path& templates, const Messages& messages,
                           const std::map<std::string, std::string>& addresses) {
    const std::string layout = contentOf(templates / "layout.mustache");
    for (const auto& entry : std::filesystem::directory_iterator(templates)) {
        const std::string view = entry.path().stem().string();
        if (entry.path().extension() != ".mustache" || view == "layout") continue;
        const std::string body = withPieces(templates, contentOf(entry.path()));
        for (const char* language : {"en", "ru"}) {
            try {
                std::string whole = layout;
                whole.replace(whole.find(contentMark), std::string_view(contentMark).size(), body);
                templates_.try_emplace(view + '.' + language, filledIn(whole, [&](const std::string& key) {
                                           if (key.starts_with("static:")) return addresses.at(key.substr(7));
                                           return htmlEscaped(messages.text(language, key));
                                       }));
            } catch (const std::logic_error& wrong) {  // a key or a file nobody knows, a tag out of place
                throw UnavailableError(fmt::format("{}: {}", entry.path().string(), wrong.what()));
            }
        }
    }
}

std::string PageRenderer::render(const Page& page, const std::string& language) const {
    return templates_.at(page.view + '.' + language).render(page.data);
}

}  // namespace cadastre::reports
