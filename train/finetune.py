"""Tunes the upper half of the encoder together with the head on our own messages, a share of open rows between them; the lower half stays as it is."""
import argparse
import random
import time

import numpy as np
import torch
import torch.nn.functional as functional
from torch import nn

import data
from encoder import MATRICES, NORMS, quantise_rows
from features import pick_open, subtitles
from model import POOL_LAYERS, Base
from train_head import target_of_level

FROZEN = 6  # layers
BATCH = 32
RATE, HEAD_RATE = 8e-5, 3e-3
OPEN_ROWS, OPEN_WEIGHT, SUBTITLE_WEIGHT = 800, 0.3, 0.1
OPEN_LENGTH = 90  # characters; messages are short, and short rows are quick
LONGEST = 64
DROPOUT = 0.1
FEATURE_SCALE = 12.0  # the features have length 1; the head of the tuning sees them wider, so that its rate is an ordinary one
CALIBRATION_SHARE = 8  # one in so many ideas is kept for the pulse map


def for_calibration(identifier):
    return data.idea_fold("calibration " + identifier, CALIBRATION_SHARE) == 0


class Layer(nn.Module):
    def __init__(self, base, number):
        super().__init__()
        self.heads, width = base.heads, base.width
        self.parts, self.norms = nn.ModuleDict(), nn.ModuleDict()
        for letter, name in MATRICES.items():
            columns = base.feed_forward if letter == "f" else width
            matrix = torch.from_numpy(base.matrix(f"l{number}.{name}.w", columns))
            linear = nn.Linear(columns, matrix.shape[0])
            linear.weight.data, linear.bias.data = matrix, torch.from_numpy(base.f32(f"l{number}.{name}.b"))
            self.parts[letter] = linear
        for ours, theirs in NORMS.items():
            norm = nn.LayerNorm(width, base.epsilon)
            norm.weight.data, norm.bias.data = (torch.from_numpy(base.f32(f"l{number}.{theirs}.{x}")) for x in "wb")
            self.norms[ours] = norm

    def forward(self, x, mask):
        batch, tokens, width = x.shape
        split = lambda y: y.view(batch, tokens, self.heads, -1).transpose(1, 2)
        mixed = functional.scaled_dot_product_attention(*(split(self.parts[n](x)) for n in "qkv"), attn_mask=mask[:, None, None, :])
        mixed = self.parts["o"](mixed.transpose(1, 2).reshape(batch, tokens, width))
        x = self.norms["an"](x + functional.dropout(mixed, DROPOUT, self.training))
        wide = self.parts["f"](functional.gelu(self.parts["i"](x)))
        return self.norms["fn"](x + functional.dropout(wide, DROPOUT, self.training))

    def sections(self, number):
        result = {}
        for letter, linear in self.parts.items():
            integers, scale = quantise_rows(linear.weight.detach().numpy())
            result.update({f"{number}.{letter}.w": integers, f"{number}.{letter}.s": scale, f"{number}.{letter}.b": linear.bias.detach().numpy()})
        for name, norm in self.norms.items():
            result.update({f"{number}.{name}.w": norm.weight.detach().numpy(), f"{number}.{name}.b": norm.bias.detach().numpy()})
        return result


class Upper(nn.Module):
    """The layers above the frozen ones, the pooling and the head."""

    def __init__(self, base, head):
        super().__init__()
        self.layers = nn.ModuleList(Layer(base, number) for number in range(FROZEN, base.layers))
        self.head = nn.Linear(len(POOL_LAYERS) * base.width, len(data.LEVELS))
        self.head.weight.data = torch.from_numpy(head["weight"] / FEATURE_SCALE).float()
        self.head.bias.data = torch.from_numpy(head["bias"]).float()

    def forward(self, x, mask, lower):
        weights, pooled = mask[..., None].float() / mask.sum(1)[:, None, None], [lower]
        for number, layer in enumerate(self.layers, FROZEN + 1):
            x = layer(x, mask)
            if number in POOL_LAYERS:
                pooled.append(functional.normalize((x.float() * weights).sum(1), dim=1))
        features = functional.dropout(torch.cat(pooled, 1), DROPOUT, self.training)
        return self.head(features * FEATURE_SCALE)


