"""Fits what stands behind the tuned encoder: temperatures, pulse map and the threshold of the early head, on messages that no stage trained on.

All of it is read with weights and activations rounded as the C++ program rounds them."""
import argparse
import json
import random

import numpy as np
import torch

import data
from model import CUTS, STUDENT, ZONES, Base, level_of, pulse, softmax, zones_of
from figures import POINTS, calibrate, figures, pulse_map
from tune import FEATURE_GAIN

CONFIDENCE_BINS = 14
TEMPERATURES = np.linspace(0.5, 2.5, 81)
SHRINK = 0.5  # of each cut's way from its own place to the fitted one
WORSE = 0.004  # of all messages may get a wrong side, or a level off by more than one, only because they leave early
WORSE_LEVEL = 0.015  # and so many a wrong level


def temperature(logits, levels):
    """The divisor of the logits under which the zones of `levels` are likeliest."""
    cost = [-np.log(zones_of(softmax(logits / t))[np.arange(len(levels)), ZONES[levels]] + 1e-9).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(cost))])


def expected_error(confidence, right, bins=15):
    """Expected calibration error over bins of like width (Guo et al. 2017)."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    return float(sum(abs(confidence[place == b].mean() - right[place == b].mean()) * np.mean(place == b) for b in range(bins) if np.any(place == b)))


def confidence_map(confidence, right):
    """Rising pairs (probability as read, how often such readings are right): bins of like number, those that fall made one with their neighbour
    (pool adjacent violators, Ayer et al. 1955)."""
    order = np.argsort(confidence)
    bins = [[confidence[part].mean(), right[part].mean(), len(part)] for part in np.array_split(order, CONFIDENCE_BINS)]
    pooled = []
    for one in bins:
        pooled.append(one)
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            (x, y, n), (u, v, m) = pooled[-2:]
            pooled[-2:] = [[(x * n + u * m) / (n + m), (y * n + v * m) / (n + m), n + m]]
    inner = [[round(float(x), 4), round(float(y), 4)] for x, y, _ in pooled]
    lowest, highest = [0.001, round(inner[0][1] / 2, 4)], [0.9999, max(inner[-1][1], 0.995)]
    return [lowest, *inner] + [highest] * (highest[0] > inner[-1][0] and highest[1] > inner[-1][1])


class Heads:
    def __init__(self, state, early):
        self.exits = early, max(STUDENT.exits)
        self.early, self.last = self.exits
        part = lambda exit, name: state[f"head.{exit}.{name}"].double().numpy()
        self.weight = {exit: part(exit, "weight") * FEATURE_GAIN for exit in self.exits}
        self.bias = {exit: part(exit, "bias") for exit in self.exits}

    def logits(self, exit, features):
        return features[:, :self.weight[exit].shape[1]] @ self.weight[exit].T + self.bias[exit]

    def cool(self, exit, divisor):
        self.weight[exit], self.bias[exit] = self.weight[exit] / divisor, self.bias[exit] / divisor


def mixed_rows(corpus, most_others=6000):
    """(text, 1 or 0) of training messages that a tag calls mixed, and of others."""
    rows = [row for row in data.corpus_rows(corpus) if not (data.held_back(row[0]) or data.for_calibration(row[0]))]
    mixed = [(row[3], 1) for row in rows if "mixed" in row[4].split(",")]
    others = [(row[3], 0) for row in rows if "mixed" not in row[4].split(",")]
    random.Random(1).shuffle(others)
    return mixed + others[:most_others]


def fit_mixed(x, truth, decay=1e-4):
    """Weights [features] and bias of a logistic regression on features of length 1."""
    x, truth = torch.from_numpy(x * FEATURE_GAIN).float(), torch.tensor(truth).float()
    weight, bias = torch.zeros(x.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ weight + bias, truth) + decay * (weight ** 2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return weight.detach().double().numpy() * FEATURE_GAIN, bias.detach().double().numpy()


def area_under_curve(score, truth):
    order = np.argsort(np.argsort(score)) + 1.0
    positives = truth.sum()
    return float((order[truth == 1].sum() - positives * (positives + 1) / 2) / max(positives * (len(truth) - positives), 1))


class Reader:
    """Probabilities, pulse, level and confidence, as the scorer gives them."""

    def __init__(self, heads, mapping, sure, confidences=((0, 0), (1, 1))):
        self.heads, self.mapping, self.sure, self.confidences = heads, mapping, sure, confidences

    def __call__(self, features):
        early, last = (softmax(self.heads.logits(exit, features)) for exit in (self.heads.early, self.heads.last))
        leaves = zones_of(early).max(1) >= self.sure
        probabilities = np.where(leaves[:, None], early, last)
        levels = np.array([level_of(p) for p in pulse(probabilities, POINTS, self.mapping)])
        confidence = zones_of(probabilities)[np.arange(len(levels)), ZONES[levels]]
        return leaves, levels, np.interp(confidence, *zip(*self.confidences))


def report(name, reader, features, levels, languages):
    leaves, found, confidence = reader(features)
    by_language = {l: figures(levels[languages == l], found[languages == l])["macro_f1_3"] for l in sorted(set(languages))}
    worst = sorted(by_language, key=by_language.get)[:5]
    print(json.dumps({"set": name, **{k: round(v, 4) for k, v in figures(levels, found).items()}, "mean_of_languages": round(float(np.mean(list(by_language.values()))), 4),
                      "worst": {l: round(by_language[l], 3) for l in worst}, "leave_early": round(float(leaves.mean()), 3),
                      "calibration_error": round(expected_error(confidence, ZONES[found] == ZONES[levels]), 4), "confidence": round(float(confidence.mean()), 3)}), flush=True)
    return by_language


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "kept", "tuned", "corpus", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--early", type=int, default=4, help="the layer after which a sure message leaves")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    base, heads = Base(options.base, options.kept, tuned=options.tuned, shape=STUDENT), Heads(torch.load(options.tuned), options.early)
    sets = {}
    for name, chosen in (("calibration", data.for_calibration), ("held back", data.held_back)):
        rows = [row for row in data.corpus_rows(options.corpus) if chosen(row[0])]
        features = base.encoder.many(base.tokenizer.batch([row[3] for row in rows])).astype(np.float64)
        sets[name] = features, np.array([row[2] for row in rows]), np.array([row[1] for row in rows])
        tagged = np.array(["mixed" in row[4].split(",") for row in rows], int)  # of the held-back messages in the end
    features, levels, languages = sets["calibration"]
    for exit in heads.exits:
        divisor = temperature(heads.logits(exit, features), levels)
        heads.cool(exit, divisor)
        print(f"exit {exit}: temperature {divisor:.2f}")
    last = softmax(heads.logits(heads.last, features))
    fitted = calibrate(last @ np.array(POINTS), levels)
    cuts = [cut + SHRINK * (own - cut) for own, cut in zip(fitted, CUTS)]
    mapping = pulse_map(cuts)
    print("cuts", [round(c, 1) for c in fitted], "used", [round(c, 1) for c in cuts])
    whole = Reader(heads, mapping, 2.0)
    _, full, _ = whole(features)
    sure = 1.0
    for candidate in np.arange(0.995, 0.6, -0.005):
        leaves, found, _ = Reader(heads, mapping, candidate)(features)
        wrong = np.mean(ZONES[found] != ZONES[levels]) - np.mean(ZONES[full] != ZONES[levels])
        moved = np.mean(np.abs(found - levels) > 1) - np.mean(np.abs(full - levels) > 1)
        inexact = np.mean(full == levels) - np.mean(found == levels)
        if max(wrong, moved) > WORSE or inexact > WORSE_LEVEL:
            break
        sure = float(candidate)
    print(f"early head sure from {sure:.3f}")
    _, found, confidence = Reader(heads, mapping, sure)(features)
    confidences = confidence_map(confidence, (ZONES[found] == ZONES[levels]).astype(float))
    print("confidence map", confidences)
    known = heads.weight[heads.early].shape[1]
    pairs = mixed_rows(options.corpus)
    mixed_weight, mixed_bias = fit_mixed(base.encoder.many(base.tokenizer.batch([text for text, _ in pairs]))[:, :known], [truth for _, truth in pairs])
    score = sets["held back"][0][:, :known] @ mixed_weight + mixed_bias
    print(f"mixed: {sum(truth for _, truth in pairs)} of {len(pairs)} training messages; area under the curve on the held-back ones {area_under_curve(score, tagged):.3f}; "
          f"at 0.5 found {np.mean(score[tagged == 1] > 0):.2f} of the mixed and {np.mean(score[tagged == 0] > 0):.3f} of the others")
    np.savez(options.out, mixed_weight=mixed_weight, mixed_bias=mixed_bias, confidence_map=confidences, weight=heads.weight[heads.last], bias=heads.bias[heads.last], points=POINTS, mapping=mapping,
             early_weight=heads.weight[heads.early], early_bias=heads.bias[heads.early], early_layer=heads.early, early_sure=sure)
    for name, (features, levels, languages) in sets.items():
        report(name + ", to the end", whole, features, levels, languages)
        report(name + ", as shipped", Reader(heads, mapping, sure, confidences), features, levels, languages)


if __name__ == "__main__":
    main()
