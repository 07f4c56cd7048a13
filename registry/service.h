// The running service: the database, the pages, the HTTP server and the job that keeps counts and search up
// with the register, put together in the order in which they need each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "schema/database.h"

namespace cadastre {

class Service {
  public:
    /// Listens when it returns; port 0 takes a free one. `host` has to be this machine's own (127.0.0.1, ::1,
    /// localhost): until there are accounts nothing else is served. Throws UsageError for another, and
    /// UnavailableError when the address is taken or something shipped is missing.
    /// `keptPageBytes`: how much of the pages made is kept for the next who asks (registry/kept_pages.h).
    Service(Database& database, const std::string& host, std::uint16_t port,
            std::size_t keptPageBytes = std::size_t{64} << 20U);
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    /// Finishes the running answers, then stops.
    ~Service();

    [[nodiscard]] std::uint16_t port() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace cadastre
