// The straight line: fold the tables, find and compare candidates, learn what agreement is worth, ask how
// often things stand in either table, decide, and look again where what was found may be chance or cut from
// templates. Between two tables the matches then teach which values stand for each other, and the line is
// walked once more.
#include "profiles/duplicates/tables/linkage.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/mixture.h"
#include "profiles/duplicates/rivals.h"
#include "profiles/duplicates/tables/answer.h"
#include "profiles/duplicates/tables/correspondence.h"
#include "profiles/duplicates/tables/folded_tables.h"
#include "profiles/duplicates/tables/scarce_matches.h"
#include "profiles/duplicates/tables/structure.h"
#include "profiles/duplicates/tables/templates.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {
namespace {

/// So many rows of either table are asked what they find in their own. Where more than a sixth of what was
/// found may be chance another way is tried, where most of it is, that way is taken. Tables of fewer rows
/// tell too little of shares.
constexpr std::size_t rowsAsked = 4000, fewestRows = 100;
constexpr double worthAsking = 1.0 / 6, mostChance = 0.5;

/// Within one table a sibling stands beside every row, so the one feature that tells it apart must be heard.
constexpr double leastWithinOneTable = 0.2;

/// Each pair at its own odds, none below `floor`.
Calibration calibrateOdds(const Matching& matching, const std::vector<std::uint32_t>& pairs,
                          const Mixture& mixture, double floor) {
    std::vector<float> bits, probabilities;
    for (const std::uint32_t p : pairs) {
        bits.push_back(matching.bits[p]);
        const bool believable = static_cast<double>(bits.back()) >= floor;
        probabilities.push_back(believable ? static_cast<float>(mixture.probability(bits.back())) : 0.0F);
    }
    return calibrateByProbability(std::move(bits), probabilities);
}

class Linkage {
  public:
    Linkage(const Table& left, const Table* right, const LinkageOptions& options)
        : options_(options), tables_(left, right, options), answer_(tables_, evidence_) {
        candidates_.perList = std::max(candidates_.perList, options.topCandidates);
        candidates_.threads = options.threads;
    }

    LinkageResult run() {
        evidence_.matching = comparePairs(tables_.corpus(), tables_.leftRows(), candidates_);
        Mixture mixture = learnMixture(evidence_.matching, options_.threads,
                                       tables_.isOneTable() ? leastWithinOneTable : 0);
        Repeats repeats{true, true, 1, 1};
        if (!tables_.isOneTable()) {
            siblings_ =
                siblingsOf(tables_.corpus(), tables_.leftRows(), evidence_.matching, rowsAsked, candidates_);
            repeats = learnRepeats(mixture);
        }
        evidence_.model = mixture.model;
        rankRivals();
        const bool oneToOne = !repeats.left && !repeats.right;
        Calibration calibration = oneToOne ? decideOneToOne(mixture) : decideClusters(mixture, repeats);
        if (tables_.isOneTable() &&
            holdsTemplates(tables_.corpus(), evidence_.matching, *rivals_, answer_.thresholdBits()))
            calibration = decideAmongTemplates();
        // Where both tables hold copies, what a row finds in its own table can't tell chance.
        if (siblings_ && repeats.leastShare() < moreThanSiblings) {
            if (auto scarce = decideAgainstChance()) calibration = std::move(*scarce);
        }
        if (options_.topCandidates > 0) answer_.listCandidates(*rivals_, options_.topCandidates);
        answer_.sortPairs();
        if (options_.explain) answer_.explain(*rivals_, calibration);
        return answer_.take();
    }

  private:
    void rankRivals() {
        rivals_.emplace(evidence_.matching.pairs, evidence_.matching.bits, tables_.corpus().rows());
    }
    std::vector<std::uint32_t> mapUniquely() const {
        return uniqueMapping(evidence_.matching.pairs, evidence_.matching.bits, tables_.corpus().rows());
    }

    /// Takes two tables for one-to-one and sees whether that holds; leaves the mixture that does. Where few
    /// rows have a match, mutual choices are mostly chance and nothing to learn from.
    Repeats learnRepeats(Mixture& mixture) {
        Matching& matching = evidence_.matching;
        const auto mapped = mapUniquely();
        const auto believed = std::count_if(mapped.begin(), mapped.end(), [&](std::uint32_t p) {
            return static_cast<double>(matching.bits[p]) >= -mixture.priorBits;
        });
        const bool mostHaveOne = 2 * static_cast<std::size_t>(believed) >= tables_.smallerSide();
        const Mixture oneToOne =
            learnOneToOne(matching, mixture.priorBits, tables_.smallerSide(), options_.threads);
        evidence_.model = oneToOne.model;
        starts_ = {mixture.model, oneToOne.model};
        rankRivals();
        PairComparer comparer(tables_.corpus());
        Repeats repeats = repeatsOf(matching, *rivals_, tables_.leftRows(), -oneToOne.priorBits,
                                    [&](RowPair pair) { return evidence_.bitsOf(pair, comparer); });
        for (OwnTable& table : *siblings_)
            weighPairs(table.siblings, evidence_.model, options_.threads);
        repeats.doubt((*siblings_)[0].shareWithSibling(-oneToOne.priorBits),
                      (*siblings_)[1].shareWithSibling(-oneToOne.priorBits));
        if (repeats.left || repeats.right || !mostHaveOne) {
            weighPairs(matching, mixture.model, options_.threads);
        } else {
            mixture = oneToOne;
        }
        return repeats;
    }

