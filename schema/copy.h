// Bulk in and out of the database by COPY, inside a transaction of transaction.h, so that staging, checks and
// merge are one whole. Rows in are spelled in COPY's text format and sent in pieces of 64 KB and more; rows
// out are handed to a sink piece by piece and never held.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "schema/bytes.h"
#include "schema/parameters.h"
#include "schema/query.h"
#include "schema/transaction.h"

namespace cadastre {

/// Sends rows to `copy TABLE (COLUMNS) from stdin`. The transaction can run nothing else until finish().
/// When it goes unfinished, the COPY is aborted and with it the transaction.
class CopyIn {
  public:
    /// `statement.sql`: copy … from stdin, without options (text format).
    CopyIn(WriteTransaction& transaction, const Query& statement);
    CopyIn(const CopyIn&) = delete;
    CopyIn& operator=(const CopyIn&) = delete;
    ~CopyIn();

    /// A whole row: one value a column, of any type that Parameters takes.
    template <typename... Values>
    void row(const Values&... values) {
        (add(values), ...);
        endRow();
    }
    /// A row cell by cell. Text that holds U+0000 throws InputError.
    CopyIn& add(std::string_view text);
    CopyIn& add(const std::string& text) { return add(std::string_view(text)); }
    CopyIn& add(const char* text) { return add(std::string_view(text)); }
    CopyIn& add(std::nullopt_t /*null*/);
    CopyIn& add(double value);
    CopyIn& add(Date date) { return add(toText(date)); }
    CopyIn& add(Instant instant) { return add(toText(instant)); }
    template <std::integral Number>
    CopyIn& add(Number value) {
        beginCell();
        if constexpr (std::is_same_v<Number, bool>) {
            buffer_ += value ? 't' : 'f';
        } else {
            std::array<char, 24> digits;
            const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
            buffer_.append(digits.data(), end);
        }
        return *this;
    }
    template <typename Value>
    CopyIn& add(const std::optional<Value>& value) {
        return value ? add(*value) : add(std::nullopt);
    }
    void endRow();

    /// Ends the COPY; returns how many rows the database took. Throws by SQLSTATE.
    std::int64_t finish();

  private:
    void beginCell();
    void send();

    Connection* connection_;
    std::string name_;
    std::string buffer_;
    bool firstCell_ = true;
    bool open_ = true;
};

/// Streams `copy (…) to stdout with (…)` to the sink in pieces of about 64 KB; returns the rows. COPY takes
/// no parameters, so $1, $2 … are replaced by quoted literals (untyped: cast them, `$1::date`). When the sink
/// throws, the query is cancelled and the connection dropped without draining, and the exception goes on.
std::int64_t copyOut(Transaction& transaction, const Query& statement, const Parameters& parameters,
                     const ByteSink& sink);

/// The statement with its $n replaced by quoted literals; throws DatabaseFault when one has no value.
std::string withLiterals(Connection& connection, std::string_view sql, const Parameters& parameters);

}  // namespace cadastre
