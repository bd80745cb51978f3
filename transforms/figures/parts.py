"""Parts of a whole: two-thirds, a quarter, half, 3/4, ½."""

from transforms.figures.lexicon import lexicon
from transforms.figures.line import HYPHENS, Line, hyphen_at, lower


def bare_part(line: Line, i: int, *, added: bool = False) -> tuple[float, int] | None:
    """A part that starts at i and the lexeme after it; `added` to a whole number before it, it needs less to be one."""
    words = lexicon()
    if lower(line, i) in words.signs:
        return words.signs[lower(line, i)], i + 1
    if lower(line, i) == "half" and _is_half(line, i):
        return 0.5, i + 1
    if lower(line, i) == "quarter" and lower(line, i + 1) in words.scales:
        return 0.25, i + 1
    fraction = slash(line, i)
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


def slash(line: Line, i: int) -> tuple[float, int] | None:
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


def compound_part(line: Line, j: int) -> tuple[float, int] | None:
    """The plural of a compound part at j, hyphened or not, and the lexeme after it: "twenty-firsts", "hundredths"."""
    tens = lexicon().tens.get(lower(line, j))
    k = j + 1 + (lower(line, j + 1) in HYPHENS)
    word = lower(line, k)
    ones = COMPOUND_ENDS.get(word) or lexicon().parts.get(word)
    return (tens + ones, k + 1) if tens and ones and ones < 10 and word.endswith("s") else None


COMPOUND_ENDS = {"firsts": 1.0, "seconds": 2.0}
"""Ends of compound parts that are no parts alone: "three twenty-seconds"."""


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
    return (
        j - i == 2
        or after in lexicon().sets["part_followed_by"]
        or j + 1 >= len(line)
        or (line[j + 1].kind == "sign" and not hyphen_at(line, j + 1))
    )


def scale_of_part(line: Line, j: int) -> tuple[float, int] | None:
    """Half A MILLION, a quarter OF A BILLION, half MILLION."""
    k = j + 1 if lower(line, j) == "of" else j
    k = k + 1 if lower(line, k) in ("a", "an") else k
    scale = lexicon().scales.get(lower(line, k))
    return (scale, k + 1) if scale else None
