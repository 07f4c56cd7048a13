// The files beside a list hold what the list shows: every link is followed with the filter that the page was
// asked with, today and at other times, and its rows are counted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string unescaped(const std::string& attribute) {
    return std::regex_replace(attribute, std::regex("&amp;"), "&");
}

// The cells of a CSV, row by row, the heading first.
std::vector<std::vector<std::string>> rowsOf(const std::string& csv) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (const char c : csv) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            rows.back().emplace_back();
        } else if (!quoted && c == '\n') {
            rows.emplace_back(1, "");
        } else {
            rows.back().back() += c;
        }
    }
    rows.pop_back();
    return rows;
}

class DownloadsTest : public ::testing::Test {
  protected:
    void SetUp() override {
        // A body below the ministry, a mandate, a system that covers it, a line that no indicator answers
        // for.
        register_.execute(R"(
update subject set parent_uid = '00000000-0000-7000-8000-000000000001', parent_code = 'S01' where code = 'S02';
insert into record (uid, kind, holder_uid, holder_key, submission_id) values
    ('00000000-0000-7000-8000-0000000000ee', 'mandate', '00000000-0000-7000-8000-000000000001', 'M', '00000000-0000-7000-8000-00000000aaaa'),
    ('00000000-0000-7000-8000-0000000000c1', 'programme', '00000000-0000-7000-8000-000000000001', 'P', '00000000-0000-7000-8000-00000000aaaa'),
    ('00000000-0000-7000-8000-0000000000c2', 'cost_line', '00000000-0000-7000-8000-000000000001', 'L', '00000000-0000-7000-8000-00000000aaaa');
insert into mandate (uid, holder_uid, classifier, function_code, statutory_basis) values
    ('00000000-0000-7000-8000-0000000000ee', '00000000-0000-7000-8000-000000000001', 'cofog', '07.3', 'Act 1');
insert into programme (uid, holder_uid, holder_key, name, currency, development_cost, content) values
    ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-000000000001', 'P', 'Health, online', 'EUR', 500000, '{}');
insert into cost_line (uid, holder_uid, holder_key, year, currency, planned, cost_status, content) values
    ('00000000-0000-7000-8000-0000000000c2', '00000000-0000-7000-8000-000000000001', 'L', 2024, 'EUR', 250000, 'recorded', '{}');
)");
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        while (std::chrono::steady_clock::now() < deadline &&
               service_.get("/untied?kind=cost_line").body.find("2,500") == std::string::npos)
            std::this_thread::sleep_for(50ms);
    }

    // The link nearest the list: what stands above it in a page's summary leads to other reports.
    std::string linkOf(const std::string& body, const std::string& extension) const {
        const std::regex link("href=\"(/exports/[a-z-]+\\." + extension + "[^\"]*)\" download");
        std::string last;
        for (std::sregex_iterator each(body.begin(), body.end(), link), end; each != end; ++each)
            last = unescaped((*each)[1]);
        return last;
    }

    // A page of another day once that day is counted.
    auto counted(const std::string& target) const {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        auto page = service_.get(target);
        while (page.status == 503 && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(50ms);
            page = service_.get(target);
        }
        return page;
    }

    // What the page says it found, else its rows, page after page.
    std::size_t listed(std::string target) const {
        static const std::regex said("Found: ([0-9,]+)\\.");
        static const std::regex head("<th scope=\"row\"");
        static const std::regex next("rel=\"next\" href=\"([^\"]+)\"");
        std::size_t rows = 0;
        for (int pages = 0; !target.empty() && pages < 100; ++pages) {
            std::string body = service_.get(target).body;
            std::smatch found;
            if (std::regex_search(body, found, said))
                return std::stoul(std::regex_replace(found[1].str(), std::regex(","), ""));
            body = body.substr(std::min(body.rfind(" download>"), body.size()));
            rows += static_cast<std::size_t>(
                std::distance(std::sregex_iterator(body.begin(), body.end(), head), {}));
            target = std::regex_search(body, found, next) ? unescaped(found[1]) : "";
        }
        return rows;
    }

    void expectFilesOf(const std::string& target) const {
        SCOPED_TRACE(target);
        const auto page = counted(target);
        ASSERT_EQ(page.status, 200) << page.body;
        const std::string csv = linkOf(page.body, "csv");
        ASSERT_FALSE(csv.empty()) << page.body;
        const auto file = service_.get(csv);
        ASSERT_EQ(file.status, 200) << csv << '\n' << file.body;
        const auto rows = rowsOf(file.body);
        std::set<std::string> groups;
        for (std::size_t row = 1; row < rows.size(); ++row)
            groups.insert(rows[row].front());
        // A group of duplicates has a row for each member.
        const std::size_t held = csv.starts_with("/exports/duplicates") ? groups.size() : rows.size() - 1;
        EXPECT_EQ(held, listed(target)) << csv;
        for (const char* other : {"xml", "xlsx"}) {
            const std::string link = linkOf(page.body, other);
            EXPECT_EQ(service_.get(link).status, 200) << link;
        }
    }

    SmallRegister register_;
    RunningService service_{register_.address()};
};

