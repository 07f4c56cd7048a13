// The trees of functions with the number of assets of each function.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct TreeFunction {
    std::string code, name;
    int depth = 0;            ///< 0: right below the tree
    std::int64_t assets = 0;  ///< that perform it or one below it, at the last count
};
struct FunctionTree {
    std::string code, name;
    std::vector<TreeFunction> functions;  ///< each followed by those below it
};

/// All trees that have functions, the shipped ones first; names in the reader's language.
std::vector<FunctionTree> functionTrees(Transaction& transaction, const Reader& reader);

}  // namespace cadastre::reports
