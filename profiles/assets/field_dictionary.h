// The field dictionary: which fields each kind of record has, of which type, in which code list.
// It lives with the assets because readers, checks, pages and exports all ask it and none may differ.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "profiles/assets/stated.h"
#include "profiles/assets/typed_value.h"

namespace cadastre::assets {

/// One row of schema/codes/field.csv.
struct Field {
    std::string recordKind;
    std::string assetClass;  ///< empty: a field of every class (or the record kind has no classes)
    std::string code;
    int position = 0;
    FieldType type = FieldType::text;
    std::size_t maximumLength =
        0;                 ///< in characters; 0: none stated. Longer text loads and becomes a finding
    std::string codeList;  ///< for code and reference fields
    std::string section;
    std::string nameEnglish;
    std::string nameRussian;
};

/// Lets strings be looked up by string_view without a copy.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <typename Mapped>
using TextMap = std::unordered_map<std::string, Mapped, TextHash, std::equal_to<>>;
using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

/// The fields of one record kind and, for assets, one class, by code.
using FieldScope = TextMap<const Field*>;

class FieldDictionary {
  public:
    /// Reads field.csv, currency.csv, code.csv and the lists with files of their own (stage.csv…) of the
    /// folder. Throws std::runtime_error that names file and line.
    static FieldDictionary load(const std::filesystem::path& codesFolder);

    FieldDictionary(FieldDictionary&&) = default;
    FieldDictionary& operator=(FieldDictionary&&) = default;
    FieldDictionary(const FieldDictionary&) = delete;  // scopes point into fields_
    FieldDictionary& operator=(const FieldDictionary&) = delete;
    ~FieldDictionary() = default;

    [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }
    /// The fields a record of this kind and class may have; of every class together when `assetClass` is
    /// empty. nullptr when there is no such kind or class.
    [[nodiscard]] const FieldScope* scope(std::string_view recordKind, std::string_view assetClass) const;
    [[nodiscard]] const Field* find(std::string_view recordKind, std::string_view assetClass,
                                    std::string_view code) const;
    [[nodiscard]] bool isRecordKind(std::string_view kind) const { return kinds_.contains(kind); }
    /// Whether records of this kind belong to a subject (assets, projects…), unlike subjects and classifiers
    /// themselves.
    [[nodiscard]] bool isHeld(std::string_view kind) const { return held_.contains(kind); }
    [[nodiscard]] bool isAssetClass(std::string_view code) const { return classes_.contains(code); }
    /// Digits after the point of an ISO 4217 currency; none when the currency is not on the list.
    [[nodiscard]] std::optional<int> minorDigits(std::string_view currency) const;
    /// Whether the code is on the list; unknown lists have no codes.
    [[nodiscard]] bool hasCode(std::string_view codeList, std::string_view code) const;

    /// Reads `text` (not blank) as this field's value. `currency` serves money fields: rule
    /// "currency-missing" when there is none, "unknown-currency" when it isn't on the list.
    [[nodiscard]] Reading read(const Field& field, std::string_view text, std::string_view currency = {},
                               const NumberForm& form = {}) const;

  private:
    FieldDictionary() = default;
    void loadFields(const std::filesystem::path& file);
    void loadCurrencies(const std::filesystem::path& file);
    void loadCodes(const std::filesystem::path& file);
    void loadCodeList(const std::filesystem::path& file, std::string_view list);
    void loadRecordKinds(const std::filesystem::path& file);
    void makeScopes();

    std::vector<Field> fields_;
    TextSet kinds_;
    TextSet held_;
    TextSet classes_;
    TextMap<FieldScope> scopes_;  // by "kind/class"
    TextMap<int> minorDigits_;
    TextMap<TextSet> codeLists_;
};

/// The name of a type as field.csv writes it; throws std::runtime_error for another word.
FieldType fieldTypeOf(std::string_view name);

}  // namespace cadastre::assets