TEST_F(DownloadsTest, HoldWhatTheListBesideThemShows) {
    for (const char* target : {"/subjects",
                               "/subjects?filed=nothing",
                               "/subjects?filed=nothing&under=S01",
                               "/subjects?search=agency",
                               "/subjects?under=S01",
                               "/assets",
                               "/assets?class=software&stage=planned",
                               "/assets?search=System%207&columns=holder",
                               "/findings",
                               "/findings?severity=error",
                               "/findings?rule=owed-field-missing&subject=S01",
                               "/findings?older=30",
                               "/untied",
                               "/untied?kind=cost_line",
                               "/untied?kind=programme",
                               "/coverage/pairs",
                               "/coverage/pairs?state=not_covered",
                               "/coverage/pairs?tree=cofog&function=07&holder=S01",
                               "/coverage/pairs?subject=S02",
                               "/duplicates",
                               "/duplicates?kind=functional&currency=EUR&subject=S01",
                               "/duplicates?currency=RUB",
                               "/money",
                               "/money?standing=untied",
                               "/money?rated=watermelon",
                               "/money?rated=green",
                               "/money?subject=S02",
                               "/reports/events",
                               "/reports/coverage?state=not_covered",
                               "/reports/expiring?within=30"})
        expectFilesOf(target);
}

TEST_F(DownloadsTest, HoldWhatTheListOfAnotherTimeShows) {
    for (const char* target :
         {"/subjects?as_of=2025-01-01", "/subjects?filed=nothing&as_of=2025-01-01",
          "/assets?as_of=2025-01-01", "/findings?as_of=2025-01-01", "/findings?known_at=2020-01-01",
          "/untied?as_of=2025-01-01", "/coverage/pairs?state=not_covered&as_of=2025-01-01",
          "/duplicates?as_of=2025-01-01", "/money?as_of=2025-01-01"})
        expectFilesOf(target);
}

TEST_F(DownloadsTest, AreCalledByTheirReportTheirDayAndWhatWasKnown) {
    const auto called = [&](const std::string& target) {
        return service_.get(target).headers.at("content-disposition");
    };
    EXPECT_THAT(called("/exports/assets.csv"),
                ::testing::ContainsRegex("filename=\"assets_20[0-9-]{8}\\.csv\""));
    EXPECT_THAT(called("/exports/assets.xlsx?as_of=2025-01-01&known_at=2025-06-01T10:00:00Z"),
                HasSubstr("filename=\"assets_2025-01-01_known_2025-06-01T100000Z.xlsx\""));
}

TEST_F(DownloadsTest, NameGroupsSystemsAndHoldersAndSayWhatOfTheMoneyIsTheSystemsOwn) {
    const auto rows = rowsOf(service_.get("/exports/duplicates.csv").body);
    ASSERT_EQ(rows.size(), 4U);
    // The ten columns that programs rely on come first.
    EXPECT_EQ(rows[0], (std::vector<std::string>{"cluster", "kind", "uid", "holder", "holder_key", "score",
                                                 "money_low", "money_high", "currency", "status",
                                                 "group_label", "name", "holder_name", "role",
                                                 "own_money_low", "own_money_high", "own_currency"}));
    EXPECT_EQ(rows[1][6], "1000.00");
    EXPECT_EQ(rows[1][12], "Ministry of <b>Health</b>");
    double own = 0;
    for (std::size_t row = 1; row < rows.size(); ++row)
        own += rows[row][15].empty() ? 0 : std::stod(rows[row][15]);
    EXPECT_DOUBLE_EQ(own, 2500.50) << "what falls on its members is the group's money, counted once";
}

TEST_F(DownloadsTest, OfFindingsSayWhatIsWrongInTheReadersLanguage) {
    register_.execute("update finding set arguments = '{\"fields\": \"purpose\", \"share\": \"50\"}'");
    const auto sentences = [&](const std::string& target) {
        const auto rows = rowsOf(service_.get(target).body);
        EXPECT_EQ(rows[0].back(), "sentence");
        return rows.at(1).back();
    };
    EXPECT_THAT(sentences("/exports/findings.csv?lang=en"), AllOf(HasSubstr("Purpose"), Not(HasSubstr("{"))));
    EXPECT_THAT(sentences("/exports/findings.csv?lang=ru"), HasSubstr("Назначение"));
}

TEST_F(DownloadsTest, OfBodiesHaveTheSumsWithBodiesBelowAsTheScreenHas) {
    const auto rows = rowsOf(service_.get("/exports/subjects.csv?search=Health").body);
    ASSERT_EQ(rows.size(), 2U);
    const auto cell = [&](const std::string& column) {
        const auto at = std::find(rows[0].begin(), rows[0].end(), column);
        return rows[1].at(static_cast<std::size_t>(at - rows[0].begin()));
    };
    EXPECT_EQ(cell("bodies_below"), "1");
    EXPECT_EQ(cell("assets_with_below"), "130");
    EXPECT_EQ(cell("open_findings_with_below"), "13");
    EXPECT_EQ(cell("yearly_cost_with_below"), "85150.00");
}

}  // namespace
