// `cadastre duplicates`: searches the register for what it holds twice, and says what it came to.
#pragma once

namespace cadastre::tools {

/// Runs the subcommand; argv[0] is its name. Throws UsageMistake for a wrong command line.
int runDuplicates(int argc, char** argv);

}  // namespace cadastre::tools
