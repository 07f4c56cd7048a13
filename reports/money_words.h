// What lists and pages of money say alike: how a programme stands, how its owner rates it, and how far money
// and results have come. One place, so that a word or a mark means the same wherever it is read.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "reports/page.h"
#include "reports/page_store.h"

namespace cadastre::reports {

/// A word of code list `rating` with its mark for the template: {"name", "outer", "outer_fill", "inner",
/// "inner_fill", "contradicted"}. The marks differ in shape as in colour: a circle for what is well, a
/// triangle for doubt, an octagon for trouble, a ring for what says nothing. Green outside and red inside is
/// a rating that the results contradict. False where nothing was stated.
nlohmann::json ratingMark(const std::vector<NamedCode>& ratings, const std::string& code, bool contradicted);

/// The standing of a row as it is called: "closed_target_missed" where no payment is stated and closed
/// activities stand for what is spent, else its code.
std::string shownStanding(const nlohmann::json& cells);

/// What the shares of a row are computed from, a sentence each: which part of the money it is, the amounts
/// that the share of money divides, how many indicators have a result and of which periods.
nlohmann::json basisOf(const Reader& reader, const nlohmann::json& cells);

/// A standing as a badge: {"name", "badge", "meaning"}, the name short, its meaning a sentence.
nlohmann::json standingBadge(const Reader& reader, std::string_view standing);

/// Money and result of a row of the execution report as bars of one scale: [{"name", "figure", "width",
/// "fill"}], each named by what it is a share of. What is not known is left out.
nlohmann::json sharesOf(const Reader& reader, const nlohmann::json& cells);

/// The code of every standing, in the order of the worklist.
const std::vector<std::string>& standingsInOrder();

}  // namespace cadastre::reports
