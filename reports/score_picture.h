// A score taken apart, for people: one sentence, a waterfall whose bars add up, a table that says the same,
// and which words two values share. Pure shapes; the template only writes them out.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "reports/page.h"

namespace cadastre::reports {

/// Adds "why", "unless", "rival", "false_alarms", "words" (lists of shared, alike and opposed words),
/// "parts", "prior", "sum" and "waterfall" of a kept explanation (profiles/duplicates/explanation.h) to a
/// page's data.
void addExplanation(nlohmann::json& data, const Reader& reader, const nlohmann::json& explanation);

/// The numbers in hundredths, each rounded so that together they are the rounded sum (largest remainder,
/// Hamilton): figures on a page add up as printed.
std::vector<std::int64_t> hundredthsThatAddUp(std::span<const double> numbers);

struct ComparedWord {
    std::string text;     ///< as written, with the blanks after it
    bool shared = false;  ///< the other text has it too, but for case and punctuation
};
/// Such words as pages show them: runs of shared and of own words, so that a mark goes on through its blanks.
nlohmann::json markedRuns(const std::vector<ComparedWord>& words);

/// The words of both texts in their order.
std::pair<std::vector<ComparedWord>, std::vector<ComparedWord>> compareWords(const std::string& one,
                                                                             const std::string& other);

}  // namespace cadastre::reports
