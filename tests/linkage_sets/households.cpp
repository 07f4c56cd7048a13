// The same values in other shapes: books whose numbers have ten digits or thirteen, customers whose telephone
// is written in every way there is, days in words, names and addresses in one column here and in several
// there.
#include <array>
#include <span>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

constexpr std::array<std::string_view, 36> givenNames = {
    "James",  "Mary",    "John",   "Patricia", "Robert", "Jennifer", "Michael", "Linda",  "William",
    "Susan",  "David",   "Karen",  "Richard",  "Lisa",   "Joseph",   "Nancy",   "Thomas", "Betty",
    "Daniel", "Sandra",  "Mark",   "Ashley",   "Paul",   "Emily",    "Steven",  "Donna",  "Andrew",
    "Carol",  "Kenneth", "Amanda", "Joshua",   "Laura",  "Kevin",    "Sharon",  "Brian",  "Cynthia"};
constexpr std::array<std::string_view, 30> surnames = {
    "Smith", "Johnson", "Brown", "Garcia", "Miller", "Davis", "Lopez",  "Wilson", "Moore", "Taylor",
    "Lee",   "White",   "Clark", "Lewis",  "Walker", "Hall",  "Young",  "King",   "Green", "Baker",
    "Adams", "Nelson",  "Hill",  "Rivera", "Cook",   "Reed",  "Bailey", "Kelly",  "Cox",   "Ward"};
struct Ending {
    std::string_view full, brief;
};
constexpr std::array<Ending, 6> roads = {{{"Street", "St"},
                                          {"Avenue", "Ave"},
                                          {"Road", "Rd"},
                                          {"Drive", "Dr"},
                                          {"Boulevard", "Blvd"},
                                          {"Lane", "Ln"}}};
constexpr std::array<std::string_view, 20> roadNames = {
    "Main",  "Oak",    "Maple", "Washington", "Lake",   "Hill",  "Cedar", "Park",    "Elm",      "Pine",
    "River", "Spring", "Ridge", "Church",     "Sunset", "Union", "Mill",  "Jackson", "Franklin", "Highland"};
struct State {
    std::string_view full, brief;
};
constexpr std::array<State, 8> states = {{{"Illinois", "IL"},
                                          {"Ohio", "OH"},
                                          {"Texas", "TX"},
                                          {"Georgia", "GA"},
                                          {"Oregon", "OR"},
                                          {"Virginia", "VA"},
                                          {"Kansas", "KS"},
                                          {"Nevada", "NV"}}};
constexpr std::array<std::string_view, 16> cities = {
    "Springfield", "Franklin", "Clinton", "Georgetown", "Salem",   "Fairview", "Madison", "Arlington",
    "Ashland",     "Dover",    "Oxford",  "Jackson",    "Newport", "Milton",   "Auburn",  "Clayton"};

struct Person {
    std::string given, middle, surname, road, city, zip, telephone, mail;
    std::size_t ending = 0, state = 0;
    int number = 0, flat = 0, day = 1, month = 1, year = 1970;
};

Person inventPerson(Chance& chance) {
    Person p;
    p.given = chance.oneOf(givenNames);
    p.middle = chance.percent(60) ? std::string(chance.oneOf(givenNames)) : "";
    p.surname =
        chance.percent(60) ? std::string(chance.oftenFirst(surnames)) : capitalised(chance.inventedWord());
    p.road = chance.percent(70) ? std::string(chance.oneOf(roadNames)) : capitalised(chance.inventedWord());
    p.ending = chance.below(roads.size());
    p.state = chance.below(states.size());
    const std::size_t city = chance.below(cities.size());
    p.city = cities[city];
    p.zip = std::to_string(10000 + p.state * 10000 + city * 61 + chance.below(5));
    p.number = chance.between(1, 2400);
    p.flat = chance.percent(30) ? chance.between(1, 40) : 0;
    p.day = chance.between(1, 28);
    p.month = chance.between(1, 12);
    p.year = chance.between(1935, 2004);
    p.telephone = std::to_string(chance.between(201, 989)) + std::to_string(chance.between(2000000, 9999999));
    p.mail = p.given.substr(0, 1) + p.surname + std::to_string(chance.between(1, 99)) + "@example.org";
    return p;
}

