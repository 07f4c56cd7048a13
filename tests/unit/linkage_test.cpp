// Linkage of tables, on small tables made here and on the public sets where they stand.
#include "profiles/duplicates/tables/linkage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <set>
#include <stdexcept>

#include "schema/csv_reader.h"
#include "tests/real_data.h"
#include "tests/unit/table_of.h"

namespace cadastre::duplicates {
namespace {

Table readTable(const std::filesystem::path& path, const std::set<std::string>& dropped = {}) {
    std::ifstream file(path, std::ios::binary);
    CsvReader reader(bytesOf(file));
    reader.next();
    Table table;
    std::vector<std::size_t> kept;
    for (std::size_t c = 1; c < reader.cells().size(); ++c) {
        if (dropped.contains(std::string(reader.cells()[c]))) continue;
        table.columns.emplace_back(reader.cells()[c]);
        kept.push_back(c);
    }
    table.values.resize(kept.size());
    while (reader.next()) {
        table.ids.emplace_back(reader.cells()[0]);
        for (std::size_t c = 0; c < kept.size(); ++c)
            table.values[c].emplace_back(reader.cells()[kept[c]]);
    }
    return table;
}

using IdPairs = std::set<std::pair<std::string, std::string>>;

IdPairs readGold(const std::filesystem::path& path, bool ordered) {
    std::ifstream file(path, std::ios::binary);
    CsvReader reader(bytesOf(file));
    reader.next();
    IdPairs gold;
    while (reader.next()) {
        std::string left(reader.cells()[0]), right(reader.cells()[1]);
        if (!ordered && right < left) std::swap(left, right);
        gold.emplace(std::move(left), std::move(right));
    }
    return gold;
}

struct Quality {
    double f1 = 0, candidateRecall = 0;
};

Quality qualityOf(const Table& left, const Table* right, const IdPairs& gold) {
    LinkageOptions options;
    options.topCandidates = 10;
    options.threads = 2;
    const LinkageResult result = link(left, right, options);
    const Table& other = right == nullptr ? left : *right;
    const auto idsOf = [&](std::size_t l, std::size_t r) {
        std::pair<std::string, std::string> ids(left.ids[l], other.ids[r]);
        if (right == nullptr && ids.second < ids.first) std::swap(ids.first, ids.second);
        return ids;
    };
    double found = 0;
    for (const LinkedPair& pair : result.pairs)
        found += gold.contains(idsOf(pair.left, pair.right)) ? 1 : 0;
    IdPairs candidates;
    for (const CandidatePair& pair : result.candidates)
        candidates.insert(idsOf(pair.left, pair.right));
    double among = 0;
    for (const auto& pair : gold)
        among += candidates.contains(pair) ? 1 : 0;
    const auto truths = static_cast<double>(gold.size());
    return {2 * found / (static_cast<double>(result.pairs.size()) + truths), among / truths};
}

TEST(LinkRealData, FindsTheSameProductsInAbtAndBuy) {
    CADASTRE_NEEDS_REAL_DATA("link/abt_buy");
    const auto folder = tests::realData() / "link/abt_buy";
    const Table left = readTable(folder / "tableA.csv"), right = readTable(folder / "tableB.csv");
    const Quality quality = qualityOf(left, &right, readGold(folder / "gold.csv", true));
    EXPECT_GE(quality.f1, 0.96);
    EXPECT_GE(quality.candidateRecall, 0.997);
}

TEST(LinkRealData, FindsTheSamePapersInDblpAndAcm) {
    CADASTRE_NEEDS_REAL_DATA("link/dblp_acm");
    const auto folder = tests::realData() / "link/dblp_acm";
    const Table left = readTable(folder / "tableA.csv"), right = readTable(folder / "tableB.csv");
    const Quality quality = qualityOf(left, &right, readGold(folder / "gold.csv", true));
    EXPECT_GE(quality.f1, 0.987);
    EXPECT_GE(quality.candidateRecall, 0.998);
}

TEST(LinkRealData, FindsTheSamePersonsInTwoFebrlTables) {
    CADASTRE_NEEDS_REAL_DATA("link/febrl");
    const auto folder = tests::realData() / "link/febrl";
    const Table left = readTable(folder / "dataset4a.csv", {"soc_sec_id"});
    const Table right = readTable(folder / "dataset4b.csv", {"soc_sec_id"});
    const Quality quality = qualityOf(left, &right, readGold(folder / "gold4.csv", true));
    EXPECT_GE(quality.f1, 0.999);
    EXPECT_GE(quality.candidateRecall, 0.998);
}

TEST(LinkRealData, FindsClustersOfPersonsInsideOneFebrlTable) {
    CADASTRE_NEEDS_REAL_DATA("link/febrl");
    const auto folder = tests::realData() / "link/febrl";
    for (const char* number : {"1", "2"}) {
        const Table table = readTable(folder / (std::string("dataset") + number + ".csv"), {"soc_sec_id"});
        const Quality quality =
            qualityOf(table, nullptr, readGold(folder / (std::string("gold") + number + ".csv"), false));
        EXPECT_GE(quality.f1, 0.98) << "dataset" << number;
        EXPECT_GE(quality.candidateRecall, 0.998) << "dataset" << number;
    }
}

TEST(Link, GivesTheSameAnswerWithAnyNumberOfThreads) {
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 300; ++i) {
        rows.push_back(
            {"register of thing " + std::to_string(i * 7919 % 1000), "body " + std::to_string(i % 7)});
        if (i % 5 == 0)
            rows.push_back(
                {"registre of thing " + std::to_string(i * 7919 % 1000), "body " + std::to_string(i % 7)});
    }
    const Table table = tableOf({"name", "body"}, rows);
    const auto run = [&](int threads) {
        LinkageOptions options;
        options.threads = threads;
        options.topCandidates = 5;
        return link(table, nullptr, options);
    };
    const LinkageResult one = run(1), four = run(4);
    ASSERT_EQ(one.pairs.size(), four.pairs.size());
    for (std::size_t i = 0; i < one.pairs.size(); ++i) {
        EXPECT_EQ(one.pairs[i].left, four.pairs[i].left);
        EXPECT_EQ(one.pairs[i].right, four.pairs[i].right);
        EXPECT_EQ(one.pairs[i].bits, four.pairs[i].bits);
    }
    EXPECT_EQ(one.candidates.size(), four.candidates.size());
}

TEST(Link, ExplanationAddsUpToItsScoreExactly) {
    const Table left = tableOf(
        {"name", "year"},
        {{"Sony PS-LX350H turntable", "1999"}, {"Bose speaker 5", "2001"}, {"Canon printer ip4200", "2002"}});
    const Table right = tableOf({"name", "year"}, {{"sony pslx350h belt drive", "1999"},
                                                   {"canon ip 4200 printer", "2002"},
                                                   {"bose speakers five", "2001"}});
    LinkageOptions options;
    options.explain = true;
    const LinkageResult result = link(left, &right, options);
    ASSERT_FALSE(result.pairs.empty());
    ASSERT_EQ(result.explanations.size(), result.pairs.size());
    for (std::size_t i = 0; i < result.pairs.size(); ++i) {
        const Explanation& why = result.explanations[i];
        double sum = why.priorBits;
        for (const ScorePart& part : why.parts)
            sum += part.bits;
        EXPECT_EQ(sum, why.score);
        EXPECT_NEAR(why.score, result.pairs[i].bits - result.thresholdBits, 1e-4);
        EXPECT_FALSE(why.sentence.key.empty());
    }
}

TEST(Link, NamesIdsThatAreMissingOrMetTwice) {
    Table table = tableOf({"name"}, {{"a"}, {"b"}, {"c"}});
    table.ids = {"1", "2", "1"};
    EXPECT_THROW(
        try { link(table, nullptr, {}); } catch (const std::invalid_argument& error) {
            EXPECT_STREQ(error.what(), "the table, row 3: id \"1\" was met before, in row 1");
            throw;
        },
        std::invalid_argument);
    table.ids = {"1", "", "3"};
    EXPECT_THROW(link(table, nullptr, {}), std::invalid_argument);
}

TEST(Link, NamesTheRowThatIsNoUtf8) {
    Table table = tableOf({"name"}, {{"a"}, {"b\xFF"}});
    EXPECT_THROW(
        try { link(table, nullptr, {}); } catch (const std::invalid_argument& error) {
            EXPECT_STREQ(error.what(), "the table, row 2, column \"name\": no valid UTF-8 at byte 2");
            throw;
        },
        std::invalid_argument);
}

TEST(Link, AnswersForTablesOfNothingAndOfOne) {
    const Table empty = tableOf({"name"}, {});
    const Table one = tableOf({"name"}, {{"alone"}});
    EXPECT_TRUE(link(empty, nullptr, {}).pairs.empty());
    EXPECT_TRUE(link(one, nullptr, {}).pairs.empty());
    EXPECT_TRUE(link(one, &empty, {}).pairs.empty());
    EXPECT_TRUE(link(tableOf({"name"}, {{""}, {"  "}, {"n/a"}}), nullptr, {}).pairs.empty());
}

TEST(Link, PairsAllRowsThatAreEqual) {
    const Table table =
        tableOf({"name", "empty"}, std::vector<std::vector<std::string>>(5, {"one and the same", ""}));
    EXPECT_EQ(link(table, nullptr, {}).pairs.size(), 10U);
}

TEST(Link, EstimatesNothingWhereOnlyRowsThatSayTheSameMatch) {
    const Table copies{{"name"}, {"1", "2", "3"}, {{"same", "same", "same"}}};
    const LinkageResult result = link(copies, nullptr, {});
    EXPECT_EQ(result.pairs.size(), 3U);
    EXPECT_FALSE(result.estimatedPrecision) << "no pair was judged: nought would say that all are false";
    EXPECT_FALSE(result.estimatedRecall);
    EXPECT_FALSE(link(Table{{"name"}, {"1"}, {{"alone"}}}, nullptr, {}).estimatedPrecision);
}

TEST(Link, TakesVeryLongCellsAndManyCopiesInBoundedTime) {
    std::string longCell;
    for (int i = 0; i < 20'000; ++i)
        longCell += "word" + std::to_string(i) + " ";
    std::vector<std::vector<std::string>> rows(30'000, {"a million copies of one name"});
    rows.push_back({longCell});
    rows.push_back({longCell + "more"});
    const LinkageResult result = link(tableOf({"name"}, rows), nullptr, {});
    EXPECT_LE(result.pairs.size(), 40'000U);  // copies beyond a thousand stand as a star
    EXPECT_GE(result.pairs.size(), 29'999U);
}

TEST(Link, AlignsColumnsByContentWhereNamesDiffer) {
    std::vector<std::vector<std::string>> rows, others;
    for (int i = 0; i < 60; ++i) {
        const std::string name = "item number" + std::to_string(i * 37) + " of kind " + std::to_string(i % 9);
        rows.push_back({name, std::to_string(1900 + i)});
        others.push_back({std::to_string(1900 + i), name});
    }
    const Table left = tableOf({"title", "year"}, rows), right = tableOf({"published", "label"}, others);
    const LinkageResult result = link(left, &right, {});
    EXPECT_GE(result.pairs.size(), 55U);
    for (const LinkedPair& pair : result.pairs)
        EXPECT_EQ(pair.left, pair.right);
}

TEST(Link, ReadsDatesThatTwoTablesWriteDifferently) {
    std::vector<std::vector<std::string>> rows, others;
    for (int i = 0; i < 40; ++i) {
        const std::string year = std::to_string(1970 + i), month = std::to_string(1 + i % 12);
        const std::string day = std::to_string(1 + i * 7 % 28),
                          name = "person of street " + std::to_string(i % 5);
        rows.push_back({name, year + "-" + month + "-" + day});
        others.push_back({name, day + "." + month + "." + year});
    }
    const Table left = tableOf({"name", "born"}, rows), right = tableOf({"name", "geboren"}, others);
    const LinkageResult result = link(left, &right, {});
    EXPECT_GE(result.pairs.size(), 36U);
    for (const LinkedPair& pair : result.pairs)
        EXPECT_EQ(pair.left, pair.right);
}

TEST(Link, LearnsWhichValuesStandForEachOther) {
    // Of one name in two countries only the country tells which is which, and the tables name countries
    // differently.
    const std::vector<std::pair<std::string, std::string>> countries = {
        {"Canada", "CA"}, {"Finland", "FI"}, {"Japan", "JP"}, {"Peru", "PE"}, {"Estonia", "EE"}};
    std::mt19937 random(3);
    const auto anyOf = [&](std::string_view letters) { return letters[random() % letters.size()]; };
    std::vector<std::vector<std::string>> ours, theirs;
    for (std::size_t airport = 0; airport < 300; ++airport) {
        std::string name;
        for (int syllable = 0; syllable < 3; ++syllable)
            name += {anyOf("BDFGKLMNPRST"), anyOf("aeiou"), anyOf("lmnrst")};
        const auto& first = countries[airport % 5];
        ours.push_back({name + " Airport", first.first});
        theirs.push_back({name + " Airfield", first.second});
        if (airport % 3 != 0) continue;  // its namesake abroad, known to one table each
        ours.push_back({name + " Airport", countries[(airport + 1) % 5].first});
        theirs.push_back({name + " Airfield", countries[(airport + 2) % 5].second});
    }
    const Table left = tableOf({"name", "country"}, ours), right = tableOf({"airport", "iso"}, theirs);
    LinkageOptions options;
    options.explain = true;
    const LinkageResult found = link(left, &right, options);
    std::size_t wrong = 0;
    bool explained = false;
    for (std::size_t i = 0; i < found.pairs.size(); ++i) {
        const LinkedPair pair = found.pairs[i];
        const auto& country = ours[pair.left][1];
        const auto iso = std::find_if(countries.begin(), countries.end(), [&](const auto& one) {
                             return one.first == country;
                         })->second;
        wrong += iso == theirs[pair.right][1] ? 0 : 1;
        for (const auto& part : found.explanations[i].parts)
            explained = explained || (part.field == "country" && part.left == country + " = " + iso);
    }
    EXPECT_GE(found.pairs.size(), 290U);
    EXPECT_LE(wrong, 6U);
    EXPECT_TRUE(explained);
}

TEST(Link, AnswersForTwoTablesOfOneValue) {
    const Table left = tableOf({"name"}, std::vector<std::vector<std::string>>(500, {"one and the same"}));
    const Table right =
        tableOf({"name", "x"}, std::vector<std::vector<std::string>>(700, {"one and the same", ""}));
    LinkageOptions options;
    options.topCandidates = 10;
    const LinkageResult result = link(left, &right, options);
    EXPECT_LE(result.pairs.size(), 350'000U);
    EXPECT_LE(result.candidates.size(), 5'000U);
}

TEST(Link, NamesColumnsThatDoNotExist) {
    LinkageOptions options;
    options.columns = {"no such"};
    EXPECT_THROW(link(tableOf({"name"}, {{"a"}, {"b"}}), nullptr, options), std::invalid_argument);
}

}  // namespace
}  // namespace cadastre::duplicates
