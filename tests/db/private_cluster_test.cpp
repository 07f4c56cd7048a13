// What the private cluster promises, tried by really killing things: it comes up after kill -9 of anything,
// is shared by its users and goes down with the last of them.
#include "schema/private_cluster.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "schema/connection.h"
#include "schema/database.h"
#include "schema/transaction.h"
#include "tests/db/database_test.h"

namespace cadastre::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr PrivateClusterOptions quick{.durable = false};

// Waits for what must come true by itself; the limit is there for the failing case only.
bool eventually(auto&& condition) {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(10ms);
    }
    return true;
}

// A killed process may wait some time to be reaped; then it runs no program any more.
bool alive(pid_t process) {
    std::error_code gone;
    return !fs::read_symlink(fmt::format("/proc/{}/exe", process), gone).empty();
}

int answer(PrivateCluster& cluster) {
    return Connection(cluster.address()).runOnce("test.answer", "select 42", {}).one().get<int>(0);
}

// A process of its own that joins the cluster and stays until it is killed.
class OtherUser {
  public:
    explicit OtherUser(const fs::path& var) {
        std::array<int, 2> channel{};
        if (::pipe(channel.data()) != 0) throw std::runtime_error("no pipe");
        process_ = ::fork();
        if (process_ == 0) {
            const PrivateCluster cluster(var, quick);
            const char joined = 'j';
            if (::write(channel[1], &joined, 1) == 1) ::pause();
            ::_exit(1);
        }
        ::close(channel[1]);
        char joined = 0;
        const bool told = ::read(channel[0], &joined, 1) == 1;
        ::close(channel[0]);
        if (!told) throw std::runtime_error("the other user did not join");
    }
    OtherUser(const OtherUser&) = delete;
    OtherUser& operator=(const OtherUser&) = delete;
    ~OtherUser() { kill(); }
    void kill() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

  private:
    pid_t process_ = 0;
};

class PrivateClusters : public ::testing::Test {
  protected:
    [[nodiscard]] const fs::path& var() const { return folder_.path(); }

  private:
    TemporaryFolder folder_;
};

TEST_F(PrivateClusters, KeepTheirDataFromOneUserToTheNext) {
    {
        PrivateCluster cluster(var());
        Connection(cluster.address()).script("test.keep", "create table kept as select 7 as value");
    }
    PrivateCluster cluster(var());
    EXPECT_EQ(
        Connection(cluster.address()).runOnce("test.read", "select value from kept", {}).one().get<int>(0),
        7);
}

TEST_F(PrivateClusters, GoDownWithTheirLastUser) {
    auto first = std::make_unique<PrivateCluster>(var(), quick);
    const pid_t postmaster = first->postmaster().value();
    auto second = std::make_unique<PrivateCluster>(var(), quick);
    EXPECT_EQ(second->postmaster(), postmaster);
    first.reset();
    EXPECT_EQ(answer(*second), 42);
    second.reset();
    EXPECT_FALSE(alive(postmaster)) << "it must be down when the last user has left";
}

TEST_F(PrivateClusters, NeverRunAsRootAndListenOnNoNetwork) {
    PrivateCluster cluster(var(), quick);
    struct stat process {};
    ASSERT_EQ(::stat(fmt::format("/proc/{}", cluster.postmaster().value()).c_str(), &process), 0);
    EXPECT_NE(process.st_uid, 0U);
    Connection connection(cluster.address());
    EXPECT_EQ(connection.runOnce("test.addresses", "show listen_addresses", {}).one().get<std::string>(0),
              "");
    EXPECT_EQ(fs::status(cluster.dataDirectory()).permissions(), fs::perms::owner_all);
}

TEST_F(PrivateClusters, OfTwoFoldersNeverMeet) {
    const TemporaryFolder other;
    PrivateCluster mine(var(), quick);
    PrivateCluster theirs(other.path(), quick);
    Connection(mine.address()).script("test.mine", "create table mine ()");
    EXPECT_TRUE(Connection(theirs.address())
                    .runOnce("test.look", "select to_regclass('public.mine')", {})
                    .one()
                    .isNull(0));
}

TEST_F(PrivateClusters, SurviveTheKillingOfAUser) {
    OtherUser other(var());
    PrivateCluster cluster(var(), quick);
    const auto postmaster = cluster.postmaster();
    other.kill();
    EXPECT_EQ(answer(cluster), 42);
    EXPECT_EQ(cluster.postmaster(), postmaster);
}

TEST_F(PrivateClusters, GoDownWhenTheLastUserIsKilled) {
    OtherUser other(var());
    pid_t postmaster = 0;
    std::ifstream(var() / "postgres" / "postmaster.pid") >> postmaster;
    ASSERT_TRUE(alive(postmaster));
    other.kill();
    EXPECT_TRUE(eventually([&] { return !alive(postmaster); })) << "the keeper must stop it";
}

