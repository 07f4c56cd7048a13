// Programmes, projects, tasks, cost lines, indicators, contracts and approved totals. Approved and committed
// lines are tied to a measurable indicator and add up to their totals; what is planted against the rules is
// told.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/record.h"
#include "tools/generator/plan.h"

namespace cadastre::generator {

/// Takes a record and the rule it was made to break; empty: none.
using TakeRecord = std::function<void(const importers::Record& record, std::string_view brokenRule)>;

/// One programme for every federal body, every region and every tenth municipality that holds systems; where
/// a number of projects is asked for, as many programmes of theirs as hold it, some twenty projects each.
/// One in four has recorded money without an indicator; one in twelve (and one at least) rates itself green
/// while its money is spent and its target missed. `assetKeys` names a system of each subject, or nothing.
void writeMoney(const Settings& settings, const Subjects& subjects, const std::vector<std::string>& assetKeys,
                const TakeRecord& take);

/// The programmes with the published figures: 63.4 + 70.1 + 76.1 bn RUB for 2025–2027; platform share
/// 20/40/100 % in 2026/2028/2030; online services 60 (2024) → 100 (2030); domestic software
/// 50/60/70/75/80/85/90 % of planned cost in 2018…2024.
void writeReferenceFigures(const Subject& holder, const TakeRecord& take);

}  // namespace cadastre::generator
