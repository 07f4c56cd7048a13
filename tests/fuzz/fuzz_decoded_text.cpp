// Any bytes in any encoding, stated or detected: what comes out is UTF-8 whatever the size of the pieces, and
// a dialect is found for every file.
#include <array>
#include <vector>

#include "importers/dialect.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace cadastre::importers;

std::string decoded(const std::filesystem::path& file, const std::string& encoding, std::size_t piece) {
    DecodedText text(file, encoding);
    const cadastre::ByteSource source = text.source();
    std::vector<char> buffer(piece);
    std::string all;
    while (const std::size_t got = source(buffer.data(), buffer.size())) {
        if (got > buffer.size()) std::abort();
        all.append(buffer.data(), got);
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array encodings = {"utf-8",  "windows-1251", "windows-1252", "iso-8859-5",
                                      "koi8-r", "utf-16le",     "utf-16be",     "utf-16",
                                      "utf-32", "gb18030",      "shift_jis"};
    if (size == 0) return 0;
    const MemoryFile file(data + 1, size - 1);
    const std::string encoding = encodings.at(data[0] % encodings.size());
    const std::string whole = decoded(file.path(), encoding, 65536);
    if (decoded(file.path(), encoding, 1 + data[0] / encodings.size()) != whole) std::abort();
    insistOnUtf8(whole);

    const Dialect dialect = detectDialect(file.path(), {});
    if (!isEncoding(dialect.encoding)) std::abort();
    return 0;
}
