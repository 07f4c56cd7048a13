// Products with siblings, contracts whose signal is in numbers and dates, parts known by codes alone, songs
// in several copies, and a table of nearly empty columns.
#include <array>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

constexpr std::array<std::string_view, 26> brands = {
    "sony",     "panasonic", "samsung", "canon",   "bose",    "whirlpool", "frigidaire", "nikon", "garmin",
    "yamaha",   "kenwood",   "pioneer", "sharp",   "toshiba", "philips",   "electrolux", "haier", "sanyo",
    "delonghi", "bosch",     "olympus", "linksys", "netgear", "logitech",  "hitachi",    "denon"};
constexpr std::array<std::string_view, 26> kinds = {
    "lcd television",  "digital camera", "refrigerator",        "dishwasher",     "speaker system",
    "headphones",      "microwave oven", "av receiver",         "gps navigator",  "camcorder",
    "electric range",  "cordless phone", "blu-ray disc player", "car stereo",     "washing machine",
    "air conditioner", "vacuum cleaner", "laser printer",       "inkjet printer", "wireless router",
    "network switch",  "subwoofer",      "coffee maker",        "memory card",    "carrying case",
    "wall mount"};
constexpr std::array<std::string_view, 12> colours = {"black",    "white",           "silver", "red",
                                                      "blue",     "stainless steel", "gray",   "pink",
                                                      "titanium", "bisque",          "green",  "orange"};
constexpr std::array<std::string_view, 24> features = {"energy star compliant",
                                                       "with remote control",
                                                       "1080p resolution",
                                                       "built-in tuner",
                                                       "dolby digital decoder",
                                                       "optical zoom",
                                                       "image stabilisation",
                                                       "3 speed settings",
                                                       "usb port",
                                                       "hdmi input",
                                                       "stainless tub",
                                                       "5 cycle options",
                                                       "self cleaning",
                                                       "bluetooth enabled",
                                                       "water resistant",
                                                       "touch screen display",
                                                       "2 year limited warranty",
                                                       "auto focus",
                                                       "programmable timer",
                                                       "noise cancelling",
                                                       "rack mountable",
                                                       "adjustable shelves",
                                                       "dual alarm",
                                                       "rechargeable battery"};

struct Product {
    std::string brand, kind, letters, number, suffix, colour;
    std::vector<std::string> features;
    int price = 0;
};

std::string modelOf(const Product& p) {
    return p.letters + p.number + p.suffix;
}

Product inventProduct(Chance& chance) {
    Product p;
    p.brand = chance.oftenFirst(brands);
    p.kind = chance.oneOf(kinds);
    for (int i = chance.between(2, 4); i > 0; --i)
        p.letters += static_cast<char>('A' + chance.below(26));
    p.number = std::to_string(chance.between(20, 9999));
    p.colour = chance.oneOf(colours);
    if (chance.percent(60)) p.suffix = std::string(1, static_cast<char>(p.colour.front() - 32));
    for (int i = chance.between(2, 6); i > 0; --i)
        p.features.emplace_back(chance.oneOf(features));
    p.price = chance.between(1500, 250000);
    return p;
}

/// The same line in another colour, size or year: a sibling that must not be taken for it.
Product siblingOf(const Product& p, Chance& chance) {
    Product sibling = p;
    if (chance.percent(40)) {
        sibling.colour = chance.oneOf(colours);
        sibling.suffix =
            std::string(1, static_cast<char>(sibling.colour.front() - 32)) + (chance.percent(50) ? "B" : "X");
    } else {
        sibling.number.back() =
            static_cast<char>('0' + (sibling.number.back() - '0' + chance.between(1, 9)) % 10);
    }
    sibling.price = p.price * chance.between(80, 125) / 100;
    return sibling;
}

std::string money(int cents, bool sign) {
    return (sign ? "$" : "") + std::to_string(cents / 100) + "." + padded(cents % 100, 2);
}

Cells asLeft(const Product& p, Chance& chance) {
    const std::string name = capitalised(p.brand + " " + p.colour + " " + p.kind) + " - " + modelOf(p);
    std::string about = p.brand + " " + p.kind + " " + joined(p.features, " ");
    if (chance.percent(25)) about.clear();
    return {name, about, chance.percent(55) ? money(p.price, true) : ""};
}

