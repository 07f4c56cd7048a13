// What can be told of one record alone: whether it can be identified and kept at all. Pure, so that staging
// can call it a million times; what needs the other records or the register is in blocking_checks.h.
#pragma once

#include <vector>

#include "importers/record.h"
#include "profiles/assets/field_dictionary.h"

namespace cadastre::importers {

/// A holder's own key may be so long: characters are a matter of taste, bytes of what an index row holds.
inline constexpr std::size_t longestKeyBytes = 2000;

/// Appends what blocks the record: unknown-record-kind, key-missing, key-too-long, class-missing,
/// unknown-class, not-a-date, and a relation, event or share that no list or column can hold.
void checkRecord(const Record& record, const assets::FieldDictionary& dictionary,
                 std::vector<Problem>& problems);

}  // namespace cadastre::importers
