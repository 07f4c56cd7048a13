// Dates and times must survive the way to the database and back, and nothing else may pass for one.
#include "schema/parameters.h"

#include <gtest/gtest.h>

#include "schema/errors.h"

namespace cadastre {
namespace {

using namespace std::chrono;

TEST(Dates, AreWrittenAndReadTheSame) {
    for (const Date date : {Date{year(2024), February, day(29)}, Date{year(1), January, day(1)},
                            Date{year(9999), December, day(31)}}) {
        EXPECT_EQ(dateFrom(toText(date)), date);
    }
    EXPECT_EQ(toText(Date{year(7), May, day(9)}), "0007-05-09");
}

TEST(Dates, ThatDoNotExistAreNone) {
    for (const char* text : {"2023-02-29", "2023-13-01", "2023-1-01", "2023-01-01 ", "", "-023-01-01",
                             "20230101", "2023-01-1x"}) {
        EXPECT_EQ(dateFrom(text), std::nullopt) << text;
    }
}

TEST(Instants, AreReadAsPostgresqlWritesThem) {
    const Instant expected = Instant(sys_days(year(2024) / 3 / 1)) - hours(2) + milliseconds(120);
    EXPECT_EQ(instantFrom("2024-02-29 22:00:00.12+00"), expected);
    EXPECT_EQ(instantFrom("2024-03-01T03:30:00.120+05:30"), expected);
    EXPECT_EQ(instantFrom("2024-02-29T19:00:00.12-03"), expected);
    EXPECT_EQ(instantFrom(toText(expected)), expected);
    EXPECT_EQ(toText(expected), "2024-02-29T22:00:00.120000Z");
}

TEST(Instants, WithoutAnOffsetOrWithImpossibleHoursAreNone) {
    for (const char* text :
         {"2024-02-29T22:00:00", "2024-02-29T24:00:00Z", "2024-02-29", "2024-02-29T22:00:00Zx"}) {
        EXPECT_EQ(instantFrom(text), std::nullopt) << text;
    }
}

TEST(Parameters, KeepNullApartFromEmptyText) {
    const Parameters parameters = Parameters().add("").add(std::nullopt).add(std::optional<int>()).add(true);
    const auto pointers = parameters.pointers();
    EXPECT_STREQ(pointers[0], "");
    EXPECT_EQ(pointers[1], nullptr);
    EXPECT_EQ(pointers[2], nullptr);
    EXPECT_STREQ(pointers[3], "t");
}

TEST(Parameters, RefuseNul) {
    using namespace std::string_view_literals;
    EXPECT_THROW(Parameters().add("a\0b"sv), InputError);
}

}  // namespace
}  // namespace cadastre
