"""How often the program puts a text into the class (negative, neutral, positive) and the level that the same weights give in f32.

Both are given the writer's own words: links, quotes and signatures are left out by `bench_own_words` first."""
import argparse
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import torch

from data import LEVELS
from model import Shipped, level_of

SETTINGS = {"UNDERTONE_SCORING_PROFANITY_RULE": "none"}  # the rule lowers a reading after the network


def lines_of(command, text):
    output = subprocess.run(command, input=text, capture_output=True, text=True, check=True, env=os.environ | SETTINGS).stdout
    return output.split("\n")[:-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--program", default="../build/release/undertone")
    parser.add_argument("--own-words", default="../build/release/bench/bench_own_words")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("file", help="a text a line")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    texts = lines_of([options.own_words], Path(options.file).read_text(encoding="utf-8"))
    texts = [text for text in texts if text.strip()]
    readings = [json.loads(line) for line in lines_of([options.program, "score", "--no-phrases", "--model", options.model], "\n".join(texts) + "\n")]
    _, pulses = Shipped(options.model).score(texts)
    pairs = [(LEVELS.index(reading["level"]), level_of(pulse), abs(reading["pulse"] - pulse))
             for reading, pulse in zip(readings, pulses, strict=True) if reading["level"] in LEVELS]
    ours, theirs, apart = (np.array(column) for column in zip(*pairs))
    neutral = LEVELS.index("neutral")
    print(f"{len(texts)} texts with words, {len(pairs)} scored: same class {np.mean(np.sign(ours - neutral) == np.sign(theirs - neutral)):.4f}, "
          f"same level {np.mean(ours == theirs):.4f}, pulse apart {np.median(apart):.3f} in the middle, {np.percentile(apart, 95):.2f} at the 95th percentile")


if __name__ == "__main__":
    main()
