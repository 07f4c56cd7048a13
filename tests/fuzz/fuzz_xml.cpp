// Any bytes as a package of XML.
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const cadastre::importers::MemoryFile file(data, size);
    cadastre::importers::fuzzRead({file.path(), "xml", "", "S"});
    return 0;
}
