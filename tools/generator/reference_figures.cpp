// The programmes whose figures are published facts: the register's reports must bring them out again.
#include <array>
#include <utility>

#include "tools/generator/money.h"
#include "tools/generator/money_records.h"

namespace cadastre::generator {
namespace {

constexpr std::int64_t kBillion = 100'000'000'000;  // kopecks
constexpr std::string_view kShareMethod =
    "Доля в процентах: числитель и знаменатель считаются по записям реестра";
constexpr std::string_view kSource = "Реестр ИТ-активов";

/// The federal project: each year's total, split among three tasks.
void federalProject(const std::string& code, const TakeRecord& take) {
    const auto id = [&](std::string key) { return Identity{code, std::move(key)}; };
    const std::string programme = "ГП-ЦГУ";
    const std::string project = "ФП-ЦП";
    take(programmeRecord(id(programme), "Цифровое государственное управление",
                         "Единая цифровая платформа, услуги в электронном виде, учёт ИТ-активов",
                         "amber_green", "", dayOf(2025, 1, 1), dayOf(2030, 12, 31)),
         {});
    constexpr std::array<int, 3> kYears{2025, 2026, 2027};
    constexpr std::array<std::int64_t, 3> kTotals{634 * kBillion / 10, 701 * kBillion / 10,
                                                  761 * kBillion / 10};
    take(projectRecord(id(project), "Федеральный проект «Цифровая платформа государства»", programme,
                       "amber_green", "", kTotals[0] + kTotals[1] + kTotals[2], dayOf(2025, 1, 1),
                       dayOf(2027, 12, 31)),
         {});
    const std::string platform = "ПОК-ПЛАТФОРМА";
    const std::string services = "ПОК-УСЛУГИ";
    take(
        indicatorRecord(id(platform), {"project", project,
                                       "Доля государственных информационных систем, созданных и "
                                       "эксплуатируемых на единой цифровой платформе",
                                       "процент", "increase", kShareMethod, kSource, 0, dayOf(2024, 12, 31)}),
        {});
    for (const auto& [year, target] : {std::pair{2026, 20}, {2028, 40}, {2030, 100}}) {
        take(
            indicatorValueRecord(id(platform + '-' + std::to_string(year)), {platform, year, target, {}, {}}),
            {});
    }
    take(documentRecord(id("СПР-2024-У"), "Справка об услугах в электронном виде за 2024 год", "Справка",
                        dayOf(2025, 2, 20)),
         {});
    take(indicatorRecord(id(services),
                         {"project", project, "Доля услуг, предоставляемых в электронном виде", "процент",
                          "increase", kShareMethod, kSource, 60, dayOf(2024, 12, 31)}),
         {});
    take(indicatorValueRecord(id(services + "-2024"), {services, 2024, 60, 60, "СПР-2024-У"}), {});
    take(indicatorValueRecord(id(services + "-2030"), {services, 2030, 100, {}, {}}), {});

    struct Task {
        std::string_view key, name, spendingKind, acquisition;
        std::int64_t percent;
        const std::string& indicator;
    };
    const std::array<Task, 3> tasks{
        {{"ФП-ЦП-1", "Развитие платформы и перенос систем", "change", "developed", 45, platform},
         {"ФП-ЦП-2", "Вычислительные мощности", "change", "leased", 30, platform},
         {"ФП-ЦП-3", "Эксплуатация и услуги", "run", "bought", 25, services}}};
    for (const Task& task : tasks) {
        take(
            taskRecord(id(std::string(task.key)), task.name, project, "in_progress", dayOf(2025, 1, 9), 1086),
            {});
        for (std::size_t i = 0; i < kYears.size(); ++i) {
            const std::string line = std::string(task.key) + '-' + std::to_string(kYears[i]);
            const std::int64_t planned = kTotals[i] / 100 * task.percent;
            CostLineFacts facts{.owner = std::string(task.key),
                                .year = kYears[i],
                                .name = task.name,
                                .spendingKind = task.spendingKind,
                                .acquisition = task.acquisition,
                                .domestic = true,
                                .planned = planned,
                                .contracted = {},
                                .paid = {},
                                .status = "approved"};
            if (kYears[i] == 2025) {
                facts.status = "committed";
                facts.contracted = planned;
                facts.paid = planned / 100 * 97;
            }
            take(costLineRecord(id(line), facts), {});
            take(indicatorLinkRecord(id("СВ-" + line), line, task.indicator, 1), {});
        }
    }
    for (std::size_t i = 0; i < kYears.size(); ++i) {
        take(budgetTotalRecord(id("ИТОГ-ФП-ЦП-" + std::to_string(kYears[i])), "project", project, kYears[i],
                               kTotals[i]),
             {});
    }
}

/// Purchases of software by year, of which the stated share is domestic.
void domesticSoftware(const std::string& code, const TakeRecord& take) {
    const auto id = [&](std::string key) { return Identity{code, std::move(key)}; };
    const std::string programme = "ГП-ОПО";
    const std::string project = "ФП-ОПО";
    const std::string share = "ПОК-ОПО";
    take(programmeRecord(id(programme), "Переход на отечественное программное обеспечение",
                         "Закупка и аренда программного обеспечения органами государственной власти", "green",
                         "", dayOf(2018, 1, 1), dayOf(2024, 12, 31)),
         {});
    take(projectRecord(id(project), "Обеспечение органов отечественным программным обеспечением", programme,
                       "green", "", 665 * kBillion / 10, dayOf(2018, 1, 1), dayOf(2024, 12, 31)),
         {});
    take(indicatorRecord(
             id(share),
             {"project", project,
              "Доля отечественного программного обеспечения в плановой стоимости закупаемого и арендуемого",
              "процент", "increase", kShareMethod, kSource, 50, dayOf(2018, 1, 1)}),
         {});
    constexpr std::array<std::int64_t, 7> kShares{50, 60, 70, 75, 80, 85, 90};
    for (std::size_t i = 0; i < kShares.size(); ++i) {
        const int year = 2018 + static_cast<int>(i);
        const std::string suffix = std::to_string(year);
        take(documentRecord(id("ОТЧ-ОПО-" + suffix),
                            "Отчёт о закупках программного обеспечения за " + suffix + " год", "Отчёт",
                            dayOf(year + 1, 2, 15)),
             {});
        std::string value = share;
        value.append("-").append(suffix);
        take(indicatorValueRecord(id(std::move(value)),
                                  {share, year, kShares[i], kShares[i], "ОТЧ-ОПО-" + suffix}),
             {});
        const std::string task = "ФП-ОПО-" + suffix;
        take(taskRecord(id(task), "Закупка и аренда программного обеспечения, " + suffix + " год", project,
                        "completed", dayOf(year, 1, 15), 350),
             {});
        const std::int64_t total = 8 * kBillion + static_cast<std::int64_t>(i) * kBillion / 2;
        const std::int64_t domestic = total / 100 * kShares[i];
        const std::int64_t leased = domestic / 100 * 30;
        struct Part {
            std::string_view letter, name, acquisition;
            bool domestic;
            std::int64_t planned;
        };
        const std::array<Part, 3> parts{
            {{"П", "Отечественное, приобретение", "bought", true, domestic - leased},
             {"А", "Отечественное, аренда", "leased", true, leased},
             {"И", "Иностранное, приобретение", "bought", false, total - domestic}}};
        for (const Part& part : parts) {
            const std::string line = task + '-' + std::string(part.letter);
            take(costLineRecord(id(line), {.owner = task,
                                           .year = year,
                                           .name = part.name,
                                           .spendingKind = "run",
                                           .acquisition = part.acquisition,
                                           .domestic = part.domestic,
                                           .planned = part.planned,
                                           .contracted = part.planned,
                                           .paid = part.planned,
                                           .status = "committed"}),
                 {});
            take(indicatorLinkRecord(id("СВ-" + line), line, share, 1), {});
        }
        take(budgetTotalRecord(id("ИТОГ-" + task), "project", project, year, total), {});
    }
}

}  // namespace

void writeReferenceFigures(const Subject& holder, const TakeRecord& take) {
    federalProject(holder.code, take);
    domesticSoftware(holder.code, take);
}

}  // namespace cadastre::generator
