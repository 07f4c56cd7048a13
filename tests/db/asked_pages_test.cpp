// Pages over the small government: how they order, what they say they do not know, how they judge, and how
// they take a body's name for its code.
#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "reports/body_choice.h"
#include "reports/count_store.h"
#include "reports/function_choice.h"
#include "reports/home_page.h"
#include "reports/money_page.h"
#include "reports/subject_page.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tests/db/database_test.h"
#include "tests/db/small_government.h"

namespace cadastre::reports {
namespace {

using ::testing::ElementsAre;

class AskedPagesTest : public tests::DatabaseTest {
  protected:
    void count() const {
        WriteTransaction transaction(database(), {.actor = "test"}, Isolation::ReadCommitted);
        recount(transaction);
        transaction.commit();
    }
    // A body beside the ministry, with one asset that costs more than all of the others'.
    void addDearBody() const {
        execute(R"(
insert into record (uid, kind, holder_uid, holder_key, submission_id) values
    ('10000000-0000-0000-0000-000000000009', 'subject', null, 'ARC', '00000000-0000-0000-0000-00000000000a'),
    ('20000000-0000-0000-0000-000000000009', 'asset', '10000000-0000-0000-0000-000000000009', 'C-1',
     '00000000-0000-0000-0000-00000000000a');
insert into subject (uid, code, name, short_name, valid_from)
    values ('10000000-0000-0000-0000-000000000009', 'ARC', 'State archive', 'Office of papers', '2025-01-01');
insert into asset (uid, register_number, class, holder_uid, holder_key, name, stage, currency, yearly_cost, content,
                   valid_from, recorded_at, submission_id)
    values ('20000000-0000-0000-0000-000000000009', 900, 'information_system', '10000000-0000-0000-0000-000000000009',
            'C-1', 'Archive', 'in_operation', 'RUB', 99000000, '{"name": "Archive"}', '2025-01-01', now(),
            '00000000-0000-0000-0000-00000000000a'))");
    }
    [[nodiscard]] std::vector<std::string> bodiesBy(const std::string& order) const {
        ReadTransaction transaction(database());
        std::vector<std::string> codes;
        const Page page = subjectsPage(transaction, reader_, Asked{{{"sort", order}}});
        for (const auto& row : page.data["subjects"])
            codes.push_back(row["code"].get<std::string>());
        return codes;
    }
    [[nodiscard]] KnownBodies known(const std::string& field, const std::string& words) const {
        ReadTransaction transaction(database());
        return knownBodies(transaction, reader_, Asked{{{field, words}, {"after", "x"}}}, "/findings");
    }
    [[nodiscard]] KnownFunction knownFunctionOf(
        const std::string& path, std::vector<std::pair<std::string, std::string>> fields) const {
        ReadTransaction transaction(database());
        return knownFunction(transaction, reader_, Asked{std::move(fields)}, path);
    }
    [[nodiscard]] nlohmann::json firstValueOfTheIndicator() const {
        ReadTransaction transaction(database());
        const auto page = moneyOwnerPage(transaction, reader_, "30000000-0000-0000-0000-000000000001");
        return page->data["indicators"].at(0)["values"].at(0);
    }

