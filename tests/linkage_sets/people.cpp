// Persons between two tables, in clusters within one, and names in scripts other than Latin.
#include <array>
#include <utility>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

/// A given name and what its bearer is called.
struct GivenName {
    std::string_view full, familiar;
};
constexpr std::array<GivenName, 32> givenNames = {
    {{"robert", "bob"},    {"william", "bill"},    {"margaret", "peggy"}, {"elizabeth", "liz"},
     {"michael", "mike"},  {"katherine", "kate"},  {"james", "jim"},      {"richard", "dick"},
     {"thomas", "tom"},    {"susan", "sue"},       {"alexander", "alex"}, {"anna", "anna"},
     {"george", "george"}, {"helen", "nell"},      {"edward", "ted"},     {"joseph", "joe"},
     {"rebecca", "becky"}, {"charles", "charlie"}, {"daniel", "dan"},     {"laura", "laura"},
     {"maria", "maria"},   {"andrew", "andy"},     {"victoria", "vicky"}, {"samuel", "sam"},
     {"emily", "em"},      {"oliver", "ollie"},    {"peter", "pete"},     {"sophia", "sophie"},
     {"lucas", "luke"},    {"nora", "nora"},       {"hannah", "hannah"},  {"martin", "marty"}}};
constexpr std::array<std::string_view, 40> surnames = {
    "smith",    "johnson", "williams", "brown",   "jones",   "miller",   "davis",  "wilson",
    "anderson", "taylor",  "thomas",   "moore",   "martin",  "thompson", "white",  "harris",
    "clark",    "lewis",   "robinson", "walker",  "young",   "allen",    "king",   "wright",
    "scott",    "hill",    "green",    "adams",   "baker",   "nelson",   "carter", "mitchell",
    "turner",   "parker",  "collins",  "edwards", "stewart", "morris",   "murphy", "cook"};
constexpr std::array<std::string_view, 16> streets = {
    "main street",   "church road", "station road", "high street", "park avenue", "mill lane",
    "victoria road", "elm street",  "oak avenue",   "green lane",  "king street", "queens road",
    "bridge street", "hill road",   "north street", "school lane"};
constexpr std::array<std::string_view, 20> towns = {
    "springfield", "ashford", "milton",     "oakham",     "kingston", "riverside", "fairview",
    "georgetown",  "clinton", "salem",      "greenville", "bristol",  "dover",     "hudson",
    "newport",     "oxford",  "burlington", "ashland",    "jackson",  "auburn"};

struct Person {
    std::size_t given = 0;
    std::string surname, street, town, telephone;
    int number = 0, day = 0, month = 0, year = 0;
};

Person inventPerson(Chance& chance) {
    Person p;
    p.given = chance.below(givenNames.size());
    p.surname = chance.percent(70) ? std::string(chance.oftenFirst(surnames)) : chance.inventedWord();
    p.street = chance.oneOf(streets);
    p.town = chance.oftenFirst(towns);
    p.number = chance.between(1, 220);
    p.day = chance.between(1, 28);
    p.month = chance.between(1, 12);
    p.year = chance.between(1935, 2004);
    p.telephone = "0" + std::to_string(chance.between(100000000, 999999999));
    return p;
}

/// A relative at the same address: another given name and birthday.
Person relativeOf(const Person& person, Chance& chance) {
    Person other = inventPerson(chance);
    other.surname = person.surname;
    other.street = person.street;
    other.town = person.town;
    other.number = person.number;
    if (chance.percent(50)) other.telephone = person.telephone;
    return other;
}

std::string birthday(const Person& p, bool iso) {
    return iso ? std::to_string(p.year) + "-" + padded(p.month, 2) + "-" + padded(p.day, 2)
               : padded(p.day, 2) + "/" + padded(p.month, 2) + "/" + std::to_string(p.year);
}

/// given, surname, birthday, address, town, telephone
Cells asEntered(const Person& p, Chance& chance, bool iso, int slips) {
    std::string given(chance.percent(80) ? givenNames[p.given].full : givenNames[p.given].familiar);
    if (chance.percent(slips / 2)) given = given.substr(0, 1);
    std::string surname = p.surname;
    if (chance.percent(slips)) surname = withSlip(chance, surname);
    if (chance.percent(slips)) given = withSlip(chance, given);
    Person aged = p;
    if (chance.percent(slips / 2) && p.day <= 12) std::swap(aged.day, aged.month);
    if (chance.percent(slips / 3)) aged.year += chance.between(-1, 1);
    std::string address = std::to_string(p.number) + " " + withSlips(chance, p.street, slips / 2, 1);
    if (chance.percent(15)) address = "flat " + std::to_string(chance.between(1, 9)) + ", " + address;
    if (chance.percent(10))
        address = std::to_string(chance.between(1, 220)) + " " + std::string(chance.oneOf(streets));  // moved
    if (chance.percent(slips / 2)) std::swap(given, surname);
    return {given,
            surname,
            chance.percent(8) ? "" : birthday(aged, iso),
            chance.percent(8) ? "" : address,
            chance.percent(8) ? "" : withSlips(chance, p.town, slips / 2, 1),
            chance.percent(40) ? "" : p.telephone};
}

}  // namespace

