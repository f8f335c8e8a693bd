"""Prints the tables of the model card: the held-back messages by language, and the confusion of the seven levels."""
import argparse

import numpy as np
import torch

import data
from model import Shipped, level_of
from reference import identifier
from figures import figures


def language_table(rows, levels, found, spoken):
    print("| language | messages | accuracy (3) | macro-F1 (3) | accuracy (7) | within one | language found |\n|---|---|---|---|---|---|---|")
    groups = [(language, np.array([row[1] == language for row in rows])) for language in data.LANGUAGES]
    for name, mask in [*groups, ("all", np.ones(len(rows), bool))]:
        if mask.any():
            part = figures(levels[mask], found[mask])
            right = np.mean([spoken[i] == rows[i][1] for i in np.flatnonzero(mask)])
            print(f"| {name} | {part['rows']} | {part['accuracy3']:.2f} | {part['macro_f1_3']:.2f} | {part['accuracy7']:.2f} "
                  f"| {part['within_one']:.2f} | {right:.2f} |")


def confusion_table(levels, found):
    names = [name.replace("_", " ") for name in data.LEVELS]
    print("\n| labelled ↓ scored → | " + " | ".join(names) + " |\n|---|" + "---|" * 7)
    for level, name in enumerate(names):
        print(f"| {name} | " + " | ".join(str(int(np.sum((levels == level) & (found == k)))) for k in range(7)) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--corpus", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [row for row in data.corpus_rows(options.corpus) if data.held_back(row[0])]
    shipped = Shipped(options.model, rounded=True)
    probabilities, pulses = shipped.score([row[3] for row in rows])
    spoken = identifier(shipped)
    levels, found = np.array([row[2] for row in rows]), np.array([level_of(value) for value in pulses])
    language_table(rows, levels, found, [spoken(row[3]) for row in rows])
    confusion_table(levels, found)
    sure = probabilities.max(axis=1)
    print(f"\nmean highest probability {sure.mean():.3f}; likeliest level right {np.mean(probabilities.argmax(1) == levels):.3f}")


if __name__ == "__main__":
    main()
