// `cadastre label`: pairs that two people label without seeing the score, and what that says of the search.
#pragma once

namespace cadastre::tools {

int runLabel(int argc, char** argv);

}  // namespace cadastre::tools
