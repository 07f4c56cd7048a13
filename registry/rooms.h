// What the routes of the service share.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "profiles/duplicates/live/live_index.h"
#include "registry/downloads.h"
#include "registry/file_checks.h"
#include "registry/http/form_tokens.h"
#include "registry/http/static_files.h"
#include "registry/jobs/past_counts.h"
#include "registry/kept_pages.h"
#include "reports/page_renderer.h"
#include "schema/database.h"
#include "schema/messages.h"

namespace cadastre {

/// What the routes need; all of it outlives the router.
struct Rooms {
    Database& database;
    const Messages& messages;
    const reports::PageRenderer& renderer;
    const http::StaticFiles& files;
    const http::FormTokens& tokens;
    Downloads& downloads;
    FileChecks& checks;
    KeptPages& pages;
    jobs::PastCounts& pastCounts;
    std::function<std::string()> metrics;
    std::function<std::shared_ptr<const duplicates::LiveIndex>()> live;  ///< nothing while it is being warmed
    std::function<std::uint64_t()> liveChanges;  ///< grows with each change of that index
};

}  // namespace cadastre
