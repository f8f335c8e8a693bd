"""Trains the seven-level head on frozen features: open rows say only a side, our own messages say the level."""
import argparse
import json

import numpy as np
import torch

import data
from features import Cache, pick_open, subtitles
from model import CUTS, Base, level_of, softmax

POINTS = [7.5, 22.5, 37.5, 50.0, 62.5, 77.5, 92.5]
OPEN_WEIGHT, SUBTITLE_WEIGHT = 0.1, 0.02
SHARPNESS = 5.0  # the smoothed, decayed head is unsure of itself; its logits are widened so that the pulse follows the likeliest level
NEIGHBOUR = 0.12  # of a corpus row's target goes to the neighbouring levels
FOLDS = 3
SAME_IDEA = 0.55  # messages whose last-layer features, centred by language, are nearer than this fall into the same fold
STEPS = 90


def idea_folds(x, languages):
    """A fold for each message, such that near paraphrases and translations of one another are in the same one."""
    vectors = x[:, -384:].clone()
    for language in set(languages):
        mask = torch.tensor([other == language for other in languages])
        vectors[mask] -= vectors[mask].mean(0)
    vectors = torch.nn.functional.normalize(vectors, dim=1)
    near = ((vectors @ vectors.T) > SAME_IDEA).numpy()
    groups, unseen = np.full(len(vectors), -1), set(range(len(vectors)))
    while unseen:
        first = min(unseen)
        reached, frontier = {first}, [first]
        while frontier:
            found = set(np.flatnonzero(near[frontier].any(axis=0))) - reached
            reached |= found
            frontier = sorted(found)
        groups[list(reached)] = first
        unseen -= reached
    return np.array([data.number_fold(str(group), FOLDS) for group in groups])


def target_of_level(level):
    target = np.zeros(7, np.float32)
    for near in (level - 1, level + 1):
        if 0 <= near < 7:
            target[near] = NEIGHBOUR
    target[level] = 1 - target.sum()
    return target


class Rows:
    """Features with, for each row, either a target distribution (corpus) or a set of possible levels (open sets)."""

    def __init__(self, cache, corpus, open_rows):
        texts = [row[3] for row in corpus] + [row[4] for row in open_rows]
        self.x = torch.from_numpy(cache(texts))
        self.corpus_count = len(corpus)
        self.targets = torch.from_numpy(np.array([target_of_level(row[2]) for row in corpus], np.float32).reshape(-1, 7))
        sets = np.zeros((len(open_rows), 7), np.float32)
        for i, row in enumerate(open_rows):
            sets[i, list(data.THREE[row[3]])] = 1
        self.sets = torch.from_numpy(sets)
        weights = [1.0] * len(corpus) + [SUBTITLE_WEIGHT if subtitles(row[1]) else OPEN_WEIGHT for row in open_rows]
        self.weights = torch.tensor(weights)


