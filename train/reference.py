"""Scores a text file, one text a line, with PyTorch from the shipped file: the reference that the C++ program is compared with."""
import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

from data import LEVELS
from language import Identifier
from model import Shipped, level_of


def identifier(shipped):
    languages = shipped.meta["languages"]
    weight = np.frombuffer(shipped.sections["lang.w"], np.int8).reshape(shipped.meta["lang_buckets"], len(languages))
    scale, bias = np.frombuffer(shipped.sections["lang.s"], "<f4")[0], np.frombuffer(shipped.sections["lang.b"], "<f4")
    return Identifier(languages, weight, scale, bias)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--original", help="e5-small-q4.bin: read the text with its whole vocabulary instead of the kept pieces")
    parser.add_argument("--int8", action="store_true", help="round the activations to int8 as the C++ program does")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("file", help="a text a line; - is standard input")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    shipped = Shipped(options.model, rounded=options.int8, original=options.original)
    spoken = identifier(shipped)
    content = sys.stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8")
    texts = content.split("\n")[:-1] if content.endswith("\n") else content.split("\n")
    probabilities, pulses = shipped.score(texts)
    for text, row, value in zip(texts, probabilities, pulses):
        print(json.dumps({"text": text, "language": spoken(text), "pulse": round(float(value), 2), "level": LEVELS[level_of(value)],
                          "probabilities": [round(float(p), 4) for p in row]}, ensure_ascii=False))


if __name__ == "__main__":
    main()
