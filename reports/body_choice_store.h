// Bodies looked up by what a person types: a code, a name or a part of one.
#pragma once

#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::reports {

struct CalledBody {
    std::string code, name, shortName;
    bool exactly = false;  ///< the words are its whole name or short name, or its code but for the case
};

/// Whether a body has this code at the transaction's time.
bool isBodyCode(Transaction& transaction, const std::string& code);

/// The name of the body of this code at the transaction's time; empty where there is none.
std::string nameOfBody(Transaction& transaction, const std::string& code);

/// The bodies whose code, name or short name holds the words, those called so exactly first; `most` at most.
std::vector<CalledBody> bodiesCalled(Transaction& transaction, const std::string& words, int most);

}  // namespace cadastre::reports
