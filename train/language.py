"""Trains the language identifier (docs/model-file.md, step 5): hashed 1- to 4-grams and words, a linear layer, int8 weights.

Languages outside the 41 that our own messages in outside/ are written in are classes too; what falls to them is not scored."""
import argparse
import json
import random
import unicodedata
from collections import Counter, defaultdict

import numpy as np
import torch

import data

BUCKETS = 1 << 16
LONGEST_GRAM = 4
LIMIT = 2000
LINES_A_LANGUAGE = 4500
OWN_COPIES = 5
OUTSIDE_COPIES = 20
MOST_WORDS = 300_000  # remembered
WORD_LINES = 1500  # made-up lines from the word lists, for languages with few sentences more
EPOCHS = 4
BATCH = 1024


def fnv1a(gram):
    value = 2166136261
    for byte in gram.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def lower(character):
    return "i" if character == "\u0130" else character.lower()


def words(text):
    """The runs of letters and marks, lower case, each between underscores."""
    result, run = [], []
    for character in unicodedata.normalize("NFC", text)[:LIMIT]:
        if unicodedata.category(character)[0] in "LM":
            run.append(lower(character))
        elif run:
            result.append("_" + "".join(run) + "_")
            run = []
    if run:
        result.append("_" + "".join(run) + "_")
    return result


class Features:
    """Bucket numbers of a text; remembers words and n-grams it has seen."""

    def __init__(self):
        self.grams, self.cache = {}, {}

    def _gram(self, gram):
        bucket = self.grams.get(gram)
        if bucket is None:
            bucket = self.grams[gram] = fnv1a(gram) % BUCKETS
        return bucket

    def _word(self, word):
        found = self.cache.get(word)
        if found is None:
            grams = [word[i:i + n] for n in range(1, LONGEST_GRAM + 1) for i in range(len(word) - n + 1)]
            if len(word) > LONGEST_GRAM:
                grams.append(word)
            found = np.array([self._gram(gram) for gram in grams if gram != "_"], np.int32)
            if len(self.cache) < MOST_WORDS:
                self.cache[word] = found
        return found

    def __call__(self, text):
        parts = [self._word(word) for word in words(text)]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)


def made_up_lines(counted, count, pick):
    """Lines of one to six words drawn by frequency."""
    names, weights = [word for word, _ in counted], [number for _, number in counted]
    drawn = iter(pick.choices(names, weights, k=count * 6))
    return [" ".join(next(drawn) for _ in range(pick.randint(1, 6))) for _ in range(count)]


