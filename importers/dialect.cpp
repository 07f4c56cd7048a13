// Detection on a sample from the file's start (and, for the encoding, from its first byte beyond ASCII).
#include "importers/dialect.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <string_view>

#include "importers/decoded_text.h"
#include "importers/text_match.h"
#include "schema/csv_reader.h"

namespace cadastre::importers {
namespace {

constexpr std::size_t kSample = std::size_t{256} << 10U;
constexpr std::size_t kRows = 200;

std::string readSample(std::istream& stream, std::size_t size) {
    std::string sample(size, '\0');
    stream.read(sample.data(), static_cast<std::streamsize>(size));
    sample.resize(static_cast<std::size_t>(stream.gcount()));
    return sample;
}

/// A sample that starts at the first byte beyond ASCII; empty when there is none.
std::string sampleBeyondAscii(std::istream& stream) {
    while (stream) {
        const std::string chunk = readSample(stream, kSample);
        const auto beyond = std::find_if(chunk.begin(), chunk.end(),
                                         [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        if (beyond == chunk.end()) continue;
        return std::string(beyond, chunk.end()) + readSample(stream, kSample);
    }
    return {};
}

std::optional<std::string> byMark(std::string_view sample) {
    if (sample.starts_with("\xEF\xBB\xBF")) return "UTF-8";
    if (sample.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return "UTF-32";
    if (sample.starts_with("\xFF\xFE") || sample.starts_with("\xFE\xFF")) return "UTF-16";
    return std::nullopt;
}

/// UTF-16 without a mark has a zero byte in every second place of its ASCII characters.
std::optional<std::string> byZeroBytes(std::string_view sample) {
    std::array<std::size_t, 2> zeros{};
    const std::size_t size = std::min<std::size_t>(sample.size(), 4096) & ~std::size_t{1};
    for (std::size_t i = 0; i < size; ++i)
        zeros.at(i % 2) += sample[i] == '\0' ? 1 : 0;
    if (size < 4) return std::nullopt;
    if (zeros[1] * 4 > size && zeros[0] * 16 < size) return "UTF-16LE";
    if (zeros[0] * 4 > size && zeros[1] * 16 < size) return "UTF-16BE";
    return std::nullopt;
}

/// Nine in ten of the sequences beyond ASCII are sound: broken bytes in UTF-8 are damage, not another
/// encoding.
bool isMostlyUtf8(std::string_view sample) {
    constexpr std::size_t kLongest = 4;
    std::size_t sound = 0;
    std::size_t broken = 0;
    while (!sample.empty()) {
        const std::size_t length = characterBytes(sample);
        if (length > 1) ++sound;
        if (length == 0 && sample.size() >= kLongest)
            ++broken;  // a character cut by the sample's end is no damage
        sample.remove_prefix(std::max<std::size_t>(length, 1));
    }
    constexpr std::size_t kTooFewToTell = 4;
    return broken < kTooFewToTell || sound >= 9 * broken;
}

std::string byLetters(std::string_view sample) {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error),
                                                                              &ucsdet_close);
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
    std::int32_t count = 0;
    const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &error);
    constexpr std::string_view kFallback = "windows-1252";
    if (U_FAILURE(error)) return std::string(kFallback);
    for (std::int32_t i = 0; i < count; ++i) {
        std::string name = ucsdet_getName(matches[i], &error);
        // ISO-8859-1 leaves 80–9F to control characters; files that say so mean windows-1252, which fills
        // them.
        if (name == "ISO-8859-1") return std::string(kFallback);
        if (name.starts_with("ISO-8859-") || name.starts_with("windows-125") || name.starts_with("KOI8"))
            return name;
    }
    return std::string(kFallback);
}

/// Even rows of many columns score best.
double score(std::string_view sample, char delimiter) {
    CsvReader reader(bytesOf(sample), {.delimiter = delimiter, .quote = '"'});
    std::size_t rows = 0, even = 0;
    while (rows < kRows && reader.next()) {
        ++rows;
        if (reader.cells().size() == reader.columns()) ++even;
    }
    if (rows == 0 || reader.columns() < 2) return 0;
    const double share = static_cast<double>(even) / static_cast<double>(rows);
    return share * share * static_cast<double>(std::min<std::size_t>(reader.columns(), 64));
}

char detectDelimiter(std::string_view sample) {
    char best = ',';
    double highest = 0;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        const double reached = score(sample, delimiter);
        if (reached > highest) {
            highest = reached;
            best = delimiter;
        }
    }
    return best;
}

/// Which mark the cell speaks for: +1 point, -1 comma, 0 neither ("1,234" may be a thousand).
int markOf(std::string_view cell) {
    std::size_t points = 0, commas = 0;
    for (const char c : cell) {
        if (c == '.')
            ++points;
        else if (c == ',')
            ++commas;
        else if ((c < '0' || c > '9') && c != '-' && c != ' ')
            return 0;
    }
    if (points == 0 && commas == 0) return 0;
    const std::size_t lastMark = cell.find_last_of(".,");
    const bool point = cell[lastMark] == '.';
    if ((point ? points : commas) != 1) return 0;  // a mark that repeats parts thousands
    if (points == 1 && commas == 1) return point ? 1 : -1;
    if ((point ? commas : points) > 0) return point ? 1 : -1;
    const std::size_t decimals = cell.size() - lastMark - 1;
    return decimals == 3 ? 0 : point ? 1 : -1;
}

char detectDecimalMark(std::string_view sample, char delimiter) {
    CsvReader reader(bytesOf(sample), {.delimiter = delimiter, .quote = '"'});
    long balance = 0;
    for (std::size_t rows = 0; rows < kRows && reader.next(); ++rows) {
        for (const std::string_view cell : reader.cells())
            balance += markOf(cell);
    }
    return balance < 0 ? ',' : '.';
}

std::string decodedSample(const std::filesystem::path& file, const std::string& encoding) {
    DecodedText text(file, encoding);
    const ByteSource source = text.source();
    std::string sample(kSample, '\0');
    std::size_t filled = 0;
    while (filled < sample.size()) {
        const std::size_t got = source(sample.data() + filled, sample.size() - filled);
        if (got == 0) break;
        filled += got;
    }
    sample.resize(filled);
    // Half a row at the sample's end would spoil the evenness.
    if (filled == kSample)
        sample.resize(sample.find_last_of('\n') == std::string::npos ? filled
                                                                     : sample.find_last_of('\n') + 1);
    return sample;
}

/// The delimiter that a first line "sep=;" names, as Excel writes and reads it.
std::optional<char> namedSeparator(std::string_view sample) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    constexpr std::string_view kSeparator = "sep=";
    if (sample.starts_with(kMark)) sample.remove_prefix(kMark.size());
    if (!sample.starts_with(kSeparator) || sample.size() < kSeparator.size() + 2) return std::nullopt;
    const char after = sample[kSeparator.size() + 1];
    if (after != '\n' && after != '\r') return std::nullopt;
    return sample[kSeparator.size()];
}

}  // namespace

