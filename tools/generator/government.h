// The sample government as a whole: its files, their order and the key. Everything else in this folder says
// what stands in them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "profiles/assets/field_dictionary.h"
#include "tools/generator/plan.h"
#include "tools/generator/sheet.h"

namespace cadastre::generator {

struct Written {
    std::uint64_t records = 0;  ///< of all kinds
    std::uint64_t assets = 0;
    std::uint64_t duplicates = 0;  ///< pairs in the key
    std::uint64_t families = 0;
    std::uint64_t errors = 0;  ///< planted hits in the key
};

/// Writes the files, manifest.toml and key.json into `folder`, which is made when missing and must hold none
/// of them yet. `progress` is called with the assets written so far. Throws std::runtime_error when a file
/// can't be written or is there already.
Written writeGovernment(const Settings& settings, Format format, const std::filesystem::path& folder,
                        const assets::FieldDictionary& dictionary,
                        const std::function<void(std::uint64_t assets)>& progress);

}  // namespace cadastre::generator
