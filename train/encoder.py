"""The encoder in PyTorch, from the sections of a model file or straight from the base model, with the int8 rows of the shipped file."""
import numpy as np
import torch
import torch.nn.functional as functional

from base_file import Q4_BLOCK, q4_to_f32

MATRICES = {"q": "q", "k": "k", "v": "v", "o": "ao", "i": "fi", "f": "fo"}  # section letter to the base model's name
NORMS = {"an": "aln", "fn": "oln"}


def quantise_rows(matrix):
    """Symmetric int8 per row: weight = integer × scale, integers in −127…127."""
    scale = np.abs(matrix).max(axis=1) / 127
    scale[scale == 0] = 1
    return np.clip(np.rint(matrix / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def layer_sections(base):
    """Everything of the encoder but the word rows, as bytes by section name."""
    position = base.f32("emb.pos").reshape(-1, base.width) + base.f32("emb.type")[:base.width]
    sections = {"emb.position": position.astype("<f4").tobytes(), "emb.norm.w": base.raw("emb.ln.w"), "emb.norm.b": base.raw("emb.ln.b")}
    for layer in range(base.layers):
        for letter, name in MATRICES.items():
            columns = base.feed_forward if letter == "f" else base.width
            integers, scale = quantise_rows(base.matrix(f"l{layer}.{name}.w", columns))
            sections[f"{layer}.{letter}.w"] = integers.tobytes()
            sections[f"{layer}.{letter}.s"] = scale.astype("<f4").tobytes()
            sections[f"{layer}.{letter}.b"] = base.raw(f"l{layer}.{name}.b")
        for ours, theirs in NORMS.items():
            sections[f"{layer}.{ours}.w"] = base.raw(f"l{layer}.{theirs}.w")
            sections[f"{layer}.{ours}.b"] = base.raw(f"l{layer}.{theirs}.b")
    return sections


def tuned_sections(state, layers):
    """The same sections from the state of a tuned encoder (tune.py)."""
    number = lambda name: np.ascontiguousarray(state[name].float().numpy(), "<f4")
    sections = {"emb.position": number("position").tobytes(), "emb.norm.w": number("norm.weight").tobytes(), "emb.norm.b": number("norm.bias").tobytes()}
    for layer in range(layers):
        for letter in MATRICES:
            integers, scale = quantise_rows(number(f"layers.{layer}.{letter}.weight"))
            sections[f"{layer}.{letter}.w"] = integers.tobytes()
            sections[f"{layer}.{letter}.s"] = scale.astype("<f4").tobytes()
            sections[f"{layer}.{letter}.b"] = number(f"layers.{layer}.{letter}.bias").tobytes()
        for name in NORMS:
            sections[f"{layer}.{name}.w"] = number(f"layers.{layer}.{name}.weight").tobytes()
            sections[f"{layer}.{name}.b"] = number(f"layers.{layer}.{name}.bias").tobytes()
    return sections


FIRST_GROUP, GROUP = 16, 64  # columns of a row of activations that share a scale: the first ones, then so many each


def round_groups(x):
    """int8 and back: each group of columns by the largest number in it."""
    ends = sorted({FIRST_GROUP, *range(GROUP, x.shape[-1], GROUP), x.shape[-1]})
    parts = []
    for first, last in zip([0] + ends, ends):
        step = x[..., first:last].abs().amax(dim=-1, keepdim=True) / 127
        step = torch.where(step == 0, torch.ones_like(step), step)
        parts.append(torch.round(x[..., first:last] / step) * step)
    return torch.cat(parts, dim=-1)


class Linear:
    """Integer weights times a row scale; activations in f32, or rounded to int8 as the C++ program does (docs/model-file.md, step 2):
    columns in `order` before they are grouped, the first group a second time for what its rounding left when it is `twice`."""

    def __init__(self, integers, scale, bias, rounded, order=None, twice=False):
        self.weight, self.bias = torch.from_numpy(integers.astype(np.float32) * scale[:, None]), torch.from_numpy(bias)
        self.rounded, self.twice = rounded, twice
        self.order = torch.arange(integers.shape[1]) if order is None else order
        self.ordered = self.weight[:, self.order]

    def __call__(self, x):
        if not self.rounded:
            return functional.linear(x, self.weight, self.bias)
        x, weight = x[..., self.order], self.ordered
        if self.twice:
            largest = x[..., :FIRST_GROUP]
            x = torch.cat([largest, largest - round_groups(largest), x[..., FIRST_GROUP:]], dim=-1)
            weight = torch.cat([weight[:, :FIRST_GROUP], weight], dim=1)
        return functional.linear(round_groups(x), weight, self.bias)


def largest_first(numbers):
    return torch.argsort(numbers, descending=True, stable=True)


def mean_squares(norm):
    """What a LayerNorm puts out has, column by column, this mean square."""
    weight, bias = norm
    return weight ** 2 + bias ** 2


class Encoder:
    def __init__(self, sections, word_rows, width, heads, feed_forward, layers, epsilon, pool_layers, rounded=False):
        self.width, self.heads, self.layers, self.epsilon, self.pool_layers = width, heads, layers, epsilon, pool_layers
        self.word = np.frombuffer(word_rows, np.uint8).reshape(-1, width // 32 * Q4_BLOCK)
        tensor = lambda name: torch.from_numpy(np.frombuffer(sections[name], "<f4").copy())
        self.position = tensor("emb.position").reshape(-1, width)
        self.norm = (tensor("emb.norm.w"), tensor("emb.norm.b"))
        norms = [{name: (tensor(f"{layer}.{name}.w"), tensor(f"{layer}.{name}.b")) for name in NORMS} for layer in range(layers)]
        state_order = largest_first(sum(mean_squares(norm) for pair in norms for norm in pair.values()))
        self.parts = []
        for layer, pair in enumerate(norms):
            part = dict(pair)
            for letter in MATRICES:
                columns = feed_forward if letter == "f" else width
                integers = np.frombuffer(sections[f"{layer}.{letter}.w"], np.int8).reshape(-1, columns)
                scale, bias = (np.frombuffer(sections[f"{layer}.{letter}.{x}"], "<f4").copy() for x in "sb")
                order = state_order if letter in "qkvi" else wide_order if letter == "f" else None
                part[letter] = Linear(integers, scale, bias, rounded, order, twice=letter in "qkvi")
                if letter == "i":
                    wide_order = largest_first(part["i"].weight ** 2 @ mean_squares(pair["an"]) + part["i"].bias ** 2)
            self.parts.append(part)

    def _layer_norm(self, x, parameters):
        return functional.layer_norm(x, (self.width,), *parameters, self.epsilon)

    def _attention(self, x, mask, part):
        batch, tokens, _ = x.shape
        split = lambda y: y.view(batch, tokens, self.heads, -1).transpose(1, 2)
        mixed = functional.scaled_dot_product_attention(split(part["q"](x)), split(part["k"](x)), split(part["v"](x)), attn_mask=mask)
        return part["o"](mixed.transpose(1, 2).reshape(batch, tokens, self.width))

    def _input(self, token_lists):
        """Hidden states before the first layer, and the mask of real tokens."""
        longest = max(map(len, token_lists))
        ids = np.ones((len(token_lists), longest), np.int64)
        mask = torch.zeros(len(token_lists), longest, dtype=torch.bool)
        for row, tokens in enumerate(token_lists):
            ids[row, :len(tokens)] = tokens
            mask[row, :len(tokens)] = True
        words = q4_to_f32(np.ascontiguousarray(self.word[ids.reshape(-1)]), self.width).reshape(len(ids), longest, self.width)
        return self._layer_norm(torch.from_numpy(words) + self.position[:longest], self.norm), mask

    @torch.inference_mode()
    def __call__(self, token_lists):
        """Features [texts][4 × width] of token id lists: the pooled layers, each scaled to length 1."""
        x, mask = self._input(token_lists)
        weights = mask[..., None].float() / mask.sum(1)[:, None, None]
        attention_mask, pooled = mask[:, None, None, :], []
        for number, part in enumerate(self.parts, 1):
            x = self._layer_norm(x + self._attention(x, attention_mask, part), part["an"])
            x = self._layer_norm(x + part["f"](functional.gelu(part["i"](x))), part["fn"])
            if number in self.pool_layers:
                pooled.append(functional.normalize((x * weights).sum(1), dim=1))
        return torch.cat(pooled, dim=1).numpy()

    def many(self, token_lists, batch_tokens=4096):
        """Features of many texts, in batches of texts of like length."""
        order = sorted(range(len(token_lists)), key=lambda i: len(token_lists[i]))
        result = np.empty((len(token_lists), len(self.pool_layers) * self.width), np.float32)
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end - start + 1) * len(token_lists[order[end]]) <= batch_tokens:
                end += 1
            result[order[start:end]] = self([token_lists[i] for i in order[start:end]])
            start = end
        return result
