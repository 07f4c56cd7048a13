// What a report is: its columns, the filters it takes and the constant pieces of SQL it is asked with.
// Described once, so that the command, the pages, the files and their schema can't disagree about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadastre::reports {

enum class ColumnType : std::uint8_t {
    text,    ///< anything in words, and codes; the only type whose cells a spreadsheet could run as a formula
    number,  ///< decimal point, no grouping
    money,   ///< major units with as many decimals as the currency of the row has, exactly
    date,    ///< YYYY-MM-DD, or an instant as YYYY-MM-DDTHH:MM:SSZ
};

/// One column: `sql` is its expression over the report's `from`. Pieces in braces are filled in by
/// report_query.h and hold nothing from outside.
struct Column {
    const char* name;
    ColumnType type;
    const char* sql;
    /// What totals take instead, where a row shows the money of a whole group; nullptr: the same; empty:
    /// totals leave the column out.
    const char* counted = nullptr;
    /// The cell is a finding's arguments as JSON, which become the sentence of its rule
    /// (finding_sentences.h): the database does not know the words.
    bool sentence = false;
};

/// One way to narrow a report. `predicate` is a condition over its `from`, in which {value} is bound.
struct Filter {
    enum class Takes : std::uint8_t { code, text, date, number, boolean };
    const char* name;
    Takes takes;
    const char* predicate;
};

/// One expression of a report's key, over its `from` and never null, and its SQL type.
struct KeyPart {
    const char* sql;
    const char* type;
};

/// Which times a report can be asked for.
enum class History : std::uint8_t {
    both,   ///< --as-of and --known-at
    known,  ///< --known-at only: it tells what the register did, not what was true
    none,   ///< as it stands now
};

struct Report {
    enum class Source : std::uint8_t {
        query,            ///< rows as the database gives them
        execution,        ///< money beside results, put together by profiles/money
        subjectTemplate,  ///< a subject's own records as the CSV that imports back
    };
    const char* name;  ///< on the command line and in addresses; its title is the message "report.<name>"
    Source source;
    History history;
    std::vector<Column> columns;
    std::vector<Filter> filters;
    const char* with;   ///< leading `with …`, or empty
    const char* from;   ///< `from … where {filters} …`
    const char* order;  ///< what follows `order by`; it leaves no two rows equal
    /// What tells its rows apart and puts them in order page by page; empty: it is shown whole.
    std::vector<KeyPart> key = {};
    /// A column by whose values the totals are counted apart, or nullptr.
    const char* countedBy = nullptr;
    /// The value of countedBy whose rows are outside what the report is a share of; the rest is its
    /// denominator.
    const char* outsideDenominator = nullptr;
    /// Several rows may tell of the same money: for each value of this expression over the columns, totals
    /// count the row with the most. nullptr: every row has money of its own.
    const char* moneyOnceBy = nullptr;
    const char* requiredFilter = nullptr;
    bool saysTotals = false;  ///< the command says its totals unasked
};

/// What is asked of a report.
struct ReportRequest {
    std::string report;
    std::vector<std::pair<std::string, std::string>> filters = {};  ///< name, value
    std::optional<std::string> asOf = {};                           ///< YYYY-MM-DD: what was true on that day
    std::optional<std::string> knownAt = {};  ///< a time stamp: what the register knew then
    std::string language = "en";              ///< of names taken from code lists
    std::vector<std::string> after = {};      ///< pages: the key of the last row shown, part by part
    std::optional<int> limit = {};            ///< pages, which go in the order of the key: how many rows
    /// The transaction reads these times already (readAt): the states stand under their plain names.
    bool statesAreThere = false;
};

}  // namespace cadastre::reports
