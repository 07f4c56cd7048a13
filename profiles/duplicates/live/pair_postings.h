// The rows that have two frequent words together. Records of a large register share few rare words, or none
// once one is misspelt: what they share is common word by word and rare only in pairs. Lists of such pairs
// are intersections made in advance, for long lists only (Chaudhuri, Church, König & Sui 2007).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadastre::duplicates {

/// Two terms, the lower number first.
using TermPair = std::pair<std::uint32_t, std::uint32_t>;

/// Pairs are many and most have a handful of rows, so that a list for each would be nearly all overhead: some
/// dozens share a page, a byte before each row telling whose it is. A pair may therefore tell rows of
/// another, rarely; whoever reads compares the rows anyway. A pair that more than `mostRows` rows have says
/// no more than its words do: it is closed and tells none. Rows that are gone stay until the index is built
/// anew.
class PairPostings {
  public:
    static constexpr std::uint32_t mostRows = 1'000;

    /// No pair was listed yet.
    bool empty() const { return pages_.empty(); }
    /// Makes pages for the pairs of this many rows; call before the first row is listed. With more rows pages
    /// grow longer.
    void makePages(std::size_t rows);
    /// Lists a row under a pair; rows come in rising order.
    void list(TermPair pair, std::uint32_t row);
    /// Adds the pair's rows to `rows`, ascending.
    void read(TermPair pair, std::vector<std::uint32_t>& rows) const;

    /// Gives back what the last growth took in advance.
    void trim();
    std::size_t bytes() const;

    /// For the snapshot: everything a page is.
    struct Kept {
        std::uint32_t last = 0, entries = 0, closedSize = 0, size = 0;
    };
    std::vector<Kept> kept() const;
    /// The closed tags and the entries of page `number`.
    std::pair<std::string_view, std::string_view> text(std::size_t number) const {
        return {pages_[number].closed, pages_[number].entriesText};
    }
    /// Sets up as many pages as were kept, to be restored one by one. Throws std::runtime_error unless they
    /// are a power of two.
    void restorePages(std::size_t count);
    void restore(std::size_t number, const Kept& kept, std::string_view closed, std::string_view entries);

  private:
    using Tag = unsigned char;
    struct Page {
        std::string closed;  ///< tags of pairs that too many rows have
        std::string
            entriesText;  ///< a tag, then how far the row is behind that of the entry before, as varint
        std::uint32_t last = 0, entries = 0;
    };
    struct Place {
        std::size_t page = 0;
        Tag tag = 0;
    };

    Place placeOf(TermPair pair) const;
    static void closeLongest(Page& page);
    template <typename Visit>
    static void forEach(const Page& page, const Visit& visit);

    std::vector<Page> pages_;  ///< a power of two of them
};

/// Those of a record's name words that more than this many rows have are paired. An eighth of what a question
/// reads in one view: a longer list leaves little of it for any other word.
constexpr std::uint32_t frequentAbove = 500;

/// The pairs of a name's frequent terms, told as (rows that have it, term), each term once. Of a longer name
/// the rarest are paired: with more, pairs grow as the square of a name's length.
std::vector<TermPair> pairsOf(std::vector<std::pair<std::uint32_t, std::uint32_t>> frequent);

}  // namespace cadastre::duplicates
