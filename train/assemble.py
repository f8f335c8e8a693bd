"""Writes the model file of docs/model-file.md from the base model, the kept pieces, the tuned encoder, its heads and the language identifier."""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

import data
import model_file
from language import BUCKETS, Identifier
from model import CUTS, STUDENT, Base, level_of, pulse, read, read_alias

SAMPLES_FILE = Path(__file__).with_name("selftest.tsv")
MOST_BYTES = 40_000_000
EDGE = 2.5  # a self-test sample keeps at least this far from a cut, so that rounding cannot move its level
FEWEST_SAMPLES, FEWEST_LANGUAGES = 24, 12
MOST_ROUNDING = 1.0  # and its pulse moves at most so far by rounding; the reader allows 2


def u32(values):
    return np.asarray(values, "<u4").tobytes()


def f32(values):
    return np.asarray(values, "<f4").tobytes()


def piece_sections(base):
    ends = np.concatenate([[0], np.cumsum([len(piece) for piece in base.pieces])])
    keys = sorted(base.normal)
    lengths = np.concatenate([[0], np.cumsum([len(base.normal[key]) for key in keys])])
    return {"piece.offset": u32(ends), "piece.text": b"".join(base.pieces), "piece.score": f32(base.scores),
            "norm.key": u32(keys), "norm.offset": u32(lengths), "norm.value": u32([c for key in keys for c in base.normal[key]]),
            "emoji.alias": "".join(f"{source}\t{target}\n" for source, target in read_alias().items()).encode(),
            "emb.word": base.word_rows}


def self_test(base, exact, head, identifier):
    """Samples whose pulse is clear of every cut, hardly moves by the rounding of activations, and whose language is found."""
    rows = [line.split("\t") for line in SAMPLES_FILE.read_text(encoding="utf-8").splitlines() if line]
    tokens = base.tokenizer.batch([row[1] for row in rows])
    last, early = (head["weight"], head["bias"]), (head["early_weight"], head["early_bias"], float(head["early_sure"]))
    rounded, plain = (pulse(read(encoder.many(tokens), last, early), head["points"], head["mapping"]) for encoder in (base.encoder, exact))
    samples = []
    for (language, text), value, other in zip(rows, rounded, plain):
        clear = min(abs(value - cut) for cut in CUTS) >= EDGE and abs(value - other) <= MOST_ROUNDING
        if clear and identifier(text) == language:
            samples.append({"text": text, "pulse": round(float(value), 2), "level": data.LEVELS[level_of(value)], "language": language})
        else:
            print(f"left out of the self-test: {language} {value:.1f} ({other:.1f} without rounding) {identifier(text)} {text}")
    spoken = {sample["language"] for sample in samples}
    if len(samples) < FEWEST_SAMPLES or len(spoken) < FEWEST_LANGUAGES:
        raise SystemExit(f"only {len(samples)} self-test samples in {len(spoken)} languages are left")
    print(f"{len(samples)} self-test samples in {len(spoken)} languages")
    return samples


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "kept", "tuned", "head", "language", "version", "out"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    base, head, spoken = Base(options.base, options.kept, rounded=True, tuned=options.tuned, shape=STUDENT), np.load(options.head), np.load(options.language)
    exact = base.with_plain_activations()
    languages, file = [str(code) for code in spoken["languages"]], base.file
    identifier = Identifier(languages, spoken["weight"], spoken["scale"], spoken["bias"])
    meta = {"version": options.version, "layers": STUDENT.layers, "width": file.width, "heads": file.heads, "feed_forward": file.feed_forward,
            "positions": file.positions, "pieces": len(base.pieces), "epsilon": float(f"{file.epsilon:.6g}"), "pool_layers": STUDENT.pool_layers,
            "levels": len(data.LEVELS), "early": {"layer": int(head["early_layer"]), "sure": float(head["early_sure"]), "mixed": True}, "pulse_points": [float(p) for p in head["points"]],
            "pulse_map": [[float(a), float(b)] for a, b in head["mapping"]], "confidence_map": [[float(a), float(b)] for a, b in head["confidence_map"]], "languages": languages, "lang_buckets": BUCKETS}
    sections = {"meta": json.dumps(meta).encode(), **piece_sections(base), **base.sections}
    sections.update({"head.w": f32(head["weight"]), "head.b": f32(head["bias"]), "early.w": f32(head["early_weight"]), "early.b": f32(head["early_bias"]), "mixed.w": f32(head["mixed_weight"]), "mixed.b": f32(head["mixed_bias"]), "lang.w": spoken["weight"].astype(np.int8).tobytes(),
                     "lang.s": f32([spoken["scale"]]), "lang.b": f32(spoken["bias"])})
    sections["selftest"] = json.dumps(self_test(base, exact, head, identifier), ensure_ascii=False).encode()
    size = model_file.write(options.out, sections)
    if size > MOST_BYTES:
        raise SystemExit(f"{size} bytes are more than {MOST_BYTES}")
    print(f"{options.out}: {size} bytes")


if __name__ == "__main__":
    main()
