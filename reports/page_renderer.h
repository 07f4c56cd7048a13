// Turns a page's data into HTML with the templates of reports/templates. Every value is escaped; the
// templates hold no words, only keys of the message catalogue as [[key]], put in once per language when they
// are loaded.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "reports/page.h"
#include "reports/page_template.h"
#include "schema/messages.h"

namespace cadastre::reports {

class PageRenderer {
  public:
    /// `addresses`: of static files by name, for [[static:cadastre.css]]. Throws UnavailableError that names
    /// the template and what is wrong in it: a key nobody knows, a section left open.
    PageRenderer(const std::filesystem::path& templates, const Messages& messages,
                 const std::map<std::string, std::string>& addresses);
    PageRenderer(const PageRenderer&) = delete;
    PageRenderer& operator=(const PageRenderer&) = delete;

    /// The whole document: the page inside layout.mustache. Any number of threads may ask at once.
    [[nodiscard]] std::string render(const Page& page, const std::string& language) const;

  private:
    std::map<std::string, PageTemplate> templates_;  // by "view.language"
};

}  // namespace cadastre::reports
