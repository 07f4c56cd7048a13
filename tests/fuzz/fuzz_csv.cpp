// Any bytes as CSV: through the register's own reader, and through a map that uses most powers.
#include "tests/fuzz/fuzz_input.h"

namespace {

/// Columns by number, so that any bytes have the columns the map names.
const std::string& mapFile() {
    static const std::string path = [] {
        const auto file =
            std::filesystem::temp_directory_path() / ("cadastre-fuzz-" + std::to_string(getpid()) + ".toml");
        std::ofstream(file) << R"([[source]]
header = false
currency = "EUR"
dates = ["DD/MM/YYYY", "DD.MM.YY", "MON-YY", "YYYY-MM-DD*"]
unknown = ["TBC", "n?a*"]
withheld = ["exempt*"]
ignore = { 1 = "total*" }
[[source.record]]
kind = "asset"
class = "information_system"
subject = { constant = "S" }
key = [{ column = "1", only = '^\w+$' }, { template = "{1}/{1}" }]
repeats = "number"
functions = [{ classifier = "c", code = { column = "1", split = ";" } }]
events = [{ kind = "commissioned", on = { column = "1", unreadable = "unknown" } }]
[source.record.fields]
name = { column = "1", fold = "slug", extract = '(\d+)', remove = ["x"], translate = { "*a*" = "b" }, default = "d" }
yearly_cost = { column = "1", unit = "million", round = "half_even", unreadable = "unknown" }
founded_on = { column = "1", unreadable = "unknown" }
users_actual = { column = "1", split = ",", part = 1, unreadable = "unknown" }
)";
        return file.string();
    }();
    return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const cadastre::importers::MemoryFile file(data, size);
    cadastre::importers::fuzzRead({file.path(), "csv", "", "S"});
    cadastre::importers::fuzzRead({file.path(), "csv", mapFile(), "S"});
    return 0;
}
