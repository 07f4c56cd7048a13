// A register made here for the tests of the live index: systems of twelve bodies, some of them entered twice.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "profiles/duplicates/live/live_index.h"

namespace cadastre::duplicates {

/// A record that owns its texts.
struct Asset {
    std::uint32_t number = 0;
    std::string name = {}, shortName = {}, purpose = {};
    std::string assetClass = "information_system";

    RegisterRecord record() const {
        RegisterRecord pointed;
        for (std::size_t i = 0; i < 4; ++i)
            pointed.uid[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
        pointed.subject = number;
        pointed.assetClass = assetClass;
        pointed.name = name;
        pointed.shortName = shortName;
        pointed.purpose = purpose;
        return pointed;
    }
};

inline Uid uidOf(std::uint32_t number) {
    return Asset{.number = number}.record().uid;
}

/// Systems of twelve bodies, some of them entered a second time by another hand.
inline std::vector<Asset> smallRegister() {
    const std::vector<std::string> things = {
        "лесных пожаров",   "рыбного промысла",  "водительских прав",   "музейного фонда",
        "речных портов",    "газовых скважин",   "школьного питания",   "дорожных знаков",
        "племенного скота", "донорской крови",   "охотничьих билетов",  "нотариальных актов",
        "метеосводок",      "пенсионных дел",    "таможенных складов",  "санаторных путёвок",
        "радиочастот",      "почтовых индексов", "кадастровых номеров", "судебных решений"};
    const std::vector<std::string> places = {"Тверской",   "Рязанской", "Омской",    "Псковской",
                                             "Амурской",   "Курской",   "Тульской",  "Брянской",
                                             "Пензенской", "Томской",   "Калужской", "Ростовской"};
    std::vector<Asset> assets;
    std::uint32_t number = 1;
    for (std::size_t t = 0; t < things.size(); ++t) {
        for (std::size_t p = t % 3; p < places.size(); p += 3) {
            const std::string& thing = things[t];
            assets.push_back({number++, "АИС учёта " + thing + " " + places[p] + " области",
                              "АИС-" + std::to_string(t * 100 + p),
                              "Ведение сведений о предмете " + thing + " для органов области, раздел " +
                                  std::to_string(t)});
            if ((t + p) % 4 != 0) continue;
            assets.push_back({number++, places[p] + " область: информационная система учета " + thing, "",
                              "Ведёт сведения о предмете " + thing + " и отвечает на запросы"});
        }
    }
    assets.push_back({number++, "Портал открытых данных ПО-77120", "", ""});
    assets.push_back({number++, "Otkrytye dannye, portal PO 77120", "", ""});
    return assets;
}

/// Systems whose every name word very many have: an activity, a thing, a place and a level, eight of each.
/// Three systems have the same four. The number of the first is told by the four places.
class CommonWords {
  public:
    static constexpr std::uint32_t each = 8, sameFour = 3;

    static std::uint32_t firstOf(std::uint32_t combination) { return combination * sameFour + 1; }
    static std::uint32_t combinations() { return each * each * each * each; }
    static std::string nameOf(std::uint32_t combination) {
        static const std::vector<std::vector<std::string>> words = {
            {"учёта", "надзора", "аудита", "выдачи", "анализа", "оценки", "охраны", "приёма"},
            {"лицензий", "билетов", "дорог", "пожаров", "школ", "портов", "музеев", "складов"},
            {"Твери", "Рязани", "Омска", "Пскова", "Амура", "Курска", "Тулы", "Брянска"},
            {"района", "округа", "села", "города", "области", "края", "улицы", "долины"}};
        std::string name;
        for (std::size_t i = 0; i < words.size(); ++i, combination /= each)
            name += (i == 0 ? "" : " ") + words[i][combination % each];
        return name;
    }
    static std::vector<Asset> assets() {
        std::vector<Asset> all;
        for (std::uint32_t number = 0; number < combinations() * sameFour; ++number)
            all.push_back({number + 1, nameOf(number / sameFour), "", "Раздел№" + std::to_string(number)});
        return all;
    }
};

inline RegisterFindings search(const std::vector<Asset>& assets) {
    RegisterComparison comparison(RegisterOptions{});
    for (const Asset& asset : assets) {
        const RegisterRecord record = asset.record();
        comparison.add({&record, 1});
    }
    return comparison.find();
}

inline std::unique_ptr<LiveIndex> indexOf(const std::vector<Asset>& assets, const ScoringModel& model) {
    LiveIndexBuilder builder;
    for (const Asset& asset : assets)
        builder.add(asset.record());
    return builder.finish(model);
}

}  // namespace cadastre::duplicates
