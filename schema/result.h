// What a statement brought back. Rows stay valid as long as any of them, or the result, lives.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "schema/parameters.h"

struct pg_result;

namespace cadastre {

namespace result_detail {

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

void read(std::string_view text, std::string& value);
void read(std::string_view text, std::string_view& value);
void read(std::string_view text, bool& value);
void read(std::string_view text, std::int16_t& value);
void read(std::string_view text, std::int32_t& value);
void read(std::string_view text, std::int64_t& value);
void read(std::string_view text, std::size_t& value);
void read(std::string_view text, double& value);
void read(std::string_view text, Date& value);
void read(std::string_view text, Instant& value);
void read(std::string_view text, std::vector<std::string>& value);
void read(std::string_view text, std::vector<std::int64_t>& value);

}  // namespace result_detail

/// One row. Columns are named by position from 0 or by name; a name that isn't there, a null read into
/// something that can't be null, or text that isn't the type asked for throws DatabaseFault.
class Row {
  public:
    Row(std::shared_ptr<pg_result> result, int number) : result_(std::move(result)), number_(number) {}

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] bool isNull(const char* column) const { return isNull(position(column)); }

    /// T: std::string, std::string_view (holds while the row does), bool, integers, double, Date, Instant,
    /// std::vector<std::string>, std::vector<std::int64_t>, or std::optional of those.
    template <typename T>
    [[nodiscard]] T get(int column) const {
        if constexpr (result_detail::IsOptional<T>::value) {
            if (isNull(column)) return std::nullopt;
            return get<typename T::value_type>(column);
        } else {
            T value{};
            result_detail::read(text(column), value);
            return value;
        }
    }
    template <typename T>
    [[nodiscard]] T get(const char* column) const {
        return get<T>(position(column));
    }
    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string_view columnName(int column) const;

  private:
    [[nodiscard]] int position(const char* column) const;
    [[nodiscard]] std::string_view text(int column) const;  // throws on null

    std::shared_ptr<pg_result> result_;
    int number_;
};

class Result {
  public:
    explicit Result(std::shared_ptr<pg_result> result) : result_(std::move(result)) {}

    class Iterator {
      public:
        Iterator(const Result& result, int number) : result_(&result), number_(number) {}
        Row operator*() const { return (*result_)[number_]; }
        Iterator& operator++() {
            ++number_;
            return *this;
        }
        bool operator==(const Iterator& other) const { return number_ == other.number_; }

      private:
        const Result* result_;
        int number_;
    };

    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, size()}; }
    [[nodiscard]] int size() const;
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] Row operator[](int row) const { return {result_, row}; }
    /// Rows written by insert, update, delete, merge or copy; rows read by select.
    [[nodiscard]] std::int64_t affected() const;
    /// The only row; throws DatabaseFault when there is none or more.
    [[nodiscard]] Row one() const;
    /// The only row or nothing; throws DatabaseFault when there are more.
    [[nodiscard]] std::optional<Row> oneOrNone() const;

  private:
    std::shared_ptr<pg_result> result_;
};

}  // namespace cadastre
