// Words, skeletons, spelling: what the duplicate engine knows about text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "profiles/duplicates/words/skeleton.h"
#include "profiles/duplicates/words/spelling.h"
#include "profiles/duplicates/words/string_pool.h"
#include "profiles/duplicates/words/text.h"
#include "profiles/duplicates/words/vocabulary.h"

namespace cadastre::duplicates {
namespace {

using testing::ElementsAre;

TEST(WordCutter, FoldsCaseWidthAndIo) {
    WordCutter cutter;
    EXPECT_THAT(cutter.cut("Учёт ЗЕМЕЛЬ Ｗｉｄｅ Straße"), ElementsAre("учет", "земель", "wide", "strasse"));
}

TEST(WordCutter, KeepsJoinedCodesWhole) {
    WordCutter cutter;
    EXPECT_THAT(cutter.cut("PS-LX350H turntable"), ElementsAre("pslx350h", "turntable"));
    EXPECT_THAT(cutter.cut("python3-trustme"), ElementsAre("python3", "trustme"));
    EXPECT_THAT(cutter.cut("7256-ddeck"), ElementsAre("7256ddeck"));
    EXPECT_THAT(cutter.cut("1С-Бухгалтерия"), ElementsAre("1с", "бухгалтерия"));
    EXPECT_THAT(cutter.cut("U.S.A. O'Neil"), ElementsAre("usa", "oneil"));
}

TEST(WordCutter, CutsScriptsWithoutSpacesIntoPairs) {
    WordCutter cutter;
    EXPECT_THAT(cutter.cut("東京都 x"), ElementsAre("東京", "京都", "x"));
    EXPECT_THAT(cutter.cut("水"), ElementsAre("水"));
}

TEST(WordCutter, TakesBrokenBytesWithoutHarm) {
    WordCutter cutter;
    EXPECT_FALSE(cutter.cut("ab\xFF\xD0 cd").empty());
    EXPECT_EQ(firstInvalidUtf8("ab\xFF"), 2U);
    EXPECT_EQ(firstInvalidUtf8("абв"), std::nullopt);
}

TEST(Skeleton, IsOneForTheHabitsOfTransliteration) {
    const std::string wanted = skeletonOf("хозяйственный");
    EXPECT_EQ(skeletonOf("khozyaistvennyi"), wanted);
    EXPECT_EQ(skeletonOf("hozjajstvennyj"), wanted);
    EXPECT_EQ(skeletonOf("щукин"), skeletonOf("shchukin"));
    EXPECT_EQ(skeletonOf("цех"), skeletonOf("tsekh"));
    EXPECT_NE(skeletonOf("тверской"), skeletonOf("рязанской"));
}

TEST(Skeleton, DropsMarksAndSpellsWhatIsMoreThanALetterWithAMark) {
    EXPECT_EQ(skeletonOf("bắc"), skeletonOf("bac"));
    EXPECT_EQ(skeletonOf("kạn"), skeletonOf("kan"));
    EXPECT_EQ(skeletonOf("białystok"), skeletonOf("bialystok"));
    EXPECT_EQ(skeletonOf("øresund"), skeletonOf("oresund"));
    EXPECT_EQ(skeletonOf("kuruṇægala"), skeletonOf("kurunaegala"));
    EXPECT_EQ(skeletonOf("õppeinfosüsteem"), skeletonOf("oppeinfosusteem"));
}

TEST(Skeleton, SpellsOtherAlphabetsInLatin) {
    EXPECT_EQ(skeletonOf("θεσσαλονίκη"), skeletonOf("thessalonike"));
    EXPECT_EQ(skeletonOf("საქართველო"), skeletonOf("sakartvelo"));
    EXPECT_EQ(skeletonOf("서울"), skeletonOf("seoul"));
    EXPECT_EQ(skeletonOf("東京"), "東京");
}

TEST(Spelling, CountsASwapOfNeighboursAsOneEdit) {
    EXPECT_FLOAT_EQ(spellingLikeness("kitten", "sitting", 0), 1 - 3.0F / 7);
    EXPECT_FLOAT_EQ(spellingLikeness("abcd", "abdc", 0), 0.75F);
    EXPECT_FLOAT_EQ(spellingLikeness("same", "same", 0), 1);
    EXPECT_FLOAT_EQ(spellingLikeness("short", "utterly different", 0.7F), 0);
}

TEST(Vocabulary, GivesInflectionsAndTransliterationsOneTerm) {
    Vocabulary words;
    const auto a = words.take("тверская"), b = words.take("тверской"), c = words.take("tverskoi");
    const auto other = words.take("рязанской"), system = words.take("система"), kind = words.take("аис");
    words.finish();
    EXPECT_EQ(words.termOf(a), words.termOf(b));
    EXPECT_EQ(words.termOf(c), words.termOf(b));
    EXPECT_NE(words.termOf(other), words.termOf(b));
    EXPECT_EQ(words.termOf(system), Vocabulary::weakTerm);
    EXPECT_EQ(words.termOf(kind), Vocabulary::weakTerm);
}

TEST(Vocabulary, SpellsBackALatinFormThatNobodyWroteInCyrillic) {
    Vocabulary vocabulary;
    const auto genitive = vocabulary.take("аудита"), dative = vocabulary.take("auditu"),
               english = vocabulary.take("weather");
    vocabulary.finish();
    EXPECT_EQ(vocabulary.termOf(genitive), vocabulary.termOf(dative));
    EXPECT_EQ(vocabulary.termText(vocabulary.termOf(english)), skeletonOf("weather"));
}

TEST(StringPool, NumbersStringsInTheOrderTheyAreMet) {
    StringPool pool;
    for (int i = 0; i < 1000; ++i)
        EXPECT_EQ(pool.intern(std::to_string(i)), static_cast<std::uint32_t>(i));
    EXPECT_EQ(pool.intern("500"), 500U);
    EXPECT_EQ(pool.text(999), "999");
    EXPECT_EQ(pool.find("x"), StringPool::none);
}

}  // namespace
}  // namespace cadastre::duplicates
