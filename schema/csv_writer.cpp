// Quoting and guarding.
#include "schema/csv_writer.h"

#include <cstring>

namespace cadastre {

namespace {

constexpr std::size_t pieceBytes = std::size_t{64} << 10U;

bool startsFormula(char c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

}  // namespace

bool looksLikeFormula(std::string_view text) {
    const std::size_t first = text.find_first_not_of('\'');
    return first != std::string_view::npos && startsFormula(text[first]);
}

std::string_view withoutFormulaGuard(std::string_view text) {
    return text.starts_with('\'') && looksLikeFormula(text) ? text.substr(1) : text;
}

CsvWriter::CsvWriter(ByteSink sink, CsvDialect dialect) : sink_(std::move(sink)), dialect_(dialect) {
    buffer_.reserve(2 * pieceBytes);
}

void CsvWriter::separate() {
    if (!firstCell_) buffer_ += dialect_.delimiter;
    firstCell_ = false;
}

CsvWriter& CsvWriter::text(std::string_view value) {
    separate();
    const std::array<char, 4> special{dialect_.delimiter, dialect_.quote, '\n', '\r'};
    // Quoted too: empty text, since an empty line would be no row at all (as COPY does), and a byte order
    // mark, which a reader would skip at the beginning of a file.
    const bool quoted = value.empty() || value.starts_with("\xEF\xBB\xBF") ||
                        value.find_first_of({special.data(), special.size()}) != std::string_view::npos;
    if (quoted) buffer_ += dialect_.quote;
    if (looksLikeFormula(value)) buffer_ += '\'';
    for (std::size_t at = 0; quoted;) {
        const std::size_t quote = value.find(dialect_.quote, at);
        if (quote == std::string_view::npos) {
            value.remove_prefix(at);
            break;
        }
        buffer_.append(value, at, quote + 1 - at);
        buffer_ += dialect_.quote;
        at = quote + 1;
    }
    buffer_ += value;
    if (quoted) buffer_ += dialect_.quote;
    return *this;
}

CsvWriter& CsvWriter::bare(std::string_view value) {
    separate();
    buffer_ += value;
    return *this;
}

void CsvWriter::endRow() {
    buffer_ += '\n';
    firstCell_ = true;
    if (buffer_.size() < pieceBytes) return;
    sink_(buffer_);
    buffer_.clear();
}

void CsvWriter::finish() {
    if (!buffer_.empty()) sink_(buffer_);
    buffer_.clear();
}

FormulaGuard::FormulaGuard(ByteSink sink, std::vector<bool> numeric, char delimiter)
    : sink_(std::move(sink)), numeric_(std::move(numeric)), delimiter_(delimiter) {}

void FormulaGuard::operator()(std::string_view piece) {
    guarded_.clear();
    std::size_t copied = 0;
    for (std::size_t at = 0; at < piece.size(); ++at) {
        const char c = piece[at];
        switch (place_) {
            case Place::CellStart:
                if (c == '"') {
                    place_ = Place::QuotedStart;
                    continue;
                }
                [[fallthrough]];
            case Place::QuotedStart:
                if (c == '\'') continue;
                if (startsFormula(c) && !(column_ < numeric_.size() && numeric_[column_])) {
                    guarded_.append(piece, copied, at - copied);
                    guarded_ += '\'';
                    copied = at;
                }
                place_ = place_ == Place::CellStart ? Place::Plain : Place::Quoted;
                break;
            case Place::Plain:
            case Place::Quoted:
            case Place::QuoteInside:
                break;
        }
        if (place_ == Place::Quoted && c != '"') {
            const void* quote = std::memchr(piece.data() + at, '"', piece.size() - at);
            if (quote == nullptr) break;
            at = static_cast<std::size_t>(static_cast<const char*>(quote) - piece.data());
            place_ = Place::QuoteInside;
            continue;
        }
        step(c);
    }
    if (guarded_.empty()) {
        sink_(piece);
        return;
    }
    guarded_.append(piece, copied);
    sink_(guarded_);
}

// Moves on over a character that starts no cell.
void FormulaGuard::step(char c) {
    if (place_ == Place::Quoted) {
        place_ = Place::QuoteInside;
    } else if (place_ == Place::QuoteInside && c == '"') {
        place_ = Place::Quoted;
    } else if (c == delimiter_) {
        place_ = Place::CellStart;
        ++column_;
    } else if (c == '\n') {
        place_ = Place::CellStart;
        column_ = 0;
    }
}

}  // namespace cadastre
