// Any bytes as one table or two (a byte 0x1D stands between them) to be linked: refused with
// std::invalid_argument, or linked within the promises of profiles/duplicates/tables/linkage.h.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "profiles/duplicates/tables/linkage.h"
#include "schema/csv_reader.h"

namespace {

using namespace cadastre;
using namespace cadastre::duplicates;

/// The first column holds the ids; rows of another length than the header are left out.
Table tableOf(std::string_view text) {
    Table table;
    CsvReader reader(bytesOf(text), {}, {.cellBytes = 4096, .rowBytes = 65536, .columns = 16});
    if (!reader.next()) return table;
    for (const std::string_view name : reader.cells().subspan(1))
        table.columns.emplace_back(name);
    table.values.resize(table.columns.size());
    while (reader.next() && table.rows() < 64) {
        if (reader.cells().size() != table.columns.size() + 1) continue;
        table.ids.emplace_back(reader.cells()[0]);
        for (std::size_t column = 0; column < table.columns.size(); ++column)
            table.values[column].emplace_back(reader.cells()[column + 1]);
    }
    return table;
}

void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t between = text.find('\x1D');
    const Table left = tableOf(text.substr(0, between));
    std::optional<Table> right;
    if (between != std::string_view::npos) right = tableOf(text.substr(between + 1));
    const std::size_t others = right ? right->rows() : left.rows();
    LinkageOptions options;
    options.topCandidates = 3;
    options.explain = true;
    try {
        const LinkageResult result = link(left, right ? &*right : nullptr, options);
        must(result.explanations.size() == result.pairs.size());
        for (const LinkedPair& pair : result.pairs) {
            must(pair.left < left.rows() && pair.right < others && pair.score >= 0 && pair.score <= 1);
            must(right || pair.left < pair.right);
        }
        for (const CandidatePair& pair : result.candidates) {
            must(pair.left < left.rows() && pair.right < others && pair.rank >= 1 && pair.rank <= 3);
        }
    } catch (const std::invalid_argument& refused) {
        must(!std::string_view(refused.what()).empty());
    }
    return 0;
}
