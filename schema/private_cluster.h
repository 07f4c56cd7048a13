// The program's own PostgreSQL: what a register runs on until somebody gives it a managed server. Data
// directory in CADASTRE_VAR/postgres, reached by unix socket only, never as root, apart from any system
// server. How it is kept (docs/decisions/0002-private-cluster.md): every user holds a shared lock; whoever
// starts or stops holds an exclusive one meanwhile; a keeper outside waits for the last user to go, however
// it goes.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/file_lock.h"
#include "schema/process.h"

namespace cadastre {

struct PrivateClusterOptions {
    /// False only for throw-away clusters of tests: a power cut may then cost the data.
    bool durable = true;
    /// How long starting, recovering or stopping may take.
    std::chrono::seconds patience = std::chrono::minutes(3);
};

/// Membership in the cluster of one CADASTRE_VAR: being in it keeps the server running.
class PrivateCluster {
  public:
    /// Joins: creates the cluster where there is none, starts it where it is down, takes it as it is where it
    /// runs. Throws UnavailableError with what to do.
    explicit PrivateCluster(const std::filesystem::path& var, PrivateClusterOptions options = {});
    PrivateCluster(const PrivateCluster&) = delete;
    PrivateCluster& operator=(const PrivateCluster&) = delete;
    /// Leaves; the last one stops the server and returns when it is down.
    ~PrivateCluster();

    /// Starts the server again where it went down meanwhile (a killed postmaster, an operator's mistake).
    void ensureRunning();

    /// A libpq address of one of its databases, which is created when missing.
    std::string address(const std::string& database = "cadastre");

    [[nodiscard]] const std::filesystem::path& dataDirectory() const { return data_; }
    /// The postmaster's process; nothing when none runs.
    [[nodiscard]] std::optional<pid_t> postmaster() const;

  private:
    void settle(const std::filesystem::path& var);
    void create();
    void configure() const;
    void start();
    void stop() const;
    void startKeeper() const;
    void leave();
    void waitForOrphans() const;
    [[nodiscard]] bool answers() const;
    [[nodiscard]] std::string addressOf(const std::string& database) const;
    [[nodiscard]] std::vector<std::string> control(const std::vector<std::string>& rest) const;
    Outcome asOwner(const std::vector<std::string>& command) const;

    PrivateClusterOptions options_;
    std::filesystem::path binaries_;  // where initdb and pg_ctl are
    Account owner_;
    std::filesystem::path change_;  // the lock of whoever creates, starts or stops
    std::filesystem::path home_;    // holds the data directory and the locks
    std::filesystem::path data_;
    std::filesystem::path sockets_;
    std::optional<FileLock> users_;
};

}  // namespace cadastre
