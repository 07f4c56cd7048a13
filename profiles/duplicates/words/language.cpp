// Small word lists; everything larger is Snowball's.
#include "profiles/duplicates/words/language.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace cadastre::duplicates {
namespace {

/// Kinds of systems and their usual abbreviations, in the forms people use in names.
constexpr std::string_view systemKindWords =
    "аис фгис гис ис иас аиас мис система системы системе систему системой информационная "
    "информационной информационную информационные информационных информационный "
    "автоматизированная автоматизированной автоматизированную государственная "
    "государственной государственную муниципальная муниципальной федеральная федеральной "
    "ведомственная портал подсистема подсистемы комплекс программный рис ргис вис еис егис "
    "еас ас пк апк региональная региональной ведомственной единая единой аналитическая "
    "аналитической информационно "
    "ais is it system systems information automated portal platform application subsystem "
    "software vis ias ris rgis eis regional departmental unified süsteem süsteemi "
    "infosüsteem infosüsteemi infosüsteemid portaal alamsüsteem rakendus andmekogu gis "
    "fgis sistema informacionnaya informatsionnaya avtomatizirovannaya ";

std::unordered_set<std::string_view> wordsOf(std::string_view list) {
    std::unordered_set<std::string_view> words;
    while (!list.empty()) {
        const std::size_t end = list.find(' ');
        words.insert(list.substr(0, end));
        list.remove_prefix(std::min(end, list.size() - 1) + 1);
    }
    return words;
}

}  // namespace

bool isSystemKindWord(std::string_view folded) {
    static const std::unordered_set<std::string_view> words = wordsOf(systemKindWords);
    return words.contains(folded);
}

std::string latinLanguage(const std::function<std::uint64_t(std::string_view)>& countOf) {
    struct Language {
        std::string_view stemmer;  // empty: none in Snowball
        std::array<std::string_view, 8> functionWords;
    };
    static constexpr std::array<Language, 12> languages = {{
        {"english", {"the", "of", "and", "for", "with", "to", "by", "from"}},
        {"german", {"der", "die", "und", "das", "für", "mit", "von", "zur"}},
        {"french", {"le", "les", "des", "et", "pour", "du", "dans", "aux"}},
        {"spanish", {"el", "los", "las", "y", "del", "por", "para", "una"}},
        {"italian", {"il", "di", "della", "per", "gli", "che", "degli", "una"}},
        {"portuguese", {"do", "da", "dos", "para", "uma", "em", "não", "os"}},
        {"dutch", {"het", "een", "van", "voor", "met", "de", "bij", "naar"}},
        {"swedish", {"och", "för", "av", "att", "på", "till", "som", "ett"}},
        {"danish", {"og", "af", "til", "på", "det", "som", "med", "ved"}},
        {"finnish", {"ja", "on", "sekä", "että", "tai", "ovat", "joka", "myös"}},
        {"", {"ja", "ning", "on", "või", "mis", "kui", "ka", "et"}},
        {"", {"i", "w", "na", "z", "do", "oraz", "dla", "się"}},
    }};
    std::uint64_t best = 0, second = 0;
    std::string_view chosen;
    for (const Language& language : languages) {
        std::uint64_t spoken = 0;
        for (const std::string_view word : language.functionWords)
            spoken += countOf(word);
        if (spoken > best) {
            second = best;
            best = spoken;
            chosen = language.stemmer;
        } else {
            second = std::max(second, spoken);
        }
    }
    return best > 2 * second ? std::string(chosen) : std::string();
}

}  // namespace cadastre::duplicates
