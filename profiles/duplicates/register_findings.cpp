// The register's line: matching → object clusters → families and reuse → functions. Records with equal words
// are one corpus row until the very end.
#include "profiles/duplicates/register_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "profiles/duplicates/cluster.h"
#include "profiles/duplicates/confidence.h"
#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/families.h"
#include "profiles/duplicates/functional.h"

namespace cadastre::duplicates {
namespace {

using Rows = std::vector<std::uint32_t>;

class ClassFindings {
  public:
    ClassFindings(const ComparedClass& compared, const RegisterOptions& options, RegisterFindings& findings)
        : assets_(compared.assets),
          corpus_(compared.assets.corpus()),
          matching_(compared.matching),
          model_(compared.model),
          calibration_(compared.calibration),
          threshold_(compared.calibration.thresholdBits()),
          options_(options),
          findings_(findings),
          unitOf_(corpus_.rows(), noUnit) {
        scope_.insert(options.scope.begin(), options.scope.end());
    }

    void run() {
        findReuse();
        findFamilies();
        findObjects();
        findFunctional();
    }

  private:
    static constexpr std::uint32_t noUnit = 0xFFFFFFFFU;

    bool saysSomething(std::uint32_t row) const { return !corpus_.rowTerms().row(row).empty(); }

    /// Two records tied by a relation that says why they are alike.
    bool related(std::uint32_t a, std::uint32_t b) const {
        const auto solutionA = assets_.solutionOf(a), solutionB = assets_.solutionOf(b);
        const Uid &uidA = assets_.records()[a].uid, &uidB = assets_.records()[b].uid;
        return (solutionA && solutionA == solutionB) || solutionA == uidB || solutionB == uidA ||
               assets_.parentOf(a) == uidB || assets_.parentOf(b) == uidA;
    }

    Rows recordsOf(const Rows& rows) const {
        Rows records;
        for (const std::uint32_t row : rows) {
            const auto own = assets_.recordsOf(row);
            records.insert(records.end(), own.begin(), own.end());
        }
        return records;
    }

    std::size_t subjectsAmong(const Rows& records) const {
        std::set<std::int64_t> subjects;
        for (const std::uint32_t record : records)
            subjects.insert(assets_.records()[record].subject);
        return subjects.size();
    }

    /// Drops records that a relation ties to every other one: tenants and parts are no duplicates. Large
    /// groups are judged by their first members.
    void dropRelated(Rows& records) const {
        constexpr std::size_t enoughOthers = 256;
        const Rows all = records;
        std::erase_if(records, [&](std::uint32_t record) {
            const std::size_t others = std::min(all.size(), enoughOthers);
            return std::all_of(
                all.begin(), all.begin() + static_cast<std::ptrdiff_t>(others),
                [&](std::uint32_t other) { return other == record || related(record, other); });
        });
    }

    bool wanted(const Rows& records) const {
        const auto inScope = [&](std::uint32_t r) { return scope_.contains(assets_.records()[r].subject); };
        const auto recent = [&](std::uint32_t r) {
            return assets_.records()[r].recordedAt >= *options_.since;
        };
        return (scope_.empty() || std::any_of(records.begin(), records.end(), inScope)) &&
               (!options_.since || std::any_of(records.begin(), records.end(), recent));
    }

    bool plannedBesideExisting(const Rows& records) const {
        const auto planned = [&](std::uint32_t r) { return assets_.records()[r].planned; };
        return std::any_of(records.begin(), records.end(), planned) &&
               !std::all_of(records.begin(), records.end(), planned);
    }

    Price priceOf(const Rows& records, int lowPermille, int highPermille,
                  const std::vector<int>& allocations = {}) const {
        std::vector<MemberCost> costs;
        for (std::size_t i = 0; i < records.size(); ++i) {
            const KeptRecord& record = assets_.records()[records[i]];
            MemberCost cost;
            if (record.runningKnown) cost.yearlyRunningCost = record.runningCost;
            if (record.developmentKnown) cost.plannedDevelopment = record.development;
            cost.currency = assets_.currency(record.currency);
            if (!allocations.empty()) cost.allocationPermille = allocations[i];
            costs.push_back(std::move(cost));
        }
        return priceOverlap(costs, lowPermille, highPermille);
    }

    /// Keeps a cluster of records, with every member's score, ordered by uid.
    void keep(DuplicateCluster cluster, const Rows& records, const std::map<std::uint32_t, double>& scores,
              double otherwise) {
        for (const std::uint32_t record : records) {
            const auto score = scores.find(record);
            cluster.members.push_back(
                {assets_.records()[record].uid, score == scores.end() ? otherwise : score->second});
        }
        std::sort(cluster.members.begin(), cluster.members.end(),
                  [](const auto& a, const auto& b) { return a.uid < b.uid; });
        findings_.clusters.push_back(std::move(cluster));
    }

