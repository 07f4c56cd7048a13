// What several pages ask the database for: names of codes, digits of currencies.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// How long a statement of a page may run: no longer than a page is waited for.
constexpr std::chrono::seconds patienceForPages{5};

/// From here on the transaction reads the register at these times: every table of the typed states is then
/// the view of the same name in the schema as_of. Nothing is done where the times are now.
void readAt(Transaction& transaction, const Times& times);

/// From here on the transaction reads the register as it is now, whatever it read before.
void readNow(Transaction& transaction);

/// From here on the transaction reads today's truth as it was known at `times.knownAt`, now where that is
/// empty: what the register found is kept by when it found it, not by the day it was true of.
void readWhatWasFound(Transaction& transaction, const Times& times);

/// What a page of findings or groups that was asked for another day is of, as a sentence; empty where it is
/// of the time asked for.
std::string foundWhen(const Reader& reader);

/// When the newest records came in, in the reader's words; empty where none have.
std::string freshness(Transaction& transaction, const Reader& reader);

/// What a reader of a time before the register's first records has to know of it.
struct BeforeTheRegister {
    std::string words;          ///< empty: the register was there already
    bool nothingKnown = false;  ///< it is asked what was known before anything was
};
BeforeTheRegister beforeTheRegister(Transaction& transaction, const Reader& reader);

struct NamedCode {
    std::string code;
    std::string name;
};

/// All codes of a list, in their order: "asset_class", "stage", "rule", "relation_kind", "event_kind" or a
/// plain list. Unknown lists have no codes.
std::vector<NamedCode> codesOf(Transaction& transaction, std::string_view list, const Reader& reader);
/// The same of several lists at once, each under its name, for a page that shows codes of many.
std::map<std::string, std::vector<NamedCode>> codesOfLists(Transaction& transaction,
                                                           const std::vector<std::string>& lists,
                                                           const Reader& reader);
/// The name of a code; the code itself where the list does not hold it.
std::string nameOf(const std::vector<NamedCode>& codes, std::string_view code);
/// Digits after the point by currency.
std::map<std::string, int> minorDigits(Transaction& transaction);

}  // namespace cadastre::reports
