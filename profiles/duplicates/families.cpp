// Every pair votes for the template it shares; a row follows its most frequent vote.
#include "profiles/duplicates/families.h"

#include <algorithm>
#include <unordered_map>

namespace cadastre::duplicates {
namespace {

constexpr std::uint64_t noTemplate = 0;

/// The different terms of every row's name, ascending, weak ones left out.
NumberRows nameTerms(const Corpus& corpus, std::size_t nameColumn) {
    NumberRows names;
    std::vector<std::uint32_t> terms;
    for (std::size_t row = 0; row < corpus.rows(); ++row) {
        terms.clear();
        for (const std::uint32_t word : corpus.columns()[nameColumn].words.row(row)) {
            const std::uint32_t term = corpus.vocabulary().termOf(word);
            if (term != Vocabulary::weakTerm) terms.push_back(term);
        }
        std::sort(terms.begin(), terms.end());
        terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
        names.items.insert(names.items.end(), terms.begin(), terms.end());
        names.endRow();
    }
    return names;
}

class TemplateVoter {
  public:
    TemplateVoter(const Corpus& corpus, const NumberRows& names)
        : corpus_(corpus), names_(names), mass_(names.rows()) {
        for (std::size_t row = 0; row < names.rows(); ++row) {
            for (const std::uint32_t term : names.row(row))
                mass_[row] += corpus.rarity(term);
        }
    }

    /// A hash of the words both names share, or `noTemplate`.
    std::uint64_t sharedTemplate(RowPair pair) const {
        const auto left = names_.row(pair.left), right = names_.row(pair.right);
        std::uint64_t hash = 14695981039346656037ULL;
        float shared = 0;
        std::size_t count = 0;
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
                ++l;
                ++r;
            }
        }
        const bool whole = count == left.size() && count == right.size();
        constexpr float half = 0.5F;
        const bool enough = shared >= half * std::max(mass_[pair.left], mass_[pair.right]);
        return enough && count > 0 && (whole || count > 1) ? hash | 1U : noTemplate;
    }

  private:
    const Corpus& corpus_;
    const NumberRows& names_;
    std::vector<float> mass_;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> familiesOf(const Corpus& corpus, std::span<const RowPair> pairs,
                                                   std::size_t nameColumn, std::size_t smallest) {
    const NumberRows names = nameTerms(corpus, nameColumn);
    const TemplateVoter voter(corpus, names);
    struct Vote {
        std::uint32_t row;
        std::uint64_t templateHash;
    };
    std::vector<Vote> votes;
    for (const RowPair& pair : pairs) {
        const std::uint64_t hash = voter.sharedTemplate(pair);
        if (hash == noTemplate) continue;
        votes.push_back({pair.left, hash});
        votes.push_back({pair.right, hash});
    }
    std::sort(votes.begin(), votes.end(), [](const Vote& a, const Vote& b) {
        return a.row != b.row ? a.row < b.row : a.templateHash < b.templateHash;
    });
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> members;
    for (std::size_t i = 0; i < votes.size();) {
        const std::uint32_t row = votes[i].row;
        std::size_t most = 0;
        std::uint64_t chosen = noTemplate;
        while (i < votes.size() && votes[i].row == row) {
            const std::size_t start = i;
            while (i < votes.size() && votes[i].row == row &&
                   votes[i].templateHash == votes[start].templateHash)
                ++i;
            if (i - start > most) {
                most = i - start;
                chosen = votes[start].templateHash;
            }
        }
        members[chosen].push_back(row);
    }
    std::vector<std::vector<std::uint32_t>> families;
    for (auto& [hash, rows] : members) {
        if (rows.size() >= smallest) families.push_back(std::move(rows));
    }
    std::sort(families.begin(), families.end());
    return families;
}

}  // namespace cadastre::duplicates
