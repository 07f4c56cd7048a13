// The picture of relations: nothing overlaps, nothing is outside, long words are broken.
#include "reports/relation_picture.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace cadastre::reports;
using nlohmann::json;

int number(const json& box, const char* name) {
    return std::stoi(box[name].get<std::string>());
}

std::vector<DrawnRelation> manyRelations() {
    std::vector<DrawnRelation> relations;
    for (int i = 0; i < 9; ++i)
        relations.push_back({"runs on",
                             "Long name of a platform number " + std::to_string(i) + " of its line",
                             "Ministry", true, i == 3});
    relations.push_back({"part of", "Whole", "", true, false});
    for (int i = 0; i < 2; ++i)
        relations.push_back({"used by", "User " + std::to_string(i), "Agency · in operation", false, false});
    return relations;
}

TEST(RelationPicture, KeepsBoxesApartAndInside) {
    for (const PictureShape shape : {PictureShape::wide, PictureShape::narrow}) {
        const json picture = relationPicture("Itself", manyRelations(), shape, "and {count} more");
        const auto& boxes = picture["boxes"];
        EXPECT_EQ(boxes.size(), 1U + shownOfAKind + 1 + 2);
        EXPECT_EQ(picture["edges"].size(), boxes.size() - 1);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            EXPECT_GE(number(boxes[i], "x"), 0);
            EXPECT_LE(number(boxes[i], "x") + number(boxes[i], "width"), number(picture, "width"));
            EXPECT_LE(number(boxes[i], "y") + number(boxes[i], "height"), number(picture, "height"));
            for (std::size_t j = 0; j < i; ++j) {
                const bool beside =
                    number(boxes[i], "x") >= number(boxes[j], "x") + number(boxes[j], "width") ||
                    number(boxes[j], "x") >= number(boxes[i], "x") + number(boxes[i], "width");
                const bool below =
                    number(boxes[i], "y") >= number(boxes[j], "y") + number(boxes[j], "height") ||
                    number(boxes[j], "y") >= number(boxes[i], "y") + number(boxes[i], "height");
                EXPECT_TRUE(beside || below) << i << ' ' << j;
            }
        }
    }
}

TEST(RelationPicture, SaysHowManyItDoesNotDraw) {
    const json picture = relationPicture("Itself", manyRelations(), PictureShape::wide, "and {count} more");
    bool said = false;
    for (const json& heading : picture["headings"])
        said = said || heading["text"] == "and 3 more";
    EXPECT_TRUE(said);
}

TEST(WrappedLines, BreakBetweenWordsAndInsideWordsTooLongForALine) {
    EXPECT_EQ(wrappedLines("реестр выданных лицензий", 10, 3),
              (std::vector<std::string>{"реестр", "выданных", "лицензий"}));
    EXPECT_EQ(wrappedLines("abcdefgh ij", 4, 3), (std::vector<std::string>{"abcd", "efgh", "ij"}));
    EXPECT_EQ(wrappedLines("one two three four", 5, 2), (std::vector<std::string>{"one", "two…"}));
    EXPECT_TRUE(wrappedLines("", 5, 2).empty());
}

}  // namespace
