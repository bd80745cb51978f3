"""Where names stand: the parser's guesses, mended."""

import itertools
import re
from collections.abc import Iterable, Iterator

from transforms.actors.countries import country_in, country_of_demonym, is_inhabitant
from transforms.actors.lexicon import known_names, name_heads, nominal_heads, words
from transforms.actors.lines import Case
from transforms.actors.spans import Guess, Stretch
from transforms.actors.titles import is_title
from transforms.reading import Name, NameLabel, Reading, Token

LONGEST_KNOWN = 7
"""Tokens of a known name, at most."""

INNER = frozenset({"of", "the", "and", "for", "&", "on", "in", "-", "'s", "’s", ".", "'", "’"})
"""Small words inside organisations' names."""

_NO_NAME = re.compile(r"(?i:pro|anti|jr|sr)\b|[A-Z]\.$|[A-Z]-[A-Z]|[A-Z]{2,}s$|COP\d+$")
"""One word that is no name by itself: "pro-Moscow", "Jr.", an initial, a party with its state ("R-Ohio"), what is told
by several letters in the plural ("MRIs"), a climate summit by its number ("COP9")."""

PLAIN = frozenset({"VERB", "AUX", "ADP", "PRON", "ADV", "SCONJ"})
"""Parts of speech that in a headline are no part of a name."""

CALENDAR = words("calendar")
"""Days and months: capitalised, but no names."""


def guesses(reading: Reading, case: dict[int, Case], common: frozenset[str]) -> tuple[Guess, ...]:
    """Stretches that may be names, mended and apart from each other, in order."""
    known = tuple(_known(reading, case))
    parsed = [mended for name in reading.names if (mended := _mended(reading, name, case, common))]
    listed = {i for guess in known for i in range(guess.first, guess.last)}
    joined = _joined(reading, [guess for guess in parsed if listed.isdisjoint(range(guess.first, guess.last))])
    grown = [_grown(reading, guess) if case[_no(reading, guess)] == "normal" else guess for guess in joined]
    titled = _titled(reading, [*known, *grown], case)
    return _apart([*known, *grown, *titled, *_nationals(reading)])


def _no(reading: Reading, stretch: Stretch) -> int:
    return reading.tokens[stretch.first].sentence


def _known(reading: Reading, case: dict[int, Case]) -> Iterator[Guess]:
    """Names from the list of known ones, the longest at each place."""
    table, tokens, i = known_names(), reading.tokens, 0
    starts = {spelling.split()[0].split("-")[0] for spelling in table}
    while i < len(tokens):
        best = 0
        if tokens[i].text in starts and case[tokens[i].sentence] != "shouted":
            best = max((n for n in range(1, LONGEST_KNOWN) if _spelled(reading, i, i + n) in table), default=0)
        if best:
            yield Guess(i, i + best, "ORG", 3.0)
        i += best or 1


def _spelled(reading: Reading, first: int, last: int) -> str:
    if last > len(reading.tokens) or reading.tokens[first].sentence != reading.tokens[last - 1].sentence:
        return ""
    return " ".join(Stretch(first, last).text(reading).split())


def _mended(reading: Reading, name: Name, case: dict[int, Case], common: frozenset[str]) -> Guess | None:
    """A parser's name without what is no part of it."""
    tokens = list(reading.tokens[name.first : name.last])
    written = case[tokens[0].sentence]
    if written == "titled":
        tokens = _cut_headline(tokens, common)
    while tokens and (not tokens[-1].text[0].isalnum() or tokens[-1].text.isdigit()):
        tokens.pop()
    if name.label in {"PER", "MISC"}:
        while len(tokens) > 1 and _is_before_name(tokens[0]):
            tokens.pop(0)
        while len(tokens) > 1 and is_title(tokens[-1]) and tokens[-1].text.islower():
            tokens.pop()
    while len(tokens) > 1 and tokens[-1].text.islower() and tokens[-1].lemma in words("generic_heads"):
        tokens.pop()  # "Amal Front [militia]"
    tokens = _one_name(_without_members(tokens))
    if not _can_be_name(tokens) or _is_law(reading, tokens) or _is_inhabitants(name.label, tokens):
        return None
    weight = {"normal": 1.0, "titled": 0.4, "shouted": 0.2}[written]
    return Guess(tokens[0].i, tokens[-1].i + 1, name.label, weight)


