// Organisations of five countries with their legal forms, in full and in letters, and institutes that
// everybody calls by their initials.
#include <array>
#include <span>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

using Words = std::span<const std::string_view>;

/// How a country names what does business there, and what does research.
struct Country {
    std::string_view name, form, brief;
    bool formFirst;  ///< where it is written out
    Words businesses, heads, fields, towns;
};

constexpr std::array<std::string_view, 8> enBusinesses = {"Engineering", "Logistics", "Foods",  "Trading",
                                                          "Insurance",   "Software",  "Pharma", "Energy"};
constexpr std::array<std::string_view, 6> enHeads = {"National Institute of", "Royal College of",
                                                     "European Centre for",   "International Agency for",
                                                     "Society for",           "Medical Council of"};
constexpr std::array<std::string_view, 10> enFields = {
    "Marine Biology",   "Nuclear Research",   "Plant Genetics", "Public Policy", "Space Physics",
    "Tropical Disease", "Applied Statistics", "Animal Health",  "Water Quality", "Urban Planning"};
constexpr std::array<std::string_view, 5> enTowns = {"London", "Leeds", "Bristol", "Cambridge", "Glasgow"};
constexpr std::array<std::string_view, 8> deBusinesses = {"Maschinenbau", "Spedition",      "Versicherung",
                                                          "Handels",      "Anlagentechnik", "Brauerei",
                                                          "Verlag",       "Stahlwerke"};
constexpr std::array<std::string_view, 5> deHeads = {
    "Deutsches Zentrum für", "Institut für", "Gesellschaft für", "Forschungsstelle für", "Akademie für"};
constexpr std::array<std::string_view, 10> deFields = {
    "Luft- und Raumfahrt", "Molekulare Biologie",  "Angewandte Mathematik", "Wirtschaft und Arbeit",
    "Technische Chemie",   "Soziale Medizin",      "Digitale Medien",       "Erneuerbare Energien",
    "Neuere Geschichte",   "Nachhaltige Mobilität"};
constexpr std::array<std::string_view, 5> deTowns = {"Berlin", "Köln", "München", "Leipzig", "Stuttgart"};
constexpr std::array<std::string_view, 6> frBusinesses = {"Transports",  "Assurances", "Industries",
                                                          "Boulangerie", "Éditions",   "Énergies"};
constexpr std::array<std::string_view, 4> frHeads = {"Institut national de", "Centre de recherche en",
                                                     "Agence nationale de", "École supérieure de"};
constexpr std::array<std::string_view, 8> frFields = {
    "recherche agronomique", "santé publique",   "géographie physique",  "biologie marine",
    "mécanique des fluides", "chimie organique", "sécurité alimentaire", "physique théorique"};
constexpr std::array<std::string_view, 5> frTowns = {"Paris", "Lyon", "Marseille", "Nantes", "Toulouse"};
constexpr std::array<std::string_view, 6> ruBusinesses = {"Строй",  "Логистика", "Агро",
                                                          "Энерго", "Инвест",    "Сервис"};
constexpr std::array<std::string_view, 4> ruHeads = {"Научно-исследовательский институт",
                                                     "Государственный центр", "Федеральное агентство",
                                                     "Российская академия"};
constexpr std::array<std::string_view, 8> ruFields = {
    "прикладной математики",      "водного транспорта", "ядерной физики",      "лесного хозяйства",
    "экспериментальной медицины", "морской биологии",   "народного хозяйства", "точной механики"};
constexpr std::array<std::string_view, 5> ruTowns = {"Москва", "Казань", "Томск", "Пермь", "Самара"};
constexpr std::array<std::string_view, 6> etBusinesses = {"Ehitus", "Transport", "Kaubandus",
                                                          "Metall", "Puit",      "Tarkvara"};
constexpr std::array<std::string_view, 4> etHeads = {"Riiklik Instituut", "Eesti Keskus",
                                                     "Rahvuslik Agentuur", "Teaduste Selts"};
constexpr std::array<std::string_view, 6> etFields = {"Keemilise Füüsika", "Mere Uuringute",
                                                      "Avaliku Tervise",   "Rakendusliku Statistika",
                                                      "Metsa Majanduse",   "Digitaalse Arengu"};
constexpr std::array<std::string_view, 5> etTowns = {"Tallinn", "Tartu", "Narva", "Pärnu", "Viljandi"};

const std::array<Country, 5>& countries() {
    static const std::array<Country, 5> all = {
        {{"GB", "Limited", "Ltd", false, enBusinesses, enHeads, enFields, enTowns},
         {"DE", "Aktiengesellschaft", "AG", false, deBusinesses, deHeads, deFields, deTowns},
         {"FR", "Société anonyme", "S.A.", true, frBusinesses, frHeads, frFields, frTowns},
         {"RU", "Общество с ограниченной ответственностью", "ООО", true, ruBusinesses, ruHeads, ruFields,
          ruTowns},
         {"EE", "Osaühing", "OÜ", true, etBusinesses, etHeads, etFields, etTowns}}};
    return all;
}

std::string firstLetters(std::string_view text) {
    std::string letters;
    for (const std::string& word : wordsIn(text)) {
        const std::string initial = initialsOf(word + "    ");
        const bool small = word.size() <= 3 || word == "für" || word == "und";
        if (!small) letters += initial;
    }
    return capitalised(letters);
}

}  // namespace

LinkageSet makeOrganisations(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"name", "city", "country", "website"},
                       {"name", "city", "country", "website"});
    for (std::size_t thing = 0; thing < things; ++thing) {
        const Country& country = countries()[chance.below(countries().size())];
        const bool business = chance.percent(60);
        const std::string town(chance.oneOf(country.towns)), site = chance.inventedWord();
        std::string core, acronym;
        if (business) {
            core = capitalised(chance.inventedWord()) + " " + std::string(chance.oneOf(country.businesses));
            if (chance.percent(25)) core = capitalised(chance.inventedWord()) + " & " + core;
        } else {
            core = std::string(chance.oneOf(country.heads)) + " " + std::string(chance.oneOf(country.fields));
            acronym = firstLetters(core);
            if (chance.percent(40)) core += " " + town;
        }
        const auto formal = [&](bool full) {
            if (!business) return core;
            const std::string form(full ? country.form : country.brief);
            return full && country.formFirst ? form + " «" + core + "»"
                   : chance.percent(30)      ? form + " " + core
                                             : core + " " + form;
        };
        if (chance.percent(75))
            builder.addLeft(thing, {formal(true), chance.percent(10) ? "" : town, std::string(country.name),
                                    chance.percent(60) ? "" : "www." + site + ".org"});
        if (!chance.percent(75)) continue;
        std::string said = business && chance.percent(25) ? core : formal(false);
        if (!business && chance.percent(35)) said = acronym;
        if (!business && chance.percent(20)) said = core + " (" + acronym + ")";
        builder.addRight(thing, {withSlips(chance, said, 12, 1), chance.percent(20) ? "" : town,
                                 chance.percent(20) ? "" : std::string(country.name),
                                 chance.percent(60) ? "" : "http://" + site + ".org/"});
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
