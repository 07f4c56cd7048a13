// Equal rows are folded into one, the rest goes the engine's straight line, and what comes out is unfolded.
#include "profiles/duplicates/tables/linkage.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "profiles/duplicates/cluster.h"
#include "profiles/duplicates/confidence.h"
#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/mixture.h"
#include "profiles/duplicates/rivals.h"
#include "profiles/duplicates/tables/columns.h"
#include "profiles/duplicates/tables/correspondence.h"
#include "profiles/duplicates/tables/scarce_matches.h"
#include "profiles/duplicates/tables/structure.h"
#include "profiles/duplicates/tables/templates.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {
namespace {

void checkTable(const Table& table, const char* side) {
    std::unordered_map<std::string_view, std::size_t> seen;
    seen.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string where = std::string(side) + " table, row " + std::to_string(row + 1);
        if (table.ids[row].find_first_not_of(" \t") == std::string::npos) {
            throw std::invalid_argument(where + ": the id is missing");
        }
        const auto [first, fresh] = seen.emplace(table.ids[row], row);
        if (!fresh) {
            throw std::invalid_argument(where + ": id \"" + table.ids[row] + "\" was met before, in row " +
                                        std::to_string(first->second + 1));
        }
        if (const auto at = firstInvalidUtf8(table.ids[row])) {
            throw std::invalid_argument(where + ", id: no valid UTF-8 at byte " + std::to_string(*at + 1));
        }
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (const auto at = firstInvalidUtf8(table.values[c][row])) {
                throw std::invalid_argument(where + ", column \"" + table.columns[c] +
                                            "\": no valid UTF-8 at byte " + std::to_string(*at + 1));
            }
        }
    }
}

/// Rows of both tables with equal cells, folded into one corpus row each and side.
struct Folded {
    std::vector<std::vector<std::uint32_t>> copies;  ///< by corpus row: table rows, ascending
    std::size_t leftRows = 0;
};

void foldTable(const Table& table, std::vector<ColumnReader> columns, Corpus& corpus, Folded& folded) {
    corpus.startTable();
    std::vector<std::string_view> cells(columns.size());
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        for (std::size_t c = 0; c < columns.size(); ++c)
            cells[c] = columns[c].read(row);
        const std::uint32_t corpusRow = corpus.addRow(cells);
        if (corpusRow == folded.copies.size()) folded.copies.emplace_back();
        folded.copies[corpusRow].push_back(row);
    }
}

/// A group with more copies than this is written as a star around its first member, not as all its pairs.
constexpr std::size_t mostCopiesPairedFully = 1000;

/// Clusters may be larger in smaller tables: together their pairs stay within what memory holds.
constexpr std::size_t mostClusterPairs = 20'000'000, mostInOneCluster = 512;

/// So many rows of either table are asked what they find in their own. Where more than a sixth of what was
/// found may be chance another way is tried, where most of it is, that way is taken. Tables of fewer rows
/// tell too little of shares.
constexpr std::size_t rowsAsked = 4000, fewestRows = 100;
constexpr double worthAsking = 1.0 / 6, mostChance = 0.5;

class Linkage {
  public:
    Linkage(const Table& left, const Table* right, const LinkageOptions& options)
        : left_(left),
          right_(right),
          options_(options),
          aligned_(alignColumns(left, right, options)),
          corpus_(namedKinds()) {
        std::vector<ColumnReader> leftColumns, rightColumns;
        for (const AlignedColumn& column : aligned_) {
            leftColumns.emplace_back(left, column.left, column.leftReading);
            if (right != nullptr) rightColumns.emplace_back(*right, column.right, column.rightReading);
        }
        foldTable(left, leftColumns, corpus_, folded_);
        folded_.leftRows = corpus_.rows();
        if (right != nullptr) foldTable(*right, rightColumns, corpus_, folded_);
        corpus_.finish();
    }

