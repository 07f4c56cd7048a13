// Why two records were put together: the score taken apart into bits, field by field, with the words that
// agree and the words that speak against it. The parts add up to the score exactly; a test holds that.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <vector>

namespace cadastre::duplicates {

/// A line of text to be said in the reader's language: a key of schema/messages and its arguments.
struct Sentence {
    std::string key;
    std::vector<std::pair<std::string, std::string>> arguments;
};

/// What one field, or the conflict between names, adds to the score.
struct ScorePart {
    std::string field;  ///< column or register field; "whole_record", "codes", "conflict" look at all texts
    std::string left, right;   ///< both values as entered, shortened to a readable length
    double agreement = -1;     ///< 0…1; −1 where a value is missing (then bits are 0)
    double bits = 0;           ///< log2 of the odds this part adds, term frequency included
    double frequencyBits = 0;  ///< how much of `bits` is owed to its words being rarer or commoner than most
    double leastBits = 0;      ///< what it would add if nothing in it agreed
};

struct WordPair {
    std::string left, right;
    double bits = 0;  ///< rarity of the word, in bits
};

struct SharedCode {
    std::string code;
    double rarityBits = 0;
};

struct Explanation {
    std::string left, right;       ///< the two records (ids or uids)
    std::string unit = "bits";     ///< of the score: bits of evidence, or points of the functional score
    double priorBits = 0;          ///< log2 odds before any field was looked at
    double score = 0;              ///< priorBits + sum of parts' bits, exactly, added in this order
    std::vector<ScorePart> parts;  ///< in field order
    std::vector<std::string> matched;
    std::vector<WordPair> fuzzy;     ///< words alike but not equal
    std::vector<WordPair> conflict;  ///< words of one name set against words of the other
    std::vector<SharedCode> codes;   ///< shared codes, rarest first
    std::string rival;               ///< nearest other record (id or uid), empty when there is none
    std::string rivalName;           ///< what people call it
    double margin = 0;               ///< bits between this pair and that rival
    double falseAlarmRate = 0;       ///< estimated share of false pairs at this score or above
    double bitsAboveThreshold = 0;   ///< what would have to be lost for the pair not to be flagged
    std::vector<std::string> wouldHaveToDiffer;  ///< the fewest fields without which it would not be flagged
    Sentence sentence;                           ///< the whole in one plain sentence
    Sentence wouldNotBeFlagged;                  ///< what would have to differ
};

nlohmann::json toJson(const Sentence& sentence);
nlohmann::json toJson(const Explanation& explanation);

}  // namespace cadastre::duplicates