def gather(folder, corpus):
    """language to training lines, and the held-back (language, text) rows of the corpus."""
    lines, held, pick = defaultdict(list), [], random.Random(7)
    for language, line in data.raw_texts(folder):
        lines[language].append(line)
    for language, _, _, _, line in data.open_rows(folder):
        lines[language].append(line[:200])
    for language in lines:
        pick.shuffle(lines[language])
        del lines[language][LINES_A_LANGUAGE:]
    counted = defaultdict(list)
    for language, word, count in data.word_counts(folder):
        if len(counted[language]) < 20000 and any(c.isalpha() for c in word):
            counted[language].append((word, count))
    for language in sorted(counted):
        short = max(0, LINES_A_LANGUAGE // 2 - len(lines[language]))
        made = made_up_lines(counted[language], WORD_LINES + short, pick)
        latin_serbian = language == "sr-Cyrl" and not any("\u0400" <= c <= "\u04ff" for c in made[0])
        lines["sr-Latn" if latin_serbian else language] += made
    latin, cyrillic = list(lines["sr-Latn"]), list(lines["sr-Cyrl"])
    lines["sr-Cyrl"] += [data.to_cyrillic(line) for line in latin]
    lines["sr-Latn"] += [data.to_latin(line) for line in cyrillic]
    for language in ("sr-Cyrl", "sr-Latn"):
        pick.shuffle(lines[language])
        del lines[language][LINES_A_LANGUAGE + WORD_LINES:]
    for identifier, language, _, line, _ in data.corpus_rows(corpus):
        if data.held_back(identifier):
            held.append((language, line))
        else:
            lines[language] += [line] * OWN_COPIES
    for identifier, language, line in data.outside_rows(corpus):
        if data.held_back(identifier):
            held.append((language, line))
        else:
            lines[language] += [line] * OUTSIDE_COPIES
    return lines, held


def vary(line, pick):
    """A line as a customer may type it: part of it, lower case, capitals, no accents."""
    parts = line.split()
    if len(parts) > 3 and pick.random() < 0.5:
        size = pick.randint(1, min(8, len(parts)))
        start = pick.randint(0, len(parts) - size)
        line = " ".join(parts[start:start + size])
    elif len(parts) <= 2 and len(line) > 12 and pick.random() < 0.4:
        size = pick.randint(4, 14)
        start = pick.randint(0, len(line) - 4)
        line = line[start:start + size]
    chance = pick.random()
    if chance < 0.3:
        line = line.lower()
    elif chance < 0.34:
        line = line.upper()
    if pick.random() < 0.12 and all(ord(c) < 0x250 or ord(c) > 0x1F000 for c in line):
        line = data.strip_accents(line)
    return line


def bags(texts, features):
    rows = [features(text) for text in texts]
    sizes = np.array([len(row) for row in rows])
    return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(np.concatenate([[0], np.cumsum(sizes)[:-1]])), sizes


def train(lines, features, epochs):
    languages = [*data.LANGUAGES, *sorted(set(lines) - set(data.LANGUAGES))]
    number, pick = {language: i for i, language in enumerate(languages)}, random.Random(3)
    weight = torch.nn.EmbeddingBag(BUCKETS, len(languages), mode="mean")
    torch.nn.init.zeros_(weight.weight)
    bias = torch.zeros(len(languages), requires_grad=True)
    optimiser = torch.optim.Adam([weight.weight, bias], lr=0.05, weight_decay=0)
    most = max(map(len, lines.values()))
    share = torch.tensor([(most / max(len(lines[language]), 1)) ** 0.7 if language in data.LANGUAGES else 1.0 for language in languages])
    pairs = [(line, number[language]) for language in languages for line in lines[language]]
    for epoch in range(epochs):
        for group in optimiser.param_groups:
            group["lr"] = 0.3 * (1 - epoch / epochs)
        pick.shuffle(pairs)
        total = right = count = 0
        for start in range(0, len(pairs), BATCH):
            batch = [(vary(line, pick), truth) for line, truth in pairs[start:start + BATCH]]
            batch = [(line, truth) for line, truth in batch if len(features(line))]
            flat, offsets, _ = bags([line for line, _ in batch], features)
            truth = torch.tensor([truth for _, truth in batch])
            logits = weight(flat, offsets) + bias
            loss = torch.nn.functional.cross_entropy(logits, truth, weight=share)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total, right, count = total + loss.item() * len(batch), right + (logits.argmax(1) == truth).sum().item(), count + len(batch)
        print(f"epoch {epoch + 1}: loss {total / count:.4f}, right {right / count:.4f}", flush=True)
    return languages, weight.weight.detach().numpy(), bias.detach().numpy()


def quantise(weight):
    """int8 with one scale; the few weights beyond it are cut."""
    scale = float(np.quantile(np.abs(weight[np.abs(weight).max(axis=1) > 0]), 0.9999)) / 127
    return np.clip(np.rint(weight / scale), -127, 127).astype(np.int8), np.float32(scale)


class Identifier:
    def __init__(self, languages, integers, scale, bias):
        self.languages, self.bias, self.scale, self.integers, self.features = languages, bias, float(scale), integers, Features()

    def logits(self, text):
        rows = self.features(text)
        mean = self.integers[rows].astype(np.float64).mean(axis=0) if len(rows) else np.zeros(len(self.languages))
        return self.bias + mean * self.scale

    def __call__(self, text):
        return self.languages[int(np.argmax(self.logits(text)))]


def report(identifier, held):
    right, total, confused = Counter(), Counter(), Counter()
    for language, line in held:
        found = identifier(line)
        total[language] += 1
        right[language] += found == language
        if found != language:
            confused[f"{language}>{found}"] += 1
    if total:
        ours = [language for language in total if language in data.LANGUAGES]
        print(f"held back: {sum(right[l] for l in ours) / sum(total[l] for l in ours):.4f} of {sum(total[l] for l in ours)}")
        outside = [pair for pair in held if pair[0] not in data.LANGUAGES]
        refused = sum(identifier(line) not in data.LANGUAGES for _, line in outside)
        print(f"outside: {refused} of {len(outside)} refused; {sum(identifier(line) not in data.LANGUAGES for l, line in held if l in data.LANGUAGES)} of ours too")
        print(json.dumps({language: round(right[language] / total[language], 3) for language in sorted(total)}))
        print(confused.most_common(40))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "corpus", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    lines, held = gather(options.data, options.corpus)
    print({language: len(lines[language]) for language in sorted(lines)})
    languages, weight, bias = train(lines, Features(), options.epochs)
    integers, scale = quantise(weight)
    np.savez(options.out, languages=np.array(languages), weight=integers, scale=scale, bias=bias.astype(np.float32))
    report(Identifier(languages, integers, scale, bias), held)


if __name__ == "__main__":
    main()