LinkageSet makePersons(std::string name, Chance& chance, std::size_t things, int overlap,
                       bool strangeColumns) {
    SetBuilder builder(std::move(name), {"given_name", "surname", "birthday", "address", "town", "telephone"},
                       strangeColumns
                           ? Cells{"phone", "city", "line", "last", "born", "first"}
                           : Cells{"given_name", "surname", "birthday", "address", "town", "telephone"});
    Person person = inventPerson(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        person = chance.percent(25) ? relativeOf(person, chance) : inventPerson(chance);
        const bool both = chance.percent(overlap), onLeft = chance.percent(50);
        if (both || onLeft) builder.addLeft(thing, asEntered(person, chance, true, 12));
        if (!both && onLeft) continue;
        Cells right = asEntered(person, chance, strangeColumns, 18);
        if (strangeColumns) right = {right[5], right[4], right[3], right[1], right[2], right[0]};
        builder.addRight(thing, std::move(right));
    }
    return builder.build(chance);
}

LinkageSet makePersonClusters(std::string name, Chance& chance, std::size_t things, bool twoTables) {
    const Cells columns = {"given_name", "surname", "birthday", "address", "town", "telephone"};
    SetBuilder builder =
        twoTables ? SetBuilder(std::move(name), columns, columns) : SetBuilder(std::move(name), columns);
    Person person = inventPerson(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        person = chance.percent(25) ? relativeOf(person, chance) : inventPerson(chance);
        const int copies = chance.percent(30) ? 1 : chance.between(2, 8);
        for (int copy = 0; copy < copies; ++copy) {
            Cells entered = asEntered(person, chance, true, 20);
            if (twoTables && chance.percent(50)) {
                builder.addRight(thing, std::move(entered));
            } else {
                builder.addLeft(thing, std::move(entered));
            }
        }
    }
    return builder.build(chance);
}

LinkageSet makeScripts(std::string name, Chance& chance, std::size_t things) {
    struct Script {
        std::vector<std::string_view> first, second, places;
    };
    static const std::array<Script, 6> scripts = {{
        {{"Γιώργος", "Μαρία", "Νίκος", "Ελένη", "Κώστας", "Κατερίνα", "Δημήτρης", "Σοφία"},
         {"Παπαδόπουλος", "Γεωργίου", "Οικονόμου", "Βασιλείου", "Παππάς", "Δημητρίου", "Αντωνίου", "Νικολάου",
          "Ιωαννίδης"},
         {"Αθήνα", "Θεσσαλονίκη", "Πάτρα", "Ηράκλειο"}},
        {{"გიორგი", "ნინო", "დავით", "მარიამ", "ლევან", "ანა", "ზურაბ", "თამარ"},
         {"ბერიძე", "მაისურაძე", "კაპანაძე", "გელაშვილი", "ლომიძე", "წიკლაური", "ხუციშვილი", "ნოზაძე",
          "დოლიძე"},
         {"თბილისი", "ქუთაისი", "ბათუმი", "რუსთავი"}},
        {{"محمد", "فاطمة", "أحمد", "عائشة", "علي", "خديجة", "يوسف", "مريم"},
         {"الخطيب", "النجار", "الحداد", "المصري", "العمري", "القاسم", "الشريف", "البغدادي", "الزهراني"},
         {"القاهرة", "دمشق", "بغداد", "الرياض"}},
        {{"伟明", "芳华", "秀英", "建国", "志强", "丽娟", "海涛", "晓红"},
         {"王", "李", "张", "刘", "陈", "杨", "欧阳", "司马", "诸葛"},
         {"北京市朝阳区", "上海市浦东新区", "广州市天河区", "成都市武侯区"}},
        {{"민준", "서연", "지훈", "수빈", "현우", "지민", "동현", "유진"},
         {"김철", "이영", "박상", "최원", "정대", "강민", "조한", "윤태", "장우"},
         {"서울특별시", "부산광역시", "인천광역시", "대구광역시"}},
        {{"अमित", "प्रिया", "राजेश", "सुनीता", "विकास", "अंजलि", "संजय", "कविता"},
         {"शर्मा", "वर्मा", "गुप्ता", "सिंह", "मिश्रा", "चौहान", "अग्रवाल", "त्रिपाठी", "यादव"},
         {"दिल्ली", "मुंबई", "लखनऊ", "जयपुर"}},
    }};
    SetBuilder builder(std::move(name), {"name", "place", "born"}, {"name", "place", "born"});
    for (std::size_t thing = 0; thing < things; ++thing) {
        const Script& script = scripts[chance.below(scripts.size())];
        const std::string first(chance.oneOf(script.first)), second(chance.oneOf(script.second));
        const std::string third(chance.oneOf(script.second)), place(chance.oneOf(script.places));
        const std::string born = padded(chance.between(1, 28), 2) + "." + padded(chance.between(1, 12), 2) +
                                 "." + std::to_string(chance.between(1950, 2000));
        if (chance.percent(80)) builder.addLeft(thing, {first + " " + third + " " + second, place, born});
        if (chance.percent(80)) {
            std::string turned = second + " " + first + (chance.percent(70) ? " " + third : "");
            builder.addRight(thing, {withSlips(chance, turned, 25, 1), chance.percent(20) ? "" : place,
                                     chance.percent(15) ? "" : born});
        }
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
