#include "tools/generator/products.h"

#include "tools/generator/record_fields.h"

namespace cadastre::generator {
namespace {

constexpr std::array<Product, 12> kProducts{{
    {"severnaya-db", "Северная СУБД", "ООО «Северный код»", true, "PostgreSQL", "11", {"15", "16"}},
    {"vega-os", "Вега ОС", "АО «Регистр-Софт»", true, "GPL-2.0-only", "7", {"8", "9"}},
    {"kontur-app", "Контур Сервер приложений", "ООО «Открытый контур»", true, "", "3", {"4", "5"}},
    {"registr-bpm", "Регистр Процессы", "АО «Регистр-Софт»", true, "", "2.1", {"2.4", "3.0"}},
    {"oaktree-db", "Oaktree Database", "Oaktree Software", false, "", "19", {"21", "23"}},
    {"stonebridge-os", "Stonebridge Server", "Stonebridge Systems", false, "", "2016", {"2022", "2025"}},
    {"tochka-docs", "Точка Документы", "ООО «Точка учёта»", true, "", "5", {"6", "7"}},
    {"gamma-office", "Гамма Офис", "АО «Информатика Плюс»", true, "MPL-2.0", "4", {"5", "6"}},
    {"delta-buh", "Дельта Бухгалтерия", "ООО «Дельта Системы»", true, "", "8", {"9", "10"}},
    {"granit-av", "Гранит Антивирус", "АО «Гранит-Данные»", true, "", "12", {"14", "15"}},
    {"papermill-office", "Papermill Office", "Papermill Inc.", false, "", "2016", {"2021", "2024"}},
    {"loom-cad", "Loom CAD", "Loom Works", false, "", "10", {"12", "13"}},
}};

}  // namespace

std::span<const Product> products() {
    return kProducts;
}
std::span<const Product> serverProducts() {
    return std::span(kProducts).first(6);
}

std::vector<importers::Record> productReleases() {
    std::vector<importers::Record> releases;
    const auto release = [&](const Product& product, std::string_view cycle, Day supportEndsOn, bool ended) {
        Record record;
        record.kind = "product_release";
        record.key = std::string(product.code) + ' ' + std::string(cycle);
        text(record, "product", product.code);
        text(record, "cycle", cycle);
        date(record, "support_ends_on", supportEndsOn);
        truth(record, "ended", ended);
        releases.push_back(std::move(record));
    };
    for (const Product& product : kProducts) {
        release(product, product.endedCycle, dayOf(2023, 11, 30), true);
        release(product, product.supportedCycles[0], dayOf(2031, 5, 31), false);
        release(product, product.supportedCycles[1], dayOf(2034, 5, 31), false);
    }
    return releases;
}

}  // namespace cadastre::generator
