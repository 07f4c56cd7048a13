// Cells into one form.
#include "profiles/duplicates/tables/column_reader.h"

#include <algorithm>
#include <array>

namespace cadastre::duplicates {

bool saysNothing(std::string_view cell) {
    constexpr std::array<std::string_view, 7> nothing = {"null", "nan",     "none", "n/a",
                                                         "na",   "unknown", "нет"};
    const auto first = cell.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return true;
    cell = cell.substr(first, cell.find_last_not_of(" \t\r\n") - first + 1);
    constexpr std::size_t longestWord = 9;
    if (cell.size() > longestWord) return false;
    std::string folded;
    for (const char c : cell) {
        if (c != '[' && c != ']') folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (std::find(nothing.begin(), nothing.end(), folded) != nothing.end()) return true;
    return std::none_of(folded.begin(), folded.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    });
}

std::optional<std::string> digitsIn(std::string_view cell) {
    constexpr std::size_t fewest = 7;
    std::string digits;
    std::size_t dots = 0;
    for (const char c : cell) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (c == '.') {
            ++dots;
        } else if (std::string_view(" ()-/+").find(c) == std::string_view::npos) {
            return std::nullopt;
        }
    }
    // One dot is that of a fraction.
    if (digits.size() < fewest || dots == 1) return std::nullopt;
    return digits;
}

std::string_view ColumnReader::read(std::size_t row) {
    text_.clear();
    for (const std::size_t column : columns_) {
        const std::string& cell = table_->values[column][row];
        if (saysNothing(cell)) continue;
        if (columns_.size() == 1 && !reading_.dates && reading_.lastDigits == 0) return cell;
        if (!text_.empty()) text_ += ' ';
        text_ += cell;
    }
    if (reading_.dates) {
        if (auto day = dayIn(text_, *reading_.dates)) text_ = std::move(*day);
    } else if (reading_.lastDigits > 0) {
        if (auto digits = digitsIn(text_))
            text_ = digits->substr(digits->size() - std::min(digits->size(), reading_.lastDigits));
    }
    return text_;
}

std::string ColumnReader::entered(std::size_t row) const {
    std::string text;
    for (const std::size_t column : columns_) {
        const std::string& cell = table_->values[column][row];
        if (!text.empty() && !cell.empty()) text += ' ';
        text += cell;
    }
    return text;
}

std::vector<std::string> ColumnReader::sample(std::size_t most) const {
    std::vector<std::string> cells;
    const std::size_t step = std::max<std::size_t>(1, table_->rows() / most);
    for (std::size_t row = 0; row < table_->rows(); row += step) {
        std::string cell = entered(row);
        if (!saysNothing(cell)) cells.push_back(std::move(cell));
    }
    return cells;
}

}  // namespace cadastre::duplicates
