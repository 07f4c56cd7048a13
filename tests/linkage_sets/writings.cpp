// Papers between two catalogues, citations of one paper in dozens of spellings, and reports that are one long
// text.
#include <algorithm>
#include <array>
#include <cmath>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

constexpr std::array<std::string_view, 64> topics = {
    "database",        "query",         "efficient",     "data",        "distributed", "optimization",
    "learning",        "system",        "parallel",      "index",       "spatial",     "temporal",
    "mining",          "views",         "join",          "streams",     "web",         "xml",
    "transactions",    "management",    "approximate",   "similarity",  "clustering",  "relational",
    "object-oriented", "mobile",        "recovery",      "semantic",    "integration", "storage",
    "network",         "caching",       "sampling",      "selectivity", "histograms",  "aggregation",
    "workflow",        "schema",        "mapping",       "privacy",     "genetic",     "bayesian",
    "neural",          "reinforcement", "boosting",      "inference",   "markov",      "planning",
    "kernel",          "decision",      "scalable",      "incremental", "adaptive",    "dynamic",
    "concurrent",      "declarative",   "probabilistic", "uncertain",   "graph",       "ontology",
    "compression",     "materialized",  "warehouse",     "keyword"};
constexpr std::array<std::string_view, 10> joints = {"for",  "of",  "in", "with", "using",
                                                     "over", "and", "on", "from", "by"};
constexpr std::array<std::string_view, 30> givens = {
    "michael", "david",  "jennifer", "hector", "rakesh",  "surajit", "jeffrey", "jim",   "laura", "yannis",
    "alon",    "divesh", "raghu",    "jiawei", "serge",   "gerhard", "hans",    "maria", "elena", "chen",
    "wei",     "peter",  "susan",    "carlo",  "stefano", "philip",  "joseph",  "anna",  "timos", "nick"};

struct Venue {
    std::string_view shortName, longName;
};
constexpr std::array<Venue, 6> venues = {
    {{"sigmod conference", "international conference on management of data"},
     {"vldb", "very large data bases"},
     {"icml", "international conference on machine learning"},
     {"vldb j.", "the vldb journal the international journal on very large data bases"},
     {"acm trans. database syst.", "acm transactions on database systems (tods)"},
     {"sigmod record", "acm sigmod record"}}};

struct Paper {
    std::string title;
    std::vector<std::pair<std::string, std::string>> authors;
    std::size_t venue = 0;
    int year = 0, firstPage = 0;
};

Paper inventPaper(Chance& chance) {
    Paper p;
    for (int i = chance.between(3, 8); i > 0; --i) {
        p.title += (p.title.empty() ? "" : " ");
        p.title += chance.oftenFirst(topics);
        if (i > 1 && chance.percent(40)) p.title += " " + std::string(chance.oneOf(joints));
    }
    if (chance.percent(25)) p.title = chance.inventedWord() + ": " + p.title;
    for (int i = chance.between(1, 4); i > 0; --i)
        p.authors.emplace_back(chance.oneOf(givens), chance.inventedWord());
    p.venue = chance.below(venues.size());
    p.year = chance.between(1988, 2004);
    p.firstPage = chance.between(1, 600);
    return p;
}

/// The journal version, the second part, or another paper of the same people on the same topic.
Paper siblingOf(const Paper& p, Chance& chance) {
    Paper sibling = p;
    sibling.year += chance.between(1, 2);
    sibling.venue = (p.venue + 1) % venues.size();
    sibling.firstPage = chance.between(1, 600);
    sibling.title = chance.percent(50)
                        ? p.title + " part ii"
                        : withoutOneWord(chance, p.title) + " " + std::string(chance.oneOf(topics));
    return sibling;
}

std::string authorsOf(const Paper& p, Chance& chance, bool initials, bool surnameFirst) {
    std::vector<std::string> names;
    for (const auto& [given, surname] : p.authors) {
        const std::string called = initials ? given.substr(0, 1) + "." : given;
        names.push_back(surnameFirst ? surname + ", " + called : called + " " + surname);
    }
    if (names.size() > 2 && chance.percent(10)) names.resize(2);
    return joined(names, surnameFirst ? " and " : ", ");
}

