// The sample that ships with the register is taken in whole, and the rules find what was planted in it: all
// of that, and nothing else.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "importers/reader.h"
#include "schema/paths.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

class SampleTest : public ImportTest {
  protected:
    void SetUp() override {
        ImportTest::SetUp();
        verdict_ = importFolder("tools/sample", false);
    }
    Verdict verdict_;
};

}  // namespace

TEST_F(SampleTest, IsTakenInWholeAndBreaksTheRulesThatItsKeySays) {
    ASSERT_EQ(told(verdict_), "");
    EXPECT_EQ(verdict_.counts.accepted, verdict_.counts.read);
    EXPECT_EQ(valueOf("select count(*) from asset"), "600");

    std::set<std::string> planted;
    std::ifstream file(shipped("tools/sample/key.json"));
    const auto key = nlohmann::json::parse(file);
    for (const auto& error : key["errors"]) {
        const std::string uid = error["uid"];
        planted.insert(error["rule"].get<std::string>() + ' ' + uid.substr(uid.find('/') + 1));
    }
    std::set<std::string> found;
    ReadTransaction transaction(database());
    for (const Row row : transaction.runOnce(
             "test.findings",
             "select rule || ' ' || holder_key from finding join record using (uid) where state = 'open'")) {
        found.insert(row.get<std::string>(0));
    }
    for (const std::string& hit : planted)
        EXPECT_TRUE(found.contains(hit)) << "planted and not found: " << hit;
    for (const std::string& hit : found)
        EXPECT_TRUE(planted.contains(hit)) << "found and not planted: " << hit;
}

TEST_F(SampleTest, ShowsWhatItsLaterDeliveryOmitsAndChanges) {
    const auto later = importFolder("tools/sample/later", true);
    ASSERT_EQ(told(later), "");
    EXPECT_GE(later.counts.accepted, 3);
    EXPECT_EQ(later.omitted, 1);
    std::ifstream file(shipped("tools/sample/key.json"));
    const auto key = nlohmann::json::parse(file);
    EXPECT_EQ(
        valueOf("select holder.holder_key || '/' || record.holder_key from finding join record using (uid)"
                " join record holder on holder.uid = record.holder_uid where rule = 'omitted' and state = "
                "'open'"),
        key["omitted"].at(0).get<std::string>());
    EXPECT_EQ(valueOf("select count(*) from asset"), "600");
}

TEST_F(SampleTest, ShowsMoneyEvidenceAndDocumentsOfNamedAssets) {
    const auto atLeast = [&](const char* what, const char* sql, int floor) {
        EXPECT_GE(std::stoi(valueOf(sql)), floor) << what;
    };
    atLeast("cost lines", "select count(*) from cost_line where asset_uid is not null", 50);
    atLeast("assets seen by others", "select count(distinct asset_uid) from evidence", 50);
    atLeast("events with documents",
            "select count(*) from event join document on document.uid = document_uid", 50);
    EXPECT_EQ(valueOf("select count(*) from dangling_reference where field in ('asset', 'document')"), "0");
}

TEST_F(SampleTest, BringsOutTheReferenceFigures) {
    const auto total = [&](int year) {
        return valueOf(
            fmt::format("select sum(line.planned) from cost_line line join task on task.uid = task_uid "
                        "join record on record.uid = task.project_uid where record.holder_key = 'ФП-ЦП' "
                        "and year = {} and line.cost_status in ('approved', 'committed')",
                        year));
    };
    EXPECT_EQ(total(2025), "6340000000000");
    EXPECT_EQ(total(2026), "7010000000000");
    EXPECT_EQ(total(2027), "7610000000000");
    EXPECT_EQ(
        valueOf(
            "select string_agg(target::text, ' ' order by period) from indicator_value value join indicator "
            "on indicator.uid = indicator_uid where holder_key = 'ПОК-ПЛАТФОРМА'"),
        "20 40 100");
    EXPECT_EQ(
        valueOf(
            "select string_agg(share, ' ' order by year) from (select year, (sum(planned) filter (where "
            "domestic) "
            "* 100 / sum(planned))::bigint::text as share from cost_line where year between 2018 and 2024 "
            "and acquisition in ('bought', 'leased') group by year) shares"),
        "50 60 70 75 80 85 90");
    EXPECT_EQ(valueOf("select baseline || ' ' || max(target) from indicator join indicator_value on "
                      "indicator_uid = indicator.uid "
                      "where holder_key = 'ПОК-УСЛУГИ' group by baseline"),
              "60 100");
}

}  // namespace cadastre::tests
