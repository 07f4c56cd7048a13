// The values that go with a statement, as the text the database reads. Kept apart from the SQL always:
// nothing from outside is ever spliced into a statement.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cadastre {

using Date = std::chrono::year_month_day;
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// "2024-02-29" and "2024-02-29T10:11:12.000013Z".
std::string toText(Date date);
std::string toText(Instant instant);
/// Reads what toText writes (an instant also with a blank for T and an offset of whole hours or
/// hours:minutes, as PostgreSQL writes it); empty when the text is no such thing.
std::optional<Date> dateFrom(std::string_view text);
std::optional<Instant> instantFrom(std::string_view text);

class Parameters {
  public:
    Parameters() = default;
    template <typename... Values>
    explicit Parameters(std::in_place_t /*all*/, const Values&... values) {
        values_.reserve(sizeof...(values));
        (add(values), ...);
    }

    /// Throws InputError for text that holds U+0000, which PostgreSQL can't keep.
    Parameters& add(std::string_view text);
    Parameters& add(const std::string& text) { return add(std::string_view(text)); }
    Parameters& add(const char* text) { return add(std::string_view(text)); }
    Parameters& add(std::nullopt_t /*null*/);
    Parameters& add(double value);
    Parameters& add(Date date) { return add(toText(date)); }
    Parameters& add(Instant instant) { return add(toText(instant)); }
    template <std::integral Number>
    Parameters& add(Number value) {
        if constexpr (std::is_same_v<Number, bool>) {
            return add(std::string_view(value ? "t" : "f"));
        } else {
            return add(std::to_string(value));
        }
    }
    /// A one-dimensional array, for `= any($1)` and unnest.
    Parameters& add(std::span<const std::string> texts);
    Parameters& add(const std::vector<std::string>& texts) {
        return add(std::span<const std::string>(texts));
    }
    Parameters& add(std::span<const std::int64_t> numbers);
    Parameters& add(const std::vector<std::int64_t>& numbers) {
        return add(std::span<const std::int64_t>(numbers));
    }
    template <typename Value>
    Parameters& add(const std::optional<Value>& value) {
        return value ? add(*value) : add(std::nullopt);
    }

    [[nodiscard]] std::size_t size() const { return values_.size(); }
    /// Pointers in libpq's shape, null for null; they hold while this object is neither changed nor moved.
    [[nodiscard]] std::vector<const char*> pointers() const;

  private:
    std::vector<std::optional<std::string>> values_;
};

}  // namespace cadastre
