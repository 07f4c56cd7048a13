// The rules as SQL: each looks over the records of `checked_record(uid)` as of the day in `check_day(day)`
// and adds a row to `hit` for whatever is wrong. finding_store makes these temporary tables, runs the queries
// and turns hits into findings. Pure text, so that a test can read it without a database.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "schema/query.h"

namespace cadastre::checks {

/// Rules that one look at the records answers.
struct RuleGroup {
    std::vector<std::string_view> rules;
    /// Adds to checked_record the other ends that a touched record bears upon; name null: none.
    Query widen{nullptr, nullptr};
    /// Each inserts into hit (rule, uid, field, detail, value, arguments, money_low, money_high, currency).
    std::vector<Query> hits;
};

/// What a record says by itself: owed fields, dates, codes, placeholders, texts.
std::span<const RuleGroup> statementRules();
/// What records say of each other: copied texts, relations, references, rounds.
std::span<const RuleGroup> relationRules();
/// Money without indicators, money without results.
std::span<const RuleGroup> moneyRules();

}  // namespace cadastre::checks
