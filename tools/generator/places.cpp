#include "tools/generator/places.h"

#include <array>
#include <string_view>

#include "tools/generator/transliteration.h"

namespace cadastre::generator {
namespace {

constexpr std::array<std::string_view, 31> kBeginnings{
    "Бело",  "Ново",   "Верхне", "Нижне",   "Светло", "Сосново", "Черно",  "Велико",
    "Старо", "Ясно",   "Тихо",   "Глубоко", "Дальне", "Право",   "Лево",   "Северо",
    "Южно",  "Мало",   "Высоко", "Зелено",  "Злато",  "Ольхово", "Березо", "Кедро",
    "Дубо",  "Липово", "Сухо",   "Круто",   "Добро",  "Ветло",   "Ключе"};
constexpr std::array<std::string_view, 29> kEndings{
    "гор",   "речен", "озёр",  "поль",   "камен",  "бор",    "доль",   "мор",   "ключев", "мостов",
    "яр",    "лугов", "холм",  "град",   "бродов", "ручьев", "остров", "береж", "сель",   "родников",
    "рощин", "снеж",  "скаль", "прудов", "залив",  "мысов",  "полян",  "дар",   "хлебов"};
constexpr std::uint64_t kStems = kBeginnings.size() * kEndings.size();  // 899 = 29 · 31

/// Regions take the first stems of one order, towns all of another, so that few bear the same name.
std::string stem(std::uint64_t number, std::uint64_t step) {
    const std::uint64_t place = (number * step + 17) % kStems;
    return std::string(kBeginnings[place % kBeginnings.size()]) +
           std::string(kEndings[place / kBeginnings.size()]);
}

std::string latin(const std::string& stem) {
    return transliterated(stem + "ск", Habit::english);
}

std::string lowered(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

}  // namespace

Place region(std::uint64_t number) {
    const std::string name = stem(number, 100);
    const std::string again = number < kStems ? "" : "-" + std::to_string(number / kStems + 1);
    const std::string english = latin(name) + again;
    if (number % 7 == 3) {
        return {name + "ский край" + again, name + "ского края" + again, name + "ского края" + again,
                english + " Territory", lowered(english)};
    }
    return {name + "ская область" + again, name + "ской области" + again, name + "ской обл." + again,
            english + " Region", lowered(english)};
}

Place municipality(std::uint64_t number) {
    const std::string name = stem(number % kStems, 236);
    const std::uint64_t again = number / (kStems * 4);
    const std::string suffix = again == 0 ? "" : "-" + std::to_string(again + 1);
    const std::string english = latin(name) + suffix;
    // Towns first: a small country has more of them than of rural settlements.
    switch (number / kStems % 4) {
        case 0:
            return {"город " + name + "ск" + suffix, "города " + name + "ска" + suffix,
                    "г. " + name + "ска" + suffix, "the town of " + english, lowered(english)};
        case 1:
            return {name + "ский район" + suffix, name + "ского района" + suffix,
                    name + "ского р-на" + suffix, english + " District", lowered(english) + "-district"};
        case 2:
            return {name + "ский городской округ" + suffix, name + "ского городского округа" + suffix,
                    name + "ского ГО" + suffix, english + " Urban District", lowered(english) + "-urban"};
        default:
            return {name + "ское сельское поселение" + suffix, name + "ского сельского поселения" + suffix,
                    name + "ского СП" + suffix, english + " Rural Settlement", lowered(english) + "-rural"};
    }
}

}  // namespace cadastre::generator
