// cadastre export: a report into a file or onto standard output.
#pragma once

namespace cadastre::tools {

int runExport(int argc, char** argv);

}  // namespace cadastre::tools
