// Shapes the choice of a body.
#include "reports/body_choice.h"

#include <array>
#include <string>
#include <vector>

#include "reports/body_choice_store.h"
#include "reports/name_choice.h"
#include "reports/subject_store.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr int mostChoices = 50;
constexpr int mostOffered = 200;
constexpr std::array<std::string_view, 3> fieldsOfBodies{"subject", "holder", "with"};

LookedUp lookedUp(const Asked& asked, std::string_view field, const std::string& words,
                  const std::vector<CalledBody>& bodies, std::string_view path) {
    LookedUp looked{.path = path,
                    .field = field,
                    .words = words,
                    .called = {},
                    .nearly = false,
                    .cut = bodies.size() == static_cast<std::size_t>(mostChoices),
                    .kind = "body",
                    .allAddress = "/subjects"};
    for (const CalledBody& body : bodies) {
        looked.called.push_back({asked.with(std::string(field), body.code), body.name,
                                 body.shortName == body.name ? std::string() : body.shortName, body.code,
                                 body.exactly});
    }
    return looked;
}

}  // namespace

KnownBodies knownBodies(Transaction& transaction, const Reader& reader, Asked asked, std::string_view path) {
    for (const std::string_view field : fieldsOfBodies) {
        const std::string words = asked.get(field);
        if (words.empty() || isBodyCode(transaction, words)) continue;
        const auto bodies = bodiesCalled(transaction, words, mostChoices);
        if (bodies.empty() && field == "with") continue;
        const LookedUp looked = lookedUp(asked, field, words, bodies, path);
        if (auto known = settled(looked)) {
            asked = std::move(*known);
            continue;
        }
        Page choice = choiceOf(reader, asked, looked);
        return {std::move(asked), std::move(choice)};
    }
    return {std::move(asked), std::nullopt};
}

void offerBodies(Page& page, Transaction& transaction, const Reader& reader) {
    if (!page.data.contains("subject") && !page.data.contains("with")) return;
    if (const std::string code = page.data.value("subject", ""); !code.empty()) {
        const std::string name = nameOfBody(transaction, code);
        if (!name.empty() && name != code)
            page.data["of_body"] = reader.text("body.in_force", {{"name", name}, {"code", code}});
    }
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
