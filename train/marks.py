"""Writes the words of our corpus that carry accents or other marks, a list a language: the program gives them back to who
types without ("kerem kuldjek a szamlat"). marks.py --corpus corpus --out ../src/sentiment/marks"""
import argparse
import csv
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from data import held_back

LANGUAGES = "ca cs da el es et fi fr hr hu it lt lv nb pl pt ro sk sl sr-Latn sv tr vi".split()
WITHOUT_PARTS = {"đ": "d", "ł": "l", "ø": "o", "ı": "i"}  # letters that Unicode does not take apart
HEAD = "# Words and pairs of words with their marks, written by train/marks.py."
SHARE = 0.7  # of all that is written so without marks: "se" is more often "se" than "še"
FEWEST_PAIRS = 2  # times that a pair of words must stand in the corpus


def without_marks(text):
    parts = unicodedata.normalize("NFD", "".join(WITHOUT_PARTS.get(letter, letter) for letter in text))
    return unicodedata.normalize("NFC", "".join(letter for letter in parts if not unicodedata.combining(letter)))


def messages_of(path):
    """Messages that training may see, in small letters."""
    with open(path, encoding="utf-8", newline="") as handle:
        for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 3 and not held_back(row[0]):
                yield unicodedata.normalize("NFC", row[2]).lower()


def write_lists(about, head, languages, lines_of):
    """Writes a file for each language with what `lines_of` finds in its part of the corpus."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    Path(options.out).mkdir(parents=True, exist_ok=True)
    for language in languages:
        lines = lines_of(Path(options.corpus, language + ".tsv"), language)
        Path(options.out, language + ".txt").write_text("".join(line + "\n" for line in [head, *lines]), encoding="utf-8")
        print(f"{language}: {len(lines)}")


def words_of(part):
    return re.findall(r"[^\W\d_]+", part)


def chosen(counts, fewest, usual):
    """The form of each that most of its writers use, unless it is the usual one anyway."""
    for plain, forms in counts.items():
        form, times = forms.most_common(1)[0]
        if form != usual(plain) and times >= fewest and times >= SHARE * sum(forms.values()):
            yield plain, form


def marked(path, _language):
    words, pairs = defaultdict(Counter), defaultdict(Counter)
    for text in (text for text in messages_of(path) if without_marks(text) != text):  # whose writer uses marks
        for part in re.split(r"[^\w\s]", text):
            found = words_of(part)
            for word in found:
                words[without_marks(word)][word] += 1
            for pair in zip(found, found[1:]):
                pairs[" ".join(map(without_marks, pair))][" ".join(pair)] += 1
    single = dict(chosen(words, 1, lambda plain: plain))
    double = dict(chosen(pairs, FEWEST_PAIRS, lambda plain: " ".join(single.get(word, word) for word in plain.split())))
    return sorted([*single.values(), *double.values()])


if __name__ == "__main__":
    write_lists(__doc__, HEAD, LANGUAGES, marked)
