// The self-comparison of a generated government without a database: what `cadastre duplicates` costs and
// finds once the records are read, and whether the right pairs were candidates at all, which no command
// tells. Profile this one: perf record build/tests/bench/self_comparison FOLDER.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "importers/reader.h"
#include "profiles/duplicates/candidates.h"
#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/register/register_class.h"
#include "profiles/duplicates/register/register_duplicates.h"
#include "profiles/duplicates/rivals.h"

namespace {

using namespace cadastre;
using duplicates::Uid;

/// A uid that is the hash (FNV-1a) of holder and key, so that the answers need no table of names.
Uid uidOf(std::string_view holderAndKey) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : holderAndKey)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    Uid uid{};
    for (std::size_t i = 0; i < 8; ++i)
        uid[8 + i] = static_cast<std::uint8_t>(hash >> (56 - 8 * i));
    return uid;
}

std::string_view field(const importers::Record& record, std::string_view code) {
    for (const auto& [name, value] : record.fields) {
        const bool said =
            value.kind != assets::Value::Kind::unknown && value.kind != assets::Value::Kind::withheld;
        if (name == code && said) return value.text;
    }
    return {};
}

/// Hands the assets of a folder to `take`, as the register would after their import.
class AssetReader : public importers::RecordSink {
  public:
    using Take = std::function<void(const duplicates::RegisterRecord&)>;
    explicit AssetReader(Take take) : take_(std::move(take)) {}

    void sourceRecord(const importers::Position& /*position*/, bool /*ignored*/) override {}
    void problem(importers::Problem&& /*problem*/) override {}
    void record(importers::Record&& stated) override {
        const std::string_view stage = field(stated, "stage");
        if (stated.kind != "asset" || stage == "cancelled") return;
        duplicates::RegisterRecord record;
        record.uid = uidOf(stated.subject + '/' + stated.key);
        record.assetClass = field(stated, "class");
        record.subject = subjects_.try_emplace(stated.subject, subjects_.size()).first->second;
        record.name = field(stated, "name");
        record.shortName = field(stated, "short_name");
        record.purpose = field(stated, "purpose");
        std::vector<std::string> codes;
        for (const auto& function : stated.functions)
            codes.push_back(function.classifier + ':' + function.code);
        const std::vector<std::string_view> functions(codes.begin(), codes.end());
        record.functions = functions;
        record.planned = stage == "planned" || stage == "creating";
        for (const auto& relation : stated.relations) {
            const Uid other =
                uidOf((relation.subject.empty() ? stated.subject : relation.subject) + '/' + relation.key);
            if (relation.kind == "instance_of") record.standardSolution = other;
            if (relation.kind == "part_of") record.partOf = other;
        }
        if (const auto cost = field(stated, "yearly_cost"); !cost.empty())
            record.yearlyRunningCost = std::stoll(std::string(cost));
        record.currency = field(stated, "currency");
        take_(record);
    }

    void readAll(const std::filesystem::path& folder) {
        const auto dictionary = assets::FieldDictionary::load("schema/codes");
        const auto ground = importers::ReadingGround::below(".");
        std::vector<importers::Input> inputs;
        for (auto& input :
             importers::listInputs({.path = folder, .map = {}, .subject = {}}, dictionary, ground)) {
            if (input.path.filename().string().starts_with("assets_")) inputs.push_back(std::move(input));
        }
        importers::readAll(inputs, dictionary, ground, *this);
    }

  private:
    Take take_;
    std::map<std::string, std::int64_t, std::less<>> subjects_;
};

using UidPair = std::pair<Uid, Uid>;

UidPair ordered(const Uid& a, const Uid& b) {
    return a < b ? UidPair{a, b} : UidPair{b, a};
}

