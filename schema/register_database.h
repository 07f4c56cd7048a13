// Which database a command works on: the managed server that was named, or the private cluster.
#pragma once

#include <memory>
#include <string>

#include "schema/database.h"

namespace cadastre {

/// The database at `url`, or where that is empty at CADASTRE_DATABASE, or where that is empty too the private
/// cluster of varFolder(), which runs as long as the answer lives and is started again when it went down.
/// Throws UnavailableError.
std::unique_ptr<Database> openRegister(const std::string& url);

}  // namespace cadastre
