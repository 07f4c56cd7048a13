// The SQL of the currencies in use.
#include "reports/currency_choice_store.h"

namespace cadastre::reports {

namespace {

// One step of the index a currency.
constexpr Query ofMoney{
    "currency_choice.of_money",
    "with recursive used as ((select currency from kept_execution order by currency limit 1)"
    " union all select (select next.currency from kept_execution next where next.currency > used.currency"
    "  order by next.currency limit 1) from used where used.currency is not null)"
    " select code, name_en, name_ru from currency"
    " where code = $1 or code = any(array(select currency from used)) order by code"};

constexpr Query ofOverlap{
    "currency_choice.of_overlap",
    "select code, name_en, name_ru from currency where code = $1 or code = any(array("
    "select currency from register_count where measure in ('duplicates_priced', 'systems_in_overlap')))"
    " order by code"};

std::vector<NamedCode> named(const Result& result, const Reader& reader) {
    std::vector<NamedCode> currencies;
    for (const Row row : result) {
        currencies.push_back(
            {row.get<std::string>(0), reader.either(row.get<std::string>(1), row.get<std::string>(2))});
    }
    return currencies;
}

}  // namespace

std::vector<NamedCode> currenciesOfMoney(Transaction& transaction, const Reader& reader,
                                         const std::string& asked) {
    return named(transaction.run(ofMoney, asked), reader);
}

std::vector<NamedCode> currenciesOfOverlap(Transaction& transaction, const Reader& reader,
                                           const std::string& asked) {
    return named(transaction.run(ofOverlap, asked), reader);
}

}  // namespace cadastre::reports
