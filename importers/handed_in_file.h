// What the register remembers of a file that was handed in: its name, size and digest.
#pragma once

#include <filesystem>

#include "profiles/submissions/submission.h"

namespace cadastre::importers {

/// Reads the file once, in pieces, for its SHA-256. Throws InputError when it can't be read.
submissions::SubmissionFile handedInFile(const std::filesystem::path& path);

}  // namespace cadastre::importers