    LinkageResult run() {
        CandidateOptions candidates;
        candidates.perList = std::max(candidates.perList, options_.topCandidates);
        candidates.threads = options_.threads;
        matching_ = comparePairs(corpus_, folded_.leftRows, candidates);
        Mixture mixture = learnMixture(matching_, options_.threads);
        Repeats repeats{true, true, 1, 1};
        if (right_ != nullptr) {
            siblings_ = siblingsOf(corpus_, folded_.leftRows, matching_, rowsAsked, candidates);
            repeats = learnRepeats(mixture);
        }
        model_ = mixture.model;
        const bool oneToOne = !repeats.left && !repeats.right;
        std::optional<Rivals> rivals(std::in_place, matching_.pairs, matching_.bits, corpus_.rows());
        Calibration calibration =
            oneToOne ? decideOneToOne(*rivals, mixture) : decideClusters(*rivals, mixture, repeats);
        if (right_ == nullptr && holdsTemplates(corpus_, matching_, *rivals, result_.thresholdBits)) {
            calibration = decideAmongTemplates();
            rivals.emplace(matching_.pairs, matching_.bits, corpus_.rows());
        }
        // Where both tables hold copies, what a row finds in its own table can't tell chance.
        if (siblings_ && repeats.leastShare() < moreThanSiblings) {
            const double chance = shareOfChance(matching_, *rivals, *siblings_, model_, result_.thresholdBits,
                                                options_.threads);
            if (chance > (smallerSide() < fewestRows ? mostChance : worthAsking)) {
                if (auto scarce = decideScarce(chance, candidates)) calibration = std::move(*scarce);
                rivals.emplace(matching_.pairs, matching_.bits, corpus_.rows());
            }
        }
        if (options_.topCandidates > 0) listCandidates(*rivals);
        std::sort(result_.pairs.begin(), result_.pairs.end(), [](const LinkedPair& a, const LinkedPair& b) {
            return a.left != b.left ? a.left < b.left : a.right < b.right;
        });
        if (options_.explain) explain(*rivals, calibration);
        return std::move(result_);
    }

  private:
    std::vector<std::pair<std::string, ColumnKind>> namedKinds() const {
        std::vector<std::pair<std::string, ColumnKind>> named;
        for (const AlignedColumn& column : aligned_) {
            std::string name;
            for (const std::size_t part : column.left)
                name += (name.empty() ? "" : " + ") + left_.columns[part];
            named.emplace_back(std::move(name), kindOf(column.content));
        }
        return named;
    }

    double scoreOf(double bits) const { return confidenceOf(bits, result_.thresholdBits); }

    double bitsOf(RowPair pair, PairComparer& comparer) const {
        std::vector<Level> levels(comparer.features());
        comparer.compare(pair.left, pair.right, levels.data());
        if (templates_ && contradict(levels.data(), comparer)) return vetoedBits;
        return static_cast<double>(model_.bits(levels.data()));
    }

    void settle(const Calibration& calibration) {
        result_.thresholdBits = calibration.thresholdBits();
        const bool believesAny = calibration.estimatedPrecision() > 0;
        result_.estimatedPrecision =
            believesAny ? std::optional(calibration.estimatedPrecision()) : std::nullopt;
        result_.estimatedRecall = believesAny ? std::optional(calibration.estimatedRecall()) : std::nullopt;
    }

    void add(std::size_t left, std::size_t right, double bits) {
        if (right_ == nullptr && left > right) std::swap(left, right);
        result_.pairs.push_back({left, right, bits, scoreOf(bits)});
    }

