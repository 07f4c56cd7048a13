// Migrations and checks.
#include "schema/migrate.h"

#include <fmt/format.h>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <sstream>

namespace cadastre {

namespace {

namespace fs = std::filesystem;

constexpr const char* ledger = R"(
create schema if not exists cadastre;
create table if not exists cadastre.migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default transaction_timestamp()
);
comment on table cadastre.migration is 'Migrations that were applied.';
comment on column cadastre.migration.number is 'Number of the file.';
comment on column cadastre.migration.name is 'Name of the file.';
comment on column cadastre.migration.checksum is 'SHA-256 of the file as it was applied.';
comment on column cadastre.migration.applied_at is 'When.';
)";

constexpr Query lockMigrations{"migrate.lock",
                               "select pg_advisory_xact_lock(hashtextextended('cadastre.migration', 0))"};
constexpr Query listApplied{"migrate.list",
                            "select number, name, checksum from cadastre.migration order by number"};
constexpr Query recordApplied{"migrate.record",
                              "insert into cadastre.migration (number, name, checksum) values ($1, $2, $3)"};

constexpr Query anyRecord{"migrate.any_record", "select exists (select from record)"};

struct Migration {
    int number;
    std::string name;
    std::string sql;
    std::string checksum;
};

std::string readWhole(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw UnavailableError(fmt::format("{} can't be read", file.string()));
    return text.str();
}

std::vector<fs::path> filesOf(const fs::path& folder, std::string_view extension) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == extension) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string sha256(const std::string& text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return fmt::format("{:02x}", fmt::join(hash, ""));
}

std::vector<Migration> migrationsIn(const fs::path& folder) {
    std::vector<Migration> migrations;
    for (const fs::path& file : filesOf(folder, ".sql")) {
        const std::string name = file.stem();
        int number = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error != std::errc{} || end != name.data() + 4 || name.size() < 6 || name[4] != '_') {
            throw UnavailableError(fmt::format("{} is not named NNNN_name.sql", file.string()));
        }
        if (number < 1 || (!migrations.empty() && number == migrations.back().number)) {
            throw UnavailableError(
                fmt::format("each migration has a number of its own from 0001, but {} has not",
                            file.filename().string()));
        }
        std::string sql = readWhole(file);
        std::string checksum = sha256(sql);
        migrations.push_back({number, name, std::move(sql), std::move(checksum)});
    }
    return migrations;
}

// Refuses a database that was made by other files than these; returns how many of them it has.
std::size_t countApplied(Transaction& transaction, const std::vector<Migration>& migrations) {
    std::size_t count = 0;
    for (const Row row : transaction.run(listApplied)) {
        const auto name = row.get<std::string>("name");
        if (count == migrations.size()) {
            throw UnavailableError(
                fmt::format("the database has migration {}, which this program does not know: it "
                            "was made by a newer program; use that one",
                            name));
        }
        const Migration& mine = migrations[count++];
        if (row.get<int>("number") != mine.number || row.get<std::string>("checksum") != mine.checksum) {
            throw UnavailableError(
                fmt::format("migration {} was changed after it had been applied as {}; restore the "
                            "file, and put the change into a new migration",
                            mine.name, name));
        }
    }
    return count;
}

std::string describe(const Row& row) {
    std::string text;
    for (int column = 0; column < row.columns(); ++column) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", row.columnName(column),
                            row.get<std::optional<std::string>>(column).value_or("(none)"));
    }
    return text;
}

}  // namespace

std::vector<std::string> migrate(Database& database, const fs::path& folder) {
    const std::vector<Migration> migrations = migrationsIn(folder);
    const Authorship authorship{.actor = "cadastre init", .reason = "migration"};
    {
        WriteTransaction transaction(database, authorship, Isolation::ReadCommitted);
        transaction.run(lockMigrations);
        transaction.connection().script("migrate.ledger", ledger);
        transaction.commit();
    }
    std::vector<std::string> applied;
    for (;;) {
        WriteTransaction transaction(database, authorship, Isolation::ReadCommitted);
        transaction.run(lockMigrations);
        const std::size_t next = countApplied(transaction, migrations);
        if (next == migrations.size()) return applied;
        const Migration& migration = migrations[next];
        try {
            transaction.connection().script("migrate." + migration.name, migration.sql);
        } catch (const Error& error) {
            throw UnavailableError(
                fmt::format("migration {} failed and was undone: {}", migration.name, error.what()));
        }
        transaction.run(recordApplied, migration.number, migration.name, migration.checksum);
        transaction.commit();
        spdlog::info("migration {} applied", migration.name);
        applied.push_back(migration.name);
    }
}

bool holdsRecords(Database& database) {
    ReadTransaction transaction(database);
    return transaction.run(anyRecord).one().get<bool>(0);
}

std::vector<BrokenCheck> runChecks(Transaction& transaction, const fs::path& folder) {
    std::vector<BrokenCheck> broken;
    for (const fs::path& file : filesOf(folder, ".sql")) {
        const std::string name = file.stem();
        const Result result = transaction.runOnce("check." + name, readWhole(file));
        if (!result.empty()) broken.push_back({name, result.size(), describe(result[0])});
    }
    return broken;
}

}  // namespace cadastre
