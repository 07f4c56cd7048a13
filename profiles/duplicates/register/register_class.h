// All records of one asset class, taken in and held compactly until they are compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/register/register_duplicates.h"

namespace cadastre::duplicates {

/// What is kept of a record beside its words.
struct KeptRecord {
    Uid uid{};
    std::int64_t subject = 0;
    std::int64_t recordedAt = 0;
    std::int64_t runningCost = 0, development = 0;
    std::uint32_t row = 0;  ///< corpus row; records of equal words share it
    std::uint32_t currency = 0;
    bool planned = false, ended = false, runningKnown = false, developmentKnown = false;
};

/// What records are compared by, in the order of RegisterClass's columns.
std::vector<std::pair<std::string, ColumnKind>> registerColumns();

class RegisterClass {
  public:
    static constexpr std::size_t nameColumn = 0, shortNameColumn = 1, purposeColumn = 2;

    RegisterClass();

    /// Takes a record, without the fields that `options` hides.
    void add(const RegisterRecord& record, const RegisterOptions& options);
    /// Call once after the last record. Throws std::invalid_argument naming a uid that was met twice.
    void finish(int threads = 1);

    const Corpus& corpus() const { return corpus_; }
    std::span<const KeptRecord> records() const { return records_; }
    /// Numbers of the records whose words are this corpus row's, ascending.
    std::span<const std::uint32_t> recordsOf(std::uint32_t row) const { return recordsByRow_.row(row); }
    /// The name (where there is none, the short name) as it was written.
    std::string nameOf(std::uint32_t record) const;
    std::span<const std::uint32_t> codesOf(std::uint32_t record) const { return codes_.row(record); }
    const StringPool& codeTexts() const { return codeTexts_; }
    /// Numbers the classifier of every code.
    const std::vector<std::uint32_t>& classifierOf() const { return classifierOf_; }
    std::string_view currency(std::uint32_t number) const { return currencies_.text(number); }

    std::optional<Uid> solutionOf(std::uint32_t record) const;
    std::optional<Uid> parentOf(std::uint32_t record) const;
    /// The product that the record is a licence of; empty for none.
    std::string_view productOf(std::uint32_t record) const;
    /// Whether records of this class say what they do: one in ten states a purpose or a function. Of others
    /// (computers, acts) the names say what they are.
    bool statesWork() const;
    std::optional<std::uint32_t> recordWith(const Uid& uid) const;

  private:
    void takeName(std::string_view name);
    void takeCodes(std::span<const std::string_view> functions, const RegisterOptions& options);

    Corpus corpus_;
    std::vector<KeptRecord> records_;
    NumberRows recordsByRow_;
    NumberRows names_;  ///< by record: as written, word by word, since names repeat each other's words
    StringPool nameWords_;
    NumberRows codes_;
    StringPool codeTexts_, classifiers_, currencies_;
    std::vector<std::uint32_t> classifierOf_;
    std::unordered_map<std::uint32_t, Uid> solutions_, parents_;
    StringPool productTexts_;
    std::unordered_map<std::uint32_t, std::uint32_t> products_;  ///< by record
    std::vector<std::uint32_t> byUid_;
};

/// The 8-4-4-4-12 spelling of a uid.
std::string spell(const Uid& uid);
/// The uid of such a spelling. Throws std::invalid_argument for any other text.
Uid uidFrom(std::string_view spelling);

}  // namespace cadastre::duplicates