def frozen_states(base, texts):
    """For each text: the hidden states after the frozen layers (f16) and the pooled lower features."""
    tokens = [ids[:LONGEST] for ids in base.tokenizer.batch(texts)]
    order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
    result = [None] * len(texts)
    for start in range(0, len(order), 64):
        part = order[start:start + 64]
        states, pooled = base.encoder.lower([tokens[i] for i in part], FROZEN)
        for row, i in enumerate(part):
            result[i] = states[row, :len(tokens[i])].to(torch.float16), pooled[row]
    return result


def collate(items):
    longest = max(len(states) for states, _ in items)
    x = torch.zeros(len(items), longest, items[0][0].shape[1])
    mask = torch.zeros(len(items), longest, dtype=torch.bool)
    for row, (states, _) in enumerate(items):
        x[row, :len(states)], mask[row, :len(states)] = states.float(), True
    return x, mask, torch.stack([pooled for _, pooled in items])


def loss_of(logits, goals):
    """Cross-entropy with the target of a corpus row, −log of the summed probability of the possible levels of an open one."""
    logs = torch.log_softmax(logits.float(), dim=1)
    exact = torch.stack([goal for goal, _, _ in goals])
    partial = torch.tensor([part for _, part, _ in goals])
    weights = torch.tensor([weight for _, _, weight in goals])
    each = torch.where(partial, -torch.logsumexp(logs + torch.log(exact + 1e-9), dim=1), -(exact * logs).sum(1))
    return (each * weights).sum() / len(goals)


def goals_of(corpus, open_rows):
    goals = [(torch.from_numpy(target_of_level(row[2])), False, 1.0) for row in corpus]
    for row in open_rows:
        possible = torch.zeros(7)
        possible[list(data.THREE[row[3]])] = 1
        goals.append((possible, True, SUBTITLE_WEIGHT if subtitles(row[1]) else OPEN_WEIGHT))
    return goals


def batches(items, pick):
    """Batches of texts of like length, in random order."""
    order = sorted(range(len(items)), key=lambda i: len(items[i][0]) + pick.random() * 4)
    groups = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
    pick.shuffle(groups)
    return groups


def tune(model, items, goals, passes, minutes):
    """Trains for `passes` or until `minutes` are over, whichever is first; the rate falls with what has been used of either."""
    layers = [p for layer in model.layers for p in layer.parameters()]
    optimiser = torch.optim.AdamW([{"params": layers, "lr": RATE, "peak": RATE}, {"params": model.head.parameters(), "lr": HEAD_RATE, "peak": HEAD_RATE}],
                                  weight_decay=0.01)
    pick, started, done = random.Random(5), time.time(), 0
    total = passes * ((len(items) + BATCH - 1) // BATCH)
    model.train()
    for number in range(passes):
        running = 0.0
        for group in batches(items, pick):
            used = max(done / total, (time.time() - started) / (minutes * 60))
            if used >= 1:
                break
            for part in optimiser.param_groups:
                part["lr"] = part["peak"] * min(1.0, (done + 1) / 20) * (1 - used)
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(*collate([items[i] for i in group]))
            loss = loss_of(logits, [goals[i] for i in group])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            done, running = done + 1, running * 0.98 + loss.item() * 0.02
            if done % 25 == 0:
                print(f"step {done} of {total}, pass {number + 1}, loss {running:.3f}, {done * BATCH / (time.time() - started):.0f} rows a second", flush=True)
    model.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "kept", "data", "corpus", "head", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    base = Base(options.base, options.kept, rounded=False)
    corpus = [row for row in data.corpus_rows(options.corpus) if not data.held_back(row[0]) and not for_calibration(row[0])]
    open_rows = [row for row in pick_open(options.data) if len(row[4]) <= OPEN_LENGTH]
    random.Random(2).shuffle(open_rows)
    open_rows = sorted(open_rows, key=lambda row: subtitles(row[1]))[:OPEN_ROWS]
    started = time.time()
    items = frozen_states(base, [row[3] for row in corpus] + [row[4] for row in open_rows])
    print(f"{len(corpus)} own messages, {len(open_rows)} open rows, lower layers in {time.time() - started:.0f} s", flush=True)
    model = Upper(base.file, np.load(options.head))
    tune(model, items, goals_of(corpus, open_rows), options.passes, options.minutes)
    sections = {}
    for number, layer in enumerate(model.layers, FROZEN):
        sections.update(layer.sections(number))
    weight, bias = model.head.weight.detach().numpy() * FEATURE_SCALE, model.head.bias.detach().numpy()
    np.savez(options.out, **sections, **{"head.w": weight, "head.b": bias})


if __name__ == "__main__":
    main()
