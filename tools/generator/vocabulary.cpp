#include "tools/generator/vocabulary.h"

#include <array>
#include <cstdint>

namespace cadastre::generator {
namespace {

enum : std::size_t {
    kDigital,
    kHealth,
    kEducation,
    kTransport,
    kAgriculture,
    kForest,
    kHousing,
    kEnvironment,
    kInterior,
    kEmergencies,
    kJustice,
    kSocial,
    kCulture,
    kSport,
    kEconomy,
    kEnergy,
    kLabour,
    kFinance,
    kStatistics,
    kForeign,
    kConstruction,
    kLand,
    kArchives,
    kCustoms,
};

constexpr std::array<Area, 24> kAreas{{
    {"цифрового развития и связи", "Digital Development and Communications", "04.6"},
    {"здравоохранения", "Health", "07"},
    {"образования и науки", "Education and Science", "09"},
    {"транспорта и дорожного хозяйства", "Transport and Roads", "04.5"},
    {"сельского хозяйства", "Agriculture", "04.2"},
    {"лесного хозяйства", "Forestry", "04.2"},
    {"жилищно-коммунального хозяйства", "Housing and Utilities", "06"},
    {"природных ресурсов и экологии", "Natural Resources and the Environment", "05"},
    {"внутренних дел", "Internal Affairs", "03.1"},
    {"по чрезвычайным ситуациям", "Emergencies", "02.2"},
    {"юстиции", "Justice", "03.3"},
    {"социальной защиты", "Social Protection", "10"},
    {"культуры", "Culture", "08.2"},
    {"спорта", "Sport", "08.1"},
    {"экономического развития", "Economic Development", "04.1"},
    {"энергетики", "Energy", "04.3"},
    {"труда и занятости", "Labour and Employment", "04.1"},
    {"финансов", "Finance", "01.1"},
    {"государственной статистики", "State Statistics", "01.3"},
    {"иностранных дел", "Foreign Affairs", "01.1"},
    {"строительства", "Construction", "04.4"},
    {"земельного кадастра", "Land Cadastre", "01.3"},
    {"архивного дела", "Archives", "08.2"},
    {"таможенного дела", "Customs", "01.1"},
}};

constexpr std::array<Action, 16> kActions{{
    {"учёт", "учёта", "учёту", "accounting of"},
    {"мониторинг", "мониторинга", "мониторингу", "monitoring of"},
    {"контроль", "контроля", "контролю", "control of"},
    {"планирование", "планирования", "планированию", "planning of"},
    {"анализ", "анализа", "анализу", "analysis of"},
    {"регистрация", "регистрации", "регистрации", "registration of"},
    {"инвентаризация", "инвентаризации", "инвентаризации", "inventory of"},
    {"паспортизация", "паспортизации", "паспортизации", "certification of"},
    {"прогнозирование", "прогнозирования", "прогнозированию", "forecasting of"},
    {"аудит", "аудита", "аудиту", "audit of"},
    {"экспертиза", "экспертизы", "экспертизе", "expert review of"},
    {"согласование", "согласования", "согласованию", "approval of"},
    {"диспетчеризация", "диспетчеризации", "диспетчеризации", "dispatching of"},
    {"сопровождение", "сопровождения", "сопровождению", "support of"},
    {"проверка", "проверки", "проверке", "verification of"},
    {"оценка", "оценки", "оценке", "assessment of"},
}};

constexpr std::string_view kCofog = "cofog";
constexpr std::string_view kTypical = "typical";

constexpr std::array kObjects = std::to_array<Object>({
    {"медицинских карт", "medical records", kCofog, "07.2.1", kHealth},
    {"лекарственных препаратов", "medicines", kCofog, "07.1.1", kHealth},
    {"льготных рецептов", "subsidised prescriptions", kCofog, "07.1.1", kHealth},
    {"медицинских изделий", "medical devices", kCofog, "07.1.3", kHealth},
    {"коечного фонда", "hospital beds", kCofog, "07.3.1", kHealth},
    {"вызовов скорой помощи", "ambulance calls", kCofog, "07.2.4", kHealth},
    {"профилактических прививок", "vaccinations", kCofog, "07.4.0", kHealth},
    {"донорской крови", "donor blood", kCofog, "07.3.2", kHealth},
    {"инфекционных заболеваний", "infectious diseases", kCofog, "07.4.0", kHealth},
    {"диспансерного наблюдения", "follow-up care", kCofog, "07.2.2", kHealth},
    {"контингента обучающихся", "pupils", kCofog, "09.2.1", kEducation},
    {"мест в детских садах", "kindergarten places", kCofog, "09.1.1", kEducation},
    {"школьного питания", "school meals", kCofog, "09.6.0", kEducation},
    {"выпускных экзаменов", "final examinations", kCofog, "09.2.2", kEducation},
    {"образовательных программ", "curricula", kCofog, "09.5.0", kEducation},
    {"студенческих общежитий", "student housing", kCofog, "09.4.1", kEducation},
    {"научных исследований", "research projects", kCofog, "01.4.0", kEducation},
    {"квалификации педагогов", "teachers' qualifications", kCofog, "09.8.0", kEducation},
    {"кружков и секций", "clubs and courses", kCofog, "09.5.0", kEducation},
    {"автомобильных дорог", "roads", kCofog, "04.5.1", kTransport},
    {"общественного транспорта", "public transport", kCofog, "04.5.1", kTransport},
    {"дорожных происшествий", "road accidents", kCofog, "03.1.0", kTransport},
    {"перевозчиков и такси", "carriers and taxis", kCofog, "04.5.1", kTransport},
    {"судов и причалов", "ships and berths", kCofog, "04.5.2", kTransport},
    {"железнодорожных путей", "railway tracks", kCofog, "04.5.3", kTransport},
    {"аэродромов", "airfields", kCofog, "04.5.4", kTransport},
    {"парковочных мест", "parking places", kCofog, "04.5.1", kTransport},
    {"посевных площадей", "sown areas", kCofog, "04.2.1", kAgriculture},
    {"племенного скота", "breeding stock", kCofog, "04.2.1", kAgriculture},
    {"ветеринарных свидетельств", "veterinary certificates", kCofog, "04.2.1", kAgriculture},
    {"сельскохозяйственной техники", "farm machinery", kCofog, "04.2.1", kAgriculture},
    {"аграрных субсидий", "farm subsidies", kCofog, "04.2.1", kAgriculture},
    {"рыболовных участков", "fishing grounds", kCofog, "04.2.3", kAgriculture},
    {"лесных участков", "forest plots", kCofog, "04.2.2", kForest},
    {"лесных пожаров", "forest fires", kCofog, "04.2.2", kForest},
    {"заготовки древесины", "timber harvesting", kCofog, "04.2.2", kForest},
    {"охотничьих угодий", "hunting grounds", kCofog, "04.2.3", kForest},
    {"многоквартирных домов", "apartment buildings", kCofog, "06.1.0", kHousing},
    {"капитального ремонта", "major repairs", kCofog, "06.1.0", kHousing},
    {"тепловых сетей", "heating networks", kCofog, "04.3.6", kHousing},
    {"водоснабжения", "water supply", kCofog, "06.3.0", kHousing},
    {"уличного освещения", "street lighting", kCofog, "06.4.0", kHousing},
    {"благоустройства дворов", "courtyard improvement", kCofog, "06.2.0", kHousing},
    {"аварийного жилья", "dilapidated housing", kCofog, "06.1.0", kHousing},
    {"промышленных отходов", "industrial waste", kCofog, "05.1.0", kEnvironment},
    {"коммунальных отходов", "municipal waste", kCofog, "05.1.0", kEnvironment},
    {"сточных вод", "waste water", kCofog, "05.2.0", kEnvironment},
    {"выбросов в атмосферу", "air emissions", kCofog, "05.3.0", kEnvironment},
    {"водных объектов", "water bodies", kCofog, "05.4.0", kEnvironment},
    {"охраняемых природных территорий", "protected areas", kCofog, "05.4.0", kEnvironment},
    {"участков недр", "subsoil plots", kCofog, "04.4.1", kEnvironment},
    {"правонарушений", "offences", kCofog, "03.1.0", kInterior},
    {"оборота оружия", "firearms", kCofog, "03.1.0", kInterior},
    {"камер видеонаблюдения", "surveillance cameras", kCofog, "03.1.0", kInterior},
    {"миграционных карт", "migration cards", kCofog, "03.1.0", kInterior},
    {"пожарных частей", "fire brigades", kCofog, "03.2.0", kEmergencies},
    {"чрезвычайных ситуаций", "emergencies", kCofog, "02.2.0", kEmergencies},
    {"средств оповещения", "warning devices", kCofog, "02.2.0", kEmergencies},
    {"паводковой обстановки", "flood conditions", kCofog, "02.2.0", kEmergencies},
    {"судебных дел", "court cases", kCofog, "03.3.0", kJustice},
    {"исполнительных производств", "enforcement proceedings", kCofog, "03.3.0", kJustice},
    {"нотариальных действий", "notarial acts", kCofog, "03.3.0", kJustice},
    {"актов гражданского состояния", "civil status records", kCofog, "01.3.3", kJustice},
    {"социальных выплат", "social benefits", kCofog, "10.4.0", kSocial},
    {"пенсионных прав", "pension rights", kCofog, "10.2.0", kSocial},
    {"реабилитации инвалидов", "rehabilitation", kCofog, "10.1.2", kSocial},
    {"многодетных семей", "large families", kCofog, "10.4.0", kSocial},
    {"жилищных субсидий", "housing subsidies", kCofog, "10.6.0", kSocial},
    {"приёмных семей", "foster families", kCofog, "10.4.0", kSocial},
    {"санаторных путёвок", "sanatorium vouchers", kCofog, "10.1.1", kSocial},
    {"музейных предметов", "museum objects", kCofog, "08.2.0", kCulture},
    {"библиотечных фондов", "library collections", kCofog, "08.2.0", kCulture},
    {"памятников истории", "historical monuments", kCofog, "08.2.0", kCulture},
    {"театральных билетов", "theatre tickets", kCofog, "08.2.0", kCulture},
    {"спортивных объектов", "sports facilities", kCofog, "08.1.0", kSport},
    {"спортивных разрядов", "sports ranks", kCofog, "08.1.0", kSport},
    {"малых предприятий", "small businesses", kCofog, "04.1.1", kEconomy},
    {"инвестиционных проектов", "investment projects", kCofog, "04.1.1", kEconomy},
    {"туристических маршрутов", "tourist routes", kCofog, "04.7.3", kEconomy},
    {"торговых объектов", "retail outlets", kCofog, "04.7.1", kEconomy},
    {"регулируемых тарифов", "regulated tariffs", kCofog, "04.1.1", kEconomy},
    {"электрических сетей", "power grids", kCofog, "04.3.5", kEnergy},
    {"газификации домовладений", "gas connections", kCofog, "04.3.2", kEnergy},
    {"энергосбережения", "energy saving", kCofog, "04.3.6", kEnergy},
    {"безработных граждан", "the unemployed", kCofog, "10.5.0", kLabour},
    {"трудовых договоров", "labour contracts", kCofog, "04.1.2", kLabour},
    {"условий охраны труда", "occupational safety", kCofog, "04.1.2", kLabour},
    {"налоговых поступлений", "tax revenue", kCofog, "01.1.2", kFinance},
    {"межбюджетных трансфертов", "budget transfers", kCofog, "01.8.0", kFinance},
    {"государственного долга", "public debt", kCofog, "01.7.0", kFinance},
    {"статистических наблюдений", "statistical surveys", kCofog, "01.3.2", kStatistics},
    {"переписных листов", "census forms", kCofog, "01.3.2", kStatistics},
    {"консульских услуг", "consular services", kCofog, "01.1.3", kForeign},
    {"разрешений на строительство", "building permits", kCofog, "04.4.3", kConstruction},
    {"градостроительных планов", "urban plans", kCofog, "06.2.0", kConstruction},
    {"земельных участков", "land plots", kCofog, "01.3.3", kLand},
    {"адресов и улиц", "addresses and streets", kCofog, "06.2.0", kLand},
    {"архивных документов", "archival records", kCofog, "08.2.0", kArchives},
    {"таможенных деклараций", "customs declarations", kCofog, "01.1.2", kCustoms},
    {"базовых станций связи", "base stations", kCofog, "04.6.0", kDigital},
    {"электронных услуг", "electronic services", kCofog, "04.6.0", kDigital},
    {"кадрового состава", "staff", kTypical, "T01.1", 0},
    {"конкурсов на должности", "job competitions", kTypical, "T01.2", 0},
    {"обучения сотрудников", "staff training", kTypical, "T01.3", 0},
    {"рабочего времени", "working time", kTypical, "T01.4", 0},
    {"бухгалтерских операций", "bookkeeping entries", kTypical, "T02.1", 0},
    {"заработной платы", "payroll", kTypical, "T02.2", 0},
    {"бюджетных заявок", "budget requests", kTypical, "T02.3", 0},
    {"основных средств", "fixed assets", kTypical, "T02.4", 0},
    {"входящей корреспонденции", "incoming correspondence", kTypical, "T03.1", 0},
    {"поручений руководства", "management orders", kTypical, "T03.2", 0},
    {"электронного архива", "the electronic archive", kTypical, "T03.3", 0},
    {"планов закупок", "procurement plans", kTypical, "T04.1", 0},
    {"исполнения контрактов", "contract execution", kTypical, "T04.2", 0},
    {"публикаций на сайте", "web publications", kTypical, "T05.1", 0},
    {"обращений граждан", "citizens' appeals", kTypical, "T05.2", 0},
    {"прав доступа", "access rights", kTypical, "T06.1", 0},
    {"инцидентов безопасности", "security incidents", kTypical, "T06.2", 0},
    {"сертификатов подписи", "signature certificates", kTypical, "T06.3", 0},
    {"почтовых ящиков", "mailboxes", kTypical, "T07.1", 0},
    {"видеоконференций", "video conferences", kTypical, "T07.2", 0},
    {"заявок в поддержку", "support requests", kTypical, "T07.3", 0},
    {"лицензий и техники", "licences and equipment", kTypical, "T07.4", 0},
    {"ведомственной отчётности", "departmental reporting", kTypical, "T08.1", 0},
    {"проектов и задач", "projects and tasks", kTypical, "T08.2", 0},
    {"проектов нормативных актов", "draft legal acts", kTypical, "T09.1", 0},
    {"судебных споров", "litigation", kTypical, "T09.2", 0},
    {"справочников и классификаторов", "reference data", kTypical, "T10.1", 0},
    {"служебного транспорта", "official vehicles", kTypical, "T11.1", 0},
    {"пропусков и посетителей", "passes and visitors", kTypical, "T11.2", 0},
});

constexpr std::array kDuties = std::to_array<Duty>({
    {"сбора первичных сведений", "collecting primary data"},
    {"хранения учётных карточек", "keeping record cards"},
    {"подготовки сводной отчётности", "preparing summary reports"},
    {"приёма заявлений в электронном виде", "receiving applications online"},
    {"выдачи выписок и справок", "issuing extracts and certificates"},
    {"обмена данными со смежными ведомствами", "exchanging data with other bodies"},
    {"контроля сроков рассмотрения", "watching deadlines"},
    {"расчёта плановых показателей", "calculating planned figures"},
    {"ведения истории изменений", "keeping the history of changes"},
    {"оповещения ответственных сотрудников", "notifying responsible staff"},
    {"построения карт и схем", "drawing maps and charts"},
    {"выявления отклонений от нормативов", "detecting deviations from standards"},
    {"формирования графиков работ", "scheduling work"},
    {"проверки полноты документов", "checking that documents are complete"},
    {"сверки с внешними источниками", "reconciling with outside sources"},
    {"публикации открытых данных", "publishing open data"},
    {"распределения нагрузки между подразделениями", "sharing work between departments"},
    {"учёта фактических затрат", "recording actual costs"},
    {"обработки результатов осмотров", "processing inspection results"},
    {"архивного хранения материалов", "archiving materials"},
    {"анализа обращений и жалоб", "analysing appeals and complaints"},
    {"согласования решений", "agreeing decisions"},
    {"ведения договорной работы", "handling contracts"},
    {"оценки качества исполнения", "assessing quality of execution"},
    {"информирования населения", "informing the public"},
    {"планирования выездных проверок", "planning field inspections"},
    {"автоматического заполнения форм", "filling in forms automatically"},
    {"мобильной работы инспекторов", "mobile work of inspectors"},
    {"интеграции с датчиками и приборами", "connecting sensors and meters"},
    {"расчёта субсидий и компенсаций", "calculating subsidies and compensation"},
});

constexpr std::array kBeneficiaries = std::to_array<Beneficiary>({
    {"сотрудникам органа", "Сотрудники органа", "the body's staff"},
    {"гражданам и организациям", "Граждане и организации", "citizens and organisations"},
    {"подведомственным учреждениям", "Подведомственные учреждения", "subordinate institutions"},
    {"органам местного самоуправления", "Органы местного самоуправления", "local authorities"},
    {"контрольным органам", "Контрольные органы", "supervisory bodies"},
    {"поставщикам и подрядчикам", "Поставщики и подрядчики", "suppliers and contractors"},
    {"руководителям подразделений", "Руководители подразделений", "heads of departments"},
    {"врачам и учителям", "Врачи и учителя", "doctors and teachers"},
    {"диспетчерским службам", "Диспетчерские службы", "dispatch services"},
    {"аналитикам и статистикам", "Аналитики и статистики", "analysts and statisticians"},
});

constexpr std::array<SystemKind, 4> kFederalKinds{{
    {"ФГИС", "Федеральная государственная информационная система", "Federal state information system"},
    {"ГИС", "Государственная информационная система", "State information system"},
    {"ЕИС", "Единая информационная система", "Unified information system"},
    {"АИС", "Автоматизированная информационная система", "Automated information system"},
}};
constexpr std::array<SystemKind, 4> kRegionalKinds{{
    {"РГИС", "Региональная государственная информационная система", "Regional state information system"},
    {"ГИС", "Государственная информационная система", "State information system"},
    {"РИС", "Региональная информационная система", "Regional information system"},
    {"АИС", "Автоматизированная информационная система", "Automated information system"},
}};
constexpr std::array<SystemKind, 3> kMunicipalKinds{{
    {"МИС", "Муниципальная информационная система", "Municipal information system"},
    {"АИС", "Автоматизированная информационная система", "Automated information system"},
    {"ИС", "Информационная система", "Information system"},
}};
constexpr std::array<SystemKind, 5> kDepartmentalKinds{{
    {"ВИС", "Ведомственная информационная система", "Departmental information system"},
    {"АИС", "Автоматизированная информационная система", "Automated information system"},
    {"ИАС", "Информационно-аналитическая система", "Analytical information system"},
    {"ПК", "Программный комплекс", "Software suite"},
    {"ИС", "Информационная система", "Information system"},
}};

constexpr std::array<std::string_view, 32> kSurnames{
    "Алмазова",  "Берестов",  "Верещагина", "Горбунков",  "Дорофеева", "Ежов",       "Журавская", "Заречный",
    "Игнатова",  "Калинкин",  "Лобанова",   "Меньшов",    "Нечаева",   "Овсянников", "Полевая",   "Рябинин",
    "Савушкина", "Тихомиров", "Ускова",     "Филимонов",  "Хохлова",   "Цветков",    "Чернышова", "Шубин",
    "Щеглова",   "Юдин",      "Яковлева",   "Бурмистров", "Громова",   "Зимин",      "Кузовлева", "Лапшин"};
constexpr std::array<std::string_view, 8> kPosts{
    "начальник отдела",     "заместитель директора", "главный специалист", "администратор системы",
    "начальник управления", "руководитель проекта",  "ведущий инженер",    "советник"};
constexpr std::array<std::string_view, 12> kVendors{
    "ООО «Северный код»", "АО «Регистр-Софт»",  "ООО «Дельта Системы»",  "АО «Информатика Плюс»",
    "ООО «Точка учёта»",  "ГУП «Цифра»",        "ООО «Открытый контур»", "АО «Вычислительные сети»",
    "ООО «Ведомость»",    "АО «Гранит-Данные»", "ООО «Логика права»",    "АО «Единый расчёт»"};

}  // namespace

std::span<const Area> areas() {
    return kAreas;
}
std::span<const Action> actions() {
    return kActions;
}
std::span<const Object> objects() {
    return kObjects;
}
std::span<const Duty> duties() {
    return kDuties;
}
std::span<const Beneficiary> beneficiaries() {
    return kBeneficiaries;
}
std::span<const SystemKind> federalKinds() {
    return kFederalKinds;
}
std::span<const SystemKind> regionalKinds() {
    return kRegionalKinds;
}
std::span<const SystemKind> municipalKinds() {
    return kMunicipalKinds;
}
std::span<const SystemKind> departmentalKinds() {
    return kDepartmentalKinds;
}
std::span<const std::string_view> surnames() {
    return kSurnames;
}
std::span<const std::string_view> posts() {
    return kPosts;
}
std::span<const std::string_view> vendors() {
    return kVendors;
}

}  // namespace cadastre::generator
