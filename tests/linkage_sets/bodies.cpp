// Restaurants with chains, Russian institutions in full and in letters, European authorities and their
// acronyms.
#include <array>
#include <map>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

constexpr std::array<std::string_view, 30> dishes = {
    "grill",  "cafe",  "bistro", "house",  "kitchen", "garden", "palace",   "tavern", "corner", "club",
    "golden", "blue",  "royal",  "old",    "little",  "green",  "red",      "lucky",  "silver", "grand",
    "dragon", "olive", "lemon",  "pepper", "river",   "ocean",  "mountain", "star",   "moon",   "sun"};
constexpr std::array<std::string_view, 14> cuisines = {
    "italian", "french",  "american",    "chinese", "japanese", "mexican",    "thai",
    "indian",  "seafood", "steakhouses", "delis",   "greek",    "vietnamese", "cafes"};
constexpr std::array<std::string_view, 8> cities = {
    "los angeles", "new york", "san francisco", "atlanta", "chicago", "boston", "las vegas", "santa monica"};
constexpr std::array<std::string_view, 24> avenues = {
    "sunset",    "wilshire",  "melrose",  "broadway", "main",    "ocean",  "lincoln", "madison",
    "lexington", "peachtree", "columbus", "geary",    "mission", "market", "union",   "washington",
    "hudson",    "greenwich", "bleecker", "spring",   "beverly", "pico",   "fairfax", "ventura"};
struct Ending {
    std::string_view full, brief;
};
constexpr std::array<Ending, 5> endings = {
    {{"boulevard", "blvd."}, {"avenue", "ave."}, {"street", "st."}, {"road", "rd."}, {"drive", "dr."}}};

struct Restaurant {
    std::string name, avenue, city, area, cuisine, telephone;
    std::size_t ending = 0;
    int number = 0;
};

Restaurant inventRestaurant(Chance& chance) {
    Restaurant r;
    r.name = chance.percent(55) ? chance.inventedWord() : std::string(chance.oneOf(dishes));
    r.name += " " + std::string(chance.oneOf(dishes));
    r.avenue = chance.oneOf(avenues);
    r.city = chance.oneOf(cities);
    r.area = std::to_string(chance.between(200, 240));
    r.cuisine = chance.oneOf(cuisines);
    r.telephone = std::to_string(chance.between(200, 999)) + "-" + std::to_string(chance.between(1000, 9999));
    r.ending = chance.below(endings.size());
    r.number = chance.between(1, 9000);
    return r;
}

Restaurant branchOf(const Restaurant& r, Chance& chance) {
    Restaurant branch = inventRestaurant(chance);
    branch.name = r.name;
    branch.cuisine = r.cuisine;
    if (chance.percent(60)) {
        branch.city = r.city;
        branch.area = r.area;
    }
    return branch;
}

struct Phrase {
    std::string_view full, brief;
};
constexpr std::array<Phrase, 10> institutions = {
    {{"Государственное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № {}»",
      "ГБОУ СОШ №{}"},
     {"Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № {}»",
      "МБДОУ \"Детский сад {}\""},
     {"Государственное бюджетное учреждение здравоохранения «Городская больница № {}»", "ГБУЗ ГБ №{}"},
     {"Государственное бюджетное учреждение здравоохранения «Городская поликлиника № {}»",
      "ГБУЗ \"Поликлиника №{}\""},
     {"Муниципальное казённое учреждение «Центр бухгалтерского учёта № {}»", "МКУ \"ЦБУ №{}\""},
     {"Федеральное государственное унитарное предприятие «Почтамт № {}»", "ФГУП Почтамт {}"},
     {"Общество с ограниченной ответственностью «{}»", "ООО \"{}\""},
     {"Акционерное общество «{}»", "АО {}"},
     {"Министерство {} развития", "Мин{}развития"},
     {"Управление Федеральной налоговой службы № {}", "УФНС №{}"}}};
constexpr std::array<std::string_view, 14> russianTowns = {"Тверь", "Рязань",  "Казань",  "Пермь", "Омск",
                                                           "Томск", "Тула",    "Калуга",  "Псков", "Самара",
                                                           "Уфа",   "Иркутск", "Вологда", "Орёл"};
