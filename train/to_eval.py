"""Turns labelled gzip sets (<root>/<language>/<set>.tsv.gz: label, text, …) into the folder that `undertone eval` reads."""
import argparse
import random
from collections import defaultdict
from pathlib import Path

from data import THREE, code_of, read_lines


def rows_of(path):
    for number, line in enumerate(read_lines(path)):
        parts = line.split("\t")
        if len(parts) >= 2 and parts[0] in THREE and parts[1].strip():
            yield f"{path.name.removesuffix('.tsv.gz')}-{number}", parts[0], " ".join(parts[1].split())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", help="folder with a folder a language")
    parser.add_argument("out")
    parser.add_argument("--rows", type=int, default=600, help="most rows a language, drawn evenly from its sets")
    parser.add_argument("--only", nargs="*", help="names of sets to take; all when left out")
    options = parser.parse_args()
    found = defaultdict(list)
    for path in sorted(Path(options.root).glob("*/*.tsv.gz")):
        name = path.name.removesuffix(".tsv.gz")
        if not options.only or name in options.only:
            found[code_of(path.parent.name)].append(list(rows_of(path)))
    Path(options.out).mkdir(parents=True, exist_ok=True)
    for language, sets in found.items():
        pick, chosen = random.Random(language), []
        for rows in sets:
            pick.shuffle(rows)
        for turn in range(max(map(len, sets))):
            chosen += [rows[turn] for rows in sets if turn < len(rows)]
            if len(chosen) >= options.rows:
                break
        lines = ["\t".join(row) + "\n" for row in chosen[:options.rows]]
        Path(options.out, language + ".tsv").write_text("".join(lines), encoding="utf-8")
        print(f"{language}: {len(lines)} rows of {len(sets)} sets")


if __name__ == "__main__":
    main()
