"""Fine-tunes the whole encoder and its heads: open rows say only a side, our own messages say the level.

Heads read the mean of a layer's states, scaled to length 1, of the layers up to theirs: the early one lets a clear message leave half way."""
import argparse
import json
import math
import random
import time

import numpy as np
import torch
import torch.nn.functional as functional
from torch import nn

import augment
import data
from model import TEACHER, Base
from base_file import q4_to_f32

OPEN_WEIGHT, SUBTITLE_WEIGHT = 0.35, 0.1
NEIGHBOUR = 0.1  # of an own row's target goes to each neighbouring level
DISTANCE = 0.15  # weight of the squared error of the expected level
SIDE = 0.3  # weight of −log of the summed probability of the side, which the pulse decides first
MOST_TOKENS = 96
POOL_BATCHES = 40  # batches are cut from so many batches' rows, sorted by length
WARM_STEPS = 150
FEATURE_GAIN = 20.0  # features of length 1 are small; the head learns on them times this


class Layer(nn.Module):
    def __init__(self, width, heads, feed_forward, epsilon):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.i, self.f = nn.Linear(width, feed_forward), nn.Linear(feed_forward, width)
        self.an, self.fn = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)

    def forward(self, x, mask):
        batch, tokens, width = x.shape
        split = lambda y: y.view(batch, tokens, self.heads, -1).transpose(1, 2)
        mixed = functional.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask)
        x = self.an(x + self.o(mixed.transpose(1, 2).reshape(batch, tokens, width)))
        return self.fn(x + self.f(functional.gelu(self.i(x))))


class Tuned(nn.Module):
    """The encoder with the base model's weights, and one seven-level head an exit."""

    def __init__(self, base, shape=TEACHER):
        super().__init__()
        file = base.file
        width = file.width
        self.shape = shape
        rows = np.frombuffer(base.word_rows, np.uint8).reshape(-1, width // 32 * 18)
        self.register_buffer("word", torch.from_numpy(q4_to_f32(np.ascontiguousarray(rows), width).reshape(-1, width)), persistent=False)
        position = file.f32("emb.pos").reshape(-1, width) + file.f32("emb.type")[:width]
        self.position = nn.Parameter(torch.from_numpy(position.copy()))
        self.norm = nn.LayerNorm(width, file.epsilon)
        self._copy(self.norm, file, "emb.ln")
        self.layers = nn.ModuleList()
        for number in range(shape.layers):
            layer = Layer(width, file.heads, file.feed_forward, file.epsilon)
            for ours, theirs in {"q": "q", "k": "k", "v": "v", "o": "ao", "i": "fi", "f": "fo"}.items():
                linear = getattr(layer, ours)
                linear.weight.data = torch.from_numpy(file.matrix(f"l{number}.{theirs}.w", linear.in_features).astype(np.float32).copy())
                linear.bias.data = torch.from_numpy(file.f32(f"l{number}.{theirs}.b").copy())
            self._copy(layer.an, file, f"l{number}.aln")
            self._copy(layer.fn, file, f"l{number}.oln")
            self.layers.append(layer)
        self.head = nn.ModuleDict({str(exit): nn.Linear(width * sum(l <= exit for l in shape.pool_layers), 7) for exit in shape.exits})
        for head in self.head.values():
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)

    @staticmethod
    def _copy(norm, file, name):
        norm.weight.data = torch.from_numpy(file.f32(name + ".w").copy())
        norm.bias.data = torch.from_numpy(file.f32(name + ".b").copy())

    def features(self, ids, mask):
        """Pooled states [batch][width] of each pool layer, length 1."""
        x = self.norm(self.word[ids] + self.position[:ids.shape[1]])
        share = mask[..., None].float() / mask.sum(1)[:, None, None]
        attention = mask[:, None, None, :]
        pooled = {}
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, attention)
            if number in self.shape.pool_layers:
                pooled[number] = functional.normalize((x.float() * share).sum(1), dim=1)
        return pooled

    def logits(self, pooled):
        """Logits [batch][7] of each exit."""
        result = {}
        for exit in self.shape.exits:
            x = torch.cat([pooled[l] for l in self.shape.pool_layers if l <= exit], 1) * FEATURE_GAIN
            result[exit] = functional.linear(x, self.head[str(exit)].weight, self.head[str(exit)].bias)
        return result

    def forward(self, ids, mask):
        return self.logits(self.features(ids, mask))


