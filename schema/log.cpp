// Setting up spdlog, whose own default would write to standard output.
#include "schema/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

namespace cadastre {

void logToStandardError() {
    spdlog::set_default_logger(spdlog::stderr_color_mt("cadastre"));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
    if (const char* level = std::getenv("CADASTRE_LOG"); level != nullptr) {
        spdlog::set_level(spdlog::level::from_str(level));
    }
}

}  // namespace cadastre
