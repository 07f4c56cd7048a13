// The files that pages are dressed with: read once, named by their content, so that a browser may keep them
// for ever, and compressed once.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "registry/http/request.h"
#include "registry/http/response.h"

namespace cadastre::http {

class StaticFiles {
  public:
    /// Reads every file of the folder (no subfolders); `url(NAME)` in a sheet becomes the address of that
    /// file. Throws UnavailableError when one can't be read or is of a kind that is not served.
    explicit StaticFiles(const std::filesystem::path& folder);

    /// Addresses by file name: "cadastre.css" → "/static/cadastre.0a1b2c3d4e5f.css".
    [[nodiscard]] const std::map<std::string, std::string>& addresses() const { return addresses_; }
    /// The file of that hashed name; status 404 when there is none.
    [[nodiscard]] Response serve(const Request& request, const std::string& hashedName) const;

  private:
    struct File {
        std::string type;
        std::string tag;  ///< ETag, quoted
        std::string plain;
        std::string compressed;  ///< gzip; empty where it does not pay
    };
    std::map<std::string, File> files_;             // by hashed name
    std::map<std::string, std::string> addresses_;  // by plain name
};

/// A strong ETag of this content, quoted (RFC 9110, 8.8.3).
std::string entityTag(const std::string& content);

/// The body as gzip (RFC 1952).
std::string gzipped(const std::string& body);

}  // namespace cadastre::http
