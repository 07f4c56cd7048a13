// Days however they are written, in one form: two tables seldom agree on how to write a date.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cadastre::duplicates {

/// Which of "03.04.2019" and "03/04/2019" is the day where neither is beyond twelve. A year in front and a
/// month in words speak for themselves.
enum class DateOrder : std::uint8_t { dayMonth, monthDay };

/// The order in which a column writes its dates, when nearly all of its cells are dates, in numbers or with
/// the month in words; days are told from months by any number beyond twelve.
std::optional<DateOrder> dateOrderOf(std::span<const std::string_view> cells);

/// Whether nearly all cells are years and nothing else.
bool areYears(std::span<const std::string_view> cells);

/// "03.04.2019", "3-Apr-19", "April 3, 2019" and «3 апреля 2019 г.» → "20190403", "April 2019" → "201904",
/// "(2019)" → "2019"; a time of day after it is left aside. Nothing where the cell holds no such day. Months
/// are known by their names and abbreviations in the CLDR's European languages; of two digits a year is one
/// of 1930 to 2029.
std::optional<std::string> dayIn(std::string_view cell, DateOrder order);

/// How much of two days, as dayIn() gives them, is the same, 0…1: 1 for one day, or as far as the less exact
/// of them goes; little less where day and month are exchanged or one digit differs.
double dayLikeness(std::string_view one, std::string_view other);

}  // namespace cadastre::duplicates
