// Catalogues of leisure and learning in other hands than the keeper's: beers, songs in two shops, and papers
// beside a dirty harvest of the web that is several times larger.
#include <algorithm>
#include <array>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

struct Style {
    std::string_view one, other, word;
};
constexpr std::array<Style, 10> styles = {{{"American Amber / Red Ale", "Amber Ale", "Amber Ale"},
                                           {"American IPA", "India Pale Ale (IPA)", "IPA"},
                                           {"American Pale Ale (APA)", "American Pale Ale", "Pale Ale"},
                                           {"Irish Red Ale", "Irish Ale", "Irish Red"},
                                           {"American Porter", "Porter", "Porter"},
                                           {"Russian Imperial Stout", "Imperial Stout", "Imperial Stout"},
                                           {"Hefeweizen", "German Hefeweizen", "Hefeweizen"},
                                           {"Fruit / Vegetable Beer", "Fruit Beer", "Cherry Ale"},
                                           {"American Strong Ale", "American Strong Ale", "Strong Ale"},
                                           {"English Bitter", "Bitter", "Bitter"}}};
constexpr std::array<std::string_view, 16> images = {"Hop",  "Red",  "Black", "Old",      "Iron",  "Fire",
                                                     "Wolf", "Bear", "Devil", "Mountain", "River", "Rock",
                                                     "Dog",  "Moon", "Ghost", "King"};

std::string strength(int tenths, bool spaced) {
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "0" + (spaced ? " %" : "%");
}

std::string_view nicknameOf(std::string_view given) {
    return given.substr(0, 1);
}

}  // namespace

LinkageSet makeBeers(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"Beer_Name", "Brew_Factory_Name", "Style", "ABV"},
                       {"Beer_Name", "Brew_Factory_Name", "Style", "ABV"});
    std::string house;
    for (std::size_t thing = 0; thing < things; ++thing) {
        if (house.empty() || chance.percent(40))
            house = capitalised(chance.inventedWord()) +
                    (chance.percent(30) ? " " + std::string(chance.oneOf(images)) : "");
        const Style& style = styles[chance.below(styles.size())];
        std::string beer = chance.percent(45) ? std::string(chance.oneOf(images)) + " " : "";
        if (chance.percent(40)) beer += capitalised(chance.inventedWord()) + " ";
        beer += style.word;
        const int tenths = chance.between(40, 110), where = chance.between(1, 100);
        if (where <= 60)
            builder.addLeft(thing, {beer, house + " Brewing Company", std::string(style.one),
                                    chance.percent(12) ? "-" : strength(tenths, true)});
        if (where <= 40) continue;
        const std::string said = chance.percent(35) ? wordsIn(house).front() + " " + beer : beer;
        builder.addRight(
            thing, {withSlips(chance, said, 6, 1), house + (chance.percent(50) ? " Brewing" : " Brewing Co."),
                    std::string(style.other), chance.percent(12) ? "-" : strength(tenths, false)});
    }
    return builder.build(chance);
}

LinkageSet makeTracks(std::string name, Chance& chance, std::size_t things) {
    static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static constexpr std::array<std::string_view, 24> lyric = {
        "love", "night", "you",  "heart", "baby",  "dance", "rain", "home",  "fire", "girl", "time", "world",
        "down", "back",  "gold", "blue",  "light", "wild",  "run",  "never", "sky",  "life", "road", "dream"};
    SetBuilder builder(
        std::move(name),
        {"Song_Name", "Artist_Name", "Album_Name", "Genre", "Price", "CopyRight", "Time", "Released"},
        {"Song_Name", "Artist_Name", "Album_Name", "Genre", "Price", "CopyRight", "Time", "Released"});
    std::string artist, album, month;
    int day = 1, year = 2010;
    for (std::size_t thing = 0; thing < things; ++thing) {
        if (artist.empty() || chance.percent(12))
            artist = capitalised(chance.inventedWord()) +
                     (chance.percent(60) ? " " + capitalised(chance.inventedWord()) : "");
        if (album.empty() || chance.percent(20)) {
            album = capitalised(std::string(chance.oneOf(lyric)) + " " + std::string(chance.oneOf(lyric)));
            if (chance.percent(25)) album += " (Deluxe Version)";
            month = chance.oneOf(months);
            day = chance.between(1, 28);
            year = chance.between(1995, 2015);
        }
        std::string song;
        for (int i = chance.between(1, 4); i > 0; --i)
            song += (song.empty() ? "" : " ") + capitalised(chance.oneOf(lyric));
        if (chance.percent(12)) song += " (feat. " + capitalised(chance.inventedWord()) + ")";
        const std::string time =
            std::to_string(chance.between(2, 5)) + ":" + padded(chance.between(0, 59), 2);
        const int where = chance.between(1, 100);
        if (where <= 40)
            builder.addLeft(thing, {song, artist, album, "Pop , Music", "$ 1.29",
                                    "© " + std::to_string(year) + " " + artist + " Records", time,
                                    std::to_string(day) + "-" + month + "-" + padded(year % 100, 2)});
        if (where <= 25) continue;
        std::string said = song;
        if (chance.percent(12)) said += " [Explicit]";
        builder.addRight(
            thing, {said, chance.percent(10) ? artist + " & " + capitalised(chance.inventedWord()) : artist,
                    chance.percent(15) ? album + " [Explicit]" : album, chance.percent(50) ? "Pop" : "Rock",
                    chance.percent(70) ? "$1.29" : "$0.99",
                    "(C) " + std::to_string(year) + " " + artist + " Records LLC", time,
                    month + " " + std::to_string(day) + ", " + std::to_string(year)});
    }
    return builder.build(chance);
}

