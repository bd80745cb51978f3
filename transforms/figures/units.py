"""Units: reads what stands before or after a number and says what it is measured in."""

from dataclasses import dataclass

from transforms.figures.lexemes import lexemes
from transforms.figures.lexicon import Unit, lexicon
from transforms.figures.line import HYPHENS, Line, lower
from transforms.figures.singular import singular

BRACKETS = {"[": "]", "<": ">", "{": "}", "(": ")"}


@dataclass(frozen=True, slots=True)
class Found:
    """A unit or currency that was read, and the lexeme after it."""

    unit: Unit | None
    currency: str | None
    money: str | None
    last: int
    factor: float = 1.0


def unit_after(line: Line, j: int) -> Found | None:
    """The unit of measure at j, behind a hyphen or in brackets or not: "49-year", "20 [kg]", "5 km"."""
    if j < len(line) and line[j].text in HYPHENS and line[j].glued and j + 1 < len(line) and line[j + 1].glued:
        j += 1
    elif lower(line, j) in BRACKETS and lower(line, j + 2) == BRACKETS[lower(line, j)] and lower(line, j) != "(":
        inner = unit_after(line, j + 1)
        return Found(inner.unit, None, None, inner.last + 1) if inner and inner.last == j + 2 else None
    if quoted := _quote_unit(line, j):
        return quoted
    words = lexicon()
    match = max(words.units.at(line, j), words.units_any_case.at(line, j), key=lambda m: m[1] if m else 0)
    if match is None or not _is_unit(line, j, match[1]):
        return None
    return Found(match[0], None, None, j + match[1])


def _quote_unit(line: Line, j: int) -> Found | None:
    """30', 10": a lone quotation mark behind a number is feet or inches, for nothing opens or closes with it."""
    name = QUOTES.get(lower(line, j))
    if name is None or line[j - 1].kind != "number":
        return None
    if sum(x.lower in QUOTES for x in line) > 1 and not (_is_height(line, j) or _is_height(line, j - 2)):
        return None
    match = lexicon().units.at(lexemes(name, 0, len(name)), 0)
    return Found(match[0], None, None, j + 1) if match else None


def _is_height(line: Line, j: int) -> bool:
    """Whether a quotation mark at j stands for feet, with inches glued behind it: 6'3"."""
    if j < 1 or j + 2 >= len(line) or QUOTES.get(line[j].text) != "foot" or QUOTES.get(line[j + 2].text) != "inch":
        return False
    return line[j + 1].kind == "number" and all(x.glued for x in line[j : j + 3])


QUOTES = {"'": "foot", "’": "foot", '"': "inch", "”": "inch"}


def _is_unit(line: Line, j: int, length: int) -> bool:
    """Whether a short or ambiguous spelling really is the unit here."""
    text, after = line[j].text, j + length
    if length == 1 and after < len(line) and line[after].glued and line[after].kind == "number":
        return False
    if text in ONLY_GLUED:
        return line[j].glued
    if text == "R":
        return lower(line, after) == "per"  # else rand
    if len(text) == 1 and text.isalpha() and length == 1:
        return _is_letter_unit(line, j, text)
    return True


ONLY_GLUED = frozenset({"″", "′", "pp", "pt", "bar", "in"})
"""Spellings that are units only when written onto the number."""


def _is_letter_unit(line: Line, j: int, text: str) -> bool:
    """Letters are units when written onto the number; "m" and "h", "l", "g" also behind a space."""
    return line[j].glued or (text in "mgl" and not (j + 1 < len(line) and line[j + 1].text in ("'", "’", "-")))


def prefix_currency(line: Line, i: int) -> tuple[str, int] | None:
    """The currency written before a number at or after i, and the lexeme where the number must start."""
    words = lexicon().money
    match = words.symbols.at(line, i)
    if match:
        code, length = match
        j = i + length
        j += lower(line, j) == "." and line[i].text in ("Rs", "Tk", "Rp", "KSh", "Fr")
        needs_glue = line[i].text in ("R", "PS", "SR", "Ft", "TL") and line[j - 1].text != "$"
        if j < len(line) and (
            line[j].kind == "number" or _signed(line, j) or (line[j].kind == "word" and not line[j].text.isupper())
        ):
            return None if needs_glue and not line[j].glued else (code, j)
    named = words.names.at(line, i)
    if named and lower(line, i - 1) not in ("the", "a", "per") and _is_sum(line, i + named[1]):
        return named[0], i + named[1]
    text = line[i].text
    code = text[1:] if len(text) == 4 and text[0] == "M" else text
    code = RENAMED.get(text.upper(), code)
    if code in words.codes and i + 1 < len(line) and (line[i + 1].kind == "number" or line[i + 1].text == "$"):
        return code, i + 1 + (line[i + 1].text == "$")
    if text.upper() in words.codes and lower(line, i + 1) == "$":
        return text.upper(), i + 2
    return None


RENAMED = {"RMB": "CNY"}
"""Codes in use beside those of ISO 4217."""


