"""Frozen features of the training texts, cached by the tokens they are computed from, so that a later run computes only what is new."""
import argparse
import hashlib
import random
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

import data
from model import Base

ROWS_A_LANGUAGE = 450
CHUNK = 2000


class Cache:
    """Features as f16 on disk; the key is a hash of the base model's token ids."""

    def __init__(self, folder, base):
        stamp = hashlib.blake2b(b"".join(base.sections.values()), digest_size=8).hexdigest()
        self.folder = Path(folder, "features-" + stamp)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.base, self.known = base, {}
        for path in sorted(self.folder.glob("*.keys.npy")):
            keys = np.load(path)
            rows = np.load(str(path).replace(".keys.", ".rows."), mmap_mode="r")
            self.known.update({bytes(key): (rows, i) for i, key in enumerate(keys)})

    def _key(self, tokens):
        return hashlib.blake2b(self.base.kept[tokens].astype("<i4").tobytes(), digest_size=16).digest()

    def __call__(self, texts):
        """Features f32 [texts][4 × width]."""
        tokens = [ids[:128] for ids in self.base.tokenizer.batch(texts)]
        keys = [self._key(ids) for ids in tokens]
        missing = {key: ids for key, ids in zip(keys, tokens) if key not in self.known}
        todo, started = sorted(missing.items(), key=lambda item: len(item[1])), time.time()
        random.Random(1).shuffle(todo)
        for start in range(0, len(todo), CHUNK):
            part = todo[start:start + CHUNK]
            self._add([key for key, _ in part], self.base.encoder.many([ids for _, ids in part]))
            print(f"{start + len(part)} of {len(todo)} new texts, {(start + len(part)) / (time.time() - started):.0f} a second", flush=True)
        return np.stack([self.known[key][0][self.known[key][1]] for key in keys]).astype(np.float32)

    def _add(self, keys, rows):
        name = hashlib.blake2b(b"".join(keys), digest_size=8).hexdigest()
        rows = rows.astype(np.float16)
        np.save(self.folder / f"{name}.rows.npy", rows)
        np.save(self.folder / f"{name}.keys.npy", np.frombuffer(b"".join(keys), np.uint8).reshape(-1, 16))
        self.known.update({key: (rows, i) for i, key in enumerate(keys)})


def subtitles(name):
    return name.startswith("xed")


def pick_open(folder, limit=ROWS_A_LANGUAGE, seed=1):
    """Open rows, at most `limit` a language: labels balanced, sets other than subtitles first, sets taking turns."""
    groups = defaultdict(lambda: defaultdict(list))
    for language, name, number, label, text in data.open_rows(folder):
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--kept", required=True, help="kept ids, .npy")
    parser.add_argument("--data", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--cache", required=True, help="folder")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cache = Cache(options.cache, Base(options.base, options.kept))
    texts = [row[3] for row in data.corpus_rows(options.corpus)] + [row[4] for row in pick_open(options.data)]
    print(f"{len(texts)} texts")
    cache(texts)


if __name__ == "__main__":
    main()
