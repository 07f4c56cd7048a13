// UTF-8 one code point at a time, through ICU.
#pragma once

#include <unicode/utf8.h>

#include <cstddef>
#include <string_view>

namespace cadastre::duplicates {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // ICU's macro narrows on purpose
/// Decodes the code point at `at` and moves past it; −1 for bytes that are no UTF-8.
inline UChar32 decodeCodePoint(std::string_view text, std::size_t& at) {
    UChar32 c = 0;
    const char* const bytes = text.data();
    U8_NEXT(bytes, at, text.size(), c);
    return c;
}
#pragma GCC diagnostic pop

/// The same, with broken bytes read as U+FFFD.
inline char32_t nextCodePoint(std::string_view text, std::size_t& at) {
    const UChar32 c = decodeCodePoint(text, at);
    return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

}  // namespace cadastre::duplicates
