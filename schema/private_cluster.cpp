// Making, starting, adopting, keeping and stopping the private cluster.
#include "schema/private_cluster.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sodium.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "schema/connection.h"
#include "schema/errors.h"

namespace cadastre {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* accountName = "cadastre";
constexpr const char* roleName = "cadastre";
// sun_path holds 108 bytes with its final NUL.
constexpr std::size_t longestSocketPath = 107;
constexpr const char* socketName = ".s.PGSQL.5432";
constexpr std::uintmax_t longestLog = std::uintmax_t{16} << 20U;

// Two cores and 24 GB are the machine in mind; memory is shared with the program itself, so buffers stay
// modest. Bulk loads want rare checkpoints and room for WAL; a client that died should not keep its query
// running.
constexpr const char* settings = R"(listen_addresses = ''
port = 5432
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 512MB
effective_cache_size = 8GB
work_mem = 32MB
maintenance_work_mem = 256MB
random_page_cost = 1.1
effective_io_concurrency = 64
max_wal_size = 4GB
min_wal_size = 256MB
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9
wal_compression = lz4
max_parallel_workers_per_gather = 1
jit = off
client_connection_check_interval = 2s
idle_in_transaction_session_timeout = 1h
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
cluster_name = 'cadastre'
)";

std::string readWhole(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

void writeWhole(const fs::path& file, const std::string& text) {
    const fs::path fresh = file.string() + ".new";
    std::ofstream out(fresh, std::ios::trunc);
    out << text;
    out.close();
    if (!out) throw UnavailableError(fmt::format("{} can't be written; is the disk full?", file.string()));
    fs::rename(fresh, file);
}

void giveTo(const Account& owner, const fs::path& path) {
    if (::geteuid() == 0 && ::chown(path.c_str(), owner.user, owner.group) != 0) {
        throw UnavailableError(
            fmt::format("{} can't be given to the account {}", path.string(), accountName));
    }
}

// A folder only `owner` may enter. In /tmp anyone could have made it first: then it must be the owner's
// already.
void makePrivateFolder(const Account& owner, const fs::path& folder) {
    if (::mkdir(folder.c_str(), 0700) == 0) {
        giveTo(owner, folder);
        return;
    }
    struct stat found {};
    if (::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) || found.st_uid != owner.user ||
        (found.st_mode & 077U) != 0) {
        throw UnavailableError(fmt::format(
            "{} should be a folder that only its owner may enter, and isn't; remove it", folder.string()));
    }
}

std::string shortHash(std::string_view text) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), nullptr, 0);
    return fmt::format("{:02x}", fmt::join(hash, "")).substr(0, 16);
}

// Debian keeps the servers apart by version; pg_config knows the one that libpq was built with.
fs::path serverBinaries() {
    const Outcome asked = runProgram({"/usr/bin/pg_config", "--bindir"}, std::nullopt);
    if (asked.status == 0) {
        const fs::path folder = asked.output.substr(0, asked.output.find('\n'));
        if (fs::exists(folder / "initdb")) return folder;
    }
    fs::path newest;
    std::error_code none;
    for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none)) {
        if (fs::exists(version.path() / "bin/initdb")) newest = std::max(newest, version.path() / "bin");
    }
    if (newest.empty()) {
        throw UnavailableError(
            "PostgreSQL's server is not installed; run tools/setup, or name a server with --database");
    }
    return newest;
}

// Processes that work in the data directory: the postmaster and its children.
std::vector<pid_t> processesIn(const fs::path& data) {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        pid_t process = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), process);
        if (error != std::errc{} || end != name.data() + name.size()) continue;
        std::error_code gone;
        if (fs::read_symlink(entry.path() / "cwd", gone) == data && !gone) found.push_back(process);
    }
    return found;
}

std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

}  // namespace

PrivateCluster::PrivateCluster(const fs::path& var, PrivateClusterOptions options)
    : options_(options),
      binaries_(serverBinaries()),
      owner_(::geteuid() == 0 ? systemAccount(accountName) : Account{::geteuid(), ::getegid()}) {
    fs::create_directories(var);
    change_ = fs::canonical(var) / "postgres.lock";
    FileLock change(change_);
    change.exclusive(options_.patience);
    settle(fs::canonical(var));
    // Blocks while a keeper is stopping the server behind the last user's back.
    users_.emplace(home_ / "postgres.users");
    users_->shared(options_.patience);
    if (!fs::exists(data_ / "PG_VERSION")) create();
    startKeeper();
    start();
}

PrivateCluster::~PrivateCluster() {
    try {
        leave();
    } catch (const std::exception& error) {
        // The keeper stops the server once our locks are gone.
        spdlog::warn("leaving the private cluster: {}", error.what());
    }
}

