// The sample government is read by the readers it is made for, is the same for the same seed, and keeps what
// its page promises: rates, check digits, a key that names records that are there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "importers/reader.h"
#include "tools/generator/defects.h"
#include "tools/generator/government.h"
#include "tools/generator/money.h"
#include "tools/generator/systems.h"

namespace cadastre::generator {
namespace {

namespace fs = std::filesystem;

const assets::FieldDictionary& dictionary() {
    static const assets::FieldDictionary loaded = assets::FieldDictionary::load("schema/codes");
    return loaded;
}

/// A folder of its own that goes with the test.
class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "cadastre-sample-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

Written write(const Settings& settings, const fs::path& folder, Format format = Format::csv) {
    return writeGovernment(settings, format, folder, dictionary(), [](std::uint64_t) {});
}

std::string contentOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    return content.str();
}

/// Everything that a reader says of a folder.
class Everything : public importers::RecordSink {
  public:
    void sourceRecord(const importers::Position&, bool) override { ++sourceRecords; }
    void record(importers::Record&& record) override {
        uids.insert(record.subject + '/' + record.key);
        records.push_back(std::move(record));
    }
    void problem(importers::Problem&& problem) override { problems.push_back(std::move(problem)); }

    std::uint64_t sourceRecords = 0;
    std::set<std::string> uids;
    std::vector<importers::Record> records;
    std::vector<importers::Problem> problems;
    std::vector<std::string> files;
};

void readFolder(const fs::path& folder, Everything& everything) {
    const auto ground = importers::ReadingGround::below(".");
    const auto inputs =
        importers::listInputs({.path = folder, .map = {}, .subject = {}}, dictionary(), ground);
    for (const importers::Input& input : inputs)
        everything.files.push_back(input.path.filename().string());
    importers::readAll(inputs, dictionary(), ground, everything);
}

std::string value(const importers::Record& record, std::string_view field) {
    for (const auto& [code, stated] : record.fields) {
        if (code == field) return stated.text;
    }
    return {};
}

constexpr Settings kSmall{.subjects = 60, .assets = 1500, .seed = 11};

}  // namespace

TEST(SampleGovernment, IsTheSameForTheSameSeedAndAnotherForAnother) {
    const Folder one, again, other;
    write(kSmall, one.path());
    write(kSmall, again.path());
    Settings changed = kSmall;
    changed.seed = 12;
    write(changed, other.path());
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(one.path())) {
        if (!entry.is_regular_file()) continue;
        const auto name = fs::relative(entry.path(), one.path());
        EXPECT_EQ(contentOf(entry.path()), contentOf(again.path() / name)) << name;
        ++files;
    }
    EXPECT_EQ(files, 20U);
    EXPECT_NE(contentOf(one.path() / "assets_information_system.csv"),
              contentOf(other.path() / "assets_information_system.csv"));
}

TEST(SampleGovernment, IsReadBackWithoutAProblemFromCsvAndFromXmlAlike) {
    const Folder csv, xml;
    const Written written = write(kSmall, csv.path());
    write(kSmall, xml.path(), Format::xml);
    Everything fromCsv, fromXml;
    readFolder(csv.path(), fromCsv);
    readFolder(xml.path(), fromXml);
    for (const importers::Problem& problem : fromCsv.problems)
        ADD_FAILURE() << problem.rule << ' ' << problem.field << ' ' << problem.value;
    for (const importers::Problem& problem : fromXml.problems)
        ADD_FAILURE() << problem.rule << ' ' << problem.field << ' ' << problem.value;
    EXPECT_EQ(fromCsv.sourceRecords, written.records);
    EXPECT_EQ(fromXml.sourceRecords, written.records);
    ASSERT_EQ(fromCsv.records.size(), fromXml.records.size());
    for (std::size_t i = 0; i < fromCsv.records.size(); ++i) {
        const importers::Record& left = fromCsv.records[i];
        const importers::Record& right = fromXml.records[i];
        ASSERT_EQ(left.key, right.key);
        EXPECT_EQ(left.functions, right.functions) << left.key;
        EXPECT_EQ(left.relations, right.relations) << left.key;
        EXPECT_EQ(left.events, right.events) << left.key;
        for (const auto& [field, stated] : left.fields)
            EXPECT_EQ(stated.text, value(right, field)) << left.key << ' ' << field;
    }
}