def _is_law(reading: Reading, tokens: list[Token]) -> bool:
    """Whether a name is that of a law or a bill: "Clean Air Act", "HB 516", "Proposition 8"."""
    last = tokens[-1]
    if len(tokens) > 1 and last.lower in words("laws"):
        return True
    after = reading.tokens[last.i + 1 : last.i + 2]
    numbered = bool(after) and after[0].text[0].isdigit() and after[0].start - last.end <= 1
    return numbered and last.lower.replace(".", "") in words("laws") | words("bills")


def _is_inhabitants(label: NameLabel, tokens: list[Token]) -> bool:
    """Whether a name is no place but those who live there: "New Yorkers"."""
    last = tokens[-1]
    before = tokens[-2].text if len(tokens) > 1 else ""
    return label == "LOC" and last.tag in {"NNS", "NNPS"} and is_inhabitant(last.text, before)


def _one_name(tokens: list[Token]) -> list[Token]:
    """A name without others that the parser takes with it: "[Acme] and other firms"."""
    pairs = itertools.pairwise(tokens)
    end = next((t.i for t, after in pairs if t.lower in {"and", "or"} and after.text.islower()), None)
    return tokens if end is None or end == tokens[0].i else [t for t in tokens if t.i < end]


def _without_members(tokens: list[Token]) -> list[Token]:
    """A body's name without those who belong to it: "Rebels of the [Karu Front]"."""
    if len(tokens) > 2 and tokens[1].lower == "of" and tokens[0].tag in {"NNS", "NNPS"}:
        known = nominal_heads().get(tokens[0].lower.removesuffix("s"))
        if known and known.kind in {"person", "group", "armed_group"}:
            return tokens[3:] if tokens[2].lower == "the" else tokens[2:]
    return tokens


def _is_before_name(token: Token) -> bool:
    """Whether a word stands before names and is no part of them: a title, a camp, a demonym."""
    lists = (words("title_modifiers"), words("camps"), words("epithets"))
    return (
        is_title(token) or any(token.lower in listed for listed in lists) or country_of_demonym(token.text) is not None
    )


def _can_be_name(tokens: list[Token]) -> bool:
    """Whether words have a capital, are no mere title, and no column's heading of one or two letters ("W L PCT")."""
    if not any(t.text[0].isupper() for t in tokens) or (len(tokens) == 1 and is_title(tokens[0])):
        return False
    if len(tokens) == 1 and _NO_NAME.match(tokens[0].text):
        return False
    return max(len(t.text) for t in tokens) > 1 and not (len(tokens) > 1 and all(len(t.text) < 3 for t in tokens))


def _is_headline_verb(token: Token) -> bool:
    """Whether a word is what headlines say of someone: "Goldman Sachs [Cuts] Price Target"."""
    return any(
        token.lower.removesuffix(end) in words("headline_verbs") for end in ("s", "es") if token.lower.endswith(end)
    )


def _cut_headline(tokens: list[Token], common: frozenset[str]) -> list[Token]:
    """The first run of words in a headline's name that are names for all we know."""
    kept: list[Token] = []
    for token in tokens:
        plain = token.pos in PLAIN or token.lower in common or (bool(kept) and _is_headline_verb(token))
        if not plain or token.lower in words("particles") or token.lower in INNER:
            kept.append(token)
        elif kept:
            break
    while kept and kept[-1].lower in INNER:
        kept.pop()
    return kept


def _joined(reading: Reading, found: Iterable[Guess]) -> list[Guess]:
    """Names that the parser cut in two, put together: "Recep Tayyip" "Erdogan", "Bashar" al "Assad"."""
    joined: list[Guess] = []
    for guess in found:
        before = joined[-1] if joined else None
        if before and _are_one(reading, before, guess):
            joined[-1] = Guess(before.first, guess.last, before.label, max(before.weight, guess.weight))
        else:
            joined.append(guess)
    return joined


