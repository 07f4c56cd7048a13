// The RFC 4180 machine. A row is scanned where it lies in the buffer and its cells are views into it:
// plain text is never copied, and quotes are unfolded in place once the whole row is there.
#include "schema/csv_reader.h"

#include <cstring>

namespace cadastre {

namespace {

constexpr std::size_t firstBuffer = std::size_t{256} << 10U;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

std::size_t lineBreaksIn(std::string_view text) {
    std::size_t breaks = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool alone = i + 1 == text.size() || text[i + 1] != '\n';
        if (text[i] == '\n' || (text[i] == '\r' && alone)) ++breaks;
    }
    return breaks;
}

}  // namespace

std::string_view messageKey(CsvDamage damage) {
    switch (damage) {
        case CsvDamage::StrayQuote:
            return "csv.stray_quote";
        case CsvDamage::TextAfterQuote:
            return "csv.text_after_quote";
        case CsvDamage::NulByte:
            return "csv.nul_byte";
        case CsvDamage::Ragged:
            return "csv.ragged";
        case CsvDamage::UnterminatedQuote:
            return "csv.unterminated_quote";
        case CsvDamage::OversizeCell:
            return "csv.oversize_cell";
        case CsvDamage::OversizeRow:
            return "csv.oversize_row";
        case CsvDamage::TooManyColumns:
            return "csv.too_many_columns";
    }
    return "csv.unknown";
}

CsvReader::CsvReader(ByteSource source, CsvDialect dialect, CsvLimits limits)
    : source_(std::move(source)),
      dialect_(dialect),
      limits_(limits),
      special_(std::make_unique<bool[]>(256)),
      buffer_(firstBuffer) {
    for (const char c : {dialect.delimiter, dialect.quote, '\r', '\n', '\0'}) {
        special_[static_cast<unsigned char>(c)] = true;
    }
}

bool CsvReader::next() {
    if (stopped_) return false;
    if (!started_) {
        started_ = true;
        refill();
        if (std::string_view(buffer_.data(), filled_).starts_with(byteOrderMark)) {
            rowEnd_ = byteOrderMark.size();
        }
    }
    for (;;) {
        rowStart_ = rowEnd_;
        line_ = nextLine_;
        switch (scanRow()) {
            case Scan::Row:
                finishRow();
                return true;
            case Scan::Blank:
                nextLine_ += 1;
                break;
            case Scan::Starved:
                rowEnd_ = rowStart_;
                if (!refill()) {
                    stop(CsvDamage::OversizeRow);
                    finishRow();
                    return true;
                }
                break;
            case Scan::End:
                cells_ = {};
                return false;
        }
    }
}

// Scans from rowStart_; on Row and Blank, rowEnd_ stands past the line break.
CsvReader::Scan CsvReader::scanRow() {
    pieces_.clear();
    problems_.clear();
    std::size_t at = rowStart_;
    if (at == filled_) return sourceEnded_ ? Scan::End : Scan::Starved;
    for (;;) {
        Piece piece{at, at, at, false, false};
        if (!scanCell(at, piece)) return starve(piece.begin, at);
        if (piece.last - piece.begin > limits_.cellBytes) return stop(CsvDamage::OversizeCell);
        pieces_.push_back(piece);
        if (at == filled_) break;
        if (buffer_[at] == dialect_.delimiter) {
            if (pieces_.size() == limits_.columns) return stop(CsvDamage::TooManyColumns);
            ++at;
            continue;
        }
        if (buffer_[at] == '\r') {
            if (at + 1 == filled_ && !sourceEnded_) return Scan::Starved;
            if (at + 1 < filled_ && buffer_[at + 1] == '\n') ++at;
        }
        ++at;
        break;
    }
    rowEnd_ = at;
    const bool blank = pieces_.size() == 1 && !pieces_[0].quoted && pieces_[0].begin == pieces_[0].last;
    return blank && columns_ != 1 ? Scan::Blank : Scan::Row;
}

// Leaves `at` on the delimiter, the line break or the end of the text; false when the buffer ends first.
bool CsvReader::scanCell(std::size_t& at, Piece& piece) {
    const char* const bytes = buffer_.data();
    if (dialect_.quote != '\0' && at < filled_ && bytes[at] == dialect_.quote) {
        if (!scanQuoted(at, piece)) return false;
    }
    const std::size_t plain = at;
    for (;;) {
        while (at < filled_ && !special_[static_cast<unsigned char>(bytes[at])])
            ++at;
        if (at == filled_) {
            if (!sourceEnded_) return false;
            break;
        }
        const char c = bytes[at];
        if (c == dialect_.delimiter || c == '\r' || c == '\n') break;
        report(c == '\0' ? CsvDamage::NulByte : CsvDamage::StrayQuote);
        ++at;
    }
    piece.last = at;
    if (!piece.quoted) {
        piece.end = at;
    } else if (at > plain) {
        report(CsvDamage::TextAfterQuote);
    }
    return true;
}

