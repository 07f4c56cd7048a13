#include "tools/generator/naming.h"

#include <vector>

#include "tools/generator/transliteration.h"

namespace cadastre::generator {
namespace {

std::vector<std::string> lettersOf(std::string_view word) {
    std::vector<std::string> letters;
    while (!word.empty()) {
        const std::string_view letter = firstLetter(word);
        letters.emplace_back(letter);
        word.remove_prefix(letter.size());
    }
    return letters;
}

void slip(std::vector<std::string>& letters, Random& random) {
    // Never the first letter: that is the slip people notice.
    const auto at =
        static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(letters.size()) - 2));
    switch (random.below(4)) {
        case 0:
            std::swap(letters[at], letters[at + 1]);
            if (letters[at] != letters[at + 1]) return;
            [[fallthrough]];
        case 1:
            letters.erase(letters.begin() + static_cast<std::ptrdiff_t>(at));
            return;
        case 2:
            letters.insert(letters.begin() + static_cast<std::ptrdiff_t>(at), std::string(letters[at]));
            return;
        default: {
            constexpr std::array<std::string_view, 8> kNeighbours{"о", "а", "е", "и", "н", "т", "р", "с"};
            std::string_view neighbour = kNeighbours[random.below(kNeighbours.size())];
            if (letters[at] == neighbour) neighbour = neighbour == "о" ? "а" : "о";
            letters[at] = neighbour;
        }
    }
}

std::string headOf(const NameParts& parts, const Hand& hand) {
    std::string head(hand.abbreviates ? parts.kind->abbreviation : parts.kind->expansion);
    const std::string object(parts.object->genitive);
    switch (hand.inflection) {
        case Hand::Inflection::genitive:
            return head + ' ' + std::string(parts.action->genitive) + ' ' + object;
        case Hand::Inflection::dative:
            return head + " по " + std::string(parts.action->dative) + ' ' + object;
        case Hand::Inflection::nominative:
            return head + " «" + capitalised(std::string(parts.action->nominative)) + ' ' + object + "»";
    }
    return head;
}

std::string inOrder(const std::string& head, const std::string& place, const std::string& brand,
                    Hand::Order order) {
    const std::string after = place.empty() ? "" : ' ' + place;
    if (brand.empty())
        return order == Hand::Order::brandFirst ? capitalised(place) + ": " + head : head + after;
    const std::string quoted = "«" + brand + "»";
    switch (order) {
        case Hand::Order::brandLast:
            return head + after + ' ' + quoted;
        case Hand::Order::brandBeforePlace:
            return head + ' ' + quoted + after;
        case Hand::Order::brandFirst:
            return quoted + " — " + head + after;
    }
    return head;
}

}  // namespace

std::string capitalised(std::string text) {
    if (text.empty()) return text;
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead >= 'a' && lead <= 'z') {
        text[0] = static_cast<char>(lead - 0x20U);
    } else if ((lead == 0xD0 || lead == 0xD1) && text.size() > 1) {
        const auto code =
            static_cast<std::uint32_t>((lead & 0x1FU) << 6U | (static_cast<unsigned char>(text[1]) & 0x3FU));
        if (code < 0x430 || code > 0x44F) return text;
        const std::uint32_t capital = code - 0x20;
        text[0] = static_cast<char>(0xC0U | (capital >> 6U));
        text[1] = static_cast<char>(0x80U | (capital & 0x3FU));
    }
    return text;
}

std::string withTypos(std::string text, unsigned slips, const std::string& spared, Random& random) {
    for (; slips > 0; --slips) {
        struct Span {
            std::size_t from;
            std::size_t length;
        };
        std::vector<Span> words;
        for (std::size_t from = 0; from < text.size();) {
            std::size_t to = text.find(' ', from);
            if (to == std::string::npos) to = text.size();
            const std::string word = text.substr(from, to - from);
            // Cyrillic words of six letters have twelve bytes.
            if (word.size() >= 12 && static_cast<unsigned char>(word[0]) >= 0xD0 &&
                static_cast<unsigned char>(word.back()) >= 0x80 && word.find("»") == std::string::npos &&
                spared.find(word) == std::string::npos) {
                words.push_back({from, to - from});
            }
            from = to + 1;
        }
        if (words.empty()) return text;
        const Span chosen = words[random.below(words.size())];
        std::vector<std::string> letters =
            lettersOf(std::string_view(text).substr(chosen.from, chosen.length));
        slip(letters, random);
        std::string mended;
        for (const std::string& letter : letters)
            mended += letter;
        text.replace(chosen.from, chosen.length, mended);
    }
    return text;
}

std::string nameOf(const NameParts& parts, const Hand& hand, Random random) {
    const std::string& place = hand.abbreviatesPlace ? parts.placeAbbreviated : parts.place;
    std::string name = inOrder(headOf(parts, hand), place, parts.brand, hand.order);
    name = withTypos(std::move(name), hand.typos, place + ' ' + parts.brand, random);
    if (hand.script == Hand::Script::englishHabit) return transliterated(name, Habit::english);
    if (hand.script == Hand::Script::europeanHabit) return transliterated(name, Habit::european);
    return name;
}

std::string englishNameOf(const NameParts& parts) {
    std::string name(parts.kind->english);
    name += " for ";
    name += parts.action->english;
    name += ' ';
    name += parts.object->english;
    if (!parts.placeEnglish.empty()) name += ", " + parts.placeEnglish;
    if (!parts.brand.empty()) name += " \"" + transliterated(parts.brand, Habit::english) + '"';
    return name;
}

std::string purposeOf(const NameParts& name, const PurposeParts& parts) {
    constexpr std::array<std::string_view, kOpenings> kBeginnings{
        "Предназначена для ", "Создана в целях ", "Обеспечивает решение задач ", "Используется для ",
        "Автоматизирует процессы "};
    std::string purpose(kBeginnings[parts.opening % kOpenings]);
    purpose += name.action->genitive;
    purpose += ' ';
    purpose += name.object->genitive;
    if (!name.place.empty()) purpose += ' ' + name.place;
    purpose += ", а также ";
    const auto duty = [&](std::size_t i) { return std::string(duties()[parts.duties[i]].genitive); };
    purpose += duty(0) + ", " + duty(1) + " и " + duty(2) + ". ";
    if (!name.brand.empty())
        purpose += "В составе комплекса «" + name.brand + "» в";
    else
        purpose += "В";
    purpose += "едётся " + std::to_string(parts.objects) +
               " учётных записей, подключено рабочих мест подразделений: " + std::to_string(parts.offices) +
               ". Результаты доступны " + std::string(beneficiaries()[parts.beneficiary].dative) + '.';
    return purpose;
}

std::string englishPurposeOf(const NameParts& name, const PurposeParts& parts) {
    constexpr std::array<std::string_view, kOpenings> kBeginnings{"Serves ", "Was established for ",
                                                                  "Supports ", "Is used for ", "Automates "};
    std::string purpose(kBeginnings[parts.opening % kOpenings]);
    purpose += name.action->english;
    purpose += ' ';
    purpose += name.object->english;
    if (!name.placeEnglish.empty()) purpose += " in " + name.placeEnglish;
    const auto duty = [&](std::size_t i) { return std::string(duties()[parts.duties[i]].english); };
    purpose += ", and " + duty(0) + ", " + duty(1) + " and " + duty(2) + ". Holds " +
               std::to_string(parts.objects) + " records for " + std::to_string(parts.offices) +
               " offices; its results are open to " +
               std::string(beneficiaries()[parts.beneficiary].english) + '.';
    return purpose;
}

}  // namespace cadastre::generator
