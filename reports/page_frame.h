// What stands around every page: sections, breadcrumbs, the other language, the times it is read at. A page
// knows nothing of it; the edge puts it on.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/page.h"

namespace cadastre::reports {

/// Where the reader stands.
struct Place {
    std::string path = "/";  ///< as it came, still encoded, without the query
    std::vector<std::pair<std::string, std::string>> query = {};  ///< decoded, times and language included
};

/// Adds what layout.mustache shows around the page. Its own names begin with site_. A page may bring
/// `site_crumbs` of its own: a list of `name`
/// and `address`, the last without an address; else they are home, the section and the page's title. One that
/// is not of the day its reader asked for says so by `undated`, a sentence of what it is of: the banner then
/// claims nothing else.
void addFrame(Page& page, const Reader& reader, const Place& place);

/// The page with its times in every address of this site: links (` href="/…`) and forms (`<form …
/// action="/…">`, which get hidden fields). Static files and elements marked data-as-is are left as they are.
std::string keepingTimes(const std::string& html, const Times& times);

}  // namespace cadastre::reports