    const Messages messages_ = Messages::load(shipped("schema/messages"));
    const Reader reader_{messages_, "en"};
};

TEST_F(AskedPagesTest, BodiesAreOrderedBySizeByMoneyAndByCode) {
    execute(tests::smallGovernment());
    addDearBody();
    count();
    EXPECT_THAT(bodiesBy("assets"), ElementsAre("MIN", "ARC"));
    EXPECT_THAT(bodiesBy("cost"), ElementsAre("ARC", "MIN"));
    EXPECT_THAT(bodiesBy("plan"), ElementsAre("MIN", "ARC"));
    EXPECT_THAT(bodiesBy("code"), ElementsAre("ARC", "MIN"));
    EXPECT_EQ(bodiesBy("nonsense"), bodiesBy("assets"));
}

TEST_F(AskedPagesTest, HomeSaysWhatCannotBeKnownAndWhyInsteadOfNought) {
    count();
    ReadTransaction transaction(database());
    const Page page = homePage(transaction, reader_);
    const auto& figures = page.data["figures"];
    ASSERT_EQ(figures.size(), 6U);
    EXPECT_EQ(figures[0]["count"], "0");
    for (const std::size_t unknown : {1U, 2U, 3U, 4U}) {
        EXPECT_EQ(figures[unknown]["count"], false) << unknown;
        EXPECT_NE(figures[unknown]["why"], "") << unknown;
    }
    EXPECT_EQ(figures[5]["count"], "0");
}

TEST_F(AskedPagesTest, HomeCountsWhatItHasSomethingToJudgeBy) {
    execute(tests::smallGovernment());
    count();
    ReadTransaction transaction(database());
    const Page page = homePage(transaction, reader_);
    const auto& figures = page.data["figures"];
    EXPECT_EQ(figures[0]["count"], "3");
    for (const std::size_t judged : {1U, 2U, 3U})
        EXPECT_TRUE(figures[judged]["count"].is_string()) << judged;
}

TEST_F(AskedPagesTest, AnIndicatorIsJudgedByItsTargetInItsDirectionUnlessSomebodyDid) {
    execute(tests::smallGovernment());
    EXPECT_EQ(firstValueOfTheIndicator()["verdict"], messages_.text("en", "money.verdict_not_met"));
    execute("update indicator_value set actual = 85");
    EXPECT_EQ(firstValueOfTheIndicator()["verdict"], messages_.text("en", "money.verdict_met"));
    execute("update indicator set direction = 'decrease'");
    EXPECT_EQ(firstValueOfTheIndicator()["verdict"], messages_.text("en", "money.verdict_not_met"));
    execute("update indicator_value set verdict = 'met'");
    EXPECT_EQ(firstValueOfTheIndicator()["verdict"], messages_.text("en", "money.verdict_met"));
    execute("update indicator_value set verdict = null, actual = null");
    EXPECT_EQ(firstValueOfTheIndicator()["verdict"], "");
}

TEST_F(AskedPagesTest, ABodyIsKnownByItsCodeItsNameOrAPartThatNoOtherHas) {
    execute(tests::smallGovernment());
    addDearBody();
    for (const char* words : {"MIN", "min", "Ministry", "inistr"}) {
        const KnownBodies found = known("subject", words);
        EXPECT_FALSE(found.choice) << words;
        EXPECT_EQ(found.asked.get("subject"), "MIN") << words;
    }
    // Its whole name goes before another one's part.
    EXPECT_EQ(known("holder", "office").asked.get("holder"), "OFF");
}

TEST_F(AskedPagesTest, ANameThatMayMeanSeveralBodiesIsAskedAboutAndOneThatMeansNoneToldSo) {
    execute(tests::smallGovernment());
    addDearBody();
    const KnownBodies several = known("subject", "offi");
    ASSERT_TRUE(several.choice);
    std::vector<std::string> addresses;
    for (const auto& body : several.choice->data["choices"])
        addresses.push_back(body["address"].get<std::string>());
    EXPECT_THAT(addresses, ElementsAre("/findings?subject=OFF", "/findings?subject=ARC"));
    const KnownBodies none = known("subject", "nobody");
    ASSERT_TRUE(none.choice);
    EXPECT_TRUE(none.choice->data["choices"].empty());
    // The page of a comparison says this itself.
    EXPECT_FALSE(known("with", "nobody").choice);
}

TEST_F(AskedPagesTest, TheWorklistOfMoneyOffersTheCurrenciesItHas) {
    execute(tests::smallGovernment());
    count();
    ReadTransaction transaction(database());
    std::vector<std::string> codes;
    const Page page = moneyPage(transaction, reader_, {});
    for (const auto& currency : page.data["currencies"])
        codes.push_back(currency["code"].get<std::string>());
    EXPECT_THAT(codes, ElementsAre("JPY", "RUB"));
    EXPECT_EQ(page.data["has_currencies"], true);
}

TEST_F(AskedPagesTest, AFunctionIsTakenByItsCodeItsNameOrAPartOfOneInEitherLanguage) {
    const auto code = [&](const std::string& words) {
        const auto known = knownFunctionOf("/assets", {{"function", words}});
        return known.choice ? std::string("?") : known.asked.get("function");
    };
    EXPECT_EQ(code("cofog:07.3"), "cofog:07.3");
    EXPECT_EQ(code("07.3"), "cofog:07.3");
    EXPECT_EQ(code("general hospital"), "cofog:07.3.1");
    EXPECT_EQ(code("Hospital services"), "cofog:07.3");
    EXPECT_EQ(code("общего профиля больниц"), "cofog:07.3.1");
    EXPECT_EQ(code("hospital"), "?");
    EXPECT_EQ(code("nothing is called so"), "?");
}

TEST_F(AskedPagesTest, AFunctionThatMayBeSeveralIsAskedAboutWithTheRestOfTheQuestion) {
    const auto known =
        knownFunctionOf("/assets", {{"class", "software"}, {"function", "hospital"}, {"after", "x"}});
    ASSERT_TRUE(known.choice);
    const auto& choices = known.choice->data["choices"];
    EXPECT_GE(choices.size(), 3U) << choices;
    EXPECT_EQ(choices.at(0)["address"], "/assets?class=software&function=cofog%3A07.3");
}

TEST_F(AskedPagesTest, WordsThatOnlyBeginAlikeAreOfferedAndNotTaken) {
    const auto known = knownFunctionOf("/assets", {{"function", "больницами"}});
    ASSERT_TRUE(known.choice);
    EXPECT_NE(known.choice->data["nearly"], "");
    EXPECT_FALSE(known.choice->data["choices"].empty());
}

TEST_F(AskedPagesTest, AFunctionOfPairsSetsItsTree) {
    const auto known = knownFunctionOf("/coverage/pairs", {{"function", "T01"}});
    EXPECT_FALSE(known.choice);
    EXPECT_EQ(known.asked.get("tree"), "typical");
    EXPECT_EQ(known.asked.get("function"), "T01");
    const auto other = knownFunctionOf("/coverage/pairs", {{"tree", "typical"}, {"function", "cofog:07.3"}});
    EXPECT_EQ(other.asked.get("tree"), "cofog");
    EXPECT_EQ(other.asked.get("function"), "07.3");
}

}  // namespace
}  // namespace cadastre::reports