void sortDistinct(std::vector<UidPair>& pairs) {
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

std::vector<UidPair> plantedPairs(const std::filesystem::path& folder) {
    std::ifstream file(folder / "key.json");
    std::vector<UidPair> pairs;
    const auto key = nlohmann::json::parse(file);
    for (const auto& pair : key["duplicates"])
        pairs.push_back(ordered(uidOf(pair[0].get<std::string>()), uidOf(pair[1].get<std::string>())));
    sortDistinct(pairs);
    return pairs;
}

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Peak memory of this program so far, MiB.
long peakMemory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

double processorSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Every group on a line: its kind and its members, for reading what was missed.
void listGroups(const duplicates::RegisterFindings& findings) {
    for (const auto& cluster : findings.clusters) {
        fmt::print("{}", codeOf(cluster.kind));
        for (const auto& member : cluster.members)
            fmt::print(" {}", duplicates::spell(member.uid).substr(19));
        fmt::print("\n");
    }
}

void compareAndJudge(const std::filesystem::path& folder, int threads, bool listed) {
    duplicates::RegisterOptions options;
    options.threads = threads;
    duplicates::RegisterComparison comparison(options);
    AssetReader reader([&](const duplicates::RegisterRecord& record) { comparison.add({&record, 1}); });
    reader.readAll(folder);
    const double readCpu = processorSeconds();
    const auto start = std::chrono::steady_clock::now();
    const duplicates::RegisterFindings findings = comparison.find();
    const double wall = secondsSince(start);
    fmt::print("{} records, {} pairs compared: {:.2f} s, {:.2f} s of processors, peak {} MiB\n",
               findings.summary.records, findings.summary.pairsCompared, wall, processorSeconds() - readCpu,
               peakMemory());
    if (listed) listGroups(findings);
    std::vector<UidPair> found;
    std::map<std::string_view, std::size_t> kinds;
    for (const auto& cluster : findings.clusters) {
        ++kinds[codeOf(cluster.kind)];
        if (cluster.kind != duplicates::FindingKind::object) continue;
        for (std::size_t i = 0; i < cluster.members.size(); ++i) {
            for (std::size_t j = i + 1; j < cluster.members.size(); ++j)
                found.push_back(ordered(cluster.members[i].uid, cluster.members[j].uid));
        }
    }
    for (const auto& [kind, count] : kinds)
        fmt::print("{} {}; ", kind, count);
    sortDistinct(found);
    const auto planted = plantedPairs(folder);
    std::vector<UidPair> right;
    std::set_intersection(found.begin(), found.end(), planted.begin(), planted.end(),
                          std::back_inserter(right));
    const auto hits = static_cast<double>(right.size());
    const auto foundCount = static_cast<double>(found.size()), all = static_cast<double>(planted.size());
    fmt::print("\n{} pairs of objects found, {} planted: precision {:.4f}, recall {:.4f}, F1 {:.4f}\n",
               found.size(), planted.size(), hits / foundCount, hits / all, 2 * hits / (foundCount + all));
    fmt::print("threshold {:.2f} bits, estimated precision {:.3f}\n", findings.summary.thresholdBits,
               findings.summary.estimatedPrecision);
}

/// A planted pair that was missed: what both are called, and the words they share, rarest first, with how
/// many rows have them.
void listMissed(const duplicates::RegisterClass& assets, std::uint32_t one, std::uint32_t other,
                bool candidate) {
    const duplicates::Corpus& corpus = assets.corpus();
    const std::uint32_t left = assets.records()[one].row, right = assets.records()[other].row;
    fmt::print("{} of {}\n  {}\n  {}\n ", candidate ? "outranked" : "no candidates", corpus.rows(),
               assets.nameOf(one), assets.nameOf(other));
    const auto ours = corpus.rowTerms().row(left), theirs = corpus.rowTerms().row(right);
    std::vector<std::uint32_t> shared;
    std::set_intersection(ours.begin(), ours.end(), theirs.begin(), theirs.end(), std::back_inserter(shared));
    std::sort(shared.begin(), shared.end(),
              [&](std::uint32_t a, std::uint32_t b) { return corpus.rowsWith(a) < corpus.rowsWith(b); });
    for (const std::uint32_t term : shared)
        fmt::print(" {}:{}", corpus.vocabulary().termText(term), corpus.rowsWith(term));
    fmt::print("\n");
}

/// Of the planted pairs, how many were candidates, and how many among the ten best candidates of either
/// record.
void judgeCandidates(const std::filesystem::path& folder, const duplicates::CandidateOptions& options,
                     bool listed) {
    std::map<std::string, duplicates::RegisterClass> classes;
    AssetReader reader([&](const duplicates::RegisterRecord& record) {
        classes[std::string(record.assetClass)].add(record, {});
    });
    reader.readAll(folder);
    const auto planted = plantedPairs(folder);
    std::vector<duplicates::Matching> matchings;
    std::size_t pairs = 0;
    const double cpu = processorSeconds();
    for (auto& [name, assets] : classes) {
        assets.finish(options.threads);
        matchings.push_back(duplicates::comparePairs(assets.corpus(), assets.corpus().rows(), options));
    }
    for (const auto& matching : matchings)
        pairs += matching.pairs.size();
    fmt::print("{} pairs, {:.2f} s of processors, peak {} MiB\n", pairs, processorSeconds() - cpu,
               peakMemory());
    duplicates::learnWeights(matchings, options.threads, duplicates::Choices::byOdds);
    std::size_t candidates = 0, amongTen = 0, known = 0, next = 0;
    for (const auto& [name, assets] : classes) {
        const duplicates::Matching& matching = matchings[next++];
        const duplicates::Rivals rivals(matching.pairs, matching.bits, matching.rows);
        for (const auto& [one, other] : planted) {
            const auto a = assets.recordWith(one), b = assets.recordWith(other);
            if (!a || !b) continue;
            ++known;
            const std::uint32_t left = assets.records()[*a].row, right = assets.records()[*b].row;
            const auto placeAmong = [&](std::uint32_t row, std::uint32_t wanted) {
                const auto own = rivals.of(row);
                const auto place = std::find_if(own.begin(), own.end(), [&](std::uint32_t p) {
                    return matching.pairs[p].left == wanted || matching.pairs[p].right == wanted;
                });
                return place - own.begin() < static_cast<std::ptrdiff_t>(own.size())
                           ? place - own.begin()
                           : std::ptrdiff_t{1'000'000};
            };
            const auto place = left == right ? 0 : std::min(placeAmong(left, right), placeAmong(right, left));
            if (place < 1'000'000) ++candidates;
            if (place < 10) {
                ++amongTen;
            } else if (listed) {
                listMissed(assets, *a, *b, place < 1'000'000);
            }
        }
    }
    const auto share = [&](std::size_t count) {
        return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(1, known));
    };
    fmt::print("{} planted pairs within a class: recall of candidates {:.4f}, of the ten best {:.4f}\n",
               known, share(candidates), share(amongTen));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr
            << "self_comparison FOLDER [compare|groups|candidates|missed] [THREADS [POSTINGS [PER-LIST]]]\n";
        return 2;
    }
    const std::string what = argc > 2 ? argv[2] : "compare";
    const auto number = [&](int place, std::size_t otherwise) {
        return argc > place ? std::stoul(argv[place]) : otherwise;
    };
    duplicates::CandidateOptions options;
    options.ofRegister = true;
    options.threads = static_cast<int>(number(3, std::thread::hardware_concurrency()));
    options.postingBudget = number(4, options.postingBudget);
    options.perList = number(5, options.perList);
    if (what == "candidates" || what == "missed") {
        judgeCandidates(argv[1], options, what == "missed");
    } else {
        compareAndJudge(argv[1], options.threads, what == "groups");
    }
    return 0;
}