TEST(SampleGovernment, PlantsBlockingErrorsWhereTheReadersFindThem) {
    for (const Format format : {Format::csv, Format::xml}) {
        const Folder folder;
        Settings settings = kSmall;
        settings.errorsPercent = 6;
        write(settings, folder.path(), format);
        Everything everything;
        readFolder(folder.path(), everything);
        std::set<std::tuple<std::string, std::uint64_t, std::string>> found;
        for (const importers::Problem& problem : everything.problems) {
            found.emplace(everything.files[problem.position.file], problem.position.record, problem.rule);
        }
        std::set<std::string> reading{"schema"};
        for (const Defect& defect : blockingDefects())
            reading.insert(std::string(defect.rule));
        std::set<std::string> planted;
        std::set<std::pair<std::string, std::uint64_t>> spoilt;
        const auto key = nlohmann::json::parse(contentOf(folder.path() / "key.json"));
        for (const auto& error : key["errors"]) {
            if (!reading.contains(error["rule"])) continue;
            planted.insert(error["rule"]);
            spoilt.emplace(error["file"], error["record"]);
            EXPECT_TRUE(found.contains({error["file"], error["record"], error["rule"]})) << error;
        }
        for (const auto& [file, record, rule] : found) {
            if (record == 0) continue;  // the schema complains of the package's content once more
            EXPECT_TRUE(spoilt.contains({file, record})) << file << ' ' << record << ' ' << rule;
        }
        EXPECT_GE(planted.size(), format == Format::csv ? 11U : 9U);
    }
}

TEST(SampleGovernment, GivesEveryBodyCheckedNumbers) {
    const Subjects subjects(3, 500);
    std::set<std::string> codes;
    for (const Subject& subject : subjects.all()) {
        EXPECT_TRUE(isTaxNumber(subject.taxNumber)) << subject.taxNumber;
        EXPECT_TRUE(isRegistrationNumber(subject.registrationNumber)) << subject.registrationNumber;
        EXPECT_TRUE(codes.insert(subject.code).second) << subject.code;
    }
    // Published examples of the two algorithms, and the same with a wrong last digit.
    EXPECT_TRUE(isTaxNumber("7707083893"));
    EXPECT_FALSE(isTaxNumber("7707083894"));
    EXPECT_TRUE(isRegistrationNumber("1027700132195"));
    EXPECT_FALSE(isRegistrationNumber("1027700132196"));
}

TEST(SampleGovernment, NamesOnlyRecordsThatAreThereInItsKey) {
    const Folder folder;
    write(kSmall, folder.path());
    Everything everything;
    readFolder(folder.path(), everything);
    const auto key = nlohmann::json::parse(contentOf(folder.path() / "key.json"));
    std::set<std::string> copies;
    for (const auto& pair : key["duplicates"]) {
        ASSERT_EQ(pair.size(), 2U);
        EXPECT_NE(pair[0], pair[1]);
        for (const auto& uid : pair)
            EXPECT_TRUE(everything.uids.contains(uid)) << uid;
        copies.insert(pair[1]);
    }
    std::set<std::string> members;
    for (const auto& family : key["families"]) {
        EXPECT_GE(family.size(), 3U);
        for (const auto& uid : family) {
            EXPECT_TRUE(everything.uids.contains(uid)) << uid;
            EXPECT_TRUE(members.insert(uid).second) << uid << " stands in two families";
        }
    }
    EXPECT_EQ(members.size(), kSmall.assets * 30 / 100);
    EXPECT_EQ(copies.size(), kSmall.assets * 5 / 100);
}

