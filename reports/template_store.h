// What the template is made of, as the database has it: the fields that the subject's records may state, and
// the records with everything they state.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "profiles/assets/stated.h"
#include "reports/report.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// One record of a subject, in the newest state or the one asked for.
struct HeldRecord {
    std::string kind;
    std::string assetClass;  ///< of an asset, or that a duty of a round names; else empty
    std::string subject;     ///< code of the holder; empty for the subject's own record
    std::string key;
    int minorDigits = 2;  ///< of its currency
    std::string owed;     ///< codes of the fields it owes and doesn't state, parted by |
    std::map<std::string, assets::Value> fields = {};
    std::vector<assets::StatedFunction> functions = {};
    std::vector<assets::StatedRelation> relations = {};
    std::vector<assets::StatedEvent> events = {};
};

/// A column of the template: one code, whichever kinds and classes it serves.
struct TemplateField {
    std::string code;
    bool isMoney = false;
};

bool subjectExists(Transaction& transaction, const std::string& code);

/// The fields of the kinds and classes that the subject has records of, in the order of the dictionary.
std::vector<TemplateField> templateFields(Transaction& transaction, const ReportRequest& request);

/// The records in the order in which an import writes them; returns how many.
std::int64_t forEachHeldRecord(Transaction& transaction, const ReportRequest& request,
                               const std::function<void(const HeldRecord&)>& callback);

}  // namespace cadastre::reports
