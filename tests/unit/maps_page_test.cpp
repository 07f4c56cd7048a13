// docs/maps.md is true: its example reads, and it names every key that a map may have.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "tests/unit/record_collector.h"
#include "tests/unit/temporary_file.h"

namespace cadastre::importers {
namespace {

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string between(const std::string& text, std::string_view begin, std::string_view end) {
    const std::size_t start = text.find(begin) + begin.size();
    return text.substr(start, text.find(end, start) - start);
}

TEST(MapsPage, ItsFiveMinuteExampleReads) {
    const std::string page = contentOf("docs/maps.md");
    std::string csv = "Nr;System" + between(page, "Nr;System", "\n\nWrite");
    csv = std::regex_replace(csv, std::regex("\n    "), "\n");
    const tests::TemporaryFolder folder;
    const auto map = folder.write("my.toml", between(page, "```toml\n", "```"));
    RecordCollector read = readInput({folder.write("systems.csv", csv + "\n"), "auto", map.string(), ""});
    EXPECT_TRUE(read.problems.empty()) << read.told();
    ASSERT_EQ(read.primary, (std::map<std::string, std::size_t>{{"asset", 2}}));
    const Record& land = *read.find("asset", "17");
    EXPECT_EQ(land.subject, "ministry-of-justice");
    EXPECT_EQ(RecordCollector::field(land, "yearly_cost")->text, "125050000");
    EXPECT_EQ(RecordCollector::field(land, "commissioned_on")->text, "2016-05-03");
    EXPECT_EQ(RecordCollector::field(land, "stage")->text, "in_operation");
    EXPECT_EQ(RecordCollector::field(*read.find("asset", "18"), "yearly_cost")->kind, Value::Kind::unknown);
}

TEST(MapsPage, NamesEveryKeyOfAMap) {
    const std::string page = contentOf("docs/maps.md");
    const std::string loader = contentOf("importers/map_file.cpp") + contentOf("importers/map_cell.cpp");
    const std::regex key(
        "(?:text|requiredText|flag|number|texts|take|oneOf|tables|optional|required|conditions|"
        "pattern)"
        "\\((?:table, )?\"([a-z_]+)\"");
    std::size_t keys = 0;
    for (std::sregex_iterator found(loader.begin(), loader.end(), key), end; found != end; ++found, ++keys) {
        const std::string name = (*found)[1];
        if (name == "about") continue;  // says nothing to the reader
        EXPECT_NE(page.find(name), std::string::npos) << name;
    }
    EXPECT_GT(keys, 40U);
}

}  // namespace
}  // namespace cadastre::importers
