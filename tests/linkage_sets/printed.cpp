// The same values in other shapes: days in words and in numbers, in six styles, and books whose numbers have
// ten digits or thirteen.
#include <array>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

constexpr std::array<std::string_view, 12> monthsShort = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 12> monthsLong = {"January",   "February", "March",    "April",
                                                         "May",       "June",     "July",     "August",
                                                         "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 12> monthsRussian = {"января",   "февраля", "марта",  "апреля",
                                                            "мая",      "июня",    "июля",   "августа",
                                                            "сентября", "октября", "ноября", "декабря"};

}  // namespace

std::string dayOf(int day, int month, int year, DayStyle style) {
    const auto m = static_cast<std::size_t>(month - 1);
    switch (style) {
        case DayStyle::iso:
            return std::to_string(year) + "-" + padded(month, 2) + "-" + padded(day, 2);
        case DayStyle::american:
            return std::string(monthsLong[m]) + " " + std::to_string(day) + ", " + std::to_string(year);
        case DayStyle::dashed:
            return std::to_string(day) + "-" + std::string(monthsShort[m]) + "-" + padded(year % 100, 2);
        case DayStyle::english:
            return std::to_string(day) + " " + std::string(monthsLong[m]) + " " + std::to_string(year);
        case DayStyle::russian:
            return std::to_string(day) + " " + std::string(monthsRussian[m]) + " " + std::to_string(year) +
                   " г.";
        default:
            return padded(day, 2) + "." + padded(month, 2) + "." + std::to_string(year);
    }
}

namespace {

struct Ending {
    std::string_view full, brief;
};

/// The last digit of a book number of ten digits.
std::string isbn10(const std::string& nine) {
    int sum = 0;
    for (std::size_t i = 0; i < 9; ++i)
        sum += static_cast<int>(10 - i) * (nine[i] - '0');
    const int check = (11 - sum % 11) % 11;
    return nine + (check == 10 ? "X" : std::to_string(check));
}

std::string isbn13(const std::string& nine) {
    const std::string twelve = "978" + nine;
    int sum = 0;
    for (std::size_t i = 0; i < 12; ++i)
        sum += (i % 2 == 0 ? 1 : 3) * (twelve[i] - '0');
    return "978-" + nine.substr(0, 1) + "-" + nine.substr(1, 4) + "-" + nine.substr(5) + "-" +
           std::to_string((10 - sum % 10) % 10);
}

constexpr std::array<std::string_view, 12> givenNames = {"James",  "Mary",   "John",  "Patricia",
                                                         "Robert", "Linda",  "David", "Karen",
                                                         "Thomas", "Sandra", "Mark",  "Emily"};
constexpr std::array<std::string_view, 12> surnames = {"Smith",  "Johnson", "Brown", "Garcia",
                                                       "Miller", "Davis",   "Lopez", "Wilson",
                                                       "Moore",  "Taylor",  "Lee",   "White"};
constexpr std::array<std::string_view, 8> cities = {"Springfield", "Franklin", "Clinton", "Georgetown",
                                                    "Salem",       "Fairview", "Madison", "Arlington"};

}  // namespace

