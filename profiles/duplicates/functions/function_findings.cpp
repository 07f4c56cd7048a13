// Units instead of records, points of the functional score instead of bits.
#include "profiles/duplicates/functions/function_findings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <string>

#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/functions/function_explanation.h"
#include "profiles/duplicates/functions/function_groups.h"
#include "profiles/duplicates/functions/function_units.h"
#include "profiles/duplicates/functions/function_wording.h"
#include "profiles/duplicates/functions/functional.h"
#include "profiles/duplicates/register/planned_findings.h"
#include "profiles/duplicates/words/stems.h"
#include "profiles/duplicates/words/text.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t nameColumns = 2;  // name and short name stand first in a class's corpus

/// Numbers records within their group, from one on, by what several of them have in common; nought for what
/// nobody else has.
template <typename CommonOf>
Numbers numbersShared(const Numbers& records, const CommonOf& commonOf) {
    std::map<std::uint32_t, std::uint32_t> times, numbers;
    for (const std::uint32_t record : records)
        ++times[commonOf(record)];
    Numbers shared;
    for (const std::uint32_t record : records) {
        const std::uint32_t common = commonOf(record);
        if (common == 0 || times.at(common) < 2) {
            shared.push_back(0);
        } else {
            shared.push_back(
                numbers.try_emplace(common, static_cast<std::uint32_t>(numbers.size() + 1)).first->second);
        }
    }
    return shared;
}

class FunctionFindings {
  public:
    FunctionFindings(const Units& units, ClassGroups& groups)
        : groups_(groups),
          assets_(groups.assets()),
          units_(units, groups),
          profiles_(groups.corpus(), units_.texts(), nameColumns, groups.threads()),
          comparer_(units_.codes(), profiles_, groups.threads()) {}

    void run() {
        const FunctionalFindings found = compareFunctions(comparer_, groups_.threads());
        const std::vector<FunctionGroup> groups = groupByFunction(comparer_, found.pairs);
        groups_.keepAll(groups.size(), [&]() {
            return [&](std::size_t number, std::vector<FoundCluster>& clusters) {
                addFunctional(groups[number], clusters);
            };
        });
        findPlannedBesideExisting(units_, comparer_, found.pairs, groups_);
        groups_.keepAll(found.proposed.size(), [&]() {
            return [&](std::size_t number, std::vector<FoundCluster>& clusters) {
                addMisclassified(found.proposed[number], clusters);
            };
        });
    }

  private:
    /// The average of a unit's pairs with the others of its group, of which some stand for all; the pairs are
    /// added to `looked`.
    double pointsOf(std::uint32_t unit, const Numbers& group, std::vector<FunctionalPair>& looked) const {
        constexpr std::size_t othersLookedAt = 32;
        const std::size_t step = std::max<std::size_t>(1, group.size() / othersLookedAt);
        double sum = 0;
        std::size_t others = 0;
        for (std::size_t i = 0; i < group.size(); i += step) {
            if (group[i] == unit) continue;
            looked.push_back(comparer_.compare(unit, group[i]));
            sum += static_cast<double>(looked.back().points());
            ++others;
        }
        return others == 0 ? 0 : sum / static_cast<double>(others);
    }

    /// The records that speak for units: of each the dearest of those that say what it does.
    std::map<std::uint32_t, std::uint32_t> speakersOf(
        const Numbers& records, const std::map<std::uint32_t, std::uint32_t>& unitOf) const {
        const auto before = [&](std::uint32_t one, std::uint32_t other) {
            const bool says = saysWhatItDoes(one), otherSays = saysWhatItDoes(other);
            return says != otherSays ? says : costOf(one) > costOf(other);
        };
        std::map<std::uint32_t, std::uint32_t> speakers;
        for (const std::uint32_t record : records) {
            const auto [speaker, fresh] = speakers.try_emplace(unitOf.at(record), record);
            if (!fresh && before(record, speaker->second)) speaker->second = record;
        }
        return speakers;
    }
    bool saysWhatItDoes(std::uint32_t record) const {
        const auto& texts = groups_.corpus().columns()[RegisterClass::purposeColumn].words;
        return !texts.row(assets_.records()[record].row).empty();
    }
    std::int64_t costOf(std::uint32_t record) const {
        const KeptRecord& kept = assets_.records()[record];
        return std::max(kept.runningCost, kept.development);
    }

