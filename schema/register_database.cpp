// Ties the pool to the private cluster, so that nobody above needs to know which kind of server it is.
#include "schema/register_database.h"

#include <cstdlib>

#include "schema/paths.h"
#include "schema/private_cluster.h"

namespace cadastre {

std::unique_ptr<Database> openRegister(const std::string& url) {
    if (!url.empty()) return std::make_unique<Database>(url);
    if (const char* named = std::getenv("CADASTRE_DATABASE"); named != nullptr && *named != '\0') {
        return std::make_unique<Database>(named);
    }
    auto cluster = std::make_shared<PrivateCluster>(varFolder());
    DatabaseOptions options;
    options.beforeConnecting = [cluster] { cluster->ensureRunning(); };
    return std::make_unique<Database>(cluster->address(), std::move(options));
}

}  // namespace cadastre
