#include "profiles/checks/rule.h"

#include <array>
#include <stdexcept>

namespace cadastre::checks {

namespace {

constexpr std::array<std::string_view, 4> codes = {"blocking", "error", "warning", "notice"};

}  // namespace

std::string_view codeOf(Severity severity) {
    return codes.at(static_cast<std::size_t>(severity));
}

Severity severityOf(std::string_view code) {
    for (std::size_t position = 0; position < codes.size(); ++position) {
        if (codes[position] == code) return static_cast<Severity>(position);
    }
    throw std::invalid_argument("\"" + std::string(code) + "\" is no severity");
}

}  // namespace cadastre::checks
