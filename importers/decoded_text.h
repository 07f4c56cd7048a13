// A file's bytes as UTF-8, whatever its encoding, streamed. Bytes that are no text of the encoding are
// marked. It lives with the readers because every CSV comes through it, whoever wrote the file.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "schema/csv_reader.h"

namespace cadastre::importers {

/// A file that can't be read at all; what() says which and why.
class FileError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Stands where bytes could not be decoded: U+FDD0, a code point that no text may hold.
inline constexpr std::string_view kUndecodable = "\uFDD0";

/// Bytes of the UTF-8 character at the start (RFC 3629: no overlong forms, no surrogates); 0 when there is
/// none.
std::size_t characterBytes(std::string_view bytes);

/// Whether `name` is an encoding that can be decoded ("utf-8", "windows-1251", "iso-8859-15", "utf-16le"…).
bool isEncoding(const std::string& name);

/// Decodes one file from its start. Throws FileError when the file can't be opened.
class DecodedText {
  public:
    DecodedText(const std::filesystem::path& file, const std::string& encoding);
    DecodedText(const DecodedText&) = delete;
    DecodedText& operator=(const DecodedText&) = delete;
    ~DecodedText();

    /// Hands out UTF-8; `this` must outlive it and stay where it is.
    ByteSource source();
    /// Whether any byte was marked so far; cells need no search while none was.
    [[nodiscard]] bool damaged() const { return damaged_; }

  private:
    struct Conversion;
    std::size_t read(char* into, std::size_t capacity);
    bool fill();
    void decodeUtf8();
    void convert();

    std::ifstream stream_;
    std::unique_ptr<Conversion> conversion_;  // none: UTF-8
    std::string raw_;                         // bytes not yet decoded
    std::string ready_;                       // UTF-8 not yet handed out
    std::size_t handed_ = 0;
    bool ended_ = false;
    bool damaged_ = false;
};

}  // namespace cadastre::importers
