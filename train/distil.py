"""Trains the small encoder that ships: the first six layers of the tuned one (the teacher) learn to answer as all twelve do.

Beside the teacher's probabilities it learns the labels, where there are any, and the direction of the teacher's last pooled state
(Hinton et al. 2015; Sajjad et al. 2020 for keeping the lower layers)."""
import argparse
import itertools
import math
import random

import torch
import torch.nn.functional as functional
from torch import nn

import data
from model import STUDENT, TEACHER, Base
from tune import Row, Tuned, batches, common_options, descend, gather, loss_of, optimiser_of, pad

SOFTNESS = 1.5  # divides the logits of both
LABEL = 0.5  # weight of the labels' loss beside that of the teacher's probabilities
HINT = 0.5  # and of the direction of the pooled state
ANY_LEVEL = tuple(range(7))
SENTENCE_ENDS = ".!?。！？…"


def begin(student, teacher):
    """Copies what the two have in common: the lower layers, and the head that reads layers 3 and 6."""
    state, width = teacher.state_dict(), teacher.norm.normalized_shape[0]
    layers = tuple(f"layers.{number}." for number in range(student.shape.layers))
    student.load_state_dict({k: v for k, v in state.items() if not k.startswith(("layers", "head")) or k.startswith(layers)}, strict=False)
    theirs, last = state["head.6.weight"], max(student.shape.exits)
    with torch.no_grad():
        for place, layer in enumerate((3, 6)):
            own = student.shape.pool_layers.index(layer)
            student.head[str(last)].weight[:, own * width:(own + 1) * width] = theirs[:, place * width:(place + 1) * width]
        student.head[str(last)].bias.copy_(state["head.6.bias"])


def pieces(own, count, pick):
    """Texts without a label made of our own messages: two of a language after each other, or a part of one."""
    by_language = {}
    for row in own:
        by_language.setdefault(row.language, []).append(row.text)
    for _ in range(count):
        row = pick.choice(own)
        ends = [i for i, character in enumerate(row.text[:-2]) if character in SENTENCE_ENDS]
        if ends and pick.random() < 0.4:
            cut = pick.choice(ends) + 1
            text = row.text[:cut] if pick.random() < 0.5 else row.text[cut:].strip()
        else:
            text = row.text + pick.choice([" ", ". ", "\n", ", "]) + pick.choice(by_language[row.language])
        yield Row(row.language, text, ANY_LEVEL, 0.0)


def unlabelled(folder, limit, pick):
    """At most `limit` sentences a language."""
    by_language = {}
    for language, text in data.raw_texts(folder):
        if 2 <= len(text) <= 240:
            by_language.setdefault(language, []).append(text)
    for language, texts in sorted(by_language.items()):
        yield from (Row(language, text, ANY_LEVEL, 0.0) for text in pick.sample(texts, min(limit, len(texts))))


def teacher_weight(rows, teacher):
    """0 where an own message has a label on another side than the teacher reads, 1 elsewhere."""
    side = torch.sign(teacher.argmax(1) - 3)
    wrong = [row.weight >= 1 and len(row.levels) == 1 and (row.levels[0] > 3) - (row.levels[0] < 3) != int(side[i]) for i, row in enumerate(rows)]
    return 1 - torch.tensor(wrong, dtype=torch.float)


def distance(student, teacher, weight):
    """Kullback-Leibler divergence of softened probabilities, as a mean of rows."""
    p = torch.softmax(teacher / SOFTNESS, 1)
    divergence = functional.kl_div(torch.log_softmax(student.float() / SOFTNESS, 1), p, reduction="none").sum(1)
    return SOFTNESS ** 2 * (divergence * weight).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    common_options(parser)
    for name in ("base", "kept", "data", "corpus", "teacher", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--start", help="a student that an earlier run wrote")
    parser.add_argument("--open", type=int, default=150, help="open rows a language at most")
    parser.add_argument("--raw", type=int, default=100, help="unlabelled sentences a language at most")
    parser.add_argument("--pieces", type=int, default=12000, help="texts made of our own messages")
    parser.add_argument("--minutes", type=float, required=True, help="the learning rate falls until then; rows come again as often as there is time")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    base = Base(options.base, options.kept, rounded=False)
    teacher, student = Tuned(base, TEACHER), Tuned(base, STUDENT)
    teacher.load_state_dict(torch.load(options.teacher))
    teacher.eval()
    if options.start:
        student.load_state_dict(torch.load(options.start))
    else:
        begin(student, teacher)
    hint = nn.Linear(base.file.width, base.file.width, bias=False)
    nn.init.eye_(hint.weight)
    optimiser = optimiser_of(student, options.rate)
    optimiser.add_param_group({"params": hint.parameters(), "weight_decay": 0.0, "lr": options.rate * 5})
    pick = random.Random(options.seed)
    rows = gather(options)
    own = [row for row in rows if row.weight >= 1]
    rows += list(unlabelled(options.data, options.raw, pick)) + list(pieces(own, options.pieces, pick))
    print(f"{len(rows)} rows with the unlabelled ones", flush=True)
    endless = itertools.chain.from_iterable(batches(rows, base.tokenizer, options.batch, options.seed + turn) for turn in itertools.count())

    def loss(tokens, part):
        ids, mask = pad(tokens)
        with torch.autocast("cpu", torch.bfloat16):
            with torch.inference_mode():
                theirs = teacher.features(ids, mask)
                wanted = teacher.logits(theirs)[max(TEACHER.exits)].float()
            pooled = student.features(ids, mask)
            logits = student.logits(pooled)
        wanted, direction = wanted.clone(), theirs[max(TEACHER.pool_layers)].clone()
        weight = teacher_weight(part, wanted)
        answers = sum(share * (distance(logits[exit], wanted, weight) + LABEL * loss_of(logits[exit], part)) for exit, share in STUDENT.exits.items())
        return answers + HINT * (1 - functional.cosine_similarity(hint(pooled[max(STUDENT.pool_layers)]), direction, dim=1)).mean()

    descend(student, optimiser, endless, math.inf, loss, options, base)


if __name__ == "__main__":
    main()
