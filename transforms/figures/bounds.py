"""Bounds: the words around an amount that hedge or bound it."""

from dataclasses import replace

from schemas.ontology import Comparison
from transforms.figures.amounts import ADDED, Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, lower


def bounded(line: Line, amount: Amount) -> tuple[Amount, int]:
    """The amount with its comparison and bounds, and the lexeme where the words before it start."""
    before = cue_before(line, amount)
    comparison = before[0] if before else "="
    start = before[1] if before else amount.first
    if after := _cue_after(line, amount) or _cue_within(line, amount):
        comparison = after
    return _with(amount, comparison), start


def cue_before(line: Line, amount: Amount) -> tuple[Comparison, int] | None:
    """The comparison said before an amount, and the lexeme where it starts; it belongs to this number only."""
    words, j = lexicon(), amount.first - 1
    for _ in range(3):
        match = words.before.at(line, j)
        if match and not _is_other_use(line, j, match[1], amount):
            return match[0], j - match[1] + 1
        skipped = words.between.at(line, j)
        if not skipped:
            return None
        j -= skipped[1]
    return None


def _is_other_use(line: Line, j: int, length: int, amount: Amount) -> bool:
    """Whether a word is no bound here: "over five years", "the minimum", "sub" apart from its number."""
    word, before = line[j].lower, lower(line, j - length)
    if word == "over" and before in lexicon().phrasal_over:
        return True  # handed over two suspects
    if length == 1 and word == "over" and amount.kind == "duration":
        return before not in lexicon().spans_over
    if length == 1 and word in ("under", "above", "below", "beyond", "near") and amount.kind == "score":
        return True
    return word in ("around", "about") and before in ("all", "talk", "talked", "worry")


def _cue_after(line: Line, amount: Amount) -> Comparison | None:
    match = lexicon().after.at(line, amount.last)
    if match is None:
        return None
    first, behind = line[amount.last], amount.last + match[1]
    if lower(line, behind) == "than" and behind + 1 < len(line):
        return None
    if first.lower == "and" and behind < len(line) and (line[behind].kind == "number" or _opens_number(line, behind)):
        return None
    if first.text in ("+", "-") and not first.glued:
        return None
    if first.lower in ("plus", "odd", "minimum", "maximum", "tops") and amount.measured:
        return None
    return match[0]


def _cue_within(line: Line, amount: Amount) -> Comparison | None:
    """90-PLUS minutes, 30-ODD years: a cue between a number and its unit."""
    if not amount.measured:
        return None
    matches = (lexicon().after.at(line, i) for i in range(amount.core + 1, amount.last - 1) if lower(line, i) in ADDED)
    return next((match[0] for match in matches if match), None)


def _opens_number(line: Line, i: int) -> bool:
    """Whether words of a number follow: "above one quarter AND BELOW a half"."""
    words = lexicon()
    return lower(line, i) in ("a", "an", "$", "£", "€") or lower(line, i) in words.ones or lower(line, i) in words.tens


def _with(amount: Amount, comparison: Comparison) -> Amount:
    if amount.value is None:
        return amount
    if comparison in (">", ">="):
        return replace(amount, comparison=comparison, low=amount.value, high=None)
    if comparison in ("<", "<="):
        return replace(amount, comparison=comparison, low=None, high=amount.value)
    return replace(amount, comparison=comparison, low=amount.value, high=amount.value)
