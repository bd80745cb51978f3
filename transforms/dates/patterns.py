"""The language the rules are written in: patterns over categories of words, matched on one sign a word.

A pattern is a regex whose lower-case words are categories of the lexicon, upper-case words are macros, and
`<name=...>` is a named group; spaces mean nothing. So `<month=month> dot? <day=day>` matches "Nov. 3".
Patterns see only the signs of the words, never the words, so what matches where is remembered by their sequence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from transforms.dates.expression import Expression
from transforms.dates.lexemes import Lexeme
from transforms.dates.lexicon import lexicon
from transforms.reading import Reading, Token

MACROS = {
    "MONTH": "(?:month | month_short dot?)",
    "WEEKDAY": "(?:weekday | weekday_short dot?)",
    "EDGE": "(?:edge hyphen? | the? edge_noun of (?:the)? )",
    "EDGES": "(?:edge hyphen? | edger (?:in the)? | the? edge_noun of )",
    "STEP": "(?:this|last|next)",
    "NUMBER": "(?:number (?:hyphen? number){0,4} (?:and a? half)?)",
    "AMOUNT": "(?: (?:a|this|last|next)? couple of? | a? few | half a? | a half | (?:a scale)? NUMBER | a scale | a )",
    "APPROX": "(?:approx_ago? approx)",
    "QUARTER_OF": "(?:<ystep=STEP> year_word of_whom? | <year=year> | <ago=year_word> hyphen ago)",
    "YEARS": "(?: comma? of? <year=year> | <short=short_year>"
    " | comma? of? the? <ystep=this|last|next|same|that|preceding|following> year_word )",
}
"""Parts that many patterns share."""

_PART = re.compile(r"<(?P<group>\w+)=|(?P<close>>)|(?P<macro>[A-Z_]+)|(?P<category>[a-z_]+)|(?P<space>\s+)|(?P<sign>.)")


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that matched: the lexemes of each group, and what stands around them."""

    reading: Reading
    sequence: list[Lexeme]
    first: int
    match: "re.Match[str]"

    def group(self, name: str) -> list[Lexeme]:
        """The lexemes of a named group, none where it did not take part."""
        if name not in self.match.re.groupindex:
            return []
        start, end = self.match.span(name)
        return self.sequence[self.first + start : self.first + end] if start >= 0 else []

    def value(self, name: str, category: str) -> str | None:
        """The value that a group's one word has as this category."""
        lexemes = self.group(name)
        return lexemes[0].senses.get(category) if lexemes else None

    def integer(self, name: str, category: str) -> int | None:
        """The same as a whole number."""
        value = self.value(name, category)
        return int(value) if value else None

    def step(self, name: str = "step") -> int | None:
        """-1, 0 or 1 for "last", "this", "next" and their like; None where the group is missing."""
        for category in ("this", "last", "next", "same", "that", "preceding", "following", "latest"):
            if (value := self.value(name, category)) is not None:
                return int(value)
        return None

    def amount(self, name: str = "amount") -> Fraction | None:
        """What a group of number words says; None where it says no number ("several")."""
        return amount_of(self.group(name))

    @property
    def span(self) -> tuple[int, int]:
        """The places in the sequence of the whole match, or of its group `core`."""
        name = "core" if "core" in self.match.re.groupindex else 0
        return self.first + self.match.start(name), self.first + self.match.end(name)

    @property
    def before(self) -> Lexeme | None:
        """The word before the match."""
        start = self.span[0]
        return self.sequence[start - 1] if start else None

    @property
    def after(self) -> Lexeme | None:
        """The word after the match."""
        end = self.span[1]
        return self.sequence[end] if end < len(self.sequence) else None

    def token(self, lexeme: Lexeme) -> Token | None:
        """The parsed token at a lexeme's end."""
        tokens = self.reading.covering(lexeme.start, lexeme.end)
        return tokens[-1] if tokens else None


Built = Expression | tuple[tuple[str, Expression], ...] | None
"""What a rule makes of a match: an expression, one for each of several named groups, or nothing where it declines."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what it means. `confidence` is the share of its matches that is thought right."""

    name: str
    pattern: "re.Pattern[str]"
    confidence: float
    build: Callable[[Found], Built]


RULES: list[Rule] = []
"""All rules; the longest match wins, and among equals the first."""


def rule(pattern: str, confidence: float = 0.9) -> Callable[[Callable[[Found], Built]], Callable[[Found], Built]]:
    """Declare a function as what a pattern means."""

    def declare(build: Callable[[Found], Built]) -> Callable[[Found], Built]:
        RULES.append(Rule(build.__name__, re.compile(translated(pattern)), confidence, build))
        return build

    return declare


def translated(pattern: str) -> str:
    """A pattern as a regex over signs."""
    return "".join(_translated(part) for part in _PART.finditer(pattern))


def _translated(part: "re.Match[str]") -> str:
    kind, text = part.lastgroup, part.group()
    if kind == "group":
        return f"(?P<{part['group']}>"
    if kind == "macro":
        return translated(MACROS[text])
    if kind == "category":
        return lexicon().sign_class(text)
    return {"close": ")", "space": ""}.get(kind or "", text)


@lru_cache(maxsize=50_000)
def matches(signs: str) -> tuple[tuple[Rule, "re.Match[str]"], ...]:
    """The rules that match where a sequence of signs begins, the longest first."""
    found = [(rule, match) for rule in RULES if (match := rule.pattern.match(signs)) and match.end()]
    return tuple(sorted(found, key=lambda pair: -pair[1].end()))


def amount_of(lexemes: list[Lexeme]) -> Fraction | None:
    """The number that number words and digits say together: "twenty four", "two and a half", "3.5", "a couple of"."""
    total, current, seen = Fraction(0), Fraction(0), False
    for lexeme in lexemes:
        for category in ("number", "couple", "half", "a"):
            if (value := lexeme.senses.get(category)) is not None:
                break
        else:
            continue
        number = Fraction(value)
        if category == "a" and len(lexemes) > 1:
            continue
        if number == 100 and seen and current and not lexeme.text.isdigit():
            current *= number
        elif number == 1000 and seen and not lexeme.text.isdigit():
            total, current = total + (current or 1) * number, Fraction(0)
        else:
            current += number
        seen = True
    return total + current if seen else None
