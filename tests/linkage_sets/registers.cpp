// What registers hold: companies under their legal and their short names, bodies known by acronyms in three
// languages, settlements with several names and a place on the map, and systems made from templates.
#include <array>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

struct Variant {
    std::string_view full, brief;
};

std::string filled(std::string_view pattern, std::string_view with) {
    const std::size_t at = pattern.find("{}");
    return std::string(pattern.substr(0, at)).append(with).append(pattern.substr(at + 2));
}

/// A body's work in the three languages of its register, and what people shorten it to.
struct Field {
    std::string_view russian, russianBrief, english, estonian;
};
constexpr std::array<Field, 12> fields = {
    {{"экономического развития", "экономразвития", "Economic Development", "Majandusarengu"},
     {"цифрового развития и связи", "цифры", "Digital Development and Communications", "Digiarengu ja Side"},
     {"внутренних дел", "ВД", "Internal Affairs", "Siseasjade"},
     {"природных ресурсов и экологии", "природы", "Natural Resources and Environment",
      "Loodusvarade ja Keskkonna"},
     {"труда и социальной защиты", "труда", "Labour and Social Protection", "Töö ja Sotsiaalkaitse"},
     {"сельского хозяйства", "сельхоз", "Agriculture", "Põllumajanduse"},
     {"культуры", "культуры", "Culture", "Kultuuri"},
     {"транспорта и дорожного хозяйства", "транс", "Transport and Roads", "Transpordi ja Teede"},
     {"здравоохранения", "здрав", "Health Care", "Tervishoiu"},
     {"науки и высшего образования", "обрнауки", "Science and Higher Education", "Teaduse ja Kõrghariduse"},
     {"строительства и жилищной политики", "строй", "Construction and Housing", "Ehituse ja Elamumajanduse"},
     {"юстиции", "юст", "Justice", "Justiits"}}};
constexpr std::array<std::string_view, 12> towns = {"Тверь",  "Рязань", "Казань", "Пермь", "Омск",    "Тула",
                                                    "Калуга", "Псков",  "Самара", "Уфа",   "Вологда", "Орёл"};
constexpr std::array<Variant, 5> services = {{{"Многофункциональный центр предоставления услуг {}", "МФЦ {}"},
                                              {"Центр занятости населения {}", "ЦЗН {}"},
                                              {"Бюро технической инвентаризации {}", "БТИ {}"},
                                              {"Городская клиническая больница {}", "ГКБ {}"},
                                              {"Комплексный центр социального обслуживания {}", "КЦСО {}"}}};

/// The capitals of a name: World Health Organization → WHO.
std::string capitalsOf(std::string_view text) {
    std::string letters;
    for (const std::string& word : wordsIn(text)) {
        const auto first = static_cast<unsigned char>(word.front());
        if (first >= 'A' && first <= 'Z') letters += word.front();
        if (first >= 0xC3 && first <= 0xC3 && word.size() > 1) letters += word.substr(0, 2);
    }
    return letters;
}

}  // namespace

LinkageSet makeMinistries(std::string name, Chance& chance, std::size_t things, bool twoTables) {
    const Cells columns = {"name", "place", "number"};
    SetBuilder builder =
        twoTables ? SetBuilder(std::move(name), columns, columns) : SetBuilder(std::move(name), columns);
    static constexpr std::array<std::string_view, 5> heads = {"Ministry of", "Agency for", "Inspectorate of",
                                                              "Council for", "Office of"};
    static constexpr std::array<std::string_view, 3> endings = {"Amet", "Keskus", "Ministeerium"};
    for (std::size_t thing = 0; thing < things; ++thing) {
        const Field& field = fields[chance.below(fields.size())];
        const std::string number = std::to_string(chance.between(10000000, 99999999));
        std::string full, brief, place;
        const std::size_t language = chance.below(4);
        if (language == 0) {
            place = chance.oneOf(towns);
            full = "Министерство " + std::string(field.russian) + " (" + place + ")";
            brief = "Мин" + std::string(field.russianBrief) + " " + place;
        } else if (language == 1) {
            place = chance.oneOf(towns);
            const Variant& service = services[chance.below(services.size())];
            const std::string which = "№ " + std::to_string(chance.between(1, 30));
            full = filled(service.full, which);
            brief = filled(service.brief, which);
        } else if (language == 2) {
            place = capitalised(chance.inventedWord());
            full = place + " " + std::string(chance.oneOf(heads)) + " " + std::string(field.english);
            brief = capitalsOf(full);
        } else {
            place = capitalised(chance.inventedWord());
            full = place + " " + std::string(field.estonian) + " " + std::string(chance.oneOf(endings));
            brief = capitalsOf(full);
        }
        const auto entered = [&](bool formal) {
            const std::string said = formal ? full : chance.percent(25) ? full + " (" + brief + ")" : brief;
            return Cells{withSlips(chance, said, 10, 1), chance.percent(10) ? "" : place,
                         chance.percent(60) ? "" : number};
        };
        if (twoTables) {
            if (chance.percent(80)) builder.addLeft(thing, entered(true));
            if (chance.percent(80)) builder.addRight(thing, entered(chance.percent(40)));
            continue;
        }
        for (int copy = chance.percent(40) ? 1 : chance.between(2, 4); copy > 0; --copy)
            builder.addLeft(thing, entered(chance.percent(55)));
    }
    return builder.build(chance);
}