TEST(SampleGovernment, AppliesEachNoiseAtTheRateItStates) {
    const Settings settings{.subjects = 400, .assets = 60'000, .seed = 5};
    const Subjects subjects(settings.seed, settings.subjects);
    const Systems systems(settings, subjects);
    std::map<std::string, unsigned> hits;
    unsigned copies = 0;
    for (std::uint64_t block = 0; block < settings.assets / BlockPlan::kSize; ++block) {
        const BlockPlan plan(settings, subjects, block);
        for (std::size_t slot = 0; slot < plan.slots().size(); ++slot) {
            if (plan.slots()[slot].role != Role::copy) continue;
            ++copies;
            const Noise noise = systems.facts(plan, slot).noise;
            hits["reordering"] += noise.reordering;
            hits["reinflection"] += noise.reinflection;
            hits["english"] += noise.englishTransliteration;
            hits["european"] += noise.europeanTransliteration;
            hits["abbreviation"] += noise.abbreviation;
            hits["missing purpose"] += noise.missingPurpose;
            hits["reworded purpose"] += noise.rewordedPurpose;
            hits["function code"] += noise.otherFunctionCode;
            hits["other body"] += noise.otherBody;
        }
    }
    ASSERT_EQ(copies, settings.assets * kCopiesPercent / 100);
    const auto near = [&](const std::string& noise, unsigned percent) {
        EXPECT_NEAR(100.0 * hits[noise] / copies, percent, 3.0) << noise;
    };
    near("reordering", NoiseRates::reordering);
    near("reinflection", NoiseRates::reinflection);
    near("english", NoiseRates::englishTransliteration);
    near("european", NoiseRates::europeanTransliteration);
    near("abbreviation", NoiseRates::abbreviation);
    near("missing purpose", NoiseRates::missingPurpose);
    near("reworded purpose", NoiseRates::rewordedPurpose);
    near("function code", NoiseRates::otherFunctionCode);
    near("other body", 30);
}

TEST(SampleGovernment, NeverDropsWhatTellsAFamilysMembersApart) {
    const Subjects subjects(kSmall.seed, kSmall.subjects);
    const Systems systems(kSmall, subjects);
    for (std::uint64_t block = 0; block < 2; ++block) {
        const BlockPlan plan(kSmall, subjects, block);
        for (const Family& family : plan.families()) {
            std::set<std::string> names;
            for (const std::size_t slot : family.slots) {
                const SystemFacts facts = systems.facts(plan, slot);
                const std::string name = value(systems.record(plan, slot), "name");
                if (plan.slots()[slot].role == Role::member) {
                    EXPECT_NE(name.find(facts.name.place), std::string::npos) << name;
                    EXPECT_FALSE(facts.name.place.empty());
                }
                EXPECT_TRUE(names.insert(name).second) << name;
            }
        }
    }
}

TEST(SampleGovernment, HasAsManyProjectsAsAreAskedFor) {
    const Subjects subjects(7, 40);
    const std::vector<std::string> noAssets(40);
    for (const std::uint64_t asked : {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{500}}) {
        std::uint64_t projects = 0;
        std::set<std::string> keys;
        writeMoney({.subjects = 40, .projects = asked, .seed = 7}, subjects, noAssets,
                   [&](const importers::Record& record, std::string_view) {
                       if (record.kind != "project") return;
                       ++projects;
                       keys.insert(record.key);
                   });
        EXPECT_EQ(projects, asked);
        EXPECT_EQ(keys.size(), asked);
    }
}

TEST(SampleGovernment, ShipsAsTheCommandInItsReadmeMakesIt) {
    const Folder folder;
    write({.subjects = 40, .assets = 600, .seed = 2026, .errorsPercent = 8, .blockingErrors = false},
          folder.path());
    const std::string command =
        "cadastre generate --subjects 40 --assets 600 --seed 2026 --errors 8 --error-kinds findings";
    EXPECT_NE(contentOf("tools/sample/README.md").find(command), std::string::npos);
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
        if (!entry.is_regular_file()) continue;
        const auto name = fs::relative(entry.path(), folder.path());
        EXPECT_EQ(contentOf(entry.path()), contentOf(fs::path("tools/sample") / name)) << name;
    }
}

TEST(SampleGovernment, AddsUpTheFederalProjectToThePublishedFigures) {
    std::map<std::string, std::int64_t> totals;
    std::map<std::string, std::int64_t> lines;
    std::int64_t domestic2021 = 0;
    std::int64_t all2021 = 0;
    Subject holder;
    holder.code = "FED-001";
    writeReferenceFigures(holder, [&](const importers::Record& record, std::string_view brokenRule) {
        EXPECT_EQ(brokenRule, "");
        const std::string year = value(record, "year");
        if (record.kind == "budget_total" && value(record, "project") == "ФП-ЦП")
            totals[year] += std::stoll(value(record, "amount"));
        if (record.kind != "cost_line") return;
        if (value(record, "task").starts_with("ФП-ЦП-")) lines[year] += std::stoll(value(record, "planned"));
        if (year != "2021") return;
        all2021 += std::stoll(value(record, "planned"));
        if (value(record, "domestic") == "true") domestic2021 += std::stoll(value(record, "planned"));
    });
    EXPECT_EQ(totals["2025"], 6'340'000'000'000);
    EXPECT_EQ(totals["2026"], 7'010'000'000'000);
    EXPECT_EQ(totals["2027"], 7'610'000'000'000);
    EXPECT_EQ(totals["2025"] + totals["2026"] + totals["2027"], 20'960'000'000'000);
    EXPECT_EQ(lines, totals);
    EXPECT_EQ(domestic2021 * 100, all2021 * 75);
}

}  // namespace cadastre::generator
