// Chance, slips and the shuffling of rows.
#include "tests/linkage_sets/maker.h"

#include <algorithm>
#include <array>
#include <map>

namespace cadastre::tests {
namespace {

/// Byte offsets at which characters begin, and the end.
std::vector<std::size_t> characterStarts(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) starts.push_back(i);
    }
    starts.push_back(text.size());
    return starts;
}

}  // namespace

std::uint64_t Chance::next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

std::string_view Chance::oftenFirst(std::span<const std::string_view> words) {
    const std::size_t reach = below(words.size()) + 1;
    return words[below(reach)];
}

std::string Chance::inventedWord() {
    static constexpr std::array<std::string_view, 24> onsets = {"b",  "br", "c", "d",  "dr", "f",  "g", "gr",
                                                                "h",  "j",  "k", "kl", "l",  "m",  "n", "p",
                                                                "pr", "r",  "s", "st", "t",  "tr", "v", "z"};
    static constexpr std::array<std::string_view, 12> rimes = {"a",  "en", "i",  "o",  "ur", "al",
                                                               "el", "on", "is", "ar", "et", "u"};
    std::string word;
    for (int syllables = between(2, 4); syllables > 0; --syllables) {
        word += oneOf(onsets);
        word += oneOf(rimes);
    }
    return word;
}

std::string withSlip(Chance& chance, std::string_view text) {
    const auto starts = characterStarts(text);
    const std::size_t characters = starts.size() - 1;
    if (characters < 3) return std::string(text);
    const std::size_t at = 1 + chance.below(characters - 2);
    const auto character = [&](std::size_t i) { return text.substr(starts[i], starts[i + 1] - starts[i]); };
    std::string out(text.substr(0, starts[at]));
    std::size_t rest = at + 1;
    switch (chance.below(4)) {
        case 0:
            break;  // lost
        case 1:
            out += character(at);
            out += character(at);
            break;
        case 2:
            out += character(at + 1);
            out += character(at);
            rest = at + 2;
            break;
        default:
            out += character(chance.below(characters));
    }
    return out.append(text.substr(starts[std::min(rest, characters)]));
}

std::string withSlips(Chance& chance, std::string text, int percentEach, int most) {
    for (int i = 0; i < most; ++i) {
        if (chance.percent(percentEach)) text = withSlip(chance, text);
    }
    return text;
}

std::vector<std::string> wordsIn(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += separator;
        text += word;
    }
    return text;
}

std::string withoutOneWord(Chance& chance, std::string_view text) {
    auto words = wordsIn(text);
    if (words.size() > 1)
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(chance.below(words.size())));
    return joined(words);
}

std::string shuffledWords(Chance& chance, std::string_view text) {
    auto words = wordsIn(text);
    for (std::size_t i = words.size(); i > 1; --i)
        std::swap(words[i - 1], words[chance.below(i)]);
    return joined(words);
}

std::string initialsOf(std::string_view text) {
    std::string initials;
    for (const std::string& word : wordsIn(text)) {
        const auto starts = characterStarts(word);
        if (word.size() > 3) initials += word.substr(0, starts[1]);
    }
    return initials;
}

std::string capitalised(std::string_view text) {
    std::string out(text);
    bool start = true;
    for (char& c : out) {
        if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        start = c == ' ';
    }
    return out;
}

std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

LinkageSet SetBuilder::build(Chance& chance) {
    LinkageSet set;
    set.name = name_;
    if (two_) set.right.emplace();
    std::map<std::size_t, std::vector<std::size_t>> placesOf[2];
    for (int side = 0; side < (two_ ? 2 : 1); ++side) {
        auto& rows = rows_[side];
        for (std::size_t i = rows.size(); i > 1; --i)
            std::swap(rows[i - 1], rows[chance.below(i)]);
        duplicates::Table& table = side == 0 ? set.left : *set.right;
        table.columns = columns_[side];
        table.values.resize(table.columns.size());
        for (std::size_t row = 0; row < rows.size(); ++row) {
            table.ids.push_back((side == 0 ? "l" : "r") + std::to_string(row));
            for (std::size_t c = 0; c < table.columns.size(); ++c)
                table.values[c].push_back(rows[row].cells.at(c));
            placesOf[side][rows[row].thing].push_back(row);
        }
    }
    for (const auto& [thing, places] : placesOf[0]) {
        if (two_) {
            for (const std::size_t left : places) {
                for (const std::size_t right : placesOf[1][thing])
                    set.truths.emplace(left, right);
            }
            continue;
        }
        for (std::size_t i = 0; i < places.size(); ++i) {
            for (std::size_t j = i + 1; j < places.size(); ++j)
                set.truths.emplace(places[i], places[j]);
        }
    }
    return set;
}

}  // namespace cadastre::tests