// `at` stands on the opening quote; on success past the closing one.
bool CsvReader::scanQuoted(std::size_t& at, Piece& piece) {
    piece.quoted = true;
    piece.begin = ++at;
    for (;;) {
        const void* found = std::memchr(buffer_.data() + at, dialect_.quote, filled_ - at);
        if (found == nullptr) {
            at = filled_;
            if (!sourceEnded_) return false;
            report(CsvDamage::UnterminatedQuote);
            piece.end = filled_;
            break;
        }
        at = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
        if (at + 1 == filled_ && !sourceEnded_) return false;
        if (at + 1 == filled_ || buffer_[at + 1] != dialect_.quote) {
            piece.end = at++;
            break;
        }
        piece.doubled = true;
        at += 2;
    }
    if (std::memchr(buffer_.data() + piece.begin, '\0', piece.end - piece.begin) != nullptr) {
        report(CsvDamage::NulByte);
    }
    return true;
}

CsvReader::Scan CsvReader::starve(std::size_t cellBegin, std::size_t at) {
    return at - cellBegin > limits_.cellBytes ? stop(CsvDamage::OversizeCell) : Scan::Starved;
}

// Brings more bytes behind the unfinished row, which moves to the front; false when it is over the limit.
// The buffer doubles, so that a row scanned again from its start costs no more than twice its length.
bool CsvReader::refill() {
    const std::size_t kept = filled_ - rowStart_;
    if (kept >= limits_.rowBytes) return false;
    std::memmove(buffer_.data(), buffer_.data() + rowStart_, kept);
    consumed_ += rowStart_;
    rowStart_ = rowEnd_ = 0;
    filled_ = kept;
    if (kept > buffer_.size() / 2) buffer_.resize(buffer_.size() * 2);
    while (filled_ < buffer_.size()) {
        const std::size_t got = source_(buffer_.data() + filled_, buffer_.size() - filled_);
        if (got == 0) {
            sourceEnded_ = true;
            break;
        }
        filled_ += got;
    }
    return true;
}

void CsvReader::finishRow() {
    std::size_t breaks = 1;
    cells_.clear();
    for (const Piece& piece : pieces_) {
        if (piece.quoted) {
            breaks += lineBreaksIn({buffer_.data() + piece.begin, piece.end - piece.begin});
            cells_.push_back(unfold(piece));
        } else {
            cells_.emplace_back(buffer_.data() + piece.begin, piece.last - piece.begin);
        }
    }
    nextLine_ += breaks;
    if (columns_ == 0) columns_ = cells_.size();
    if (!stopped_ && cells_.size() != columns_) {
        problems_.push_back({CsvDamage::Ragged, line_, cells_.size()});
    }
}

std::string_view CsvReader::unfold(const Piece& piece) {
    char* const begin = buffer_.data() + piece.begin;
    char* write = begin;
    const char* read = begin;
    const char* const end = buffer_.data() + piece.end;
    if (piece.doubled) {
        while (read < end) {
            const void* found = std::memchr(read, dialect_.quote, static_cast<std::size_t>(end - read));
            const char* upTo = found == nullptr ? end : static_cast<const char*>(found) + 1;
            const auto length = static_cast<std::size_t>(upTo - read);
            std::memmove(write, read, length);
            write += length;
            read = found == nullptr ? end : upTo + 1;
        }
    } else {
        write += piece.end - piece.begin;
    }
    if (piece.last > piece.end + 1) {
        const std::size_t length = piece.last - piece.end - 1;
        std::memmove(write, buffer_.data() + piece.end + 1, length);
        write += length;
    }
    return {begin, static_cast<std::size_t>(write - begin)};
}

void CsvReader::report(CsvDamage damage) {
    const CsvProblem problem{damage, line_, pieces_.size()};
    if (!problems_.empty() && problems_.back().damage == damage && problems_.back().cell == problem.cell)
        return;
    problems_.push_back(problem);
}

CsvReader::Scan CsvReader::stop(CsvDamage damage) {
    report(damage);
    stopped_ = true;
    rowEnd_ = filled_;
    return Scan::Row;
}

}  // namespace cadastre