Cells asRight(const Product& p, Chance& chance) {
    std::string model = modelOf(p);
    if (chance.percent(30)) model = p.letters + "-" + p.number + p.suffix;
    if (chance.percent(15)) model = p.letters + p.number;
    if (chance.percent(10)) model = p.letters + " " + p.number + p.suffix;
    std::string name = p.brand + " " + model + " " + p.kind;
    if (chance.percent(40)) name += " (" + p.colour + ")";
    if (chance.percent(12)) name = p.brand + " " + p.kind + " " + p.features.front();
    std::string about;
    if (chance.percent(60)) {
        std::vector<std::string> some;
        for (const std::string& feature : p.features) {
            if (chance.percent(60)) some.push_back(feature);
        }
        about = joined(some, ", ");
    }
    const int asked = chance.percent(50) ? p.price : p.price * chance.between(85, 110) / 100;
    return {withSlips(chance, name, 5, 2), about, chance.percent(60) ? money(asked, false) : "",
            chance.percent(70) ? p.brand : ""};
}

}  // namespace

LinkageSet makeProducts(std::string name, Chance& chance, std::size_t things, int overlap,
                        bool strangeColumns) {
    SetBuilder builder(std::move(name), {"name", "description", "price"},
                       strangeColumns ? Cells{"hersteller", "preis", "artikel", "merkmale"}
                                      : Cells{"name", "description", "price", "manufacturer"});
    Product last = inventProduct(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        last = chance.percent(35) ? siblingOf(last, chance) : inventProduct(chance);
        const bool both = chance.percent(overlap), onLeft = chance.percent(50);
        if (both || onLeft) builder.addLeft(thing, asLeft(last, chance));
        if (!both && onLeft) continue;
        Cells right = asRight(last, chance);
        if (strangeColumns) right = {right[3], right[2], right[0], right[1]};
        builder.addRight(thing, std::move(right));
    }
    return builder.build(chance);
}

LinkageSet makeContracts(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"number", "signed", "amount", "supplier"},
                       {"contract_no", "date", "sum", "supplier_code"});
    std::vector<std::string> suppliers;
    for (int i = 0; i < 200; ++i)
        suppliers.push_back(std::to_string(1000000000ULL + chance.next() % 8999999999ULL));
    for (std::size_t thing = 0; thing < things; ++thing) {
        const int day = chance.between(1, 28), month = chance.between(1, 12),
                  year = chance.between(2019, 2021);
        const int serial = chance.between(1, 9000),
                  amount = chance.between(10, 99999) * 1000 + chance.between(0, 999);
        const std::string& supplier = suppliers[chance.below(suppliers.size())];
        const std::string serialText = padded(serial, 4);
        if (chance.percent(85)) {
            builder.addLeft(thing, {std::to_string(year) + "-" + serialText,
                                    std::to_string(year) + "-" + padded(month, 2) + "-" + padded(day, 2),
                                    money(amount, false), supplier});
        }
        if (chance.percent(85)) {
            const int noted = chance.percent(8) ? std::min(28, day + 1) : day;
            builder.addRight(
                thing,
                {chance.percent(25) ? "" : "No " + serialText + "/" + padded(year % 100, 2),
                 padded(noted, 2) + "." + padded(month, 2) + "." + std::to_string(year),
                 chance.percent(10) ? "" : std::to_string(amount / 100) + "," + padded(amount % 100, 2),
                 chance.percent(15) ? withSlip(chance, supplier) : supplier});
        }
    }
    return builder.build(chance);
}

LinkageSet makeParts(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"part", "drawing"}, {"part", "drawing"});
    for (std::size_t thing = 0; thing < things; ++thing) {
        std::string part,
            drawing = padded(chance.between(100, 999), 3) + "." + padded(chance.between(0, 9999), 4);
        for (int i = 0; i < 3; ++i)
            part += static_cast<char>('A' + chance.below(26));
        part += "-" + padded(chance.between(0, 99999), 5);
        builder.addLeft(thing, {part, chance.percent(20) ? "" : drawing});
        if (chance.percent(20)) continue;
        std::string other = chance.percent(50) ? part.substr(0, 3) + part.substr(4) : part;
        if (chance.percent(20)) other = withSlip(chance, other);
        if (chance.percent(30)) drawing = "DWG " + drawing;
        builder.addRight(thing, {other, chance.percent(20) ? "" : drawing});
    }
    return builder.build(chance);
}