    /// Takes two tables for one-to-one and sees whether that holds; leaves the mixture that does. Where few
    /// rows have a match, mutual choices are mostly chance and nothing to learn from.
    Repeats learnRepeats(Mixture& mixture) {
        const auto mapped = uniqueMapping(matching_.pairs, matching_.bits, corpus_.rows());
        const auto believed = std::count_if(mapped.begin(), mapped.end(), [&](std::uint32_t p) {
            return static_cast<double>(matching_.bits[p]) >= -mixture.priorBits;
        });
        const bool mostHaveOne = 2 * static_cast<std::size_t>(believed) >= smallerSide();
        const Mixture oneToOne = learnOneToOne(matching_, mixture.priorBits, smallerSide(), options_.threads);
        model_ = oneToOne.model;
        starts_ = {mixture.model, oneToOne.model};
        const Rivals rivals(matching_.pairs, matching_.bits, corpus_.rows());
        PairComparer comparer(corpus_);
        Repeats repeats = repeatsOf(matching_, rivals, folded_.leftRows, -oneToOne.priorBits,
                                    [&](RowPair pair) { return bitsOf(pair, comparer); });
        for (OwnTable& table : *siblings_)
            weighPairs(table.siblings, model_, options_.threads);
        repeats.doubt((*siblings_)[0].shareWithSibling(-oneToOne.priorBits),
                      (*siblings_)[1].shareWithSibling(-oneToOne.priorBits));
        if (repeats.left || repeats.right || !mostHaveOne) {
            weighPairs(matching_, mixture.model, options_.threads);
        } else {
            mixture = oneToOne;
        }
        return repeats;
    }

    std::size_t smallerSide() const { return std::min(folded_.leftRows, corpus_.rows() - folded_.leftRows); }

    /// Each pair at its own odds, none below `floor`.
    Calibration calibrateOdds(const std::vector<std::uint32_t>& pairs, const Mixture& mixture,
                              double floor) const {
        std::vector<float> bits, probabilities;
        for (const std::uint32_t p : pairs) {
            bits.push_back(matching_.bits[p]);
            const bool believable = static_cast<double>(bits.back()) >= floor;
            probabilities.push_back(believable ? static_cast<float>(mixture.probability(bits.back())) : 0.0F);
        }
        return calibrateByProbability(std::move(bits), probabilities);
    }

    Calibration decideOneToOne(const Rivals& rivals, const Mixture& mixture) {
        const auto mapped = uniqueMapping(matching_.pairs, matching_.bits, corpus_.rows());
        Calibration calibration =
            mixture.matchedShare > 0
                ? calibrateMapping(matching_.pairs, matching_.bits, rivals, mapped, mixture.priorBits,
                                   mixture.matchedShare)
                : calibrateOdds(mapped, mixture, beyondChance(matching_.bits, rivals, -mixture.priorBits));
        settle(calibration);
        addMapped(mapped);
        return calibration;
    }

    /// What stands against the tables' own siblings, in place of what was taken for matches before; nothing
    /// where that, of which `chance` is the share to be doubted, promises more.
    std::optional<Calibration> decideScarce(double chance, const CandidateOptions& candidates) {
        ScarceMatches scarce = learnScarce(corpus_, folded_.leftRows, matching_, starts_, candidates);
        const auto taken = static_cast<double>(result_.pairs.size()), believed = taken * (1 - chance);
        const double beyondChance = scarce.truths(), all = std::max(believed, beyondChance);
        const auto f1 = [&](double truths, double pairs) { return 2 * truths / (pairs + all); };
        if (chance <= mostChance &&
            f1(believed, taken) >= f1(beyondChance, static_cast<double>(scarce.accepted()))) {
            weighPairs(matching_, model_, options_.threads);
            return std::nullopt;
        }
        model_ = std::move(scarce.model);
        result_.pairs.clear();
        settle(scarce.calibration);
        addMapped(scarce.mapped);
        return std::move(scarce.calibration);
    }

    /// Adds pairs of a unique mapping, in falling order of bits, down to the threshold.
    void addMapped(const std::vector<std::uint32_t>& mapped) {
        for (const std::uint32_t p : mapped) {
            const auto bits = static_cast<double>(matching_.bits[p]);
            if (bits < result_.thresholdBits) break;
            const auto& ones = folded_.copies[matching_.pairs[p].left];
            const auto& others = folded_.copies[matching_.pairs[p].right];
            for (std::size_t i = 0; i < std::min(ones.size(), others.size()); ++i)
                add(ones[i], others[i], bits);
        }
    }

