"""Reads the open data sets, the unlabelled sentences and our own corpus; every path is an argument."""
import csv
import gzip
import hashlib
import random
import unicodedata
from collections import defaultdict
from pathlib import Path

LANGUAGES = ("ar bg ca zh-HK zh-Hans zh-Hant hr cs da nl en et fi fr de el he hi hu id it ja ko lv lt ms nb pl pt ro ru "
             "sr-Cyrl sr-Latn sk sl es sv th tr uk vi").split()
LEVELS = "very_negative negative slightly_negative neutral slightly_positive positive very_positive".split()
FOLDER_CODES = {"no": "nb", "yue": "zh-HK", "sr": "sr-Cyrl"}
THREE = {"neg": (0, 1, 2), "neu": (3,), "pos": (4, 5, 6)}
CYRILLIC = dict(zip("абвгдђежзијклљмнњопрстћуфхцчџш", "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split()))


def code_of(folder):
    return FOLDER_CODES.get(folder, folder)


def to_latin(text):
    """Serbian Cyrillic to Serbian Latin."""
    result = []
    for character in text:
        latin = CYRILLIC.get(character.lower())
        result.append(character if latin is None else latin.capitalize() if character.isupper() else latin)
    return "".join(result)


def to_cyrillic(text):
    """Serbian Latin to Serbian Cyrillic; letters outside the alphabet stay."""
    for latin, cyrillic in (("lj", "љ"), ("nj", "њ"), ("dž", "џ")):
        text = text.replace(latin, cyrillic).replace(latin.capitalize(), cyrillic.upper()).replace(latin.upper(), cyrillic.upper())
    back = {latin: cyrillic for cyrillic, latin in CYRILLIC.items() if len(latin) == 1}
    back.update({latin.upper(): cyrillic.upper() for latin, cyrillic in back.items()})
    return "".join(back.get(character, character) for character in text)


def read_lines(path):
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as handle:
        for line in handle:
            yield line.rstrip("\n")


def raw_texts(data):
    """(language, text) of every unlabelled sentence."""
    for path in sorted(Path(data, "raw").glob("*.txt.gz")):
        folder = path.name[:-len(".txt.gz")]
        for suffix in ("-xed", "-ud"):
            folder = folder.removesuffix(suffix)
        for line in read_lines(path):
            if line.strip():
                yield code_of(folder), line


def word_counts(data):
    """(language, word, count) of the frequency lists."""
    for path in sorted(Path(data, "wordfreq").glob("*.txt.gz")):
        for line in read_lines(path):
            parts = line.replace("\t", " ").split(" ")
            if len(parts) >= 2 and parts[-1].isdigit():
                yield code_of(path.name[:-len(".txt.gz")]), " ".join(parts[:-1]), int(parts[-1])


def manifest(data):
    """The rows of the manifest that may train a model: open licence, stated."""
    with open(Path(data, "manifest.tsv"), encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE) if row["use"] == "train"]
    return [row for row in rows if not row["licence"].startswith("none stated")]


def open_rows(data):
    """(language, set name, row number, label, text) of the labelled sets with an open licence."""
    for entry in manifest(data):
        path = Path(data, "train", entry["lang"], entry["set"] + ".tsv.gz")
        for number, line in enumerate(read_lines(path)):
            parts = line.split("\t")
            if len(parts) >= 2 and parts[0] in THREE and parts[1].strip():
                yield code_of(entry["lang"]), entry["set"], number, parts[0], parts[1]


def subtitles(name):
    return name.startswith("xed")


def pick_open(folder, limit, seed):
    """Open rows, at most `limit` a language: labels balanced, sets other than subtitles first, sets taking turns."""
    groups = defaultdict(lambda: defaultdict(list))
    for language, name, number, label, text in open_rows(folder):
        if 2 <= len(text) <= 240:
            groups[language, label][name].append((language, name, number, label, text))
    chosen = []
    for (language, label), sets in sorted(groups.items()):
        pick, wanted = random.Random(f"{seed} {language} {label}"), limit // 3
        for rows in sets.values():
            pick.shuffle(rows)
        for names in ([n for n in sets if not subtitles(n)], [n for n in sets if subtitles(n)]):
            while wanted and any(sets[name] for name in names):
                for name in names:
                    if wanted and sets[name]:
                        chosen.append(sets[name].pop())
                        wanted -= 1
    return chosen


def corpus_rows(folder):
    """(id, language, level index, text, tags) of our own messages; extra.tsv names the language in its second column."""
    for path in sorted(Path(folder).glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            language = path.stem
            if path.stem == "extra":
                if len(parts) < 4:
                    continue
                language = parts.pop(1)
            if len(parts) >= 3 and parts[1] in LEVELS and language in LANGUAGES and parts[2].strip():
                yield parts[0], language, LEVELS.index(parts[1]), parts[2], parts[3] if len(parts) > 3 else ""


def outside_rows(folder):
    """(id, language, text) of our own messages in languages that are not scored: folder/outside/<code>.txt, a message a line."""
    for path in sorted(Path(folder, "outside").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield f"{path.stem}-{hashlib.blake2b(line.encode(), digest_size=4).hexdigest()}", path.stem, line


def held_back(identifier):
    """True for a fixed tenth of the corpus, by a hash of the id; never trained on."""
    return hashlib.blake2b(identifier.encode(), digest_size=4).digest()[0] * 10 // 256 == 0


def for_calibration(identifier):
    """True for a fixed twentieth, not held back, that no stage trains on: temperature, pulse map and early exit are fitted to it.

    Only ids that are a hash of the text (`de-1f2e3d4c`) are drawn; the first messages, numbered, had trained earlier models."""
    drawn = hashlib.blake2b(identifier.encode(), digest_size=4).digest()[1] * 20 // 256 == 0
    return drawn and len(identifier.rsplit("-", 1)[-1]) == 8 and not held_back(identifier)


def strip_accents(text):
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn"))
