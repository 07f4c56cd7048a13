// The products that systems run on and bodies license, with the support periods of their releases. Invented,
// so that they don't meet the real ones of a classifier loaded beside the sample.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "importers/record.h"

namespace cadastre::generator {

struct Product {
    std::string_view code;  ///< as in product_release, lower case
    std::string_view title;
    std::string_view vendor;
    bool domestic;
    std::string_view openSourceLicence;               ///< SPDX; empty: proprietary
    std::string_view endedCycle;                      ///< support ended before the reference day
    std::array<std::string_view, 2> supportedCycles;  ///< and these go on
};

std::span<const Product> products();
std::span<const Product> serverProducts();  ///< those that systems run on

/// One record for every release.
std::vector<importers::Record> productReleases();

}  // namespace cadastre::generator
