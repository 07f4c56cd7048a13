// A backup comes back as it was, refuses what it must, and a damaged one is told before anything is touched.
#include "schema/backup.h"

#include <fstream>

#include "schema/errors.h"
#include "schema/migrate.h"
#include "schema/paths.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

namespace fs = std::filesystem;

class BackupTest : public ImportTest {
  protected:
    void SetUp() override {
        ImportTest::SetUp();
        import({subject("A"), subject("B"),
                asset("A", "1").event("commissioned", "2020-01-31", "in_operation"),
                asset("B", "2").relation("uses", "A", "1").function("typical", "T01")});
    }
    [[nodiscard]] fs::path folder() const { return folder_.path() / "copy"; }
    static fs::path migrations() { return shipped("schema/migrations"); }
    /// Any file of the dump that holds rows.
    [[nodiscard]] fs::path someDataFile() const {
        for (const auto& entry : fs::directory_iterator(folder() / "dump")) {
            if (entry.path().extension() == ".gz") return entry.path();
        }
        throw std::runtime_error("the dump holds no data file");
    }
    std::string digest() const {
        return valueOf(
            "select md5(string_agg(v::text, ',' order by uid, valid_from, recorded_at)) from record_version "
            "v");
    }

  private:
    TemporaryFolder folder_;
};

}  // namespace

TEST_F(BackupTest, ComesBackRowByRowIntoAnEmptyRegister) {
    const std::string before = digest();
    const BackupList made = backUp(database(), folder());
    execute("drop schema cadastre cascade");
    migrate(database(), migrations());
    const BackupList restored = restoreBackup(database(), folder(), migrations());
    EXPECT_EQ(made.tables, restored.tables);
    EXPECT_EQ(digest(), before);
    EXPECT_EQ(valueOf("select count(*) from asset"), "2");
    // Rules stand again, and the register goes on from where it was.
    EXPECT_ANY_THROW(execute("delete from record_version"));
    EXPECT_TRUE(migrate(database(), migrations()).empty());
    EXPECT_EQ(counts(import({asset("A", "3")})), "1 = 1 + 0 + 0");
    EXPECT_EQ(counts(import({asset("A", "3")})), "1 = 0 + 1 + 0");
}

TEST_F(BackupTest, IsNotRestoredOverRecords) {
    backUp(database(), folder());
    const std::string before = digest();
    EXPECT_THROW(restoreBackup(database(), folder(), migrations()), InputError);
    EXPECT_EQ(digest(), before);
}

TEST_F(BackupTest, TakesAFolderOfItsOwnOnly) {
    fs::create_directories(folder());
    std::ofstream(folder() / "letter.txt") << "not ours";
    EXPECT_THROW(backUp(database(), folder()), UsageError);
    EXPECT_TRUE(fs::exists(folder() / "letter.txt"));
}

TEST_F(BackupTest, TellsAChangedByteWithTheNameOfTheFile) {
    backUp(database(), folder());
    const fs::path file = someDataFile();
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(-5, std::ios::end);
    const char was = static_cast<char>(stream.get());
    stream.seekp(-5, std::ios::end);
    stream.put(static_cast<char>(was ^ 1));
    stream.close();
    try {
        verifiedBackup(folder());
        ADD_FAILURE() << "the damage was not seen";
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find(file.filename()), std::string::npos) << error.what();
    }
}

TEST_F(BackupTest, TellsAMissingAndAnAddedFile) {
    backUp(database(), folder());
    const fs::path file = someDataFile();
    std::ofstream(folder() / "dump" / "added.dat") << "1";
    EXPECT_THROW(verifiedBackup(folder()), InputError);
    fs::remove(folder() / "dump" / "added.dat");
    EXPECT_NO_THROW(verifiedBackup(folder()));
    fs::remove(file);
    EXPECT_THROW(verifiedBackup(folder()), InputError);
}

TEST_F(BackupTest, IsUnfinishedWithoutItsList) {
    backUp(database(), folder());
    fs::remove(folder() / "backup.json");
    EXPECT_THROW(verifiedBackup(folder()), InputError);
}

TEST_F(BackupTest, OfANewerProgramIsRefusedBeforeAnythingIsTouched) {
    backUp(database(), folder());
    execute("drop schema cadastre cascade");
    migrate(database(), migrations());
    const TemporaryFolder older;
    EXPECT_THROW(restoreBackup(database(), folder(), older.path()), InputError);
    EXPECT_EQ(valueOf("select count(*) from record"), "0");
}

TEST_F(BackupTest, HoldsTheRegisterAsItWasWhenTheBackupWasMade) {
    const BackupList made = backUp(database(), folder());
    import({asset("A", "9")});
    execute("drop schema cadastre cascade");
    migrate(database(), migrations());
    restoreBackup(database(), folder(), migrations());
    EXPECT_EQ(valueOf("select count(*) from asset"), "2");
    EXPECT_FALSE(made.tables.empty());
}

}  // namespace cadastre::tests
