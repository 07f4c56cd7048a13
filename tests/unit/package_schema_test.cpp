// The package schema and the field dictionary say the same: a field added to one must be added to the other.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/unit/record_collector.h"
#include "tests/unit/temporary_file.h"

namespace cadastre::importers {
namespace {

using assets::FieldType;

/// A text that fits the type.
std::string sample(FieldType type) {
    switch (type) {
        case FieldType::date:
            return "2024-01-31";
        case FieldType::integer:
            return "3";
        case FieldType::decimal:
        case FieldType::money:
            return "1.5";
        case FieldType::boolean:
            return "true";
        default:
            return "x";
    }
}

/// "kind field" for each element of each record kind in the schema.
std::set<std::string> fieldsOfSchema() {
    std::ifstream file("schema/xsd/package.xsd");
    std::stringstream text;
    text << file.rdbuf();
    const std::string xsd = text.str();
    const std::regex kindElement("<xs:element name=\"([a-z_]+)\" type=\"([A-Za-z]+)\"/>");
    std::set<std::string> fields;
    for (std::sregex_iterator kind(xsd.begin(), xsd.end(), kindElement), end; kind != end; ++kind) {
        const std::size_t start = xsd.find("<xs:complexType name=\"" + (*kind)[2].str() + "\">");
        if (start == std::string::npos) continue;
        const std::string body = xsd.substr(start, xsd.find("</xs:complexType>", start) - start);
        const std::regex child("<xs:element name=\"([a-z_0-9]+)\"");
        for (std::sregex_iterator field(body.begin(), body.end(), child); field != end; ++field) {
            fields.insert((*kind)[1].str() + " " + (*field)[1].str());
        }
    }
    return fields;
}

TEST(PackageSchema, HasExactlyTheFieldsOfTheDictionary) {
    std::set<std::string> dictionary = {"asset functions", "asset relations", "asset events"};
    for (const assets::Field& field : shippedDictionary().fields()) {
        if (field.recordKind == "asset" && field.code == "class") continue;  // an attribute
        dictionary.insert(field.recordKind + " " + field.code);
    }
    EXPECT_EQ(fieldsOfSchema(), dictionary);
}

TEST(PackageSchema, TakesAValueAndBothStatesForEveryFieldOfEveryKindAndClass) {
    std::string records;
    std::size_t expected = 0;
    for (const assets::Field& field : shippedDictionary().fields()) {
        if (field.code == "class" && field.recordKind == "asset") continue;
        const std::string assetClass = field.assetClass.empty() ? "software" : field.assetClass;
        const std::string currency = field.type == FieldType::money ? "<currency>RUB</currency>" : "";
        const std::string value = field.code == "currency" ? "RUB" : sample(field.type);
        for (const std::string& element : {fmt::format("<{0}>{1}</{0}>{2}", field.code, value, currency),
                                           fmt::format("<{} unknown=\"2027-01-01\"/>", field.code),
                                           fmt::format("<{} withheld=\"words\"/>", field.code)}) {
            records += fmt::format(
                "<{0} key=\"{1}\"{2}>{3}</{0}>\n", field.recordKind, ++expected,
                field.recordKind == "asset" ? fmt::format(" class=\"{}\"", assetClass) : "", element);
        }
    }
    const tests::TemporaryFolder folder;
    RecordCollector read =
        readInput({folder.write("all.xml", "<package xmlns=\"urn:cadastre:package:1\" subject=\"S\">" +
                                               records + "</package>"),
                   "auto", "", ""});
    EXPECT_EQ(read.problems.size(), 0U) << read.told();
    EXPECT_EQ(read.records.size(), expected);
}

}  // namespace
}  // namespace cadastre::importers
