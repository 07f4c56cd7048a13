// `cadastre serve`: the register in a browser. It lives in tools/ because it only reads options, waits for
// the signal to end and says where it listens; the service is registry/service.
#pragma once

namespace cadastre::tools {

/// Runs the subcommand until SIGTERM or SIGINT; argv[0] is its name. Throws UsageMistake for a wrong command
/// line.
int runServe(int argc, char** argv);

}  // namespace cadastre::tools
