// Any bytes as a column map: it is refused with MapError, or reads a small file without breaking.
#include "importers/column_map.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cadastre::importers;
    static constexpr char kRows[] = "id,name,a,b\n1,x;y,2.5,2024-01-31\n2,,TBC,\n";
    const MemoryFile map(data, size);
    const MemoryFile rows(reinterpret_cast<const std::uint8_t*>(kRows), sizeof kRows - 1);
    fuzzRead({rows.path(), "csv", map.path().string(), "S"});
    return 0;
}
