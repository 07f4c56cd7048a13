// What templates may say and how their lines come out; what must never come out unescaped.
#include "reports/page_template.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace cadastre::reports {
namespace {

using nlohmann::json;

std::string filled(std::string_view source, const json& data) {
    return PageTemplate(source).render(data);
}

TEST(PageTemplate, EscapesEveryValue) {
    EXPECT_EQ(filled("<a title=\"{{t}}\">{{t}}</a>", {{"t", "<b> & \"c\" 'd'"}}),
              "<a title=\"&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;\">&lt;b&gt; &amp; &quot;c&quot; "
              "&apos;d&apos;</a>");
    EXPECT_EQ(htmlEscaped("nothing to do"), "nothing to do");
}

TEST(PageTemplate, WritesTextsAndNumbersAndNothingElse) {
    const json data{{"text", "a"}, {"number", 12}, {"no", 0}, {"flag", true}, {"none", nullptr}};
    EXPECT_EQ(filled("{{text}},{{number}},{{ no }},{{flag}},{{none}},{{absent}}", data), "a,12,0,,,");
}

TEST(PageTemplate, ShowsASectionForEachItemOfAListAndOnceForWhatIsThere) {
    const json data{{"rows", json::array({{{"n", 1}}, {{"n", 2}}})}, {"name", "x"}, {"one", {{"n", 3}}}};
    EXPECT_EQ(filled("{{#rows}}<{{n}}{{name}}>{{/rows}}{{#one}}[{{n}}]{{/one}}", data), "<1x><2x>[3]");
    EXPECT_EQ(filled("{{#name}}({{name}}|{{.}}){{/name}}", data), "(x|x)");
    EXPECT_EQ(filled("{{#words}}{{.}};{{/words}}", {{"words", {"a", "b"}}}), "a;b;");
}

TEST(PageTemplate, LeavesOutSectionsOfNothingAndShowsTheirOpposites) {
    for (const json& nothing : {json(nullptr), json(false), json(""), json::array()}) {
        EXPECT_EQ(filled("a{{#x}}b{{/x}}{{^x}}c{{/x}}", {{"x", nothing}}), "ac");
    }
    EXPECT_EQ(filled("a{{#x}}b{{/x}}{{^x}}c{{/x}}", json::object()), "ac");
    EXPECT_EQ(filled("a{{#x}}b{{/x}}{{^x}}c{{/x}}", {{"x", 0}}), "ab");
}

TEST(PageTemplate, FindsTheInnermostOfOneName) {
    const json data{{"name", "outer"},
                    {"rows", json::array({{{"name", "inner"}}, {{"name", ""}}, json::object()})}};
    EXPECT_EQ(filled("{{#rows}}{{name}};{{/rows}}", data), "inner;;outer;");
}

TEST(PageTemplate, LeavesNoEmptyLineWhereOnlySectionsStand) {
    const json data{{"on", true}, {"rows", {1, 2}}};
    EXPECT_EQ(filled("a\n{{#on}}\n  b\n {{/on}}\nc\n", data), "a\n  b\nc\n");
    EXPECT_EQ(filled("{{#rows}}<{{.}}>\n{{/rows}}\nend", data), "<1>\n<2>\nend");
    EXPECT_EQ(filled("a\n\nb", data), "a\n\nb") << "a line that was empty before stays";
}

TEST(PageTemplate, RefusesWhatIsNotInTheLanguage) {
    for (const char* wrong : {"{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{a",
                              "{{{a}}}", "{{&a}}", "{{>part}}", "{{}}"})
        EXPECT_THROW(PageTemplate{wrong}, std::invalid_argument) << wrong;
}

}  // namespace
}  // namespace cadastre::reports