void PrivateCluster::ensureRunning() {
    if (answers()) return;
    FileLock change(change_);
    change.exclusive(options_.patience);
    startKeeper();
    start();
}

std::string PrivateCluster::address(const std::string& database) {
    FileLock change(change_);
    change.exclusive(options_.patience);
    Connection connection(addressOf("postgres"));
    const Query find{"private_cluster.find_database", "select 1 from pg_database where datname = $1"};
    if (connection.run(find, Parameters().add(database)).empty()) {
        connection.script("private_cluster.create_database", fmt::format("create database \"{}\"", database));
    }
    return addressOf(database);
}

std::optional<pid_t> PrivateCluster::postmaster() const {
    const std::string text = readWhole(data_ / "postmaster.pid");
    pid_t process = 0;
    std::from_chars(text.data(), text.data() + text.size(), process);
    std::error_code gone;
    if (process <= 0 || fs::read_symlink(fmt::format("/proc/{}/cwd", process), gone) != data_ || gone) {
        return std::nullopt;
    }
    return process;
}

// Chooses where the cluster lives. In `var` itself, unless the account that runs it can't get there (below a
// folder that only root may enter): then in /var/lib/cadastre, with a pointer left in `var`.
void PrivateCluster::settle(const fs::path& var) {
    const fs::path pointer = var / "postgres.at";
    if (fs::exists(pointer)) {
        home_ = readWhole(pointer);
        if (!fs::is_directory(home_)) {
            throw UnavailableError(
                fmt::format("the database of {} was in {}, which is gone; restore it, or remove {} "
                            "to begin anew",
                            var.string(), home_.string(), pointer.string()));
        }
    } else if (fs::exists(var / "postgres") || mayEnter(owner_, var)) {
        home_ = var;
    } else {
        std::array<unsigned char, 8> random{};
        randombytes_buf(random.data(), random.size());
        home_ = fs::path("/var/lib/cadastre") / fmt::format("{:02x}", fmt::join(random, ""));
        fs::create_directories(home_);
        writeWhole(home_ / "belongs-to", var.string() + "\n");
        writeWhole(pointer, home_.string());
    }
    data_ = home_ / "postgres";
    sockets_ = data_;
    if ((sockets_ / socketName).string().size() > longestSocketPath) {
        sockets_ = fs::path("/tmp") / fmt::format("cadastre-{}-{}", owner_.user, shortHash(data_.string()));
    }
}

// Built aside and renamed, so that a process killed meanwhile leaves no half of a cluster.
void PrivateCluster::create() {
    spdlog::info("creating the private database cluster in {}", data_.string());
    const fs::path fresh = home_ / "postgres.new";
    fs::remove_all(fresh);
    makePrivateFolder(owner_, fresh);
    std::vector<std::string> command{(binaries_ / "initdb").string(),
                                     "--pgdata",
                                     fresh.string(),
                                     "--username",
                                     roleName,
                                     "--auth",
                                     "trust",
                                     "--encoding",
                                     "UTF8",
                                     "--locale",
                                     "C.UTF-8",
                                     "--no-instructions"};
    if (!options_.durable) command.emplace_back("--no-sync");
    const Outcome made = asOwner(command);
    if (made.status != 0) throw UnavailableError("the private database can't be created: " + made.output);
    // Trust is safe here: the socket stands in a folder that only its owner may enter.
    writeWhole(fresh / "pg_hba.conf", "local all all trust\n");
    std::ofstream(fresh / "postgresql.conf", std::ios::app) << "include_if_exists 'cadastre.conf'\n";
    for (const auto& entry : fs::directory_iterator(fresh))
        giveTo(owner_, entry.path());
    fs::rename(fresh, data_);
}

// Written anew at each start, so that a newer program brings its own settings.
void PrivateCluster::configure() const {
    std::string text = settings;
    text += fmt::format("unix_socket_directories = {}\n", quoted(sockets_.string()));
    if (!options_.durable) text += "fsync = off\nfull_page_writes = off\n";
    writeWhole(data_ / "cadastre.conf", text);
    giveTo(owner_, data_ / "cadastre.conf");
}

