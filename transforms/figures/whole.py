"""Whole numbers: reads one, in digits or words, lexeme by lexeme."""

import math

from transforms.figures.lexemes import value_of
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.figures.parts import bare_part


def _is_group(digits: str) -> bool:
    """Three digits that continue a number, perhaps with its decimals."""
    whole, _, decimals = digits.partition(".")
    return len(whole) == 3 and whole.isdigit() and (not decimals or decimals.isdigit())


class Whole:
    """Reads a whole number lexeme by lexeme; the state is what has been added up so far."""

    def __init__(self, line: Line, i: int) -> None:
        self.line, self.first, self.j = line, i, i
        self.total, self.group = 0.0, None  # type: float, float | None
        self.last_scale, self.room = math.inf, 0.0
        self.scale, self.in_words, self.after_scale = 1.0, False, False
        self.between = lower(line, i - 1) == "between"

    def read(self) -> tuple[float, float, int, bool] | None:
        """Value, last scale, the lexeme after it, and whether words make it up; None where none starts here."""
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
        return value, self.scale, self.j, self.in_words

    def _leading_scale(self) -> bool:
        """One of a scale: "a million", "a dozen", "hundred thousand"."""
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
        if joins and not self.between and bare_part(self.line, j + 1, added=True) is None:
            return j + 1
        return j

    def _small(self, j: int, value: float, *, room: float) -> bool:
        if self.group is None:
            if self.after_scale and (value >= self.last_scale or not self._goes_on(j)):
                return False
            self.group = value
        elif 0 < value < self.room or (value == 0 and self.first == j):
            self.group += value
        else:
            return False
        self.room, self.in_words, self.after_scale, self.j = room, True, False, j + 1
        return True

    def _goes_on(self, j: int) -> bool:
        """Whether a word behind a scale adds to the number: not "$24 million one-time charge"."""
        return self.in_words or lower(self.line, j + 1) in lexicon().scales

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
        return self._more_digits(j, value, follows=follows)

    def _more_digits(self, j: int, value: float, *, follows: bool) -> bool:
        """Digits behind words or digits: "four thousand 3 hundred and 21"; `follows`: a scale stands after them."""
        joined = j > self.j and self.in_words
        if self.group is None and self.after_scale and value < self.last_scale and (follows or joined):
            self.group, self.after_scale, self.j = value, False, j + 1
            return True
        if self.after_scale and not self.in_words and j > self.j:
            return False  # "$3 million and 40 jobs" are two
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
        while j < len(line) and line[j].kind != "word" and "." not in digits and _is_group(line[j].text):
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
        elif (
            (scale == 100 and self.group >= 100 and self.in_words)
            or scale >= self.last_scale
            or lower(self.line, j - 1) == "and"
        ):
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
        if not tail and (teens := ones.get(lower(self.line, j + 1), 0.0)) >= 10:
            tail, k = str(int(teens)), j + 2
        if self.group is None or not tail or not self.in_words:
            return False
        self.group, self.room, self.j = self.group + float(f"0.{tail}"), 0.0, k
        return True
