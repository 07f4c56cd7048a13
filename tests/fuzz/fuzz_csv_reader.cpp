// Throws any bytes at the CSV reader and holds it to what must be true of every text: it reads the same in
// pieces as at once, its cells lie within bounds, and what the writer makes of its rows reads back the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "schema/csv_reader.h"
#include "schema/csv_writer.h"

namespace {

using namespace cadastre;

struct Reading {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> lines;
    bool sound = true;
    bool operator==(const Reading&) const = default;
};

Reading read(ByteSource source, CsvDialect dialect) {
    Reading reading;
    CsvReader reader(std::move(source), dialect, {.cellBytes = 4096, .rowBytes = 65536, .columns = 64});
    while (reader.next()) {
        reading.rows.emplace_back(reader.cells().begin(), reader.cells().end());
        reading.lines.push_back(reader.line());
        reading.sound = reading.sound && reader.problems().empty();
    }
    return reading;
}

void must(bool holds, const char* what) {
    if (holds) return;
    std::cerr << "broken: " << what << '\n';
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const CsvDialect dialects[] = {{',', '"'}, {';', '"'}, {'\t', '\0'}};
    const CsvDialect dialect = dialects[data[0] % 3];

    const Reading whole = read(bytesOf(text), dialect);
    std::size_t at = 0;
    const Reading pieces = read(
        [&](char* buffer, std::size_t capacity) {
            const std::size_t taken = std::min({capacity, std::size_t{data[0]} % 5 + 1, text.size() - at});
            text.copy(buffer, taken, at);
            at += taken;
            return taken;
        },
        dialect);
    must(whole == pieces, "pieces read otherwise than the whole");
    for (std::size_t row = 1; row < whole.lines.size(); ++row) {
        must(whole.lines[row] > whole.lines[row - 1], "lines do not rise");
    }
    if (!whole.sound) return 0;

    std::string written;
    CsvWriter writer([&written](std::string_view piece) { written += piece; });
    for (const auto& row : whole.rows) {
        for (const std::string& cell : row)
            writer.text(cell);
        writer.endRow();
    }
    writer.finish();
    Reading again = read(bytesOf(std::string_view(written)), {});
    for (auto& row : again.rows) {
        for (std::string& cell : row)
            cell = std::string(withoutFormulaGuard(cell));
    }
    must(again.rows == whole.rows, "what was written reads back otherwise");
    return 0;
}
