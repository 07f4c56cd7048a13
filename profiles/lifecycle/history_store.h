// The life of assets as events: turns what holders state (events, a stage that changed) into entries of
// `event` that continue each other. Stated steps that the life cycle allows are entered as such; a history
// that is not known opens with "first recorded"; a step that is not allowed is entered as what was stated,
// with the step that was refused, and the change of stage as a correction before it.
#pragma once

#include <cstdint>
#include <string>

#include "schema/transaction.h"

namespace cadastre::lifecycle {

/// Makes the temporary table history_entry from the caller's `life_item(seq, uid, known, newest, changed,
/// valid_from, stage, stage_since, events)`: one row for each state of an asset that came in, `known` when
/// the asset was there before, `events` as JSON [{kind, on, stage, note}]. Entries already in `event` are not
/// repeated. Columns: seq, event_kind, happened_on, stage_before, stage_after, note,
/// refused_stage_before, refused_stage_after (the step that the life cycle does not allow), and the order of
/// entry.
void planHistory(WriteTransaction& transaction);

/// Enters what planHistory() made, for assets that are in `record`.
std::int64_t writeHistory(WriteTransaction& transaction, const std::string& submissionId);

}  // namespace cadastre::lifecycle