    /// The pair that is shown beside each other: of nearly the strongest the one that costs most, by the
    /// cheaper of the two, since a reader looks where the money is.
    FunctionalPair tellingPair(const std::vector<FunctionalPair>& pairs,
                               const std::map<std::uint32_t, std::uint32_t>& speakers) const {
        constexpr float nearlyStrongest = 0.8F;
        const auto told = [&](const FunctionalPair& pair) {
            return speakers.contains(pair.left) && speakers.contains(pair.right);
        };
        float strongest = 0;
        for (const FunctionalPair& pair : pairs) {
            if (told(pair)) strongest = std::max(strongest, pair.points());
        }
        const auto cost = [&](const FunctionalPair& pair) {
            return std::min(costOf(speakers.at(pair.left)), costOf(speakers.at(pair.right)));
        };
        FunctionalPair telling;
        for (const FunctionalPair& pair : pairs) {
            if (!told(pair) || pair.points() < nearlyStrongest * strongest) continue;
            const bool first = telling.left == telling.right;
            if (first || cost(pair) > cost(telling) ||
                (cost(pair) == cost(telling) && pair.points() > telling.points())) {
                telling = pair;
            }
        }
        return telling;
    }

    /// As far as nobody said that some of its members do other work.
    void addFunctional(const FunctionGroup& group, std::vector<FoundCluster>& clusters) const {
        Numbers records;
        std::map<std::uint32_t, std::uint32_t> unitOf;
        for (const std::uint32_t unit : group.units) {
            for (const std::uint32_t record : units_.recordsOf(unit)) {
                records.push_back(record);
                unitOf[record] = unit;
            }
        }
        for (const Numbers& part : groups_.partsOf(records, false)) {
            FunctionGroup own{{}, group.phrase, group.points};
            std::set<std::uint32_t> units;
            for (const std::uint32_t record : part)
                units.insert(unitOf.at(record));
            own.units.assign(units.begin(), units.end());
            if (own.units.size() > 1) addFunctionalOf(own, part, unitOf, clusters);
        }
    }

    void addFunctionalOf(const FunctionGroup& group, Numbers records,
                         const std::map<std::uint32_t, std::uint32_t>& unitOf,
                         std::vector<FoundCluster>& clusters) const {
        std::map<std::uint32_t, double> scoreOfUnit, scores;
        std::vector<FunctionalPair> looked;
        for (const std::uint32_t unit : group.units) {
            const double points = pointsOf(unit, group.units, looked);
            scoreOfUnit[unit] = points / (1 + points);
        }
        for (const std::uint32_t record : records)
            scores[record] = scoreOfUnit.at(unitOf.at(record));
        groups_.dropRelated(records);
        const auto speakers = speakersOf(records, unitOf);
        if (speakers.size() < 2 || !groups_.wanted(records)) return;
        const double average = group.points / (1 + group.points);
        FoundCluster cluster;
        cluster.kind = FindingKind::functional;
        cluster.functionalScore = average;
        const Numbers shared = units_.codesOfAll(group.units);
        for (const std::uint32_t code : shared)
            cluster.sharedFunctions.emplace_back(assets_.codeTexts().text(code));
        const FunctionalPair telling = tellingPair(looked, speakers);
        cluster.explanation = explainFunctions(telling, comparer_, units_, assets_);
        cluster.explanation.left = spell(assets_.records()[speakers.at(telling.left)].uid);
        cluster.explanation.right = spell(assets_.records()[speakers.at(telling.right)].uid);
        cluster.explanation.sentence = sentenceOf(group, records, speakers.size());
        std::vector<int> allocations;
        for (const std::uint32_t record : records) {
            const std::size_t own = assets_.codesOf(record).size();
            allocations.push_back(shared.empty() || own == 0 ? 1000
                                                             : static_cast<int>(std::min<std::size_t>(
                                                                   1000, 1000 * shared.size() / own)));
        }
        cluster.members = groups_.membersOf(records, scores, average, allocations);
        const Numbers systems = numbersShared(records, [&](std::uint32_t r) { return units_.systemOf(r); });
        const Numbers solutions = numbersShared(records, [&](std::uint32_t r) { return unitOf.at(r) + 1; });
        for (std::size_t i = 0; i < records.size(); ++i)
            cluster.members[i].one = {systems[i], solutions[i]};
        cluster.pricing = {Pricing::How::overlap, static_cast<int>(std::lround(average * 1000)), 1000};
        clusters.push_back(std::move(cluster));
    }

