// Streaming decoding: UTF-8 is checked in place, every other encoding goes through an ICU converter.
#include "importers/decoded_text.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "importers/text_match.h"

namespace cadastre::importers {
namespace {

constexpr std::size_t kChunk = std::size_t{256} << 10U;
constexpr UChar kMark = 0xFDD0;

/// Marks what can't be decoded and remembers that it did.
void markUndecodable(const void* context, UConverterToUnicodeArgs* arguments, const char* /*units*/,
                     std::int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* error) {
    if (reason > UCNV_IRREGULAR) return;
    *error = U_ZERO_ERROR;
    *static_cast<bool*>(const_cast<void*>(context)) = true;
    ucnv_cbToUWriteUChars(arguments, &kMark, 1, 0, error);
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter openConverter(const std::string& name) {
    UErrorCode error = U_ZERO_ERROR;
    Converter converter(ucnv_open(name.c_str(), &error), &ucnv_close);
    if (U_FAILURE(error)) throw FileError("no such encoding: " + name);
    return converter;
}

bool isUtf8(const std::string& encoding) {
    const std::string name = foldCase(encoding);
    return name.empty() || name == "utf-8" || name == "utf8";
}

/// Length of the ASCII run at the start of `bytes`, eight at a time.
std::size_t asciiRun(const char* bytes, std::size_t size) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= size; at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes + at, sizeof word);
        if ((word & kHighBits) != 0) break;
    }
    while (at < size && static_cast<unsigned char>(bytes[at]) < 0x80)
        ++at;
    return at;
}

}  // namespace

struct DecodedText::Conversion {
    Converter from;
    Converter utf8;
    std::array<UChar, 4096> pivot{};
    UChar* pivotSource = pivot.data();
    UChar* pivotTarget = pivot.data();
    bool started = false;
};

std::size_t characterBytes(std::string_view bytes) {
    const auto byte = [&bytes](std::size_t i) {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    const auto follows = [&byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) return bytes.empty() ? 0 : 1;
    if (first < 0xC2) return 0;  // a continuation, or an overlong form
    if (first < 0xE0) return follows(1) ? 2 : 0;
    if (first < 0xF0) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) >= 0xA0;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    const bool overlong = first == 0xF0 && byte(1) < 0x90;
    const bool beyond = first > 0xF4 || (first == 0xF4 && byte(1) >= 0x90);
    return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
}

bool isEncoding(const std::string& name) {
    if (isUtf8(name)) return true;
    UErrorCode error = U_ZERO_ERROR;
    const Converter converter(ucnv_open(name.c_str(), &error), &ucnv_close);
    return U_SUCCESS(error) != 0;
}

DecodedText::DecodedText(const std::filesystem::path& file, const std::string& encoding)
    : stream_(file, std::ios::binary) {
    if (!stream_) throw FileError("can't be opened: " + file.string());
    if (isUtf8(encoding)) return;
    conversion_ = std::make_unique<Conversion>(Conversion{openConverter(encoding), openConverter("UTF-8")});
    conversion_->pivotSource = conversion_->pivotTarget = conversion_->pivot.data();
    UErrorCode error = U_ZERO_ERROR;
    ucnv_setToUCallBack(conversion_->from.get(), &markUndecodable, &damaged_, nullptr, nullptr, &error);
    if (U_FAILURE(error)) throw FileError("encoding can't be prepared: " + encoding);
}

DecodedText::~DecodedText() = default;

ByteSource DecodedText::source() {
    return [this](char* into, std::size_t capacity) { return read(into, capacity); };
}

std::size_t DecodedText::read(char* into, std::size_t capacity) {
    while (handed_ == ready_.size()) {
        ready_.clear();
        handed_ = 0;
        if (!fill()) return 0;
    }
    const std::size_t size = std::min(capacity, ready_.size() - handed_);
    std::memcpy(into, ready_.data() + handed_, size);
    handed_ += size;
    return size;
}

bool DecodedText::fill() {
    if (ended_ && raw_.empty()) return false;
    const std::size_t kept = raw_.size();
    if (!ended_) {
        raw_.resize(kept + kChunk);
        stream_.read(raw_.data() + kept, static_cast<std::streamsize>(kChunk));
        raw_.resize(kept + static_cast<std::size_t>(stream_.gcount()));
        ended_ = !stream_;
    }
    if (conversion_) {
        convert();
    } else {
        decodeUtf8();
    }
    return true;
}

void DecodedText::decodeUtf8() {
    const std::string_view bytes = raw_;
    std::size_t at = 0;
    std::size_t copied = 0;
    while (at < bytes.size()) {
        at += asciiRun(bytes.data() + at, bytes.size() - at);
        if (at == bytes.size()) break;
        constexpr std::size_t kLongest = 4;
        if (bytes.size() - at < kLongest && !ended_)
            break;  // the rest of the character may be in the next chunk
        if (const std::size_t length = characterBytes(bytes.substr(at)); length > 0) {
            at += length;
            continue;
        }
        damaged_ = true;
        ready_.append(bytes.substr(copied, at - copied)).append(kUndecodable);
        copied = ++at;
    }
    ready_.append(bytes.substr(copied, at - copied));
    raw_.erase(0, at);
}

void DecodedText::convert() {
    const char* from = raw_.data();
    const char* const end = from + raw_.size();
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    while (error == U_BUFFER_OVERFLOW_ERROR) {
        error = U_ZERO_ERROR;
        const std::size_t kept = ready_.size();
        ready_.resize(kept + 2 * kChunk);
        char* to = ready_.data() + kept;
        Conversion& conversion = *conversion_;
        ucnv_convertEx(conversion.utf8.get(), conversion.from.get(), &to, ready_.data() + ready_.size(),
                       &from, end, conversion.pivot.data(), &conversion.pivotSource, &conversion.pivotTarget,
                       conversion.pivot.data() + conversion.pivot.size(),
                       static_cast<UBool>(!conversion.started), static_cast<UBool>(ended_), &error);
        conversion.started = true;
        ready_.resize(static_cast<std::size_t>(to - ready_.data()));
    }
    if (U_FAILURE(error)) throw FileError(std::string("decoding failed: ") + u_errorName(error));
    raw_.clear();
}

}  // namespace cadastre::importers
