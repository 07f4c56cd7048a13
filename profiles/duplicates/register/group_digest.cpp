// Every value in turn, each with a mark behind it that no value holds.
#include "profiles/duplicates/register/group_digest.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <tuple>

namespace cadastre::duplicates {
namespace {

class Digest {
  public:
    Digest() { crypto_generichash_init(&state_, nullptr, 0, std::tuple_size_v<Uid>); }

    void add(std::string_view text) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>("\x1f"), 1);
    }
    void add(double number) { add(std::string_view(fmt::format("{:.3f}", number))); }
    void add(std::int64_t number) { add(std::string_view(fmt::format_int(number).str())); }
    void add(const nlohmann::json& json) {
        if (json.is_number_float()) {
            add(json.get<double>());
        } else if (json.is_string()) {
            add(std::string_view(json.get_ref<const std::string&>()));
        } else if (json.is_structured()) {
            for (const auto& [key, value] : json.items()) {
                add(std::string_view(key));
                add(value);
            }
        } else {
            add(std::string_view(json.dump()));
        }
    }
    Uid finish() {
        Uid digest{};
        crypto_generichash_final(&state_, digest.data(), digest.size());
        return digest;
    }

  private:
    crypto_generichash_state state_{};
};

}  // namespace

double scoreOf(const DuplicateCluster& cluster) {
    const double score = std::max(cluster.identityScore.value_or(0), cluster.functionalScore.value_or(0));
    return std::clamp(score > 0 || cluster.members.empty() ? score : cluster.members.front().score, 0.0, 1.0);
}

nlohmann::json explanationOf(const DuplicateCluster& cluster) {
    nlohmann::json json = toJson(cluster.explanation);
    json.update(toJson(cluster.price));
    json["shared_functions"] = cluster.sharedFunctions;
    if (cluster.identityScore) json["identity_score"] = *cluster.identityScore;
    if (cluster.functionalScore) json["functional_score"] = *cluster.functionalScore;
    if (cluster.proposedCode) json["proposed_code"] = *cluster.proposedCode;
    return json;
}

Uid digestOf(const DuplicateCluster& cluster, const std::string& modelVersion) {
    Digest digest;
    digest.add(std::string_view(modelVersion));
    digest.add(codeOf(cluster.kind));
    digest.add(scoreOf(cluster));
    digest.add(explanationOf(cluster));
    for (const int number : {cluster.price.membersWithUnknownCost, cluster.price.overlapLowPermille,
                             cluster.price.overlapHighPermille})
        digest.add(std::int64_t{number});
    for (const ClusterMember& member : cluster.members) {
        digest.add(std::string_view(reinterpret_cast<const char*>(member.uid.data()), member.uid.size()));
        digest.add(member.recordedAt);
        digest.add(member.score);
        digest.add(std::int64_t{member.allocationPermille});
        if (!member.money) continue;
        digest.add(member.money->low);
        digest.add(member.money->high);
        digest.add(std::string_view(member.currency));
    }
    return digest.finish();
}

}  // namespace cadastre::duplicates
