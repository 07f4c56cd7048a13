// Any bytes as a date or an instant of a query (as-of, known-at): refused, or read back from what is written.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "schema/parameters.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto date = cadastre::dateFrom(text)) {
        if (!date->ok() || cadastre::dateFrom(cadastre::toText(*date)) != date) std::abort();
    }
    if (const auto instant = cadastre::instantFrom(text)) {
        if (cadastre::instantFrom(cadastre::toText(*instant)) != instant) std::abort();
    }
    return 0;
}