    Calibration decideClusters(const Rivals& rivals, const Mixture& mixture, const Repeats& repeats) {
        auto mutual = mutualBest(matching_.pairs, rivals);
        std::stable_sort(mutual.begin(), mutual.end(), [&](std::uint32_t a, std::uint32_t b) {
            return matching_.bits[a] > matching_.bits[b];
        });
        Calibration calibration = calibrateOdds(mutual, mixture, -mixture.priorBits);
        settle(calibration);
        addClusters(repeats);
        return calibration;
    }

    /// One table made from templates: rows that contradict each other are near misses and nothing else, the
    /// weights are learnt from mutual choices, and lower choices tell what chance reaches.
    Calibration decideAmongTemplates() {
        templates_ = true;
        matching_ = compareThese(corpus_, std::move(matching_.pairs), options_.threads, contradict);
        model_ = learnWeights({&matching_, 1}, options_.threads);
        const Rivals rivals(matching_.pairs, matching_.bits, corpus_.rows());
        Calibration calibration = calibrateSelf(
            std::vector<SelfScores>{{matching_.bits, rivals, mutualBest(matching_.pairs, rivals)}});
        result_.pairs.clear();
        settle(calibration);
        addClusters({true, true, 1, 1});
        // Among the candidates siblings stand by their likeness.
        matching_.vetoed.clear();
        weighPairs(matching_, model_, options_.threads);
        return calibration;
    }

