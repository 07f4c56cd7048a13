// `cadastre undo`: an import taken back whole, while nobody built on it.
#pragma once

namespace cadastre::tools {

/// Runs the subcommand; argv[0] is its name. Throws UsageMistake for a wrong command line.
int runUndo(int argc, char** argv);

}  // namespace cadastre::tools
