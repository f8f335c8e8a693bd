#!/usr/bin/env python3
"""Writes seeds/model_file/tiny.bin: the smallest sound model file (docs/model-file.md), from which the fuzzer of the loader begins."""
import hashlib
import json
import struct
from pathlib import Path

WIDTH = 32
LAYERS = 4
POSITIONS = 32
BUCKETS = 2
NEUTRAL = [0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0]
LANGUAGES = ["en", "ja", "xx"]
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "▁b", "é", "日"]
POINTS = [5, 20, 35, 50, 65, 80, 95]


def floats(numbers):
    return struct.pack(f"<{len(numbers)}f", *numbers)


def words(numbers):
    return struct.pack(f"<{len(numbers)}I", *numbers)


def weights(rows, columns):
    """Small weights of both signs that repeat with a period that is no divisor of the width."""
    return bytes((index * 7 % 11 - 5) & 0xFF for index in range(rows * columns))


def pieces():
    offsets = [0]
    for piece in PIECES:
        offsets.append(offsets[-1] + len(piece.encode()))
    return {
        "piece.offset": words(offsets),
        "piece.text": "".join(PIECES).encode(),
        "piece.score": floats([-float(index) for index in range(len(PIECES))]),
        "norm.key": words([0x09, 0x41]),
        "norm.offset": words([0, 1, 2]),
        "norm.value": words([0x20, 0x61]),
        "emoji.alias": "😡\t😠\n".encode(),
    }


def layer(number):
    sections = {}
    for name, rows, columns in (("q", WIDTH, WIDTH), ("k", WIDTH, WIDTH), ("v", WIDTH, WIDTH), ("o", WIDTH, WIDTH),
                                ("i", WIDTH, WIDTH), ("f", WIDTH, WIDTH)):
        sections[f"{number}.{name}.w"] = weights(rows, columns)
        sections[f"{number}.{name}.s"] = floats([0.01] * rows)
        sections[f"{number}.{name}.b"] = floats([0.0] * rows)
    for name in ("an", "fn"):
        sections[f"{number}.{name}.w"] = floats([1.0] * WIDTH)
        sections[f"{number}.{name}.b"] = floats([0.0] * WIDTH)
    return sections


def content():
    meta = {
        "version": "tiny", "layers": LAYERS, "width": WIDTH, "heads": 1, "feed_forward": WIDTH, "positions": POSITIONS,
        "pieces": len(PIECES), "epsilon": 1e-5, "pool_layers": [1, 2, 3, 4], "levels": 7, "pulse_points": POINTS,
        "pulse_map": [[0, 0], [100, 100]], "confidence_map": [[0, 0], [1, 1]], "languages": LANGUAGES, "lang_buckets": BUCKETS,
        "early": {"layer": 2, "sure": 0.9},
    }
    sections = {"meta": json.dumps(meta).encode()} | pieces()
    sections["emb.word"] = (struct.pack("<e", 0.05) + bytes(range(16))) * (len(PIECES) * WIDTH // 32)
    sections["emb.position"] = floats([(index % 5 - 2) / 10 for index in range(POSITIONS * WIDTH)])
    sections["emb.norm.w"] = floats([1.0] * WIDTH)
    sections["emb.norm.b"] = floats([0.0] * WIDTH)
    for number in range(LAYERS):
        sections |= layer(number)
    sections["head.w"] = floats([0.0] * (7 * 4 * WIDTH))  # the same for every text: neutral, the pulse is 50
    sections["head.b"] = floats(NEUTRAL)
    sections["early.w"] = floats([0.0] * (7 * 2 * WIDTH))
    sections["early.b"] = floats(NEUTRAL)
    sections["lang.w"] = weights(BUCKETS, len(LANGUAGES))
    sections["lang.s"] = floats([0.01])
    sections["lang.b"] = floats([3.0, 0.0, -3.0])
    sections["selftest"] = json.dumps([{"text": "a b a b", "pulse": 50, "level": "neutral", "language": "en"}]).encode()
    return sections


def file_of(sections):
    """Header, directory and sections, each section at a multiple of 64."""
    directory, body = b"", b""
    offset = start = (56 + 32 * len(sections) + 63) // 64 * 64
    for name, data in sections.items():
        padded = data + bytes(-len(data) % 64)
        directory += struct.pack("<16sQQ", name.encode(), offset, len(data))
        body += padded
        offset += len(padded)
    rest = (directory + bytes(start - 56 - len(directory))) + body
    head = b"UNDERTON" + struct.pack("<IIQ", 2, len(sections), 56 + len(rest))
    return head + hashlib.blake2b(rest, digest_size=32).digest() + rest


if __name__ == "__main__":
    target = Path(__file__).parent / "seeds" / "model_file" / "tiny.bin"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file_of(content()))
    print(target, target.stat().st_size)
