// `cadastre backup` and `cadastre restore`: the register into a folder and back.
#pragma once

namespace cadastre::tools {

int runBackup(int argc, char** argv);
int runRestore(int argc, char** argv);

}  // namespace cadastre::tools
