// Records made wrong on purpose: each defect breaks one rule and is told to the key, so that a check can be
// tried against what is known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "importers/record.h"
#include "tools/generator/plan.h"

namespace cadastre::generator {

/// What a defect may need beside the record itself.
struct DefectContext {
    std::string otherPurpose;  ///< purpose of another system; empty: none at hand
    std::string stranger;  ///< uid of a system that states no integration with this one; empty: none at hand
};

/// One way of being wrong.
struct Defect {
    std::string_view rule;  ///< that is broken
    bool blocking;
    /// Makes the record wrong; false when this record can't be wrong in this way.
    bool (*spoil)(importers::Record& record, const DefectContext& context, Random& random);
    /// The rule by which the schema of packages refuses it before any other; empty: the same as in CSV.
    std::string_view schemaRule = {};
};

std::span<const Defect> findingDefects();
std::span<const Defect> blockingDefects();

/// Which slots of a block are to be spoilt, and by which defect: settings.errorsPercent of its assets, the
/// kinds by turns. Members of families, copies and what they are copies of are left alone.
struct PlannedDefect {
    std::size_t slot;
    std::size_t turn;  ///< which kind's turn it is
};
std::vector<PlannedDefect> planDefects(const Settings& settings, const BlockPlan& plan);

/// Spoils the record by the first kind from its turn on that fits it. Returns the defect, nullptr when none
/// fits.
const Defect* spoil(importers::Record& record, const DefectContext& context, std::size_t turn,
                    bool blockingToo, Random& random);

}  // namespace cadastre::generator