namespace {

struct Detected {
    std::string encoding;
    bool guessed = false;
};

Detected detect(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw FileError("can't be opened: " + file.string());
    const std::string start = readSample(stream, 4096);
    if (const auto marked = byMark(start)) return {*marked};
    if (const auto wide = byZeroBytes(start)) return {*wide};
    stream.clear();
    stream.seekg(0);
    const std::string sample = sampleBeyondAscii(stream);
    if (sample.empty() || isMostlyUtf8(sample)) return {"UTF-8"};
    return {byLetters(sample), true};
}

}  // namespace

std::string detectEncoding(const std::filesystem::path& file) {
    return detect(file).encoding;
}

Dialect detectDialect(const std::filesystem::path& file, const StatedDialect& stated) {
    Dialect dialect;
    if (stated.encoding.empty()) {
        auto [encoding, guessed] = detect(file);
        dialect.encoding = std::move(encoding);
        dialect.guessed = guessed;
    } else {
        dialect.encoding = stated.encoding;
    }
    const std::string sample = decodedSample(file, dialect.encoding);
    const std::optional<char> named = namedSeparator(sample);
    dialect.separatorLine = named.has_value();
    dialect.delimiter = stated.delimiter ? *stated.delimiter : named ? *named : detectDelimiter(sample);
    dialect.decimalMark =
        stated.decimalMark ? *stated.decimalMark : detectDecimalMark(sample, dialect.delimiter);
    return dialect;
}

}  // namespace cadastre::importers
