// Where the program's own log goes: standard error, so that standard output holds results only.
#pragma once

namespace cadastre {

/// Sends the log to standard error, from the level that CADASTRE_LOG names (debug, info, warn, error, off; by
/// default info). At debug every query is told with its milliseconds and rows. Call it once, first in main().
void logToStandardError();

}  // namespace cadastre
