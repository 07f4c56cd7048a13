// What a rule is: its code, how grave a hit is, and the words in which people read it. The rows stand in
// schema/codes/rule.csv; this is their shape in the program, for every floor that shows or runs rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cadastre::checks {

/// How grave a hit is, gravest first. A blocking hit keeps a record out and never becomes a finding.
enum class Severity : std::uint8_t { blocking, error, warning, notice };

/// "blocking", "error", "warning", "notice": the codes of the list `severity`.
std::string_view codeOf(Severity severity);
/// Throws std::invalid_argument for another word.
Severity severityOf(std::string_view code);

/// One row of the table `rule`, in the language asked for.
struct RuleDescription {
    std::string code;
    std::string applies;  ///< reading, register, duplicates, round
    Severity severity = Severity::notice;
    bool active = true;
    std::string name;
    std::string why;
    std::string remedy;
};

}  // namespace cadastre::checks
