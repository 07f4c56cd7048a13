// XML out, element by element into a sink: escaped, well-formed by construction, indented for people, never
// held.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/bytes.h"

namespace cadastre {

/// Names of elements and attributes come from the program and must be XML names without colons but for a
/// prefix; a wrong one, or a call out of order, throws std::logic_error. Characters that XML 1.0 can't hold
/// (most controls, U+FFFE, U+FFFF, broken UTF-8) are written as U+FFFD and counted.
class XmlWriter {
  public:
    /// Starts with the XML declaration (UTF-8). Pieces of about 64 KB go to `sink`.
    explicit XmlWriter(ByteSink sink);

    XmlWriter& open(std::string_view element);
    /// Only right after open() or another attribute().
    XmlWriter& attribute(std::string_view name, std::string_view value);
    XmlWriter& text(std::string_view value);
    XmlWriter& close();
    /// open, text, close.
    XmlWriter& element(std::string_view name, std::string_view value);
    /// Sends what is left; throws std::logic_error unless exactly the one root was written and closed.
    void finish();

    /// How many characters could not be written and were replaced.
    [[nodiscard]] std::uint64_t replaced() const { return replaced_; }

  private:
    enum class Where : std::uint8_t { Attribute, Text };
    struct Level {
        std::string name;
        bool hasText = false;
        bool hasElements = false;
    };
    void endTag();
    void lineBreak();
    void escape(std::string_view value, Where where);
    void sendWhenLarge();

    ByteSink sink_;
    std::string buffer_;
    std::vector<Level> levels_;
    bool tagOpen_ = false;
    bool rootWritten_ = false;
    std::uint64_t replaced_ = 0;
};

}  // namespace cadastre
