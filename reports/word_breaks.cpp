// Letters are told apart as vowels, consonants and signs; a word breaks between syllables.
#include "reports/word_breaks.h"

#include <algorithm>
#include <array>
#include <vector>

#include "profiles/duplicates/words/code_points.h"

namespace cadastre::reports {

namespace {

constexpr std::size_t shortest = 9;
constexpr const char* softHyphen = "\u00AD";

// 'v' a vowel, 'n' a consonant, 'x' a sign or й, ' ' no Russian letter.
char kindOf(char32_t letter) {
    constexpr std::u32string_view vowels = U"аеёиоуыэюяАЕЁИОУЫЭЮЯ";
    constexpr std::u32string_view signs = U"йьъЙЬЪ";
    if (vowels.find(letter) != std::u32string_view::npos) return 'v';
    if (signs.find(letter) != std::u32string_view::npos) return 'x';
    return letter >= U'А' && letter <= U'я' ? 'n' : ' ';
}

struct Break {
    std::string_view before, after;  // kinds of letters, '.' any
};
constexpr std::array breaks{Break{"x", ".."},  Break{"v", "v."},   Break{"vn", "nv"},
                            Break{"nv", "nv"}, Break{"vn", "nnv"}, Break{"vnn", "nnv"}};

bool fits(std::string_view kinds, std::string_view wanted) {
    return kinds.size() >= wanted.size() &&
           std::equal(wanted.begin(), wanted.end(), kinds.begin(),
                      [](char want, char is) { return want == '.' || want == is; });
}

bool breaksAt(std::string_view word, std::size_t at) {
    if (at < 2 || at + 2 > word.size()) return false;
    return std::ranges::any_of(breaks, [&](const Break& each) {
        return at >= each.before.size() && fits(word.substr(at - each.before.size()), each.before) &&
               fits(word.substr(at), each.after);
    });
}

// A run of letters of one kind of script: its bytes letter by letter, and their kinds.
struct Word {
    std::vector<std::string_view> letters;
    std::string kinds;

    void writeTo(std::string& out) {
        for (std::size_t at = 0; at < letters.size(); ++at) {
            if (letters.size() >= shortest && breaksAt(kinds, at)) out += softHyphen;
            out += letters[at];
        }
        letters.clear();
        kinds.clear();
    }
};

}  // namespace

std::string withBreaks(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    Word word;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const char kind = kindOf(duplicates::nextCodePoint(text, at));
        const std::string_view letter = text.substr(from, at - from);
        if (kind == ' ') {
            word.writeTo(out);
            out += letter;
            continue;
        }
        word.letters.push_back(letter);
        word.kinds += kind;
    }
    word.writeTo(out);
    return out;
}

}  // namespace cadastre::reports