std::string sentenceOf(Chance& chance, const std::vector<std::string>& own) {
    static constexpr std::array<std::string_view, 40> plain = {
        "the",      "of",       "and",       "to",      "in",       "was",         "for",      "that",
        "with",     "on",       "by",        "this",    "were",     "from",        "are",      "which",
        "annual",   "report",   "committee", "budget",  "service",  "office",      "review",   "project",
        "national", "public",   "plan",      "council", "regional", "results",     "measures", "during",
        "period",   "increase", "number",    "local",   "support",  "development", "staff",    "costs"};
    std::vector<std::string> words;
    for (int i = chance.between(9, 18); i > 0; --i)
        words.push_back(chance.percent(14) ? own[chance.below(own.size())]
                                           : std::string(chance.oftenFirst(plain)));
    return joined(words);
}

}  // namespace

LinkageSet makePapers(std::string name, Chance& chance, std::size_t things, bool manyCopies) {
    SetBuilder builder(std::move(name), {"title", "authors", "venue", "year"},
                       {"title", "authors", "venue", "year"});
    Paper paper = inventPaper(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        paper = chance.percent(15) ? siblingOf(paper, chance) : inventPaper(chance);
        const bool both = chance.percent(75), onLeft = chance.percent(50);
        const std::string year = std::to_string(paper.year);
        if (both || onLeft) {
            builder.addLeft(thing, {paper.title + ".", authorsOf(paper, chance, false, false),
                                    std::string(venues[paper.venue].shortName), year});
        }
        if (!both && onLeft) continue;
        const int copies = manyCopies ? (chance.percent(40) ? 1 : chance.between(2, 5)) : 1;
        for (int copy = 0; copy < copies; ++copy) {
            const int slips = manyCopies ? 15 : 6;
            std::string title = withSlips(chance, paper.title, slips, 2);
            if (chance.percent(slips / 2)) title = withoutOneWord(chance, title);
            const bool longVenue = chance.percent(60);
            builder.addRight(
                thing,
                {title,
                 chance.percent(manyCopies ? 10 : 2) ? ""
                                                     : authorsOf(paper, chance, chance.percent(60), false),
                 chance.percent(manyCopies ? 50 : 2)
                     ? ""
                     : std::string(longVenue ? venues[paper.venue].longName : venues[paper.venue].shortName),
                 chance.percent(manyCopies ? 40 : 1)
                     ? ""
                     : (chance.percent(6) ? std::to_string(paper.year + 1) : year)});
        }
    }
    return builder.build(chance);
}

LinkageSet makeCitations(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"author", "title", "venue", "year", "pages"});
    Paper paper = inventPaper(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        paper = chance.percent(30) ? siblingOf(paper, chance) : inventPaper(chance);
        const int copies = chance.percent(30)   ? chance.between(1, 2)
                           : chance.percent(20) ? chance.between(20, 60)
                                                : chance.between(2, 15);
        for (int copy = 0; copy < copies; ++copy) {
            std::string title = withSlips(chance, paper.title, 8, 2);
            if (chance.percent(6)) title = withoutOneWord(chance, title);
            const Venue& venue = venues[paper.venue];
            std::string where(chance.percent(50) ? venue.longName : venue.shortName);
            if (chance.percent(40)) where = "in proceedings of the " + where;
            builder.addLeft(thing, {authorsOf(paper, chance, chance.percent(60), chance.percent(40)), title,
                                    chance.percent(20) ? "" : where,
                                    chance.percent(25)  ? ""
                                    : chance.percent(5) ? std::to_string(paper.year - 1)
                                                        : "(" + std::to_string(paper.year) + ")",
                                    chance.percent(50) ? ""
                                                       : "pp. " + std::to_string(paper.firstPage) + "-" +
                                                             std::to_string(paper.firstPage + 12)});
        }
    }
    return builder.build(chance);
}

LinkageSet makeReports(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"text"}, {"text"});
    for (std::size_t thing = 0; thing < things; ++thing) {
        std::vector<std::string> own;
        for (int i = 0; i < 8; ++i)
            own.push_back(chance.percent(50) ? chance.inventedWord() : std::string(chance.oneOf(topics)));
        std::vector<std::string> sentences;
        for (int i = chance.between(5, 10); i > 0; --i)
            sentences.push_back(sentenceOf(chance, own));
        if (chance.percent(75)) builder.addLeft(thing, {joined(sentences, ". ")});
        if (chance.percent(75)) {
            std::vector<std::string> retold;
            for (const std::string& sentence : sentences) {
                if (chance.percent(70))
                    retold.push_back(chance.percent(30) ? shuffledWords(chance, sentence)
                                                        : withSlips(chance, sentence, 30, 2));
            }
            retold.push_back(sentenceOf(chance, own));
            std::rotate(retold.begin(),
                        retold.begin() + static_cast<std::ptrdiff_t>(chance.below(retold.size())),
                        retold.end());
            builder.addRight(thing, {joined(retold, ". ")});
        }
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
