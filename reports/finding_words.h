// What a finding says, in the reader's words: the rule's message with its arguments, codes of fields and
// stages given by their names.
#pragma once

#include <string>
#include <vector>

#include "reports/page.h"
#include "reports/page_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

class FindingWords {
  public:
    FindingWords(Transaction& transaction, const Reader& reader);
    /// The sentence of a hit; empty where the rule has none. `arguments`: JSON, as the finding keeps it.
    [[nodiscard]] std::string sentence(const std::string& rule, const std::string& arguments) const;
    [[nodiscard]] std::string fieldName(const std::string& code) const;

  private:
    [[nodiscard]] std::string argumentText(const std::string& name, const nlohmann::json& value) const;

    const Reader& reader_;
    std::vector<NamedCode> fields_;
    std::vector<NamedCode> stages_;
};

}  // namespace cadastre::reports
