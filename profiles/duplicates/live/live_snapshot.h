// A live index in a file, so that a restart is warm in about a second instead of reading the register anew.
// The file is only ever a copy: one that is damaged, cut off or of another making is refused, and the
// register read.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "profiles/duplicates/live/live_index.h"

namespace cadastre::duplicates {

class SnapshotWriter;
class SnapshotReader;

class LiveSnapshot {
  public:
    struct Loaded {
        std::unique_ptr<LiveIndex> index;  ///< nothing where refused
        std::string note;                  ///< as it was saved
        std::string refusal;               ///< why not, for the log
    };

    /// Writes the index beside a note (up to where it had followed the register) and puts it in place of a
    /// former file at once. Nobody may write to the index meanwhile; questions are answered. Throws
    /// std::runtime_error when it can't be written.
    static void save(const LiveIndex& index, const std::string& note, const std::filesystem::path& file);

    /// Maps the file and takes it in. Never throws for what stands in the file.
    static Loaded load(const std::filesystem::path& file);

  private:
    static void write(SnapshotWriter& to, const LiveWords& words);
    static void write(SnapshotWriter& to, const LiveClass& assets);
    static void read(SnapshotReader& from, LiveWords& words);
    static void read(SnapshotReader& from, LiveClass& assets);
};

}  // namespace cadastre::duplicates
