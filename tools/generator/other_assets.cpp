#include "tools/generator/other_assets.h"

#include <array>
#include <string>
#include <string_view>

#include "tools/generator/life.h"
#include "tools/generator/naming.h"
#include "tools/generator/products.h"
#include "tools/generator/record_fields.h"
#include "tools/generator/relations.h"
#include "tools/generator/vocabulary.h"

namespace cadastre::generator {
namespace {

/// What the describing functions need of the asset at hand.
struct Entry {
    Record& record;
    const Subject& holder;
    const Object& object;
    const Action& action;
    Random& random;
    std::uint64_t number;  ///< of the asset among all, from 1
    Day since;             ///< when its life began
};

void software(const Entry& entry) {
    const Product& product = entry.random.pick(products());
    const std::string_view cycle = entry.random.pick(product.supportedCycles);
    text(entry.record, "name",
         std::string(product.title) + ' ' + std::string(cycle) + " для " +
             std::string(entry.action.genitive) + ' ' + std::string(entry.object.genitive) + ", лицензии " +
             entry.holder.genitive);
    text(entry.record, "name_english",
         std::string(product.code) + " licences, lot " + std::to_string(entry.number));
    text(entry.record, "product", product.code);
    text(entry.record, "product_cycle", cycle);
    text(entry.record, "version", std::string(cycle) + '.' + std::to_string(entry.random.between(1, 9)));
    text(entry.record, "vendor", product.vendor);
    constexpr std::array<std::string_view, 5> kMetrics{"user", "device", "core", "server", "site"};
    text(entry.record, "licence_metric", entry.random.pick(kMetrics));
    const std::int64_t quantity = entry.random.between(5, 1500);
    number(entry.record, "licence_quantity", quantity);
    date(entry.record, "licence_expires_on",
         kReferenceDay + static_cast<Day>(entry.random.between(900, 1900)));
    if (product.domestic)
        text(entry.record, "domestic_register_number", std::to_string(entry.random.between(1000, 25000)));
    truth(entry.record, "domestic", product.domestic);
    if (!product.openSourceLicence.empty())
        text(entry.record, "open_source_licence", product.openSourceLicence);
    date(entry.record, "support_ends_on",
         cycle == product.supportedCycles[0] ? dayOf(2031, 5, 31) : dayOf(2034, 5, 31));
    number(entry.record, "installations", quantity * entry.random.between(40, 100) / 100);
    text(entry.record, "acquisition", entry.random.chance(70) ? "bought" : "leased");
    text(entry.record, "currency", "RUB");
    money(entry.record, "yearly_cost", quantity * entry.random.between(300, 9000) * 100);
}

void hardware(const Entry& entry) {
    struct Kind {
        std::string_view code, name, english;
    };
    constexpr std::array<Kind, 6> kKinds{{{"server", "Серверная группа", "Server group"},
                                          {"storage", "Система хранения данных", "Storage system"},
                                          {"network", "Комплект сетевого оборудования", "Network equipment"},
                                          {"workstation", "Парк рабочих станций", "Workstations"},
                                          {"printer", "Парк печатающих устройств", "Printers"},
                                          {"security", "Комплекс межсетевых экранов", "Firewalls"}}};
    const Kind& kind = entry.random.pick(kKinds);
    text(entry.record, "name",
         std::string(kind.name) + " для " + std::string(entry.action.genitive) + ' ' +
             std::string(entry.object.genitive) + ", " + entry.holder.name);
    text(entry.record, "name_english", std::string(kind.english) + ", " + entry.holder.english);
    text(entry.record, "hardware_type", kind.code);
    text(entry.record, "vendor", entry.random.pick(vendors()));
    text(entry.record, "model",
         "М" + std::to_string(entry.random.between(100, 980)) + '-' +
             std::to_string(entry.random.between(2, 8)));
    number(entry.record, "quantity", entry.random.between(1, 240));
    text(entry.record, "inventory_number", "101.34." + padded(entry.number + 5000, 7));
    text(entry.record, "serial_number", "SN" + padded(entry.random.below(1'000'000'000), 9) + "RU");
    date(entry.record, "useful_life_ends_on",
         kReferenceDay + static_cast<Day>(entry.random.between(300, 2200)));
    text(entry.record, "location", hostingPlace(entry.random, entry.holder));
    text(entry.record, "capacity", std::to_string(entry.random.between(2, 96)) + " ТБ");
    text(entry.record, "currency", "RUB");
    money(entry.record, "book_value", entry.random.between(200, 40'000) * 100'000);
}

void infrastructure(const Entry& entry) {
    struct Kind {
        std::string_view code, name, english, capacity;
    };
    constexpr std::array<Kind, 3> kKinds{{{"data_centre", "Центр обработки данных", "Data centre", " стоек"},
                                          {"network", "Сеть передачи данных", "Data network", " Гбит/с"},
                                          {"cloud", "Облачные ресурсы", "Cloud tenancy", " ядер"}}};
    const Kind& kind = entry.random.pick(kKinds);
    const std::string nth = " № " + std::to_string(entry.number);
    text(entry.record, "name",
         std::string(kind.name) + nth + " для " + std::string(entry.action.genitive) + ' ' +
             std::string(entry.object.genitive) + ", " + entry.holder.name);
    text(entry.record, "name_english",
         std::string(kind.english) + " No. " + std::to_string(entry.number) + ", " + entry.holder.english);
    text(entry.record, "infrastructure_kind", kind.code);
    text(entry.record, "address",
         (entry.holder.place.nominative.empty() ? std::string("Столица") : entry.holder.place.nominative) +
             ", ул. Связистов, " + std::to_string(entry.random.between(1, 90)));
    constexpr std::array<std::string_view, 3> kOwnership{"owned", "leased", "service"};
    text(entry.record, "ownership", entry.random.pick(kOwnership));
    text(entry.record, "capacity", std::to_string(entry.random.between(4, 400)) + std::string(kind.capacity));
    number(entry.record, "utilisation", entry.random.between(15, 97));
}

void dataResource(const Entry& entry) {
    text(entry.record, "name",
         "Реестр " + std::string(entry.object.genitive) + ' ' + entry.holder.genitive + ", раздел «" +
             capitalised(std::string(entry.action.nominative)) + "», № " + std::to_string(entry.number));
    text(entry.record, "name_english",
         "Register of " + std::string(entry.object.english) + ", " + entry.holder.english);
    text(entry.record, "subject_matter",
         "Сведения для " + std::string(entry.action.genitive) + ' ' + std::string(entry.object.genitive));
    text(entry.record, "volume", std::to_string(entry.random.between(2, 900)) + " тыс. записей");
    constexpr std::array<std::string_view, 4> kPeriods{"ежедневно", "еженедельно", "ежемесячно",
                                                       "ежеквартально"};
    text(entry.record, "refresh_period", entry.random.pick(kPeriods));
    truth(entry.record, "personal_data", entry.random.chance(40));
    if (entry.random.chance(50)) {
        text(entry.record, "open_data_address",
             "https://data.example.org/sets/" + std::to_string(entry.number));
    }
}

void service(const Entry& entry) {
    text(entry.record, "name",
         "Услуга «" + capitalised(std::string(entry.action.nominative)) + ' ' +
             std::string(entry.object.genitive) + "», " + entry.holder.name);
    text(entry.record, "name_english",
         "Service: " + std::string(entry.action.english) + ' ' + std::string(entry.object.english));
    text(entry.record, "service_code", "У-" + padded(entry.number, 7));
    text(entry.record, "statutory_basis",
         "Федеральный закон от " + isoDate(dayOf(static_cast<int>(entry.random.between(2006, 2022)), 7, 27)) +
             " № " + std::to_string(entry.random.between(20, 480)) + "-ФЗ");
    text(entry.record, "government_level", entry.holder.level);
    text(entry.record, "recipients", entry.random.pick(beneficiaries()).nominative);
    constexpr std::array<unsigned, 5> kStages{5, 15, 20, 25, 35};
    text(entry.record, "digitised_stage", std::to_string(entry.random.weighted(kStages)));
}

void regulatoryAct(const Entry& entry) {
    struct Kind {
        std::string_view name, english;
    };
    constexpr std::array<Kind, 3> kKinds{
        {{"Приказ", "Order"}, {"Постановление", "Resolution"}, {"Распоряжение", "Directive"}}};
    const Kind& kind = entry.random.pick(kKinds);
    const Day dated = entry.since - 30;
    const std::string actNumber = std::to_string(entry.number) + "-п";
    text(entry.record, "name",
         std::string(kind.name) + ' ' + entry.holder.genitive + " от " + isoDate(dated) + " № " + actNumber +
             " «О порядке " + std::string(entry.action.genitive) + ' ' + std::string(entry.object.genitive) +
             "»");
    text(entry.record, "name_english",
         std::string(kind.english) + " No. " + std::to_string(entry.number) + " on " +
             std::string(entry.action.english) + ' ' + std::string(entry.object.english));
    text(entry.record, "act_kind", kind.name);
    text(entry.record, "issuing_body", entry.holder.name);
    text(entry.record, "act_number", actNumber);
    date(entry.record, "dated_on", dated);
    date(entry.record, "effective_on", entry.since);
    constexpr std::array<std::string_view, 3> kRoles{"creates", "regulates", "commissions"};
    text(entry.record, "act_role", entry.random.pick(kRoles));
}

void financialProvision(const Entry& entry) {
    const int year = yearOf(entry.since);
    text(entry.record, "name",
         "Финансовое обеспечение " + std::string(entry.action.genitive) + ' ' +
             std::string(entry.object.genitive) + ", " + entry.holder.name + ", " + std::to_string(year) +
             " год");
    text(entry.record, "name_english",
         "Funding of " + std::string(entry.action.english) + ' ' + std::string(entry.object.english) + ", " +
             std::to_string(year));
    text(entry.record, "budget_code",
         padded(static_cast<std::uint64_t>(entry.random.between(20, 990)), 3) + " 0410 " +
             padded(entry.random.below(100), 2) + " 4 D2 2" + padded(entry.number % 10000, 4) + " 242");
    text(entry.record, "financing_source",
         entry.holder.level == "federal" ? "Федеральный бюджет" : "Бюджет территории");
    number(entry.record, "provision_year", year);
    text(entry.record, "currency", "RUB");
    money(entry.record, "provided", entry.random.between(50, 90'000) * 100'000);
}

void staffCompetency(const Entry& entry) {
    struct Competency {
        std::string_view name, english;
    };
    constexpr std::array<Competency, 6> kCompetencies{
        {{"Администрирование баз данных", "Database administration"},
         {"Информационная безопасность", "Information security"},
         {"Управление проектами", "Project management"},
         {"Системный анализ", "Systems analysis"},
         {"Разработка на C++", "C++ development"},
         {"Анализ данных", "Data analysis"}}};
    const Competency& competency = entry.random.pick(kCompetencies);
    const std::string_view post = entry.random.pick(posts());
    text(entry.record, "name",
         std::string(competency.name) + ": " + std::string(post) + ", " + entry.holder.name + ", группа " +
             std::to_string(entry.number));
    text(entry.record, "name_english",
         std::string(competency.english) + ", team " + std::to_string(entry.number));
    text(entry.record, "role", post);
    text(entry.record, "competency", competency.name);
    number(entry.record, "required_level", entry.random.between(2, 5));
    number(entry.record, "available_level", entry.random.between(1, 5));
    const std::int64_t required = entry.random.between(2, 40);
    number(entry.record, "headcount_required", required);
    number(entry.record, "headcount_actual", required * entry.random.between(40, 100) / 100);
}

}  // namespace

importers::Record otherAsset(const Settings& settings, const BlockPlan& plan, const Subjects& subjects,
                             std::size_t slotNumber) {
    const Slot& slot = plan.slots()[slotNumber];
    const Subject& holder = subjects[slot.holder];
    const std::uint64_t place = plan.first() + slotNumber;
    Random random(settings.seed, "other asset", place);
    const Life life = operatingSince(static_cast<Day>(random.between(dayOf(2016, 2, 1), dayOf(2025, 11, 1))));
    Record record;
    record.kind = "asset";
    record.subject = holder.code;
    record.key = plan.keyOf(slotNumber);
    record.validFrom = isoDate(life.stageSince);
    record.fields.reserve(28);
    text(record, "class", codeOf(slot.assetClass));
    const Entry entry{record, holder,    objects()[slot.object], actions()[slot.action],
                      random, place + 1, life.stageSince};
    switch (slot.assetClass) {
        case AssetClass::informationSystem:
            break;
        case AssetClass::software:
            software(entry);
            break;
        case AssetClass::hardwareComplex:
            hardware(entry);
            break;
        case AssetClass::infrastructure:
            infrastructure(entry);
            break;
        case AssetClass::dataResource:
            dataResource(entry);
            break;
        case AssetClass::service:
            service(entry);
            break;
        case AssetClass::regulatoryAct:
            regulatoryAct(entry);
            break;
        case AssetClass::financialProvision:
            financialProvision(entry);
            break;
        case AssetClass::staffCompetency:
            staffCompetency(entry);
            break;
    }
    text(record, "responsible",
         std::string(random.pick(surnames())) + ", " + std::string(random.pick(posts())));
    text(record, "stage", life.stage);
    date(record, "stage_since", life.stageSince);
    date(record, "commissioned_on", *life.commissionedOn);
    text(record, "workflow_state", "registered");
    date(record, "last_confirmed_on", kReferenceDay - static_cast<Day>(random.between(10, 170)));
    if (slot.assetClass == AssetClass::service || slot.assetClass == AssetClass::dataResource) {
        record.functions.push_back(
            {std::string(entry.object.classifier), std::string(entry.object.code), {}});
    }
    stateRelations(record, plan, subjects, slotNumber);
    record.events = life.events;
    return record;
}

}  // namespace cadastre::generator
