// From text as people type it to words that can be compared: one folding, one way to cut words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre::duplicates {

/// Cuts texts into folded words; keeps its buffers, so one cutter serves one thread.
/// Folding is Unicode NFKC case folding (UAX #15, #31) with ё → е.
class WordCutter {
  public:
    /// The words of a UTF-8 text in order; valid until the next call. Words joined by - . / _ are given
    /// apart, but as one where they make a code (PS-LX350H, 4.1.2, but not python3-trustme), initials or
    /// an elided name. Scripts written without spaces are cut into pairs of characters. At most about `limit`
    /// words.
    const std::vector<std::string_view>& cut(std::string_view utf8, std::size_t limit = 2000);

    /// The folded text without anything but letters and digits: "O'Neil-42" → "oneil42".
    std::string_view squeeze(std::string_view utf8);

  private:
    std::string_view fold(std::string_view utf8);
    void takeChunk(std::string_view chunk);

    std::string folded_;
    std::string joined_;
    std::vector<std::string_view> words_;
    std::vector<std::string_view> parts_;
};

/// A word that names one thing rather than a kind: letters with digits (ezxs88w), or five digits and more.
bool isCode(std::string_view folded);
bool hasDigit(std::string_view folded);

/// Byte offset of the first byte that is no valid UTF-8, or nothing.
std::optional<std::size_t> firstInvalidUtf8(std::string_view text);

}  // namespace cadastre::duplicates
