// Filling the corpus and weighing its terms.
#include "profiles/duplicates/corpus.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {

double numberIn(std::string_view cell) {
    std::string digits;
    std::size_t lastMark = std::string_view::npos;
    for (const char c : cell) {
        if ((c >= '0' && c <= '9') || (c == '-' && digits.empty())) {
            digits += c;
        } else if ((c == '.' || c == ',') && !digits.empty()) {
            lastMark = digits.size();
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            return std::numeric_limits<double>::quiet_NaN();
        }
    }
    // The last mark is a decimal one unless exactly three digits follow it.
    if (lastMark != std::string_view::npos && digits.size() - lastMark != 3) digits.insert(lastMark, 1, '.');
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size()
               ? number
               : std::numeric_limits<double>::quiet_NaN();
}

float rarityOf(std::size_t rows, std::uint32_t rowsWith) {
    return static_cast<float>(std::log2((static_cast<double>(rows) + 1) / (rowsWith + 0.5)));
}

double Column::nearness(double one, double other) const {
    const double apart = std::abs(one - other);
    if (scale.empty()) {
        const double largest = std::max(std::abs(one), std::abs(other));
        return largest > 0 ? 1 - apart / largest : 1;
    }
    const auto within = [&](double number) {
        const auto from = std::lower_bound(scale.begin(), scale.end(), number - apart);
        return static_cast<double>(std::upper_bound(from, scale.end(), number + apart) - from);
    };
    const auto all = static_cast<double>(scale.size());
    const double byChance = std::clamp((within(one) + within(other)) / 2, 1.0, all) / all;
    return -std::log2(byChance) / std::log2(all);
}

Corpus::Corpus(const std::vector<std::pair<std::string, ColumnKind>>& columns, bool valuesStray)
    : valuesStray_(valuesStray) {
    for (const auto& [name, kind] : columns)
        columns_.push_back({name, kind, {}, {}, {}, {}});
}

std::uint32_t Corpus::addRow(std::span<const std::string_view> cells) {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        Column& column = columns_[c];
        for (const std::string_view word : cutter_.cut(cells[c])) {
            column.words.items.push_back(vocabulary_.take(word));
        }
        column.words.endRow();
        if (!holdsTexts(column.kind)) {
            constexpr std::size_t longestValue = 64;
            const std::string_view value = cutter_.squeeze(cells[c]).substr(0, longestValue);
            column.values.push_back(value.empty() ? StringPool::none : values_.intern(value));
        }
        if (column.kind == ColumnKind::number) column.numbers.push_back(numberIn(cells[c]));
    }
    const std::size_t row = rows_++;
    if (row * 2 >= folds_.size()) growFolds();
    fingerprints_.push_back(fingerprint(row));
    const std::size_t mask = folds_.size() - 1;
    std::size_t slot = fingerprints_[row] & mask;
    for (; folds_[slot] != StringPool::none; slot = (slot + 1) & mask) {
        const std::uint32_t other = folds_[slot];
        if (other >= tableStart_ && fingerprints_[other] == fingerprints_[row] && equalRows(other, row)) {
            dropLastRow();
            return other;
        }
    }
    folds_[slot] = static_cast<std::uint32_t>(row);
    return static_cast<std::uint32_t>(row);
}

std::uint64_t Corpus::fingerprint(std::size_t row) const {
    std::uint64_t h = 14695981039346656037ULL;
    const auto mix = [&](std::uint64_t value) {
        h = (h ^ value) * 0xff51afd7ed558ccdULL;
        h ^= h >> 32U;
    };
    for (const Column& column : columns_) {
        for (const std::uint32_t word : column.words.row(row))
            mix(word);
        if (!column.values.empty()) mix(column.values[row]);
        mix(StringPool::none);
    }
    return h;
}

bool Corpus::equalRows(std::size_t a, std::size_t b) const {
    return std::all_of(columns_.begin(), columns_.end(), [&](const Column& column) {
        const auto one = column.words.row(a), other = column.words.row(b);
        return std::equal(one.begin(), one.end(), other.begin(), other.end()) &&
               (column.values.empty() || column.values[a] == column.values[b]);
    });
}

