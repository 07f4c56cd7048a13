// Comparing states of one record.
#include "reports/passport_history.h"

#include <algorithm>
#include <array>
#include <set>

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr std::array absences{"unknown", "withheld"};

void addFields(const json& content, std::set<std::string>& fields) {
    for (const auto& [field, value] : content.items()) {
        const bool absence = std::ranges::find(absences, field) != absences.end() && value.is_object();
        if (!absence) {
            fields.insert(field);
            continue;
        }
        for (const auto& [absent, said] : value.items())
            fields.insert(absent);
    }
}

std::string currencyOf(const json& content) {
    const auto currency = content.find("currency");
    return currency != content.end() && currency->is_string() ? currency->get<std::string>() : std::string();
}

// An ended state says nothing of any field.
json saidBy(const PassportVersion& version, const std::string& field) {
    return version.ended ? json() : saidOf(version.content, field);
}

}  // namespace

json saidOf(const json& content, const std::string& field) {
    if (const auto stated = content.find(field); stated != content.end() && !stated->is_null())
        return *stated;
    for (const char* absence : absences) {
        const auto all = content.find(absence);
        if (all != content.end() && all->is_object() && all->contains(field))
            return {{absence, (*all)[field]}};
    }
    return {};
}

std::vector<PassportDifference> differencesBetween(const json& before, const json& after) {
    std::set<std::string> fields;
    addFields(before, fields);
    addFields(after, fields);
    std::vector<PassportDifference> differences;
    for (const std::string& field : fields) {
        json former = saidOf(before, field);
        json present = saidOf(after, field);
        if (former != present)
            differences.push_back(
                {field, std::move(former), std::move(present), currencyOf(before), currencyOf(after)});
    }
    return differences;
}

void tellDifferences(std::vector<PassportVersion>& versions) {
    for (std::size_t i = 0; i + 1 < versions.size(); ++i)
        versions[i].differences = differencesBetween(versions[i + 1].content, versions[i].content);
}

FieldOrigin originOf(std::span<const PassportVersion> versions, const std::string& field) {
    std::vector<std::size_t> order(versions.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::sort(order, [&](std::size_t one, std::size_t other) {
        return std::pair(versions[one].validFrom, versions[one].recordedAt) >
               std::pair(versions[other].validFrom, versions[other].recordedAt);
    });
    const json present = saidBy(versions[order.front()], field);
    FieldOrigin origin{versions[order.front()].validFrom, order.front()};
    bool sameSaid = true;  // of the day reached, what was recorded earlier still says the same
    for (std::size_t i = 1; i < order.size(); ++i) {
        const PassportVersion& version = versions[order[i]];
        const bool same = saidBy(version, field) == present;
        if (version.validFrom == origin.since) {
            sameSaid = sameSaid && same;
            if (sameSaid) origin.version = order[i];
        } else {
            // The first met of an earlier day is the state in force on it.
            if (!same) break;
            origin = {version.validFrom, order[i]};
            sameSaid = true;
        }
    }
    return origin;
}

}  // namespace cadastre::reports
