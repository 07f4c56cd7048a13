// Reports of an owner, each beside the one before.
#include "reports/money_statements.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <optional>

#include "reports/money_words.h"
#include "reports/page_words.h"
#include "schema/parameters.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// "2033-12-31"; what is no date has none.
std::optional<std::chrono::sys_days> dayOf(const std::string& text) {
    const auto date = dateFrom(text);
    return date ? std::optional(std::chrono::sys_days(*date)) : std::nullopt;
}

/// "+30.9 %", rounded; empty where one of both is unknown or nothing moved.
std::string costMoved(const MoneyStatement& before, const MoneyStatement& now, const Reader& reader) {
    if (!before.statedCost || !now.statedCost || before.currency != now.currency || *before.statedCost <= 0 ||
        *before.statedCost == *now.statedCost)
        return {};
    const double moved = (static_cast<double>(*now.statedCost) / static_cast<double>(*before.statedCost) - 1);
    const std::string percent = fmt::format("{:.1f}", std::abs(moved) * 100);
    if (percent == "0.0") return {};
    return (moved < 0 ? "\u2212" : "+") + writtenDecimal(percent, reader.language) + "\u00a0%";
}

std::string endsMoved(const MoneyStatement& before, const MoneyStatement& now, const Reader& reader) {
    const auto then = dayOf(before.endsOn);
    const auto since = dayOf(now.endsOn);
    if (!then || !since || *then == *since) return {};
    const std::int64_t days = (*since - *then).count();
    return reader.text(days > 0 ? "money.later" : "money.earlier",
                       {{"count", written(std::abs(days), reader.language)}});
}

}  // namespace

json statementsOf(const Reader& reader, const std::vector<NamedCode>& ratings,
                  const std::map<std::string, int>& digits, const MoneyOwner& owner) {
    json said = json::array();
    if (owner.statements.size() < 2) return said;
    const MoneyStatement* before = nullptr;
    for (const MoneyStatement& now : owner.statements) {
        const auto own = digits.find(now.currency);
        said.push_back(
            {{"from", writtenDate(now.validFrom, reader.language)},
             {"rating", ratingMark(ratings, now.rating, false)},
             {"cost", now.statedCost ? writtenMoney(*now.statedCost, own == digits.end() ? 0 : own->second,
                                                    now.currency, reader.language)
                                     : std::string()},
             {"cost_moved", before ? costMoved(*before, now, reader) : std::string()},
             {"ends", writtenDate(now.endsOn, reader.language)},
             {"ends_moved", before ? endsMoved(*before, now, reader) : std::string()}});
        before = &now;
    }
    return said;
}

json textsOf(const Reader& reader, const MoneyOwner& owner) {
    constexpr std::size_t readAtOnce = 700;  // bytes: some five lines
    json texts = json::array();
    for (const MoneyText& text : owner.texts) {
        texts.push_back({{"name", reader.either(text.nameEn, text.nameRu)},
                         {"text", text.text},
                         {"long", text.text.size() > readAtOnce}});
    }
    return texts;
}

}  // namespace cadastre::reports
