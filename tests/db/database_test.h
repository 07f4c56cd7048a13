// What database tests stand on: one private cluster for the whole run, a template database migrated once, and
// for each test a clone of it. With CADASTRE_KEEP=1 the database of a failed test, and the cluster, stay.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "schema/database.h"
#include "schema/private_cluster.h"
#include "schema/transaction.h"

namespace cadastre::tests {

/// The cluster of this run, started when first asked for.
PrivateCluster& sharedCluster();

/// Ends the shared cluster and removes its files, unless a failed test's database is to be kept.
void endSharedCluster();

/// A folder of its own, in memory where there is room, that the database's account may enter too; gone with
/// this object.
class TemporaryFolder {
  public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Leaves the folder there.
    void keep() { keep_ = true; }

  private:
    std::filesystem::path path_;
    bool keep_ = false;
};

/// A fixture with a migrated database of its own, code lists loaded.
class DatabaseTest : public ::testing::Test {
  protected:
    void SetUp() override;
    void TearDown() override;

    [[nodiscard]] Database& database() const { return *database_; }
    /// libpq address of this test's database, as for `--database`.
    [[nodiscard]] const std::string& address() const { return database_->address(); }
    /// Runs statements in a transaction of their own and commits them.
    void execute(const std::string& sql) const;
    /// The first column of the only row a query gives, as text.
    [[nodiscard]] std::string valueOf(const std::string& sql) const;

  private:
    std::string name_;
    std::unique_ptr<Database> database_;
};

/// The same with nothing in the database, not even migrations.
class EmptyDatabaseTest : public DatabaseTest {
  protected:
    void SetUp() override;
};

}  // namespace cadastre::tests
