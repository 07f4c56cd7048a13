// `cadastre link`: two CSV tables in, matched pairs out. It lives in tools/ because it only reads options and
// files; the work is done by profiles/duplicates/tables/linkage.
#pragma once

namespace cadastre::tools {

/// Runs the subcommand; argv[0] is its name. Throws UsageMistake for a wrong command line.
int runLink(int argc, char** argv);

}  // namespace cadastre::tools
