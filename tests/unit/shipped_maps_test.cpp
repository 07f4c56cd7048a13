// The shipped maps read every row of the real sets: what blocks is only what can't be read or identified.
#include <gtest/gtest.h>

#include <set>

#include "importers/column_map.h"
#include "tests/real_data.h"
#include "tests/unit/record_collector.h"

namespace cadastre::importers {
namespace {

using Counts = std::map<std::string, std::size_t>;

TEST(ShippedMaps, RihaGivesASystemForEachRow) {
    CADASTRE_NEEDS_REAL_DATA("riha/riha_infosystems.csv");
    RecordCollector read = readInput({tests::realData() / "riha/riha_infosystems.csv", "auto", "riha", ""});
    EXPECT_EQ(read.rows, 1163U);
    EXPECT_EQ(read.ignoredRows, 0U);
    EXPECT_EQ(read.problems.size(), 0U) << read.told();
    EXPECT_EQ(read.primary, (Counts{{"asset", 1163}}));
    std::map<std::string, std::size_t> stages, relations, owners;
    std::size_t functions = 0;
    for (const Record& record : read.records) {
        if (record.kind == "subject") ++owners[record.key];
        if (record.kind != "asset") continue;
        ++stages[RecordCollector::field(record, "stage")->text];
        functions += record.functions.size();
        for (const StatedRelation& relation : record.relations)
            ++relations[relation.kind];
    }
    EXPECT_EQ(owners.size(), 517U);
    EXPECT_EQ(functions, 482U) << "813 have a kind, 331 of them the kind \"other\"";
    EXPECT_EQ(relations, (Counts{{"instance_of", 483}, {"part_of", 135}}));
    EXPECT_EQ(stages["in_operation"], 642U);
    EXPECT_EQ(stages["decommissioned"], 63U);
    EXPECT_EQ(stages["planned"], 352U);
}

/// Records of which another has the same kind, subject, key and day: the store would take only one of them.
std::vector<std::string> repeated(const RecordCollector& read) {
    std::map<std::string, std::size_t> times;
    for (const Record& record : read.records) {
        if (!record.secondary)
            ++times[fmt::format("{} {} {} {}", record.kind, record.subject, record.key, record.validFrom)];
    }
    std::vector<std::string> result;
    for (const auto& [identity, count] : times) {
        if (count > 1) result.push_back(identity);
    }
    return result;
}

std::size_t stated(const RecordCollector& read, std::string_view kind, std::string_view code,
                   Value::Kind as) {
    std::size_t count = 0;
    for (const Record& record : read.records) {
        const Value* value = record.kind == kind ? RecordCollector::field(record, code) : nullptr;
        if (value != nullptr && value->kind == as) ++count;
    }
    return count;
}

TEST(ShippedMaps, HhsGivesTheWholeGraph) {
    CADASTRE_NEEDS_REAL_DATA("us_hhs_2012");
    RecordCollector read = readInput({tests::realData() / "us_hhs_2012", "auto", "us_hhs_2012", ""});
    EXPECT_EQ(read.rows, 721U + 202 + 1102 + 455 + 157 + 11 + 3 + 18 + 29);
    EXPECT_EQ(read.primary, (Counts{{"asset", 721},
                                    {"contract", 157},
                                    {"cost_line", 1102},
                                    {"function", 50},
                                    {"indicator", 455},
                                    {"programme", 721},
                                    {"project", 202},
                                    {"subject", 11},
                                    {"task", 1102}}));
    EXPECT_EQ(read.blocking(), 0U) << read.told();
    EXPECT_TRUE(repeated(read).empty());
    std::map<std::string, std::size_t> holders, functions, verdicts;
    std::size_t nameless = 0;
    std::size_t tasksWithoutProgramme = 0;
    std::int64_t planned = 0;
    for (const Record& record : read.records) {
        if (record.kind == "programme") {
            ++holders[record.subject];
            if (RecordCollector::field(record, "name")->text == record.key) ++nameless;
        }
        for (const StatedFunction& function : record.functions)
            ++functions[function.classifier];
        if (record.kind == "cost_line") {
            if (RecordCollector::field(record, "programme") == nullptr) ++tasksWithoutProgramme;
            planned += std::stoll(RecordCollector::field(record, "planned")->text);
            EXPECT_EQ(RecordCollector::field(record, "currency")->text, "USD");
        }
        if (const Value* verdict = RecordCollector::field(record, "verdict")) ++verdicts[verdict->text];
    }
    EXPECT_EQ(holders["department-of-health-and-human-services"], 640U + 5)
        << "640 without bureau, 5 of the department's own";
    EXPECT_EQ(nameless, 699U);
    EXPECT_EQ(functions, (Counts{{"fea_function", 721}, {"fea_service", 721}}));
    EXPECT_EQ(tasksWithoutProgramme, 669U);
    EXPECT_EQ(verdicts, (Counts{{"met", 165}, {"not_met", 42}}));
    EXPECT_EQ(planned % 100'000, 0) << "millions with three digits are whole thousands of dollars";
}

TEST(ShippedMaps, GmppGivesAVersionForEachProjectAndYear) {
    CADASTRE_NEEDS_REAL_DATA("uk_gmpp/gmpp_2014_2023_merged.csv");
    RecordCollector read =
        readInput({tests::realData() / "uk_gmpp/gmpp_2014_2023_merged.csv", "auto", "uk_gmpp", ""});
    EXPECT_EQ(read.rows, 1729U);
    EXPECT_EQ(read.ignoredRows, 2U);
    EXPECT_EQ(read.primary["project"], 1727U);
    EXPECT_EQ(read.byRule, (Counts{{"warning not-a-date", 1}})) << read.told();
    EXPECT_TRUE(repeated(read).empty());
    std::map<std::string, std::size_t> ratings, projects, years;
    for (const Record& record : read.records) {
        if (record.kind == "cost_line") {
            EXPECT_NE(RecordCollector::field(record, "currency"), nullptr) << record.key;
        }
        if (record.kind != "project") continue;
        ++projects[record.subject + "/" + record.key];
        ++years[record.validFrom];
        if (const Value* rating = RecordCollector::field(record, "self_rating")) ++ratings[rating->text];
    }
    EXPECT_EQ(ratings, (Counts{{"amber", 874},
                               {"amber_green", 237},
                               {"amber_red", 301},
                               {"exempt", 38},
                               {"green", 131},
                               {"red", 102},
                               {"reset", 2}}));
    EXPECT_EQ(years["2023-03-31"], 244U);
    EXPECT_EQ(projects["MOD/astute-boats-1-7"], 10U) << "MoD and MOD are one";
    EXPECT_EQ(stated(read, "project", "benefits_baseline", Value::Kind::number), 110U);
    EXPECT_GT(stated(read, "cost_line", "planned", Value::Kind::withheld), 40U);
    EXPECT_GT(stated(read, "cost_line", "planned", Value::Kind::number), 1500U);
}

TEST(ShippedMaps, GmppReadsPoundsInEverySpelling) {
    CADASTRE_NEEDS_REAL_DATA("uk_gmpp/gmpp_2014_2023_merged.csv");
    RecordCollector read =
        readInput({tests::realData() / "uk_gmpp/gmpp_2014_2023_merged.csv", "auto", "uk_gmpp", ""});
    std::set<std::string> amounts;
    for (const Record& record : read.records) {
        for (const std::string_view code : {"planned", "forecast", "whole_life_cost"}) {
            if (const Value* amount = RecordCollector::field(record, code)) amounts.insert(amount->text);
        }
    }
    EXPECT_TRUE(amounts.contains("3224000000")) << "Ł32.24";
    EXPECT_TRUE(amounts.contains("221725000000")) << "broken pound, 2,217.25";
    EXPECT_TRUE(amounts.contains("-260000000")) << "- broken pound 2.60m";
    EXPECT_TRUE(amounts.contains("-716920000000")) << "-broken pound 7,169.20";
    EXPECT_TRUE(amounts.contains("994196000000")) << "no-break space before the pound";
    EXPECT_TRUE(amounts.contains("3100000000000")) << "31,000";
}

TEST(ShippedMaps, AiInventoryLoadsEveryUse) {
    CADASTRE_NEEDS_REAL_DATA("us_ai_inventory/2025_consolidated_ai_inventory.csv");
    RecordCollector read =
        readInput({tests::realData() / "us_ai_inventory/2025_consolidated_ai_inventory.csv", "auto",
                   "us_ai_inventory", ""});
    EXPECT_EQ(read.rows, 3408U);
    EXPECT_EQ(read.primary, (Counts{{"asset", 3408}}));
    EXPECT_EQ(read.blocking(), 0U) << read.told();
    EXPECT_EQ(read.byRule["warning key-repeated"], 3U);
    EXPECT_TRUE(repeated(read).empty());
    std::set<std::string> agencies;
    std::size_t byName = 0;
    for (const Record& record : read.records) {
        if (record.kind != "asset") continue;
        agencies.insert(record.subject);
        const Value* name = RecordCollector::field(record, "name");
        if (name != nullptr && name->text.starts_with(record.key.substr(0, record.key.find(" #")))) ++byName;
    }
    EXPECT_EQ(agencies.size(), 32U);
    EXPECT_GT(byName, 502U) << "no identifier, or prose instead of one";
    EXPECT_EQ(stated(read, "asset", "name", Value::Kind::text), 3407U) << "one has no name";
    EXPECT_EQ(stated(read, "asset", "stage", Value::Kind::unknown), 285U);
}

TEST(ShippedMaps, FederalDomainsAreEvidence) {
    CADASTRE_NEEDS_REAL_DATA("feeds/us_federal_domains.csv");
    RecordCollector read =
        readInput({tests::realData() / "feeds/us_federal_domains.csv", "auto", "us_federal_domains", ""});
    EXPECT_EQ(read.rows, 1321U);
    EXPECT_EQ(read.primary, (Counts{{"evidence", 1321}}));
    EXPECT_EQ(read.problems.size(), 0U) << read.told();
    EXPECT_TRUE(repeated(read).empty());
}

TEST(ShippedMaps, RussianContractsAreEvidence) {
    CADASTRE_NEEDS_REAL_DATA("feeds/ru_contracts_yanao.csv");
    RecordCollector read =
        readInput({tests::realData() / "feeds/ru_contracts_yanao.csv", "auto", "ru_contracts", ""});
    EXPECT_EQ(read.rows, 60U);
    EXPECT_EQ(read.primary, (Counts{{"evidence", 60}}));
    EXPECT_EQ(read.problems.size(), 0U) << read.told();
    EXPECT_TRUE(repeated(read).empty());
    EXPECT_EQ(stated(read, "evidence", "observed_on", Value::Kind::text), 60U);
    for (const Record& record : read.records) {
        if (record.kind == "evidence") {
            EXPECT_EQ(RecordCollector::field(record, "value")->text.find('<'), std::string::npos)
                << record.key;
        }
    }
}

TEST(ShippedMaps, AllLoad) {
    for (const auto& entry : std::filesystem::directory_iterator("importers/maps")) {
        EXPECT_NO_THROW((void)loadColumnMap(entry.path(), shippedDictionary())) << entry.path();
    }
}

}  // namespace
}  // namespace cadastre::importers
