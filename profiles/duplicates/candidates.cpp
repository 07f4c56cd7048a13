// Three views, two directions, one sorted union.
#include "profiles/duplicates/candidates.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "profiles/duplicates/candidate_views.h"
#include "profiles/duplicates/index.h"
#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

/// A word of more rows than this part of the budget leaves little of it for any other word.
constexpr std::size_t longListShare = 8;

std::vector<View> viewsOf(const Corpus& corpus, const CandidateOptions& options) {
    const std::size_t longList =
        options.ofRegister ? options.postingBudget / longListShare : std::numeric_limits<std::size_t>::max();
    View grams = gramView(corpus);
    if (!options.ofRegister) grams.leastRead = 0;
    std::vector<View> views = {wordView(corpus, longList), std::move(grams), codeView(corpus)};
    if (options.ofRegister) return views;
    if (View initials = initialsView(corpus); initials.count > 0) views.push_back(std::move(initials));
    return views;
}

/// Who found whom: a flat list of rows for each row.
class Meetings {
  public:
    Meetings(std::size_t rows, std::size_t leftRows, const CandidateOptions& options)
        : rows_(rows), leftRows_(leftRows), options_(options) {}

    /// Every `step`th of the rows from `from` to `to` looks among these same rows.
    void searchAmong(const View& view, std::size_t from, std::size_t to, std::size_t step) {
        searchIn(view, from, to, from, to, step);
    }

    void search(const View& view) {
        if (leftRows_ == rows_) {
            searchIn(view, 0, rows_, 0, rows_);
        } else {
            searchIn(view, leftRows_, rows_, 0, leftRows_);
            searchIn(view, 0, leftRows_, leftRows_, rows_);
        }
    }

    /// Every pair once, by its lower row: rows met by it are gathered by counting, then sorted row by row.
    std::vector<RowPair> pairs() {
        std::vector<std::uint64_t> starts(rows_ + 1, 0);
        forEach([&](RowPair pair) { ++starts[pair.left + 1]; });
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        std::vector<std::uint32_t> rights(starts.back());
        std::vector<std::uint64_t> next(starts.begin(), starts.end() - 1);
        forEach([&](RowPair pair) { rights[next[pair.left]++] = pair.right; });
        found_ = {};
        inParallel((rows_ + pieceRows - 1) / pieceRows, options_.threads, [&]() {
            return [&](std::size_t piece) {
                for (std::size_t row = piece * pieceRows; row < std::min(rows_, (piece + 1) * pieceRows);
                     ++row) {
                    const auto begin = rights.begin() + static_cast<std::ptrdiff_t>(starts[row]);
                    const auto end = rights.begin() + static_cast<std::ptrdiff_t>(starts[row + 1]);
                    std::sort(begin, end);
                    next[row] = starts[row] + static_cast<std::uint64_t>(std::unique(begin, end) - begin);
                }
            };
        });
        std::size_t count = 0;
        for (std::size_t row = 0; row < rows_; ++row)
            count += next[row] - starts[row];
        std::vector<RowPair> pairs;
        pairs.reserve(count);
        for (std::uint32_t row = 0; row < rows_; ++row) {
            for (std::uint64_t i = starts[row]; i < next[row]; ++i)
                pairs.push_back({row, rights[i]});
        }
        return pairs;
    }

  private:
    static constexpr std::size_t pieceRows = 4096;

    /// What the rows [from, to) found of one view, in pieces.
    struct Found {
        std::size_t from = 0;
        std::vector<NumberRows> pieces;
    };

    void searchIn(const View& view, std::size_t indexFrom, std::size_t indexTo, std::size_t from,
                  std::size_t to, std::size_t step = 1) {
        const InvertedIndex index(view.features, view.count, indexFrom, indexTo, options_.postingBudget,
                                  options_.threads);
        Found found{from, std::vector<NumberRows>((to - from + pieceRows - 1) / pieceRows)};
        inParallel(found.pieces.size(), options_.threads, [&]() {
            return [&, search = InvertedIndex::Search(index),
                    read = view.features()](std::size_t piece) mutable {
                NumberRows& own = found.pieces[piece];
                const std::size_t end = std::min(to, from + (piece + 1) * pieceRows);
                for (std::size_t row = from + piece * pieceRows; row < end; ++row, own.endRow()) {
                    if ((row - from) % step != 0) continue;
                    for (const Neighbour& other : search.nearest(
                             read(row), options_.perList, options_.postingBudget, row, view.leastRead)) {
                        own.items.push_back(other.row);
                    }
                }
                own.items.shrink_to_fit();
            };
        });
        found_.push_back(std::move(found));
    }

    template <typename Take>
    void forEach(const Take& take) const {
        for (const Found& found : found_) {
            auto row = static_cast<std::uint32_t>(found.from);
            for (const NumberRows& piece : found.pieces) {
                for (std::size_t r = 0; r < piece.rows(); ++r, ++row) {
                    for (const std::uint32_t other : piece.row(r))
                        take(RowPair{std::min(row, other), std::max(row, other)});
                }
            }
        }
    }

    std::size_t rows_, leftRows_;
    CandidateOptions options_;
    std::vector<Found> found_;
};

}  // namespace

std::vector<RowPair> candidatePairs(const Corpus& corpus, std::size_t leftRows,
                                    const CandidateOptions& options) {
    Meetings meetings(corpus.rows(), leftRows, options);
    for (const View& view : viewsOf(corpus, options))
        meetings.search(view);
    return meetings.pairs();
}

std::vector<RowPair> siblingPairs(const Corpus& corpus, std::size_t from, std::size_t to, std::size_t most,
                                  const CandidateOptions& options) {
    if (to - from < 2) return {};
    Meetings meetings(corpus.rows(), corpus.rows(), options);
    const std::size_t step = (to - from + most - 1) / most;
    for (const View& view : viewsOf(corpus, options))
        meetings.searchAmong(view, from, to, step);
    return meetings.pairs();
}

}  // namespace cadastre::duplicates
