#include "tools/generator/money.h"

#include <algorithm>
#include <array>
#include <string>

#include "tools/generator/money_records.h"
#include "tools/generator/vocabulary.h"

namespace cadastre::generator {
namespace {

struct Measure {
    std::string_view name, unit, direction, method, source;
    std::int64_t baseline, best;  ///< where it stands and where it could get
};
constexpr std::array<Measure, 6> kMeasures{{
    {"Доля заявлений, поданных в электронном виде", "процент", "increase",
     "Электронные заявления ÷ все заявления", "Журнал регистрации заявлений", 45, 95},
    {"Средний срок рассмотрения заявления", "рабочий день", "decrease",
     "Среднее по закрытым заявлениям за год", "Журнал регистрации заявлений", 24, 6},
    {"Число остановок системы дольше часа", "единица", "decrease", "По записям службы эксплуатации",
     "Журнал службы поддержки", 40, 4},
    {"Удовлетворённость пользователей", "балл из ста", "increase", "Средняя оценка опроса",
     "Опрос пользователей", 58, 92},
    {"Доля сведений, получаемых без участия заявителя", "процент", "increase",
     "Запросы между органами ÷ все сведения", "Система обмена сведениями", 30, 90},
    {"Доля рабочих мест на отечественном программном обеспечении", "процент", "increase",
     "Рабочие места ÷ все рабочие места", "Инвентаризация рабочих мест", 40, 95},
}};
constexpr std::array<std::string_view, 4> kTaskNames{
    "Разработка и доработка системы", "Техническая поддержка", "Закупка лицензий", "Миграция и обучение"};
constexpr std::array<int, 3> kYears{2025, 2026, 2027};

/// One holder's programme, in the making.
class Programme {
  public:
    Programme(const Subject& holder, std::uint64_t number, const std::string& assetKey, Random random,
              const TakeRecord& take)
        : holder_(&holder),
          number_(std::to_string(number)),
          assetKey_(&assetKey),
          random_(random),
          take_(&take) {}

    /// `projects`: how many there have to be; 0: one or two.
    void write(bool untied, bool watermelon, std::uint64_t projects) {
        const std::string key = "П-" + number_;
        const Area& area = areas()[holder_->area];
        constexpr std::array<std::string_view, 4> kRatings{"green", "amber_green", "amber", "green"};
        const std::string_view rating = watermelon ? "green" : random_.pick(kRatings);
        const std::string of = holder_->place.genitive.empty() ? "" : ' ' + holder_->place.genitive;
        put(programmeRecord(id(key), "Цифровизация сферы «" + capitalisedArea(area) + "»" + of,
                            "Развитие и эксплуатация систем: " + holder_->name, rating, *assetKey_,
                            dayOf(2025, 1, 1), dayOf(2027, 12, 31)),
            watermelon ? "spent-with-target-missed" : "");
        // Beside a project that does well the waste of the other would not show.
        const std::int64_t drawn = watermelon ? 1 : random_.between(1, 2);
        const std::int64_t last = projects == 0 ? drawn : static_cast<std::int64_t>(projects);
        for (std::int64_t i = 1; i <= last; ++i)
            project(key, i, rating, watermelon);
        if (untied) untiedLine(key);
    }

  private:
    static std::string capitalisedArea(const Area& area) {
        const std::string_view genitive = area.genitive;
        return std::string(genitive.starts_with("по ") ? "предупреждение чрезвычайных ситуаций" : genitive);
    }
    [[nodiscard]] Identity id(std::string key) const { return {holder_->code, std::move(key)}; }
    void put(const importers::Record& record, std::string_view brokenRule = {}) const {
        (*take_)(record, brokenRule);
    }

