// The column map: how a CSV of anyone's making becomes records (docs/maps.md shows every power).
// Plain data here; map_file.cpp reads it from TOML, cell_value.cpp and csv_import.cpp apply it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "importers/dialect.h"
#include "importers/text_match.h"
#include "profiles/assets/field_dictionary.h"
#include "profiles/assets/typed_value.h"

namespace cadastre::importers {

/// A wrong map: what() says file, line, key and how to mend it.
class MapError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A column of the row ("nimi"), of a joined row ("bureau.Name"), or a value the map works out
/// ("agency_code").
using ColumnName = std::string;

/// Every column named must fit one of its words.
struct Condition {
    ColumnName column;
    std::vector<Glob> anyOf;
};
using Conditions = std::vector<Condition>;

enum class Fold : std::uint8_t { none, upper, lower, slug };
enum class Otherwise : std::uint8_t { keep, blank, unknown, refuse };

/// Words of a file and what they mean; case is ignored, and a word may have wildcards.
struct Words {
    assets::TextMap<std::string> exact;  // by foldCase
    std::vector<std::pair<Glob, std::string>> patterns;

    void add(std::string_view word, std::string meaning);
    /// The meaning, or nullptr.
    [[nodiscard]] const std::string* find(std::string_view text) const;
};

struct Translation {
    Words words;
    Otherwise otherwise = Otherwise::keep;
};

/// Where a value comes from and what is done to it, in the order of the members.
struct CellRule {
    // One source: the first of several rules that yields something, a column, a constant, or a template.
    std::vector<CellRule> firstOf;
    ColumnName column;
    std::optional<std::string> constant;
    std::vector<std::pair<std::string, ColumnName>>
        pieces;  ///< template: text, then a column (empty at the end)

    Conditions when;
    Conditions unless;
    bool optional = false;                      ///< the column may be missing from the file
    std::optional<std::vector<Glob>> unknown;   ///< instead of the source's words
    std::optional<std::vector<Glob>> withheld;  ///< instead of the source's words
    std::string split;
    std::size_t part = 0;            ///< which piece after splitting, from 1; 0: all of them
    std::optional<Pattern> only;     ///< what doesn't fit counts as blank
    std::optional<Pattern> extract;  ///< the first group; what doesn't fit stays as it is
    std::vector<std::string> remove;
    Fold fold = Fold::none;
    std::optional<Translation> translation;
    std::optional<std::string> fallback;  ///< when nothing is left

    // How the text becomes a typed value.
    std::optional<std::vector<std::string>> dates;
    std::string daysAfter;  ///< the text counts days from this date
    int powerOfTen = 0;
    assets::Rounding rounding = assets::Rounding::refuse;
    std::optional<char> decimalMark;
    bool unreadableIsUnknown = false;
    std::vector<CellRule> holder;  ///< for references: the subject of the other record; none or one
};

/// Another file of the folder, looked up by key; its columns are "NAME.COLUMN".
struct JoinRule {
    std::string name;
    std::string file;
    ColumnName key;  ///< column of the joined file
    CellRule on;     ///< what is looked up
    Conditions where;
    bool reportMissing = true;  ///< say how many values were looked up in vain
    bool reportUnused = false;  ///< say how many rows (edges) nobody asked for
    StatedDialect dialect;
};

/// Makes a thing several times of one row: once for each joined row, or for each piece of a split cell.
struct EachRule {
    std::string name;            ///< a join; or the name by which the piece is known
    std::optional<CellRule> of;  ///< the cell to split
};

struct FunctionRule {
    std::string classifier;
    CellRule code;
    std::optional<CellRule> share;
    std::optional<EachRule> each;
    Conditions when;
    Conditions unless;
};

struct RelationRule {
    std::string kind;
    std::optional<CellRule> subject;
    CellRule key;
    std::optional<EachRule> each;
    Conditions when;
    Conditions unless;
};

struct EventRule {
    std::string kind;
    std::optional<CellRule> on;
    std::optional<CellRule> stage;
    std::optional<CellRule> note;
    std::optional<CellRule> document;
    std::optional<EachRule> each;
    Conditions when;
    Conditions unless;
};

struct RecordRule {
    std::string kind;
    std::string assetClass;  ///< empty when the cell `fields.class` decides
    std::optional<CellRule> subject;
    CellRule key;
    std::optional<CellRule> validFrom;
    bool secondary = false;
    bool numberRepeats = false;  ///< a key that comes again gets " #2", " #3"… and a warning
    std::optional<EachRule> each;
    Conditions when;
    Conditions unless;
    std::vector<std::pair<const assets::Field*, CellRule>> fields;
    std::vector<FunctionRule> functions;
    std::vector<RelationRule> relations;
    std::vector<EventRule> events;
};

/// One file of the set and the records its rows make.
struct SourceRule {
    Glob file{"*"};
    std::string fileName;  ///< as the map writes it
    StatedDialect dialect;
    bool header = true;        ///< false: columns are called "1", "2"…
    std::size_t skipRows = 0;  ///< rows above the header
    std::string currency;
    std::vector<Glob> unknown;
    std::vector<Glob> withheld;
    std::vector<std::string> dates;
    std::vector<Conditions> ignore;  ///< rows to pass over: those that fit any of these
    std::vector<std::pair<std::string, CellRule>> values;
    std::vector<JoinRule> joins;
    std::vector<RecordRule> records;
};

struct ColumnMap {
    std::string name;
    std::string about;
    std::filesystem::path file;
    std::vector<SourceRule> sources;

    /// The source that reads a file of this name; a map with one source reads any file. nullptr: none.
    [[nodiscard]] const SourceRule* sourceFor(const std::filesystem::path& data) const;
};

/// Reads a map. Throws MapError.
ColumnMap loadColumnMap(const std::filesystem::path& file, const assets::FieldDictionary& dictionary);

}  // namespace cadastre::importers
