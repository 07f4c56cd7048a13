#include "tools/generator/relations.h"

#include <optional>
#include <string_view>

#include "tools/generator/record_fields.h"

namespace cadastre::generator {

void stateRelations(importers::Record& record, const BlockPlan& plan, const Subjects& subjects,
                    std::size_t slotNumber) {
    const Slot& slot = plan.slots()[slotNumber];
    const auto relate = [&](std::string_view kind, const std::optional<std::size_t>& other) {
        if (!other) return;
        record.relations.push_back(
            {std::string(kind), subjects[plan.slots()[*other].holder].code, plan.keyOf(*other)});
    };
    relate("part_of", slot.partOf);
    relate("uses", slot.uses);
    relate("runs_on", slot.runsOn);
    relate("licensed_by", slot.licensedBy);
    relate("mandated_by", slot.mandatedBy);
    relate("integrates_with", slot.integratesWith);
    relate("hosts", slot.hosts);
    if (slot.role == Role::member) relate("instance_of", plan.families()[slot.family].solution);
}

void statePlatform(importers::Record& record, const Slot& slot, Random& random) {
    if (slot.mark != "state") {
        text(record, "platform_use", random.chance(15) ? "yes" : "no");
        return;
    }
    const std::size_t fifth = slot.stateRank % 5;
    text(record, "platform_use", fifth == 0 ? "yes" : "planned");
    if (fifth != 0)
        date(record, "platform_planned_on", fifth == 1 ? dayOf(2028, 12, 31) : dayOf(2030, 12, 31));
}

std::string hostingPlace(Random& random, const Subject& holder) {
    if (random.chance(35)) return "Государственная облачная платформа";
    if (random.chance(50)) return "Серверная: " + holder.name;
    return holder.place.nominative.empty()
               ? "Центр обработки данных № " + std::to_string(random.between(1, 9))
               : "Центр обработки данных, " + holder.place.nominative;
}

}  // namespace cadastre::generator