/// Somebody else at the same address, with the same telephone now and then.
Person housemateOf(const Person& person, Chance& chance) {
    Person other = inventPerson(chance);
    const Person invented = other;
    other = person;
    other.given = invented.given;
    other.middle = invented.middle;
    other.day = invented.day;
    other.month = invented.month;
    other.year = invented.year;
    other.mail = invented.mail;
    if (chance.percent(60)) other.telephone = invented.telephone;
    return other;
}

std::string telephoneOf(const std::string& digits, Chance& chance) {
    const std::string area = digits.substr(0, 3), first = digits.substr(3, 3), last = digits.substr(6);
    switch (chance.below(5)) {
        case 0:
            return "(" + area + ") " + first + "-" + last;
        case 1:
            return "+1 " + area + " " + first + " " + last;
        case 2:
            return area + "." + first + "." + last;
        case 3:
            return "1-" + area + "-" + first + "-" + last;
        default:
            return digits;
    }
}

std::string roadOf(const Person& p, bool brief) {
    return std::to_string(p.number) + " " + p.road + " " +
           std::string(brief ? roads[p.ending].brief : roads[p.ending].full) + (brief ? "." : "");
}

}  // namespace

LinkageSet makeCustomers(std::string name, Chance& chance, std::size_t things, int overlap) {
    SetBuilder builder(std::move(name), {"name", "address", "city", "state", "zip", "phone", "email"},
                       {"customer", "street", "town", "region", "postcode", "telephone", "contact"});
    Person p = inventPerson(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        p = chance.percent(20) ? housemateOf(p, chance) : inventPerson(chance);
        const bool both = chance.percent(overlap), onLeft = chance.percent(50);
        if (both || onLeft) {
            builder.addLeft(
                thing, {p.given + " " + (p.middle.empty() ? "" : p.middle.substr(0, 1) + ". ") + p.surname,
                        roadOf(p, false) + (p.flat > 0 ? " Apt " + std::to_string(p.flat) : ""), p.city,
                        std::string(states[p.state].brief), p.zip,
                        chance.percent(20) ? "" : telephoneOf(p.telephone, chance),
                        chance.percent(50) ? "" : p.mail});
        }
        if (!both && onLeft) continue;
        const std::string called = chance.percent(40)   ? p.surname + ", " + p.given
                                   : chance.percent(30) ? p.given.substr(0, 1) + ". " + p.surname
                                                        : p.given + " " + p.middle + " " + p.surname;
        builder.addRight(thing, {withSlips(chance, called, 10, 1),
                                 withSlips(chance, roadOf(p, true), 8, 1) +
                                     (p.flat > 0 && chance.percent(60) ? ", #" + std::to_string(p.flat) : ""),
                                 withSlips(chance, p.city, 5, 1), std::string(states[p.state].full),
                                 p.zip + (chance.percent(50) ? "-" + padded(chance.between(1, 9999), 4) : ""),
                                 chance.percent(20) ? "" : telephoneOf(p.telephone, chance),
                                 chance.percent(50) ? "" : p.mail});
    }
    return builder.build(chance);
}

LinkageSet makeInitials(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"given", "middle", "surname", "born", "town"},
                       {"full_name", "birth_date", "residence"});
    Person p = inventPerson(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        p = chance.percent(15) ? housemateOf(p, chance) : inventPerson(chance);
        const int where = chance.between(1, 100);
        if (where <= 75)
            builder.addLeft(thing,
                            {withSlips(chance, p.given, 6, 1), p.middle, withSlips(chance, p.surname, 6, 1),
                             chance.percent(8) ? "" : dayOf(p.day, p.month, p.year, DayStyle::iso), p.city});
        if (where <= 25) continue;
        const std::string brief =
            p.given.substr(0, 1) + "." + (p.middle.empty() ? "" : p.middle.substr(0, 1) + ".");
        const std::string called = chance.percent(30)   ? brief + " " + p.surname
                                   : chance.percent(30) ? p.surname + " " + brief
                                   : chance.percent(30) ? p.surname + ", " + p.given
                                                        : p.given + " " + p.surname;
        builder.addRight(
            thing, {withSlips(chance, called, 6, 1),
                    chance.percent(8) ? ""
                                      : dayOf(p.day, p.month, p.year,
                                              chance.percent(70) ? DayStyle::american : DayStyle::dotted),
                    p.city + ", " + std::string(states[p.state].brief)});
    }
    return builder.build(chance);
}

