// Escaping by XML 1.0 (Fifth Edition), productions [2] Char, [10] AttValue, [14] CharData and, for names, the
// ASCII part of [4] NameStartChar.
#include "schema/xml_writer.h"

#include <algorithm>
#include <stdexcept>

namespace cadastre {

namespace {

constexpr std::size_t pieceBytes = std::size_t{64} << 10U;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool isName(std::string_view name) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (name.empty() || !letter(name.front())) return false;
    return std::ranges::all_of(name, [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
    });
}

// Length of the well-formed UTF-8 sequence of more than one byte that starts the text and that XML may hold;
// 0 where there is none (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text) {
    const auto byte = [&text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (!follows(1) || !follows(2) || (lead == 0xE0 && byte(1) < 0xA0) ||
            (lead == 0xED && byte(1) > 0x9F))
            return 0;
        const bool notCharacter = lead == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE;
        return notCharacter ? 0 : 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool ranged = !(lead == 0xF0 && byte(1) < 0x90) && !(lead == 0xF4 && byte(1) > 0x8F);
        return ranged && follows(1) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

XmlWriter::XmlWriter(ByteSink sink)
    : sink_(std::move(sink)), buffer_(R"(<?xml version="1.0" encoding="UTF-8"?>)") {
    buffer_.reserve(2 * pieceBytes);
}

XmlWriter& XmlWriter::open(std::string_view element) {
    if (!isName(element)) throw std::logic_error("not an XML name: " + std::string(element));
    if (levels_.empty() && rootWritten_) throw std::logic_error("an XML document has one root");
    endTag();
    if (levels_.empty() || !levels_.back().hasText) lineBreak();
    if (!levels_.empty()) levels_.back().hasElements = true;
    rootWritten_ = true;
    buffer_ += '<';
    buffer_ += element;
    tagOpen_ = true;
    levels_.push_back({std::string(element)});
    return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, std::string_view value) {
    if (!tagOpen_ || !isName(name)) throw std::logic_error("no place for attribute " + std::string(name));
    buffer_ += ' ';
    buffer_ += name;
    buffer_ += "=\"";
    escape(value, Where::Attribute);
    buffer_ += '"';
    return *this;
}

XmlWriter& XmlWriter::text(std::string_view value) {
    if (levels_.empty()) throw std::logic_error("text outside the XML root");
    endTag();
    levels_.back().hasText = true;
    escape(value, Where::Text);
    sendWhenLarge();
    return *this;
}

XmlWriter& XmlWriter::close() {
    if (levels_.empty()) throw std::logic_error("no XML element is open");
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    if (tagOpen_) {
        buffer_ += "/>";
        tagOpen_ = false;
    } else {
        if (level.hasElements && !level.hasText) lineBreak();
        buffer_ += "</";
        buffer_ += level.name;
        buffer_ += '>';
    }
    sendWhenLarge();
    return *this;
}

XmlWriter& XmlWriter::element(std::string_view name, std::string_view value) {
    return open(name).text(value).close();
}

void XmlWriter::finish() {
    if (!levels_.empty() || !rootWritten_) throw std::logic_error("the XML document is not complete");
    buffer_ += '\n';
    sink_(buffer_);
    buffer_.clear();
}

void XmlWriter::endTag() {
    if (tagOpen_) buffer_ += '>';
    tagOpen_ = false;
}

void XmlWriter::lineBreak() {
    buffer_ += '\n';
    buffer_.append(2 * levels_.size(), ' ');
}

void XmlWriter::escape(std::string_view value, Where where) {
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char c = value[at];
        switch (c) {
            case '&':
                buffer_ += "&amp;";
                continue;
            case '<':
                buffer_ += "&lt;";
                continue;
            case '>':
                buffer_ += "&gt;";
                continue;
            case '\r':
                buffer_ += "&#13;";
                continue;  // bare, it would come back as a line feed
            case '"':
                if (where == Where::Text) break;
                buffer_ += "&quot;";
                continue;
            case '\t':
                if (where == Where::Text) break;
                buffer_ += "&#9;";
                continue;
            case '\n':
                if (where == Where::Text) break;
                buffer_ += "&#10;";
                continue;
            default:
                break;
        }
        const auto byte = static_cast<unsigned char>(c);
        if ((byte >= 0x20 && byte < 0x80) || c == '\t' || c == '\n') {
            buffer_ += c;
        } else if (const std::size_t length = sequenceLength(value.substr(at)); length > 0) {
            buffer_.append(value, at, length);
            at += length - 1;
        } else {
            buffer_ += replacement;
            ++replaced_;
        }
    }
}

void XmlWriter::sendWhenLarge() {
    if (buffer_.size() < pieceBytes) return;
    sink_(buffer_);
    buffer_.clear();
}

}  // namespace cadastre
