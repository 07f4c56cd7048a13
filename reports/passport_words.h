// The values of a passport as a reader reads them: amounts with their currency, codes by name, the three ways
// in which a value can be absent, and what a list gained and lost.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/page.h"
#include "reports/page_store.h"
#include "reports/passport_history.h"
#include "reports/passport_store.h"

namespace cadastre::reports {

class PassportWords {
  public:
    /// `fields`: the dictionary of the asset's class, which has to outlive this.
    PassportWords(Transaction& transaction, const Reader& reader, const std::vector<PassportField>& fields);

    /// The code itself where the dictionary has no such field.
    [[nodiscard]] std::string fieldName(const std::string& code) const;
    [[nodiscard]] std::string sectionName(const std::string& section) const;
    /// A stated value. Content keeps what was stated, so a value may be of any shape.
    std::string value(const std::string& code, const nlohmann::json& value, const std::string& currency);
    /// "said to be unknown until 1 Jan 2027", "withheld: by law"; empty where the value is stated or nothing
    /// is said.
    [[nodiscard]] std::string absence(const nlohmann::json& said) const;
    /// Both sides of a difference, long texts shortened: {"field", "before", "after"}. Of lists (functions,
    /// relations) each side has only what the other has not.
    nlohmann::json difference(const PassportDifference& difference);
    std::string stageName(const std::string& stage);
    /// All codes of a list, read once.
    const std::vector<NamedCode>& codes(const std::string& list);
    [[nodiscard]] std::string amount(const std::optional<std::int64_t>& minor,
                                     const std::string& currency) const;

  private:
    [[nodiscard]] const PassportField* field(const std::string& code) const;
    [[nodiscard]] static std::string partsText(const nlohmann::json& parts, const nlohmann::json& without);
    std::string sideText(const PassportDifference& difference, const nlohmann::json& side,
                         const nlohmann::json& other, const std::string& currency);

    Transaction& transaction_;
    const Reader& reader_;
    const std::vector<PassportField>& fields_;
    std::map<std::string, int> digits_;
    std::map<std::string, std::string> fieldNames_;
    std::map<std::string, std::vector<NamedCode>> codes_;
};

}  // namespace cadastre::reports