LinkageSet makeHarvest(std::string name, Chance& chance, std::size_t things) {
    static constexpr std::array<std::string_view, 40> terms = {
        "query",     "database",         "xml",       "stream",   "mining",     "index",        "view",
        "web",       "schema",           "join",      "spatial",  "temporal",   "cache",        "object",
        "parallel",  "semantic",         "workflow",  "mobile",   "storage",    "optimization", "data",
        "efficient", "approach",         "model",     "system",   "processing", "management",   "algorithm",
        "language",  "network",          "rules",     "active",   "cluster",    "graph",        "privacy",
        "sampling",  "multidimensional", "warehouse", "recovery", "logic"};
    static constexpr std::array<std::string_view, 12> givens = {"Michael", "David", "Rakesh", "Hector",
                                                                "Jim",     "Laura", "Serge",  "Gerhard",
                                                                "Wei",     "Susan", "Carlo",  "Anna"};
    struct Venue {
        std::string_view brief, full, cut;
    };
    static constexpr std::array<Venue, 5> venues = {
        {{"SIGMOD Conference", "Proceedings of the ACM SIGMOD International Conference on Management of Data",
          "ACM SIGMOD Record,"},
         {"VLDB", "Proceedings of the International Conference on Very Large Data Bases", "VLDB,"},
         {"VLDB J.", "The VLDB Journal The International Journal on Very Large Data Bases",
          "The VLDB Journal,"},
         {"ACM Trans. Database Syst.", "ACM Transactions on Database Systems (TODS)",
          "ACM Trans. Database Syst,"},
         {"SIGMOD Record", "ACM SIGMOD Record", "SIGMOD Record,"}}};
    SetBuilder builder(std::move(name), {"title", "authors", "venue", "year"},
                       {"title", "authors", "venue", "year"});
    std::string title;
    for (std::size_t thing = 0; thing < things; ++thing) {
        const bool sequel = !title.empty() && chance.percent(10);
        if (sequel) {
            title = withoutOneWord(chance, title) + " " + std::string(chance.oneOf(terms));
        } else {
            title = chance.percent(25) ? chance.inventedWord() + ":" : "";
            for (int i = chance.between(4, 9); i > 0; --i)
                title += (title.empty() ? "" : " ") + std::string(chance.oftenFirst(terms));
        }
        std::vector<std::string> full, brief;
        for (int i = chance.between(1, 4); i > 0; --i) {
            const std::string given(chance.oneOf(givens)), surname = capitalised(chance.inventedWord());
            full.push_back(given + " " + surname);
            brief.push_back(std::string(nicknameOf(given)) + " " + surname);
        }
        const Venue& venue = venues[chance.below(venues.size())];
        const std::string year = std::to_string(chance.between(1990, 2004));
        const bool known = chance.percent(22);
        if (known)
            builder.addLeft(thing, {capitalised(title), joined(full, ", "), std::string(venue.brief), year});
        int copies = known ? (chance.percent(12) ? 0 : chance.percent(60) ? 1 : chance.between(2, 6)) : 1;
        for (; copies > 0; --copies) {
            std::string said = withSlips(chance, title, 10, 1);
            if (chance.percent(8))
                said = wordsIn(title).size() > 4 ? said.substr(0, said.size() * 2 / 3) : said;
            if (chance.percent(5)) said = brief.front() + ", " + said;
            std::vector<std::string> authors = chance.percent(85) ? brief : full;
            if (authors.size() > 1 && chance.percent(25)) authors.resize(authors.size() - 1);
            const int how = chance.between(1, 100);
            builder.addRight(thing, {said, joined(authors, ", "),
                                     how <= 25 ? "" : std::string(how <= 60 ? venue.cut : venue.full),
                                     chance.percent(50) ? "" : year});
        }
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
