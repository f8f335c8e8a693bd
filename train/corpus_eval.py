"""Writes the held-back tenth of our own messages as the folder that `undertone eval` reads: seven levels, a file a language."""
import argparse
from collections import defaultdict
from pathlib import Path

from data import LEVELS, corpus_rows, held_back


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("out")
    options = parser.parse_args()
    lines = defaultdict(list)
    for identifier, language, level, text, _ in corpus_rows(options.corpus):
        if held_back(identifier):
            lines[language].append(f"{identifier}\t{LEVELS[level]}\t{text}\n")
    Path(options.out).mkdir(parents=True, exist_ok=True)
    for language, rows in sorted(lines.items()):
        Path(options.out, language + ".tsv").write_text("".join(rows), encoding="utf-8")
    print(f"{sum(map(len, lines.values()))} rows in {len(lines)} languages")


if __name__ == "__main__":
    main()
