// Identity: which record of the register each staged record is, and whether it says anything new about it.
// The holder's key decides who a record is; a transfer keeps the identifier. All of it is set-based SQL over
// the tables of staging.h and leaves tables of its own, which go with the transaction:
//   repeated_key    keys that stand more than once in what was handed in (another day, a by-product, a
//   mistake) repeated_state  those rows in order, and which of them stands known_subject   subjects by code:
//   those of the register and those that this import brings import_item     one row for each staged record
//   that counts: its uid, its day, its change
#pragma once

#include "schema/transaction.h"

namespace cadastre::importers {

/// Whether source records that already have a blocking problem still count. They do while everything is being
/// checked, and no longer when only the good ones are to be loaded.
enum class Refused : bool { counted, leftOut };

/// Makes repeated_key, repeated_state and known_subject anew; needs staged_record and import_problem.
void findRepeatedKeys(WriteTransaction& transaction, Refused refused);

/// Makes import_item; needs the tables of findRepeatedKeys.
void findChanges(WriteTransaction& transaction);

}  // namespace cadastre::importers