TEST_F(PrivateClusters, AreAdoptedWhenUserAndKeeperWereKilled) {
    OtherUser other(var());
    pid_t postmaster = 0;
    std::ifstream(var() / "postgres" / "postmaster.pid") >> postmaster;
    std::vector<pid_t> keepers;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        std::ifstream stream(entry.path() / "cmdline");
        const std::string line(std::istreambuf_iterator<char>(stream), {});
        if (line.find((var() / "postgres.keeper").string()) != std::string::npos) {
            keepers.push_back(std::stoi(entry.path().filename()));
        }
    }
    ASSERT_EQ(keepers.size(), 1U) << "one keeper a cluster";
    ::kill(keepers[0], SIGKILL);
    other.kill();
    {
        PrivateCluster cluster(var(), quick);
        EXPECT_EQ(answer(cluster), 42);
    }
    EXPECT_TRUE(eventually([&] { return !alive(postmaster); }));
}

TEST_F(PrivateClusters, ComeBackAfterTheKillingOfThePostmaster) {
    auto cluster = std::make_shared<PrivateCluster>(var(), quick);
    Database database(cluster->address(), {.beforeConnecting = [cluster] { cluster->ensureRunning(); }});
    {
        WriteTransaction transaction(database, {"test"});
        transaction.connection().script("test.create", "create table public.kept as select 7 as value");
        transaction.commit();
    }
    const pid_t before = cluster->postmaster().value();
    ::kill(before, SIGKILL);
    ASSERT_TRUE(eventually([&] { return cluster->postmaster() != before; }));
    ReadTransaction transaction(database);
    EXPECT_EQ(transaction.runOnce("test.read", "select value from kept").one().get<int>(0), 7);
}

TEST_F(PrivateClusters, EndTheServersThatAKilledPostmasterLeftAtWork) {
    PrivateCluster cluster(var(), quick);
    Connection connection(cluster.address());
    std::jthread busy([&connection] {
        EXPECT_THROW(
            connection.runOnce("test.busy", "select count(*) from generate_series(1, 2000000000) n", {}),
            UnavailableError);
    });
    Connection watch(cluster.address());
    ASSERT_TRUE(eventually([&] {
        return watch
                   .runOnce("test.watch",
                            "select count(*) from pg_stat_activity where query like '%2000000000%' and state "
                            "= 'active'",
                            {})
                   .one()
                   .get<int>(0) >= 2;
    }));
    ::kill(cluster.postmaster().value(), SIGKILL);
    ASSERT_TRUE(eventually([&] { return !cluster.postmaster(); }));
    cluster.ensureRunning();
    EXPECT_EQ(answer(cluster), 42);
}

TEST_F(PrivateClusters, ReadNoStaleProcessNumberAsARunningServer) {
    { const PrivateCluster cluster(var(), quick); }
    // As after a crash whose number has meanwhile gone to somebody else: this very process.
    std::ofstream(var() / "postgres" / "postmaster.pid") << ::getpid() << "\n/nowhere\n1\n5432\n\n\n";
    PrivateCluster cluster(var(), quick);
    EXPECT_EQ(answer(cluster), 42);
}

TEST_F(PrivateClusters, AreBuiltAnewWhenTheirBuildingWasInterrupted) {
    fs::create_directories(var() / "postgres.new");
    std::ofstream(var() / "postgres.new" / "PG_VERSION") << "15\n";
    PrivateCluster cluster(var(), quick);
    EXPECT_EQ(answer(cluster), 42);
}

TEST_F(PrivateClusters, StartOnceForManyWhoComeAtTheSameTime) {
    std::vector<std::unique_ptr<PrivateCluster>> clusters(6);
    {
        std::vector<std::jthread> comers;
        for (auto& place : clusters) {
            comers.emplace_back([&place, this] { place = std::make_unique<PrivateCluster>(var(), quick); });
        }
    }
    for (const auto& cluster : clusters)
        EXPECT_EQ(cluster->postmaster(), clusters[0]->postmaster());
    std::vector<std::jthread> leavers;
    for (auto& place : clusters)
        leavers.emplace_back([&place] { place.reset(); });
    leavers.clear();
    EXPECT_FALSE(fs::exists(var() / "postgres" / "postmaster.pid"));
}

TEST_F(PrivateClusters, WorkBelowAFolderThatOnlyRootMayEnter) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root meets this";
    fs::create_directory(var() / "private");
    fs::permissions(var() / "private", fs::perms::owner_all);
    const fs::path inner = var() / "private" / "var";
    fs::path data;
    {
        PrivateCluster cluster(inner, quick);
        data = cluster.dataDirectory();
        EXPECT_EQ(answer(cluster), 42);
        EXPECT_TRUE(fs::exists(inner / "postgres.at"));
        EXPECT_FALSE(fs::exists(inner / "postgres"));
    }
    {
        PrivateCluster again(inner, quick);
        EXPECT_EQ(again.dataDirectory(), data);
    }
    fs::remove_all(data.parent_path());
}

TEST_F(PrivateClusters, WorkInAFolderWhosePathIsTooLongForASocket) {
    const fs::path deep = var() / std::string(60, 'a') / std::string(60, 'b');
    fs::path sockets;
    {
        PrivateCluster cluster(deep, quick);
        EXPECT_EQ(answer(cluster), 42);
        EXPECT_EQ(cluster.dataDirectory(), fs::canonical(deep) / "postgres");
        sockets = Connection(cluster.address())
                      .runOnce("test.sockets", "show unix_socket_directories", {})
                      .one()
                      .get<std::string>(0);
    }
    EXPECT_TRUE(fs::is_directory(sockets));
    fs::remove_all(sockets);
}

}  // namespace
}  // namespace cadastre::tests