LinkageSet makeBooks(std::string name, Chance& chance, std::size_t things) {
    static constexpr std::array<std::string_view, 30> words = {
        "history", "garden", "winter", "secret", "theory",  "modern", "guide",  "cooking", "empire", "stars",
        "river",   "music",  "silent", "house",  "algebra", "ocean",  "design", "letters", "war",    "peace",
        "light",   "stone",  "shadow", "bread",  "physics", "queen",  "road",   "memory",  "island", "glass"};
    static constexpr std::array<Ending, 6> publishers = {{{"Oxford University Press", "OUP"},
                                                          {"Cambridge University Press", "CUP"},
                                                          {"Penguin Random House LLC", "Penguin"},
                                                          {"John Wiley & Sons, Inc.", "Wiley"},
                                                          {"HarperCollins Publishers", "Harper Collins"},
                                                          {"Springer-Verlag GmbH", "Springer"}}};
    SetBuilder builder(std::move(name),
                       {"title", "authors", "isbn", "publisher", "published", "pages", "price"},
                       {"Title", "Author", "ISBN", "Publisher", "Year", "Pages", "Price"});
    std::string title, author, given;
    for (std::size_t thing = 0; thing < things; ++thing) {
        const bool volume = !title.empty() && chance.percent(12);  // the next edition of the last
        if (!volume) {
            title = "The " + capitalised(std::string(chance.oneOf(words))) + " of " +
                    capitalised(std::string(chance.oneOf(words)));
            if (chance.percent(50)) title += " " + capitalised(chance.inventedWord());
            given = chance.oneOf(givenNames);
            author =
                chance.percent(50) ? std::string(chance.oneOf(surnames)) : capitalised(chance.inventedWord());
        }
        const std::string subtitle =
            "a " + std::string(chance.oneOf(words)) + " for " + std::string(chance.oneOf(words));
        const std::string nine = std::to_string(chance.between(100000000, 999999999));
        const Ending& house = publishers[chance.below(publishers.size())];
        const int edition = volume ? chance.between(2, 5) : 1, day = chance.between(1, 28),
                  month = chance.between(1, 12);
        const int year = chance.between(1975, 2015), pages = chance.between(90, 900),
                  cents = chance.between(499, 9999);
        const int where = chance.between(1, 100);
        const std::string ordinal = edition > 1 ? std::to_string(edition) + (edition == 2   ? "nd"
                                                                             : edition == 3 ? "rd"
                                                                                            : "th")
                                                : "";
        if (where <= 65)
            builder.addLeft(
                thing, {title + (chance.percent(50) ? ": " + subtitle : "") +
                            (edition > 1 ? " (" + ordinal + " Edition)" : ""),
                        given + " " + author, chance.percent(25) ? "" : isbn13(nine), std::string(house.full),
                        dayOf(day, month, year, DayStyle::english), std::to_string(pages) + " pages",
                        "$" + std::to_string(cents / 100) + "." + padded(cents % 100, 2)});
        if (where <= 30) continue;
        std::string number = isbn10(nine);
        if (chance.percent(4)) number[chance.below(9)] = static_cast<char>('0' + chance.below(10));
        builder.addRight(
            thing, {withSlips(chance, title, 8, 1) + (edition > 1 ? ", " + ordinal + " ed." : ""),
                    chance.percent(50) ? author + ", " + given : author + ", " + given.substr(0, 1) + ".",
                    chance.percent(25) ? "" : number, std::string(house.brief), std::to_string(year),
                    std::to_string(chance.percent(80) ? pages : pages + chance.between(2, 16)),
                    std::to_string(cents / 100) + "," + padded(cents % 100, 2) + " USD"});
    }
    return builder.build(chance);
}

LinkageSet makeEvents(std::string name, Chance& chance, std::size_t things, bool oneStyleATable) {
    static constexpr std::array<std::string_view, 10> kinds = {"concert", "lecture", "exhibition", "match",
                                                               "fair",    "parade",  "festival",   "hearing",
                                                               "auction", "premiere"};
    static constexpr std::array<DayStyle, 6> styles = {DayStyle::iso,     DayStyle::american,
                                                       DayStyle::dashed,  DayStyle::english,
                                                       DayStyle::russian, DayStyle::dotted};
    SetBuilder builder(std::move(name), {"event", "place", "day"}, {"event", "place", "day"});
    std::string what, place;
    for (std::size_t thing = 0; thing < things; ++thing) {
        if (what.empty() || !chance.percent(60)) {  // else the same again on another day
            what = capitalised(chance.inventedWord()) + " " + std::string(chance.oneOf(kinds));
            place = chance.oneOf(cities);
        }
        const int day = chance.between(1, 28), month = chance.between(1, 12),
                  year = chance.between(2010, 2020);
        const int where = chance.between(1, 100);
        if (where <= 70)
            builder.addLeft(thing,
                            {withSlips(chance, what, 10, 1), place,
                             dayOf(day, month, year,
                                   oneStyleATable ? DayStyle::dashed : styles[chance.below(styles.size())])});
        if (where <= 30) continue;
        builder.addRight(thing,
                         {withSlips(chance, what, 10, 1), place,
                          dayOf(day, month, year,
                                oneStyleATable ? DayStyle::russian : styles[chance.below(styles.size())])});
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