void PrivateCluster::start() {
    const auto deadline = Clock::now() + options_.patience;
    while (!answers()) {
        if (Clock::now() > deadline) {
            throw UnavailableError(
                fmt::format("the private database does not answer; see {}", (data_ / "server.log").string()));
        }
        if (postmaster()) {  // starting, recovering or stopping: its answer is a matter of time
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            continue;
        }
        waitForOrphans();
        // Left by a killed postmaster. PostgreSQL would read them as a running server's while their process
        // waits to be reaped, or when its number has gone to another process of the account, as happens when
        // a container restarts. Nothing works in the data directory now, so they are nobody's.
        fs::remove(data_ / "postmaster.pid");
        fs::remove(sockets_ / socketName);
        fs::remove(sockets_ / (std::string(socketName) + ".lock"));
        if (sockets_ != data_) makePrivateFolder(owner_, sockets_);
        configure();
        const fs::path log = data_ / "server.log";
        std::error_code missing;
        if (const auto size = fs::file_size(log, missing); !missing && size > longestLog) {
            fs::rename(log, data_ / "server.log.1");
        }
        const auto started = asOwner(control({"--log", log.string(), "--wait", "--timeout",
                                              std::to_string(options_.patience.count()), "start"}));
        if (started.status != 0) {
            throw UnavailableError(
                fmt::format("the private database does not start: {}\nSee {}", started.output, log.string()));
        }
    }
}

void PrivateCluster::stop() const {
    if (!postmaster()) return;
    const auto stopped = asOwner(control(
        {"--mode", "fast", "--wait", "--timeout", std::to_string(options_.patience.count()), "stop"}));
    if (stopped.status != 0) {
        throw UnavailableError(fmt::format("the private database does not stop: {}", stopped.output));
    }
    waitForOrphans();  // pg_ctl returns when the server has let go of its files, a moment before it ends
}

// The keeper waits for the users' lock, which it gets when the last user is gone, kill -9 included, and stops
// the server. There is one: it holds a lock of its own, and lets go of it before it acts, so that whoever
// joins in that moment, and waits for the users' lock, then finds the keeper's place free.
void PrivateCluster::startKeeper() const {
    const std::string script =
        "exec 8>>\"$1\" 9>>\"$2\"; flock --nonblock 8 || exit 0; flock --exclusive 9; flock --unlock 8; "
        "shift 2; "
        "exec \"$@\"";
    const fs::path keeper = home_ / "postgres.keeper";
    for (const fs::path& lock : {keeper, home_ / "postgres.users"}) {
        std::ofstream(lock, std::ios::app).close();
        giveTo(owner_, lock);
    }
    std::vector<std::string> command{
        "/bin/sh", "-c", script, "cadastre-keeper", keeper.string(), (home_ / "postgres.users").string()};
    const auto stopping = control({"--mode", "fast", "--wait", "stop"});
    command.insert(command.end(), stopping.begin(), stopping.end());
    startProgram(command, owner_);
}

// Under the change lock nobody joins. Free of our share, the users' lock is either ours alone (we are the
// last), or shared by others (they go on), or the keeper's (it is stopping the server: wait until that is
// done).
void PrivateCluster::leave() {
    if (!users_) return;
    FileLock change(change_);
    change.exclusive(options_.patience);
    users_->release();
    if (users_->tryExclusive()) {
        stop();
    } else if (!users_->tryShared()) {
        users_->shared(options_.patience);
    }
    users_.reset();
}

// Children of a killed postmaster end by themselves at their next pause; a new server can't start before. One
// that is deep in a long query is asked to quit, and at last made to.
void PrivateCluster::waitForOrphans() const {
    const auto begin = Clock::now();
    int sent = 0;
    for (auto orphans = processesIn(data_); !orphans.empty(); orphans = processesIn(data_)) {
        const auto waited = Clock::now() - begin;
        const int due = waited > std::chrono::seconds(8)   ? SIGKILL
                        : waited > std::chrono::seconds(3) ? SIGQUIT
                                                           : 0;
        if (due != sent) {
            sent = due;
            for (const pid_t orphan : orphans)
                ::kill(orphan, due);
        }
        if (waited > options_.patience)
            throw UnavailableError("processes of a killed database server don't end");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

bool PrivateCluster::answers() const {
    return PQping((addressOf("postgres") + " connect_timeout=5").c_str()) == PQPING_OK;
}

std::string PrivateCluster::addressOf(const std::string& database) const {
    return fmt::format("host={} port=5432 user={} dbname={}", quoted(sockets_.string()), roleName,
                       quoted(database));
}

std::vector<std::string> PrivateCluster::control(const std::vector<std::string>& rest) const {
    std::vector<std::string> command{(binaries_ / "pg_ctl").string(), "--pgdata", data_.string(), "--silent"};
    command.insert(command.end(), rest.begin(), rest.end());
    return command;
}

Outcome PrivateCluster::asOwner(const std::vector<std::string>& command) const {
    return runProgram(command, owner_);
}

}  // namespace cadastre
