// Functions as people call them: a code of a classifier with its name in the reader's language.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// "cofog:07.1.1" → "Pharmaceutical products (07.1.1)", for those that the register's classifiers know.
using FunctionNames = std::map<std::string, std::string>;

/// The codes in "cofog:07.1.1, typical:T01" one by one.
std::vector<std::string> functionsIn(const std::string& list);

/// The codes that an explanation names: in its sentence, in the values of functions and in what both carry.
std::vector<std::string> functionsNamedIn(const nlohmann::json& explanation);

/// The names of these codes.
FunctionNames functionNames(Transaction& transaction, const Reader& reader,
                            const std::vector<std::string>& codes);

/// A list of codes with their names; what has none stays as it is.
std::string namedFunctions(const FunctionNames& names, const std::string& list);

/// The explanation with names in place of those codes.
nlohmann::json withFunctionNames(const FunctionNames& names, nlohmann::json explanation);

}  // namespace cadastre::reports
