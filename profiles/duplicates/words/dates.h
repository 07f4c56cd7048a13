// Days however they are written, in one form: two tables seldom agree on how to write a date.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cadastre::duplicates {

enum class DateOrder : std::uint8_t { yearMonthDay, dayMonthYear, monthDayYear };

/// The order in which a column writes its dates, when nearly all of its cells are dates of three numbers;
/// months are told from days by any number beyond twelve.
std::optional<DateOrder> dateOrderOf(std::span<const std::string_view> cells);

/// "03.04.2019" → "20190403"; nothing where the cell holds no such day.
std::optional<std::string> dayIn(std::string_view cell, DateOrder order);

}  // namespace cadastre::duplicates
