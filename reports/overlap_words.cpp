// Steps kept with the price, one sentence each.
#include "reports/overlap_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/explanation_words.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

/// 729 → "72.9", 1000 → "100".
std::string percent(int permille, const Reader& reader) {
    return permille % 10 == 0
               ? std::to_string(permille / 10)
               : writtenDecimal(fmt::format("{}.{}", permille / 10, permille % 10), reader.language);
}

/// A share of a sum, in whole units of money: it is an estimate, and hundredths of it would say otherwise.
std::int64_t wholeUnits(std::int64_t minorUnits, int digits) {
    std::int64_t unit = 1;
    for (int digit = 0; digit < digits; ++digit)
        unit *= 10;
    return (minorUnits + unit / 2) / unit * unit;
}

class PriceWords {
  public:
    PriceWords(const Reader& reader, const json& price, int digits)
        : reader_(reader), price_(price), steps_(price.at("steps")), digits_(digits) {}

    json told(const DuplicateGroupInFull& full) const {
        const std::string key = price_.value("words", json::object()).value("key", "");
        const bool plans = key == "duplicates.price.plans";
        const std::int64_t total = step("total"), low = step("stays_low"), high = step("stays_high");
        json told{
            {"total", reader_.text("duplicates.price.total",
                                   {{"count", std::to_string(step("members"))}, {"total", money(total)}}) +
                          countedOnce("copies", full) + countedOnce("solutions", full)}};
        const std::string lowPercent = percent(static_cast<int>(step("overlap_low")), reader_),
                          highPercent = percent(static_cast<int>(step("overlap_high")), reader_);
        const std::string lowEnd = money(wholeUnits(price_.value("low", std::int64_t{0}), digits_)),
                          highEnd = money(wholeUnits(price_.value("high", std::int64_t{0}), digits_));
        told["low"] = reader_.text(
            plans ? "duplicates.price.plan_low" : "duplicates.price.low_end",
            {{"stays", money(low)}, {"rest", money(total - low)}, {"percent", lowPercent}, {"low", lowEnd}});
        const char* const highKey = plans ? "duplicates.price.plan_high"
                                    : key == "duplicates.price.overlap_with_unknown"
                                        ? "duplicates.price.high_end_unknown"
                                        : "duplicates.price.high_end";
        told["high"] = reader_.text(highKey, {{"stays", money(high)},
                                              {"rest", money(total - high)},
                                              {"percent", highPercent},
                                              {"high", highEnd}});
        addTerms(told, full);
        return told;
    }

  private:
    std::int64_t step(const char* name) const { return steps_.value(name, std::int64_t{0}); }
    std::string money(std::int64_t minorUnits) const {
        return writtenMoney(minorUnits, digits_, price_.value("currency", ""), reader_.language);
    }
    /// Which members count as one, a sentence each.
    std::string countedOnce(const std::string& as, const DuplicateGroupInFull& full) const {
        const std::string key = as == "copies" ? "duplicates.price.copies" : "duplicates.price.instances";
        std::string sentences;
        for (const json& once : steps_.value(as, json::array())) {
            const auto* member = memberWith(full, once.value("uid", ""));
            if (member == nullptr) continue;
            sentences +=
                " " + reader_.text(key, {{"count", std::to_string(once.value("members", 0))},
                                         {"name", member->name},
                                         {"counted", money(once.value("counted", std::int64_t{0}))}});
        }
        return sentences;
    }
    static const DuplicateMember* memberWith(const DuplicateGroupInFull& full, const std::string& uid) {
        const auto member = std::find_if(full.members.begin(), full.members.end(),
                                         [&](const DuplicateMember& each) { return each.uid == uid; });
        return member == full.members.end() ? nullptr : &*member;
    }
    void addTerms(json& told, const DuplicateGroupInFull& full) const {
        json terms = json::array();
        for (const json& term : steps_.value("terms", json::array())) {
            const auto* member = memberWith(full, term.value("uid", ""));
            if (member == nullptr) continue;
            terms.push_back({{"name", member->name},
                             {"holder", member->holderName},
                             {"running", money(term.value("running", std::int64_t{0}))},
                             {"development", money(term.value("development", std::int64_t{0}))},
                             {"share", percent(term.value("allocation", 1000), reader_) + "\u00a0%"},
                             {"counted", money(term.value("counted", std::int64_t{0}))}});
        }
        told["has_terms"] = !terms.empty();
        told["more"] =
            static_cast<std::int64_t>(terms.size()) < step("members")
                ? json(reader_.text("duplicates.price.first_of", {{"count", std::to_string(terms.size())}}))
                : json(false);
        told["terms"] = std::move(terms);
    }

    const Reader& reader_;
    const json& price_;
    const json& steps_;
    int digits_;
};

}  // namespace

json pricesInWords(const Reader& reader, const std::map<std::string, int>& digits,
                   const DuplicateGroupInFull& full) {
    json list = json::array();
    const auto kept = full.explanation.find("prices");
    if (kept == full.explanation.end() || !kept->is_array()) return list;
    for (const json& price : *kept) {
        const std::string currency = price.value("currency", "");
        const auto own = digits.find(currency);
        const int minor = own == digits.end() ? 0 : own->second;
        json told = price.contains("steps") ? PriceWords(reader, price, minor).told(full)
                                            : json{{"total", explainedSentence(reader, price, "words")}};
        told["range"] = writtenRange(wholeUnits(price.value("low", std::int64_t{0}), minor),
                                     wholeUnits(price.value("high", std::int64_t{0}), minor), minor, currency,
                                     reader.language);
        list.push_back(std::move(told));
    }
    return list;
}

std::string unknownCostsInWords(const Reader& reader, const DuplicateGroup& group) {
    if (group.unknownCosts == 0) return reader.text("duplicates.price.all_known");
    if (!group.moneyLow && group.unknownCosts >= group.members)
        return reader.text("duplicates.price.none_known", {{"members", std::to_string(group.members)}});
    return reader.text("duplicates.price.unknown", {{"unknown", std::to_string(group.unknownCosts)},
                                                    {"members", std::to_string(group.members)}});
}

}  // namespace cadastre::reports
