// Reads the forms and calls the same store as `cadastre label`.
#include "registry/labels.h"

#include "profiles/duplicates/labels/label_store.h"
#include "schema/errors.h"
#include "schema/transaction.h"

namespace cadastre {

namespace {

using duplicates::PairAnswer;

bool saysNothing(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

PairAnswer answerFrom(const http::Fields& form) {
    return {std::string(form.get("pair")), std::string(form.get("answer")), std::string(form.get("reason")),
            std::string(form.get("actor")), form.get("way") == "agreement"};
}

std::string kept(Database& database, const Messages& messages, const std::string& language,
                 const PairAnswer& answer, void (*keep)(WriteTransaction&, const PairAnswer&)) {
    if (saysNothing(answer.answer)) return messages.text(language, "label.owed.answer");
    if (saysNothing(answer.reason)) return messages.text(language, "label.owed.reason");
    if (saysNothing(answer.actor)) return messages.text(language, "label.owed.actor");
    try {
        inWriteTransaction(database, {.actor = answer.actor, .reason = answer.reason},
                           [&](WriteTransaction& transaction) { keep(transaction, answer); });
    } catch (const RuleViolation& violation) {
        const std::string key = "label." + violation.constraint();
        return messages.has(key) ? messages.text(language, key) : violation.what();
    } catch (const UsageError& mistake) {
        return mistake.what();
    }
    return {};
}

}  // namespace

std::string keepPostedLabel(Database& database, const Messages& messages, const std::string& language,
                            const http::Fields& form) {
    return kept(database, messages, language, answerFrom(form), duplicates::keepAnswer);
}

std::string keepPostedSettlement(Database& database, const Messages& messages, const std::string& language,
                                 const std::string& pairId, const http::Fields& form) {
    PairAnswer settlement = answerFrom(form);
    settlement.pairId = pairId;
    return kept(database, messages, language, settlement, duplicates::keepSettlement);
}

}  // namespace cadastre
