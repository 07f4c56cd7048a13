// What people read, by key and language, from schema/messages/*.en.json and *.ru.json: the command line, the
// pages and the verdicts say the same thing in the same words.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadastre {

/// Values for the {names} in a message.
using MessageArguments = std::vector<std::pair<std::string, std::string>>;

class Messages {
  public:
    /// Reads every NAME.LANGUAGE.json of the folder: flat objects of key to text. Throws UnavailableError for
    /// a file that can't be read, a key met twice, and a key or a {name} that one language has and another
    /// lacks.
    static Messages load(const std::filesystem::path& folder);

    [[nodiscard]] bool speaks(std::string_view language) const;
    [[nodiscard]] bool has(std::string_view key) const;
    /// The text with its {names} replaced; a name without a value stays as it is. Throws std::out_of_range
    /// for a language or key that isn't there: keys are part of the program.
    [[nodiscard]] std::string text(std::string_view language, std::string_view key,
                                   const MessageArguments& arguments = {}) const;
    [[nodiscard]] std::vector<std::string> keys() const;

  private:
    using Texts = std::map<std::string, std::string, std::less<>>;
    void add(const std::filesystem::path& file, const std::string& language);
    void compareLanguages() const;

    std::map<std::string, Texts, std::less<>> languages_;
};

}  // namespace cadastre
