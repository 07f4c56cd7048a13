// What a record is looked up by when candidates are searched: words and pairs of words, character 3-grams,
// joined codes. Apart from the search, which reads any view in the same way.
#pragma once

#include <cstddef>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/index.h"

namespace cadastre::duplicates {

/// One view of the records: what each row is indexed by.
struct View {
    MakeFeatureReader features;
    std::size_t count = 0;  ///< features are numbered below this
    /// A search that could read less than this share of what a row says within its budget is not made.
    double leastRead = 0;
};

/// Words of all columns, and pairs of those words of a name that more than `longList` rows have each. Two
/// records of a large register share few rare words, or none once one is misspelt; what they do share, the
/// holder and its task, is common word by word and rare only together. Lists of such pairs are intersections
/// made in advance, for long lists only (Chaudhuri, Church, König & Sui 2007); as a filter this asks for two
/// common tokens instead of one (the ℓ-prefix scheme of Wang, Li & Feng 2012). Where no word is that
/// frequent there are no pairs.
View wordView(const Corpus& corpus, std::size_t longList);

/// Character 3-grams of the term texts of name, code and number columns, cut anew whenever they are read:
/// standing in memory they would outweigh the corpus. In a large register nearly every 3-gram is frequent,
/// and the few that can be read within a budget bring rows together by chance: then rows are not looked up by
/// them.
View gramView(const Corpus& corpus);

/// Joined codes, wherever they stand.
View codeView(const Corpus& corpus);

/// Initials that some row's name is spelt by and some row says as a word: "WHO" beside "World Health
/// Organization", with or without its little words. Both rows are found by the word. Without features where
/// no word of the collection is such.
View initialsView(const Corpus& corpus);

}  // namespace cadastre::duplicates
