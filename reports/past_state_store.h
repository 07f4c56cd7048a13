// The states of another day, laid out once for counting it. A page looks up the few records that it shows one
// by one (migration 0076); counting a day asks of all of them, a dozen times over, and would look up each
// record a dozen times.
#pragma once

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Lays out the bodies, assets and open findings of the transaction's times (readAt) in temporary tables
/// under the names of the typed tables, which every later statement of this connection finds first. They last
/// as long as the connection: it has to be one of its own. `content` of an asset keeps only the fields that
/// are counted.
void layOutAssets(WriteTransaction& transaction, const Times& times);

/// The same of what is counted of coverage beside assets: functions, mandates, projects. Call after
/// layOutAssets.
void layOutFunctions(WriteTransaction& transaction);

/// The same of money and results, and the view of money without an indicator over them. Call after
/// layOutFunctions.
void layOutMoney(WriteTransaction& transaction);

}  // namespace cadastre::reports
