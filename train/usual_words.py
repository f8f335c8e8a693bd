"""Writes how the usual words of each language begin that is typed in Latin letters, from our corpus: a text that has hardly
one of them is in another language. usual_words.py --corpus corpus --out ../src/sentiment/usual_words"""
import argparse
import csv
import unicodedata
from collections import Counter
from pathlib import Path

from data import held_back
from marks import without_marks, words_of

LANGUAGES = "ca cs da de en es et fi fr hr hu id it lt lv ms nb nl pl pt ro sk sl sr-Latn sv tr vi".split()
TYPED_IN_LATIN = "ar bg el he hi ru uk".split()  # by some people, without another keyboard: of them those messages alone
HEAD = "# How usual words begin, without marks, written by train/usual_words.py."
LETTERS = 5  # of a word: endings and compounds differ
MOST = 1500  # beginnings a language


def beginnings(path, latin_alone):
    """How many messages that training may see hold a word with each beginning."""
    counts = Counter()
    with open(path, encoding="utf-8", newline="") as handle:
        for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 3 and not held_back(row[0]):
                words = words_of(unicodedata.normalize("NFC", row[2]).lower())
                if not latin_alone or 2 * sum(map(str.isascii, words)) > len(words):
                    words = filter(str.isascii, words) if latin_alone else words
                    counts.update({without_marks(word)[:LETTERS] for word in words})
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    Path(options.out).mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES + TYPED_IN_LATIN:
        counts = beginnings(Path(options.corpus, language + ".tsv"), language in TYPED_IN_LATIN)
        usual = sorted(sorted(counts, key=lambda beginning: (-counts[beginning], beginning))[:MOST])
        Path(options.out, language + ".txt").write_text("".join(line + "\n" for line in [HEAD, *usual]), encoding="utf-8")
        print(f"{language}: {len(usual)} of {len(counts)}")


if __name__ == "__main__":
    main()
