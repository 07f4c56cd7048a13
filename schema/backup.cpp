#include "schema/backup.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <set>

#include "schema/backup_files.h"
#include "schema/errors.h"
#include "schema/migrate.h"
#include "schema/process.h"
#include "schema/transaction.h"

namespace cadastre {
namespace {

namespace fs = std::filesystem;

constexpr Query tablesOfRegister{
    "backup.tables",
    "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname = 'cadastre' and c.relkind = 'r' order by c.relname"};
constexpr Query appliedMigrations{"backup.migrations", "select name from cadastre.migration order by name"};
constexpr Query usedExtensions{
    "backup.extensions", "select extname from pg_extension where extname <> 'plpgsql' order by extname"};
constexpr Query momentNow{"backup.moment",
                          R"(select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))"};

// pg_dump must be at least as new as the server, so the newest installed one is taken.
std::string postgresProgram(const std::string& name) {
    fs::path newest = fs::path("/usr/bin") / name;
    int newestVersion = 0;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", none)) {
        const std::string folderName = entry.path().filename();
        int version = 0;
        std::from_chars(folderName.data(), folderName.data() + folderName.size(), version);
        const fs::path program = entry.path() / "bin" / name;
        if (version > newestVersion && fs::exists(program)) {
            newest = program;
            newestVersion = version;
        }
    }
    if (!fs::exists(newest)) {
        throw UnavailableError(fmt::format("{} is not installed; tools/setup installs it", name));
    }
    return newest;
}

std::string quotedName(const std::string& name) {
    std::string quoted = "\"";
    for (const char c : name)
        quoted += c == '"' ? std::string(R"("")") : std::string(1, c);
    return quoted += '"';
}

std::vector<std::string> namesFrom(Transaction& transaction, const Query& query) {
    std::vector<std::string> names;
    for (const Row row : transaction.run(query))
        names.push_back(row.get<std::string>(0));
    return names;
}

std::vector<BackedUpTable> tablesIn(Transaction& transaction) {
    std::vector<BackedUpTable> tables;
    for (const std::string& name : namesFrom(transaction, tablesOfRegister)) {
        const Row row = transaction
                            .runOnce("backup.hash",
                                     "select count(*), coalesce(sum(('x' || substr(md5(t::text), 1, "
                                     "15))::bit(60)::bigint), 0)::text from cadastre." +
                                         quotedName(name) + " t")
                            .one();
        tables.push_back({name, row.get<std::int64_t>(0), row.get<std::string>(1)});
    }
    return tables;
}

/// Counts the rows of each table in the script that pg_restore makes of a dump.
class RowCounter {
  public:
    void operator()(std::string_view piece) {
        while (!piece.empty()) {
            const std::size_t end = piece.find('\n');
            const std::string_view part = piece.substr(0, end);
            // The beginning of a line tells what it is; a row itself needs not be held.
            if (line_.size() < kLongestHead) line_ += part.substr(0, kLongestHead - line_.size());
            if (end == std::string_view::npos) return;
            takeLine();
            line_.clear();
            piece.remove_prefix(end + 1);
        }
    }
    [[nodiscard]] std::int64_t rowsOf(const std::string& table) const {
        const auto found = rows_.find(table);
        return found == rows_.end() ? 0 : found->second;
    }
    /// What the program said beside rows, for when it fails.
    [[nodiscard]] const std::string& lastWords() const { return lastWords_; }

  private:
    static constexpr std::size_t kLongestHead = 300;

    void takeLine() {
        if (!table_.empty()) {
            if (line_ == "\\.") {
                table_.clear();
            } else {
                ++rows_[table_];
            }
            return;
        }
        constexpr std::string_view kCopy = "COPY cadastre.";
        if (line_.starts_with(kCopy)) {
            table_ = line_.substr(kCopy.size(), line_.find(' ', kCopy.size()) - kCopy.size());
            if (table_.starts_with('"')) table_ = table_.substr(1, table_.size() - 2);
        } else if (!line_.empty()) {
            lastWords_ = line_;
        }
    }

