// What goes into a cell of the register's own CSV comes out of it again.
#include "profiles/assets/stated_cells.h"

#include <gtest/gtest.h>

namespace cadastre::assets {
namespace {

TEST(StatedCells, FunctionsComeBack) {
    const std::vector<StatedFunction> functions = {{"cofog", "01.1", "60"}, {"fea:x", "a|b\\c", ""}};
    EXPECT_EQ(writeFunctions(functions), "cofog:01.1:60|fea\\:x:a\\|b\\\\c");
    EXPECT_EQ(readFunctions(writeFunctions(functions)), functions);
    EXPECT_EQ(readFunctions("typical:T03 | typical:T04")->size(), 2U);
}

TEST(StatedCells, RelationsComeBack) {
    const std::vector<StatedRelation> relations = {{"uses", "S/1", "key/2"}, {"part_of", "", "7"}};
    EXPECT_EQ(readRelations(writeRelations(relations)), relations);
    EXPECT_EQ(readRelations("uses:A/b")->front(), (StatedRelation{"uses", "A", "b"}));
}

TEST(StatedCells, EventsComeBack) {
    const std::vector<StatedEvent> events = {{"commissioned", "2020-01-31", "in_operation", ""},
                                             {"first_recorded", "", "", "as (found) | noted"}};
    EXPECT_EQ(readEvents(writeEvents(events)), events);
    EXPECT_EQ(readEvents("commissioned@2020-01-31>in_operation")->front(), events.front());
}

TEST(StatedCells, TheDocumentOfAnEventComesBack) {
    const std::vector<StatedEvent> events = {{"commissioned", "2020-01-31", "in_operation", "", "A/ACT-5"},
                                             {"removed", "", "", "late # noted", "act (5) | of #6"}};
    EXPECT_EQ(writeEvents(events),
              "commissioned@2020-01-31>in_operation#A/ACT-5|removed@>#act \\(5) \\| of #6(late # noted)");
    EXPECT_EQ(readEvents(writeEvents(events)), events);
}

TEST(StatedCells, CellsOfAnotherShapeAreRefused) {
    EXPECT_FALSE(readFunctions("01.1"));
    EXPECT_FALSE(readFunctions("cofog:01.1:most"));
    EXPECT_FALSE(readRelations("uses"));
    EXPECT_FALSE(readEvents("commissioned@yesterday>in_operation"));
    EXPECT_FALSE(readEvents("commissioned@2020-01-31>in_operation(open"));
}

TEST(StatedCells, StatesComeBack) {
    for (const Value& value : {Value{Value::Kind::unknown, ""}, Value{Value::Kind::unknown, "2027-01-01"},
                               Value{Value::Kind::withheld, "commercial secret"}}) {
        EXPECT_EQ(readState(writeState(value)), value);
    }
    EXPECT_FALSE(readState("unknown until further notice"));
    EXPECT_FALSE(readState("Unknown territory"));
}

TEST(StatedCells, FormulasAreNeutralisedAndComeBack) {
    for (const std::string_view text :
         {"=1+1", "+7 495", "-5", "@x", "'quoted", "''", "unknown", "withheld: x", "'s-Hertogenbosch"}) {
        EXPECT_EQ(writeText(text).front(), '\'') << text;
        EXPECT_EQ(readText(writeText(text)), text);
    }
    EXPECT_EQ(writeText("plain"), "plain");
    EXPECT_EQ(readText("'s-Hertogenbosch"), "'s-Hertogenbosch") << "an apostrophe of the text itself stays";
}

TEST(StatedCells, ReferencesEscapeTheSlash) {
    EXPECT_EQ(writeReference("A/B", "c\\d"), "A\\/B/c\\\\d");
}

}  // namespace
}  // namespace cadastre::assets
