// The service as a whole: its numbers against the database, pages that follow each other, connections that
// misbehave, and its end.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <regex>
#include <set>
#include <thread>
#include <vector>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using namespace std::chrono_literals;

constexpr const char* simpleRequest = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

class ServiceTest : public ::testing::Test {
  protected:
    SmallRegister register_;
    RunningService service_{register_.address()};

    // Reloads until `done` is content with the page: counts and search follow the register in the background.
    template <typename Done>
    std::string pageWhen(const std::string& target, const Done& done) {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        std::string body = service_.get(target).body;
        while (!done(body) && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(50ms);
            body = service_.get(target).body;
        }
        return body;
    }
    static bool holds(const std::string& body, const std::string& text) {
        return body.find(text) != std::string::npos;
    }
};

TEST_F(ServiceTest, HomeShowsTheNumbersThatTheRegisterHolds) {
    const auto body = pageWhen("/", [](const std::string& page) { return holds(page, "class=\"figure\""); });
    const std::vector<std::pair<std::string, std::string>> numbers{
        {"/assets?class=software\">", "select count(*) from asset where class = 'software'"},
        {"/assets?stage=unknown\">", "select count(*) from asset where stage is null"},
        {"/findings?rule=owed-field-missing\">", "select count(*) from finding where state = 'open'"},
        {"/duplicates?kind=functional\">",
         "select count(*) from duplicate_cluster where kind = 'functional'"},
        {"/subjects\">", "select count(*) from subject"},
        {"/subjects?filed=nothing\"><span class=\"figure\">", "select count(*) from silent_subject"}};
    for (const auto& [link, sql] : numbers)
        EXPECT_TRUE(holds(body, link + register_.valueOf(sql) + "<")) << link << '\n' << body;
}

TEST_F(ServiceTest, HomeFollowsTheRegister) {
    pageWhen("/", [](const std::string& page) { return holds(page, "class=\"figure\">130<"); });
    register_.execute(
        "update finding set state = 'closed';"
        "insert into submission (submission_id, kind, actor) values ('ffffffff-ffff-7fff-bfff-ffffffffffff', "
        "'decision', 'test')");
    const auto body = pageWhen("/", [](const std::string& page) { return holds(page, "/findings\">0<"); });
    EXPECT_TRUE(holds(body, "/findings\">0<")) << body;
}

TEST_F(ServiceTest, PagesOfAListShowEveryAssetOnce) {
    static const std::regex asset("href=\"/assets/(\\d+)\"");
    static const std::regex next("rel=\"next\" href=\"([^\"]+)\"");
    std::multiset<int> seen;
    std::string target = "/assets?class=information_system";
    for (int pages = 0; !target.empty() && pages < 10; ++pages) {
        const std::string body = service_.get(target).body;
        for (std::sregex_iterator at(body.begin(), body.end(), asset), end; at != end; ++at)
            seen.insert(std::stoi((*at)[1]));
        std::smatch found;
        target = std::regex_search(body, found, next)
                     ? std::regex_replace(found[1].str(), std::regex("&amp;"), "&")
                     : "";
    }
    EXPECT_EQ(std::to_string(seen.size()),
              register_.valueOf("select count(*) from asset where class = 'information_system'"));
    EXPECT_EQ(std::set<int>(seen.begin(), seen.end()).size(), seen.size());
}

TEST_F(ServiceTest, SearchFindsStemsAndFragmentsOnceItHasCaughtUp) {
    const auto found = [](const std::string& page) { return holds(page, "Реестр лицензий"); };
    EXPECT_TRUE(found(
        pageWhen("/assets?search=%D0%BB%D0%B8%D1%86%D0%B5%D0%BD%D0%B7%D0%B8%D1%8F", found)));  // лицензия
    EXPECT_TRUE(found(service_.get("/assets?search=%D1%86%D0%B5%D0%BD%D0%B7").body));          // ценз
    EXPECT_FALSE(found(service_.get("/assets?search=payroll").body));
    EXPECT_TRUE(holds(service_.get("/readyz").body, "caught up"));
}

