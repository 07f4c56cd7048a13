// The list of sets, and how an answer is judged.
#include "tests/linkage_sets/linkage_sets.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

struct NamedMaker {
    std::string name;
    std::function<LinkageSet(const std::string&, Chance&)> make;
};

const std::vector<NamedMaker>& makers() {
    using Name = const std::string&;
    static const std::vector<NamedMaker> all = {
        {"products", [](Name n, Chance& c) { return makeProducts(n, c, 1500, 70, false); }},
        {"products, other columns", [](Name n, Chance& c) { return makeProducts(n, c, 1000, 60, true); }},
        {"papers", [](Name n, Chance& c) { return makePapers(n, c, 2000, false); }},
        {"papers, 1:n", [](Name n, Chance& c) { return makePapers(n, c, 1200, true); }},
        {"citations, clusters to 60", [](Name n, Chance& c) { return makeCitations(n, c, 120); }},
        {"restaurants", [](Name n, Chance& c) { return makeRestaurants(n, c, 800, 30); }},
        {"restaurants, overlap 0", [](Name n, Chance& c) { return makeRestaurants(n, c, 1000, 0); }},
        {"restaurants, overlap 1", [](Name n, Chance& c) { return makeRestaurants(n, c, 2000, 1); }},
        {"restaurants, overlap 10", [](Name n, Chance& c) { return makeRestaurants(n, c, 1000, 10); }},
        {"restaurants, overlap 100", [](Name n, Chance& c) { return makeRestaurants(n, c, 600, 100); }},
        {"restaurants, 10 rows", [](Name n, Chance& c) { return makeRestaurants(n, c, 10, 60); }},
        {"products, 12 rows", [](Name n, Chance& c) { return makeProducts(n, c, 12, 60, false); }},
        {"russian bodies", [](Name n, Chance& c) { return makeRussianBodies(n, c, 700, false); }},
        {"russian bodies, latin", [](Name n, Chance& c) { return makeRussianBodies(n, c, 700, true); }},
        {"european bodies", [](Name n, Chance& c) { return makeEuropeanBodies(n, c, 700); }},
        {"persons", [](Name n, Chance& c) { return makePersons(n, c, 2000, 50, false); }},
        {"persons, other columns", [](Name n, Chance& c) { return makePersons(n, c, 1000, 50, true); }},
        {"persons, overlap 0", [](Name n, Chance& c) { return makePersons(n, c, 1500, 0, false); }},
        {"persons, overlap 1", [](Name n, Chance& c) { return makePersons(n, c, 2000, 1, false); }},
        {"persons, overlap 5", [](Name n, Chance& c) { return makePersons(n, c, 2000, 5, false); }},
        {"products, overlap 5", [](Name n, Chance& c) { return makeProducts(n, c, 1500, 5, false); }},
        {"products, overlap 0", [](Name n, Chance& c) { return makeProducts(n, c, 1000, 0, false); }},
        {"persons, clusters 1-8", [](Name n, Chance& c) { return makePersonClusters(n, c, 600, false); }},
        {"persons, n:m", [](Name n, Chance& c) { return makePersonClusters(n, c, 600, true); }},
        {"songs, clusters 1-5", [](Name n, Chance& c) { return makeSongs(n, c, 700); }},
        {"contracts", [](Name n, Chance& c) { return makeContracts(n, c, 1500); }},
        {"parts, codes only", [](Name n, Chance& c) { return makeParts(n, c, 1500); }},
        {"reports, one long text", [](Name n, Chance& c) { return makeReports(n, c, 500); }},
        {"names in six scripts", [](Name n, Chance& c) { return makeScripts(n, c, 900); }},
        {"sparse columns", [](Name n, Chance& c) { return makeSparse(n, c, 900); }},
        {"software", [](Name n, Chance& c) { return makeSoftware(n, c, 2500); }},
        {"model numbers", [](Name n, Chance& c) { return makeModelNumbers(n, c, 4000); }},
        {"camera offers, clusters to 24", [](Name n, Chance& c) { return makeCameraOffers(n, c, 350); }},
        {"beers", [](Name n, Chance& c) { return makeBeers(n, c, 3000); }},
        {"tracks", [](Name n, Chance& c) { return makeTracks(n, c, 3000); }},
        {"papers, harvest", [](Name n, Chance& c) { return makeHarvest(n, c, 4000); }},
        {"organisations", [](Name n, Chance& c) { return makeOrganisations(n, c, 1200); }},
        {"customers", [](Name n, Chance& c) { return makeCustomers(n, c, 1500, 50); }},
        {"customers, overlap 8", [](Name n, Chance& c) { return makeCustomers(n, c, 2000, 8); }},
        {"customers, 30 rows", [](Name n, Chance& c) { return makeCustomers(n, c, 30, 50); }},
        {"names by initials", [](Name n, Chance& c) { return makeInitials(n, c, 1500); }},
        {"addresses, split and whole", [](Name n, Chance& c) { return makeAddresses(n, c, 1500); }},
        {"books", [](Name n, Chance& c) { return makeBooks(n, c, 1500); }},
        {"books, 25 rows", [](Name n, Chance& c) { return makeBooks(n, c, 25); }},
        {"events", [](Name n, Chance& c) { return makeEvents(n, c, 1500, true); }},
        {"events, days in any way", [](Name n, Chance& c) { return makeEvents(n, c, 1500, false); }},
        {"voters, clusters 1-6", [](Name n, Chance& c) { return makeVoters(n, c, 900); }},
        {"invoices, 1:n", [](Name n, Chance& c) { return makeInvoices(n, c, 800); }},
        {"ministries", [](Name n, Chance& c) { return makeMinistries(n, c, 700, true); }},
        {"ministries, one table", [](Name n, Chance& c) { return makeMinistries(n, c, 500, false); }},
        {"ministries, 40 rows", [](Name n, Chance& c) { return makeMinistries(n, c, 40, true); }},
        {"companies", [](Name n, Chance& c) { return makeCompanies(n, c, 1500, true); }},
        {"companies, two scripts", [](Name n, Chance& c) { return makeCompanies(n, c, 1200, false); }},
        {"companies, 50 rows", [](Name n, Chance& c) { return makeCompanies(n, c, 50, true); }},
        {"settlements", [](Name n, Chance& c) { return makeSettlements(n, c, 1500); }},
        {"office systems", [](Name n, Chance& c) { return makeOfficeSystems(n, c, 2500); }},
        {"recordings of five sources", [](Name n, Chance& c) { return makeRecordings(n, c, 1200); }},
        {"reference lines", [](Name n, Chance& c) { return makeReferenceLines(n, c, 150); }},
        {"model numbers, spilt", [](Name n, Chance& c) { return spilt(makeModelNumbers(n, c, 4000), c); }},
        {"papers, spilt", [](Name n, Chance& c) { return spilt(makePapers(n, c, 2000, false), c); }},
        {"tracks, spilt", [](Name n, Chance& c) { return spilt(makeTracks(n, c, 3000), c); }},
    };
    return all;
}

