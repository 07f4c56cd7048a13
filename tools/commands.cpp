// The table of subcommands: a new one adds its declaration and its row here.
#include "tools/command.h"

namespace cadastre::tools {

const std::vector<Command>& commands() {
    static const std::vector<Command> table = {};
    return table;
}

}  // namespace cadastre::tools
