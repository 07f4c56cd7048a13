// How a record's parts stand in the cells of the register's own CSV, in both directions.
// It lives with the assets because the reader of imports and the writers of exports share it:
//   functions  cofog:01.1:60|typical:T03           classifier:code[:share]
//   relations  uses:SUBJECT/key|part_of:key         kind:[SUBJECT/]key
//   events     commissioned@2020-01-31>in_operation#SUBJECT/ACT-5(note)|first_recorded@>
//              kind@[date]>[stage][#document][(note)]
//   values     unknown · unknown until 2027-01-01 · withheld: words · else the text itself
// A character that has a meaning in a cell ( | : / > # ( \ ) is written with a backslash before it where it
// has none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/assets/stated.h"

namespace cadastre::assets {

std::string writeFunctions(std::span<const StatedFunction> functions);
std::string writeRelations(std::span<const StatedRelation> relations);
std::string writeEvents(std::span<const StatedEvent> events);

/// What a cell holds, or nothing when it is not written as above.
std::optional<std::vector<StatedFunction>> readFunctions(std::string_view cell);
std::optional<std::vector<StatedRelation>> readRelations(std::string_view cell);
std::optional<std::vector<StatedEvent>> readEvents(std::string_view cell);

/// A reference to another record as the seam writes it: "key", or "SUBJECT/key" when `subject` is not empty.
std::string writeReference(std::string_view subject, std::string_view key);

/// The state of a value that is unknown or withheld, or nothing when the cell holds a value.
std::optional<Value> readState(std::string_view cell);
/// "unknown", "unknown until DATE", "withheld: words"; only for those two kinds.
std::string writeState(const Value& value);

/// Text as it goes into a cell: an apostrophe stands before what a spreadsheet would run as a formula
/// (= + - @ tab, carriage return) and before text that would read back as a state.
std::string writeText(std::string_view text);
/// Takes such an apostrophe away; an apostrophe before anything else belongs to the text.
std::string_view readText(std::string_view cell);

}  // namespace cadastre::assets
