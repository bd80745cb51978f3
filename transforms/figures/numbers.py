"""Numbers: reads one number, in digits or words, at a place in a sentence."""

import math
from dataclasses import dataclass, replace
from typing import Literal

from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.figures.parts import bare_part, compound_part, scale_of_part, slash
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
    """dozens, hundreds, tens of thousands."""
    words = lexicon()
    bounds = words.vague.get(lower(line, i))
    if bounds is None or (lower(line, i) in ("scores", "lakhs", "crores") and lower(line, i + 1) != "of"):
        return _several(line, i)
    low, high = bounds
    j = i + 1
    if lower(line, j) == "of" and (inner := words.vague.get(lower(line, j + 1))) and inner[0] >= 200:
        unit = inner[0] / 2
        low, high, j = low * unit, (high + 1) * unit - 1, j + 2
    return Number(low, high, i, j, "vague", scale=low)


def _several(line: Line, i: int) -> Number | None:
    """several, several hundred, a few thousand, a handful of, a couple of, a couple of dozen."""
    article = lower(line, i) == "a"
    word, j = lower(line, i + article), i + article + 1
    k = j + (lower(line, j) == "of")
    scale = lexicon().scales.get(lower(line, k), 1.0) if len(lower(line, k)) > 3 else 1.0
    if article and word == "couple" and (k > j or scale > 1):
        return Number(2 * scale, 2 * scale, i, k + 1 if scale > 1 else j, "words", scale=scale)
    bounds = lexicon().several.get(word)
    if bounds is None or article == (word == "several") or (word == "handful" and k == j):
        return None
    if scale > 1:
        return Number(bounds[0] * scale, (bounds[1] + 1) * scale - 1, i, k + 1, "vague", scale=scale)
    return Number(*bounds, i, j, "vague", scale=1.0)


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
    if whole.form == "words" and (fraction := _over_words(line, whole)):
        value, last = fraction
        return replace(whole, low=value, high=value, last=last, form="part")
    added = _added_part(line, whole)
    if added:
        whole = added
        scale = lexicon().scales.get(lower(line, whole.last))
        if scale and scale >= 100 and whole.scale == 1:
            whole = whole.times(scale, whole.last + 1)
    return whole


def _over_words(line: Line, whole: Number) -> tuple[float, int] | None:
    """A fraction in words and the lexeme after it: "a hundred and thirty FIFTHS", "three TWENTY-FIRSTS"."""
    j = whole.last
    if found := compound_part(line, j):
        bottom, last = found
        return whole.low / bottom, last
    j += hyphen_at(line, j)
    bottom = lexicon().parts.get(lower(line, j), 0.0)
    if not bottom or not lower(line, j).endswith("s") or lower(line, j) in ("quarters", "halves"):
        return None
    tens = lexicon().tens.get(lower(line, whole.last - 1), 0.0)
    if tens and bottom < 10 and whole.last - whole.first > 2 and lower(line, whole.last - 2) != "and":
        return (whole.low - tens) / (tens + bottom), j + 1  # one hundred THIRTY-FIFTHS, the hyphen left out
    return whole.low / bottom, j + 1


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
