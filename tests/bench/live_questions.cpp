// The live index over generated information systems: what a question, a change and a restart cost, what a
// record weighs, and whether a planted copy is among the first ten. Writes names and questions as files, so
// that another engine can be asked the same (tools/bench_live). With "missed", lists instead the copies whose
// original is not among the first ten, and where it was lost.
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "profiles/duplicates/live/live_snapshot.h"
#include "tools/generator/government.h"
#include "tools/generator/systems.h"

namespace {

using namespace cadastre;
using duplicates::RegisterRecord;
using Clock = std::chrono::steady_clock;

constexpr std::size_t firstTen = 10;

/// A system with its texts.
struct Named {
    std::uint32_t number = 0;
    std::string name, shortName, purpose;
    std::uint32_t original = 0;  ///< of a copy; 0: none

    RegisterRecord record() const {
        RegisterRecord pointed;
        for (std::size_t i = 0; i < 4; ++i)
            pointed.uid[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
        pointed.assetClass = "information_system";
        pointed.name = name;
        pointed.shortName = shortName;
        pointed.purpose = purpose;
        return pointed;
    }
};

std::string field(const importers::Record& record, std::string_view code) {
    for (const auto& [name, value] : record.fields)
        if (name == code && value.kind == assets::Value::Kind::text) return value.text;
    return {};
}

/// Hands over generated systems until there were enough.
void generate(std::uint64_t seed, std::uint32_t wanted, std::uint32_t firstNumber,
              const std::function<void(const Named&)>& take) {
    const generator::Settings settings{
        .subjects = std::max<std::size_t>(40, wanted / 250),
        .assets =
            (std::uint64_t{wanted} * 3 / 2 / generator::BlockPlan::kSize + 2) * generator::BlockPlan::kSize,
        .seed = seed};
    const generator::Subjects subjects(settings.seed, settings.subjects);
    const generator::Systems systems(settings, subjects);
    std::uint32_t taken = 0;
    for (std::uint64_t block = 0; block * generator::BlockPlan::kSize < settings.assets; ++block) {
        const generator::BlockPlan plan(settings, subjects, block);
        std::vector<std::uint32_t> numbers(plan.slots().size(), 0);
        for (std::size_t slot = 0; slot < plan.slots().size(); ++slot) {
            if (plan.slots()[slot].assetClass != generator::AssetClass::informationSystem) continue;
            const auto record = systems.record(plan, slot);
            numbers[slot] = firstNumber + taken;
            Named named{numbers[slot], field(record, "name"), field(record, "short_name"),
                        field(record, "purpose")};
            if (plan.slots()[slot].role == generator::Role::copy)
                named.original = numbers[plan.slots()[slot].original];
            take(named);
            if (++taken == wanted) return;
        }
    }
}

struct Percentiles {
    double middle = 0, ninetyNinth = 0;
};

Percentiles of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {values[values.size() / 2], values[values.size() * 99 / 100]};
}

double microsecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

std::size_t residentBytes() {
    malloc_trim(0);
    std::ifstream statm("/proc/self/statm");
    std::size_t whole = 0, resident = 0;
    statm >> whole >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

template <typename Work>
std::vector<double> timed(const std::vector<Named>& records, const Work& work) {
    std::vector<double> spent;
    spent.reserve(records.size());
    for (const Named& record : records) {
        const auto start = Clock::now();
        work(record);
        spent.push_back(microsecondsSince(start));
    }
    return spent;
}

void tell(const std::string& name, const std::string& figure) {
    fmt::print("{}\t{}\n", name, figure);
    (void)std::fflush(stdout);
}

void tell(const std::string& name, const Percentiles& spent) {
    tell(name, fmt::format("p50 {:.1f} µs, p99 {:.1f} µs", spent.middle, spent.ninetyNinth));
}

duplicates::ScoringModel learn(std::uint32_t sample) {
    duplicates::RegisterComparison comparison(duplicates::RegisterOptions{});
    generate(1, sample, 1, [&](const Named& named) {
        const auto record = named.record();
        comparison.add({&record, 1});
    });
    return comparison.find().summary.model;
}

/// Where the original of a copy stands in the answer to it, counted from 0; nothing where it isn't looked at.
std::optional<std::size_t> placeOfOriginal(const duplicates::LiveIndex& index, const Named& copy,
                                           std::size_t most) {
    Named original;
    original.number = copy.original;
    const auto similar = index.similar(copy.record(), most);
    const auto found = std::find_if(similar.begin(), similar.end(),
                                    [&](const auto& each) { return each.uid == original.record().uid; });
    if (found == similar.end()) return std::nullopt;
    return static_cast<std::size_t>(found - similar.begin());
}

std::string oneLine(const Named& named) {
    return fmt::format("{} | {} | {}", named.name, named.shortName, named.purpose);
}

/// The copies whose original is not among the first ten, with both texts.
void listMissed(const duplicates::LiveIndex& index, const std::vector<Named>& copies,
                const std::map<std::uint32_t, Named>& originals) {
    constexpr std::size_t everyoneLookedAt = 1'000;
    std::size_t behind = 0, unseen = 0;
    for (const Named& copy : copies) {
        const auto place = placeOfOriginal(index, copy, everyoneLookedAt);
        if (place && *place < firstTen) continue;
        ++(place ? behind : unseen);
        fmt::print("{}\n  copy     {}\n  original {}\n",
                   place ? fmt::format("place {}", *place) : "not looked at", oneLine(copy),
                   oneLine(originals.at(copy.original)));
    }
    fmt::print("{} copies: {} behind the first ten, {} not looked at\n", copies.size(), behind, unseen);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) {
        fmt::print(stderr, "live_questions SYSTEMS FOLDER [missed]\n");
        return 2;
    }
    const auto systems = static_cast<std::uint32_t>(std::stoul(arguments[1]));
    const std::filesystem::path folder = arguments[2];
    constexpr std::size_t questions = 2000, inserts = 10'000;
    const auto model = learn(std::min<std::uint32_t>(systems, 20'000));
    const std::size_t before = residentBytes();

    std::vector<Named> asked, copies;
    duplicates::LiveIndexBuilder builder;
    std::ofstream names(folder / "names"), asks(folder / "questions");
    const std::uint32_t step = std::max<std::uint32_t>(1, systems / questions);
    const auto began = Clock::now();
    generate(1, systems, 1, [&](const Named& named) {
        builder.add(named.record());
        names << named.number << '\t' << named.name << '\n';
        if (named.number % step == 0 && asked.size() < questions) {
            asked.push_back(named);
            asks << named.name << '\n';
        }
        // Planted copies of all parts of the register.
        if (named.original != 0 && named.number >= copies.size() * step) copies.push_back(named);
    });
    auto index = builder.finish(model);
    tell("build", fmt::format("{:.1f} s", microsecondsSince(began) / 1e6));
    if (count > 3 && std::string_view(arguments[3]) == "missed") {
        std::map<std::uint32_t, Named> originals;
        for (const Named& copy : copies)
            originals[copy.original] = {};
        generate(1, systems, 1, [&](const Named& named) {
            if (const auto wanted = originals.find(named.number); wanted != originals.end())
                wanted->second = named;
        });
        listMissed(*index, copies, originals);
        return 0;
    }
    const auto figures = index->figures();
    const std::size_t resident = residentBytes();
    tell("memory", fmt::format("{} bytes a record by its own count, {} resident",
                               index->bytes() / figures.records, (resident - before) / figures.records));

    timed(asked, [&](const Named& record) { index->similar(record.record(), 5); });
    tell("question, whole record",
         of(timed(asked, [&](const Named& record) { index->similar(record.record(), 5); })));
    tell("question, name only", of(timed(asked, [&](const Named& record) {
             Named draft{0, record.name, {}, {}};
             index->similar(draft.record(), 5);
         })));
    tell("question, half a name", of(timed(asked, [&](const Named& record) {
             Named draft{0, record.name.substr(0, record.name.find(' ', record.name.size() / 2)), {}, {}};
             index->similar(draft.record(), 5);
         })));
    const auto found = std::count_if(copies.begin(), copies.end(), [&](const Named& copy) {
        return placeOfOriginal(*index, copy, firstTen).has_value();
    });
    tell("planted copies among the first ten",
         fmt::format("{:.4f} of {}", static_cast<double>(found) / static_cast<double>(copies.size()),
                     copies.size()));

    std::vector<Named> fresh;
    generate(2, inserts, systems + 1, [&](const Named& named) { fresh.push_back(named); });
    tell("insert", of(timed(fresh, [&](const Named& record) { index->put(record.record()); })));
    std::atomic<bool> writing = true;
    std::jthread reader([&] {
        for (std::size_t i = 0; writing; ++i)
            index->similar(asked[i % asked.size()].record(), 5);
    });
    for (Named& named : fresh)
        named.purpose += " и хранение";
    tell("update while another asks",
         of(timed(fresh, [&](const Named& record) { index->put(record.record()); })));
    writing = false;
    reader.join();
    tell("retire", of(timed(fresh, [&](const Named& record) { index->retire(record.record().uid); })));

    auto start = Clock::now();
    duplicates::LiveSnapshot::save(*index, "bench", folder / "live.index");
    tell("snapshot written", fmt::format("{:.2f} s, {} MiB", microsecondsSince(start) / 1e6,
                                         std::filesystem::file_size(folder / "live.index") >> 20U));
    index.reset();
    start = Clock::now();
    const auto loaded = duplicates::LiveSnapshot::load(folder / "live.index");
    tell("snapshot to warm", fmt::format("{:.2f} s", microsecondsSince(start) / 1e6));
    return loaded.index != nullptr && loaded.index->figures().records == systems ? 0 : 1;
}