    double bitsOf(RowPair pair, PairComparer& comparer) const {
        std::vector<Level> levels(comparer.features());
        comparer.compare(pair.left, pair.right, levels.data());
        return static_cast<double>(model_.bits(levels.data()));
    }

    Explanation explain(RowPair rows, std::uint32_t left, std::uint32_t right, PairComparer& comparer) const {
        Explanation why = explainPair(corpus_, model_, comparer, rows, -threshold_);
        why.parts[RegisterClass::nameColumn].left = readable(assets_.nameOf(left));
        why.parts[RegisterClass::nameColumn].right = readable(assets_.nameOf(right));
        why.falseAlarmRate = calibration_.falseAlarmRate(why.score + threshold_);
        putIntoWords(why, readable(assets_.nameOf(left)), readable(assets_.nameOf(right)));
        return why;
    }

    /// Tenants of one standard solution, by the relation the register states.
    void findReuse() {
        std::map<Uid, Rows> tenants;
        for (std::uint32_t record = 0; record < assets_.records().size(); ++record) {
            if (const auto solution = assets_.solutionOf(record)) tenants[*solution].push_back(record);
        }
        for (auto& [solution, records] : tenants) {
            if (const auto itself = assets_.recordWith(solution)) records.push_back(*itself);
            std::sort(records.begin(), records.end());
            records.erase(std::unique(records.begin(), records.end()), records.end());
            const std::uint32_t unit = units_++;
            for (const std::uint32_t record : records)
                unitOf_[assets_.records()[record].row] = unit;
            if (records.size() < 2 || !wanted(records)) continue;
            DuplicateCluster cluster;
            cluster.kind = FindingKind::reuse;
            cluster.price.membersWithUnknownCost = static_cast<int>(records.size());
            cluster.explanation.sentence = {"duplicates.why.reuse",
                                            {{"name", readable(assets_.nameOf(records.front()))},
                                             {"count", std::to_string(records.size())},
                                             {"subjects", std::to_string(subjectsAmong(records))}}};
            cluster.price = priceOf(records, 0, 0);
            cluster.price.ranges.clear();  // shared on purpose: nothing overlaps
            keep(std::move(cluster), records, {}, 1);
        }
    }

    void findFamilies() {
        PairComparer comparer(corpus_);
        const auto families = familiesOf(corpus_, matching_.pairs, RegisterClass::nameColumn, 2);
        for (const Rows& rows : families)
            keepFamily(rows, comparer);
        for (std::uint32_t row = 0; row < corpus_.rows(); ++row) {
            if (unitOf_[row] == noUnit && saysSomething(row) &&
                assets_.recordsOf(row).size() >= smallestFamily) {
                keepFamily({row}, comparer);
            }
        }
    }

    void keepFamily(const Rows& rows, PairComparer& comparer) {
        Rows records = recordsOf(rows);
        std::erase_if(records, [&](std::uint32_t record) { return assets_.solutionOf(record).has_value(); });
        if (records.size() < smallestFamily || subjectsAmong(records) < smallestFamily) return;
        dropRelated(records);
        if (records.size() < smallestFamily) return;
        const std::uint32_t unit = units_++;
        for (const std::uint32_t row : rows) {
            if (unitOf_[row] == noUnit) unitOf_[row] = unit;
        }
        if (!wanted(records)) return;
        DuplicateCluster cluster;
        cluster.kind = FindingKind::family;
        const RowPair pair = rows.size() > 1 ? RowPair{rows[0], rows[1]} : RowPair{rows[0], rows[0]};
        cluster.explanation = explain(pair, assets_.recordsOf(pair.left).front(),
                                      assets_.recordsOf(pair.right).back(), comparer);
        cluster.explanation.sentence = {"duplicates.why.family",
                                        {{"name", readable(assets_.nameOf(records.front()))},
                                         {"count", std::to_string(records.size())},
                                         {"subjects", std::to_string(subjectsAmong(records))}}};
        const double score = confidenceOf(bitsOf(pair, comparer), threshold_);
        cluster.identityScore = score;
        cluster.price = priceOf(records, 0, 1000);
        keep(std::move(cluster), records, {}, score);
    }

    bool isOneThing(RowPair pair, PairComparer& comparer, std::vector<Level>& levels) const {
        comparer.compare(pair.left, pair.right, levels.data());
        return static_cast<double>(model_.bits(levels.data())) >= threshold_ &&
               !cannotBeOneThing(levels.data(), comparer);
    }

