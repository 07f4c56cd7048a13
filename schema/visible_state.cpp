// Asking the server for its snapshot.
#include "schema/visible_state.h"

#include "schema/errors.h"

namespace cadastre {

namespace {

constexpr Query askState{"visible_state.ask", "select pg_current_snapshot() || ' ' || current_date"};

}  // namespace

std::string visibleState(Database& database) {
    Database::Lease lease = database.lease();
    const auto ask = [&] { return lease->run(askState, {}).one().get<std::string>(0); };
    try {
        return ask();
    } catch (const UnavailableError&) {
        // A pooled connection may have died while nobody used it.
        if (!lease->lost()) throw;
        lease.renew();
        return ask();
    }
}

}  // namespace cadastre
