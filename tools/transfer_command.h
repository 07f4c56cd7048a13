// `cadastre transfer`: all assets of a dissolved body to its successor, as one submission.
#pragma once

namespace cadastre::tools {

int runTransfer(int argc, char** argv);

}  // namespace cadastre::tools