bool Corpus::isBlank(std::size_t row) const {
    return std::all_of(columns_.begin(), columns_.end(),
                       [&](const Column& column) { return column.words.row(row).empty(); });
}

void Corpus::dropLastRow() {
    --rows_;
    fingerprints_.pop_back();
    for (Column& column : columns_) {
        column.words.offsets.pop_back();
        column.words.items.resize(column.words.offsets.back());
        if (!column.values.empty()) column.values.pop_back();
        if (!column.numbers.empty()) column.numbers.pop_back();
    }
}

void Corpus::growFolds() {
    folds_.assign(std::max<std::size_t>(1024, folds_.size() * 2), StringPool::none);
    const std::size_t mask = folds_.size() - 1;
    for (std::uint32_t row = 0; row < fingerprints_.size(); ++row) {
        std::size_t slot = fingerprints_[row] & mask;
        while (folds_[slot] != StringPool::none)
            slot = (slot + 1) & mask;
        folds_[slot] = row;
    }
}

void Corpus::finish(int threads) {
    fingerprints_ = {};
    folds_ = {};
    vocabulary_.finish();
    describeRows(threads);
    weighTerms();
    weighRows(threads);
    layScales();
    shapes_.look(vocabulary_, rowsWith_);
}

/// Rows stand anywhere in memory beside the one they are compared with; a comparison takes as long as two
/// walks to main memory, so that a few of them ahead hide it.
void Corpus::fetchAhead(std::size_t row, std::size_t later) const {
    constexpr std::size_t lineItems = 16;  // of four bytes
    const auto fetch = [](const auto* from, std::size_t count, std::size_t each) {
        for (std::size_t i = 0; i < count; i += each)
            __builtin_prefetch(from + i);
    };
    const auto terms = rowTerms_.row(row);
    fetch(terms.data(), terms.size(), lineItems);
    fetch(rowMarks_.data() + rowTerms_.offsets[row], terms.size(), 2 * lineItems);
    for (const Column& column : columns_) {
        if (column.kind != ColumnKind::name) continue;
        const auto words = column.words.row(row);
        fetch(words.data(), words.size(), lineItems);
        __builtin_prefetch(column.words.offsets.data() + later);
    }
    __builtin_prefetch(rowTerms_.offsets.data() + later);
    __builtin_prefetch(masses_.data() + later * massColumns_);
    __builtin_prefetch(lengths_.data() + later);
    __builtin_prefetch(weakMarks_.data() + later);
}

/// Fills rowTerms_ and its marks. Rows are worked on in pieces, some at a time, so that pieces never stand
/// beside the whole.
void Corpus::describeRows(int threads) {
    rowTerms_.offsets.reserve(rows_ + 1);
    struct Piece {
        std::vector<std::pair<std::uint32_t, TermMark>> terms;
        std::vector<std::size_t> ends;
    };
    constexpr std::size_t pieceRows = 2048;
    std::vector<Piece> pieces(static_cast<std::size_t>(std::max(threads, 1)) * 8);
    for (std::size_t from = 0; from < rows_; from += pieceRows * pieces.size()) {
        inParallel(pieces.size(), threads, [&]() {
            return [&, own = std::vector<std::pair<std::uint32_t, TermMark>>()](std::size_t number) mutable {
                Piece& piece = pieces[number];
                piece.terms.clear();
                piece.ends.clear();
                const std::size_t first = std::min(rows_, from + number * pieceRows);
                const std::size_t last = std::min(rows_, first + pieceRows);
                for (std::size_t row = first; row < last; ++row) {
                    own.clear();
                    for (std::size_t c = 0; c < columns_.size(); ++c) {
                        for (const std::uint32_t word : columns_[c].words.row(row))
                            own.emplace_back(vocabulary_.termOf(word), markOf(c));
                    }
                    std::sort(own.begin(), own.end());
                    const std::size_t start = piece.terms.size();
                    for (const auto& [term, mark] : own) {
                        if (piece.terms.size() == start || piece.terms.back().first != term)
                            piece.terms.emplace_back(term, TermMark{0});
                        piece.terms.back().second = static_cast<TermMark>(piece.terms.back().second | mark);
                    }
                    piece.ends.push_back(piece.terms.size());
                }
            };
        });
        for (const Piece& piece : pieces) {
            std::size_t next = 0;
            for (const std::size_t end : piece.ends) {
                weakMarks_.push_back(0);
                for (; next < end; ++next) {
                    const auto [term, mark] = piece.terms[next];
                    if (term == Vocabulary::weakTerm) {
                        weakMarks_.back() = mark;
                        continue;
                    }
                    rowTerms_.items.push_back(term);
                    rowMarks_.push_back(
                        static_cast<TermMark>(mark | (vocabulary_.isCodeTerm(term) ? codeMark : 0U) |
                                              (vocabulary_.hasDigitTerm(term) ? digitMark : 0U)));
                }
                rowTerms_.endRow();
            }
        }
    }
}

