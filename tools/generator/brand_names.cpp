// Proper names of systems: words first, then words with an ending, then names made of syllables, so that a
// register of any size has enough.
#include <array>
#include <cstdint>
#include <string_view>

#include "tools/generator/vocabulary.h"

namespace cadastre::generator {
namespace {

constexpr std::array<std::string_view, 96> kBrands{
    "Вектор",  "Горизонт",  "Исток",      "Гранит",   "Маяк",      "Причал",   "Компас",      "Созвездие",
    "Родник",  "Парус",     "Магистраль", "Контур",   "Ракурс",    "Меридиан", "Радуга",      "Аврора",
    "Бирюза",  "Вертикаль", "Грань",      "Диалог",   "Забота",    "Изумруд",  "Каскад",      "Лазурит",
    "Мозаика", "Навигатор", "Опора",      "Пульс",    "Рубеж",     "Спектр",   "Траектория",  "Успех",
    "Факел",   "Хроника",   "Цитадель",   "Чайка",    "Шторм",     "Эталон",   "Юпитер",      "Янтарь",
    "Азимут",  "Барьер",    "Водолей",    "Глобус",   "Дозор",     "Ермак",    "Жемчуг",      "Зенит",
    "Импульс", "Кедр",      "Летопись",   "Монолит",  "Нива",      "Орбита",   "Перспектива", "Резонанс",
    "Сириус",  "Тополь",    "Уклад",      "Фарватер", "Хранитель", "Центавр",  "Часовой",     "Шлюз",
    "Энергия", "Бастион",   "Ветер",      "Гелиос",   "Дубрава",   "Заря",     "Икар",        "Кристалл",
    "Лоцман",  "Миля",      "Нептун",     "Оазис",    "Палитра",   "Ромашка",  "Сокол",       "Титан",
    "Утёс",    "Фрегат",    "Циклон",     "Штурвал",  "Эскиз",     "Баланс",   "Волна",       "Гамма",
    "Доверие", "Знание",    "Каравелла",  "Луч",      "Мост",      "Норма",    "Ориентир",    "Поток"};

constexpr std::array<std::string_view, 12> kBrandEndings{"Инфо",   "Регион", "Сервис",  "Онлайн",
                                                         "Учёт",   "Центр",  "Профи",   "Сеть",
                                                         "Данные", "Лайт",   "Эксперт", "Старт"};

constexpr std::array<std::string_view, 48> kSyllables{
    "ва",  "ге",  "ди",  "жо",  "зу",  "ка",  "ле",  "ми",  "но",  "ру",  "са",  "те",
    "фи",  "хо",  "ча",  "ше",  "бар", "вел", "гор", "дан", "зим", "кор", "лан", "мир",
    "нар", "пол", "рес", "сол", "тан", "фор", "хан", "цен", "бро", "вла", "гра", "дра",
    "кла", "кра", "пре", "сла", "сто", "тра", "фла", "чер", "ян",  "юр",  "эл",  "ост"};

}  // namespace

std::string brandName(std::uint64_t number) {
    if (number < kBrands.size()) return std::string(kBrands[number]);
    number -= kBrands.size();
    if (number < kBrands.size() * kBrandEndings.size()) {
        // The endings turn faster than the words: neighbours share neither.
        return std::string(kBrands[number * 35 % kBrands.size()]) + '-' +
               std::string(kBrandEndings[number / kBrands.size()]);
    }
    number -= kBrands.size() * kBrandEndings.size();
    // Neighbouring numbers must not differ in one syllable only: an odd factor scatters them over 48^4 names.
    constexpr std::uint64_t kNames = 48ULL * 48 * 48 * 48;
    std::uint64_t scattered = number % kNames * 2654435761ULL % kNames;
    std::string name;
    for (int i = 0; i < 4; ++i, scattered /= kSyllables.size())
        name += kSyllables[scattered % kSyllables.size()];
    if (number >= kNames) name += '-' + std::to_string(number / kNames + 1);
    // The first letter is one of а…я in two bytes; its capital lies 0x20 below.
    const std::uint32_t code = ((static_cast<unsigned char>(name[0]) & 0x1FU) << 6U |
                                (static_cast<unsigned char>(name[1]) & 0x3FU)) -
                               0x20U;
    name[0] = static_cast<char>(0xC0U | (code >> 6U));
    name[1] = static_cast<char>(0x80U | (code & 0x3FU));
    return name;
}

}  // namespace cadastre::generator
