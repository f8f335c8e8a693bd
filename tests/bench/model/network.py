"""The network of a model file (docs/model-file.md, steps 2 to 4) as a plain module of PyTorch, all of it in f32."""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "train"))
import model_file
from base_file import q4_to_f32


class Sections:
    """The sections of a model file as what modules of PyTorch hold."""

    def __init__(self, path):
        self.bytes = model_file.read(path)
        self.meta = json.loads(self.bytes["meta"])

    def floats(self, name):
        return torch.from_numpy(np.frombuffer(self.bytes[name], "<f4").copy())

    def linear(self, name):
        bias, scale = self.floats(name + ".b"), np.frombuffer(self.bytes[name + ".s"], "<f4")
        integers = np.frombuffer(self.bytes[name + ".w"], np.int8).reshape(len(bias), -1)
        return filled(nn.Linear(integers.shape[1], len(bias)), torch.from_numpy(integers * scale[:, None]), bias)

    def norm(self, name):
        weight = self.floats(name + ".w")
        return filled(nn.LayerNorm(len(weight), self.meta["epsilon"]), weight, self.floats(name + ".b"))

    def head(self, name):
        bias = self.floats(name + ".b")
        weight = self.floats(name + ".w").reshape(len(bias), -1)
        return filled(nn.Linear(weight.shape[1], len(bias)), weight, bias)


def filled(module, weight, bias):
    module.weight, module.bias = nn.Parameter(weight, False), nn.Parameter(bias, False)
    return module


class Layer(nn.Module):
    def __init__(self, sections, number, one_call):
        super().__init__()
        self.heads, self.one_call = sections.meta["heads"], one_call
        self.query, self.key, self.value, self.output, self.widen, self.narrow = (sections.linear(f"{number}.{letter}") for letter in ("q", "k", "v", "o", "i", "f"))
        self.attention_norm, self.forward_norm = sections.norm(f"{number}.an"), sections.norm(f"{number}.fn")

    def split(self, x):
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def attend(self, x):
        query, key, value = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        if self.one_call:
            return functional.scaled_dot_product_attention(query, key, value)
        scores = torch.matmul(query, key.transpose(-1, -2)) / (query.shape[-1] ** 0.5)
        return torch.matmul(torch.softmax(scores, dim=-1), value)

    def forward(self, x):
        mixed = self.attend(x).transpose(1, 2)
        mixed = mixed.reshape(mixed.shape[0], mixed.shape[1], -1)
        x = self.attention_norm(self.output(mixed) + x)
        return self.forward_norm(self.narrow(functional.gelu(self.widen(x))) + x)


class Network(nn.Module):
    """Token ids [1][tokens], begin and end included, to the seven probabilities [1][7] of the last head. `one_call` takes
    PyTorch's own attention; without it, it is spelled out as ONNX Runtime's optimiser knows it."""

    def __init__(self, path, one_call):
        super().__init__()
        sections = Sections(path)
        meta = sections.meta
        self.pool_layers = meta["pool_layers"]
        self.word = nn.Embedding.from_pretrained(torch.from_numpy(q4_to_f32(sections.bytes["emb.word"], meta["width"])))
        self.position = nn.Embedding.from_pretrained(sections.floats("emb.position").reshape(-1, meta["width"]))
        self.norm, self.head = sections.norm("emb.norm"), sections.head("head")
        self.layers = nn.ModuleList(Layer(sections, number, one_call) for number in range(meta["layers"]))
        self.register_buffer("positions", torch.arange(meta["positions"])[None])

    def forward(self, ids):
        x = self.norm(self.word(ids) + self.position(self.positions[:, : ids.shape[1]]))
        pooled = []
        for number, layer in enumerate(self.layers, 1):
            x = layer(x)
            if number in self.pool_layers:
                pooled.append(functional.normalize(x.mean(1), dim=1))
        return torch.softmax(self.head(torch.cat(pooled, dim=1)), dim=1)