void Corpus::layScales() {
    constexpr std::size_t marks = 2048;
    for (Column& column : columns_) {
        const std::size_t step = std::max<std::size_t>(1, column.numbers.size() / marks);
        for (std::size_t row = 0; row < column.numbers.size(); row += step) {
            if (!std::isnan(column.numbers[row])) column.scale.push_back(column.numbers[row]);
        }
        std::sort(column.scale.begin(), column.scale.end());
        const std::size_t fewest = 20, tenth = column.scale.size() / 10;
        const bool nearlyEqual = column.scale.size() >= fewest && column.scale[tenth] > 0 &&
                                 column.scale[column.scale.size() - 1 - tenth] < 2 * column.scale[tenth];
        if (!nearlyEqual) column.scale.clear();
    }
}

void Corpus::weighTerms() {
    rowsWith_.assign(vocabulary_.terms(), 0);
    for (const std::uint32_t term : rowTerms_.items)
        ++rowsWith_[term];
    for (const TermMark mark : weakMarks_)
        rowsWith_[Vocabulary::weakTerm] += mark != 0 ? 1 : 0;
    rarity_.resize(vocabulary_.terms());
    for (std::size_t term = 0; term < rarity_.size(); ++term)
        rarity_[term] = rarityOf(rows_, rowsWith_[term]);
    rarity_[Vocabulary::weakTerm] = std::min(rarity_[Vocabulary::weakTerm], weakRarity);
}

void Corpus::weighRows(int threads) {
    massColumns_ = std::min(columns_.size(), markedColumns);
    masses_.assign(rows_ * massColumns_, 0);
    lengths_.assign(rows_, 0);
    constexpr std::size_t pieceRows = 4096;
    inParallel((rows_ + pieceRows - 1) / pieceRows, threads, [&]() {
        return [&](std::size_t piece) {
            const std::size_t last = std::min(rows_, (piece + 1) * pieceRows);
            for (std::size_t row = piece * pieceRows; row < last; ++row) {
                const auto terms = rowTerms_.row(row);
                const auto marks = rowMarks(row);
                float* masses = masses_.data() + row * massColumns_;
                float squares = 0;
                for (std::size_t i = 0; i < terms.size(); ++i) {
                    const float rarity = rarity_[terms[i]];
                    squares += rarity * rarity;
                    for (std::size_t c = 0; c < massColumns_; ++c) {
                        if ((marks[i] & markOf(c)) != 0) masses[c] += rarity;
                    }
                }
                lengths_[row] = std::sqrt(squares);
                for (std::size_t c = 0; c < massColumns_; ++c) {
                    if ((weakMarks_[row] & markOf(c)) != 0) masses[c] += rarity_[Vocabulary::weakTerm];
                    bool empty = true;
                    for (std::size_t own = c; own < columns_.size(); own += markedColumns)
                        empty = empty && columns_[own].words.row(row).empty();
                    if (empty) masses[c] = -1;
                }
            }
        };
    });
}

}  // namespace cadastre::duplicates
