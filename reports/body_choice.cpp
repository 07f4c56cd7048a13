// Shapes the choice of a body.
#include "reports/body_choice.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "reports/body_choice_store.h"
#include "reports/page_words.h"
#include "reports/subject_store.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr int mostChoices = 50;
constexpr int mostOffered = 200;
constexpr std::array<std::string_view, 3> fieldsOfBodies{"subject", "holder", "with"};

Page choiceOf(const Reader& reader, const Asked& asked, std::string_view field, const std::string& words,
              const std::vector<CalledBody>& bodies, std::string_view path) {
    json rows = json::array();
    for (const CalledBody& body : bodies) {
        rows.push_back({{"name", body.name},
                        {"short_name", body.shortName == body.name ? std::string() : body.shortName},
                        {"code", body.code},
                        {"address", asked.with(std::string(field), body.code).address(path, "after")}});
    }
    json kept = json::array();
    for (const auto& [name, value] : asked.fields) {
        if (name != field && name != "after" && !value.empty())
            kept.push_back({{"name", name}, {"value", value}});
    }
    return {"body_choice",
            {{"title", reader.text("body.which", {{"words", words}})},
             {"path", path},
             {"field", field},
             {"words", words},
             {"kept", std::move(kept)},
             {"cut", bodies.size() == static_cast<std::size_t>(mostChoices)},
             {"bodies", std::move(rows)}}};
}

}  // namespace

KnownBodies knownBodies(Transaction& transaction, const Reader& reader, Asked asked, std::string_view path) {
    for (const std::string_view field : fieldsOfBodies) {
        const std::string words = asked.get(field);
        if (words.empty() || isBodyCode(transaction, words)) continue;
        const auto bodies = bodiesCalled(transaction, words, mostChoices);
        if (bodies.empty() && field == "with") continue;
        const auto exact = std::ranges::count_if(bodies, &CalledBody::exactly);
        if (bodies.size() == 1 || exact == 1) {
            asked = asked.with(std::string(field), bodies.front().code);
            continue;
        }
        Page choice = choiceOf(reader, asked, field, words, bodies, path);
        return {std::move(asked), std::move(choice)};
    }
    return {std::move(asked), std::nullopt};
}

void offerBodies(Page& page, Transaction& transaction, const Reader& reader) {
    if (!page.data.contains("subject") && !page.data.contains("with")) return;
    if (reader.times.past()) return;
    const auto bodies = firstSubjects(transaction, mostOffered + 1);
    if (bodies.size() > static_cast<std::size_t>(mostOffered)) return;
    json options = json::array();
    for (const NamedCode& body : bodies)
        options.push_back({{"code", body.code}, {"name", body.name}});
    page.data["has_body_options"] = !options.empty();
    page.data["body_options"] = std::move(options);
}

}  // namespace cadastre::reports
