// Units instead of records, points of the functional score instead of bits.
#include "profiles/duplicates/function_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "profiles/duplicates/cluster.h"
#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/functional.h"

namespace cadastre::duplicates {
namespace {

/// The corpus rows of every unit.
NumberRows rowsByUnit(const Units& units) {
    NumberRows rows;
    rows.offsets.assign(units.count + 1, 0);
    for (const std::uint32_t unit : units.unitOf)
        ++rows.offsets[unit + 1];
    std::partial_sum(rows.offsets.begin(), rows.offsets.end(), rows.offsets.begin());
    std::vector<std::uint64_t> next(rows.offsets.begin(), rows.offsets.end() - 1);
    rows.items.resize(units.unitOf.size());
    for (std::uint32_t row = 0; row < units.unitOf.size(); ++row)
        rows.items[next[units.unitOf[row]]++] = row;
    return rows;
}

void distinct(Numbers& numbers) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

FunctionalUnits gatherUnits(const RegisterClass& assets, const NumberRows& rowsOf) {
    constexpr std::size_t enoughRows = 200;  // a family's template is told by some of its members
    FunctionalUnits units;
    units.codeCount = assets.codeTexts().size();
    units.termCount = assets.corpus().vocabulary().terms();
    Numbers terms, codes;
    for (std::size_t unit = 0; unit < rowsOf.rows(); ++unit) {
        terms.clear();
        codes.clear();
        const auto rows = rowsOf.row(unit);
        for (std::size_t i = 0; i < std::min(rows.size(), enoughRows); ++i) {
            const auto own = assets.corpus().rowTerms().row(rows[i]);
            terms.insert(terms.end(), own.begin(), own.end());
            const auto records = assets.recordsOf(rows[i]);
            for (std::size_t r = 0; r < std::min(records.size(), enoughRows); ++r) {
                const auto marked = assets.codesOf(records[r]);
                codes.insert(codes.end(), marked.begin(), marked.end());
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

class FunctionFindings {
  public:
    FunctionFindings(const Units& units, ClassGroups& groups)
        : groups_(groups),
          assets_(groups.assets()),
          corpus_(groups.corpus()),
          rowsOf_(rowsByUnit(units)),
          units_(gatherUnits(assets_, rowsOf_)),
          comparer_(units_) {}

    void run() {
        const FunctionalFindings found =
            compareFunctions(units_, comparer_, assets_.classifierOf(), groups_.threads());
        std::vector<RowPair> pairs;
        Numbers order;
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
            return comparer_.compare(pair.left, pair.right).score >= lowerBound;
        };
        for (const Numbers& group : clusterPairs(pairs, order, rowsOf_.rows(), standsUp))
            keepFunctional(group);
        for (const ProposedCode& proposed : found.proposed)
            keepMisclassified(proposed);
    }

  private:
    void keepFunctional(const Numbers& group) {
        Numbers records;
        std::map<std::uint32_t, std::uint32_t> unitOf;
        for (const std::uint32_t unit : group) {
            for (const std::uint32_t record : recordsOfUnit(unit)) {
                records.push_back(record);
                unitOf[record] = unit;
            }
        }
        for (const Numbers& part : groups_.partsOf(records, false)) {
            Numbers units;
            for (const std::uint32_t record : part) {
                const std::uint32_t unit = unitOf.at(record);
                if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
            }
            if (units.size() > 1) keepFunctionalOf(units, part, unitOf);
        }
    }

    void keepFunctionalOf(const Numbers& group, Numbers records,
                          const std::map<std::uint32_t, std::uint32_t>& unitOf) {
        std::map<std::uint32_t, double> scoreOfUnit, scores;
        FunctionalPair strongest;
        float weakest = 1;
        for (std::size_t i = 0; i < group.size(); ++i) {
            float own = 0;
            for (std::size_t j = 0; j < group.size(); ++j) {
                if (i == j) continue;
                const FunctionalPair pair = comparer_.compare(group[i], group[j]);
                own = std::max(own, pair.score);
                weakest = std::min(weakest, pair.score);
                if (pair.score > strongest.score) strongest = pair;
            }
            scoreOfUnit[group[i]] = static_cast<double>(own);
        }
        for (const std::uint32_t record : records)
            scores[record] = scoreOfUnit.at(unitOf.at(record));
        groups_.dropRelated(records);
        if (records.size() < 2 || !groups_.wanted(records)) return;
        DuplicateCluster cluster;
        cluster.kind =
            groups_.plannedBesideExisting(records) ? FindingKind::planned : FindingKind::functional;
        cluster.functionalScore = static_cast<double>(strongest.score);
        const Numbers shared = codesOfAll(group);
        for (const std::uint32_t code : shared)
            cluster.sharedFunctions.emplace_back(assets_.codeTexts().text(code));
        cluster.explanation = explainFunctions(strongest);
        std::vector<int> allocations;
        for (const std::uint32_t record : records) {
            const std::size_t own = assets_.codesOf(record).size();
            allocations.push_back(shared.empty() || own == 0 ? 1000
                                                             : static_cast<int>(std::min<std::size_t>(
                                                                   1000, 1000 * shared.size() / own)));
        }
        cluster.price =
            groups_.priceOf(records, static_cast<int>(std::lround(weakest * 1000)), 1000, allocations);
        groups_.keep(std::move(cluster), records, scores, static_cast<double>(strongest.score), allocations);
    }

    Numbers codesOfAll(const Numbers& group) const {
        const auto first = units_.codes.row(group.front());
        Numbers shared(first.begin(), first.end());
        for (const std::uint32_t unit : group) {
            const auto codes = units_.codes.row(unit);
            std::erase_if(shared, [&](std::uint32_t code) {
                return !std::binary_search(codes.begin(), codes.end(), code);
            });
        }
        return shared;
    }

    Numbers recordsOfUnit(std::uint32_t unit) const {
        const auto rows = rowsOf_.row(unit);
        return groups_.recordsOf({rows.begin(), rows.end()});
    }

    std::string firstUid(std::uint32_t unit) const {
        return spell(assets_.records()[assets_.recordsOf(rowsOf_.row(unit).front()).front()].uid);
    }

    std::string unitName(std::uint32_t unit) const {
        return groups_.nameOf(assets_.recordsOf(rowsOf_.row(unit).front()).front());
    }

    /// Parts in points of the functional score; they start from minus its threshold, as bits start from the
    /// prior.
    Explanation explainFunctions(const FunctionalPair& pair) const {
        Explanation why;
        why.unit = "points";
        why.left = firstUid(pair.left);
        why.right = firstUid(pair.right);
        why.priorBits = -static_cast<double>(sameFunctionFrom);
        why.score = why.priorBits;
        const auto left = units_.codes.row(pair.left), right = units_.codes.row(pair.right);
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
        const auto rightTerms = units_.terms.row(pair.right);
        for (const std::uint32_t term : units_.terms.row(pair.left)) {
            if (comparer_.termRarity(term) > 0 &&
                std::binary_search(rightTerms.begin(), rightTerms.end(), term)) {
                words.emplace_back(-comparer_.termRarity(term), term);
            }
        }
        std::sort(words.begin(), words.end());
        for (const auto& [rarity, term] : words) {
            why.matched.emplace_back(corpus_.vocabulary().wordText(corpus_.vocabulary().wordOf(term)));
        }
        for (const std::uint32_t code : left) {
            if (std::binary_search(right.begin(), right.end(), code)) {
                why.codes.push_back({std::string(assets_.codeTexts().text(code)),
                                     static_cast<double>(comparer_.codeRarity(code))});
            }
        }
        std::stable_sort(why.codes.begin(), why.codes.end(),
                         [](const auto& a, const auto& b) { return a.rarityBits > b.rarityBits; });
        putIntoWords(why, unitName(pair.left), unitName(pair.right));
        why.sentence.key =
            why.codes.empty() ? "duplicates.why.same_work_by_text" : "duplicates.why.same_work_by_codes";
        if (!why.codes.empty()) why.sentence.arguments.emplace_back("code", why.codes.front().code);
        return why;
    }

    void keepMisclassified(const ProposedCode& proposed) {
        const Numbers records = recordsOfUnit(proposed.unit);
        if (!groups_.wanted(records)) return;
        DuplicateCluster cluster;
        cluster.kind = FindingKind::misclassified;
        cluster.functionalScore = static_cast<double>(proposed.support);
        cluster.proposedCode = std::string(assets_.codeTexts().text(proposed.code));
        cluster.explanation = explainFunctions(comparer_.compare(proposed.unit, proposed.witness));
        cluster.explanation.sentence = {
            "duplicates.why.misclassified",
            {{"name", unitName(proposed.unit)},
             {"code", *cluster.proposedCode},
             {"percent", fmt::format("{:.0f}", static_cast<double>(proposed.support) * 100)},
             {"neighbour", unitName(proposed.witness)}}};
        groups_.keep(std::move(cluster), records, {}, static_cast<double>(proposed.support));
    }

    ClassGroups& groups_;
    const RegisterClass& assets_;
    const Corpus& corpus_;
    NumberRows rowsOf_;
    FunctionalUnits units_;
    FunctionComparer comparer_;
};

}  // namespace

void findFunctions(const Units& units, ClassGroups& groups) {
    FunctionFindings(units, groups).run();
}

}  // namespace cadastre::duplicates
