"""Small changes of a training text that leave its feeling as it is: how people type on a phone."""
import data

NO_CASE = {"ar", "he", "hi", "ja", "ko", "th", "zh-Hans", "zh-Hant", "zh-HK"}
KEEP_ACCENTS = NO_CASE | {"ru", "uk", "bg", "sr-Cyrl"}  # what looks like an accent there is part of the letter
SERBIAN = {"sr-Latn": data.to_cyrillic, "sr-Cyrl": data.to_latin}
ROMAN_VIETNAMESE = str.maketrans("đĐ", "dD")


def swap_letters(text, pick):
    """Two neighbouring letters of a long word change places."""
    places = [i for i in range(1, len(text) - 2) if text[i - 1:i + 3].isalpha()]
    if not places:
        return text
    i = pick.choice(places)
    return text[:i] + text[i + 1] + text[i] + text[i + 2:]


def noise(text, pick):
    """A number, a link or a greeting's punctuation around the text."""
    kind = pick.randrange(3)
    if kind == 0:
        return f"{text} {pick.choice(['#', '', 'nr ', 'ID '])}{pick.randrange(10000, 99999999)}"
    if kind == 1:
        return f"{text} https://{pick.choice(['shop', 'my', 'app'])}.example/{pick.randrange(1000, 99999)}"
    return f"{pick.randrange(100000, 999999)}: {text}"


def vary(text, language, pick):
    """The text as another might have typed it."""
    if language in SERBIAN and pick.random() < 0.25:
        text = SERBIAN[language](text)
    if language not in NO_CASE and pick.random() < 0.2:
        text = text.lower()
    if language not in KEEP_ACCENTS and pick.random() < 0.12:
        text = data.strip_accents(text).translate(ROMAN_VIETNAMESE)
    if pick.random() < 0.15:
        text = text.rstrip(".。!！?？ ") or text
    if language not in NO_CASE and pick.random() < 0.06:
        text = swap_letters(text, pick)
    if pick.random() < 0.03:
        text = noise(text, pick)
    return text
