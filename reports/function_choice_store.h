// Functions looked up by what a person types: a code, a name in either language or a part of one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct CalledFunction {
    std::string classifier, code, name;  ///< the name in the reader's language
    std::string above;                   ///< name of the function above it, else of its tree
    bool exactly = false;                ///< the words are its whole name, its code or CLASSIFIER:CODE
};

/// Whether "CLASSIFIER:CODE" is a function of a tree, or one that assets state though no tree holds it.
bool isFunctionCode(Transaction& transaction, const std::string& codeWithTree);

/// Whether the tree holds the code; an empty tree: any tree.
bool isFunctionOfTree(Transaction& transaction, const std::string& tree, const std::string& code);

/// Functions of the tree (empty: of all) with every word in their names or code, in either language, letters
/// folded as the search of assets folds them; those called so exactly first, `most` at most. `endings` false:
/// words of five letters and more may end otherwise.
std::vector<CalledFunction> functionsCalled(Transaction& transaction, const Reader& reader,
                                            const std::string& tree, const std::string& words, bool endings,
                                            int most);

/// Functions in the order of their trees and codes, `most` at most.
std::vector<CalledFunction> firstFunctions(Transaction& transaction, const Reader& reader, int most);

}  // namespace cadastre::reports
