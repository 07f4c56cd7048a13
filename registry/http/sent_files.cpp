// A private folder below the system's folder for temporary files.
#include "registry/http/sent_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "registry/http/request.h"
#include "schema/errors.h"

namespace cadastre::http {

namespace {

constexpr std::size_t longestName = 200;  // bytes; file systems take 255

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= longestName && name != "." && name != ".." && isReadable(name);
}

}  // namespace

SentFiles::SentFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "cadastre-upload-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw UnavailableError("no folder for temporary files can be made in " +
                               std::filesystem::temp_directory_path().string());
    folder_ = name;
}

SentFiles::~SentFiles() {
    std::error_code nothingMoreCanBeDone;
    std::filesystem::remove_all(folder_, nothingMoreCanBeDone);
}

std::filesystem::path SentFiles::add(std::string_view name) {
    // Some browsers send the whole path, with the separators of the sender's system.
    name = name.substr(name.find_last_of("/\\") + 1);
    std::filesystem::path path = folder_ / std::string(isName(name) ? name : "file");
    if (std::find(paths_.begin(), paths_.end(), path) != paths_.end())
        path = folder_ /
               fmt::format("{}-{}", paths_.size() + 1, path.filename().string().substr(0, longestName));
    paths_.push_back(path);
    return path;
}

}  // namespace cadastre::http