def _is_sum(line: Line, j: int) -> bool:
    """Whether a number at j reads as money behind a name of it: "dollar 22.5 million", "dlrs 40", "rupees 1,200"."""
    if j >= len(line) or line[j].kind != "number":
        return False
    return lower(line, j - 1) == "dlrs" or "," in line[j].text or lexicon().scales.get(lower(line, j + 1), 0.0) >= LARGE


LARGE = 1e5
"""Scales that money is told in."""


def _signed(line: Line, j: int) -> bool:
    return line[j].text in "-−+" and j + 1 < len(line) and line[j + 1].kind == "number"


def is_mega(line: Line, i: int) -> bool:
    """MEUR 120, MAUD 60: millions of a currency."""
    text = line[i].text
    return len(text) == 4 and text[0] == "M" and text[1:] in lexicon().money.codes


def currency_after(line: Line, j: int) -> Found | None:
    """The currency named after a number: "euros", "Australian dollars", "€", "pence", "75 USD million"."""
    if j < len(line) and line[j].text in HYPHENS and line[j].glued:
        j += 1
    if j >= len(line):
        return None
    found = _named_currency(line, j) or _signed_currency(line, j)
    if found is None:
        return None
    scale = lexicon().scales.get(lower(line, found.last))
    if scale and scale >= 1e5 and line[j].text.isupper():
        return Found(None, found.currency, None, found.last + 1, scale)
    return found


def _named_currency(line: Line, j: int) -> Found | None:
    money = lexicon().money
    text = line[j].text
    if (
        text in money.codes
        or (text.upper() in money.codes and line[j].glued)
        or line[j].lower in ("usd", "eur", "gbp", "rmb")
    ):
        return Found(None, RENAMED.get(text.upper(), text.upper()), None, j + 1)
    if is_mega(line, j):
        return Found(None, text[1:], None, j + 1, 1e6)
    match = money.names.at(line, j)
    if match:
        code, length = match
        if (
            line[j].lower in lexicon().sets["ambiguous_currency_words"]
            and lower(line, j + 1) != ""
            and not _plain_end(line, j + 1)
        ):
            return None
        return Found(None, code, None, j + length)
    minor = money.minor.get(line[j].lower)
    if minor and (line[j].lower != "p" or (line[j].glued and line[j - 1].text not in RESOLUTIONS)):
        return Found(None, None, minor[0], j + 1)
    return None


RESOLUTIONS = frozenset({"240", "360", "480", "576", "720", "1080", "1440", "2160", "4320"})
"""Lines of a screen, which are written with the letter of pence: "1080p"."""


def _plain_end(line: Line, j: int) -> bool:
    return line[j].kind == "sign" or line[j].lower in (
        "in",
        "to",
        "for",
        "from",
        "a",
        "per",
        "on",
        "and",
        "at",
        "of",
        "by",
        "this",
        "last",
    )


def _signed_currency(line: Line, j: int) -> Found | None:
    match = lexicon().money.symbols.at(line, j)
    if match is None or line[j].text in ("PS", "SR", "Sh", "Rs", "Dh", "Fr"):
        return None
    if line[j].text == "R" and (line[j].glued or (j + 1 < len(line) and line[j + 1].kind != "sign")):
        return None
    after = j + match[1]
    if after < len(line) and line[after].glued and line[after].kind == "number" and not line[j].glued:
        return None
    return Found(None, match[0], None, after)


def denominator(line: Line, j: int, *, measured: bool) -> tuple[str, int] | None:
    """What an amount is counted by: "a barrel", "per 100,000 people", "/day", "-a-share"; and the lexeme after it."""
    hyphened = j < len(line) and line[j].text in HYPHENS and line[j].glued
    k = j + hyphened
    word = lower(line, k)
    k += 1
    if k < len(line) and line[k].text in HYPHENS and line[k].glued:
        k += 1
    if word == "/" and measured and k < len(line) and line[k].glued:
        return _denominator_unit(line, k)
    if word == "per" and lower(line, k) not in ("cent", "se", "capita"):
        return _denominator_unit(line, k) or _per_number(line, k)
    if (
        word in ("a", "an", "each", "every")
        and lower(line, k) in lexicon().per
        and lower(line, k + 1) not in ("ago", "earlier", "later")
    ):
        return _denominator_unit(line, k)
    return None


def _denominator_unit(line: Line, k: int) -> tuple[str, int] | None:
    words = lexicon()
    match = words.units.at(line, k) or words.units_any_case.at(line, k)
    if match and match[0].dimension not in ("percent", "index"):
        return match[0].name, k + match[1]
    if k < len(line) and line[k].kind == "word":
        return PERSON.get(line[k].lower, singular(line[k].lower)), k + 1
    return None


PERSON = {"people": "person"}
"""What is counted by the head: \"per person\" however it is said."""


def _per_number(line: Line, k: int) -> tuple[str, int] | None:
    """Per 100,000 people, per 1,000 live births."""
    if k >= len(line) or line[k].kind != "number":
        return None
    last = k + 1
    while (
        last < len(line)
        and last - k < 4
        and line[last].kind == "word"
        and line[last].lower not in lexicon().sets["stops"]
    ):
        last += 1
    return " ".join(x.lower for x in line[k:last]), last
