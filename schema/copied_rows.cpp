// COPY's text format, read.
#include "schema/copied_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/errors.h"

namespace cadastre {
namespace {

char unescaped(char letter) {
    switch (letter) {
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        case 'v':
            return '\v';
        default:
            return letter;
    }
}

}  // namespace

void CopiedRows::operator()(std::string_view piece) {
    while (!piece.empty()) {
        const std::size_t end = std::min(piece.find('\n'), piece.size());
        row(piece.substr(0, end));
        piece.remove_prefix(std::min(end + 1, piece.size()));
    }
}

void CopiedRows::row(std::string_view line) {
    plain_.clear();
    plain_.reserve(line.size());  // the cells point into it, so it must not move
    cells_.clear();
    for (bool more = true; more;) {
        const std::size_t end = std::min(line.find('\t'), line.size());
        std::string_view cell = line.substr(0, end);
        more = end < line.size();
        line.remove_prefix(more ? end + 1 : end);
        if (cell == "\\N") {
            cells_.emplace_back();
            continue;
        }
        const std::size_t start = plain_.size();
        while (!cell.empty()) {
            const std::size_t escape = std::min(cell.find('\\'), cell.size());
            plain_.append(cell, 0, escape);
            if (escape + 1 < cell.size()) plain_ += unescaped(cell[escape + 1]);
            cell.remove_prefix(std::min(escape + 2, cell.size()));
        }
        cells_.emplace_back(std::string_view(plain_).substr(start));
    }
    if (cells_.size() != columns_)
        throw DatabaseFault(fmt::format("a query of {} columns gave {}", columns_, cells_.size()));
    sink_(cells_);
}

}  // namespace cadastre
