// Tables to be linked, as strangers write them.
#include "profiles/duplicates/tables/table_file.h"

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "schema/paths.h"

namespace cadastre::duplicates {
namespace {

Table readText(const std::string& text, std::string_view id = "id") {
    static const Messages messages = Messages::load(shipped("schema/messages"));
    std::istringstream file(text);
    return readTable(file, "t.csv", id, {messages, "en"});
}

std::string complaintAbout(const std::string& text) {
    try {
        readText(text);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "none";
}

TEST(TableFile, IsReadWithAnyOfFourDelimitersAByteOrderMarkAndSpacesInItsHeader) {
    for (const char delimiter : {',', ';', '\t', '|'}) {
        const std::string d(1, delimiter);
        const Table table = readText("\xEF\xBB\xBF name " + d + " id\r\n\"two\nlines" + d + "\"" + d +
                                     "1\r\n\r\nb" + d + "2");
        EXPECT_EQ(table.columns, std::vector<std::string>{"name"});
        EXPECT_EQ(table.ids, (std::vector<std::string>{"1", "2"}));
        EXPECT_EQ(table.values[0], (std::vector<std::string>{"two\nlines" + d, "b"}));
    }
}

TEST(TableFile, LeavesOutRowsOfNothingButSpaces) {
    EXPECT_EQ(readText("id,name\n1,a\n  \n2,b\n \t \n").rows(), 2U);
}

TEST(TableFile, SaysWhichFileItCannotReadAndWhatToMend) {
    const std::string utf16("\xFF\xFEi\0d\0,\0a\0\n\0", 12);
    EXPECT_NE(complaintAbout(utf16).find("t.csv is no UTF-8 but UTF-16"), std::string::npos);
    EXPECT_NE(complaintAbout("id,\xE8\xEC\xFF\n1,a\n").find("line 1: no valid UTF-8 at byte 4"),
              std::string::npos);
    EXPECT_NE(complaintAbout("").find("t.csv is empty"), std::string::npos);
    EXPECT_NE(complaintAbout("1,Romashka\n2,Vector\n").find("no column \"id\""), std::string::npos);
    EXPECT_NE(complaintAbout("1,Romashka\n2,Vector\n").find("has: 1, Romashka"), std::string::npos);
    EXPECT_NE(complaintAbout("id,name\n1,a\n2\n").find("line 3: 1 cells stand where the first row has 2"),
              std::string::npos);
    EXPECT_NE(complaintAbout("id,name\n1,\"a\n2,b\n").find("line 2: a quote opened in this row"),
              std::string::npos);
}

TEST(TableFile, TakesTheFirstOfSeveralColumnsOfTheIdsName) {
    const Table table = readText("id,id,name\n1,x,a\n");
    EXPECT_EQ(table.ids, std::vector<std::string>{"1"});
    EXPECT_EQ(table.columns, (std::vector<std::string>{"id", "name"}));
}

}  // namespace
}  // namespace cadastre::duplicates
