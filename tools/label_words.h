// What `cadastre label` says to people: rounds, pairs, disputes, quality and thresholds as lines of text.
#pragma once

#include <ostream>

#include "profiles/duplicates/labels/label_refit.h"
#include "profiles/duplicates/labels/label_store.h"
#include "schema/messages.h"

namespace cadastre::tools {

/// Where it is said, and in which language.
struct Speaker {
    std::ostream& out;
    const Messages& messages;
    const std::string& language;

    std::string text(std::string_view key, const MessageArguments& arguments = {}) const {
        return messages.text(language, key, arguments);
    }
    void say(std::string_view key, const MessageArguments& arguments = {}) const {
        out << text(key, arguments) << '\n';
    }
};

void tellRound(const Speaker& speaker, const duplicates::LabelRound& round);
/// Field by field: what both say, or what only one says.
void tellPair(const Speaker& speaker, const duplicates::ShownPair& pair);
void tellDisagreement(const Speaker& speaker, const duplicates::Disagreement& disagreement);
void tellQuality(const Speaker& speaker, const duplicates::LabelQuality& quality);
void tellRefit(const Speaker& speaker, const duplicates::ThresholdRefit& refit);

nlohmann::json toJson(const duplicates::LabelRound& round);
nlohmann::json toJson(const duplicates::ShownPair& pair);
nlohmann::json toJson(const duplicates::Disagreement& disagreement);

}  // namespace cadastre::tools
