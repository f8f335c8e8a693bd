"""How a text becomes token ids (docs/model-file.md, step 1), once with the fast `tokenizers` package and once in plain Python."""
import unicodedata

from tokenizers import Tokenizer, models

SPACE = "\u2581"
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
SPECIAL = 4  # pieces below this id never match text
WHITE_SPACE = [9, 10, 11, 12, 13, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
DROPPED = [0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)]  # how an emoji is drawn, not what it says


def complete_normalisation(normal):
    """The base model's map, with every white space a space and the drawing marks of emoji dropped."""
    result = dict(normal)
    result.update({code_point: (32,) for code_point in WHITE_SPACE})
    result.update({code_point: () for code_point in DROPPED})
    return result


class Normaliser:
    def __init__(self, normal, alias):
        self.table = {key: "".join(map(chr, value)) for key, value in normal.items()}
        for source, target in alias.items():
            self.table[ord(source)] = target.translate(self.table)

    def __call__(self, text):
        """The text as the unigram model reads it: spaces written `▁`, one of them in front; empty when nothing is left."""
        words = [word for word in unicodedata.normalize("NFC", text).translate(self.table).split(" ") if word]
        return "".join(SPACE + word for word in words)


class FastTokenizer:
    """Token ids with the unigram model of the PyPI package `tokenizers`."""

    def __init__(self, pieces, scores, normaliser, positions):
        vocabulary = [(f"\ue000\ue001{i}" if i < SPECIAL else piece.decode(), float(score)) for i, (piece, score) in enumerate(zip(pieces, scores))]
        lowest = float(min(scores[SPECIAL:]))
        vocabulary[:SPECIAL] = [(piece, lowest) for piece, _ in vocabulary[:SPECIAL]]
        self.engine = Tokenizer(models.Unigram(vocabulary, unk_id=UNKNOWN))
        self.normaliser = normaliser
        self.limit = positions - 2

    def batch(self, texts):
        encoded = self.engine.encode_batch([self.normaliser(text) for text in texts], add_special_tokens=False)
        return [[BEGIN, *item.ids[:self.limit], END] for item in encoded]


class PlainTokenizer:
    """The same ids by a Viterbi search written out, as the C++ program does it."""

    def __init__(self, pieces, scores, normaliser, positions):
        self.ids = {piece.decode(): i for i, piece in enumerate(pieces) if i >= SPECIAL}
        self.scores = [float(score) for score in scores]
        self.longest = max(map(len, self.ids))
        self.unknown = min(self.scores[SPECIAL:]) - 10
        self.normaliser = normaliser
        self.limit = positions - 2

    def __call__(self, text):
        line = self.normaliser(text)
        best, back = [0.0] + [float("-inf")] * len(line), [None] * (len(line) + 1)
        for start in range(len(line)):
            for end in range(start + 1, min(len(line), start + self.longest) + 1):
                piece = self.ids.get(line[start:end])
                if piece is not None and best[start] + self.scores[piece] > best[end]:
                    best[end], back[end] = best[start] + self.scores[piece], (start, piece)
            if line[start] not in self.ids and best[start] + self.unknown > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + self.unknown, (start, UNKNOWN)
        ids, end = [], len(line)
        while end:
            end, piece = back[end]
            if not (piece == UNKNOWN and ids and ids[-1] == UNKNOWN):
                ids.append(piece)
        return [BEGIN, *ids[::-1][:self.limit], END]
