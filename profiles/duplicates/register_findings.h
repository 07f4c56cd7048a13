// From one class's records to its findings: groups first, then what each group is.
#pragma once

#include <functional>
#include <vector>

#include "profiles/duplicates/register_class.h"
#include "profiles/duplicates/register_duplicates.h"

namespace cadastre::duplicates {

/// Compares a finished class with itself and appends its clusters to `findings`, in no particular order.
void findInClass(const RegisterClass& assets, const RegisterOptions& options, RegisterFindings& findings,
                 const std::function<void(double)>& progress);

}  // namespace cadastre::duplicates