    void findObjects() {
        PairComparer comparer(corpus_);
        std::vector<Level> levels(comparer.features());
        Rows order;
        for (std::uint32_t p = 0; p < matching_.pairs.size(); ++p) {
            const auto [left, right] = matching_.pairs[p];
            if (static_cast<double>(matching_.bits[p]) >= threshold_ && saysSomething(left) &&
                saysSomething(right)) {
                order.push_back(p);
            }
        }
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return matching_.bits[a] != matching_.bits[b] ? matching_.bits[a] > matching_.bits[b] : a < b;
        });
        const auto standsUp = [&](RowPair pair) { return isOneThing(pair, comparer, levels); };
        std::vector<bool> clustered(corpus_.rows(), false);
        for (const Rows& rows : clusterPairs(matching_.pairs, order, corpus_.rows(), standsUp)) {
            for (const std::uint32_t row : rows)
                clustered[row] = true;
            keepObject(rows, comparer);
        }
        for (std::uint32_t row = 0; row < corpus_.rows(); ++row) {
            if (!clustered[row] && saysSomething(row) && assets_.recordsOf(row).size() > 1)
                keepObject({row}, comparer);
        }
    }

    void keepObject(const Rows& rows, PairComparer& comparer) {
        Rows records = recordsOf(rows);
        dropRelated(records);
        if (records.size() < 2) return;
        if (subjectsAmong(records) >= smallestFamily) {
            // One name with very many bodies is a typical solution, however alike the records are.
            const bool known = std::all_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
                return unitOf_[row] != noUnit && unitOf_[row] == unitOf_[rows[0]];
            });
            if (!known) keepFamily(rows, comparer);
            return;
        }
        const std::uint32_t unit = units_++;
        for (const std::uint32_t row : rows) {
            if (unitOf_[row] == noUnit) unitOf_[row] = unit;
        }
        if (!wanted(records)) return;
        RowPair strongest{rows[0], rows.size() > 1 ? rows[1] : rows[0]};
        double best = bitsOf(strongest, comparer);
        std::map<std::uint32_t, double> scores;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            double own =
                assets_.recordsOf(rows[i]).size() > 1 ? bitsOf({rows[i], rows[i]}, comparer) : threshold_;
            for (std::size_t j = 0; j < rows.size(); ++j) {
                if (i == j) continue;
                const RowPair pair{std::min(rows[i], rows[j]), std::max(rows[i], rows[j])};
                const double bits = bitsOf(pair, comparer);
                own = std::max(own, bits);
                if (bits > best) {
                    best = bits;
                    strongest = pair;
                }
            }
            for (const std::uint32_t record : assets_.recordsOf(rows[i]))
                scores[record] = confidenceOf(own, threshold_);
        }
        DuplicateCluster cluster;
        cluster.kind = plannedBesideExisting(records) ? FindingKind::planned : FindingKind::object;
        cluster.identityScore = confidenceOf(best, threshold_);
        cluster.explanation = explain(strongest, assets_.recordsOf(strongest.left).front(),
                                      assets_.recordsOf(strongest.right).back(), comparer);
        cluster.price = priceOf(records, 1000, 1000);
        keep(std::move(cluster), records, scores, confidenceOf(best, threshold_));
    }

    /// Families, reuse groups and object clusters enter as one unit each; every other row is its own.
    FunctionalUnits gatherUnits(std::vector<Rows>& rowsOf) {
        for (std::uint32_t row = 0; row < corpus_.rows(); ++row) {
            if (unitOf_[row] == noUnit) unitOf_[row] = units_++;
        }
        rowsOf.assign(units_, {});
        for (std::uint32_t row = 0; row < corpus_.rows(); ++row)
            rowsOf[unitOf_[row]].push_back(row);
        FunctionalUnits units;
        units.codeCount = assets_.codeTexts().size();
        units.termCount = corpus_.vocabulary().terms();
        Rows terms, codes;
        const auto distinct = [](Rows& numbers) {
            std::sort(numbers.begin(), numbers.end());
            numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        };
        for (const Rows& rows : rowsOf) {
            terms.clear();
            codes.clear();
            constexpr std::size_t enoughRows = 200;  // a family's template is told by some of its members
            for (std::size_t i = 0; i < std::min(rows.size(), enoughRows); ++i) {
                const auto own = corpus_.rowTerms().row(rows[i]);
                terms.insert(terms.end(), own.begin(), own.end());
                for (const std::uint32_t record : assets_.recordsOf(rows[i])) {
                    const auto marked = assets_.codesOf(record);
                    codes.insert(codes.end(), marked.begin(), marked.end());
                    if (codes.size() > 100'000) distinct(codes);
                }
            }
            distinct(terms);
            distinct(codes);
            units.terms.items.insert(units.terms.items.end(), terms.begin(), terms.end());
            units.terms.endRow();
            units.codes.items.insert(units.codes.items.end(), codes.begin(), codes.end());
            units.codes.endRow();
        }
        return units;
    }

    void findFunctional() {
        std::vector<Rows> rowsOf;
        const FunctionalUnits units = gatherUnits(rowsOf);
        const FunctionComparer comparer(units);
        const FunctionalFindings found =
            compareFunctions(units, comparer, assets_.classifierOf(), options_.threads);
        std::vector<RowPair> pairs;
        Rows order;
        for (const FunctionalPair& pair : found.pairs) {
            order.push_back(static_cast<std::uint32_t>(pairs.size()));
            pairs.push_back({pair.left, pair.right});
        }
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return found.pairs[a].score != found.pairs[b].score ? found.pairs[a].score > found.pairs[b].score
                                                                : a < b;
        });
        constexpr float lowerBound = 0.6F * sameFunctionFrom;
        const auto standsUp = [&](RowPair pair) {
            return comparer.compare(pair.left, pair.right).score >= lowerBound;
        };
        for (const Rows& group : clusterPairs(pairs, order, rowsOf.size(), standsUp))
            keepFunctional(group, rowsOf, units, comparer);
        for (const ProposedCode& proposed : found.proposed)
            keepMisclassified(proposed, rowsOf, units, comparer);
    }

    void keepFunctional(const Rows& group, const std::vector<Rows>& rowsOf, const FunctionalUnits& units,
                        const FunctionComparer& comparer) {
        Rows records;
        std::map<std::uint32_t, double> scores;
        FunctionalPair strongest;
        float weakest = 1;
        for (std::size_t i = 0; i < group.size(); ++i) {
            float own = 0;
            for (std::size_t j = 0; j < group.size(); ++j) {
                if (i == j) continue;
                const FunctionalPair pair = comparer.compare(group[i], group[j]);
                own = std::max(own, pair.score);
                weakest = std::min(weakest, pair.score);
                if (pair.score > strongest.score) strongest = pair;
            }
            for (const std::uint32_t record : recordsOf(rowsOf[group[i]])) {
                records.push_back(record);
                scores[record] = static_cast<double>(own);
            }
        }
        dropRelated(records);
        if (records.size() < 2 || !wanted(records)) return;
        DuplicateCluster cluster;
        cluster.kind = plannedBesideExisting(records) ? FindingKind::planned : FindingKind::functional;
        cluster.functionalScore = static_cast<double>(strongest.score);
        const Rows shared = codesOfAll(group, units);
        for (const std::uint32_t code : shared)
            cluster.sharedFunctions.emplace_back(assets_.codeTexts().text(code));
        cluster.explanation = explainFunctions(strongest, rowsOf, units, comparer);
        std::vector<int> allocations;
        for (const std::uint32_t record : records) {
            const std::size_t own = assets_.codesOf(record).size();
            allocations.push_back(shared.empty() || own == 0 ? 1000
                                                             : static_cast<int>(std::min<std::size_t>(
                                                                   1000, 1000 * shared.size() / own)));
        }
        cluster.price = priceOf(records, static_cast<int>(std::lround(weakest * 1000)), 1000, allocations);
        keep(std::move(cluster), records, scores, static_cast<double>(strongest.score));
    }

    static Rows codesOfAll(const Rows& group, const FunctionalUnits& units) {
        const auto first = units.codes.row(group.front());
        Rows shared(first.begin(), first.end());
        for (const std::uint32_t unit : group) {
            const auto codes = units.codes.row(unit);
            std::erase_if(shared, [&](std::uint32_t code) {
                return !std::binary_search(codes.begin(), codes.end(), code);
            });
        }
        return shared;
    }

    std::string unitName(const Rows& rows) const {
        return readable(assets_.nameOf(assets_.recordsOf(rows.front()).front()));
    }

    /// Parts in points of the functional score; they start from minus its threshold, as bits start from the
    /// prior.
    Explanation explainFunctions(const FunctionalPair& pair, const std::vector<Rows>& rowsOf,
                                 const FunctionalUnits& units, const FunctionComparer& comparer) const {
        Explanation why;
        why.priorBits = -static_cast<double>(sameFunctionFrom);
        why.score = why.priorBits;
        const auto left = units.codes.row(pair.left), right = units.codes.row(pair.right);
        ScorePart byText{"purpose",
                         "",
                         "",
                         static_cast<double>(pair.byText),
                         static_cast<double>(pair.score - pair.codePart()),
                         0};
        ScorePart byCodes{"functions",
                          "",
                          "",
                          left.empty() || right.empty() ? -1 : static_cast<double>(pair.byCodes),
                          static_cast<double>(pair.codePart()),
                          0};
        for (const std::uint32_t code : left)
            byCodes.left += std::string(byCodes.left.empty() ? "" : ", ") += assets_.codeTexts().text(code);
        for (const std::uint32_t code : right)
            byCodes.right += std::string(byCodes.right.empty() ? "" : ", ") += assets_.codeTexts().text(code);
        byCodes.left = readable(byCodes.left);
        byCodes.right = readable(byCodes.right);
        for (const ScorePart& part : {byCodes, byText}) {
            why.score += part.bits;
            why.parts.push_back(part);
        }
        std::vector<std::pair<float, std::uint32_t>> words;
        const auto rightTerms = units.terms.row(pair.right);
        for (const std::uint32_t term : units.terms.row(pair.left)) {
            if (comparer.termRarity(term) > 0 &&
                std::binary_search(rightTerms.begin(), rightTerms.end(), term)) {
                words.emplace_back(-comparer.termRarity(term), term);
            }
        }
        std::sort(words.begin(), words.end());
        for (const auto& [rarity, term] : words) {
            why.matched.emplace_back(corpus_.vocabulary().wordText(corpus_.vocabulary().wordOf(term)));
        }
        for (const std::uint32_t code : left) {
            if (std::binary_search(right.begin(), right.end(), code)) {
                why.codes.push_back({std::string(assets_.codeTexts().text(code)),
                                     static_cast<double>(comparer.codeRarity(code))});
            }
        }
        std::stable_sort(why.codes.begin(), why.codes.end(),
                         [](const auto& a, const auto& b) { return a.rarityBits > b.rarityBits; });
        putIntoWords(why, unitName(rowsOf[pair.left]), unitName(rowsOf[pair.right]));
        why.sentence.key =
            why.codes.empty() ? "duplicates.why.same_work_by_text" : "duplicates.why.same_work_by_codes";
        if (!why.codes.empty()) why.sentence.arguments.emplace_back("code", why.codes.front().code);
        return why;
    }

    void keepMisclassified(const ProposedCode& proposed, const std::vector<Rows>& rowsOf,
                           const FunctionalUnits& units, const FunctionComparer& comparer) {
        const Rows records = recordsOf(rowsOf[proposed.unit]);
        if (!wanted(records)) return;
        DuplicateCluster cluster;
        cluster.kind = FindingKind::misclassified;
        cluster.functionalScore = static_cast<double>(proposed.support);
        cluster.proposedCode = std::string(assets_.codeTexts().text(proposed.code));
        cluster.explanation =
            explainFunctions(comparer.compare(proposed.unit, proposed.witness), rowsOf, units, comparer);
        cluster.explanation.sentence = {
            "duplicates.why.misclassified",
            {{"name", unitName(rowsOf[proposed.unit])},
             {"code", *cluster.proposedCode},
             {"percent", fmt::format("{:.0f}", static_cast<double>(proposed.support) * 100)},
             {"neighbour", unitName(rowsOf[proposed.witness])}}};
        keep(std::move(cluster), records, {}, static_cast<double>(proposed.support));
    }

    const RegisterClass& assets_;
    const Corpus& corpus_;
    const Matching& matching_;
    const EvidenceModel& model_;
    const Calibration& calibration_;
    double threshold_;
    const RegisterOptions& options_;
    RegisterFindings& findings_;
    std::set<std::int64_t> scope_;
    std::vector<std::uint32_t> unitOf_;  ///< by row: the group that answers for it in functional questions
    std::uint32_t units_ = 0;
};

}  // namespace

bool cannotBeOneThing(const Level* levels, const PairComparer& comparer) {
    if (comparer.contradictions() > 0) return true;
    constexpr Level nextToNothing = 10;
    const Level name = levels[RegisterClass::nameColumn], shortName = levels[RegisterClass::shortNameColumn];
    if (name == missingLevel && shortName == missingLevel) return false;
    const auto meet = [](Level level) { return level != missingLevel && level >= nextToNothing; };
    return !meet(name) && !meet(shortName);
}

void findInClass(const ComparedClass& compared, const RegisterOptions& options, RegisterFindings& findings) {
    ClassFindings(compared, options, findings).run();
}

}  // namespace cadastre::duplicates
