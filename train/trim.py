"""Chooses the pieces that the shipped vocabulary keeps: the most frequent of 41 languages, each language counting the same."""
import argparse
import random
import unicodedata
from collections import Counter, defaultdict

import numpy as np

import data
import text
from base_file import BaseFile

LINES_A_LANGUAGE = 12000
CORPUS_WEIGHT = 3.0  # our own messages stand nearest to what the product reads
WORD_LIST_WEIGHT = 0.5
EMOJI_FROM = 0x1F000


def gather(folder, corpus):
    """language to (lines, own lines) with at most LINES_A_LANGUAGE lines of public text."""
    lines, own = defaultdict(list), defaultdict(list)
    for language, line in data.raw_texts(folder):
        lines[language].append(line)
    for language, _, _, _, line in data.open_rows(folder):
        lines[language].append(line[:400])
    for _, language, _, line, _ in data.corpus_rows(corpus):
        own[language].append(line)
    pick = random.Random(1)
    for language in lines:
        pick.shuffle(lines[language])
        del lines[language][LINES_A_LANGUAGE:]
    lines["sr-Cyrl"] += [data.to_cyrillic(line) for line in lines["sr-Latn"][:4000]]
    lines["sr-Latn"] += [data.to_latin(line) for line in lines["sr-Cyrl"][:4000]]
    return lines, own


def shares(tokenizer, lines):
    counts = Counter(i for ids in tokenizer.batch(lines) for i in ids)
    total = sum(counts.values()) or 1
    return {piece: count / total for piece, count in counts.items()}


def word_shares(tokenizer, words):
    counts = Counter()
    for (word, count), ids in zip(words, tokenizer.batch([word for word, _ in words])):
        for piece in ids:
            counts[piece] += count
    total = sum(counts.values()) or 1
    return {piece: count / total for piece, count in counts.items()}


def single_character(piece):
    """The one character of a piece, with or without the space before it, or nothing."""
    word = piece.decode().removeprefix(text.SPACE)
    return word if len(word) == 1 else ""


def always_kept(pieces, seen):
    """Ids of special pieces, emoji, and every single character of a script we read (ideographs, syllables only where seen)."""
    kept = set(range(text.SPECIAL))
    for index in range(text.SPECIAL, len(pieces)):
        word = pieces[index].decode().removeprefix(text.SPACE)
        if any(EMOJI_FROM <= ord(c) < 0x20000 or unicodedata.category(c) == "So" for c in word):
            kept.add(index)
        character = single_character(pieces[index])
        if character and unicodedata.category(character) not in ("Co", "Cn"):
            wide = unicodedata.name(character, "").startswith(("CJK", "HANGUL"))
            foreign = not wide and unicodedata.category(character)[0] in "LM" and not known_script(character)
            if not foreign and (not wide or index in seen or len(pieces[index]) == len(character.encode())):
                kept.add(index)
    return kept


def known_script(character):
    names = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DEVANAGARI", "THAI", "HIRAGANA", "KATAKANA", "CJK", "HANGUL", "COMBINING")
    return unicodedata.name(character, "").startswith(names)


def choose(base, folder, corpus, wanted):
    """Ids of the base vocabulary to keep, rising."""
    normaliser = text.Normaliser(text.complete_normalisation(base.normal), {})
    tokenizer = text.FastTokenizer(base.pieces, base.scores, normaliser, base.positions)
    lines, own = gather(folder, corpus)
    words = defaultdict(list)
    for language, word, count in data.word_counts(folder):
        words[language].append((word, count))
    words["sr-Latn"], words["sr-Cyrl"] = words["sr-Cyrl"], [(data.to_cyrillic(w), c) for w, c in words["sr-Cyrl"]]
    weight = Counter()
    for language in data.LANGUAGES:
        parts = [(1.0, shares(tokenizer, lines[language])), (CORPUS_WEIGHT, shares(tokenizer, own[language])),
                 (WORD_LIST_WEIGHT, word_shares(tokenizer, words[language]))]
        for factor, part in parts:
            for piece, share in part.items():
                weight[piece] += factor * share
    kept = always_kept(base.pieces, weight)
    forced = len(kept)
    for piece, _ in weight.most_common():
        if len(kept) >= wanted:
            break
        kept.add(piece)
    for piece in range(len(base.pieces)):  # the vocabulary is in order of frequency
        if len(kept) >= wanted:
            break
        kept.add(piece)
    covered = sum(share for piece, share in weight.items() if piece in kept) / sum(weight.values())
    print(f"{len(weight)} pieces occur, {forced} always kept, {len(kept)} kept, {covered:.4f} of the tokens")
    return np.array(sorted(kept), np.int32)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="e5-small-q4.bin")
    parser.add_argument("--data", required=True, help="folder with raw/, train/ and wordfreq/")
    parser.add_argument("--corpus", required=True, help="folder of our own <language>.tsv")
    parser.add_argument("--pieces", type=int, default=100000)
    parser.add_argument("--out", required=True, help="kept ids, .npy")
    options = parser.parse_args()
    np.save(options.out, choose(BaseFile(options.base), options.data, options.corpus, options.pieces))


if __name__ == "__main__":
    main()
