// The entries of the catalogue, one function a report, by the file that holds them.
#pragma once

#include "reports/report.h"

namespace cadastre::reports {

// catalogue_assets.cpp
Report assetsReport();
Report subjectsReport();
Report eventsReport();
Report expiringReport();
Report journalReport();
Report submissionsReport();
// catalogue_findings.cpp
Report findingsReport();
Report duplicatesReport();
Report overlapReport();
// catalogue_coverage.cpp
Report coverageReport();
/// The same rows as the database keeps them (table coverage_cell): identifiers, and money in minor units.
Report coverageCells();
// catalogue_discipline.cpp
Report disciplineReport();
// catalogue_money.cpp
Report programmesReport();
Report projectsReport();
Report costLinesReport();
Report indicatorsReport();
Report untiedReport();
// catalogue_shares.cpp
Report sharesReport();
// catalogue_execution.cpp
Report executionReport();
/// What the database is asked for the execution report; its rows are judged by execution_report.cpp.
Report executionRows();
// catalogue_template.cpp
Report templateReport();

}  // namespace cadastre::reports
