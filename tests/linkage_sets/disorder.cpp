// Tables whose values stand in the wrong columns, or all in one: sets of other makers spilt as the "dirty"
// versions of well-known sets are, recordings as five sources spell them, and references in one line.
#include <algorithm>
#include <array>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

void spillTable(duplicates::Table& table, Chance& chance) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t c = 1; c < table.columns.size(); ++c) {
            std::string& cell = table.values[c][row];
            if (cell.empty() || !chance.percent(50)) continue;
            table.values[0][row] += " " + cell;
            cell.clear();
        }
    }
}

}  // namespace

LinkageSet spilt(LinkageSet set, Chance& chance) {
    spillTable(set.left, chance);
    if (set.right) spillTable(*set.right, chance);
    return set;
}

LinkageSet makeRecordings(std::string name, Chance& chance, std::size_t things) {
    static constexpr std::array<std::string_view, 24> words = {
        "love",   "night",  "heart", "blue",   "rain",   "river",  "moon",    "dance",
        "fire",   "home",   "road",  "summer", "angel",  "dream",  "lost",    "golden",
        "shadow", "winter", "ocean", "paper",  "silver", "garden", "station", "mirror"};
    static constexpr std::array<std::string_view, 4> languages = {"English", "German", "French", "Spanish"};
    SetBuilder builder(std::move(name),
                       {"SourceID", "number", "title", "length", "artist", "album", "year", "language"});
    std::string artist, album;
    int year = 0, track = 0;
    std::size_t language = 0;
    for (std::size_t thing = 0; thing < things; ++thing) {
        if (thing % 3 == 0) {
            artist = capitalised(chance.inventedWord()) + " " + capitalised(chance.inventedWord());
            album = capitalised(std::string(chance.oneOf(words)) + " " + std::string(chance.oneOf(words)));
            if (chance.percent(40)) album += " " + capitalised(chance.inventedWord());
            year = chance.between(1965, 2015);
            track = chance.between(1, 3);
            language = chance.below(languages.size());
        }
        track += chance.between(1, 3);
        std::string title =
            capitalised(std::string(chance.oneOf(words)) + " " + std::string(chance.oneOf(words)));
        if (chance.percent(50)) title += " " + capitalised(chance.inventedWord());
        if (chance.percent(10)) title += " (Live)";
        const int seconds = chance.between(120, 420);
        std::array<int, 5> sources = {1, 2, 3, 4, 5};
        const int copies = chance.percent(50) ? 1 : chance.between(2, 5);
        for (std::size_t copy = 0; copy < static_cast<std::size_t>(copies); ++copy) {
            std::swap(sources[copy], sources[copy + chance.below(sources.size() - copy)]);
            const std::string said = withSlips(chance, title, 10, 2), by = withSlips(chance, artist, 6, 1);
            const bool unknown = chance.percent(8);
            switch (sources[copy]) {
                case 1:
                    builder.addLeft(thing, {"1", std::to_string(track), said,
                                            std::to_string(seconds * 1000 + chance.between(0, 900)), by,
                                            album, std::to_string(year), std::string(languages[language])});
                    break;
                case 2:
                    builder.addLeft(
                        thing, {"2", padded(track, 2), padded(track, 3) + "-" + said,
                                std::to_string(seconds / 60) + "m " + padded(seconds % 60, 2) + "sec", by,
                                album + " (" + std::to_string(year) + ")", "null",
                                std::string(languages[language]).substr(0, 3)});
                    break;
                case 3:
                    builder.addLeft(thing, {"3", std::to_string(track), said + " - " + album,
                                            std::to_string(seconds), by, unknown ? "" : album,
                                            "'" + padded(year % 100, 2), std::string(languages[language])});
                    break;
                case 4:
                    builder.addLeft(
                        thing,
                        {"4", "", by + " - " + said,
                         std::to_string(seconds / 60) + "." + std::to_string(seconds % 60 * 100 / 60),
                         "[unknown]", album, std::to_string(year), std::string(languages[language]) + "."});
                    break;
                default:
                    builder.addLeft(thing,
                                    {"5", "A" + std::to_string(track), said,
                                     std::to_string(seconds / 60) + ":" + padded(seconds % 60, 2), by,
                                     unknown ? "" : album, chance.percent(40) ? "" : std::to_string(year),
                                     "[" + std::string(languages[language]) + "]"});
            }
        }
    }
    return builder.build(chance);
}

LinkageSet makeReferenceLines(std::string name, Chance& chance, std::size_t things) {
    static constexpr std::array<std::string_view, 32> terms = {
        "learning",      "network",  "bayesian",    "genetic",   "reinforcement", "classification",
        "inductive",     "logic",    "programming", "neural",    "markov",        "decision",
        "trees",         "boosting", "features",    "selection", "bounds",        "efficient",
        "algorithms",    "planning", "robot",       "control",   "adaptive",      "search",
        "approximation", "cases",    "reasoning",   "knowledge", "probabilistic", "models",
        "induction",     "theory"};
    struct Venue {
        std::string_view full, brief;
    };
    static constexpr std::array<Venue, 5> venues = {
        {{"Proceedings of the International Conference on Machine Learning", "Proc. ICML"},
         {"Advances in Neural Information Processing Systems", "NIPS"},
         {"Machine Learning Journal", "Mach. Learn."},
         {"Journal of Artificial Intelligence Research", "JAIR"},
         {"Technical Report, University of Wisconsin", "TR, Univ. Wisc."}}};
    SetBuilder builder(std::move(name), {"reference"});
    std::vector<std::string> authors;
    for (std::size_t thing = 0; thing < things; ++thing) {
        std::string title = capitalised(std::string(chance.oneOf(terms)));
        for (int i = chance.between(3, 7); i > 0; --i)
            title += " " + std::string(chance.oneOf(terms));
        if (authors.empty() || !chance.percent(30)) {
            authors.clear();
            for (int i = chance.between(1, 3); i > 0; --i)
                authors.push_back(capitalised(chance.inventedWord()));
        }
        std::string letters;
        for (std::size_t i = 0; i < authors.size(); ++i)
            letters += static_cast<char>('A' + chance.below(26));
        const Venue& venue = venues[chance.below(venues.size())];
        const int year = chance.between(1985, 1999), page = chance.between(1, 500);
        for (int copy = chance.percent(30) ? chance.between(8, 30) : chance.between(1, 5); copy > 0; --copy) {
            std::vector<std::string> by;
            const bool first = chance.percent(50);
            for (std::size_t i = 0; i < authors.size(); ++i)
                by.push_back(first ? std::string(1, letters[i]) + ". " + authors[i]
                                   : authors[i] + ", " + letters[i] + ".");
            std::string line = joined(by, chance.percent(50) ? " and " : ", ");
            const std::string when =
                chance.percent(50) ? " (" + std::to_string(year) + ")." : ", " + std::to_string(year) + ".";
            const bool early = chance.percent(50);
            if (early) line += when;
            line += " " + withSlips(chance, title, 15, 2) + ". ";
            line += chance.percent(40) ? std::string(venue.full) : "In " + std::string(venue.brief);
            if (chance.percent(50)) line += ", pp. " + std::to_string(page) + "-" + std::to_string(page + 9);
            if (!early && chance.percent(85)) line += when;
            builder.addLeft(thing, {line});
        }
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
