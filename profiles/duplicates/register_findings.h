// From one class's records to its findings: groups first, then what each group is.
#pragma once

#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/register_class.h"
#include "profiles/duplicates/register_duplicates.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {

/// One class with its candidate pairs, weighed.
struct ComparedClass {
    const RegisterClass& assets;
    const Matching& matching;
    const EvidenceModel& model;
    const Calibration& calibration;
};

/// The register's veto. A thing is known by its name: where names share next to nothing, one purpose means
/// one function, not one thing; and where a word stands against a word (Tver, Ryazan) they are siblings,
/// however much else they share.
bool cannotBeOneThing(const Level* levels, const PairComparer& comparer);

/// Groups what a class's comparison found and appends its clusters to `findings`, in no particular order.
void findInClass(const ComparedClass& compared, const RegisterOptions& options, RegisterFindings& findings);

}  // namespace cadastre::duplicates