def pad(token_lists):
    longest = max(map(len, token_lists))
    ids = torch.ones(len(token_lists), longest, dtype=torch.long)
    mask = torch.zeros(len(token_lists), longest, dtype=torch.bool)
    for row, tokens in enumerate(token_lists):
        ids[row, :len(tokens)] = torch.tensor(tokens)
        mask[row, :len(tokens)] = True
    return ids, mask


class Row:
    """A text with the set of levels it may have; one level alone is an own message."""
    __slots__ = ("language", "text", "levels", "weight")

    def __init__(self, language, text, levels, weight):
        self.language, self.text, self.levels, self.weight = language, text, levels, weight


def gather(options):
    rows = []
    for _ in range(options.repeat):
        for key, language, level, line, _ in data.corpus_rows(options.corpus):
            if not (data.held_back(key) or data.for_calibration(key)):
                rows += [Row(language, line, (level,), 1.0)] * (options.emphasis if key.startswith("extra-") else 1)
    own = len(rows)
    for language, name, _, label, line in data.pick_open(options.data, options.open, options.seed):
        rows.append(Row(language, line, data.THREE[label], SUBTITLE_WEIGHT if data.subtitles(name) else OPEN_WEIGHT))
    print(f"{own} own rows, {len(rows) - own} open rows", flush=True)
    return rows


def batches(rows, tokenizer, size, seed):
    """Batches of (token lists, rows): shuffled, then sorted by length within pools."""
    pick = random.Random(seed)
    order = list(rows)
    pick.shuffle(order)
    result = []
    for start in range(0, len(order), size * POOL_BATCHES):
        pool = order[start:start + size * POOL_BATCHES]
        tokens = [ids[:MOST_TOKENS] for ids in tokenizer.batch([augment.vary(row.text, row.language, pick) for row in pool])]
        place = sorted(range(len(pool)), key=lambda i: len(tokens[i]))
        cut = [place[i:i + size] for i in range(0, len(place), size)]
        pick.shuffle(cut)
        result = [([tokens[i] for i in part], [pool[i] for i in part]) for part in cut]
        yield from result


def loss_of(logits, rows):
    """Cross entropy to the soft level of own rows, −log of the summed probability for open rows and, a little, for the side of own ones, and the squared error
    of the expected level."""
    logs = torch.log_softmax(logits.float(), 1)
    target, own, sets, weight, middle = torch.zeros(len(rows), 7), [], torch.zeros(len(rows), 7), [], []
    for i, row in enumerate(rows):
        own.append(len(row.levels) == 1 and row.weight >= 1)
        weight.append(row.weight)
        sets[i, list(row.levels)] = 1
        middle.append(sum(row.levels) / len(row.levels))
        if own[-1]:
            level = row.levels[0]
            for near in (level - 1, level + 1):
                if 0 <= near < 7:
                    target[i, near] = NEIGHBOUR
            target[i, level] = 1 - target[i].sum()
    own, weight, middle = torch.tensor(own), torch.tensor(weight), torch.tensor(middle)
    exact = -(target * logs).sum(1)
    partial = -torch.logsumexp(logs + torch.log(sets + 1e-9), 1)
    expected = logs.exp() @ torch.arange(7.0)
    distance = torch.where(own, (expected - middle) ** 2, torch.zeros(()))
    sides = torch.stack([torch.logsumexp(logs[:, :3], 1), logs[:, 3], torch.logsumexp(logs[:, 4:], 1)], 1)
    side = torch.where(own, -sides[torch.arange(len(rows)), (torch.sign(middle - 3) + 1).long()], torch.zeros(()))
    return ((torch.where(own, exact, partial) + DISTANCE * distance + SIDE * side) * weight).sum() / weight.sum().clamp(min=1)


