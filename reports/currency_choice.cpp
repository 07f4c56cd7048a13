// Shapes the choice of a currency.
#include "reports/currency_choice.h"

#include "reports/currency_choice_store.h"

namespace cadastre::reports {

namespace {

void offer(nlohmann::json& data, const std::vector<NamedCode>& currencies, const std::string& chosen) {
    nlohmann::json options = nlohmann::json::array();
    for (const NamedCode& currency : currencies) {
        options.push_back(
            {{"code", currency.code}, {"name", currency.name}, {"chosen", currency.code == chosen}});
    }
    data["has_currencies"] = currencies.size() > 1 || !chosen.empty();
    data["currencies"] = std::move(options);
}

}  // namespace

void offerCurrenciesOfMoney(nlohmann::json& data, Transaction& transaction, const Reader& reader,
                            const std::string& chosen) {
    offer(data, currenciesOfMoney(transaction, reader, chosen), chosen);
}

void offerCurrenciesOfOverlap(nlohmann::json& data, Transaction& transaction, const Reader& reader,
                              const std::string& chosen) {
    offer(data, currenciesOfOverlap(transaction, reader, chosen), chosen);
}

}  // namespace cadastre::reports
