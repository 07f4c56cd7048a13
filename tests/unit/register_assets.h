// Small registers for tests of the duplicate engine, made here, and the Estonian one.
#pragma once

#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/register/register_duplicates.h"
#include "schema/csv_reader.h"
#include "tests/real_data.h"

namespace cadastre::duplicates::small {

inline Uid uidOf(std::uint32_t number) {
    Uid uid{};
    for (std::size_t i = 0; i < 4; ++i)
        uid[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return uid;
}

inline std::uint32_t numberOf(const Uid& uid) {
    return (static_cast<std::uint32_t>(uid[12]) << 24U) | (static_cast<std::uint32_t>(uid[13]) << 16U) |
           (static_cast<std::uint32_t>(uid[14]) << 8U) | uid[15];
}

/// A record that owns its texts.
struct Asset {
    std::uint32_t number = 0;
    std::int64_t subject = 0;
    std::string name, shortName, purpose;
    std::vector<std::string_view> functions = {};
    bool planned = false;
    std::optional<std::uint32_t> solution = {}, parent = {};
    std::optional<std::int64_t> cost = {};
    bool ended = false;
    std::string product = {};
};

inline RegisterFindings findIn(const std::vector<Asset>& assets, RegisterOptions options = {}) {
    RegisterComparison comparison(std::move(options));
    for (const Asset& asset : assets) {
        RegisterRecord record;
        record.uid = uidOf(asset.number);
        record.assetClass = "information_system";
        record.subject = asset.subject;
        record.name = asset.name;
        record.shortName = asset.shortName;
        record.purpose = asset.purpose;
        record.functions = asset.functions;
        record.planned = asset.planned;
        record.ended = asset.ended;
        record.product = asset.product;
        if (asset.solution) record.standardSolution = uidOf(*asset.solution);
        if (asset.parent) record.partOf = uidOf(*asset.parent);
        record.yearlyRunningCost = asset.cost;
        record.currency = "RUB";
        comparison.add({&record, 1});
    }
    return comparison.find();
}

using Group = std::set<std::uint32_t>;

inline std::vector<Group> groupsOf(const RegisterFindings& findings, FindingKind kind) {
    std::vector<Group> groups;
    for (const DuplicateCluster& cluster : findings.clusters) {
        if (cluster.kind != kind) continue;
        Group group;
        for (const ClusterMember& member : cluster.members)
            group.insert(numberOf(member.uid));
        groups.push_back(std::move(group));
    }
    return groups;
}

/// Unlike systems of unlike bodies: the ground on which duplicates stand out.
inline std::vector<Asset> background() {
    const std::vector<std::string> things = {
        "лесной пожар",        "рыбный промысел",  "водительские права", "музейный фонд",
        "ветеринарный надзор", "газовые скважины", "речные порты",       "книжная палата",
        "школьное питание",    "дорожные знаки",   "племенной скот",     "архив кинолент",
        "донорская кровь",     "охотничьи билеты", "морской груз",       "нотариальные акты",
        "метеосводки",         "налоговый вычет",  "пенсионное дело",    "таможенный склад",
        "санаторные путёвки",  "авиационные шумы", "радиочастоты",       "почтовый индекс"};
    std::vector<Asset> assets;
    for (const std::string& thing : things) {
        const auto number = static_cast<std::uint32_t>(assets.size() + 100);
        assets.push_back({.number = number,
                          .subject = number,
                          .name = "Реестр: " + thing,
                          .shortName = "",
                          .purpose = "Сведения о предмете " + thing});
    }
    return assets;
}

/// The Estonian register of state information systems, by its own numbers; `kinds` owns the codes of kinds.
inline std::vector<Asset> rihaAssets(std::set<std::string>& kinds) {
    std::ifstream file(tests::realData() / "riha" / "riha_infosystems.csv", std::ios::binary);
    CsvReader reader(bytesOf(file));
    reader.next();
    std::map<std::string, std::size_t> column;
    for (std::size_t c = 0; c < reader.cells().size(); ++c)
        column.emplace(reader.cells()[c], c);
    std::map<std::string, std::int64_t> subjects;
    std::vector<Asset> assets;
    while (reader.next()) {
        const auto cell = [&](const char* name) { return std::string(reader.cells()[column.at(name)]); };
        const auto subject =
            subjects.emplace(cell("omanik"), static_cast<std::int64_t>(subjects.size())).first->second;
        Asset asset{.number = static_cast<std::uint32_t>(std::stoul(cell("id"))),
                    .subject = subject,
                    .name = cell("nimi"),
                    .shortName = cell("lyhinimi"),
                    .purpose = cell("eesmark")};
        if (const std::string kind = cell("infosysteemi_liik_kood"); !kind.empty())
            asset.functions = {*kinds.insert("riha_kind:" + kind).first};
        if (!cell("standardlahendus_id").empty())
            asset.solution = static_cast<std::uint32_t>(std::stoul(cell("standardlahendus_id")));
        assets.push_back(std::move(asset));
    }
    return assets;
}

}  // namespace cadastre::duplicates::small
