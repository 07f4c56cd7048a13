// `cadastre decide FINDING`: keeps what somebody decided about a finding.
#pragma once

namespace cadastre::tools {

/// Runs the subcommand; argv[0] is its name. Throws UsageMistake for a wrong command line.
int runDecide(int argc, char** argv);

}  // namespace cadastre::tools