LinkageSet makeCompanies(std::string name, Chance& chance, std::size_t things, bool latinOnly) {
    static constexpr std::array<Variant, 7> forms = {{{"Incorporated", "Inc."},
                                                      {"Corporation", "Corp."},
                                                      {"Limited Liability Company", "LLC"},
                                                      {"Limited", "Ltd"},
                                                      {"Gesellschaft mit beschränkter Haftung", "GmbH"},
                                                      {"Company", "Co."},
                                                      {"Osaühing", "OÜ"}}};
    static constexpr std::array<Variant, 12> trades = {{{"Manufacturing", "Mfg"},
                                                        {"International", "Intl"},
                                                        {"Services", "Svcs"},
                                                        {"Technologies", "Tech"},
                                                        {"Associates", "Assoc"},
                                                        {"Brothers", "Bros"},
                                                        {"Engineering", "Eng"},
                                                        {"Laboratories", "Labs"},
                                                        {"Management", "Mgmt"},
                                                        {"Construction", "Constr"},
                                                        {"Industries", "Ind"},
                                                        {"Holdings", "Hldgs"}}};
    static constexpr std::array<Variant, 4> russianForms = {
        {{"Общество с ограниченной ответственностью", "ООО"},
         {"Акционерное общество", "АО"},
         {"Публичное акционерное общество", "ПАО"},
         {"Индивидуальный предприниматель", "ИП"}}};
    static constexpr std::array<std::string_view, 10> russianWords = {
        "Строй", "Техно", "Агро", "Транс", "Нефте", "Электро", "Мед", "Лес", "Авто", "Водо"};
    static constexpr std::array<std::string_view, 8> russianEnds = {"сервис", "маш",  "инвест", "монтаж",
                                                                    "снаб",   "торг", "проект", "пром"};
    static constexpr std::array<std::string_view, 10> places = {
        "Boston", "Denver", "Berlin", "Hamburg", "Tallinn", "Leeds", "Austin", "Tampa", "Bonn", "Tartu"};
    SetBuilder builder(std::move(name), {"company", "address", "city"}, {"name", "location", "town"});
    std::string core, place;
    for (std::size_t thing = 0; thing < things; ++thing) {
        const bool russian = !latinOnly && chance.percent(40);
        const bool branch = !core.empty() && chance.percent(10);
        const Variant form =
            russian ? russianForms[chance.below(russianForms.size())] : forms[chance.below(forms.size())];
        const Variant trade = trades[chance.below(trades.size())];
        if (russian) {
            core = std::string(chance.oneOf(russianWords)) + std::string(chance.oneOf(russianEnds));
            if (chance.percent(50)) core += "-" + std::to_string(chance.between(1, 99));
            place = chance.oneOf(towns);
        } else {
            if (!branch)
                core = capitalised(chance.inventedWord()) +
                       (chance.percent(30) ? " & " + capitalised(chance.inventedWord()) : "");
            place = chance.oneOf(places);
        }
        const std::string street = capitalised(chance.inventedWord()),
                          number = std::to_string(chance.between(1, 400));
        const auto called = [&](bool full) {
            const std::string legal(full ? form.full : form.brief);
            if (russian) return legal + (chance.percent(70) ? " «" + core + "»" : " " + core);
            const std::string kind(full ? trade.full : chance.percent(60) ? trade.brief : trade.full);
            return core + " " + kind +
                   (chance.percent(full ? 5 : 25) ? "" : (chance.percent(50) ? ", " : " ") + legal);
        };
        if (chance.percent(75))
            builder.addLeft(
                thing,
                {called(true),
                 (russian ? "ул. " + street + ", д. " + number : number + " " + street + " Street"), place});
        if (!chance.percent(75)) continue;
        const bool known = chance.percent(60);
        builder.addRight(thing, {withSlips(chance, called(false), 10, 1),
                                 !known    ? ""
                                 : russian ? "улица " + street + " " + number
                                           : number + " " + street + " St.",
                                 chance.percent(15) ? "" : place});
    }
    return builder.build(chance);
}

