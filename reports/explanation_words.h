// The engine's explanations in the reader's words, for every page and answer that shows one.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "reports/page.h"

namespace cadastre::reports {

/// The name of a compared field; its code where the messages have none.
std::string comparedFieldName(const Reader& reader, const std::string& field);

/// A name that stands in quotation marks takes the inner ones: «Реестр „Заря“».
std::string quotable(std::string name);

/// A sentence of an explanation ("sentence", "would_not_be_flagged"), kept as {"key", "arguments"}; false
/// where the explanation has none that the messages know.
nlohmann::json explainedSentence(const Reader& reader, const nlohmann::json& explanation, const char* name);

}  // namespace cadastre::reports
