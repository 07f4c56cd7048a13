// `cadastre generate`: a sample government of any size.
#pragma once

namespace cadastre::tools {

int runGenerate(int argc, char** argv);

}  // namespace cadastre::tools
