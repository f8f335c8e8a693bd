"""Writes how the usual words of each language begin that is typed in Latin letters, from our corpus: a text that has hardly
one of them is in another language. usual_words.py --corpus corpus --out ../src/sentiment/usual_words"""
from collections import Counter

from marks import messages_of, without_marks, words_of, write_lists

LANGUAGES = "ca cs da de en es et fi fr hr hu id it lt lv ms nb nl pl pt ro sk sl sr-Latn sv tr vi".split()
TYPED_IN_LATIN = "ar bg el he hi ru uk".split()  # by some people, without another keyboard: of them those messages alone
HEAD = "# How usual words begin, without marks, written by train/usual_words.py."
LETTERS = 5  # of a word: endings and compounds differ
MOST = 1500  # beginnings a language


def usual(path, language):
    """The beginnings of words that stand in most of the messages that training may see."""
    latin_alone = language in TYPED_IN_LATIN
    counts = Counter()
    for text in messages_of(path):
        words = words_of(text)
        if not latin_alone or 2 * sum(map(str.isascii, words)) > len(words):
            words = filter(str.isascii, words) if latin_alone else words
            counts.update({without_marks(word)[:LETTERS] for word in words})
    return sorted(sorted(counts, key=lambda beginning: (-counts[beginning], beginning))[:MOST])


if __name__ == "__main__":
    write_lists(__doc__, HEAD, LANGUAGES + TYPED_IN_LATIN, usual)
