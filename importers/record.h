// The record: what every reader makes of a file and what the store takes in, whatever the file was.
// It lives here because it is the seam between the readers (XML, CSV through a map) and staging.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "profiles/assets/stated.h"

namespace cadastre::importers {

/// Where a record stands in what was handed in; quoted in every message about it.
struct Position {
    std::uint32_t file = 0;    ///< index into the files of this import
    std::uint64_t record = 0;  ///< number of the source record in its file, from 1
    std::uint64_t line = 0;    ///< line where the source record starts, from 1
};

using assets::StatedEvent;
using assets::StatedFunction;
using assets::StatedRelation;
using assets::Value;

/// One thing to register: a subject, an asset, a cost line… One source record may make several.
struct Record {
    std::string kind;  ///< code list `record_kind`: subject, asset, project, cost_line…
    std::string
        subject;      ///< code of the holding subject; empty for subjects, classifiers, functions and rounds
    std::string key;  ///< the holder's own key, unique per kind and subject
    std::string validFrom;  ///< YYYY-MM-DD from which this state holds; empty: the day of the import
    Position position;
    /// A by-product of the source record (its owner, its programme…): repeating it is no error, the first
    /// stands.
    bool secondary = false;
    /// By field code of the field dictionary (schema/codes/field.csv). A field that is not stated is not
    /// here. A reference is a text "key" of the same subject, or "SUBJECT/key" of another (a slash or
    /// backslash that belongs to either part is written "\/" or "\\").
    std::vector<std::pair<std::string, Value>> fields;
    std::vector<StatedFunction> functions;  ///< assets only
    std::vector<StatedRelation> relations;  ///< assets only
    std::vector<StatedEvent> events;        ///< assets only
};

/// What stands against a record or the whole file.
struct Problem {
    Position position;  ///< record 0: the file as a whole
    std::string field;  ///< field code, or the column's or element's name; may be empty
    std::string rule;   ///< stable code, e.g. "encoding", "not-a-date"; the message is `rule.<code>.message`
    std::string severity = "blocking";  ///< code list `severity`: blocking, error, warning, notice
    std::string value;                  ///< what stood there, cut to 200 characters
    std::vector<std::pair<std::string, std::string>> arguments;  ///< for the message
};

/// Takes what a reader finds, in file order. Readers hold no more than the record at hand.
class RecordSink {
  public:
    virtual ~RecordSink() = default;
    /// Called once for each source record (row, element), before the records made of it.
    /// `ignored`: the map names this row as one to pass over; it counts as unchanged.
    virtual void sourceRecord(const Position& position, bool ignored) = 0;
    /// What was made of the source record. One with a blocking problem comes too, without what could not be
    /// read, where it has a key and a known kind: it is checked with the others and never registered.
    virtual void record(Record&& record) = 0;
    virtual void problem(Problem&& problem) = 0;
};

}  // namespace cadastre::importers
