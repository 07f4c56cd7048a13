// Takes one pair's score apart again, word by word, for the people who must decide about it.
#pragma once

#include <cstdint>
#include <string>

#include "profiles/duplicates/candidates.h"
#include "profiles/duplicates/compare.h"
#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/explanation.h"
#include "profiles/duplicates/score.h"

namespace cadastre::duplicates {

/// Explains the pair with the weights it was scored with. `priorBits` is what the evidence has to overcome:
/// a score of zero or more is a match. Values, rival, false-alarm rate and sentences are the caller's to add.
Explanation explainPair(const Corpus& corpus, const EvidenceModel& model, PairComparer& comparer,
                        RowPair pair, double priorBits);

/// The sentence of a match between two things called `left` and `right`, and what would have to differ; to be
/// called when everything else is in place.
void putIntoWords(Explanation& explanation, const std::string& left, const std::string& right);

/// A name in quotation marks, with those within it lowered to „ and “.
std::string quoted(std::string_view name);

/// A value shortened to a readable length at a character's end.
std::string readable(std::string_view value);

}  // namespace cadastre::duplicates
