// Reads PostgreSQL's text format into values.
#include "schema/result.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>

#include "schema/errors.h"

namespace cadastre {

namespace result_detail {

namespace {

[[noreturn]] void notA(std::string_view type, std::string_view text) {
    throw DatabaseFault(fmt::format("the database answered \"{}\" where {} was asked for", text, type));
}

template <typename Number>
void readNumber(std::string_view text, Number& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) notA("a number", text);
}

// Splits a one-dimensional array literal: {a,"b \"c\"",NULL}.
std::vector<std::string> elementsOf(std::string_view text) {
    std::vector<std::string> elements;
    if (text.size() < 2 || text.front() != '{' || text.back() != '}') notA("an array", text);
    text = text.substr(1, text.size() - 2);
    std::size_t at = 0;
    while (at < text.size()) {
        std::string element;
        if (text[at] == '"') {
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                if (text[at] == '\\' && at + 1 < text.size()) ++at;
                element += text[at];
            }
            ++at;
        } else {
            while (at < text.size() && text[at] != ',')
                element += text[at++];
        }
        elements.push_back(std::move(element));
        ++at;
    }
    return elements;
}

}  // namespace

void read(std::string_view text, std::string& value) {
    value = text;
}
void read(std::string_view text, std::string_view& value) {
    value = text;
}
void read(std::string_view text, bool& value) {
    if (text != "t" && text != "f") notA("yes or no", text);
    value = text == "t";
}
void read(std::string_view text, std::int16_t& value) {
    readNumber(text, value);
}
void read(std::string_view text, std::int32_t& value) {
    readNumber(text, value);
}
void read(std::string_view text, std::int64_t& value) {
    readNumber(text, value);
}
void read(std::string_view text, std::size_t& value) {
    readNumber(text, value);
}
void read(std::string_view text, double& value) {
    readNumber(text, value);
}
void read(std::string_view text, Date& value) {
    const auto date = dateFrom(text);
    if (!date) notA("a date", text);
    value = *date;
}
void read(std::string_view text, Instant& value) {
    const auto instant = instantFrom(text);
    if (!instant) notA("a time", text);
    value = *instant;
}
void read(std::string_view text, std::vector<std::string>& value) {
    value = elementsOf(text);
}
void read(std::string_view text, std::vector<std::int64_t>& value) {
    value.clear();
    for (const std::string& element : elementsOf(text))
        read(element, value.emplace_back());
}

}  // namespace result_detail

bool Row::isNull(int column) const {
    return PQgetisnull(result_.get(), number_, column) != 0;
}

int Row::columns() const {
    return PQnfields(result_.get());
}

std::string_view Row::columnName(int column) const {
    return PQfname(result_.get(), column);
}

int Row::position(const char* column) const {
    const int position = PQfnumber(result_.get(), column);
    if (position < 0) throw DatabaseFault(fmt::format("the database's answer has no column \"{}\"", column));
    return position;
}

std::string_view Row::text(int column) const {
    if (column < 0 || column >= columns() || number_ < 0 || number_ >= PQntuples(result_.get())) {
        throw DatabaseFault(fmt::format("the database's answer has no row {} column {}", number_, column));
    }
    if (isNull(column)) {
        throw DatabaseFault(
            fmt::format("column \"{}\" of the database's answer is empty", columnName(column)));
    }
    return {PQgetvalue(result_.get(), number_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), number_, column))};
}

int Result::size() const {
    return PQntuples(result_.get());
}

std::int64_t Result::affected() const {
    const std::string_view text = PQcmdTuples(result_.get());
    std::int64_t rows = 0;
    if (!text.empty()) result_detail::read(text, rows);
    return rows;
}

Row Result::one() const {
    if (size() != 1)
        throw DatabaseFault(fmt::format("the database answered {} rows where one was due", size()));
    return (*this)[0];
}

std::optional<Row> Result::oneOrNone() const {
    if (size() > 1)
        throw DatabaseFault(fmt::format("the database answered {} rows where one was due", size()));
    return empty() ? std::nullopt : std::optional((*this)[0]);
}

}  // namespace cadastre
