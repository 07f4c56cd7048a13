// Where long Russian words break.
#include "reports/word_breaks.h"

#include <gtest/gtest.h>

namespace cadastre::reports {
namespace {

constexpr const char* soft = "\u00AD";

std::string withDashes(std::string text) {
    const std::string mark = soft;
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
        text.replace(at, mark.size(), "-");
    return text;
}

TEST(WordBreaks, ALongRussianWordBreaksBetweenSyllables) {
    EXPECT_EQ(withDashes(withBreaks("Документооборот")), "До-ку-мен-то-обо-рот");
    EXPECT_EQ(withDashes(withBreaks("инфраструктура")), "ин-фрас-трук-ту-ра");
    EXPECT_EQ(withDashes(withBreaks("Дубопольская область")), "Ду-бо-поль-ская область");
}

TEST(WordBreaks, NoLetterStandsAlone) {
    EXPECT_EQ(withDashes(withBreaks("аттестацию")), "ат-тес-та-цию");
    EXPECT_EQ(withDashes(withBreaks("Информационная")), "Ин-фор-ма-ци-он-ная");
}

TEST(WordBreaks, ShortWordsOtherScriptsAndBrokenBytesStayAsTheyAre) {
    for (const char* text : {"Кадры и учёт", "Environmental protection", "T01 — 12 345", "\xD0", ""})
        EXPECT_EQ(withBreaks(text), text);
}

}  // namespace
}  // namespace cadastre::reports
