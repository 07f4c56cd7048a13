// The fixture's cluster, template and clones.
#include "tests/db/database_test.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "schema/migrate.h"
#include "schema/paths.h"

namespace cadastre::tests {

namespace {

constexpr const char* templateName = "template_register";

struct Run {
    TemporaryFolder var;
    PrivateCluster cluster{var.path(), {.durable = false}};
    bool templateMade = false;
    bool keep = false;
};

std::unique_ptr<Run>& currentRun() {
    static std::unique_ptr<Run> run;
    return run;
}

Run& run() {
    if (!currentRun()) currentRun() = std::make_unique<Run>();
    return *currentRun();
}

void onServer(const std::string& sql) {
    Connection(run().cluster.address("postgres")).script("tests.on_server", sql);
}

void makeTemplate() {
    if (run().templateMade) return;
    Database database(run().cluster.address(templateName));
    migrate(database, shipped("schema/migrations"));
    loadCodeLists(database, shipped("schema/codes"));
    run().templateMade = true;
}

std::string freshName() {
    static std::atomic<int> count = 0;
    return fmt::format("test_{}", ++count);
}

// Memory, where there is room for it: cloning a database makes hundreds of files, which takes 0.1 s there and
// over 1 s on a disk.
std::filesystem::path fastestFolder() {
    const std::filesystem::path memory = "/dev/shm";
    std::error_code none;
    const auto space = std::filesystem::space(memory, none);
    const bool roomy = !none && space.available > std::uintmax_t{4} << 30U;
    return roomy && ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

bool keepWanted() {
    const char* wanted = std::getenv("CADASTRE_KEEP");
    return wanted != nullptr && std::string(wanted) == "1";
}

}  // namespace

PrivateCluster& sharedCluster() {
    return run().cluster;
}

void endSharedCluster() {
    if (!currentRun()) return;
    if (currentRun()->keep) {
        std::cerr << "kept: CADASTRE_VAR=" << currentRun()->var.path() << '\n';
        currentRun()->var.keep();
    }
    currentRun().reset();
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fastestFolder() / "cadastre-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw UnavailableError("no temporary folder can be made");
    path_ = pattern;
    std::filesystem::permissions(path_, std::filesystem::perms(0755));
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code left;
    if (!keep_) std::filesystem::remove_all(path_, left);
}

void DatabaseTest::SetUp() {
    makeTemplate();
    name_ = freshName();
    onServer(fmt::format("create database {} template {} strategy file_copy", name_, templateName));
    database_ = std::make_unique<Database>(run().cluster.address(name_));
}

void DatabaseTest::TearDown() {
    if (!database_) return;
    if (HasFailure() && keepWanted()) {
        run().keep = true;
        std::cerr << "kept: " << database_->address() << '\n';
        return;
    }
    database_.reset();
    onServer(fmt::format("drop database {} with (force)", name_));
}

void DatabaseTest::execute(const std::string& sql) const {
    WriteTransaction transaction(*database_, {.actor = "test"});
    transaction.connection().script("tests.execute", sql);
    transaction.commit();
}

std::string DatabaseTest::valueOf(const std::string& sql) const {
    ReadTransaction transaction(*database_);
    return transaction.runOnce("tests.value", sql).one().get<std::optional<std::string>>(0).value_or("");
}

void EmptyDatabaseTest::SetUp() {
    DatabaseTest::SetUp();
    execute(
        "drop schema cadastre cascade; drop schema if exists as_of cascade; drop extension if exists pg_trgm "
        "cascade");
}

}  // namespace cadastre::tests
