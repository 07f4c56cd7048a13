// A cell of the coverage map: what it says at a glance, in words, in a step of tint and in a bar, and what of
// it is told to those who hear the page. Counting is the store's, placing the cells the page's.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "reports/coverage_store.h"
#include "reports/page.h"

namespace cadastre::reports {

/// The states of a pair; what has to be seen first stands first.
inline constexpr std::array coverageStates{"not_covered",  "planned", "justified",
                                           "over_covered", "covered", "not_its_mandate"};

/// Money in overlap, in minor units.
struct OverlapMoney {
    std::int64_t low = 0, high = 0;
};

/// The pairs of one cell.
struct CellSum {
    std::map<std::string, std::int64_t> pairs;    ///< by state
    std::map<std::string, OverlapMoney> overlap;  ///< by currency
    std::map<std::string, std::int64_t> planned;  ///< by currency, minor units
    std::int64_t unknownCosts = 0;

    void add(const CoverageSum& sum);
    [[nodiscard]] std::int64_t of(const std::string& state) const;
    /// All that the bodies are charged with: what they do outside their mandates is no part of the whole.
    [[nodiscard]] std::int64_t charged() const;
};

/// The currency that all money in overlap is in; empty where there are several or none.
std::string onlyCurrency(const CellSum& sum);

/// Writes cells for one reader.
class CoverageCells {
  public:
    /// `digits`: of each currency. Where all money is in the one `currency`, cells leave its name out.
    CoverageCells(const Reader& reader, std::map<std::string, int> digits, std::string currency)
        : reader_(reader), digits_(std::move(digits)), currency_(std::move(currency)) {}

    /// A cell as the template shows it. `pairs`: the list of its pairs, to which a state is added.
    [[nodiscard]] nlohmann::json cell(const CellSum& sum, const Asked& pairs) const;
    /// Every state with its count, its share of what the bodies are charged with, its money and its list.
    [[nodiscard]] nlohmann::json legend(const CellSum& sum, const Asked& pairs) const;
    /// Stretches of states side by side, in pairs; the empty ones are what remains free.
    [[nodiscard]] static nlohmann::json bar(const CellSum& sum);
    /// Amounts of overlap, currency by currency, to the last unit.
    [[nodiscard]] nlohmann::json exactPrices(const CellSum& sum) const;

  private:
    [[nodiscard]] std::string wordsOf(const CellSum& sum) const;
    [[nodiscard]] std::string furtherWords(const CellSum& sum) const;
    [[nodiscard]] nlohmann::json doubled(const CellSum& sum, const Asked& pairs) const;
    /// Amounts side by side; without the name of the currency `implied`.
    [[nodiscard]] std::string roughPrice(const CellSum& sum, const std::string& implied) const;
    [[nodiscard]] std::string roughPlans(const CellSum& sum) const;
    [[nodiscard]] std::string number(std::int64_t value) const;
    [[nodiscard]] int digitsOf(const std::string& currency) const;

    const Reader& reader_;
    std::map<std::string, int> digits_;
    std::string currency_;
};

}  // namespace cadastre::reports
