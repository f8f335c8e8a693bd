"""Fitting the pulse to levels, and the figures that say how well a model reads."""
import numpy as np

from model import CUTS

POINTS = [7.5, 22.5, 37.5, 50.0, 62.5, 77.5, 92.5]


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
