// Reports as files over HTTP, streamed straight from the database. Few run at once, so that slow readers of
// long files leave connections to everybody else.
#pragma once

#include <memory>
#include <semaphore>
#include <string>

#include "registry/http/request.h"
#include "registry/http/response.h"
#include "schema/database.h"

namespace cadastre {

class Downloads {
  public:
    explicit Downloads(Database& database) : database_(database) {}
    /// `file`: "REPORT.csv", ".xml" or ".json"; the query's fields are filters, `as_of` and `known_at`. 404
    /// for another file. Throws UsageError for what the report doesn't take.
    [[nodiscard]] http::Response file(const http::Request& request, const std::string& file,
                                      const std::string& language);

  private:
    static constexpr int mostAtOnce = 4;

    Database& database_;
    std::shared_ptr<std::counting_semaphore<mostAtOnce>> free_ =
        std::make_shared<std::counting_semaphore<mostAtOnce>>(mostAtOnce);
};

}  // namespace cadastre