LinkageSet makeSettlements(std::string name, Chance& chance, std::size_t things) {
    static constexpr std::array<Variant, 6> kinds = {{{"village", "PPL"},
                                                      {"town", "PPL"},
                                                      {"city", "PPLA"},
                                                      {"lake", "LK"},
                                                      {"mountain", "MT"},
                                                      {"river", "STM"}}};
    static constexpr std::array<Variant, 6> prefixes = {{{"Saint ", "St. "},
                                                         {"Mount ", "Mt. "},
                                                         {"Upper ", "Ober"},
                                                         {"Lower ", "Nieder"},
                                                         {"New ", "Neu"},
                                                         {"Great ", "Gross"}}};
    SetBuilder builder(std::move(name), {"name", "kind", "latitude", "longitude", "population"},
                       {"label", "feature", "lat", "lon", "inhabitants"});
    std::string root;
    for (std::size_t thing = 0; thing < things; ++thing) {
        if (root.empty() || !chance.percent(25)) root = capitalised(chance.inventedWord());
        const Variant& kind = kinds[chance.below(kinds.size())];
        const bool prefixed = chance.percent(35);
        const Variant& prefix = prefixes[chance.below(prefixes.size())];
        const std::string other = capitalised(chance.inventedWord());
        const int latitude = chance.between(4500000, 5999999), longitude = chance.between(1000000, 2999999),
                  people = chance.between(40, 90000);
        const auto degrees = [&](int micro, std::size_t digits) {
            return std::to_string(micro / 100000) + "." + padded(micro % 100000, 5).substr(0, digits);
        };
        const int where = chance.between(1, 100);
        if (where <= 70)
            builder.addLeft(thing, {(prefixed ? std::string(prefix.full) : "") + root +
                                        (chance.percent(20) ? " (" + other + ")" : ""),
                                    std::string(kind.full), degrees(latitude, 5), degrees(longitude, 5),
                                    chance.percent(40) ? "" : std::to_string(people)});
        if (where <= 30) continue;
        const int moved = chance.between(-300, 300);
        std::string said =
            (prefixed ? std::string(chance.percent(50) ? prefix.brief : prefix.full) : "") + root;
        if (chance.percent(12)) said = other;
        builder.addRight(
            thing, {withSlips(chance, said, 8, 1), std::string(kind.brief), degrees(latitude + moved, 3),
                    degrees(longitude - moved, 3),
                    chance.percent(50) ? "" : std::to_string(people * chance.between(90, 110) / 100)});
    }
    return builder.build(chance);
}

LinkageSet makeOfficeSystems(std::string name, Chance& chance, std::size_t things) {
    static constexpr std::array<std::string_view, 12> works = {"учёта обращений граждан",
                                                               "электронного документооборота",
                                                               "кадрового учёта",
                                                               "мониторинга дорог",
                                                               "ведения реестра лицензий",
                                                               "управления закупками",
                                                               "расчёта заработной платы",
                                                               "оплаты проезда",
                                                               "записи на приём",
                                                               "контроля исполнения поручений",
                                                               "хранения архивных документов",
                                                               "диспетчеризации"};
    static constexpr std::array<std::string_view, 8> offices = {
        "Министерства труда",      "Министерства культуры",      "Администрации города",
        "Департамента транспорта", "Комитета по имуществу",      "Управления образования",
        "Службы занятости",        "Инспекции жилищного надзора"};
    SetBuilder builder(std::move(name), {"name", "purpose", "holder"});
    for (std::size_t thing = 0; thing < things; ++thing) {
        const bool family = chance.percent(30);
        const std::string work(family ? works[chance.below(3)] : chance.oneOf(works));
        const std::string town(chance.oneOf(towns)),
            own = family ? "" : " «" + capitalised(chance.inventedWord()) + "»";
        const std::string office = std::string(chance.oneOf(offices)) + " " + town +
                                   (family ? " " + capitalised(chance.inventedWord()) : "");
        std::string purpose = "Автоматизация " + work + " для " + office;
        for (int i = family ? 0 : chance.between(2, 6); i > 0; --i)
            purpose += " " + chance.inventedWord();
        const std::string called =
            "Система " + work + own + (family || chance.percent(40) ? " " + office : "");
        builder.addLeft(thing, {called, purpose, office});
        if (!chance.percent(12)) continue;
        std::string again = withSlips(chance, called, 40, 2);
        if (chance.percent(30)) again = shuffledWords(chance, again);
        if (chance.percent(30)) again = "АИС " + withoutOneWord(chance, again);
        builder.addLeft(thing, {again, chance.percent(20) ? "" : withSlips(chance, purpose, 30, 2),
                                chance.percent(60) ? office : std::string(chance.oneOf(offices))});
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
