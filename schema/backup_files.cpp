#include "schema/backup_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "schema/errors.h"

namespace cadastre {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kListName = "backup.json";
constexpr int kListVersion = 1;

BackedUpFile described(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<char> piece(std::size_t{1} << 16U);
    BackedUpFile file{path.filename(), 0, {}};
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
        const auto got = static_cast<std::size_t>(in.gcount());
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), got);
        file.size += got;
    }
    if (in.bad() || !in.eof()) throw UnavailableError(fmt::format("{} can't be read", path.string()));
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state, hash.data());
    file.sha256 = fmt::format("{:02x}", fmt::join(hash, ""));
    return file;
}

Json toJson(const BackupList& list) {
    Json tables = Json::array();
    for (const BackedUpTable& table : list.tables) {
        tables.push_back({{"name", table.name}, {"rows", table.rows}, {"content_hash", table.contentHash}});
    }
    Json files = Json::array();
    for (const BackedUpFile& file : list.files) {
        files.push_back({{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}});
    }
    return {{"version", kListVersion},       {"made_at", list.madeAt}, {"migrations", list.migrations},
            {"extensions", list.extensions}, {"tables", tables},       {"files", files}};
}

BackupList fromJson(const Json& json) {
    BackupList list;
    if (json.at("version").get<int>() != kListVersion) {
        throw InputError(
            "the backup's list is of a version that this program doesn't know; use the program that made it");
    }
    list.madeAt = json.at("made_at");
    list.migrations = json.at("migrations");
    list.extensions = json.at("extensions");
    for (const Json& table : json.at("tables")) {
        list.tables.push_back({table.at("name"), table.at("rows"), table.at("content_hash")});
    }
    for (const Json& file : json.at("files")) {
        list.files.push_back({file.at("name"), file.at("size"), file.at("sha256")});
    }
    return list;
}

}  // namespace

fs::path dumpIn(const fs::path& folder) {
    return folder / "dump";
}

std::vector<BackedUpFile> filesIn(const fs::path& folder) {
    std::vector<BackedUpFile> files;
    for (const auto& entry : fs::directory_iterator(folder))
        files.push_back(described(entry.path()));
    std::ranges::sort(files, {}, &BackedUpFile::name);
    return files;
}

void writeBackupList(const fs::path& folder, const BackupList& list) {
    const fs::path fresh = folder / (std::string(kListName) + ".new");
    std::ofstream out(fresh, std::ios::trunc);
    out << toJson(list).dump(1) << '\n';
    out.close();
    if (!out) throw UnavailableError(fmt::format("{} can't be written; is the disk full?", fresh.string()));
    fs::rename(fresh, folder / kListName);
}

BackupList readBackupList(const fs::path& folder) {
    const fs::path file = folder / kListName;
    std::ifstream in(file);
    if (!in) {
        throw InputError(
            fmt::format("{} is no backup, or an unfinished one: it has no {}", folder.string(), kListName));
    }
    std::ostringstream text;
    text << in.rdbuf();
    try {
        return fromJson(Json::parse(text.str()));
    } catch (const Json::exception& error) {
        throw InputError(fmt::format("{} is damaged: {}", file.string(), error.what()));
    }
}

}  // namespace cadastre
