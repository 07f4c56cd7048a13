// What people read, by key and language, from schema/messages/*.en.json and *.ru.json: the command line, the
// pages and the verdicts say the same thing in the same words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadastre {

/// Values for the {names} in a message.
using MessageArguments = std::vector<std::pair<std::string, std::string>>;

/// "1,163" in English, "1 163" with a no-break space in Russian.
std::string groupedNumber(std::string_view language, std::int64_t number);

class Messages {
  public:
    /// Reads every NAME.LANGUAGE.json of the folder: flat objects of key to text, or of key to plural forms
    /// {"by": NAME, "one": text, …} that the number called NAME chooses from: "one" and "other" in English,
    /// "one", "few" and "many" in Russian (Unicode CLDR). Throws UnavailableError for a file that can't be
    /// read, a key met twice, missing forms, and a key or a {name} that one language has and another lacks.
    static Messages load(const std::filesystem::path& folder);

    [[nodiscard]] bool speaks(std::string_view language) const;
    [[nodiscard]] bool has(std::string_view key) const;
    /// The text with its {names} replaced; a name without a value stays as it is, and so do braces around
    /// anything else than a name (a-z, 0-9, _). Throws std::out_of_range for a language or key that isn't
    /// there: keys are part of the program.
    [[nodiscard]] std::string text(std::string_view language, std::string_view key,
                                   const MessageArguments& arguments = {}) const;
    [[nodiscard]] std::vector<std::string> keys() const;

  private:
    struct Message {
        std::string by;                            // names the number that chooses a form; empty: one form
        std::map<std::string, std::string> forms;  // by CLDR category; "other" where there is one form
    };
    using Texts = std::map<std::string, Message, std::less<>>;
    void add(const std::filesystem::path& file, const std::string& language);
    void compareLanguages() const;

    std::map<std::string, Texts, std::less<>> languages_;
};

}  // namespace cadastre