    /// As most of those records' names write it that have it; where none has, as most of the units word it.
    std::string wordingOf(const FunctionGroup& group, const Numbers& records) const {
        constexpr std::size_t unitsLookedAt = 40, namesLookedAt = 200;
        std::vector<std::string> folded;
        std::vector<WrittenPhrase> written;
        for (std::size_t i = 0; i < std::min(group.units.size(), unitsLookedAt); ++i)
            folded.push_back(profiles_.wording(group.units[i], group.phrase));
        std::string wording = commonest(folded);
        for (std::size_t i = 0; i < std::min(records.size(), namesLookedAt); ++i) {
            WrittenPhrase phrase = writtenIn(assets_.nameOf(records[i]), wording);
            if (!phrase.text.empty()) written.push_back(std::move(phrase));
        }
        const Stems stems(groups_.corpus().vocabulary().latinLanguage());
        WordCutter cutter;
        const auto stemOf = [&](const std::string& word) {
            std::string stem;
            for (const std::string_view part : cutter.cut(word))
                stem += stems.termText(part);
            return stem;
        };
        std::string name = readingByItself(written, stemOf);
        return name.empty() ? wording : name;
    }

    /// @param units  so many different solutions are left of the group
    Sentence sentenceOf(const FunctionGroup& group, const Numbers& records, std::size_t units) const {
        return {"duplicates.why.same_work_of_many",
                {{"count", std::to_string(records.size())},
                 {"subjects", std::to_string(groups_.subjectsAmong(records))},
                 {"units", std::to_string(units)},
                 {"phrase", wordingOf(group, records)}}};
    }

    /// The functions that a record is filed under, readable.
    std::string filed(std::uint32_t record) const {
        std::string list;
        for (const std::uint32_t code : assets_.codesOf(record))
            (list += list.empty() ? "" : ", ") += assets_.codeTexts().text(code);
        return readable(list);
    }

    void addMisclassified(const ProposedCode& proposed, std::vector<FoundCluster>& clusters) const {
        const Numbers record = {proposed.member};
        if (!groups_.wanted(record)) return;
        FoundCluster cluster;
        cluster.kind = FindingKind::misclassified;
        cluster.functionalScore = static_cast<double>(proposed.support);
        cluster.proposedCode = std::string(assets_.codeTexts().text(proposed.code));
        // Fellows of one unit were not compared with each other: what makes them one says so elsewhere.
        if (proposed.unit != proposed.witnessUnit) {
            cluster.explanation = explainFunctions(comparer_.compare(proposed.unit, proposed.witnessUnit),
                                                   comparer_, units_, assets_);
        }
        cluster.explanation.sentence = {"duplicates.why.misclassified",
                                        {{"name", groups_.nameOf(proposed.member)},
                                         {"filed", filed(proposed.member)},
                                         {"code", *cluster.proposedCode},
                                         {"votes", std::to_string(proposed.votes)},
                                         {"voters", std::to_string(proposed.voters)},
                                         {"neighbour", groups_.nameOf(proposed.witness)}}};
        cluster.members = groups_.membersOf(record, {}, static_cast<double>(proposed.support));
        clusters.push_back(std::move(cluster));
    }

    ClassGroups& groups_;
    const RegisterClass& assets_;
    FunctionUnits units_;
    FunctionProfiles profiles_;
    FunctionComparer comparer_;
};

}  // namespace

void findFunctions(const Units& units, ClassGroups& groups) {
    if (groups.assets().statesWork()) FunctionFindings(units, groups).run();
}

}  // namespace cadastre::duplicates
