"""Sums: numbers by the million that are money, though the sentence names no currency: "invested 200 million"."""

from dataclasses import replace

from transforms.figures.described import described
from transforms.figures.found import Found
from transforms.figures.lexicon import lexicon
from transforms.figures.subject import top
from transforms.reading import Reading

MILLION = 1e6


def as_sum(found: Found, reading: Reading) -> Found:
    """A bare number by the million as money, where what pays, or what is paid, says so; else unchanged."""
    amount, subject = found.amount, found.subject
    if amount.kind != "count" or amount.measured or amount.scale < MILLION or amount.per:
        return found
    if subject is not None and subject.noun in lexicon().sets["sums"]:
        return replace(found, amount=replace(amount, kind="money"))
    counts = subject is not None and subject.last > found.tokens[-1].i
    if counts or not _is_paid(found, reading):
        return found
    told_of = subject or described(reading, found.tokens, "money")
    return replace(found, amount=replace(amount, kind="money"), subject=told_of)


def _is_paid(found: Found, reading: Reading) -> bool:
    """Whether a number is the object of a verb of paying, itself or by "a total OF"; or stands behind "worth"."""
    words = lexicon().sets
    before = reading.tokens[found.tokens[0].i - 1] if found.tokens[0].i else None
    if before is not None and before.lower == "worth":
        return True
    token = top(found.tokens)
    above = reading.head(token)
    while above is not None and (above.lower in ("of", "at") or above.lower in words["counters"]):
        token, above = above, reading.head(above)
    objects = ("dobj", "prep", "npadvmod", "attr", "oprd")
    return above is not None and above.lemma.lower() in words["paying"] and token.dep in objects