/// The best F1 that any threshold on the candidates' scores would reach, each row used once or as often as
/// asked.
double bestF1(const LinkageSet& set, const duplicates::LinkageResult& result, bool oneToOne) {
    auto byScore = result.candidates;
    std::stable_sort(byScore.begin(), byScore.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    std::set<std::pair<std::size_t, std::size_t>> seen;
    std::set<std::size_t> leftTaken, rightTaken;
    double found = 0, taken = 0, best = 0;
    for (const auto& pair : byScore) {
        const bool turned = !set.right && pair.left > pair.right;
        const std::size_t left = turned ? pair.right : pair.left, right = turned ? pair.left : pair.right;
        auto& others = set.right ? rightTaken : leftTaken;
        if (oneToOne && (leftTaken.contains(left) || others.contains(right))) continue;
        if (!seen.emplace(left, right).second) continue;
        leftTaken.insert(left);
        others.insert(right);
        ++taken;
        found += set.truths.contains({left, right}) ? 1 : 0;
        best = std::max(best, 2 * found / (taken + static_cast<double>(set.truths.size())));
    }
    return best;
}

}  // namespace

std::vector<std::string> linkageSetNames() {
    std::vector<std::string> names;
    for (const NamedMaker& maker : makers())
        names.push_back(maker.name);
    return names;
}

LinkageSet makeLinkageSet(const std::string& name, std::uint64_t seed) {
    for (const NamedMaker& maker : makers()) {
        if (maker.name != name) continue;
        std::uint64_t ownSeed = seed;
        for (const char c : name)
            ownSeed = ownSeed * 131 + static_cast<unsigned char>(c);
        Chance chance(ownSeed);
        return maker.make(name, chance);
    }
    throw std::invalid_argument("no linkage set is called " + name);
}

LinkageQuality linkSet(const LinkageSet& set, int threads) {
    duplicates::LinkageOptions options;
    options.topCandidates = 10;
    options.threads = threads;
    const auto result = duplicates::link(set.left, set.right ? &*set.right : nullptr, options);
    const auto truths = static_cast<double>(set.truths.size());
    LinkageQuality quality;
    quality.matches = result.pairs.size();
    double found = 0;
    for (const auto& pair : result.pairs)
        found += set.truths.contains({pair.left, pair.right}) ? 1 : 0;
    const auto taken = static_cast<double>(result.pairs.size());
    quality.reachableF1 = std::max(bestF1(set, result, false), bestF1(set, result, true));
    std::set<std::pair<std::size_t, std::size_t>> candidates;
    for (const auto& pair : result.candidates) {
        const bool turned = !set.right && pair.left > pair.right;
        candidates.emplace(turned ? pair.right : pair.left, turned ? pair.left : pair.right);
    }
    const auto among = std::count_if(set.truths.begin(), set.truths.end(),
                                     [&](const auto& pair) { return candidates.contains(pair); });
    quality.precision = taken > 0 ? found / taken : 1;
    quality.recall = truths > 0 ? found / truths : 1;
    quality.f1 = taken + truths > 0 ? 2 * found / (taken + truths) : 1;
    quality.candidateRecall = truths > 0 ? static_cast<double>(among) / truths : 1;
    return quality;
}

}  // namespace cadastre::tests
