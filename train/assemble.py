"""Writes the model file of docs/model-file.md from the base model, the kept pieces, the head and the language identifier."""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

import data
import model_file
from language import BUCKETS, Identifier
from model import POOL_LAYERS, Base, level_of, pulse, read_alias, softmax

SAMPLES_FILE = Path(__file__).with_name("selftest.tsv")
MOST_BYTES = 50_000_000
EDGE = 2.5  # a self-test sample keeps at least this far from a cut, so that rounding cannot move its level


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


def self_test(base, head, identifier):
    """Samples whose pulse is clear of every cut and whose language is found; the rest of the file is left out."""
    texts = [line for line in SAMPLES_FILE.read_text(encoding="utf-8").splitlines() if line]
    rows = [line.split("\t") for line in texts]
    features = base.encoder.many(base.tokenizer.batch([row[1] for row in rows]))
    pulses = pulse(softmax(features @ head["weight"].T + head["bias"]), head["points"], head["mapping"])
    samples = []
    for (language, text), value in zip(rows, pulses):
        clear = min(abs(value - cut) for cut in (15, 30, 45, 55, 70, 85)) >= EDGE
        if clear and identifier(text) == language:
            samples.append({"text": text, "pulse": round(float(value), 2), "level": data.LEVELS[level_of(value)], "language": language})
        else:
            print(f"left out of the self-test: {language} {value:.1f} {identifier(text)} {text}")
    print(f"{len(samples)} self-test samples in {len({sample['language'] for sample in samples})} languages")
    return samples


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "kept", "head", "language", "version", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--tuned", help="tuned layers, .npz of finetune.py")
    options = parser.parse_args()
    torch.set_num_threads(1)
    base, head, spoken = Base(options.base, options.kept, rounded=False, tuned=options.tuned), np.load(options.head), np.load(options.language)
    languages, file = [str(code) for code in spoken["languages"]], base.file
    identifier = Identifier(languages, spoken["weight"], spoken["scale"], spoken["bias"])
    meta = {"version": options.version, "layers": file.layers, "width": file.width, "heads": file.heads, "feed_forward": file.feed_forward,
            "positions": file.positions, "pieces": len(base.pieces), "epsilon": float(f"{file.epsilon:.6g}"), "pool_layers": POOL_LAYERS,
            "levels": len(data.LEVELS), "pulse_points": [float(p) for p in head["points"]],
            "pulse_map": [[float(a), float(b)] for a, b in head["mapping"]], "languages": languages, "lang_buckets": BUCKETS}
    sections = {"meta": json.dumps(meta).encode(), **piece_sections(base), **base.sections}
    sections.update({"head.w": f32(head["weight"]), "head.b": f32(head["bias"]), "lang.w": spoken["weight"].astype(np.int8).tobytes(),
                     "lang.s": f32([spoken["scale"]]), "lang.b": f32(spoken["bias"])})
    sections["selftest"] = json.dumps(self_test(base, head, identifier), ensure_ascii=False).encode()
    size = model_file.write(options.out, sections)
    if size > MOST_BYTES:
        raise SystemExit(f"{size} bytes are more than {MOST_BYTES}")
    print(f"{options.out}: {size} bytes")


if __name__ == "__main__":
    main()
