// The numbers of a digital profile, each with the list it opens: what the page of one body shows and what two
// are compared by.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/page.h"
#include "reports/subject_count_store.h"
#include "reports/subject_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct SubjectFigure {
    std::string section;  ///< the message "subject.SECTION" is its heading
    std::string name;     ///< in the reader's language; tells it from others of the section and group
    std::int64_t amount = 0;
    std::vector<std::string> money = {};  ///< in words
    std::string address = {};             ///< the list it counts; empty: there is none
    std::string group = {};               ///< what several of a section have in common, e.g. the tree
    bool unknown = false;                 ///< there is nothing to judge the amount by
};

/// In the order of the page; what is none is left out. Throws UsageError for times that are none.
std::vector<SubjectFigure> subjectFigures(Transaction& transaction, const Reader& reader, const Times& times,
                                          const Subject& subject);

/// Events by year and how many, the oldest first; years of which there are none are left out.
std::vector<SubjectFigure> eventsByYear(const std::vector<SubjectCount>& counts, const std::string& code);

}  // namespace cadastre::reports