    void addClusters(const Repeats& repeats) {
        std::vector<std::uint32_t> order;
        for (std::uint32_t p = 0; p < matching_.pairs.size(); ++p) {
            if (static_cast<double>(matching_.bits[p]) >= result_.thresholdBits) order.push_back(p);
        }
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return matching_.bits[a] != matching_.bits[b] ? matching_.bits[a] > matching_.bits[b] : a < b;
        });
        PairComparer comparer(corpus_);
        const auto evidence = [&](RowPair pair) { return bitsOf(pair, comparer) - result_.thresholdBits; };
        ClusterBounds bounds;
        bounds.largest = std::clamp(mostClusterPairs / corpus_.rows(), largestCluster, mostInOneCluster);
        if (right_ != nullptr) {
            bounds.leftRows = folded_.leftRows;
            bounds.oneOfLeft = !repeats.left;
            bounds.oneOfRight = !repeats.right;
        }
        std::vector<bool> clustered(corpus_.rows(), false);
        for (const auto& cluster :
             clusterByEvidence(matching_.pairs, order, corpus_.rows(), evidence, bounds)) {
            for (std::size_t i = 0; i < cluster.size(); ++i) {
                clustered[cluster[i]] = true;
                if (right_ == nullptr) pairCopies(cluster[i], comparer);
                for (std::size_t j = i + 1; j < cluster.size(); ++j)
                    addCopies({cluster[i], cluster[j]}, comparer);
            }
        }
        for (std::uint32_t row = 0; row < corpus_.rows() && right_ == nullptr; ++row) {
            if (!clustered[row]) pairCopies(row, comparer);
        }
    }

    /// All copies of one row with all of another; between two tables nothing for rows of the same one.
    void addCopies(RowPair pair, PairComparer& comparer) {
        const bool sameSide = (pair.left < folded_.leftRows) == (pair.right < folded_.leftRows);
        if (right_ != nullptr && sameSide) return;
        const double bits = bitsOf(pair, comparer);
        for (const std::uint32_t one : folded_.copies[pair.left]) {
            for (const std::uint32_t other : folded_.copies[pair.right])
                add(one, other, bits);
        }
    }

    /// Equal rows are one thing entered twice: all their pairs, or a star where they are too many.
    void pairCopies(std::uint32_t row, PairComparer& comparer) {
        const auto& copies = folded_.copies[row];
        if (copies.size() < 2 || corpus_.isBlank(row)) return;
        const double bits = std::max(bitsOf({row, row}, comparer), result_.thresholdBits);
        const std::size_t centres = copies.size() <= mostCopiesPairedFully ? copies.size() : 1;
        for (std::size_t i = 0; i < centres; ++i) {
            for (std::size_t j = i + 1; j < copies.size(); ++j)
                add(copies[i], copies[j], bits);
        }
    }

    /// Numbers of the pairs of a row that are worth listing, best first: three in five are its own best; then
    /// rows that have no better choice than this one come before those that have.
    std::vector<std::uint32_t> worthListing(const Rivals& rivals, std::uint32_t row) const {
        const auto own = rivals.of(row);
        const std::size_t most = options_.topCandidates, surely = std::min(own.size(), most - most * 2 / 5);
        const auto rest = own.subspan(surely);
        std::vector<std::uint32_t> listed(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(surely));
        for (const bool choosesRow : {true, false}) {
            for (const std::uint32_t p : rest) {
                const RowPair pair = matching_.pairs[p];
                const std::uint32_t other = pair.left == row ? pair.right : pair.left;
                if (listed.size() < most && (rivals.of(other).front() == p) == choosesRow)
                    listed.push_back(p);
            }
        }
        std::sort(listed.begin(), listed.end(), [&](std::uint32_t a, std::uint32_t b) {
            return matching_.bits[a] != matching_.bits[b] ? matching_.bits[a] > matching_.bits[b] : a < b;
        });
        return listed;
    }

    /// The nearest rivals of every table row: its equal copies first, then the copies of its corpus row's
    /// rivals.
    void listCandidates(const Rivals& rivals) {
        PairComparer comparer(corpus_);
        for (std::uint32_t row = 0; row < folded_.leftRows; ++row) {
            const std::vector<std::uint32_t> worth = worthListing(rivals, row);
            for (const std::uint32_t one : folded_.copies[row]) {
                std::size_t listed = 0;
                const auto list = [&](std::uint32_t other, double bits) {
                    ++listed;
                    result_.candidates.push_back({one, other, static_cast<int>(listed), scoreOf(bits)});
                };
                if (right_ == nullptr && folded_.copies[row].size() > 1) {
                    const double bits = bitsOf({row, row}, comparer);
                    for (const std::uint32_t other : folded_.copies[row]) {
                        if (listed >= options_.topCandidates) break;
                        if (other != one) list(other, bits);
                    }
                }
                for (const std::uint32_t p : worth) {
                    if (listed >= options_.topCandidates) break;
                    const RowPair pair = matching_.pairs[p];
                    for (const std::uint32_t other :
                         folded_.copies[pair.left == row ? pair.right : pair.left]) {
                        if (listed >= options_.topCandidates) break;
                        list(other, static_cast<double>(matching_.bits[p]));
                    }
                }
            }
        }
        std::sort(result_.candidates.begin(), result_.candidates.end(),
                  [](const CandidatePair& a, const CandidatePair& b) {
                      return a.left != b.left ? a.left < b.left : a.rank < b.rank;
                  });
    }

    /// The corpus row of every table row, left table first.
    std::vector<std::uint32_t> corpusRows(std::size_t from, std::size_t to, std::size_t tableRows) const {
        std::vector<std::uint32_t> rows(tableRows);
        for (std::size_t row = from; row < to; ++row) {
            for (const std::uint32_t copy : folded_.copies[row])
                rows[copy] = static_cast<std::uint32_t>(row);
        }
        return rows;
    }

    void explain(const Rivals& rivals, const Calibration& calibration) {
        const auto leftCorpus = corpusRows(0, folded_.leftRows, left_.rows());
        const auto rightCorpus =
            right_ == nullptr ? leftCorpus : corpusRows(folded_.leftRows, corpus_.rows(), right_->rows());
        const Table& other = right_ == nullptr ? left_ : *right_;
        PairComparer comparer(corpus_);
        for (const LinkedPair& linked : result_.pairs) {
            const RowPair pair = {leftCorpus[linked.left], rightCorpus[linked.right]};
            Explanation why = explainPair(corpus_, model_, comparer, pair, -result_.thresholdBits);
            for (std::size_t c = 0; c < aligned_.size(); ++c) {
                why.parts[c].left = readable(ColumnReader(left_, aligned_[c].left).entered(linked.left));
                why.parts[c].right = readable(ColumnReader(other, aligned_[c].right).entered(linked.right));
            }
            for (const std::uint32_t p : rivals.of(pair.left)) {
                const RowPair rival = matching_.pairs[p];
                if (rival == pair) continue;
                const std::uint32_t row = rival.left == pair.left ? rival.right : rival.left;
                const std::uint32_t copy = folded_.copies[row].front();
                why.rival = row < folded_.leftRows ? left_.ids[copy] : other.ids[copy];
                why.margin = linked.bits - static_cast<double>(matching_.bits[p]);
                break;
            }
            why.falseAlarmRate = calibration.falseAlarmRate(linked.bits);
            putIntoWords(why, left_.ids[linked.left], other.ids[linked.right]);
            result_.explanations.push_back(std::move(why));
        }
    }

    const Table& left_;
    const Table* right_;
    const LinkageOptions& options_;
    std::vector<AlignedColumn> aligned_;
    Corpus corpus_;
    Folded folded_;
    Matching matching_;
    EvidenceModel model_;
    std::optional<OwnTables> siblings_;
    std::vector<EvidenceModel> starts_;
    bool templates_ = false;
    LinkageResult result_;
};

