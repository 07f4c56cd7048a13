// The pages' own stores as JSON. Content goes out as it was stated: amounts in minor units of the record's
// one currency, as docs/architecture.md says of content.
#include "registry/api/record_resource.h"

#include <nlohmann/json.hpp>

#include "registry/api/json_answer.h"
#include "reports/count_store.h"
#include "reports/duplicates_page_store.h"
#include "schema/parameters.h"

namespace cadastre::api {

namespace {

using nlohmann::json;

}  // namespace

http::Response duplicateGroup(Transaction& transaction, const std::string& clusterId) {
    const auto found =
        reports::isUid(clusterId) ? reports::duplicateGroup(transaction, clusterId) : std::nullopt;
    if (!found) return missing();
    const reports::DuplicateGroup& group = found->group;
    json members = json::array();
    for (const auto& member : found->members) {
        json one{{"uid", member.uid},
                 {"register_number", member.registerNumber},
                 {"holder", member.holderCode},
                 {"holder_name", member.holderName},
                 {"holder_key", member.holderKey},
                 {"class", member.assetClass},
                 {"name", member.name},
                 {"role", member.role},
                 {"score", member.score}};
        put(one, "short_name", member.shortName);
        put(one, "purpose", member.purpose);
        put(one, "stage", member.stage);
        put(one, "currency", member.currency);
        if (member.yearlyCost) one["yearly_cost_minor"] = *member.yearlyCost;
        if (member.plannedDevelopmentCost)
            one["planned_development_cost_minor"] = *member.plannedDevelopmentCost;
        members.push_back(std::move(one));
    }
    json body{{"cluster", group.clusterId},
              {"kind", group.kind},
              {"status", group.state},
              {"score", group.score},
              {"members_count", group.members},
              {"holders_count", group.holders},
              {"unknown_costs", group.unknownCosts},
              {"first_found_at", toText(found->firstFoundAt)},
              {"model_version", found->modelVersion},
              {"explanation", found->explanation},
              {"members", members}};
    put(body, "currency", group.currency);
    if (group.moneyLow) body["money_low_minor"] = *group.moneyLow;
    if (group.moneyHigh) body["money_high_minor"] = *group.moneyHigh;
    return answer(body);
}

http::Response counts(Transaction& transaction) {
    const reports::Counts kept = reports::keptCounts(transaction);
    json all = json::array();
    for (const auto& count : kept.counts) {
        json one{{"measure", count.measure}, {"amount", count.amount}};
        put(one, "item", count.item);
        put(one, "currency", count.currency);
        if (count.moneyLow) one["money_low_minor"] = *count.moneyLow;
        if (count.moneyHigh) one["money_high_minor"] = *count.moneyHigh;
        all.push_back(std::move(one));
    }
    return answer({{"counted_at", kept.countedAt ? json(toText(*kept.countedAt)) : json()},
                   {"up_to_date", kept.upToDate},
                   {"counts", all}});
}

}  // namespace cadastre::api
