// Three views, two directions, one sorted union.
#include "profiles/duplicates/candidates.h"

#include <algorithm>
#include <string>

#include "profiles/duplicates/grams.h"
#include "profiles/duplicates/index.h"
#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

/// One view of the records: what each row is indexed by.
struct View {
    NumberRows features;
    std::size_t count = 0;
};

/// Character 3-grams of the term texts of name, code and number columns.
View gramView(const Corpus& corpus) {
    View view;
    view.count = std::size_t{1} << gramBits;
    const Vocabulary& vocabulary = corpus.vocabulary();
    std::vector<std::uint32_t> grams;
    std::string marked;
    for (std::size_t row = 0; row < corpus.rows(); ++row) {
        grams.clear();
        for (const Column& column : corpus.columns()) {
            if (column.kind == ColumnKind::text) continue;
            for (const std::uint32_t word : column.words.row(row)) {
                const std::uint32_t term = vocabulary.termOf(word);
                if (term == Vocabulary::weakTerm) continue;
                appendGrams(vocabulary.termText(term), marked, grams);
            }
        }
        std::sort(grams.begin(), grams.end());
        grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
        view.features.items.insert(view.features.items.end(), grams.begin(), grams.end());
        view.features.endRow();
    }
    return view;
}

View codeView(const Corpus& corpus) {
    View view;
    view.count = corpus.vocabulary().terms();
    for (std::size_t row = 0; row < corpus.rows(); ++row) {
        for (const std::uint32_t term : corpus.rowTerms().row(row)) {
            if (corpus.vocabulary().isCodeTerm(term)) view.features.items.push_back(term);
        }
        view.features.endRow();
    }
    return view;
}

class PairCollector {
  public:
    PairCollector(std::size_t rows, std::size_t leftRows, const CandidateOptions& options)
        : rows_(rows), leftRows_(leftRows), options_(options) {}

    void search(const NumberRows& features, std::size_t featureCount) {
        if (leftRows_ == rows_) {
            searchFrom(features, InvertedIndex(features, featureCount, 0, rows_), 0, rows_);
        } else {
            searchFrom(features, InvertedIndex(features, featureCount, leftRows_, rows_), 0, leftRows_);
            searchFrom(features, InvertedIndex(features, featureCount, 0, leftRows_), leftRows_, rows_);
        }
    }

    std::vector<RowPair> take() { return std::move(pairs_); }

  private:
    void searchFrom(const NumberRows& features, const InvertedIndex& index, std::size_t from,
                    std::size_t to) {
        constexpr std::size_t pieceRows = 4096;
        const std::size_t pieces = (to - from + pieceRows - 1) / pieceRows;
        std::vector<std::vector<RowPair>> found(pieces);
        inParallel(pieces, options_.threads, [&]() {
            return [&, search = InvertedIndex::Search(index)](std::size_t piece) mutable {
                const std::size_t end = std::min(to, from + (piece + 1) * pieceRows);
                for (std::size_t row = from + piece * pieceRows; row < end; ++row) {
                    const auto self = static_cast<std::uint32_t>(row);
                    for (const Neighbour& other :
                         search.nearest(features.row(row), options_.perList, options_.postingBudget, row)) {
                        found[piece].push_back({std::min(self, other.row), std::max(self, other.row)});
                    }
                }
            };
        });
        for (auto& piece : found) {
            pairs_.insert(pairs_.end(), piece.begin(), piece.end());
            piece = {};
        }
        std::sort(pairs_.begin(), pairs_.end());
        pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    }

    std::size_t rows_, leftRows_;
    CandidateOptions options_;
    std::vector<RowPair> pairs_;
};

}  // namespace

std::vector<RowPair> candidatePairs(const Corpus& corpus, std::size_t leftRows,
                                    const CandidateOptions& options) {
    PairCollector collector(corpus.rows(), leftRows, options);
    collector.search(corpus.rowTerms(), corpus.vocabulary().terms());
    {
        const View grams = gramView(corpus);
        collector.search(grams.features, grams.count);
    }
    const View codes = codeView(corpus);
    collector.search(codes.features, codes.count);
    return collector.take();
}

}  // namespace cadastre::duplicates
