// Asking the database.
#include "registry/readiness_store.h"

#include <fmt/format.h>

#include <filesystem>

#include "reports/search_store.h"
#include "schema/errors.h"
#include "schema/paths.h"
#include "schema/transaction.h"

namespace cadastre {

namespace {

constexpr Query appliedMigrations{"readiness.migrations", "select count(*) from cadastre.migration"};

std::int64_t shippedMigrations() {
    std::int64_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(shipped("schema/migrations")))
        count += entry.path().extension() == ".sql" ? 1 : 0;
    return count;
}

}  // namespace

Readiness readiness(Database& database) {
    try {
        ReadTransaction transaction(database);
        const auto applied = transaction.run(appliedMigrations).one().get<std::int64_t>(0);
        const std::int64_t wanted = shippedMigrations();
        if (applied != wanted) {
            return {false, fmt::format("not ready: {} of {} migrations are applied; run cadastre init\n",
                                       applied, wanted)};
        }
        const auto lag = reports::searchLag(transaction);
        if (lag.caughtUp()) return {true, "ready\nsearch: caught up\n"};
        return {true, fmt::format("ready\nsearch: catching up, {} records to go\n", lag.waitingRecords)};
    } catch (const UnavailableError&) {
        return {false, "not ready: the database does not answer\n"};
    } catch (const Error&) {
        return {false, "not ready: the database has not this program's tables; run cadastre init\n"};
    }
}

}  // namespace cadastre
