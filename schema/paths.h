// Where things stand: what is shipped with the program, and what it keeps.
#pragma once

#include <filesystem>

namespace cadastre {

/// The folder of what is shipped: the checkout when the program runs from one (the nearest folder above the
/// binary that holds schema/migrations), else PREFIX/share/cadastre for a binary in PREFIX/bin, else
/// /usr/share/cadastre. Throws UnavailableError when there is none.
std::filesystem::path shippedFolder();

/// A shipped file or folder by its path in the checkout, e.g. "schema/codes" or "importers/maps/riha.toml".
std::filesystem::path shipped(const std::filesystem::path& relative);

/// Everything the program keeps: CADASTRE_VAR, by default var/ in the checkout it runs from and
/// /var/lib/cadastre when installed. Absolute; not created here.
std::filesystem::path varFolder();

}  // namespace cadastre
