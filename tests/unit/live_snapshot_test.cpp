// The live index in a file: the same after as before, and never anything else.
#include "profiles/duplicates/live/live_snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "profiles/duplicates/live/snapshot_file.h"
#include "tests/unit/live_register.h"

namespace cadastre::duplicates {
namespace {

class LiveSnapshotTest : public testing::Test {
  protected:
    LiveSnapshotTest() {
        const RegisterFindings findings = search(assets_);
        index_ = indexOf(assets_, findings.summary.model);
        index_->put(Asset{9001, "Склад лунных камней", "", ""}.record());
        index_->retire(assets_.back().record().uid);
        LiveSnapshot::save(*index_, "up to here", file());
    }
    ~LiveSnapshotTest() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path file() const { return folder_ / "live" / "register.index"; }
    std::string bytes() const {
        std::ifstream in(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }
    void write(const std::string& content) const {
        std::ofstream(file(), std::ios::binary | std::ios::trunc) << content;
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("cadastre-snapshot-" + std::to_string(getpid()));
    std::vector<Asset> assets_ = smallRegister();
    std::unique_ptr<LiveIndex> index_;
};

TEST_F(LiveSnapshotTest, AnswersAfterARestartAsBefore) {
    const auto loaded = LiveSnapshot::load(file());
    ASSERT_NE(loaded.index, nullptr) << loaded.refusal;
    EXPECT_EQ(loaded.note, "up to here");
    EXPECT_EQ(loaded.index->figures().records, index_->figures().records);
    for (const Asset& asset : assets_) {
        const auto before = index_->similarTo(asset.record().uid, 5);
        const auto after = loaded.index->similarTo(asset.record().uid, 5);
        ASSERT_EQ(before.has_value(), after.has_value());
        if (!before) continue;
        ASSERT_EQ(before->size(), after->size());
        for (std::size_t i = 0; i < before->size(); ++i) {
            EXPECT_EQ((*before)[i].uid, (*after)[i].uid);
            EXPECT_EQ(toJson((*before)[i].explanation), toJson((*after)[i].explanation));
        }
    }
}

// "lesnogo" spells no word of the register, but read back into Cyrillic it has the stem of one.
TEST_F(LiveSnapshotTest, KnowsAWordWhoseTermWasFoundByReadingItBack) {
    std::vector<Asset> assets = {{1, "lesnogo", "", ""}, {2, "Кадастр лесной охраны", "", ""}};
    assets.insert(assets.end(), assets_.begin(), assets_.end());
    for (std::uint32_t number = 1; Asset & asset : assets)
        asset.number = number++;
    LiveSnapshot::save(*indexOf(assets, search(assets_).summary.model), "", file());
    const auto loaded = LiveSnapshot::load(file());
    ASSERT_NE(loaded.index, nullptr) << loaded.refusal;
    EXPECT_FALSE(loaded.index->similar(Asset{0, "lesnogo", "", ""}.record(), 3).empty());
}

TEST_F(LiveSnapshotTest, GoesOnTakingRecordsInAfterARestart) {
    const auto loaded = LiveSnapshot::load(file());
    ASSERT_NE(loaded.index, nullptr) << loaded.refusal;
    for (LiveIndex* index : {index_.get(), loaded.index.get()}) {
        index->put(Asset{9002, "Склад лунного грунта «Селена-7»", "", ""}.record());
        EXPECT_TRUE(index->retire(assets_.front().record().uid));
    }
    const Asset asked{0, "склад лунного грунта", "", ""};
    const auto before = index_->similar(asked.record(), 3), after = loaded.index->similar(asked.record(), 3);
    ASSERT_FALSE(before.empty());
    EXPECT_EQ(before.front().uid, uidOf(9002));
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_EQ(before[i].uid, after[i].uid);
}

TEST_F(LiveSnapshotTest, KeepsThePairsOfCommonWords) {
    LiveSnapshot::save(*indexOf(CommonWords::assets(), search(assets_).summary.model), "", file());
    const auto loaded = LiveSnapshot::load(file());
    ASSERT_NE(loaded.index, nullptr) << loaded.refusal;
    const std::uint32_t combination = 2'345, first = CommonWords::firstOf(combination);
    std::vector<Uid> found;
    for (const Similar& each :
         loaded.index->similar(Asset{0, CommonWords::nameOf(combination), "", ""}.record(), 10))
        found.push_back(each.uid);
    EXPECT_THAT(found, testing::IsSupersetOf({uidOf(first), uidOf(first + 1), uidOf(first + 2)}));
}

// A snapshot of version 1 holds no pairs: taken in, it would miss what they find. The register is read
// instead.
TEST_F(LiveSnapshotTest, RefusesASnapshotMadeBeforePairsWereKept) {
    std::string old = bytes();
    const std::size_t versionAt = offsetof(SnapshotHeader, version);
    ASSERT_NE(old[versionAt], 1);
    old[versionAt] = 1;
    write(old);
    const auto loaded = LiveSnapshot::load(file());
    EXPECT_EQ(loaded.index, nullptr);
    EXPECT_EQ(loaded.refusal, "it is of another version");
}

TEST_F(LiveSnapshotTest, RefusesADamagedByteAnywhere) {
    const std::string whole = bytes();
    for (std::size_t at = 0; at < whole.size(); at += whole.size() / 37) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        write(damaged);
        const auto loaded = LiveSnapshot::load(file());
        EXPECT_EQ(loaded.index, nullptr) << "byte " << at;
        EXPECT_FALSE(loaded.refusal.empty());
    }
}

TEST_F(LiveSnapshotTest, SaysWhyItRefuses) {
    const std::string whole = bytes();
    write(whole.substr(0, whole.size() / 2));
    EXPECT_EQ(LiveSnapshot::load(file()).refusal, "it is cut off");
    write("");
    EXPECT_EQ(LiveSnapshot::load(file()).refusal, "it is too short or can't be mapped");
    std::string other = whole;
    other[8] = static_cast<char>(other[8] + 1);
    write(other);
    EXPECT_EQ(LiveSnapshot::load(file()).refusal, "it is of another version");
    other = whole;
    other.back() = static_cast<char>(other.back() ^ 1);
    write(other);
    EXPECT_EQ(LiveSnapshot::load(file()).refusal, "it is damaged: its checksum differs");
    std::filesystem::remove(file());
    EXPECT_EQ(LiveSnapshot::load(file()).refusal, "there is none");
}

TEST_F(LiveSnapshotTest, LeavesNothingBesideTheFile) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(file().parent_path()))
        files += entry.exists() ? 1 : 0;
    EXPECT_EQ(files, 1U);
}

}  // namespace
}  // namespace cadastre::duplicates
