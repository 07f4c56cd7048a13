// key.json: what was planted, for whoever measures what is found. Identifiers are "SUBJECT/key", as in
// references; the register gives uids of its own at import.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre::generator {

class AnswerKey {
  public:
    void duplicate(std::string_view one, std::string_view other);
    void family(const std::vector<std::string>& members);
    /// `record`: number of the record in its file, from 1; `uid` names it for people.
    void error(std::string_view file, std::uint64_t record, std::string_view rule, std::string_view uid);
    /// "SUBJECT/key" of an asset that the later delivery leaves out.
    void omitted(std::string_view uid);

    /// Throws std::runtime_error when the file can't be written.
    void write(const std::filesystem::path& path) const;

    [[nodiscard]] std::uint64_t duplicates() const { return duplicateCount_; }
    [[nodiscard]] std::uint64_t families() const { return familyCount_; }
    [[nodiscard]] std::uint64_t errors() const { return errorCount_; }

  private:
    // JSON text as it grows: the only part of a large sample that is held in memory.
    std::string duplicates_;
    std::string families_;
    std::string errors_;
    std::string omitted_;
    std::uint64_t duplicateCount_ = 0;
    std::uint64_t familyCount_ = 0;
    std::uint64_t errorCount_ = 0;
};

}  // namespace cadastre::generator