TEST_F(ServiceTest, ADownloadHoldsWhatTheListCounts) {
    const auto answer = service_.get("/exports/assets.csv?stage=in_operation&function=cofog:07.3");
    ASSERT_TRUE(answer.complete);
    const auto rows = std::count(answer.body.begin(), answer.body.end(), '\n') - 1;
    EXPECT_TRUE(holds(service_.get("/assets?stage=in_operation&function=cofog:07.3").body,
                      "Found: " + std::to_string(rows) + "."));
    EXPECT_GT(rows, 0);
}

TEST_F(ServiceTest, AnUnreadBodyIsNotTakenForTheNextRequest) {
    HttpConnection connection(service_.port());
    const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";
    connection.send("POST /assets HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                    std::to_string(hidden.size()) + "\r\n\r\n" + hidden + simpleRequest);
    EXPECT_EQ(connection.receive().status, 405);
    const auto second = connection.receive();
    EXPECT_EQ(second.status, 200);
    EXPECT_EQ(second.body, "ok\n");
}

TEST_F(ServiceTest, AConnectionServesManyRequests) {
    HttpConnection connection(service_.port());
    for (int i = 0; i < 20; ++i) {
        connection.send(simpleRequest);
        EXPECT_EQ(connection.receive().status, 200);
    }
}

TEST_F(ServiceTest, IdleAndSlowClientsDoNotKeepANewOneOut) {
    std::vector<std::unique_ptr<HttpConnection>> others;
    for (int i = 0; i < 200; ++i) {
        others.push_back(std::make_unique<HttpConnection>(service_.port()));
        if (i % 2 == 0) others.back()->send("GET / HTTP/1.1\r\nHost: loc");
    }
    EXPECT_EQ(service_.get("/healthz").status, 200);
}

TEST_F(ServiceTest, StaticFilesAreCompressedAndKept) {
    const std::string home = service_.get("/").body;
    static const std::regex sheet("href=\"(/static/cadastre\\.[0-9a-f]+\\.css)\"");
    std::smatch found;
    ASSERT_TRUE(std::regex_search(home, found, sheet));
    const auto answer = service_.get(found[1], "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(answer.headers.at("content-encoding"), "gzip");
    EXPECT_EQ(answer.body.substr(0, 2), "\x1f\x8b");
    EXPECT_NE(answer.headers.at("cache-control").find("immutable"), std::string::npos);
    EXPECT_EQ(service_.get(found[1], "If-None-Match: " + answer.headers.at("etag") + "\r\n").status, 304);
}

TEST_F(ServiceTest, EndsInOrderOnSigterm) {
    HttpConnection idle(service_.port());
    idle.send(simpleRequest);
    EXPECT_EQ(idle.receive().status, 200);
    EXPECT_EQ(service_.terminate(), 0);
}

// Connections close themselves at the moment the service closes them: neither may trip over the other.
TEST_F(ServiceTest, EndsInOrderWhileManyHoldConnections) {
    std::vector<std::unique_ptr<HttpConnection>> waiting;
    for (int i = 0; i < 100; ++i) {
        waiting.push_back(std::make_unique<HttpConnection>(service_.port()));
        if (i % 2 == 0) {
            waiting.back()->send(simpleRequest);
            EXPECT_EQ(waiting.back()->receive().status, 200);
        } else {
            waiting.back()->send("GET / HTTP/1.1\r\nHost: loc");
        }
    }
    waiting.resize(75);
    EXPECT_EQ(service_.terminate(), 0);
}

TEST_F(ServiceTest, SaysThatTheDatabaseIsGone) {
    register_.execute("drop table search_progress cascade");
    const auto answer = service_.get("/readyz");
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(holds(answer.body, "not ready"));
    EXPECT_EQ(service_.get("/healthz").status, 200);
    EXPECT_EQ(service_.get("/assets").status, 500);
}

}  // namespace
