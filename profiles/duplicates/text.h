// From text as people type it to words that can be compared: one folding, one way to cut words, one Latin
// skeleton for both scripts. Everything the engine knows about spelling is here.
#pragma once

#include <cstdint>
#include <functional>
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
    /// apart, but as one where they make a code (PS-LX350H, 4.1.2), initials or an elided name. Scripts
    /// written without spaces are cut into pairs of characters. At most about `limit` words.
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

/// One spelling for the many habits of transliteration (kh/h, ts/c, yu/ju/u, ya/ja/a, shch/sch, doubles):
/// Cyrillic becomes Latin, marks are dropped, habits collapse. Each ICU transliterator knows one standard
/// only (GOST, BGN, ISO 9); this is the union of what people do. Takes a folded word.
std::string skeletonOf(std::string_view folded);

/// True for words that only say "this is some system" (АИС, information, süsteem…) in the register's
/// languages.
bool isSystemKindWord(std::string_view folded);

/// What script a folded word is in, as far as stemming cares.
enum class Script : std::uint8_t { latin, cyrillic, other };
Script scriptOf(std::string_view folded);

/// The Snowball language (Porter 2001) of a collection's Latin words, judged by its function words; empty
/// where none of the known languages speaks clearly, or where its language has no stemmer (Estonian).
/// `countOf` gives how often a folded word occurs.
std::string latinLanguage(const std::function<std::uint64_t(std::string_view)>& countOf);

}  // namespace cadastre::duplicates