LinkageResult linkAsWritten(const Table& left, const Table* right, const LinkageOptions& options) {
    return Linkage(left, right, options).run();
}

/// Links again with the left table's values as the right one writes them.
LinkageResult linkTranslated(const Table& left, const Table& right,
                             const std::vector<Correspondence>& correspondences, LinkageOptions options) {
    std::set<std::string> ours, theirs;
    std::vector<std::pair<std::string, std::string>> mapped;
    for (const Correspondence& one : correspondences) {
        mapped.emplace_back(left.columns[one.left], right.columns[one.right]);
        ours.insert(mapped.back().first);
        theirs.insert(mapped.back().second);
    }
    for (const auto& stated : options.mappedColumns) {
        if (!ours.contains(stated.first) && !theirs.contains(stated.second)) mapped.push_back(stated);
    }
    options.mappedColumns = std::move(mapped);
    const Table table = translated(left, correspondences);
    LinkageResult result = linkAsWritten(table, &right, options);
    for (std::size_t i = 0; i < result.explanations.size(); ++i) {
        for (const Correspondence& one : correspondences) {
            const std::string& stated = left.values[one.left][result.pairs[i].left];
            const auto word = one.rightWord.find(stated);
            if (word == one.rightWord.end()) continue;
            for (ScorePart& part : result.explanations[i].parts) {
                if (part.field == left.columns[one.left]) part.left = readable(stated + " = " + word->second);
            }
        }
    }
    return result;
}

}  // namespace

LinkageResult link(const Table& left, const Table* right, const LinkageOptions& options) {
    checkTable(left, right == nullptr ? "the" : "left");
    if (right != nullptr) checkTable(*right, "right");
    if (left.rows() == 0 || (right != nullptr && right->rows() == 0)) return {};
    LinkageResult result = linkAsWritten(left, right, options);
    if (right == nullptr) return result;
    const std::vector<Correspondence> correspondences =
        correspondencesOf(left, *right, result.pairs, options);
    if (correspondences.empty()) return result;
    return linkTranslated(left, *right, correspondences, options);
}

}  // namespace cadastre::duplicates
