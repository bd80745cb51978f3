"""Lexemes: a sentence cut into numbers, words and signs, finely enough to read amounts glued to their units."""

import re
from typing import Literal, NamedTuple

Kind = Literal["number", "word", "sign", "junk"]
"""A junk lexeme is a run of digits that is no number: a version, an address, a table row without spaces."""

LONGEST_RUN = 24
"""Digits of the longest number; a longer run is an identifier."""

LONGEST_LIST = 8
"""Numbers in the longest list that is written without spaces ("22,24,26")."""

_LEXEME = re.compile(
    r"""
    (?P<number>
        \d+(?:\.\d+)?                       # scientific: 1.3x10^6, 2.9×10-8
            (?: [x×]10\^?[+−–-]?(?!0)\d+ | [eE][+-]?\d+(?!\w) | \^[+−-]{0,2}\d+ )
      | \d+(?:[.,]\d+)*                     # 5  1,200  3.5  1,00,000
      | (?<![\w.])\.\d+                     # .500
    )
  | (?P<word> [^\W\d_]+ (?:['’][^\W\d_]+)* )
  | (?P<sign> \S )
    """,
    re.VERBOSE,
)
_POWER = re.compile(r"(?P<mantissa>\d+(?:\.\d+)?)(?:[x×]10\^?|(?P<e>[eE])|(?P<base>\^))(?P<exponent>[+−–-]*\d{1,4})")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d{1,2})?|[1-9]\d{0,2}(?:\.\d{3})+,\d{1,2}")
_ODDLY_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{1,3}){1,3}\.\d{3}")  # 1.2.000: a version where it counts nothing
_PLAIN = re.compile(r"\d*\.?\d+")
_DECIMAL_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})")


class Lexeme(NamedTuple):
    """One piece of a sentence; `start` and `end` are code points of the article, `glued` if no space stands before."""

    kind: Kind
    start: int
    end: int
    text: str
    lower: str
    glued: bool


def lexemes(text: str, start: int, end: int) -> list[Lexeme]:
    """The lexemes of text[start:end], in one pass."""
    found: list[Lexeme] = []
    last = -1
    for match in _LEXEME.finditer(text, start, end):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # every alternative is a named group
        piece = match.group()
        lexeme = Lexeme(kind, match.start(), match.end(), piece, piece.lower(), match.start() == last)
        last = match.end()
        if kind == "number" and value_of(piece) is None:
            found.extend(_pieces(lexeme))
        else:
            found.append(lexeme)
    return found


def _pieces(lexeme: Lexeme) -> list[Lexeme]:
    """A run of digits that is no number: the members of a short list, else junk."""
    parts = lexeme.text.split(",", LONGEST_LIST)
    if not 2 <= len(parts) < LONGEST_LIST or any(value_of(part) is None for part in parts):
        return [lexeme._replace(kind="junk")]
    found: list[Lexeme] = []
    at = lexeme.start
    for part in parts:
        found.append(Lexeme("number", at, at + len(part), part, part, glued=lexeme.glued and not found))
        at += len(part) + 1
        if at <= lexeme.end:
            found.append(Lexeme("sign", at - 1, at, ",", ",", glued=True))
    return found


def value_of(digits: str) -> float | None:
    """The value of a number written in digits, by any of its groupings; None where it is no number."""
    if len(digits) > LONGEST_RUN:
        return None
    if _PLAIN.fullmatch(digits):
        return None if _leading_zero(digits) else float(digits)
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _DOTTED.fullmatch(digits) or _ODDLY_DOTTED.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(digits):
        return None if _leading_zero(digits) else float(digits.replace(",", "."))
    return _power(digits)


def _leading_zero(digits: str) -> bool:
    """Whether it is a code rather than a number: 007, 0630."""
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()


def _power(digits: str) -> float | None:
    match = _POWER.fullmatch(digits)
    if not match:
        return None
    signs = match["exponent"].rstrip("0123456789")
    exponent = int(match["exponent"][len(signs) :]) * (-1) ** sum(sign in "−–-" for sign in signs)
    base, mantissa = (float(match["mantissa"]), 1.0) if match["base"] else (10.0, float(match["mantissa"]))
    if abs(exponent) > 300:
        return None
    try:
        return mantissa * float(base**exponent)
    except (OverflowError, ZeroDivisionError):
        return None
