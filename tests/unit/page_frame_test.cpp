// Times in the addresses of a page: which get them, where they go, and what is left alone.
#include "reports/page_frame.h"

#include <gtest/gtest.h>

#include <string>

#include "schema/paths.h"

namespace cadastre::reports {
namespace {

const Times day{"2024-02-01", {}};

TEST(KeepingTimes, PutsThemBehindTheQueryAndBeforeTheFragment) {
    EXPECT_EQ(keepingTimes(R"(<a href="/assets">)", day), R"(<a href="/assets?as_of=2024-02-01">)");
    EXPECT_EQ(keepingTimes(R"(<a class="x" href="/assets/1?a=b#findings" rel="next">)", day),
              R"(<a class="x" href="/assets/1?a=b&amp;as_of=2024-02-01#findings" rel="next">)");
    EXPECT_EQ(keepingTimes(R"(<a href="/">)", {"2024-02-01", "2025-01-01T00:00:00Z"}),
              R"(<a href="/?as_of=2024-02-01&amp;known_at=2025-01-01T00%3A00%3A00Z">)");
}

TEST(KeepingTimes, GivesThemToFormsAsHiddenFields) {
    EXPECT_EQ(
        keepingTimes(R"(<form method="get" action="/assets"><p>)", day),
        R"(<form method="get" action="/assets"><input type="hidden" name="as_of" value="2024-02-01"><p>)");
}

TEST(KeepingTimes, LeavesOtherSitesFilesAndMarkedElementsAlone) {
    for (const std::string html : {R"(<a href="https://example.org/">)", R"(<link href="/static/a.css">)",
                                   R"(<a data-as-is href="/">)", R"(<form data-as-is action="/">)",
                                   R"(<p title="a &lt;a href=&quot;/&quot;">)", "1 < 2", "<a href=\"/"})
        EXPECT_EQ(keepingTimes(html, day), html);
}

TEST(KeepingTimes, ChangesNothingToday) {
    EXPECT_EQ(keepingTimes(R"(<a href="/assets">)", {}), R"(<a href="/assets">)");
}

TEST(Frame, MarksTheSectionAndLeadsBackToIt) {
    const Messages messages = Messages::load(shipped("schema/messages"));
    Page page{"passport", {{"title", "System"}}};
    addFrame(page, {messages}, {"/assets/7", {{"lang", "en"}, {"as_of", "2024-02-01"}}});
    const auto& crumbs = page.data["site_crumbs"];
    ASSERT_EQ(crumbs.size(), 3U);
    EXPECT_EQ(crumbs[1]["address"], "/assets");
    EXPECT_EQ(crumbs[2]["name"], "System");
    for (const auto& section : page.data["site_sections"])
        EXPECT_EQ(section["current"], section["address"] == "/assets") << section;
    EXPECT_EQ(page.data["other_language_address"], "/assets/7?as_of=2024-02-01&lang=ru");
}

}  // namespace
}  // namespace cadastre::reports
