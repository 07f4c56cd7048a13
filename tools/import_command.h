// `cadastre import`: files into the register, with the verdict that goes back.
#pragma once

namespace cadastre::tools {

/// Runs the subcommand; argv[0] is its name. Throws UsageMistake for a wrong command line.
int runImport(int argc, char** argv);

}  // namespace cadastre::tools
