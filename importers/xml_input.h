// What Xerces reads from and what it may never do: a bounded file stream, and text from UTF-16 to UTF-8.
// It lives apart from xml_reader so that the guards against hostile XML stand in one place.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <xercesc/framework/XMLFormatter.hpp>
#include <xercesc/sax/InputSource.hpp>
#include <xercesc/util/BinInputStream.hpp>
#include <xercesc/util/XMLString.hpp>

namespace cadastre::importers {

/// Ends reading from within Xerces's callbacks: a rule that the file as a whole breaks.
struct StopReading {
    std::string rule;
    std::string detail;
};

/// Starts Xerces once for the process; hold one while using it.
void startXerces();

/// Appends UTF-16 as UTF-8. Surrogates that Xerces let through alone become U+FFFD.
void appendUtf8(std::string& text, const XMLCh* units, std::size_t length);
std::string toUtf8(const XMLCh* units);

/// How much the parser has swallowed since it last told us anything: a tag, comment or name without end must
/// not grow until memory ends.
class SwallowedBytes {
  public:
    void add(std::size_t bytes);  ///< throws StopReading when too much
    void reset() { bytes_ = 0; }

  private:
    std::size_t bytes_ = 0;
};

/// A file as Xerces wants it.
class FileInput : public xercesc::InputSource {
  public:
    FileInput(std::filesystem::path file, SwallowedBytes& swallowed);
    [[nodiscard]] xercesc::BinInputStream* makeStream() const override;

  private:
    std::filesystem::path file_;
    SwallowedBytes& swallowed_;
};

}  // namespace cadastre::importers
