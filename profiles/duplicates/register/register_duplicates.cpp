// Batches go to the class they belong to; every class is compared with itself alone.
#include "profiles/duplicates/register/register_duplicates.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "profiles/duplicates/functions/function_findings.h"
#include "profiles/duplicates/labels/pair_sample.h"
#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/register/class_groups.h"
#include "profiles/duplicates/register/object_findings.h"
#include "profiles/duplicates/register/register_class.h"
#include "profiles/duplicates/rivals.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {
namespace {

Calibration calibrateTogether(const std::vector<Matching>& matchings, const std::vector<Rivals>& rivals) {
    std::vector<SelfScores> scores;
    for (std::size_t m = 0; m < matchings.size(); ++m) {
        scores.push_back({matchings[m].bits, rivals[m], mutualBest(matchings[m].pairs, rivals[m])});
    }
    return calibrateSelf(scores);
}

}  // namespace

struct RegisterComparison::State {
    RegisterOptions options;
    std::map<std::string, RegisterClass, std::less<>> classes;
};

std::string_view codeOf(FindingKind kind) {
    switch (kind) {
        case FindingKind::object:
            return "object";
        case FindingKind::functional:
            return "functional";
        case FindingKind::planned:
            return "planned";
        case FindingKind::reuse:
            return "reuse";
        case FindingKind::family:
            return "family";
        case FindingKind::misclassified:
            return "misclassified";
    }
    throw std::invalid_argument("no such kind of finding");
}

RegisterComparison::RegisterComparison(RegisterOptions options) : state_(std::make_unique<State>()) {
    state_->options = std::move(options);
}
RegisterComparison::~RegisterComparison() = default;
RegisterComparison::RegisterComparison(RegisterComparison&&) noexcept = default;
RegisterComparison& RegisterComparison::operator=(RegisterComparison&&) noexcept = default;

void RegisterComparison::add(std::span<const RegisterRecord> batch) {
    for (const RegisterRecord& record : batch) {
        auto found = state_->classes.find(record.assetClass);
        if (found == state_->classes.end())
            found = state_->classes.try_emplace(std::string(record.assetClass)).first;
        found->second.add(record, state_->options);
    }
}

RegisterFindings RegisterComparison::find() {
    const RegisterOptions& options = state_->options;
    RegisterFindings findings;
    for (const auto& [name, assets] : state_->classes)
        findings.summary.records += assets.records().size();
    std::size_t done = 0;
    constexpr double comparingShare = 0.7;
    const auto tell = [&](double records, double from, double share) {
        const auto total = static_cast<double>(std::max<std::size_t>(1, findings.summary.records));
        if (options.progress) options.progress(from + share * records / total);
    };

    CandidateOptions candidates;
    candidates.threads = options.threads;
    candidates.ofRegister = true;
    std::vector<Matching> matchings;
    for (auto& [name, assets] : state_->classes) {
        assets.finish(options.threads);
        const auto records = static_cast<double>(assets.records().size());
        matchings.push_back(comparePairs(
            assets.corpus(), assets.corpus().rows(), candidates, cannotBeOneThing,
            [&](double part) { tell(static_cast<double>(done) + part * records, 0, comparingShare); }));
        findings.summary.pairsCompared += matchings.back().pairs.size();
        done += assets.records().size();
    }
    const EvidenceModel model = learnWeights(matchings, options.threads, Choices::byOdds);
    for (Matching& matching : matchings)
        matching.levels = {};  // weighed: a million records need the room
    std::vector<Rivals> rivals;
    rivals.reserve(matchings.size());
    for (const Matching& matching : matchings)
        rivals.emplace_back(matching.pairs, matching.bits, matching.rows, options.threads);
    const Calibration calibration = calibrateTogether(matchings, rivals).shifted(options.thresholdShift);
    findings.summary.thresholdBits = calibration.thresholdBits();
    findings.summary.estimatedPrecision = calibration.estimatedPrecision();
    findings.summary.model = {model, calibration};

    std::size_t next = 0;
    done = 0;
    for (const auto& [name, assets] : state_->classes) {
        tell(static_cast<double>(done), comparingShare, 1 - comparingShare);
        const std::size_t before = findings.clusters.size();
        ClassGroups groups(assets, options, findings);
        const Units units = findObjects({matchings[next], rivals[next], model, calibration}, groups);
        rivals[next] = Rivals({}, {}, 0);
        if (options.sampler == nullptr) matchings[next] = {};
        findFunctions(units, groups);
        if (options.sampler != nullptr) {
            std::vector<DuplicateCluster> own;
            for (std::size_t number = before; number < findings.clusters.size(); ++number)
                own.push_back(findings.clusters[number]);
            options.sampler->look(assets, matchings[next], model, calibration.thresholdBits(), own);
            matchings[next] = {};
        }
        ++next;
        done += assets.records().size();
    }
    state_->classes.clear();
    if (options.progress) options.progress(1);
    findings.clusters.sort();
    return findings;
}

}  // namespace cadastre::duplicates
