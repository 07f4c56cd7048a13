// Batches go to the class they belong to; every class is compared with itself alone.
#include "profiles/duplicates/register_duplicates.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "profiles/duplicates/register_class.h"
#include "profiles/duplicates/register_findings.h"

namespace cadastre::duplicates {

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
    RegisterFindings findings;
    const auto& progress = state_->options.progress;
    std::size_t total = 0, done = 0;
    for (const auto& [name, assets] : state_->classes)
        total += assets.records().size();
    findings.summary.records = total;
    while (!state_->classes.empty()) {
        auto first = state_->classes.extract(state_->classes.begin());
        RegisterClass& assets = first.mapped();
        assets.finish();
        const std::size_t here = assets.records().size();
        findInClass(assets, state_->options, findings, [&](double part) {
            if (progress)
                progress((static_cast<double>(done) + part * static_cast<double>(here)) /
                         static_cast<double>(total));
        });
        done += here;
    }
    std::sort(findings.clusters.begin(), findings.clusters.end(),
              [](const DuplicateCluster& a, const DuplicateCluster& b) {
                  if (a.kind != b.kind) return a.kind < b.kind;
                  return std::lexicographical_compare(
                      a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                      [](const ClusterMember& x, const ClusterMember& y) { return x.uid < y.uid; });
              });
    return findings;
}

}  // namespace cadastre::duplicates
