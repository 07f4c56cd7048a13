// What leaves as XML must be well-formed whatever the register holds.
#include "schema/xml_writer.h"

#include <gtest/gtest.h>

namespace cadastre {
namespace {

std::string written(auto&& write, std::uint64_t* replaced = nullptr) {
    std::string out;
    XmlWriter writer([&out](std::string_view piece) { out += piece; });
    write(writer);
    writer.finish();
    if (replaced != nullptr) *replaced = writer.replaced();
    return out;
}

TEST(XmlWriter, NestsAndIndents) {
    EXPECT_EQ(written([](XmlWriter& xml) {
                  xml.open("register").attribute("as-of", "2024-01-01");
                  xml.open("asset").element("name", "Portal").open("note").close().close();
                  xml.close();
              }),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<register as-of=\"2024-01-01\">\n  <asset>\n"
              "    <name>Portal</name>\n    <note/>\n  </asset>\n</register>\n");
}

TEST(XmlWriter, EscapesByPlace) {
    EXPECT_EQ(written([](XmlWriter& xml) {
                  xml.open("a").attribute("b", "<\"&\n\t>").text("<\"&\n\t\r]]>").close();
              }),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&lt;&quot;&amp;&#10;&#9;&gt;\">"
              "&lt;\"&amp;\n\t&#13;]]&gt;</a>\n");
}

TEST(XmlWriter, ReplacesWhatXmlCannotHoldAndSaysHowOften) {
    std::uint64_t replaced = 0;
    const std::string out = written(
        [](XmlWriter& xml) {
            using namespace std::string_view_literals;
            xml.element("a", "x\x01\0y\xEF\xBF\xBE\xED\xA0\x80z\xC3Ж𝄞"sv);
        },
        &replaced);
    EXPECT_EQ(out.find('\x01'), std::string::npos);
    EXPECT_NE(out.find("Ж𝄞</a>"), std::string::npos);
    EXPECT_EQ(replaced, 9U) << "two controls, three bytes of U+FFFE, three of a surrogate, one broken lead";
}

TEST(XmlWriter, RefusesWhatWouldNotBeWellFormed) {
    EXPECT_THROW(written([](XmlWriter& xml) { xml.open("a b"); }), std::logic_error);
    EXPECT_THROW(written([](XmlWriter& xml) { xml.open("a"); }), std::logic_error);
    EXPECT_THROW(written([](XmlWriter& xml) { xml.open("a").close().open("b"); }), std::logic_error);
    EXPECT_THROW(written([](XmlWriter& xml) { xml.open("a").text("x").attribute("b", "c"); }),
                 std::logic_error);
    EXPECT_THROW(written([](XmlWriter&) {}), std::logic_error);
}

TEST(XmlWriter, SendsAsItGoes) {
    std::size_t largest = 0;
    XmlWriter writer([&largest](std::string_view piece) { largest = std::max(largest, piece.size()); });
    writer.open("a");
    for (int i = 0; i < 100000; ++i)
        writer.element("b", "some text of a record");
    writer.close().finish();
    EXPECT_LT(largest, std::size_t{80000});
}

}  // namespace
}  // namespace cadastre
