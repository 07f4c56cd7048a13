// What every kind of finding in a class needs: who belongs together by relation, what a group costs, whether
// anybody asked for it, and where it is kept.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "profiles/duplicates/parallel.h"
#include "profiles/duplicates/register/register_class.h"
#include "profiles/duplicates/register/register_duplicates.h"

namespace cadastre::duplicates {

/// Numbers of records, of corpus rows or of units, as the place says.
using Numbers = std::vector<std::uint32_t>;

class ClassGroups {
  public:
    ClassGroups(const RegisterClass& assets, const RegisterOptions& options, RegisterFindings& findings);

    const RegisterClass& assets() const { return assets_; }
    const Corpus& corpus() const { return assets_.corpus(); }
    int threads() const { return options_.threads; }
    std::span<const Holder> holders() const { return options_.holders; }

    /// The records whose words are these corpus rows'.
    Numbers recordsOf(const Numbers& rows) const;
    std::size_t subjectsAmong(const Numbers& records) const;
    /// A member's name, short enough to read.
    std::string nameOf(std::uint32_t record) const;

    /// Drops records that a relation ties to every other one: tenants and parts are no duplicates. Large
    /// groups are judged by their first members.
    void dropRelated(Numbers& records) const;
    /// The records in groups that keep those apart of whom people said so, in their order within each; those
    /// left alone too.
    std::vector<Numbers> partsOf(const Numbers& records, bool aboutIdentity) const;
    /// Whether the group touches the scope and the time that were asked for.
    bool wanted(const Numbers& records) const;
    bool plannedBesideExisting(const Numbers& records) const;

    bool isPlanned(std::uint32_t record) const { return assets_.records()[record].planned; }
    /// Two records tied by a relation that says why they are alike.
    bool related(std::uint32_t a, std::uint32_t b) const;

    /// The records as members of a cluster, each with its score (`otherwise` where it has none) and what it
    /// costs.
    /// @param allocations  by record, in permille; empty: all of the cost
    /// Members carry nothing of which of them are one system (see OneThing): who knows that says it.
    std::vector<FoundMember> membersOf(const Numbers& records, const std::map<std::uint32_t, double>& scores,
                                       double otherwise, const std::vector<int>& allocations = {}) const;

    /// Makes the clusters of things 0 … count − 1 on all threads, some at a time, and keeps them in that
    /// order. `makeWorker()` gives each thread a callable of its own, worker(thing, clusters), that appends
    /// what it makes.
    template <typename MakeWorker>
    void keepAll(std::size_t count, const MakeWorker& makeWorker) {
        constexpr std::size_t batch = 2048, pieceThings = 16;
        for (std::size_t first = 0; first < count; first += batch) {
            const std::size_t end = std::min(count, first + batch);
            std::vector<std::vector<FoundCluster>> made((end - first + pieceThings - 1) / pieceThings);
            inParallel(made.size(), threads(), [&]() {
                return [&, worker = makeWorker()](std::size_t piece) mutable {
                    const std::size_t from = first + piece * pieceThings;
                    for (std::size_t thing = from; thing < std::min(end, from + pieceThings); ++thing)
                        worker(thing, made[piece]);
                };
            });
            for (const auto& piece : made) {
                for (const FoundCluster& cluster : piece)
                    findings_.clusters.add(cluster);
            }
        }
    }

  private:
    struct Side {
        std::int64_t decision;
        int side;
    };
    using Sides = std::map<std::uint32_t, std::vector<Side>>;  // by record

    static bool apart(const Sides& sides, std::uint32_t a, std::uint32_t b);

    const RegisterClass& assets_;
    const RegisterOptions& options_;
    RegisterFindings& findings_;
    std::set<std::int64_t> scope_;
    Sides identitySides_, functionSides_;
};

}  // namespace cadastre::duplicates
