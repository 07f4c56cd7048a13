// The loops that every record of an import or a search passes through, measured by themselves.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "importers/reader.h"
#include "profiles/duplicates/words/skeleton.h"
#include "profiles/duplicates/words/text.h"
#include "tools/generator/government.h"
#include "tools/generator/systems.h"

namespace {

using namespace cadastre;

const generator::Settings kSettings{.subjects = 100, .assets = 5000, .seed = 1};

const assets::FieldDictionary& dictionary() {
    static const auto loaded = assets::FieldDictionary::load("schema/codes");
    return loaded;
}

/// A generated folder, made once for the run.
const std::filesystem::path& folder(generator::Format format) {
    static const auto make = [](generator::Format which, const char* name) {
        const auto path = std::filesystem::temp_directory_path() / name;
        std::filesystem::remove_all(path);
        generator::writeGovernment(kSettings, which, path, dictionary(), [](std::uint64_t) {});
        return path;
    };
    static const auto csv = make(generator::Format::csv, "cadastre-inner-loops-csv");
    static const auto xml = make(generator::Format::xml, "cadastre-inner-loops-xml");
    return format == generator::Format::csv ? csv : xml;
}

/// Takes records and lets them go.
class Nowhere : public importers::RecordSink {
  public:
    void sourceRecord(const importers::Position& /*position*/, bool /*ignored*/) override { ++records; }
    void record(importers::Record&& record) override { benchmark::DoNotOptimize(record); }
    void problem(importers::Problem&& problem) override { benchmark::DoNotOptimize(problem); }
    std::int64_t records = 0;
};

void readFolder(benchmark::State& state, generator::Format format) {
    const auto ground = importers::ReadingGround::below(".");
    const auto inputs =
        importers::listInputs({.path = folder(format), .map = {}, .subject = {}}, dictionary(), ground);
    Nowhere sink;
    while (state.KeepRunning())
        importers::readAll(inputs, dictionary(), ground, sink);
    state.SetItemsProcessed(sink.records);
}

void readRegisterCsv(benchmark::State& state) {
    readFolder(state, generator::Format::csv);
}
void readPackageXml(benchmark::State& state) {
    readFolder(state, generator::Format::xml);
}

void makeSystems(benchmark::State& state) {
    const generator::Subjects subjects(kSettings.seed, kSettings.subjects);
    const generator::Systems systems(kSettings, subjects);
    const generator::BlockPlan plan(kSettings, subjects, 0);
    std::size_t slot = 0;
    while (state.KeepRunning()) {
        while (plan.slots()[slot].assetClass != generator::AssetClass::informationSystem) {
            slot = (slot + 1) % plan.slots().size();
        }
        benchmark::DoNotOptimize(systems.record(plan, slot));
        slot = (slot + 1) % plan.slots().size();
    }
    state.SetItemsProcessed(state.iterations());
}

void cutWords(benchmark::State& state) {
    duplicates::WordCutter cutter;
    const std::string name =
        "Региональная государственная информационная система мониторинга лесных пожаров Белогорской области";
    while (state.KeepRunning())
        benchmark::DoNotOptimize(cutter.cut(name));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(name.size()));
}

void makeSkeleton(benchmark::State& state) {
    while (state.KeepRunning())
        benchmark::DoNotOptimize(duplicates::skeletonOf("государственная"));
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(readRegisterCsv)->Unit(benchmark::kMillisecond);
BENCHMARK(readPackageXml)->Unit(benchmark::kMillisecond);
BENCHMARK(makeSystems);
BENCHMARK(cutWords);
BENCHMARK(makeSkeleton);

}  // namespace

BENCHMARK_MAIN();
