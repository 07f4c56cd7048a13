// A government small enough to count by hand: what the tests of reports look at. Two bodies, six assets in
// two versions, a programme with lines and indicators, money in two currencies, text that would run as a
// formula.
#pragma once

#include <string>

namespace cadastre::tests {

/// Statements that put it into an empty register.
std::string smallGovernment();

}  // namespace cadastre::tests
