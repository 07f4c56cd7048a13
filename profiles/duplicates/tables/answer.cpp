// Unfolding: every copy of a row gets what its row got.
#include "profiles/duplicates/tables/answer.h"

#include <algorithm>
#include <optional>

#include "profiles/duplicates/cluster.h"
#include "profiles/duplicates/confidence.h"
#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/tables/templates.h"

namespace cadastre::duplicates {
namespace {

/// A group with more copies than this is written as a star around its first member, not as all its pairs.
constexpr std::size_t mostCopiesPairedFully = 1000;

/// Clusters may be larger in smaller tables: together their pairs stay within what memory holds.
constexpr std::size_t mostClusterPairs = 20'000'000, mostInOneCluster = 512;

std::uint32_t otherOf(RowPair pair, std::uint32_t row) {
    return pair.left == row ? pair.right : pair.left;
}

/// Numbers of pairs, strongest first, ties by number.
void sortStrongestFirst(std::vector<std::uint32_t>& pairs, const std::vector<float>& bits) {
    std::sort(pairs.begin(), pairs.end(), [&](std::uint32_t a, std::uint32_t b) {
        return bits[a] != bits[b] ? bits[a] > bits[b] : a < b;
    });
}

}  // namespace

double Evidence::bitsOf(RowPair pair, PairComparer& comparer) const {
    std::vector<Level> levels(comparer.features());
    comparer.compare(pair.left, pair.right, levels.data());
    if (amongTemplates && contradict(levels.data(), comparer)) return vetoedBits;
    return static_cast<double>(model.bits(levels.data()));
}

void Answer::start(const Calibration& calibration) {
    result_.pairs.clear();
    result_.thresholdBits = calibration.thresholdBits();
    const bool believesAny = calibration.estimatedPrecision() > 0;
    result_.estimatedPrecision = believesAny ? std::optional(calibration.estimatedPrecision()) : std::nullopt;
    result_.estimatedRecall = believesAny ? std::optional(calibration.estimatedRecall()) : std::nullopt;
}

double Answer::scoreOf(double bits) const {
    return confidenceOf(bits, result_.thresholdBits);
}

void Answer::add(std::size_t left, std::size_t right, double bits) {
    if (tables_.isOneTable() && left > right) std::swap(left, right);
    result_.pairs.push_back({left, right, bits, scoreOf(bits)});
}

void Answer::addMapped(const std::vector<std::uint32_t>& mapped) {
    const Matching& matching = evidence_.matching;
    for (const std::uint32_t p : mapped) {
        const auto bits = static_cast<double>(matching.bits[p]);
        if (bits < result_.thresholdBits) break;
        const auto& ones = tables_.copiesOf(matching.pairs[p].left);
        const auto& others = tables_.copiesOf(matching.pairs[p].right);
        for (std::size_t i = 0; i < std::min(ones.size(), others.size()); ++i)
            add(ones[i], others[i], bits);
    }
}

void Answer::addClusters(const Repeats& repeats) {
    const Matching& matching = evidence_.matching;
    const Corpus& corpus = tables_.corpus();
    std::vector<std::uint32_t> order;
    for (std::uint32_t p = 0; p < matching.pairs.size(); ++p) {
        if (static_cast<double>(matching.bits[p]) >= result_.thresholdBits) order.push_back(p);
    }
    sortStrongestFirst(order, matching.bits);
    PairComparer comparer(corpus);
    const auto beyondThreshold = [&](RowPair pair) {
        return evidence_.bitsOf(pair, comparer) - result_.thresholdBits;
    };
    ClusterBounds bounds;
    bounds.largest = std::clamp(mostClusterPairs / corpus.rows(), largestCluster, mostInOneCluster);
    if (!tables_.isOneTable()) {
        bounds.leftRows = tables_.leftRows();
        bounds.oneOfLeft = !repeats.left;
        bounds.oneOfRight = !repeats.right;
    }
    std::vector<bool> clustered(corpus.rows(), false);
    for (const auto& cluster :
         clusterByEvidence(matching.pairs, order, corpus.rows(), beyondThreshold, bounds)) {
        for (std::size_t i = 0; i < cluster.size(); ++i) {
            clustered[cluster[i]] = true;
            if (tables_.isOneTable()) pairCopies(cluster[i], comparer);
            for (std::size_t j = i + 1; j < cluster.size(); ++j)
                addCopies({cluster[i], cluster[j]}, comparer);
        }
    }
    for (std::uint32_t row = 0; row < corpus.rows() && tables_.isOneTable(); ++row) {
        if (!clustered[row]) pairCopies(row, comparer);
    }
}

/// All copies of one row with all of another; between two tables nothing for rows of the same one.
void Answer::addCopies(RowPair pair, PairComparer& comparer) {
    const bool sameSide = (pair.left < tables_.leftRows()) == (pair.right < tables_.leftRows());
    if (!tables_.isOneTable() && sameSide) return;
    const double bits = evidence_.bitsOf(pair, comparer);
    for (const std::uint32_t one : tables_.copiesOf(pair.left)) {
        for (const std::uint32_t other : tables_.copiesOf(pair.right))
            add(one, other, bits);
    }
}

/// Equal rows are one thing entered twice: all their pairs, or a star where they are too many.
void Answer::pairCopies(std::uint32_t row, PairComparer& comparer) {
    const auto& copies = tables_.copiesOf(row);
    if (copies.size() < 2 || tables_.corpus().isBlank(row)) return;
    const double bits = std::max(evidence_.bitsOf({row, row}, comparer), result_.thresholdBits);
    const std::size_t centres = copies.size() <= mostCopiesPairedFully ? copies.size() : 1;
    for (std::size_t i = 0; i < centres; ++i) {
        for (std::size_t j = i + 1; j < copies.size(); ++j)
            add(copies[i], copies[j], bits);
    }
}

/// Numbers of the pairs of a row that are worth listing, best first: three in five are its own best; then
/// rows that have no better choice than this one come before those that have.
std::vector<std::uint32_t> Answer::worthListing(const Rivals& rivals, std::uint32_t row,
                                                std::size_t most) const {
    const Matching& matching = evidence_.matching;
    const auto own = rivals.of(row);
    const std::size_t surely = std::min(own.size(), most - most * 2 / 5);
    const auto rest = own.subspan(surely);
    std::vector<std::uint32_t> listed(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(surely));
    for (const bool choosesRow : {true, false}) {
        for (const std::uint32_t p : rest) {
            const std::uint32_t other = otherOf(matching.pairs[p], row);
            if (listed.size() < most && (rivals.of(other).front() == p) == choosesRow) listed.push_back(p);
        }
    }
    sortStrongestFirst(listed, matching.bits);
    return listed;
}

void Answer::listCandidates(const Rivals& rivals, std::size_t most) {
    const Matching& matching = evidence_.matching;
    PairComparer comparer(tables_.corpus());
    for (std::uint32_t row = 0; row < tables_.leftRows(); ++row) {
        const std::vector<std::uint32_t> worth = worthListing(rivals, row, most);
        const auto& copies = tables_.copiesOf(row);
        for (const std::uint32_t one : copies) {
            std::size_t listed = 0;
            const auto list = [&](const std::vector<std::uint32_t>& others, double bits) {
                for (const std::uint32_t other : others) {
                    if (listed >= most) return;
                    if (tables_.isOneTable() && other == one) continue;
                    ++listed;
                    result_.candidates.push_back({one, other, static_cast<int>(listed), scoreOf(bits)});
                }
            };
            if (tables_.isOneTable() && copies.size() > 1)
                list(copies, evidence_.bitsOf({row, row}, comparer));
            for (const std::uint32_t p : worth)
                list(tables_.copiesOf(otherOf(matching.pairs[p], row)),
                     static_cast<double>(matching.bits[p]));
        }
    }
    std::sort(result_.candidates.begin(), result_.candidates.end(),
              [](const CandidatePair& a, const CandidatePair& b) {
                  return a.left != b.left ? a.left < b.left : a.rank < b.rank;
              });
}

void Answer::sortPairs() {
    std::sort(result_.pairs.begin(), result_.pairs.end(), [](const LinkedPair& a, const LinkedPair& b) {
        return a.left != b.left ? a.left < b.left : a.right < b.right;
    });
}

/// The nearest other row that the pair's left row could have had.
void Answer::tellRival(Explanation& why, RowPair pair, double bits, const Rivals& rivals) const {
    for (const std::uint32_t p : rivals.of(pair.left)) {
        const RowPair rival = evidence_.matching.pairs[p];
        if (rival == pair) continue;
        const std::uint32_t row = otherOf(rival, pair.left);
        const std::uint32_t copy = tables_.copiesOf(row).front();
        why.rival = row < tables_.leftRows() ? tables_.left().ids[copy] : tables_.right().ids[copy];
        why.margin = bits - static_cast<double>(evidence_.matching.bits[p]);
        return;
    }
}

void Answer::explain(const Rivals& rivals, const Calibration& calibration) {
    const auto [leftRows, rightRows] = tables_.corpusRows();
    const auto& columns = tables_.columns();
    PairComparer comparer(tables_.corpus());
    for (const LinkedPair& linked : result_.pairs) {
        const RowPair pair = {leftRows[linked.left], rightRows[linked.right]};
        Explanation why =
            explainPair(tables_.corpus(), evidence_.model, comparer, pair, -result_.thresholdBits);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            why.parts[c].left = readable(ColumnReader(tables_.left(), columns[c].left).entered(linked.left));
            why.parts[c].right =
                readable(ColumnReader(tables_.right(), columns[c].right).entered(linked.right));
        }
        tellRival(why, pair, linked.bits, rivals);
        why.falseAlarmRate = calibration.falseAlarmRate(linked.bits);
        putIntoWords(why, tables_.left().ids[linked.left], tables_.right().ids[linked.right]);
        result_.explanations.push_back(std::move(why));
    }
}

}  // namespace cadastre::duplicates
