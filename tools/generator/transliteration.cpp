#include "tools/generator/transliteration.h"

#include <array>
#include <cstdint>

namespace cadastre::generator {
namespace {

struct Spelling {
    std::string_view english;
    std::string_view european;
};

// а … я by code point from U+0430; ё is U+0451.
constexpr std::array<Spelling, 32> kSpellings{{
    {"a", "a"},  {"b", "b"},  {"v", "v"},   {"g", "g"},   {"d", "d"},      {"e", "e"}, {"zh", "zh"},
    {"z", "z"},  {"i", "i"},  {"y", "j"},   {"k", "k"},   {"l", "l"},      {"m", "m"}, {"n", "n"},
    {"o", "o"},  {"p", "p"},  {"r", "r"},   {"s", "s"},   {"t", "t"},      {"u", "u"}, {"f", "f"},
    {"kh", "h"}, {"ts", "c"}, {"ch", "ch"}, {"sh", "sh"}, {"shch", "sch"}, {"", ""},   {"y", "y"},
    {"", ""},    {"e", "e"},  {"yu", "ju"}, {"ya", "ja"},
}};
constexpr Spelling kYo{"e", "jo"};

}  // namespace

std::string_view firstLetter(std::string_view text) {
    if (text.empty()) return {};
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return text.substr(0, length);
}

std::string transliterated(std::string_view text, Habit habit) {
    std::string latin;
    while (!text.empty()) {
        const std::string_view letter = firstLetter(text);
        text.remove_prefix(letter.size());
        if (letter == "«" || letter == "»") {
            latin += '"';
            continue;
        }
        if (letter == "—" || letter == "№") {
            latin += letter == "№" ? "No." : "-";
            continue;
        }
        if (letter.size() != 2) {
            latin += letter;
            continue;
        }
        const auto code = static_cast<std::uint32_t>((static_cast<unsigned char>(letter[0]) & 0x1FU) << 6U |
                                                     (static_cast<unsigned char>(letter[1]) & 0x3FU));
        const bool capital = code == 0x401 || (code >= 0x410 && code < 0x430);
        const std::uint32_t small = code == 0x401 ? 0x451 : capital ? code + 0x20 : code;
        if (small != 0x451 && (small < 0x430 || small >= 0x450)) {
            latin += letter;
            continue;
        }
        const Spelling& spelling = small == 0x451 ? kYo : kSpellings[small - 0x430];
        std::string written(habit == Habit::english ? spelling.english : spelling.european);
        if (capital && !written.empty()) written[0] = static_cast<char>(written[0] - 'a' + 'A');
        latin += written;
    }
    return latin;
}

}  // namespace cadastre::generator
