"""Numbers: reads one number, in digits or words, at a place in a sentence."""

import math
from dataclasses import dataclass, replace
from typing import Literal

from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.figures.parts import bare_part, scale_of_part, slash
from transforms.figures.whole import Whole


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text: its bounds (equal but for vague amounts) and its lexemes, half open.

    `scale` is the last scale word read (1 without one); `form` how it is written: a part is a fraction of a whole.
    """

    low: float
    high: float
    first: int
    last: int
    form: Literal["digits", "words", "part", "vague"]
    scale: float = 1.0

    def times(self, factor: float, last: int) -> "Number":
        """The number with a scale that stands after it."""
        return replace(self, low=self.low * factor, high=self.high * factor, last=last, scale=self.scale * factor)


def number_at(line: Line, i: int) -> Number | None:
    """The longest number that starts at lexeme i; None where there is none, or where it is an ordinal."""
    found = _vague(line, i) or _part(line, i) or _mixed(line, i)
    if found is None or not math.isfinite(found.high):
        return None
    return None if _is_ordinal(line, found) else found


def _vague(line: Line, i: int) -> Number | None:
    """dozens, hundreds, tens of thousands, a handful."""
    words = lexicon()
    first = i
    if lower(line, i) == "a" and lower(line, i + 1) == "handful":
        i += 1
    bounds = words.vague.get(lower(line, i))
    ambiguous = lower(line, i) in ("scores", "lakhs", "crores") or (lower(line, i) == "handful" and i == first)
    if bounds is None or (ambiguous and lower(line, i + 1) != "of"):
        return None
    low, high = bounds
    j = i + 1
    if lower(line, j) == "of" and (inner := words.vague.get(lower(line, j + 1))) and inner[0] >= 200:
        unit = inner[0] / 2
        low, high, j = low * unit, (high + 1) * unit - 1, j + 2
    return Number(low, high, first, j, "vague", scale=low)


def _part(line: Line, i: int) -> Number | None:
    """two-thirds, a quarter, half, three quarters of a million, ½."""
    found = bare_part(line, i)
    if found is None:
        return None
    value, j = found
    scaled = scale_of_part(line, j)
    if scaled:
        factor, j = scaled
        return Number(value * factor, value * factor, i, j, "words", scale=factor)
    return Number(value, value, i, j, "part")


def _mixed(line: Line, i: int) -> Number | None:
    """A whole number, and what is added to it: "two and a half", "10 1/2", "3 million and a half"."""
    whole = _whole(line, i)
    if whole is None:
        return None
    if whole.form == "words" and (bottom := _plural_part(line, whole)):
        return replace(whole, low=whole.low / bottom, high=whole.high / bottom, last=whole.last + 1, form="part")
    added = _added_part(line, whole)
    if added:
        whole = added
        scale = lexicon().scales.get(lower(line, whole.last))
        if scale and scale >= 100 and whole.scale == 1:
            whole = whole.times(scale, whole.last + 1)
    return whole


def _plural_part(line: Line, whole: Number) -> float | None:
    """One hundred and thirty FIFTHS."""
    word = lower(line, whole.last)
    return lexicon().parts.get(word) if word.endswith("s") and word not in ("quarters", "halves") else None


def _whole(line: Line, i: int) -> Number | None:
    found = Whole(line, i).read()
    if found is None:
        return None
    value, scale, last, in_words = found
    return Number(value, value, i, last, "words" if in_words else "digits", scale)


def _added_part(line: Line, whole: Number) -> Number | None:
    j = whole.last
    joined = lower(line, j) == "and"
    if not joined and not (j < len(line) and (line[j].lower in lexicon().signs or slash(line, j))):
        return None
    part = bare_part(line, j + joined, added=joined)
    if part is None or (joined and lower(line, j + 1) == "half"):
        return None
    value, last = part
    own = lexicon().scales.get(lower(line, last)) if joined else None
    if own and whole.scale > own:
        value, last = value * own, last + 1
    elif whole.scale >= 1000:
        value *= whole.scale
    return replace(whole, low=whole.low + value, high=whole.high + value, last=last)


def _is_ordinal(line: Line, number: Number) -> bool:
    """5th, twenty-first, one hundred and fifth."""
    j = number.last
    if j < len(line) and line[j].glued and line[j].lower in ("st", "nd", "rd", "th"):
        return True
    return hyphen_at(line, j) and lower(line, j + 1) in lexicon().ordinals