constexpr std::array<std::string_view, 40> firms = {
    "Вектор",  "Горизонт", "Прогресс", "Энергия", "Восход",     "Рассвет",  "Меридиан", "Квант",
    "Импульс", "Орион",    "Альфа",    "Спектр",  "Гранит",     "Кристалл", "Маяк",     "Союз",
    "Титан",   "Факел",    "Эталон",   "Юпитер",  "Радуга",     "Родник",   "Кедр",     "Берег",
    "Заря",    "Исток",    "Контур",   "Лазурит", "Магистраль", "Надежда",  "Оптима",   "Парус",
    "Ритм",    "Сигнал",   "Темп",     "Уют",     "Форум",      "Центр-М",  "Щит",      "Янтарь"};

std::string filled(std::string_view pattern, std::string_view with) {
    const std::size_t at = pattern.find("{}");
    return std::string(pattern.substr(0, at)).append(with).append(pattern.substr(at + 2));
}

/// One of two habits of writing Russian in Latin letters.
std::string inLatin(std::string_view text, bool scholarly) {
    static const std::map<std::string_view, std::pair<std::string_view, std::string_view>> letters = {
        {"а", {"a", "a"}},   {"б", {"b", "b"}},      {"в", {"v", "v"}},      {"г", {"g", "g"}},
        {"д", {"d", "d"}},   {"е", {"e", "e"}},      {"ё", {"e", "yo"}},     {"ж", {"zh", "zh"}},
        {"з", {"z", "z"}},   {"и", {"i", "i"}},      {"й", {"j", "y"}},      {"к", {"k", "k"}},
        {"л", {"l", "l"}},   {"м", {"m", "m"}},      {"н", {"n", "n"}},      {"о", {"o", "o"}},
        {"п", {"p", "p"}},   {"р", {"r", "r"}},      {"с", {"s", "s"}},      {"т", {"t", "t"}},
        {"у", {"u", "u"}},   {"ф", {"f", "f"}},      {"х", {"h", "kh"}},     {"ц", {"c", "ts"}},
        {"ч", {"ch", "ch"}}, {"ш", {"sh", "sh"}},    {"щ", {"shch", "sch"}}, {"ъ", {"", ""}},
        {"ы", {"y", "y"}},   {"ь", {"", ""}},        {"э", {"e", "e"}},      {"ю", {"ju", "yu"}},
        {"я", {"ja", "ya"}}, {"А", {"A", "A"}},      {"Б", {"B", "B"}},      {"В", {"V", "V"}},
        {"Г", {"G", "G"}},   {"Д", {"D", "D"}},      {"З", {"Z", "Z"}},      {"И", {"I", "I"}},
        {"К", {"K", "K"}},   {"Л", {"L", "L"}},      {"М", {"M", "M"}},      {"Н", {"N", "N"}},
        {"О", {"O", "O"}},   {"П", {"P", "P"}},      {"Р", {"R", "R"}},      {"С", {"S", "S"}},
        {"Т", {"T", "T"}},   {"У", {"U", "U"}},      {"Ф", {"F", "F"}},      {"Ц", {"C", "Ts"}},
        {"Ш", {"Sh", "Sh"}}, {"Щ", {"Shch", "Sch"}}, {"Э", {"E", "E"}},      {"Ю", {"Ju", "Yu"}},
        {"Я", {"Ja", "Ya"}}, {"№", {"No", "N"}},     {"«", {"\"", "\""}},    {"»", {"\"", "\""}}};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            ++end;
        const auto found = letters.find(text.substr(at, end - at));
        out += found == letters.end() ? text.substr(at, end - at)
               : scholarly            ? found->second.first
                                      : found->second.second;
        at = end;
    }
    return out;
}

struct Authority {
    std::string full, acronym, city, country;
};

