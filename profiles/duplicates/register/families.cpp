// Every pair votes for the template it shares; a row follows its most frequent vote.
#include "profiles/duplicates/register/families.h"

#include <algorithm>
#include <unordered_map>

#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

constexpr std::uint64_t noTemplate = 0;
constexpr std::uint64_t longTemplate = 2;  // a bit of the hash: three words and more

/// The different terms of every row's name, ascending, weak ones left out.
NumberRows nameTerms(const Corpus& corpus, std::size_t nameColumn) {
    NumberRows names;
    const TermMark mark = markOf(nameColumn);
    std::size_t words = 0;
    for (std::size_t row = 0; row < corpus.rows(); ++row) {
        const auto marks = corpus.rowMarks(row);
        words += static_cast<std::size_t>(
            std::count_if(marks.begin(), marks.end(), [&](TermMark own) { return (own & mark) != 0; }));
    }
    names.items.reserve(words);
    names.offsets.reserve(corpus.rows() + 1);
    for (std::size_t row = 0; row < corpus.rows(); ++row) {
        const auto terms = corpus.rowTerms().row(row);
        const auto marks = corpus.rowMarks(row);
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if ((marks[i] & mark) != 0) names.items.push_back(terms[i]);
        }
        names.endRow();
    }
    return names;
}

class TemplateVoter {
  public:
    TemplateVoter(const Corpus& corpus, const NumberRows& names, std::size_t nameColumn)
        : corpus_(corpus), names_(names), nameColumn_(nameColumn) {}

    /// A hash of the words both names share, or `noTemplate`.
    std::uint64_t sharedTemplate(RowPair pair) const {
        const auto left = names_.row(pair.left), right = names_.row(pair.right);
        std::uint64_t hash = 14695981039346656037ULL;
        float shared = 0;
        std::size_t count = 0, telling = 0;
        for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
            if (*l < *r) {
                ++l;
            } else if (*r < *l) {
                ++r;
            } else {
                hash = (hash ^ *l) * 0xff51afd7ed558ccdULL;
                hash ^= hash >> 32U;
                shared += corpus_.rarity(*l);
                ++count;
                constexpr std::size_t shortestTelling = 3;  // "and", "on", "by" in most languages are shorter
                if (corpus_.vocabulary().termText(*l).size() >= shortestTelling) ++telling;
                ++l;
                ++r;
            }
        }
        const bool whole = count == left.size() && count == right.size();
        const float share =
            shared / std::max(corpus_.mass(pair.left, nameColumn_), corpus_.mass(pair.right, nameColumn_));
        // A long name of the holder ("… of the road directorate No. 7 of the city of N") outweighs the
        // template, so three words in common need to be less of the name than two.
        constexpr float half = 0.5F, third = 0.35F;
        const bool enough = share >= half || (share >= third && telling > 2);
        if (!enough || count == 0 || (!whole && count < 2)) return noTemplate;
        return (hash & ~std::uint64_t{3}) | 1U | (telling > 2 ? longTemplate : 0U);
    }

  private:
    const Corpus& corpus_;
    const NumberRows& names_;
    std::size_t nameColumn_;
};

/// The template met most often, the lowest where several are; sorts `votes`.
std::uint64_t mostFrequent(std::vector<std::uint64_t>& votes) {
    std::sort(votes.begin(), votes.end());
    std::size_t most = 0;
    std::uint64_t chosen = noTemplate;
    for (std::size_t i = 0; i < votes.size();) {
        const std::size_t start = i;
        while (i < votes.size() && votes[i] == votes[start])
            ++i;
        if (i - start > most) {
            most = i - start;
            chosen = votes[start];
        }
    }
    return chosen;
}

}  // namespace

std::vector<TemplateFamily> familiesOf(const Corpus& corpus, std::span<const RowPair> pairs,
                                       const Rivals& rivals, std::size_t nameColumn, std::size_t smallest,
                                       int threads) {
    const NumberRows names = nameTerms(corpus, nameColumn);
    const TemplateVoter voter(corpus, names, nameColumn);
    std::vector<std::uint64_t> votes(pairs.size());
    constexpr std::size_t piecePairs = 1U << 16U, pieceRows = 1U << 14U;
    inParallel((pairs.size() + piecePairs - 1) / piecePairs, threads, [&]() {
        return [&](std::size_t piece) {
            const std::size_t end = std::min(pairs.size(), (piece + 1) * piecePairs);
            for (std::size_t p = piece * piecePairs; p < end; ++p)
                votes[p] = voter.sharedTemplate(pairs[p]);
        };
    });
    std::vector<std::uint64_t> chosen(corpus.rows(), noTemplate);
    inParallel((corpus.rows() + pieceRows - 1) / pieceRows, threads, [&]() {
        return [&, own = std::vector<std::uint64_t>()](std::size_t piece) mutable {
            const std::size_t end = std::min(corpus.rows(), (piece + 1) * pieceRows);
            for (std::size_t row = piece * pieceRows; row < end; ++row) {
                own.clear();
                for (const std::uint32_t p : rivals.of(row)) {
                    if (votes[p] != noTemplate) own.push_back(votes[p]);
                }
                chosen[row] = mostFrequent(own);
            }
        };
    });
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> members;
    for (std::uint32_t row = 0; row < corpus.rows(); ++row) {
        if (chosen[row] != noTemplate) members[chosen[row]].push_back(row);
    }
    std::vector<TemplateFamily> families;
    for (auto& [hash, rows] : members) {
        if (rows.size() >= smallest) families.push_back({std::move(rows), (hash & longTemplate) != 0});
    }
    std::sort(families.begin(), families.end(),
              [](const TemplateFamily& a, const TemplateFamily& b) { return a.rows < b.rows; });
    return families;
}

}  // namespace cadastre::duplicates