    std::string line_;
    std::string table_;
    std::map<std::string, std::int64_t> rows_;
    std::string lastWords_;
};

void readBack(const fs::path& folder, const std::vector<BackedUpTable>& tables) {
    RowCounter counter;
    const int status =
        runProgram({postgresProgram("pg_restore"), "--data-only", "--file=-", dumpIn(folder).string()},
                   std::nullopt, [&](std::string_view piece) { counter(piece); });
    if (status != 0) {
        throw UnavailableError(
            fmt::format("the backup in {} can't be read back: {}", folder.string(), counter.lastWords()));
    }
    for (const BackedUpTable& table : tables) {
        const std::int64_t rows = counter.rowsOf(table.name);
        if (rows == table.rows) continue;
        throw UnavailableError(
            fmt::format("the backup in {} holds {} rows of {}, the register {}; make it again",
                        folder.string(), rows, table.name, table.rows));
    }
}

void makeReady(const fs::path& folder) {
    std::error_code failed;
    if (fs::exists(folder) && !fs::is_empty(folder, failed)) {
        throw UsageError(fmt::format("{} is not empty: a backup gets a folder of its own", folder.string()));
    }
    fs::create_directories(folder, failed);
    if (failed)
        throw UnavailableError(fmt::format("{} can't be made: {}", folder.string(), failed.message()));
    // The register may hold what isn't for everyone.
    fs::permissions(folder, fs::perms::owner_all, failed);
}

void refuseNewer(const BackupList& list, const fs::path& migrations) {
    for (const std::string& name : list.migrations) {
        if (fs::exists(migrations / name) || fs::exists(migrations / (name + ".sql"))) continue;
        throw InputError(
            fmt::format("the backup was made by a newer program, with migration {}; update first", name));
    }
}

void dropRegister(Database& database) {
    WriteTransaction transaction(database, {.actor = "restore"}, Isolation::ReadCommitted);
    transaction.runOnce("backup.drop", "drop schema if exists cadastre, as_of cascade");
    transaction.commit();
}

void makeExtensions(Database& database, const BackupList& list) {
    WriteTransaction transaction(database, {.actor = "restore"}, Isolation::ReadCommitted);
    for (const std::string& name : list.extensions) {
        transaction.runOnce("backup.extension",
                            "create extension if not exists " + quotedName(name) + " with schema public");
    }
    transaction.commit();
}

}  // namespace

BackupList backUp(Database& database, const fs::path& folder) {
    makeReady(folder);
    ReadTransaction transaction(database);
    const Outcome dumped =
        runProgram({postgresProgram("pg_dump"), "--format=directory", "--compress=5", "--schema=cadastre",
                    "--schema=as_of", "--no-owner", "--no-privileges", "--snapshot=" + transaction.snapshot(),
                    "--file=" + fs::absolute(dumpIn(folder)).string(), "--dbname=" + database.address()},
                   std::nullopt);
    if (dumped.status != 0) throw UnavailableError("pg_dump could not make the backup: " + dumped.output);
    BackupList list;
    list.madeAt = transaction.run(momentNow).one().get<std::string>(0);
    list.migrations = namesFrom(transaction, appliedMigrations);
    list.extensions = namesFrom(transaction, usedExtensions);
    list.tables = tablesIn(transaction);
    readBack(fs::absolute(folder), list.tables);
    list.files = filesIn(dumpIn(folder));
    writeBackupList(folder, list);
    return list;
}

BackupList verifiedBackup(const fs::path& folder) {
    BackupList list = readBackupList(folder);
    if (!fs::is_directory(dumpIn(folder))) {
        throw InputError(
            fmt::format("the backup in {} is damaged: its folder dump is missing", folder.string()));
    }
    std::map<std::string, BackedUpFile> found;
    for (BackedUpFile& file : filesIn(dumpIn(folder)))
        found.emplace(file.name, file);
    for (const BackedUpFile& listed : list.files) {
        const auto file = found.find(listed.name);
        if (file == found.end()) {
            throw InputError(
                fmt::format("the backup in {} is damaged: {} is missing", folder.string(), listed.name));
        }
        if (file->second.size != listed.size || file->second.sha256 != listed.sha256) {
            throw InputError(fmt::format("the backup in {} is damaged: {} is not as it was written",
                                         folder.string(), listed.name));
        }
        found.erase(file);
    }
    if (!found.empty()) {
        throw InputError(fmt::format("the backup in {} holds a file that is not its own: {}", folder.string(),
                                     found.begin()->first));
    }
    return list;
}

BackupList restoreBackup(Database& database, const fs::path& folder, const fs::path& migrations) {
    BackupList list = verifiedBackup(folder);
    refuseNewer(list, migrations);
    if (holdsRecords(database)) {
        throw InputError(
            "the register holds records already: a backup is restored into an empty one, such as another "
            "CADASTRE_VAR or database");
    }
    dropRegister(database);
    makeExtensions(database, list);
    database.closeIdle();
    const Outcome restored = runProgram(
        {postgresProgram("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner",
         "--no-privileges", "--dbname=" + database.address(), fs::absolute(dumpIn(folder)).string()},
        std::nullopt);
    if (restored.status != 0)
        throw UnavailableError("pg_restore could not bring the backup back: " + restored.output);
    std::vector<BackedUpTable> tables;
    {
        ReadTransaction transaction(database);
        tables = tablesIn(transaction);
    }
    for (std::size_t i = 0; i < std::max(tables.size(), list.tables.size()); ++i) {
        if (i < tables.size() && i < list.tables.size() && tables[i] == list.tables[i]) continue;
        dropRegister(database);
        const std::string name = i < list.tables.size() ? list.tables[i].name : tables[i].name;
        throw UnavailableError(
            fmt::format("what came back of {} is not what the backup lists; nothing was kept", name));
    }
    return list;
}

}  // namespace cadastre
