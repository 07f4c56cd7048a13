// Partners of every planned unit, ranked; then one cluster a plan.
#include "profiles/duplicates/register/planned_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/functions/function_explanation.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t mostExisting = 3;
/// A system that has less than this of the best one's points is not among those that do the same.
constexpr float nearTheBest = 0.7F;
/// A board is asked about more than an even chance.
constexpr float worthAsking = 1.5F;

class PlannedFindings {
  public:
    PlannedFindings(const FunctionUnits& units, const FunctionComparer& comparer, ClassGroups& groups)
        : units_(units), comparer_(comparer), groups_(groups), assets_(groups.assets()) {}

    void run(std::span<const ScoredPair> pairs) {
        std::map<std::uint32_t, std::vector<std::uint32_t>> partners;  // by planned unit, best first
        for (const ScoredPair& pair : pairs) {
            if (holdsPlan(pair.left)) partners[pair.left].push_back(pair.right);
            if (holdsPlan(pair.right)) partners[pair.right].push_back(pair.left);
        }
        const std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> ranked(partners.begin(),
                                                                                       partners.end());
        groups_.keepAll(ranked.size(), [&]() {
            return [&](std::size_t number, std::vector<FoundCluster>& clusters) {
                const auto& [unit, others] = ranked[number];
                for (const std::uint32_t record : units_.recordsOf(unit)) {
                    if (isPlan(record)) addPlan(record, unit, others, clusters);
                }
            };
        });
    }

  private:
    /// What is planned as an instance of a standard solution, or as part of a greater whole, is no rival of
    /// it.
    bool isPlan(std::uint32_t record) const {
        return groups_.isPlanned(record) && !assets_.solutionOf(record) && !assets_.parentOf(record);
    }

    bool holdsPlan(std::uint32_t unit) const {
        const Numbers records = units_.recordsOf(unit);
        return std::any_of(records.begin(), records.end(), [&](std::uint32_t r) { return isPlan(r); });
    }

    /// What has ended is no alternative to a plan.
    bool exists(std::uint32_t record) const {
        return !groups_.isPlanned(record) && !assets_.records()[record].ended;
    }

    /// Who speaks for a unit: the standard solution itself, else the first that exists.
    std::optional<std::uint32_t> existingOf(std::uint32_t unit, std::uint32_t plan) const {
        std::optional<std::uint32_t> first;
        for (const std::uint32_t record : units_.recordsOf(unit)) {
            if (!exists(record) || groups_.related(record, plan)) continue;
            if (const auto solution = assets_.solutionOf(record)) {
                const auto itself = assets_.recordWith(*solution);
                if (itself && exists(*itself)) return itself;
            }
            if (!first) first = record;
        }
        return first;
    }

    void addPlan(std::uint32_t plan, std::uint32_t unit, const std::vector<std::uint32_t>& others,
                 std::vector<FoundCluster>& clusters) const {
        Numbers records = {plan};
        std::map<std::uint32_t, double> scores;
        std::optional<FunctionalPair> best;
        for (const std::uint32_t other : others) {
            const FunctionalPair pair = comparer_.compare(unit, other);
            if (pair.points() < worthAsking) break;
            if (!comparer_.saysWhich(unit, other, pair.points())) continue;
            if (best && pair.points() < nearTheBest * best->points()) break;
            const auto existing = existingOf(other, plan);
            if (!existing || groups_.partsOf({plan, *existing}, false).size() > 1) continue;
            if (!best) best = pair;
            records.push_back(*existing);
            scores[*existing] = pair.confidence();
            if (records.size() > mostExisting) break;
        }
        if (!best || !groups_.wanted(records)) return;
        scores[plan] = best->confidence();
        FoundCluster cluster;
        cluster.kind = FindingKind::planned;
        cluster.functionalScore = best->confidence();
        cluster.explanation = explainFunctions(*best, comparer_, units_, assets_);
        cluster.explanation.left = spell(assets_.records()[plan].uid);
        cluster.explanation.right = spell(assets_.records()[records[1]].uid);
        cluster.explanation.sentence = sentenceOf(plan, records, cluster.explanation);
        for (const SharedCode& code : cluster.explanation.codes)
            cluster.sharedFunctions.push_back(code.code);
        cluster.members = groups_.membersOf(records, scores, best->confidence());
        cluster.pricing = {Pricing::How::plans, static_cast<int>(std::lround(best->confidence() * 1000)),
                           1000};
        clusters.push_back(std::move(cluster));
    }

    Sentence sentenceOf(std::uint32_t plan, const Numbers& records, const Explanation& why) const {
        std::string existing;
        constexpr std::size_t namesShown = 3;
        for (std::size_t i = 1; i < std::min(records.size(), namesShown + 1); ++i)
            existing += (existing.empty() ? "" : ", ") + quoted(groups_.nameOf(records[i]));
        std::string shared;
        for (std::size_t i = 0; i < std::min(why.matched.size(), namesShown); ++i)
            shared += fmt::format("{}«{}»", shared.empty() ? "" : ", ", why.matched[i]);
        return {"duplicates.why.planned",
                {{"plan", groups_.nameOf(plan)},
                 {"count", std::to_string(records.size() - 1)},
                 {"existing", existing},
                 {"shared", shared}}};
    }

    const FunctionUnits& units_;
    const FunctionComparer& comparer_;
    ClassGroups& groups_;
    const RegisterClass& assets_;
};

}  // namespace

void findPlannedBesideExisting(const FunctionUnits& units, const FunctionComparer& comparer,
                               std::span<const ScoredPair> pairs, ClassGroups& groups) {
    PlannedFindings(units, comparer, groups).run(pairs);
}

}  // namespace cadastre::duplicates