def fit(rows, chosen, decay):
    """Weights [7][features] and bias by L-BFGS; `chosen` is a mask over the corpus rows, open rows are always in."""
    mean = rows.x.mean(0)
    x = rows.x - mean
    weight = torch.zeros(7, x.shape[1], requires_grad=True)
    bias = torch.zeros(7, requires_grad=True)
    importance = rows.weights.clone()
    importance[:rows.corpus_count][~chosen] = 0
    importance /= importance.sum()
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=STEPS, history_size=20, line_search_fn="strong_wolfe")
    count = rows.corpus_count

    def closure():
        optimiser.zero_grad()
        logs = torch.log_softmax(x @ weight.T + bias, dim=1)
        exact = -(rows.targets * logs[:count]).sum(1)
        partial = -torch.logsumexp(logs[count:] + torch.log(rows.sets + 1e-9), dim=1)
        loss = (torch.cat([exact, partial]) * importance).sum() + decay * (weight ** 2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    weight = weight.detach()
    return weight.numpy() * SHARPNESS, (bias.detach() - weight @ mean).numpy() * SHARPNESS


def out_of_fold(rows, training, folds, decay):
    """Probabilities of every training row of the corpus from a head that did not see its fold."""
    result = np.zeros((rows.corpus_count, 7))
    for fold in range(FOLDS):
        mask = torch.from_numpy(training & (folds != fold))
        weight, bias = fit(rows, mask, decay)
        part = np.flatnonzero(folds == fold)
        result[part] = softmax(rows.x[part].numpy() @ weight.T + bias)
    return result


def calibrate(raw, levels):
    """Raw cut points that cost least in levels, each level counting the same, by dynamic programming over a grid."""
    grid = np.unique(np.quantile(raw, np.linspace(0.005, 0.995, 400)))
    share = 1 / np.maximum(np.bincount(levels, minlength=7), 1) ** 0.5
    place = np.searchsorted(grid, raw, side="right")  # how many grid points lie at or below
    cost = np.zeros((7, len(grid) + 1))  # cost of calling everything between two grid points level k
    for k in range(7):
        penalty = share[levels] * (np.abs(levels - k) + 0.5 * (levels != k) + 0.5 * (np.sign(levels - 3) != np.sign(k - 3)))
        np.add.at(cost[k], place, penalty)
    below = np.concatenate([np.zeros((7, 1)), np.cumsum(cost, axis=1)], axis=1)
    best, back = below[0][1:len(grid) + 1].copy(), []
    for k in range(1, 6):
        start = best - below[k][1:len(grid) + 1]
        lowest = np.minimum.accumulate(np.where(np.arange(len(grid)) >= 0, start, np.inf))
        arg = np.array([int(np.argmin(start[:i + 1])) for i in range(len(grid))])
        back.append(arg)
        best = lowest + below[k][1:len(grid) + 1]
    best = best + below[6][-1] - below[6][1:len(grid) + 1]
    index, cuts = int(np.argmin(best)), []
    for arg in [None, *back][::-1]:
        cuts.append(float(grid[index]))
        index = int(arg[index]) if arg is not None else index
    return cuts[::-1]


def pulse_map(cuts):
    """Rising pairs; equal neighbours are parted by a hair so that the map stays a function."""
    pairs = [[0.0, 0.0]]
    for cut, pulse in zip(cuts, CUTS):
        pairs.append([max(cut, pairs[-1][0] + 0.01), pulse])
    pairs.append([max(100.0, pairs[-1][0] + 1), 100.0])
    low, high = POINTS[0], POINTS[-1]
    if low < pairs[1][0]:
        pairs[0] = [low, 0.0]
    if high > pairs[-2][0]:
        pairs[-1] = [high, 100.0]
    return [[round(a, 4), b] for a, b in pairs]


def macro_f1(truth, found, classes):
    scores = []
    for k in range(classes):
        both = np.sum((truth == k) & (found == k))
        scores.append(2 * both / max(np.sum(truth == k) + np.sum(found == k), 1))
    return float(np.mean(scores))


def figures(levels, found):
    side = lambda values: np.sign(np.asarray(values) - 3) + 1
    return {"rows": len(levels), "accuracy7": float(np.mean(levels == found)), "within_one": float(np.mean(np.abs(levels - found) <= 1)),
            "accuracy3": float(np.mean(side(levels) == side(found))), "macro_f1_3": macro_f1(side(levels), side(found), 3)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "kept", "data", "corpus", "cache", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--decay", type=float, nargs="*", default=[0.0001])
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    corpus, open_rows = list(data.corpus_rows(options.corpus)), pick_open(options.data)
    rows = Rows(Cache(options.cache, Base(options.base, options.kept)), corpus, open_rows)
    held = np.array([data.held_back(row[0]) for row in corpus], bool)
    folds = idea_folds(rows.x[:len(corpus)], [row[1] for row in corpus])
    folds[held] = -1
    levels = np.array([row[2] for row in corpus], int)
    print(f"{len(corpus)} own messages, {held.sum()} held back, {len(open_rows)} open rows")
    best = None
    for decay in options.decay:
        if (~held).sum() < 200:
            cuts, score = CUTS, {"accuracy7": 0.0}
        else:
            raw = (out_of_fold(rows, ~held, folds, decay) @ np.array(POINTS))[~held]
            cuts = calibrate(raw, levels[~held])
            found = np.array([level_of(np.interp(r, *zip(*pulse_map(cuts)))) for r in raw])
            score = figures(levels[~held], found)
        print(f"decay {decay}: out of fold {json.dumps(score)} cuts {[round(c, 1) for c in cuts]}")
        if best is None or score["accuracy7"] > best[0]:
            best = score["accuracy7"], decay, cuts
    weight, bias = fit(rows, torch.from_numpy(~held), best[1])
    mapping = pulse_map(best[2])
    np.savez(options.out, weight=weight, bias=bias, points=POINTS, mapping=mapping)
    if held.any():
        raw = softmax(rows.x[:len(corpus)][held].numpy() @ weight.T + bias) @ np.array(POINTS)
        found = np.array([level_of(np.interp(r, *zip(*mapping))) for r in raw])
        print("held back", json.dumps(figures(levels[held], found)))


if __name__ == "__main__":
    main()
