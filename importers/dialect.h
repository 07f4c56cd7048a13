// Finds out how a CSV file is written: encoding, delimiter and decimal mark, where the map doesn't say.
// It lives with the readers because files of anyone's making are guessed here and nowhere else.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace cadastre::importers {

struct Dialect {
    std::string encoding;  ///< name for DecodedText
    char delimiter = ',';  ///< , ; tab or |
    char decimalMark = '.';
    bool guessed = false;  ///< the encoding is the likeliest by its letters, and neither stated nor proven
    bool separatorLine = false;  ///< the first line says "sep=;", as Excel writes it; it is no row
};

/// What is stated beforehand; the rest is detected.
struct StatedDialect {
    std::string encoding;
    std::optional<char> delimiter;
    std::optional<char> decimalMark;
};

/// Byte-order mark, else UTF-16 by its zero bytes, else UTF-8 when that fits, else the likeliest of
/// windows-1251, windows-1252 and ISO 8859 by ICU's letter statistics. Throws FileError when the
/// file can't be read.
std::string detectEncoding(const std::filesystem::path& file);

/// The delimiter that cuts the first rows into the most even table; the mark that stands in their numbers.
Dialect detectDialect(const std::filesystem::path& file, const StatedDialect& stated);

}  // namespace cadastre::importers
