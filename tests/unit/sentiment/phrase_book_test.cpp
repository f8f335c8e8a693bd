#include "sentiment/phrase_book.h"

#include "sentiment/scorer.h"
#include "tiny_model.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

struct Found {
    std::string phrase; ///< empty: none
    std::string rest;

    bool operator==(Found const&) const = default;
};

std::ostream& operator<<(std::ostream& out, Found const& found) {
    return out << '"' << found.phrase << "\" leaves \"" << found.rest << '"';
}

Found find(PhraseBook const& book, std::string text, std::string_view language = "en") {
    auto const* const phrase = book.take_out(text, language);
    return {phrase != nullptr ? phrase->phrase : "", text};
}

TEST(PhraseBook, finds_whole_words_whatever_their_capitals_and_blanks) {
    PhraseBook const book({{"", "Killer Deal", Level::positive}});
    EXPECT_EQ(find(book, "the killer deal?"), (Found{"Killer Deal", "the  ?"}));
    EXPECT_EQ(find(book, "KILLER\n  DEAL"), (Found{"Killer Deal", " "}));
    EXPECT_EQ(find(book, "killer deals"), (Found{"", "killer deals"}));
    EXPECT_EQ(find(book, "painkiller deal"), (Found{"", "painkiller deal"}));
    EXPECT_EQ(find(book, "a killer, a deal"), (Found{"", "a killer, a deal"}));
    EXPECT_EQ(find(book, ""), (Found{"", ""}));
}

TEST(PhraseBook, takes_out_every_one_and_the_longest_at_one_place) {
    PhraseBook const book({{"", "deal", Level::neutral}, {"", "killer deal", Level::positive}});
    EXPECT_EQ(find(book, "killer deal, deal and deal."), (Found{"killer deal", " ,   and  ."}));
}

TEST(PhraseBook, the_one_farthest_from_neutral_counts_and_of_equal_ones_the_lower) {
    PhraseBook const book({{"", "fine", Level::slightly_positive},
                           {"", "bad", Level::slightly_negative},
                           {"", "awful", Level::negative}});
    EXPECT_EQ(find(book, "fine and bad").phrase, "bad");
    EXPECT_EQ(find(book, "fine, bad, awful").phrase, "awful");
}

TEST(PhraseBook, holds_for_its_language_alone_unless_it_names_none) {
    PhraseBook const book({{"de", "toll", Level::positive}, {"", "gift", Level::neutral}});
    EXPECT_EQ(find(book, "toll gift", "en"), (Found{"gift", "toll  "}));
    EXPECT_EQ(find(book, "toll", "de").phrase, "toll");
}

TEST(PhraseBook, scripts_without_blanks_and_korean_particles) {
    PhraseBook const book(
        {{"", "最悪プラン", Level::neutral}, {"", "배송", Level::negative}, {"", "แย่", Level::neutral}});
    EXPECT_EQ(find(book, "この最悪プランについて", "ja"), (Found{"最悪プラン", "この について"}));
    EXPECT_EQ(find(book, "배송이 늦어요", "ko").phrase, "배송");
    EXPECT_EQ(find(book, "재배송", "ko").phrase, "");
    EXPECT_EQ(find(book, "บริการแย่มาก", "th").phrase, "แย่");
}

TEST(PhraseBook, other_writings_of_one_letter_are_the_same) {
    PhraseBook const book({{"", "don't care cafe\u0301", Level::neutral}, {"", "ÖDE", Level::neutral}});
    EXPECT_EQ(find(book, "Don’t care café").phrase, "don't care cafe\u0301");
    EXPECT_EQ(find(book, "öde").phrase, "ÖDE");
}

TEST(PhraseBook, every_level_has_a_pulse_within_its_own_bounds) {
    for (auto const level : levels)
        EXPECT_EQ(level_of(pulse_of(level)), level);
}

TEST(PhraseBook, the_scorer_reads_the_rest_and_the_stronger_of_both_counts) {
    TemporaryFile const file(TinyModel().file());
    auto const scorer = std::move(*Scorer::load(file.path(), 256));
    PhraseBook const book(
        {{"", "good", Level::neutral}, {"", "xyzzy", Level::very_negative}, {"", "plugh", Level::slightly_positive}});
    Request const own{.own_phrases = &book};
    EXPECT_NE(scorer.score("good").level, Level::neutral);
    auto const taken = scorer.score("good", own);
    EXPECT_EQ(taken.level, Level::neutral);
    EXPECT_EQ(taken.own_phrase, "good");
    EXPECT_TRUE(taken.enters_window);
    auto const stronger = scorer.score("good xyzzy", own);
    EXPECT_EQ(stronger.pulse, 7.5);
    EXPECT_EQ(stronger.level, Level::very_negative);
    EXPECT_EQ(scorer.score("nothing of it", own), scorer.score("nothing of it"));
}

TEST(PhraseBook, what_is_read_as_no_complaint_is_no_profanity_either) {
    TemporaryFile const file(TinyModel().file());
    auto const scorer = std::move(*Scorer::load(file.path(), 256));
    PhraseBook const film({{"", "Fucking Amal", Level::neutral}});
    PhraseBook const insult({{"", "Fucking Amal", Level::very_negative}});
    EXPECT_TRUE(scorer.score("send me Fucking Amal", {}).profane);
    EXPECT_FALSE(scorer.score("send me Fucking Amal", {.own_phrases = &film}).profane);
    EXPECT_TRUE(scorer.score("send me fucking Fucking Amal", {.own_phrases = &film}).profane);
    EXPECT_TRUE(scorer.score("send me Fucking Amal", {.own_phrases = &insult}).profane);
}

} // namespace
} // namespace undertone::sentiment
