// The SQL of the map of a solution, and the order of a tree.
#include "reports/solution_map_store.h"

#include <algorithm>
#include <map>

namespace cadastre::reports {

namespace {

constexpr Query readPlaces{"solution_map.places", R"sql(
with recursive holding as (
    select asset.holder_uid as uid, count(*) as systems
    from duplicate_member join asset using (uid) where cluster_id = $1::uuid group by asset.holder_uid),
above as (
    select subject.uid, subject.uid as upper from subject
    union
    select above.uid, subject.parent_uid from above join subject on subject.uid = above.upper
    where subject.parent_uid is not null)
select upper as uid, coalesce(subject.parent_uid::text, '') as parent, subject.code, subject.name,
       coalesce(max(own.systems), 0) as systems, count(holding.uid) as holders, count(*) as bodies
from above join subject on subject.uid = above.upper
left join holding on holding.uid = above.uid
left join holding own on own.uid = above.upper
group by upper, subject.parent_uid, subject.code, subject.name
having count(holding.uid) > 0
)sql"};

using Children = std::map<std::string, std::vector<SolutionPlace>>;

void readFrom(const std::string& parent, int depth, Children& children, std::vector<SolutionPlace>& places) {
    const auto found = children.find(parent);
    if (found == children.end()) return;
    std::vector<SolutionPlace> own = std::move(found->second);
    children.erase(found);  // a body that stands below itself is read once
    std::sort(own.begin(), own.end(), [](const SolutionPlace& a, const SolutionPlace& b) {
        return a.holders != b.holders ? a.holders > b.holders : a.name < b.name;
    });
    for (SolutionPlace& place : own) {
        place.depth = depth;
        places.push_back(place);
        readFrom(place.uid, depth + 1, children, places);
    }
}

}  // namespace

std::vector<SolutionPlace> solutionPlaces(Transaction& transaction, const std::string& clusterId) {
    Children children;
    for (const Row row : transaction.run(readPlaces, clusterId)) {
        SolutionPlace place{row.get<std::string>("uid"),      row.get<std::string>("parent"),
                            row.get<std::string>("code"),     row.get<std::string>("name"),
                            row.get<std::int64_t>("systems"), row.get<std::int64_t>("holders"),
                            row.get<std::int64_t>("bodies"),  0};
        children[place.parent].push_back(std::move(place));
    }
    std::vector<SolutionPlace> places;
    readFrom("", 0, children, places);
    return places;
}

}  // namespace cadastre::reports