def _are_one(reading: Reading, left: Guess, right: Guess) -> bool:
    if _no(reading, left) != _no(reading, right) or "NORP" in (left.label, right.label):
        return False
    gap = reading.tokens[left.last : right.first]
    small = bool(gap) and all(t.lower in words("particles") and t.text != "-" for t in gap)
    if small and "PER" in (left.label, right.label):
        return True
    short = right.last - left.first <= 4 and 1 in (left.last - left.first, right.last - right.first)
    return not gap and left.label == right.label == "PER" and short


def _grown(reading: Reading, guess: Guess) -> Guess:
    """A name with the capitalised words beside it that the syntax ties to it."""
    if guess.label not in {"PER", "ORG"}:
        return guess
    tokens, first, last = reading.tokens, guess.first, guess.last
    while last < len(tokens) and _ties(tokens[last - 1], tokens[last], guess) and tokens[last].head < last + 3:
        last += 1
    while first > 0 and _ties(tokens[first], tokens[first - 1], guess) and tokens[first - 1].head < last:
        first -= 1
    return Guess(first, last, guess.label, guess.weight)


def _ties(inside: Token, outside: Token, guess: Guess) -> bool:
    """Whether a neighbour belongs to the name: a proper noun in a compound with it that is no title and no demonym."""
    if outside.sentence != inside.sentence or outside.pos != "PROPN" or not outside.text[0].isupper():
        return False
    if is_title(outside) or outside.lower in CALENDAR or country_of_demonym(outside.text) or outside.text.isupper():
        return False
    if outside.lower in words("title_modifiers") | words("camps") | words("epithets") or (
        guess.label == "PER" and outside.lower in name_heads()
    ):
        return False
    left, right = (outside, inside) if outside.i < inside.i else (inside, outside)
    return left.dep in {"compound", "flat"} and left.head in {right.i, right.head}


def _titled(reading: Reading, found: Iterable[Guess], case: dict[int, Case]) -> Iterator[Guess]:
    """Capitalised words after a title that the parser took for no name: they name a person."""
    taken = {i for guess in found for i in range(guess.first, guess.last)}
    tokens = reading.tokens
    for token in tokens[:-1]:
        after = tokens[token.i + 1]
        if token.i and tokens[token.i - 1].text == "-":
            continue  # "Commander-in-Chief"
        abbreviated = token.lower in words("title_abbreviations") or token.lower in words("honorifics")
        if not (abbreviated or (is_title(token) and token.tag != "NNS")) or case[token.sentence] != "normal":
            continue
        last = after.i
        while last < len(tokens) and _may_name(tokens[last], token) and last not in taken:
            last += 1
        if last > after.i and not is_title(tokens[last - 1]):
            yield Guess(after.i, last, "PER", 1.0)


def _nationals(reading: Reading) -> Iterator[Guess]:
    """Two or three capitalised words before a country in brackets: "Ann Lee (Kenya)" in lists of results."""
    tokens = reading.tokens
    for token in tokens[2:-2]:
        if (
            token.text != "("
            or country_in([t.text for t in tokens[token.i + 1 : token.i + 4] if t.text[0].isupper()]) is None
        ):
            continue
        first = token.i
        while (
            first and token.i - first < 3 and tokens[first - 1].text[0].isupper() and tokens[first - 1].text.istitle()
        ):
            first -= 1
        if token.i - first > 1:
            yield Guess(first, token.i, "PER", 1.0)


def _may_name(token: Token, title: Token) -> bool:
    capital = token.text[0].isupper() and token.pos == "PROPN" and token.sentence == title.sentence
    return capital and not is_title(token) and token.lower not in CALENDAR and not country_of_demonym(token.text)


def _apart(found: Iterable[Guess]) -> tuple[Guess, ...]:
    """The guesses without those that share a token with a weightier, else longer, else earlier one."""
    kept: list[Guess] = []
    taken: set[int] = set()
    for guess in sorted(found, key=lambda g: (-g.weight, g.first - g.last, g.first)):
        if taken.isdisjoint(range(guess.first, guess.last)):
            kept.append(guess)
            taken.update(range(guess.first, guess.last))
    return tuple(sorted(kept, key=lambda g: g.first))
