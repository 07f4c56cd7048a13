// Reads every #include of the house and fails on an arrow that points up or a library in the wrong room:
// linkers forgive both.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "schema/paths.h"

namespace cadastre {
namespace {

namespace fs = std::filesystem;

struct Include {
    fs::path file;       // relative to the source root
    std::string target;  // as written between the quotes or angle brackets
};

// Which floors a floor may include besides itself.
const std::map<std::string, std::vector<std::string>> below{
    {"schema", {}},
    {"profiles", {"schema"}},
    {"importers", {"profiles", "schema"}},
    {"reports", {"profiles", "schema"}},
    {"registry", {"importers", "reports", "profiles", "schema"}},
    {"tools", {"registry", "importers", "reports", "profiles", "schema"}},
};

std::string floorOf(const fs::path& file) {
    return file.begin()->string();
}

std::vector<Include> allIncludes() {
    const fs::path root = shippedFolder();
    const std::regex line(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<Include> includes;
    for (const auto& [floor, _] : below) {
        if (!fs::exists(root / floor)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / floor)) {
            const std::string extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp") continue;
            std::ifstream stream(entry.path());
            std::smatch found;
            for (std::string text; std::getline(stream, text);) {
                if (std::regex_search(text, found, line)) {
                    includes.push_back({fs::relative(entry.path(), root), found[1]});
                }
            }
        }
    }
    return includes;
}

bool allowed(const std::string& floor, const std::string& target) {
    const auto& floors = below.at(floor);
    return floor == target || std::find(floors.begin(), floors.end(), target) != floors.end();
}

bool isStore(const fs::path& file) {
    return file.stem().string().ends_with("_store");
}

TEST(Architecture, IncludesPointDownOnly) {
    const auto includes = allIncludes();
    ASSERT_GT(includes.size(), 100U) << "the sources were not found";
    for (const Include& include : includes) {
        const std::string target = floorOf(include.target);
        if (!below.contains(target)) continue;
        EXPECT_TRUE(allowed(floorOf(include.file), target)) << include.file << " includes " << include.target;
    }
}

TEST(Architecture, LibrariesStayInTheirRooms) {
    for (const auto& [file, target] : allIncludes()) {
        const std::string floor = floorOf(file);
        const std::string where = file.string() + " includes " + target;
        EXPECT_FALSE(target.starts_with("pqxx/")) << where;
        EXPECT_TRUE(target != "libpq-fe.h" || floor == "schema") << where;
        EXPECT_TRUE(!target.starts_with("Poco/Net/") || file.string().starts_with("registry/http/")) << where;
        EXPECT_TRUE(!target.starts_with("xercesc/") || floor == "importers" || floor == "schema") << where;
        EXPECT_TRUE(!target.starts_with("cxxopts") || floor == "tools") << where;
    }
}

// The pure half of the domain is linked without the stores: logic that needs a database would break its
// tests.
TEST(Architecture, PureLogicKnowsNoDatabase) {
    for (const auto& [file, target] : allIncludes()) {
        if (floorOf(file) != "profiles" || isStore(file)) continue;
        EXPECT_FALSE(isStore(target)) << file << " includes " << target;
        for (const char* header : {"schema/database.h", "schema/connection.h", "schema/copy.h"}) {
            EXPECT_NE(target, header) << file;
        }
    }
}

}  // namespace
}  // namespace cadastre