def evaluate(model, base, corpus):
    """Figures of the held-back tenth, by exit; counts per language of the last."""
    model.eval()
    rows = [row for row in data.corpus_rows(corpus) if data.held_back(row[0])]
    tokens = [ids[:MOST_TOKENS] for ids in base.tokenizer.batch([row[3] for row in rows])]
    order = sorted(range(len(rows)), key=lambda i: len(tokens[i]))
    probabilities = {exit: np.zeros((len(rows), 7), np.float32) for exit in model.shape.exits}
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), 64):
            part = order[start:start + 64]
            for exit, logits in model(*pad([tokens[i] for i in part])).items():
                probabilities[exit][part] = torch.softmax(logits.float(), 1).numpy()
    model.train()
    levels = np.array([row[2] for row in rows])
    languages = np.array([row[1] for row in rows])
    for exit, p in probabilities.items():
        found = np.clip(np.rint(p @ np.arange(7)), 0, 6).astype(int)
        side = lambda v: np.sign(v - 3)
        by_language = {l: f1(side(levels[languages == l]), side(found[languages == l])) for l in sorted(set(languages))}
        worst = sorted(by_language, key=by_language.get)[:6]
        print(json.dumps({"exit": exit, "rows": len(rows), "macro_f1": round(f1(side(levels), side(found)), 4), "mean_of_languages": round(float(np.mean(list(by_language.values()))), 4),
                          "exact": round(float(np.mean(levels == found)), 4), "within_one": round(float(np.mean(np.abs(levels - found) <= 1)), 4),
                          "worst": {l: round(by_language[l], 2) for l in worst}}), flush=True)


def f1(truth, found):
    scores = []
    for k in (-1, 0, 1):
        both = np.sum((truth == k) & (found == k))
        total = np.sum(truth == k) + np.sum(found == k)
        if total:
            scores.append(2 * both / total)
    return float(np.mean(scores))


def optimiser_of(model, rate):
    """AdamW; the heads learn twenty times as fast as the encoder."""
    matrix = lambda name, p: name.startswith("layers") and p.dim() > 1
    decayed = [p for n, p in model.named_parameters() if matrix(n, p)]
    plain = [p for n, p in model.named_parameters() if not n.startswith("head") and not matrix(n, p)]
    return torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0},
                              {"params": list(model.head.parameters()), "weight_decay": 0.0, "lr": rate * 20}], lr=rate, fused=True)


def descend(model, optimiser, stream, steps, loss, options, base):
    """Learns from the batches of `stream`, at most `steps` of them or `options.minutes`: the learning rate rises for WARM_STEPS and falls to its end.
    `loss(tokens, rows)` is that of one batch. Saves and measures every ten minutes and at the end."""
    peaks = [group["lr"] for group in optimiser.param_groups]
    started, done, average = time.time(), 0, 0.0
    saved = started
    for step, (tokens, part) in enumerate(stream, 1):
        spent = (time.time() - started) / 60
        progress = max(step / steps, spent / options.minutes)
        if progress >= 1:
            break
        for group, peak in zip(optimiser.param_groups, peaks):
            group["lr"] = peak * min(1.0, step / WARM_STEPS) * (1 - (1 - options.end) * progress)
        value = loss(tokens, part)
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        done += len(part)
        average += 0.02 * (value.item() - average)
        if step % 100 == 0:
            print(f"step {step} of {steps}, loss {average / (1 - 0.98 ** step):.3f}, {done / (time.time() - started):.1f} rows a second, {spent:.1f} min", flush=True)
        if time.time() - saved > 600:
            torch.save(model.state_dict(), options.out)
            evaluate(model, base, options.corpus)
            saved = time.time()
    torch.save(model.state_dict(), options.out)
    evaluate(model, base, options.corpus)


def common_options(parser):
    parser.add_argument("--repeat", type=int, default=1, help="passes over the own rows within one run")
    parser.add_argument("--emphasis", type=int, default=1, help="how often a row of extra.tsv stands in a pass")
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--end", type=float, default=0.0, help="the learning rate at the end, as a share of the first")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    common_options(parser)
    for name in ("base", "kept", "data", "corpus", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--start", help="a file that an earlier run wrote")
    parser.add_argument("--open", type=int, default=1500, help="open rows a language at most")
    parser.add_argument("--minutes", type=float, default=1e9, help="the learning rate falls to nothing at this time, should it come before the last row")
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(options.seed)
    base = Base(options.base, options.kept, rounded=False)
    model = Tuned(base)
    if options.start:
        model.load_state_dict(torch.load(options.start))
    rows = gather(options)
    optimiser = optimiser_of(model, options.rate)
    steps = math.ceil(len(rows) / options.batch)

    def loss(tokens, part):
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(*pad(tokens))
        return sum(weight * loss_of(logits[exit], part) for exit, weight in model.shape.exits.items())

    descend(model, optimiser, batches(rows, base.tokenizer, options.batch, options.seed), steps, loss, options, base)


if __name__ == "__main__":
    main()
