"""What the stages share: the encoder and tokenizer of the base model with the trimmed vocabulary, and pulse and level from probabilities."""
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

import model_file
import text
from base_file import BaseFile
from encoder import Encoder, layer_sections, tuned_sections



class Shape(NamedTuple):
    """How many layers there are, which of them the heads read, and the layer of each head with the weight of its loss."""
    layers: int
    pool_layers: tuple
    exits: dict


TEACHER = Shape(12, (3, 6, 9, 12), {6: 0.4, 12: 1.0})  # tune.py makes it of the base model
STUDENT = Shape(6, (2, 3, 4, 6), {3: 0.3, 4: 0.3, 6: 1.0})  # distil.py makes it of the teacher; it ships
CUTS = [15.0, 30.0, 45.0, 55.0, 70.0, 85.0]
ZONES = np.array([0, 0, 0, 1, 2, 2, 2])  # of the levels
LOWEST, HIGHEST = np.array([0.0, 45.0, 55.01]), np.array([44.99, 55.0, 100.0])  # pulses of the zones
SHARE_OF_ALL = 0.3  # what the expectation over all levels counts in the pulse, beside that over the likeliest zone's
ALIAS_FILE = Path(__file__).with_name("emoji_alias.tsv")


def read_alias():
    return dict(line.split("\t") for line in ALIAS_FILE.read_text(encoding="utf-8").splitlines() if line)


class Base:
    """The base model with the pieces `kept` (all of them when it is None), its layers as `tuned` left them."""

    def __init__(self, path, kept=None, rounded=True, tuned=None, shape=TEACHER):
        self.file, self.shape = BaseFile(path), shape
        base = self.file
        self.kept = np.arange(len(base.pieces)) if kept is None else np.load(kept)
        self.pieces = [base.pieces[i] for i in self.kept]
        self.scores = base.scores[self.kept]
        self.normal = text.complete_normalisation(base.normal)
        normaliser = text.Normaliser(self.normal, read_alias())
        self.tokenizer = text.FastTokenizer(self.pieces, self.scores, normaliser, base.positions)
        row_bytes = base.width // 32 * 18
        rows = np.frombuffer(base.raw("emb.word"), np.uint8).reshape(-1, row_bytes)
        self.word_rows = np.ascontiguousarray(rows[self.kept]).tobytes()
        self.sections = layer_sections(base) if tuned is None else tuned_sections(torch.load(tuned), shape.layers)
        self.encoder = self._encoder(rounded)

    def _encoder(self, rounded):
        base = self.file
        return Encoder(self.sections, self.word_rows, base.width, base.heads, base.feed_forward, self.shape.layers, base.epsilon, self.shape.pool_layers, rounded)

    def with_plain_activations(self):
        """The same encoder, its activations in f32."""
        return self._encoder(False)


class Shipped:
    """A model file as the C++ program reads it."""

    def __init__(self, path, rounded=False, original=None):
        sections = model_file.read(path)
        self.meta = meta = json.loads(sections["meta"])
        offsets = np.frombuffer(sections["piece.offset"], "<u4")
        self.pieces = [sections["piece.text"][offsets[i]:offsets[i + 1]] for i in range(meta["pieces"])]
        self.scores = np.frombuffer(sections["piece.score"], "<f4")
        keys, ends, values = (np.frombuffer(sections["norm." + name], "<u4") for name in ("key", "offset", "value"))
        self.normal = {int(key): tuple(map(int, values[ends[i]:ends[i + 1]])) for i, key in enumerate(keys)}
        alias = dict(line.split("\t") for line in sections["emoji.alias"].decode().splitlines())
        self.normaliser = text.Normaliser(self.normal, alias)
        pieces, scores, rows = self.pieces, self.scores, sections["emb.word"]
        if original:
            base = BaseFile(original)
            pieces, scores, rows = base.pieces, base.scores, base.raw("emb.word")
        self.tokenizer = text.FastTokenizer(pieces, scores, self.normaliser, meta["positions"])
        self.encoder = Encoder(sections, rows, meta["width"], meta["heads"], meta["feed_forward"], meta["layers"], meta["epsilon"],
                               meta["pool_layers"], rounded)
        head = lambda name: (np.frombuffer(sections[name + ".w"], "<f4").reshape(meta["levels"], -1), np.frombuffer(sections[name + ".b"], "<f4"))
        self.head, self.early = head("head"), (*head("early"), meta["early"]["sure"]) if "early" in meta else None
        self.sections = sections

    def score(self, texts):
        """(probabilities [texts][7], pulses)"""
        probabilities = read(self.encoder.many(self.tokenizer.batch(texts)), self.head, self.early)
        return probabilities, pulse(probabilities, self.meta["pulse_points"], self.meta["pulse_map"])


def read(features, head, early=None):
    """Probabilities [texts][7] of the last head, and of the early one (weight, bias, sure) where it is sure of a side."""
    last = softmax(features @ head[0].T + head[1])
    if early is None:
        return last
    weight, bias, sure = early
    first = softmax(features[:, :weight.shape[1]] @ weight.T + bias)
    leaves = np.stack([first[:, :3].sum(1), first[:, 3], first[:, 4:].sum(1)]).max(0) >= sure
    return np.where(leaves[:, None], first, last)


def softmax(logits):
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def zones_of(probabilities):
    """Summed probabilities [texts][3]: negative, neutral, positive."""
    return np.stack([probabilities[:, ZONES == zone].sum(1) for zone in range(3)], 1)


def pulse(probabilities, points, mapping):
    """Pulses in the zone that is likeliest: the expectation over that zone's levels, and a little of that over all of them."""
    points, zone = np.asarray(points), zones_of(probabilities).argmax(1)
    within = np.where(ZONES == zone[:, None], probabilities, 0)
    raw = SHARE_OF_ALL * (probabilities @ points) + (1 - SHARE_OF_ALL) * (within @ points) / within.sum(1)
    return np.clip(np.interp(raw, *zip(*mapping)), LOWEST[zone], HIGHEST[zone])


def level_of(value):
    """The level index of a pulse rounded to two decimals: neutral holds both 45 and 55, the ends belong as in the product's cuts."""
    value = round(float(value), 2)
    below = sum(value >= cut for cut in CUTS[:3])
    return below if value < CUTS[2] else 3 + sum(value > cut for cut in CUTS[3:])