    std::int64_t lineAmount() {
        const std::int64_t thousands = holder_->level == "federal"    ? random_.between(40'000, 900'000)
                                       : holder_->level == "regional" ? random_.between(4'000, 120'000)
                                                                      : random_.between(300, 7'000);
        return thousands * 1000 * 100;
    }

    void project(const std::string& programme, std::int64_t position, std::string_view rating,
                 bool watermelon) {
        const std::string key = "ПР-" + number_ + '-' + std::to_string(position);
        std::array<std::array<std::int64_t, 3>, 2> amounts{};
        std::int64_t total = 0;
        for (auto& ofTask : amounts) {
            for (std::int64_t& ofYear : ofTask)
                ofYear = lineAmount();
            if (watermelon) ofTask.back() /= 20;
            total += ofTask[0] + ofTask[1] + ofTask[2];
        }
        put(projectRecord(id(key),
                          "Проект " + std::to_string(position) + ": " + std::string(random_.pick(kTaskNames)),
                          programme, rating, *assetKey_, total, dayOf(2025, 1, 9), dayOf(2027, 12, 20)));
        const std::string indicator = "ПОК-" + number_ + '-' + std::to_string(position);
        measure(key, indicator, watermelon);
        for (std::size_t task = 0; task < amounts.size(); ++task) {
            lines(programme, key, key + '.' + std::to_string(task + 1), indicator, amounts[task], task == 1,
                  watermelon);
        }
        for (std::size_t year = 0; year < kYears.size(); ++year) {
            put(budgetTotalRecord(id("ИТОГ-" + key + '-' + std::to_string(kYears[year])), "project", key,
                                  kYears[year], amounts[0][year] + amounts[1][year]));
        }
    }

    void measure(const std::string& project, const std::string& indicator, bool missed) {
        const Measure& measure = random_.pick(kMeasures);
        put(indicatorRecord(
            id(indicator), {"project", project, measure.name, measure.unit, measure.direction, measure.method,
                            measure.source, measure.baseline, dayOf(2024, 12, 31)}));
        const std::int64_t way = measure.best - measure.baseline;
        const std::string document = "СПР-" + indicator;
        put(documentRecord(id(document), "Справка о значении показателя за 2025 год", "Справка",
                           dayOf(2026, 2, 10)));
        for (std::size_t i = 0; i < kYears.size(); ++i) {
            IndicatorValueFacts value{
                indicator, kYears[i], measure.baseline + way * static_cast<std::int64_t>(i + 1) / 3, {}, {}};
            if (kYears[i] == 2025) {
                // Met with a little to spare, or hardly begun.
                value.actual = missed ? measure.baseline + way / 20
                                      : measure.baseline + way * random_.between(34, 40) / 100;
                value.evidence = document;
            }
            put(indicatorValueRecord(id(indicator + '-' + std::to_string(kYears[i])), value));
        }
    }

    void lines(const std::string& programme, const std::string& project, const std::string& task,
               const std::string& indicator, const std::array<std::int64_t, 3>& amounts, bool running,
               bool spent) {
        put(taskRecord(id(task), random_.pick(kTaskNames), project, "in_progress", dayOf(2025, 2, 3), 1000));
        for (std::size_t i = 0; i < kYears.size(); ++i) {
            const std::string line = task + '-' + std::to_string(kYears[i]);
            CostLineFacts facts{.owner = task,
                                .year = kYears[i],
                                .name = running ? "Эксплуатация" : "Развитие",
                                .spendingKind = running ? "run" : "change",
                                .acquisition = running ? "leased" : "developed",
                                .domestic = !random_.chance(8),
                                .planned = amounts[i],
                                .contracted = {},
                                .paid = {},
                                .status = "approved",
                                .asset = *assetKey_};
            // Where the money goes without the result, this year's has gone, too.
            if (kYears[i] == 2025 || (spent && kYears[i] == 2026)) {
                facts.status = "committed";
                facts.contracted = amounts[i] / 100 * (spent ? 100 : random_.between(88, 100));
                facts.paid =
                    spent ? amounts[i] / 100 * 99 : *facts.contracted / 100 * random_.between(70, 99);
            }
            put(costLineRecord(id(line), facts));
            put(indicatorLinkRecord(id("СВ-" + line), line, indicator, 1));
            if (kYears[i] == 2025) {
                const Day signedOn = dayOf(2025, 3, 1) + static_cast<Day>(random_.between(0, 120));
                put(contractRecord(id("ГК-" + line), running ? "Услуги эксплуатации" : "Работы по развитию",
                                   line, programme, random_.pick(vendors()), *facts.contracted, signedOn,
                                   dayOf(2026, 12, 25)));
            }
        }
    }

    void untiedLine(const std::string& programme) {
        const std::int64_t planned = lineAmount();
        put(costLineRecord(id("РАСХ-" + number_ + "-2025"), {.owner = programme,
                                                             .ownerField = "programme",
                                                             .year = 2025,
                                                             .name = "Прочие работы по цифровизации",
                                                             .spendingKind = "change",
                                                             .acquisition = "bought",
                                                             .domestic = true,
                                                             .planned = planned,
                                                             .contracted = {},
                                                             .paid = planned / 100 * 80,
                                                             .status = "recorded"}),
            "cost-without-indicator");
    }

    const Subject* holder_;
    std::string number_;
    const std::string* assetKey_;
    Random random_;
    const TakeRecord* take_;
};

constexpr std::uint64_t kProjectsOfProgramme = 20;

// One programme in twelve spends its money and misses its target.
bool isWatermelon(std::uint64_t number) {
    return number % 12 == 1;
}

/// How many programmes there are and how many projects each of them has, so that they add up to what was
/// asked for.
class ProgrammeShares {
  public:
    ProgrammeShares(std::uint64_t holders, std::uint64_t projects)
        : programmes_(projects == 0 ? holders
                                    : std::max(std::min(holders, projects),
                                               (projects + kProjectsOfProgramme - 1) / kProjectsOfProgramme)),
          projects_(projects),
          watermelons_((programmes_ + 11) / 12) {}

    [[nodiscard]] std::uint64_t programmes() const { return programmes_; }
    /// Of the programme of this number, from 1; 0: as many as it draws.
    [[nodiscard]] std::uint64_t projectsOf(std::uint64_t number) const {
        const std::uint64_t others = programmes_ - watermelons_;
        if (projects_ == 0 || others == 0) return projects_;
        if (isWatermelon(number)) return 1;
        // Its place among those that are not watermelons, from 1.
        const std::uint64_t place = number - (number + 11) / 12;
        const std::uint64_t left = projects_ - watermelons_;
        return left * place / others - left * (place - 1) / others;
    }

  private:
    std::uint64_t programmes_;
    std::uint64_t projects_;
    std::uint64_t watermelons_;
};

}  // namespace

void writeMoney(const Settings& settings, const Subjects& subjects, const std::vector<std::string>& assetKeys,
                const TakeRecord& take) {
    std::vector<std::size_t> holders;
    for (const std::size_t position : subjects.federalHolders())
        holders.push_back(position);
    for (const auto& locals : subjects.localHolders()) {
        for (const std::size_t position : locals) {
            const SubjectKind kind = subjects[position].kind;
            if (kind == SubjectKind::region || (kind == SubjectKind::municipality && position % 10 == 0)) {
                holders.push_back(position);
            }
        }
    }
    const ProgrammeShares shares(holders.size(), settings.projects);
    for (std::uint64_t number = 1; number <= shares.programmes(); ++number) {
        const std::size_t position = holders[(number - 1) % holders.size()];
        Programme(subjects[position], number, assetKeys[position], Random(settings.seed, "programme", number),
                  take)
            .write(number % 4 == 2, isWatermelon(number), shares.projectsOf(number));
    }
}

}  // namespace cadastre::generator