LinkageSet makeSongs(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"number", "title", "length", "artist", "album", "year", "language"});
    static constexpr std::array<std::string_view, 30> titleWords = {
        "love",   "night",   "heart",  "blue",      "rain",   "river",  "moon",  "dance",
        "fire",   "home",    "lonely", "road",      "summer", "angel",  "dream", "lost",
        "golden", "shadow",  "time",   "winter",    "fever",  "mirror", "ocean", "paper",
        "silver", "thunder", "window", "yesterday", "garden", "station"};
    std::string artist, album;
    int year = 0, track = 1;
    for (std::size_t thing = 0; thing < things; ++thing) {
        if (thing % 4 == 0) {
            artist = "the " + chance.inventedWord() + " " + std::string(chance.oneOf(titleWords)) + "s";
            album = std::string(chance.oneOf(titleWords)) + " of " + chance.inventedWord();
            year = chance.between(1965, 2015);
            track = 1;
        } else {
            ++track;
        }
        std::string title(chance.oftenFirst(titleWords));
        title += chance.percent(50) ? " in the " : " and ";
        title += chance.oftenFirst(titleWords);
        if (chance.percent(40)) title += " " + chance.inventedWord();
        const int seconds = chance.between(120, 400);
        const int copies = chance.percent(35) ? 1 : chance.between(2, 5);
        for (int copy = 0; copy < copies; ++copy) {
            std::string said = withSlips(chance, title, 12, 2), by = withSlips(chance, artist, 10, 1);
            if (chance.percent(15)) said = padded(track, 3) + "-" + said;
            if (chance.percent(15)) said = by + " - " + said;
            const bool minutes = chance.percent(50);
            builder.addLeft(thing,
                            {chance.percent(30) ? "" : std::to_string(track), said,
                             minutes ? std::to_string(seconds / 60) + ":" + padded(seconds % 60, 2)
                                     : std::to_string(seconds * 1000 + chance.between(0, 999)),
                             chance.percent(15) ? "" : by,
                             chance.percent(15) ? "" : album + (chance.percent(20) ? " (bonus disc)" : ""),
                             chance.percent(30)
                                 ? ""
                                 : (chance.percent(30) ? "'" + padded(year % 100, 2) : std::to_string(year)),
                             chance.percent(50) ? "english" : "eng"});
        }
    }
    return builder.build(chance);
}

LinkageSet makeSparse(std::string name, Chance& chance, std::size_t things) {
    const Cells columns = {"title",  "alias", "serial",  "site",   "room",  "owner", "vendor",
                           "bought", "price", "network", "system", "notes", "tag",   "phone"};
    SetBuilder builder(std::move(name), columns, columns);
    for (std::size_t thing = 0; thing < things; ++thing) {
        const Cells full = {std::string(chance.oneOf(kinds)) + " " + std::to_string(chance.between(1, 40)),
                            chance.inventedWord(),
                            std::to_string(chance.between(1000000, 9999999)),
                            "site " + std::to_string(chance.between(1, 30)),
                            std::to_string(chance.between(100, 450)),
                            chance.inventedWord() + " " + chance.inventedWord(),
                            std::string(chance.oneOf(brands)),
                            std::to_string(chance.between(2005, 2023)),
                            std::to_string(chance.between(100, 9000)),
                            "10." + std::to_string(chance.between(0, 30)) + "." +
                                std::to_string(chance.between(0, 255)) + "." +
                                std::to_string(chance.between(1, 254)),
                            std::string(chance.oneOf(features)),
                            chance.inventedWord() + " " + std::string(chance.oneOf(features)),
                            "T" + std::to_string(chance.between(10000, 99999)),
                            "+372 " + std::to_string(chance.between(5000000, 5999999))};
        const auto partly = [&](int keep) {
            Cells cells(full.size());
            for (std::size_t c = 0; c < full.size(); ++c) {
                if (c == 0 || chance.percent(keep)) cells[c] = withSlips(chance, full[c], 8, 1);
            }
            return cells;
        };
        if (chance.percent(80)) builder.addLeft(thing, partly(45));
        if (chance.percent(80)) builder.addRight(thing, partly(35));
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