    Calibration decideOneToOne(const Mixture& mixture) {
        const Matching& matching = evidence_.matching;
        const auto mapped = mapUniquely();
        Calibration calibration =
            mixture.matchedShare > 0
                ? calibrateMapping(matching.pairs, matching.bits, *rivals_, mapped, mixture.priorBits,
                                   mixture.matchedShare)
                : calibrateOdds(matching, mapped, mixture,
                                beyondChance(matching.bits, *rivals_, -mixture.priorBits));
        answer_.start(calibration);
        answer_.addMapped(mapped);
        return calibration;
    }

    Calibration decideClusters(const Mixture& mixture, const Repeats& repeats) {
        const Matching& matching = evidence_.matching;
        auto mutual = mutualBest(matching.pairs, *rivals_);
        std::stable_sort(mutual.begin(), mutual.end(), [&](std::uint32_t a, std::uint32_t b) {
            return matching.bits[a] > matching.bits[b];
        });
        Calibration calibration = calibrateOdds(matching, mutual, mixture, -mixture.priorBits);
        answer_.start(calibration);
        answer_.addClusters(repeats);
        return calibration;
    }

    /// One table made from templates: rows that contradict each other are near misses and nothing else, the
    /// weights are learnt from mutual choices, and lower choices tell what chance reaches.
    Calibration decideAmongTemplates() {
        Matching& matching = evidence_.matching;
        evidence_.amongTemplates = true;
        matching = compareThese(tables_.corpus(), std::move(matching.pairs), options_.threads, contradict);
        evidence_.model = learnWeights({&matching, 1}, options_.threads);
        rankRivals();
        Calibration calibration = calibrateSelf(
            std::vector<SelfScores>{{matching.bits, *rivals_, mutualBest(matching.pairs, *rivals_)}});
        answer_.start(calibration);
        answer_.addClusters({true, true, 1, 1});
        // Among the candidates siblings stand by their likeness.
        matching.vetoed.clear();
        weighPairs(matching, evidence_.model, options_.threads);
        rankRivals();
        return calibration;
    }

    /// Doubts what was found between two tables as far as they find the like within themselves.
    std::optional<Calibration> decideAgainstChance() {
        const double chance = shareOfChance(evidence_.matching, *rivals_, *siblings_, evidence_.model,
                                            answer_.thresholdBits(), options_.threads);
        if (chance <= (tables_.smallerSide() < fewestRows ? mostChance : worthAsking)) return std::nullopt;
        auto scarce = decideScarce(chance);
        rankRivals();
        return scarce;
    }

    /// What stands against the tables' own siblings, in place of what was taken for matches before; nothing
    /// where that, of which `chance` is the share to be doubted, promises more.
    std::optional<Calibration> decideScarce(double chance) {
        Matching& matching = evidence_.matching;
        ScarceMatches scarce =
            learnScarce(tables_.corpus(), tables_.leftRows(), matching, starts_, candidates_);
        const auto taken = static_cast<double>(answer_.pairs()), believed = taken * (1 - chance);
        const double beyondChance = scarce.truths(), all = std::max(believed, beyondChance);
        const auto f1 = [&](double truths, double pairs) { return 2 * truths / (pairs + all); };
        if (chance <= mostChance &&
            f1(believed, taken) >= f1(beyondChance, static_cast<double>(scarce.accepted()))) {
            weighPairs(matching, evidence_.model, options_.threads);
            return std::nullopt;
        }
        evidence_.model = std::move(scarce.model);
        answer_.start(scarce.calibration);
        answer_.addMapped(scarce.mapped);
        return std::move(scarce.calibration);
    }

    const LinkageOptions& options_;
    CandidateOptions candidates_;
    FoldedTables tables_;
    Evidence evidence_;
    Answer answer_;
    std::optional<OwnTables> siblings_;
    std::vector<EvidenceModel> starts_;
    std::optional<Rivals> rivals_;
};

LinkageResult linkAsWritten(const Table& left, const Table* right, const LinkageOptions& options) {
    return Linkage(left, right, options).run();
}

/// Links again with the left table's values as the right one writes them.
LinkageResult linkTranslated(const Table& left, const Table& right,
                             const std::vector<Correspondence>& correspondences, LinkageOptions options) {
    for (const Correspondence& one : correspondences)
        options.mappedColumns.emplace_back(left.columns[one.left], right.columns[one.right]);
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
