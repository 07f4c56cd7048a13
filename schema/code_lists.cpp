// Loading the code lists: staged as text by COPY, then merged by primary key with the types of their tables.
// A column that has a twin shipped_… is the operator's: the twin follows the file, the column only where
// nobody changed it.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "schema/copy.h"
#include "schema/csv_reader.h"
#include "schema/migrate.h"

namespace cadastre {

namespace {

namespace fs = std::filesystem;

constexpr Query tableColumns{"code_lists.columns", R"(
    select attname, format_type(atttypid, atttypmod) as type, attnotnull,
           coalesce(attnum = any(conkey), false) as in_key
    from pg_attribute
    left join pg_constraint on conrelid = attrelid and contype = 'p'
    where attrelid = to_regclass(quote_ident($1)) and attnum > 0 and not attisdropped)"};

// Distance of each table from the tables that refer to nothing: a table is loaded after those it refers to.
constexpr Query tableDepth{"code_lists.depth", R"(
    with recursive reach(relation, depth) as (
        select to_regclass(quote_ident(name))::oid, 0 from unnest($1::text[]) as name
        union
        select confrelid, depth + 1 from reach
        join pg_constraint on conrelid = relation and contype = 'f' and confrelid <> conrelid
        where depth < 20)
    select relname, max(depth) as depth from reach join pg_class on pg_class.oid = relation group by relname)"};

struct Column {
    std::string name;
    std::string type;
    bool notNull;
    bool inKey;
};

// The columns that a file names, in its order, and the whole primary key of its table: a key column that the
// file leaves out keeps its default.
struct ListShape {
    std::vector<Column> named;
    std::vector<Column> key;
    std::vector<Column> shipped;  // of the named ones, those with a twin that keeps what was shipped
};

constexpr std::string_view shippedPrefix = "shipped_";

std::string identifier(const std::string& name) {
    std::string quoted = "\"";
    for (const char c : name)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

ListShape shapeOf(Transaction& transaction, const std::string& list, const CsvReader& header) {
    ListShape shape;
    std::map<std::string, Column> known;
    for (const Row row : transaction.run(tableColumns, list)) {
        const Column column{row.get<std::string>("attname"), row.get<std::string>("type"),
                            row.get<bool>("attnotnull"), row.get<bool>("in_key")};
        known.emplace(column.name, column);
        if (column.inKey) shape.key.push_back(column);
    }
    if (known.empty()) throw InputError(fmt::format("{}.csv: there is no table of this name", list));
    for (const std::string_view cell : header.cells()) {
        const auto found = known.find(std::string(cell));
        if (found == known.end())
            throw InputError(fmt::format("{}.csv: its table has no column {}", list, cell));
        shape.named.push_back(found->second);
        if (known.contains(fmt::format("{}{}", shippedPrefix, cell))) shape.shipped.push_back(found->second);
    }
    return shape;
}

std::string joined(const std::vector<Column>& columns, std::string_view separator, auto&& spell) {
    std::string text;
    for (const Column& column : columns)
        text += fmt::format("{}{}", text.empty() ? "" : separator, spell(column));
    return text;
}

std::string stagedValue(const Column& column) {
    // Text that must not be null may be empty; anything else that is empty is absent.
    const bool keepEmpty = column.notNull && column.type == "text";
    return keepEmpty ? identifier(column.name)
                     : fmt::format("nullif({}, '')::{}", identifier(column.name), column.type);
}

std::string twinOf(const Column& column) {
    return identifier(std::string(shippedPrefix) + column.name);
}

bool hasTwin(const ListShape& shape, const Column& column) {
    return std::ranges::any_of(shape.shipped, [&](const Column& c) { return c.name == column.name; });
}

// "confirmation_period: 180 (shipped: 365)" for each value that an operator set otherwise.
std::vector<std::string> keptValues(Transaction& transaction, const std::string& list,
                                    const ListShape& shape) {
    std::vector<std::string> kept;
    for (const Column& column : shape.shipped) {
        const auto sql = fmt::format(
            "select {0} || ': ' || here.{1} || ' (shipped: ' || here.{2} || ')' "
            "from {3} here join staged_list using ({0}) where here.{1} <> here.{2} order by 1",
            identifier(shape.named.front().name), identifier(column.name), twinOf(column), identifier(list));
        for (const Row row : transaction.runOnce("code_lists.kept", sql))
            kept.push_back(row.get<std::string>(0));
    }
    return kept;
}

std::int64_t merge(Transaction& transaction, const std::string& list, const ListShape& shape) {
    const std::vector<Column>& columns = shape.named;
    std::vector<Column> rest;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(rest),
                 [](const Column& c) { return !c.inKey; });
    const auto name = [](const Column& column) { return identifier(column.name); };
    const auto withTwins = [&](auto&& spell, auto&& spellTwin) {
        auto text = joined(columns, ", ", spell);
        if (!shape.shipped.empty()) text += ", " + joined(shape.shipped, ", ", spellTwin);
        return text;
    };
    std::string sql = fmt::format(
        "insert into {} as kept ({}) select {} from staged_list on conflict ({}) do ", identifier(list),
        withTwins(name, twinOf), withTwins(stagedValue, stagedValue), joined(shape.key, ", ", name));
    if (rest.empty()) {
        sql += "nothing";
    } else {
        const auto kept = [&](const Column& column) { return "kept." + name(column); };
        const auto given = [&](const Column& column) {
            if (!hasTwin(shape, column)) return "excluded." + name(column);
            return fmt::format("case when kept.{0} = kept.{1} then excluded.{0} else kept.{0} end",
                               name(column), twinOf(column));
        };
        std::string standing = joined(rest, ", ", kept);
        std::string wanted = joined(rest, ", ", given);
        std::string changes = joined(rest, ", ", [&](const Column& c) { return name(c) + " = " + given(c); });
        for (const Column& column : shape.shipped) {
            standing += ", kept." + twinOf(column);
            wanted += ", excluded." + twinOf(column);
            changes += fmt::format(", {0} = excluded.{0}", twinOf(column));
        }
        sql += fmt::format("update set {} where ({}) is distinct from ({})", changes, standing, wanted);
    }
    return transaction.runOnce("code_lists.merge", sql).affected();
}

CodeListChange load(WriteTransaction& transaction, const fs::path& file) {
    const std::string list = file.stem();
    std::ifstream stream(file, std::ios::binary);
    CsvReader reader(bytesOf(stream));
    if (!stream || !reader.next())
        throw InputError(fmt::format("{} can't be read or is empty", file.string()));
    const ListShape shape = shapeOf(transaction, list, reader);

    const auto textColumn = [](const Column& column) { return identifier(column.name) + " text"; };
    transaction.connection().script("code_lists.stage",
                                    fmt::format("create temp table staged_list ({}) on commit drop",
                                                joined(shape.named, ", ", textColumn)));
    CopyIn copy(transaction, {"code_lists.copy", "copy staged_list from stdin"});
    while (reader.next()) {
        if (!reader.problems().empty()) {
            throw InputError(fmt::format("{} line {}: {}", file.string(), reader.line(),
                                         messageKey(reader.problems().front().damage)));
        }
        for (const std::string_view cell : reader.cells())
            copy.add(cell);
        copy.endRow();
    }
    copy.finish();
    try {
        const std::int64_t rows = merge(transaction, list, shape);
        auto kept = keptValues(transaction, list, shape);
        transaction.connection().script("code_lists.unstage", "drop table staged_list");
        return {list, rows, std::move(kept)};
    } catch (const Error& error) {
        throw InputError(fmt::format("{}: {}", file.string(), error.what()));
    }
}

}  // namespace

std::vector<CodeListChange> loadCodeLists(Database& database, const fs::path& folder) {
    std::vector<std::string> lists;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".csv") lists.push_back(entry.path().stem());
    }
    WriteTransaction transaction(database, {.actor = "cadastre init", .reason = "code lists"},
                                 Isolation::ReadCommitted);
    std::map<std::string, int> depth;
    for (const Row row : transaction.run(tableDepth, lists)) {
        depth[row.get<std::string>("relname")] = row.get<int>("depth");
    }
    // Depth counts from the lists towards what they refer to, so the deepest goes first.
    std::sort(lists.begin(), lists.end(), [&depth](const std::string& one, const std::string& other) {
        return std::pair(-depth[one], one) < std::pair(-depth[other], other);
    });
    std::vector<CodeListChange> changes;
    changes.reserve(lists.size());
    for (const std::string& list : lists)
        changes.push_back(load(transaction, folder / (list + ".csv")));
    transaction.commit();
    return changes;
}

}  // namespace cadastre