Authority inventAuthority(Chance& chance) {
    static constexpr std::array<std::string_view, 10> englishHeads = {
        "National Agency for", "Federal Office of", "Department of", "Institute for", "Board of",
        "Centre for",          "Office for",        "Council for",   "Bureau of",     "Inspectorate of"};
    static constexpr std::array<std::string_view, 14> englishTopics = {
        "Food Safety",       "Road Transport",   "Public Health",    "Consumer Protection",
        "Maritime Affairs",  "Land Registry",    "Nuclear Security", "Rural Development",
        "Labour Statistics", "Water Management", "Higher Education", "Cultural Heritage",
        "Energy Regulation", "Migration Policy"};
    static constexpr std::array<std::string_view, 6> germanHeads = {"Bundesamt für",     "Landesamt für",
                                                                    "Bundesanstalt für", "Institut für",
                                                                    "Zentralstelle für", "Amt für"};
    static constexpr std::array<std::string_view, 12> germanTopics = {
        "Verbraucherschutz und Lebensmittelsicherheit",
        "Strahlenschutz",
        "Naturschutz",
        "Kartographie und Geodäsie",
        "Seeschifffahrt und Hydrographie",
        "Bevölkerungsschutz und Katastrophenhilfe",
        "Materialforschung und Prüfung",
        "Immissionsschutz",
        "Denkmalpflege",
        "Finanzdienstleistungsaufsicht",
        "Güterverkehr",
        "Risikobewertung"};
    static constexpr std::array<std::string_view, 12> estonian = {"Sotsiaalministeerium",
                                                                  "Maanteeamet",
                                                                  "Keskkonnaagentuur",
                                                                  "Rahandusministeerium",
                                                                  "Põllumajandus- ja Toiduamet",
                                                                  "Tarbijakaitse Amet",
                                                                  "Riigi Infosüsteemi Amet",
                                                                  "Politsei- ja Piirivalveamet",
                                                                  "Päästeamet",
                                                                  "Terviseamet",
                                                                  "Konkurentsiamet",
                                                                  "Veeteede Amet"};
    static constexpr std::array<std::string_view, 10> englishCities = {
        "London", "Dublin", "Leeds", "Glasgow", "Cardiff", "York", "Bath", "Belfast", "Derby", "Exeter"};
    static constexpr std::array<std::string_view, 10> germanCities = {
        "Berlin", "Köln", "München", "Bonn", "Leipzig", "Hamburg", "Dresden", "Kassel", "Mainz", "Ulm"};
    static constexpr std::array<std::string_view, 8> estonianCities = {
        "Tallinn", "Tartu", "Narva", "Pärnu", "Võru", "Rakvere", "Haapsalu", "Jõhvi"};
    Authority a;
    const std::size_t language = chance.below(3);
    if (language == 0) {
        a.full = std::string(chance.oneOf(englishHeads)) + " " + std::string(chance.oneOf(englishTopics));
        if (chance.percent(40)) a.full += " and " + std::string(chance.oneOf(englishTopics));
        a.city = chance.oneOf(englishCities);
        a.country = "United Kingdom";
    } else if (language == 1) {
        a.full = std::string(chance.oneOf(germanHeads)) + " " + std::string(chance.oneOf(germanTopics));
        a.city = chance.oneOf(germanCities);
        a.country = "Germany";
    } else {
        a.full = std::string(chance.oneOf(estonian));
        a.city = chance.oneOf(estonianCities);
        if (chance.percent(70)) a.full += " " + a.city + (chance.percent(50) ? " osakond" : " büroo");
        a.country = "Estonia";
    }
    for (const std::string& word : wordsIn(a.full)) {
        const auto first = static_cast<unsigned char>(word.front());
        if (first >= 'A' && first <= 'Z') a.acronym += word.front();
    }
    return a;
}

}  // namespace

LinkageSet makeRestaurants(std::string name, Chance& chance, std::size_t things, int overlap) {
    SetBuilder builder(std::move(name), {"name", "addr", "city", "phone", "type"},
                       {"name", "addr", "city", "phone", "type"});
    Restaurant place = inventRestaurant(chance);
    std::size_t shared = things * static_cast<std::size_t>(overlap) / 100;
    for (std::size_t thing = 0; thing < things; ++thing) {
        place = chance.percent(12) ? branchOf(place, chance) : inventRestaurant(chance);
        const bool both = chance.below(things - thing) < shared, onLeft = chance.percent(50);
        if (both) --shared;
        if (both || onLeft) {
            builder.addLeft(thing, {place.name,
                                    std::to_string(place.number) + " " + place.avenue + " " +
                                        std::string(endings[place.ending].brief),
                                    place.city, place.area + "/" + place.telephone, place.cuisine});
        }
        if (!both && onLeft) continue;
        std::string called = withSlips(chance, place.name, 10, 1);
        if (chance.percent(20)) called = "the " + called;
        if (chance.percent(20)) called += " restaurant";
        std::string address =
            std::to_string(place.number) + (chance.percent(15) ? " w. " : " ") + place.avenue + " ";
        address += chance.percent(50) ? endings[place.ending].brief : endings[place.ending].full;
        builder.addRight(thing,
                         {called, chance.percent(5) ? "" : address, chance.percent(15) ? "l.a." : place.city,
                          chance.percent(8) ? "" : place.area + "-" + place.telephone,
                          chance.percent(60) ? place.cuisine : std::string(chance.oneOf(cuisines))});
    }
    return builder.build(chance);
}

