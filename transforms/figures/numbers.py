"""Numbers: reads one number, in digits or words, at a place in a sentence."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from transforms.figures.lexemes import Lexeme, value_of
from transforms.figures.lexicon import lexicon

Line = Sequence[Lexeme]

SPACES = frozenset(" \u00a0\u2009\u202f")
"""What may group digits: 816 000."""

HYPHENS = frozenset("-‐‑–")


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


def lower(line: Line, i: int) -> str:
    """The word at i in lower case, "" outside the sentence."""
    return line[i].lower if 0 <= i < len(line) else ""


def hyphen_at(line: Line, i: int) -> bool:
    """Whether a hyphen at i joins what stands on its two sides."""
    return i + 1 < len(line) and line[i].text in HYPHENS and line[i].glued and line[i + 1].glued


# -- vague amounts -----------------------------------------------------------------------------------------------------


def _vague(line: Line, i: int) -> Number | None:
    """dozens, hundreds, tens of thousands, a handful."""
    words = lexicon()
    first = i
    if lower(line, i) == "a" and lower(line, i + 1) == "handful":
        i += 1
    bounds = words.vague.get(lower(line, i))
    if bounds is None or (line[i].lower == "handful" and i == first) or line[i].lower in ("scores", "lakhs", "crores"):
        if bounds is None or lower(line, i + 1) != "of":
            return None
    low, high = bounds
    j = i + 1
    if lower(line, j) == "of" and (inner := words.vague.get(lower(line, j + 1))) and inner[0] >= 200:
        unit = inner[0] / 2
        low, high, j = low * unit, (high + 1) * unit - 1, j + 2
    return Number(low, high, first, j, "vague", scale=low)


# -- parts of a whole --------------------------------------------------------------------------------------------------


def _part(line: Line, i: int) -> Number | None:
    """two-thirds, a quarter, half, three quarters of a million, ½."""
    found = _bare_part(line, i)
    if found is None:
        return None
    value, j = found
    scaled = _scale_of_part(line, j)
    if scaled:
        factor, j = scaled
        return Number(value * factor, value * factor, i, j, "words", scale=factor)
    return Number(value, value, i, j, "part")


def _bare_part(line: Line, i: int, *, added: bool = False) -> tuple[float, int] | None:
    """A part that starts at i and the lexeme after it; `added` to a whole number before it, it needs less to be one."""
    words = lexicon()
    if lower(line, i) in words.signs:
        return words.signs[lower(line, i)], i + 1
    if lower(line, i) == "half" and _is_half(line, i):
        return 0.5, i + 1
    if lower(line, i) == "quarter" and lower(line, i + 1) in words.scales:
        return 0.25, i + 1
    fraction = _slash(line, i)
    if fraction:
        return fraction
    return _numerator(line, i, added=added)


def _is_half(line: Line, i: int) -> bool:
    """Whether this is "half of", not a half of a game or a half-brother."""
    after, before = lower(line, i + 1), lower(line, i - 1)
    if before in lexicon().ordinals or before in ("other", "last", "latter", "better", "final", "that", "this"):
        return False
    if hyphen_at(line, i + 1):
        return lower(line, i + 2) in lexicon().scales or lower(line, i + 2) in (
            "hour",
            "mile",
            "inch",
            "percent",
            "point",
        )
    leads = {
        "of",
        "a",
        "an",
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "all",
        "those",
        "these",
        "that",
        "percent",
    }
    return after in leads or after in lexicon().scales or before in ("than", "nearly", "about", "almost", "by", "one")


def _slash(line: Line, i: int) -> tuple[float, int] | None:
    """1/2, 3/4: a simple fraction, not a date."""
    if i + 2 >= len(line) or [x.kind for x in line[i : i + 3]] != ["number", "sign", "number"]:
        return None
    if line[i + 1].text not in "/⁄" or not (line[i + 1].glued and line[i + 2].glued) or lower(line, i + 3) == "/":
        return None
    top, bottom = line[i].text, line[i + 2].text
    if not (top.isdigit() and bottom.isdigit()) or int(bottom) not in DENOMINATORS or int(top) >= int(bottom):
        return None
    return int(top) / int(bottom), i + 3


DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 1000})


def _numerator(line: Line, i: int, *, added: bool) -> tuple[float, int] | None:
    """A numerator and the name of a part: "two-thirds", "a third of", "one fifth"."""
    words = lexicon()
    article = lower(line, i) in ("a", "an")
    top: float | None = 1.0 if article else words.ones.get(lower(line, i))
    if top is None and i < len(line) and line[i].kind == "number" and line[i].text.isdigit() and len(line[i].text) < 3:
        top = float(line[i].text)
    if not top:
        return None
    j = i + 2 if lower(line, i + 1) in HYPHENS else i + 1
    bottom = words.parts.get(lower(line, j))
    if bottom is None or not (added or _reads_as_part(line, i, j, article=article, one=top == 1)):
        return None
    return top / bottom, j + 1


def _reads_as_part(line: Line, i: int, j: int, *, article: bool, one: bool) -> bool:
    """Whether the word at j names a part: "three fourths", not "a fourth season" or "three quarters in a row"."""
    word, after = lower(line, j), lower(line, j + 1)
    if word in ("quarter", "quarters"):
        compared = lower(line, i - 1) in ("than", "above", "below", "about", "nearly", "almost", "over", "under")
        return after == "of" or after in lexicon().scales or compared or (not article and j - i == 2)
    if word in ("half", "halves"):
        return after != "-" and (one or word == "halves")
    if not one:
        return word.endswith("s")
    if word.endswith("s"):
        return False
    return j - i == 2 or after in PART_FOLLOWED_BY or j + 1 >= len(line) or line[j + 1].kind == "sign"


PART_FOLLOWED_BY = frozenset(
    {"of", "more", "less", "as", "the", "higher", "lower", "in", "to", "from", "since", "on", "and"}
)


def _scale_of_part(line: Line, j: int) -> tuple[float, int] | None:
    """Half A MILLION, a quarter OF A BILLION, half MILLION."""
    k = j + 1 if lower(line, j) == "of" else j
    k = k + 1 if lower(line, k) in ("a", "an") else k
    scale = lexicon().scales.get(lower(line, k))
    return (scale, k + 1) if scale else None


# -- whole and mixed numbers -------------------------------------------------------------------------------------------


def _mixed(line: Line, i: int) -> Number | None:
    """A whole number, and what is added to it: "two and a half", "10 1/2", "3 million and a half"."""
    whole = _Whole(line, i).read()
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


def _added_part(line: Line, whole: Number) -> Number | None:
    j = whole.last
    joined = lower(line, j) == "and"
    if not joined and not (j < len(line) and (line[j].lower in lexicon().signs or _slash(line, j))):
        return None
    part = _bare_part(line, j + joined, added=joined)
    if part is None or (joined and lower(line, j + 1) == "half"):
        return None
    value, last = part
    own = lexicon().scales.get(lower(line, last)) if joined else None
    if own and whole.scale > own:
        value, last = value * own, last + 1
    elif whole.scale >= 1000:
        value *= whole.scale
    return replace(whole, low=whole.low + value, high=whole.high + value, last=last)


class _Whole:
    """Reads a whole number lexeme by lexeme; the state is what has been added up so far."""

    def __init__(self, line: Line, i: int) -> None:
        self.line, self.first, self.j = line, i, i
        self.total, self.group = 0.0, None  # type: float, float | None
        self.last_scale, self.room = math.inf, 0.0
        self.scale, self.in_words, self.after_scale = 1.0, False, False
        self.between = lower(line, i - 1) == "between"

    def read(self) -> Number | None:
        """The number, or None where none starts here."""
        if lower(self.line, self.j) in ("a", "an"):
            self.j += 1
            if not self._leading_scale():
                return None
        elif lower(self.line, self.j) in ("hundred", "dozen", "thousand", "million") and not self._leading_scale():
            return None
        while self._step():
            pass
        if self.group is None and self.total == 0 and not self.in_words:
            return None
        value = self.total + (self.group or 0.0)
        form: Literal["digits", "words"] = "words" if self.in_words else "digits"
        return Number(value, value, self.first, self.j, form, self.scale)

    def _leading_scale(self) -> bool:
        """ "a million", "a dozen", "hundred thousand": one of the scale."""
        scale = lexicon().scales.get(lower(self.line, self.j))
        if scale is None or len(lower(self.line, self.j)) < 4:
            return False
        self.in_words, self.j = True, self.j + 1
        self._multiply(1.0, scale)
        return True

    def _multiply(self, group: float, scale: float) -> None:
        if scale == 100:
            self.group, self.room = group * 100, 100.0
        else:
            self.total, self.group = self.total + group * scale, None
            self.last_scale, self.after_scale = scale, True
        self.scale = max(scale, 1.0)

    def _step(self) -> bool:
        """Take the next lexeme into the number, if it belongs to it."""
        j = self._skip_joint()
        if j >= len(self.line):
            return False
        word = self.line[j]
        if word.kind == "number":
            return self._digits(j)
        words = lexicon()
        if word.lower in words.ones:
            return self._small(j, words.ones[word.lower], room=0.0)
        if word.lower in words.tens:
            return self._small(j, words.tens[word.lower], room=10.0)
        if word.lower in words.scales:
            return self._scale(j, words.scales[word.lower])
        return word.lower == "point" and self._point(j)

    def _skip_joint(self) -> int:
        """Past a hyphen inside a number of words, or an "and" after hundreds and thousands."""
        j = self.j
        if j > self.first and hyphen_at(self.line, j) and self.line[j + 1].kind == "word":
            return j + 1
        joins = lower(self.line, j) == "and" and j > self.first and (self.room >= 100 or self.after_scale)
        if joins and not self.between and _bare_part(self.line, j + 1, added=True) is None:
            return j + 1
        return j

    def _small(self, j: int, value: float, *, room: float) -> bool:
        if self.group is None:
            if self.after_scale and value >= self.last_scale:
                return False
            self.group = value
        elif 0 < value < self.room or (value == 0 and self.first == j):
            self.group += value
        else:
            return False
        self.room, self.in_words, self.after_scale, self.j = room, True, False, j + 1
        return True

    def _digits(self, j: int) -> bool:
        value = value_of(self.line[j].text)
        if value is None:
            return False
        if j == self.first:
            self.group, self.j = value, j + 1
            self._space_groups()
            return True
        follows = lower(self.line, j + 1) in lexicon().scales
        if follows and self.group is not None:
            return False
        if self.group is None and self.after_scale and value < self.last_scale and (follows or j > self.j):
            self.group, self.after_scale, self.j = value, False, j + 1
            return True
        if self.group is not None and j > self.j and value < self.room:
            self.group, self.room, self.j = self.group + value, 0.0, j + 1
            return True
        return False

    def _space_groups(self) -> None:
        """816 000: groups of three digits behind single spaces."""
        line = self.line
        if not (
            line[self.first].text.isdigit() and len(line[self.first].text) <= 3 and line[self.first].text[0] != "0"
        ):
            return
        digits, j = line[self.first].text, self.j
        while j < len(line) and line[j].kind != "word" and len(line[j].text) == 3 and line[j].text.isdigit():
            if line[j].start - line[j - 1].end != 1 or j - self.first > 4:
                return
            digits, j = digits + line[j].text, j + 1
        if j > self.j and not (j < len(line) and line[j].text[0].isdigit()):
            self.group, self.j = float(digits), j

    def _scale(self, j: int, scale: float) -> bool:
        if self.group is None:
            if not (self.after_scale and self.total and scale >= 1e5 and self.scale <= 1e7 and j == self.j):
                return False
            self.total, self.scale = self.total * scale, self.scale * scale
            self.last_scale, self.after_scale = scale, False
        elif (scale == 100 and self.group >= 100) or scale >= self.last_scale or lower(self.line, j - 1) == "and":
            return False
        elif scale == 12:
            self.group, self.scale, self.room = self.group * 12, 12.0, 0.0
        else:
            self._multiply(self.group, scale)
        self.j = j + 1
        return True

    def _point(self, j: int) -> bool:
        """Five POINT five."""
        ones, k = lexicon().ones, j + 1
        tail = ""
        while k < len(self.line) and k - j < 12 and (digit := ones.get(self.line[k].lower, 10.0)) < 10:
            tail, k = tail + str(int(digit)), k + 1
        if k == j + 1 and (tens := lexicon().tens.get(lower(self.line, k))):
            follows = ones.get(lower(self.line, k + 2), 10.0) if hyphen_at(self.line, k + 1) else 10.0
            tail, k = str(int(tens + (follows if follows < 10 else 0))), k + (3 if follows < 10 else 1)
        if self.group is None or not tail or not self.in_words:
            return False
        self.group, self.room, self.j = self.group + float(f"0.{tail}"), 0.0, k
        return True


def _is_ordinal(line: Line, number: Number) -> bool:
    """5th, twenty-first, one hundred and fifth."""
    j = number.last
    if j < len(line) and line[j].glued and line[j].lower in ("st", "nd", "rd", "th"):
        return True
    return hyphen_at(line, j) and lower(line, j + 1) in lexicon().ordinals
