"""Prints the token ids of each line of a file, by the unigram model of the PyPI package `tokenizers` over the shipped pieces and scores."""
import argparse
import json
import sys
from pathlib import Path

import numpy as np

import model_file
import text


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--plain", action="store_true", help="compare with the Viterbi search written out and fail on the first difference")
    parser.add_argument("file", help="a text a line; - is standard input")
    options = parser.parse_args()
    sections = model_file.read(options.model)
    meta = json.loads(sections["meta"])
    offsets, scores = np.frombuffer(sections["piece.offset"], "<u4"), np.frombuffer(sections["piece.score"], "<f4")
    pieces = [sections["piece.text"][offsets[i]:offsets[i + 1]] for i in range(meta["pieces"])]
    keys, ends, values = (np.frombuffer(sections["norm." + name], "<u4") for name in ("key", "offset", "value"))
    normal = {int(key): tuple(map(int, values[ends[i]:ends[i + 1]])) for i, key in enumerate(keys)}
    alias = dict(line.split("\t") for line in sections["emoji.alias"].decode().splitlines())
    normaliser = text.Normaliser(normal, alias)
    content = sys.stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8")
    lines = content.split("\n")[:-1] if content.endswith("\n") else content.split("\n")
    plain = text.PlainTokenizer(pieces, scores, normaliser, meta["positions"]) if options.plain else None
    for line, ids in zip(lines, text.FastTokenizer(pieces, scores, normaliser, meta["positions"]).batch(lines)):
        if plain and plain(line) != ids:
            raise SystemExit(f"differs: {line}\n{ids}\n{plain(line)}")
        print(" ".join(map(str, ids)))


if __name__ == "__main__":
    main()
