// Reading of manifest.toml.
#include "importers/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "importers/column_map.h"
#include "importers/map_table.h"

namespace cadastre::importers {
namespace {

bool leavesFolder(const std::filesystem::path& path) {
    return path.is_absolute() ||
           std::any_of(path.begin(), path.end(), [](const auto& part) { return part == ".."; });
}

Input fileIn(MapTable& table, const std::filesystem::path& folder) {
    Input input;
    const std::filesystem::path path = table.requiredText("path");
    if (leavesFolder(path)) table.fail("path", "must be inside the folder");
    input.path = folder / path;
    if (!std::filesystem::exists(input.path)) table.fail("path", "there is no such file");
    input.map = table.text("map");
    if (input.map.ends_with(".toml")) {
        if (leavesFolder(input.map)) table.fail("map", "must be inside the folder");
        input.map = (folder / input.map).string();
    }
    input.subject = table.text("subject");
    constexpr std::array<std::string_view, 3> kFormats = {"auto", "csv", "xml"};
    input.format = kFormats.at(table.oneOf("format", kFormats).value_or(0));
    table.finish();
    return input;
}

}  // namespace

std::vector<Input> readManifest(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "manifest.toml";
    toml::table document;
    try {
        document = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        throw MapError(
            fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
    }
    MapTable root(file, document, "");
    root.text("about");
    std::vector<Input> inputs;
    root.tables("file", [&](MapTable table) { inputs.push_back(fileIn(table, folder)); });
    if (inputs.empty()) root.fail("file", "is missing: a manifest lists at least one [[file]]");
    root.finish();
    return inputs;
}

}  // namespace cadastre::importers
