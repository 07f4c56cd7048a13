// Runs the database tests in one process, so that they share one private cluster, and ends that afterwards.
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "tests/db/database_test.h"

namespace {

class SharedCluster : public ::testing::Environment {
  public:
    void TearDown() override { cadastre::tests::endSharedCluster(); }
};

}  // namespace

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    spdlog::set_level(spdlog::level::warn);
    ::testing::AddGlobalTestEnvironment(new SharedCluster);
    return RUN_ALL_TESTS();
}