LinkageSet makeRussianBodies(std::string name, Chance& chance, std::size_t things, bool transliterated) {
    const Cells columns = {"наименование", "город", "инн"};
    SetBuilder builder = transliterated ? SetBuilder(std::move(name), columns, {"name", "city", "inn"})
                                        : SetBuilder(std::move(name), columns);
    for (std::size_t thing = 0; thing < things; ++thing) {
        const Phrase& kind = institutions[chance.below(institutions.size())];
        const bool numbered = kind.full.find("№") != std::string_view::npos;
        const bool ministry = kind.full.starts_with("Мин");
        static constexpr std::array<std::string_view, 6> branches = {
            "экономического", "социального", "цифрового", "регионального", "сельского", "научного"};
        static constexpr std::array<std::string_view, 6> roots = {"эконом", "соц",  "цифр",
                                                                  "регион", "сель", "науч"};
        const std::size_t branch = chance.below(branches.size());
        const std::string who = numbered ? std::to_string(chance.between(1, 60))
                                : ministry
                                    ? std::string()
                                    : std::string(chance.oneOf(firms)) +
                                          (chance.percent(50) ? " " + std::string(chance.oneOf(firms)) : "");
        const std::string town(chance.oneOf(russianTowns));
        const std::string inn = std::to_string(1000000000ULL + chance.next() % 8999999999ULL);
        const auto written = [&](bool full) {
            std::string said =
                filled(full ? kind.full : kind.brief,
                       ministry ? (full ? branches[branch] : roots[branch]) : std::string_view(who));
            if (chance.percent(35)) said += " г. " + town;
            return Cells{withSlips(chance, said, 20, 1), chance.percent(10) ? "" : town,
                         chance.percent(50) ? "" : inn};
        };
        if (!transliterated) {
            const int copies = chance.percent(40) ? 1 : chance.between(2, 4);
            for (int copy = 0; copy < copies; ++copy)
                builder.addLeft(thing, written(chance.percent(60)));
            continue;
        }
        if (chance.percent(80)) builder.addLeft(thing, written(chance.percent(80)));
        if (!chance.percent(80)) continue;
        Cells latin = written(chance.percent(80));
        const bool scholarly = chance.percent(50);
        builder.addRight(thing, {inLatin(latin[0], scholarly), inLatin(latin[1], scholarly), latin[2]});
    }
    return builder.build(chance);
}

LinkageSet makeEuropeanBodies(std::string name, Chance& chance, std::size_t things) {
    SetBuilder builder(std::move(name), {"organisation", "city", "country", "employees"},
                       {"organisation", "city", "country", "employees"});
    for (std::size_t thing = 0; thing < things; ++thing) {
        const Authority a = inventAuthority(chance);
        const int employees = chance.between(20, 4000);
        if (chance.percent(80)) {
            builder.addLeft(thing, {a.full, a.city, a.country, std::to_string(employees)});
        }
        if (!chance.percent(80)) continue;
        std::string said = withSlips(chance, a.full, 15, 2);
        if (chance.percent(20)) said = a.full + " (" + a.acronym + ")";
        if (chance.percent(15)) said = a.acronym;
        if (chance.percent(10)) said = shuffledWords(chance, a.full);
        builder.addRight(
            thing, {said, chance.percent(10) ? "" : a.city, chance.percent(30) ? "" : a.country,
                    chance.percent(30)
                        ? ""
                        : std::to_string(chance.percent(50) ? employees
                                                            : employees * chance.between(95, 105) / 100)});
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
