// Streams and transcoding for Xerces.
#include "importers/xml_input.h"

#include <utility>
#include <xercesc/util/PlatformUtils.hpp>

#include "importers/decoded_text.h"

namespace cadastre::importers {
namespace {

constexpr std::size_t kMostSwallowed = std::size_t{16} << 20U;

class FileStream : public xercesc::BinInputStream {
  public:
    FileStream(const std::filesystem::path& file, SwallowedBytes& swallowed)
        : stream_(file, std::ios::binary), swallowed_(swallowed) {
        if (!stream_) throw FileError("can't be opened: " + file.string());
    }

    [[nodiscard]] XMLFilePos curPos() const override { return position_; }

    XMLSize_t readBytes(XMLByte* into, XMLSize_t capacity) override {
        stream_.read(reinterpret_cast<char*>(into), static_cast<std::streamsize>(capacity));
        const auto got = static_cast<XMLSize_t>(stream_.gcount());
        position_ += got;
        swallowed_.add(got);
        return got;
    }

    [[nodiscard]] const XMLCh* getContentType() const override { return nullptr; }

  private:
    std::ifstream stream_;
    SwallowedBytes& swallowed_;
    XMLFilePos position_ = 0;
};

struct Xerces {
    Xerces() { xercesc::XMLPlatformUtils::Initialize(); }
    ~Xerces() { xercesc::XMLPlatformUtils::Terminate(); }
    Xerces(const Xerces&) = delete;
    Xerces& operator=(const Xerces&) = delete;
};

void appendPoint(std::string& text, std::uint32_t point) {
    const auto byte = [&text](std::uint32_t value) { text += static_cast<char>(value); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xC0U | point >> 6U);
        byte(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        byte(0xE0U | point >> 12U);
        byte(0x80U | (point >> 6U & 0x3FU));
        byte(0x80U | (point & 0x3FU));
    } else {
        byte(0xF0U | point >> 18U);
        byte(0x80U | (point >> 12U & 0x3FU));
        byte(0x80U | (point >> 6U & 0x3FU));
        byte(0x80U | (point & 0x3FU));
    }
}

}  // namespace

void startXerces() {
    static const Xerces xerces;
}

void appendUtf8(std::string& text, const XMLCh* units, std::size_t length) {
    constexpr std::uint32_t kReplacement = 0xFFFD;
    const std::size_t before = text.size();
    text.resize(before + length);
    std::size_t i = 0;
    while (i < length && units[i] < 0x80) {  // most text: names of elements, codes, dates
        text[before + i] = static_cast<char>(units[i]);
        ++i;
    }
    text.resize(before + i);
    for (; i < length; ++i) {
        const std::uint32_t unit = units[i];
        if (unit < 0xD800 || unit > 0xDFFF) {
            appendPoint(text, unit);
        } else if (unit < 0xDC00 && i + 1 < length && units[i + 1] >= 0xDC00 && units[i + 1] <= 0xDFFF) {
            appendPoint(text, 0x10000U + ((unit - 0xD800U) << 10U) + (units[++i] - 0xDC00U));
        } else {
            appendPoint(text, kReplacement);
        }
    }
}

std::string toUtf8(const XMLCh* units) {
    std::string text;
    if (units != nullptr) appendUtf8(text, units, xercesc::XMLString::stringLen(units));
    return text;
}

void SwallowedBytes::add(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes_ > kMostSwallowed)
        throw StopReading{"oversize-value", std::to_string(kMostSwallowed >> 20U) + " MiB"};
}

FileInput::FileInput(std::filesystem::path file, SwallowedBytes& swallowed)
    : file_(std::move(file)), swallowed_(swallowed) {}

xercesc::BinInputStream* FileInput::makeStream() const {
    return new FileStream(file_, swallowed_);
}

}  // namespace cadastre::importers
