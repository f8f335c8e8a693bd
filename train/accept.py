"""Checks that a model file gives the sentences of accept.tsv (text, lowest level, highest level) a level between the two; fails otherwise."""
import argparse
from pathlib import Path

import torch

from data import LEVELS
from model import Shipped, level_of


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--sentences", default=str(Path(__file__).with_name("accept.tsv")))
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [line.split("\t") for line in Path(options.sentences).read_text(encoding="utf-8").splitlines()]
    wrong = 0
    for rounded in (False, True):
        _, pulses = Shipped(options.model, rounded=rounded).score([row[0] for row in rows])
        for (text, low, high), value in zip(rows, pulses):
            low, high = sorted((LEVELS.index(low), LEVELS.index(high)))
            if not low <= level_of(value) <= high:
                wrong += 1
                print(f"{'int8' if rounded else 'f32'} {value:5.1f} {LEVELS[level_of(value)]} is not {LEVELS[low]}…{LEVELS[high]}: {text}")
    print(f"{wrong} wrong of {2 * len(rows)}")
    raise SystemExit(wrong != 0)


if __name__ == "__main__":
    main()
