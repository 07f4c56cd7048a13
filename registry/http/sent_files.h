// Files that somebody sent along with a form, in a folder of their own until the request is answered.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre::http {

class SentFiles {
  public:
    /// Makes the folder, which nobody else may read. Throws UnavailableError when that can't be done.
    SentFiles();
    SentFiles(const SentFiles&) = delete;
    SentFiles& operator=(const SentFiles&) = delete;
    /// Removes the folder with everything in it.
    ~SentFiles();

    /// Where a file that its sender calls `name` has to be written: under that name without its folders, or
    /// under a plain one when the name is no name or taken.
    std::filesystem::path add(std::string_view name);
    /// In the order they were sent.
    [[nodiscard]] const std::vector<std::filesystem::path>& paths() const { return paths_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
    std::vector<std::filesystem::path> paths_;
};

}  // namespace cadastre::http
