// Shapes the choice of a function.
#include "reports/function_choice.h"

#include <string>
#include <utility>
#include <vector>

#include "reports/function_choice_store.h"
#include "reports/name_choice.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr int mostChoices = 50;
constexpr int mostOffered = 300;
// Here the tree stands in a field of its own.
constexpr std::string_view pairs = "/coverage/pairs";

Asked withFunction(const Asked& asked, std::string_view path, const CalledFunction& function) {
    if (path == pairs) return asked.with("tree", function.classifier).with("function", function.code);
    return asked.with("function", function.classifier + ':' + function.code);
}

bool isKnown(Transaction& transaction, const Asked& asked, std::string_view path, const std::string& words) {
    if (path == pairs)
        return !asked.get("tree").empty() && isFunctionOfTree(transaction, asked.get("tree"), words);
    return words.find(':') != std::string::npos && isFunctionCode(transaction, words);
}

}  // namespace

KnownFunction knownFunction(Transaction& transaction, const Reader& reader, Asked asked,
                            std::string_view path) {
    const std::string words = asked.get("function");
    // The map itself is walked by its links.
    if (words.empty() || path == "/coverage" || isKnown(transaction, asked, path, words))
        return {std::move(asked), std::nullopt};
    // A code with its tree sets the tree, whatever was chosen beside it.
    if (const std::size_t colon = words.find(':');
        path == pairs && colon != std::string::npos && isFunctionCode(transaction, words)) {
        return {asked.with("tree", words.substr(0, colon)).with("function", words.substr(colon + 1)),
                std::nullopt};
    }
    const std::string tree = path == pairs ? asked.get("tree") : std::string();
    LookedUp looked{.path = path,
                    .field = "function",
                    .words = words,
                    .called = {},
                    .nearly = false,
                    .cut = false,
                    .kind = "function",
                    .allAddress = path == pairs ? "/functions"
                                                : asked.with("function", "").address("/functions", "after")};
    auto functions = functionsCalled(transaction, reader, tree, words, true, mostChoices);
    if (functions.empty()) {
        functions = functionsCalled(transaction, reader, tree, words, false, mostChoices);
        looked.nearly = !functions.empty();
    }
    looked.cut = functions.size() == static_cast<std::size_t>(mostChoices);
    for (const CalledFunction& function : functions) {
        looked.called.push_back({withFunction(asked, path, function), function.name, function.above,
                                 function.classifier + ':' + function.code, function.exactly});
    }
    if (auto known = settled(looked)) return {std::move(*known), std::nullopt};
    Page choice = choiceOf(reader, asked, looked);
    return {std::move(asked), std::move(choice)};
}

void offerFunctions(Page& page, Transaction& transaction, const Reader& reader) {
    if (!page.data.contains("function")) return;
    const auto functions = firstFunctions(transaction, reader, mostOffered + 1);
    if (functions.size() > static_cast<std::size_t>(mostOffered)) return;
    json options = json::array();
    for (const CalledFunction& function : functions)
        options.push_back({{"code", function.classifier + ':' + function.code}, {"name", function.name}});
    page.data["has_function_options"] = !options.empty();
    page.data["function_options"] = std::move(options);
}

}  // namespace cadastre::reports
