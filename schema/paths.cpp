// Finding the shipped files from the binary's own place, so that the working directory doesn't matter.
#include "schema/paths.h"

#include <cstdlib>

#include "schema/errors.h"

namespace cadastre {

namespace {

namespace fs = std::filesystem;

const fs::path landmark = "schema/migrations";

// The checkout the binary stands in; empty when it stands in none.
fs::path checkout() {
    fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
    for (;;) {
        if (fs::is_directory(folder / landmark)) return folder;
        if (folder == folder.root_path()) return {};
        folder = folder.parent_path();
    }
}

}  // namespace

fs::path shippedFolder() {
    if (const fs::path found = checkout(); !found.empty()) return found;
    const fs::path prefix = fs::read_symlink("/proc/self/exe").parent_path().parent_path();
    for (const fs::path& folder : {prefix / "share/cadastre", fs::path("/usr/share/cadastre")}) {
        if (fs::is_directory(folder / landmark)) return folder;
    }
    throw UnavailableError(
        "the program's own files (schema/, importers/, reports/) are neither beside it nor in "
        "/usr/share/cadastre; install it whole");
}

fs::path shipped(const fs::path& relative) {
    return shippedFolder() / relative;
}

fs::path varFolder() {
    if (const char* named = std::getenv("CADASTRE_VAR"); named != nullptr && *named != '\0') {
        return fs::absolute(named).lexically_normal();
    }
    const fs::path found = checkout();
    return found.empty() ? fs::path("/var/lib/cadastre") : found / "var";
}

}  // namespace cadastre