LinkageSet makeAddresses(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"number", "street", "unit", "city", "state", "zip"}, {"address"});
    Person p = inventPerson(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        const Person last = p;
        p = inventPerson(chance);
        if (chance.percent(25)) {  // the house next door
            p.road = last.road;
            p.ending = last.ending;
            p.city = last.city;
            p.zip = last.zip;
            p.state = last.state;
        }
        const int where = chance.between(1, 100);
        if (where <= 70)
            builder.addLeft(thing,
                            {std::to_string(p.number), p.road + " " + std::string(roads[p.ending].full),
                             p.flat > 0 ? "Apt " + std::to_string(p.flat) : "", p.city,
                             std::string(states[p.state].brief), p.zip});
        if (where <= 30) continue;
        std::string line = withSlips(chance, roadOf(p, chance.percent(60)), 10, 1);
        if (p.flat > 0)
            line += chance.percent(50) ? ", Unit " + std::to_string(p.flat) : " #" + std::to_string(p.flat);
        line += ", " + withSlips(chance, p.city, 6, 1) + ", " +
                std::string(chance.percent(70) ? states[p.state].brief : states[p.state].full);
        if (chance.percent(80)) line += " " + p.zip;
        builder.addRight(thing, {line});
    }
    return builder.build(chance);
}

LinkageSet makeVoters(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"last_name", "first_name", "middle_name", "suffix", "sex",
                                         "birth_year", "street_address", "city", "zip", "phone"});
    Person p = inventPerson(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        p = chance.percent(25) ? housemateOf(p, chance) : inventPerson(chance);
        const bool woman = chance.percent(50), junior = chance.percent(6);
        Person now = p;
        for (int copy = chance.percent(35) ? 1 : chance.between(2, 6); copy > 0; --copy) {
            if (chance.percent(20)) {  // moved
                const Person elsewhere = inventPerson(chance);
                now.road = elsewhere.road;
                now.ending = elsewhere.ending;
                now.number = elsewhere.number;
                now.city = elsewhere.city;
                now.zip = elsewhere.zip;
            }
            if (woman && chance.percent(8)) now.surname = chance.oneOf(surnames);  // married
            std::string given = withSlips(chance, now.given, 8, 1),
                        middle = chance.percent(40) ? now.middle.substr(0, 1) : now.middle;
            if (chance.percent(4)) std::swap(given, middle);
            builder.addLeft(thing, {withSlips(chance, now.surname, 8, 1), given, middle,
                                    junior && chance.percent(70) ? "JR" : "",
                                    chance.percent(5) ? "U"
                                    : woman           ? "F"
                                                      : "M",
                                    std::to_string(chance.percent(5) ? now.year + 1 : now.year),
                                    withSlips(chance, roadOf(now, chance.percent(50)), 10, 1), now.city,
                                    now.zip, chance.percent(60) ? "" : telephoneOf(now.telephone, chance)});
        }
    }
    return builder.build(chance);
}

LinkageSet makeInvoices(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"first", "last", "street", "city", "phone"},
                       {"billed to", "sent to", "issued", "sum"});
    Person p = inventPerson(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        p = chance.percent(15) ? housemateOf(p, chance) : inventPerson(chance);
        builder.addLeft(thing, {p.given, p.surname, roadOf(p, false), p.city, p.telephone});
        for (int bill = chance.percent(30) ? 0 : chance.between(1, 6); bill > 0; --bill)
            builder.addRight(thing, {withSlips(chance,
                                               chance.percent(50) ? p.given + " " + p.surname
                                                                  : p.surname + " " + p.given.substr(0, 1),
                                               10, 1),
                                     withSlips(chance, roadOf(p, true), 10, 1) + ", " + p.city,
                                     dayOf(chance.between(1, 28), chance.between(1, 12), 2020, DayStyle::iso),
                                     std::to_string(chance.between(5, 9999)) + ".00"});
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
