"""Common noun phrases that are actors: "the Russian minister", "pro-Turkish rebel forces"."""

from collections.abc import Iterable

from schemas.ontology import Sector
from transforms.actors.countries import country_in, country_of_demonym
from transforms.actors.lexicon import Class, nominal_heads, words
from transforms.actors.spans import NameSpan, Nominal, Stretch
from transforms.reading import Reading, Token

LONGEST = 9
"""Tokens of a nominal, at most; what stands further left of its head is left out."""

MODIFIERS = frozenset({"det", "amod", "compound", "nmod", "nummod", "poss", "predet", "neg"})


def nominals(reading: Reading, names: Iterable[NameSpan], taken: Iterable[Stretch]) -> tuple[Nominal, ...]:
    """All nominals whose head is in no name and in none of the stretches that are taken (titles, groups named)."""
    closed = {i for stretch in (*names, *taken) for i in range(stretch.first, stretch.last)}
    return tuple(
        _nominal(reading, token) for token in reading.tokens if token.i not in closed and _is_head(reading, token)
    )


def class_of(reading: Reading, nominal: Nominal) -> Class:
    """Kind, sector and country of a nominal, by its head and what modifies it."""
    lower = {t.lower for t in nominal.tokens(reading)}
    head = reading.tokens[nominal.head]
    if head.lemma.lower() == "force" and reading.tokens[head.i - 1].lower == "armed":
        return Class("government_body", "MIL", nominal.country)
    if lower & words("armed"):
        return Class(
            "armed_group", "UAF" if lower & {"terror", "terrorist", "extremist", "jihadist"} else "REB", nominal.country
        )
    if head.lemma.lower() in words("governments") and nominal.country:
        return Class("state", "GOV", nominal.country)
    known = nominal_heads().get(_lemma(head)) or Class("group")
    kind = "group" if known.kind == "person" and nominal.plural else known.kind
    return Class(kind, _service(lower) or known.sector, nominal.country)


def _service(lower: set[str]) -> Sector | None:
    """The sector that a modifier tells: "police officers", "an army captain"."""
    if "police" in lower:
        return "COP"
    return "MIL" if lower & {"army", "military", "navy", "air-force"} else None


def _lemma(token: Token) -> str:
    """The form of a noun that the lexicon lists."""
    known = nominal_heads()
    return next(
        (form for form in (token.lower, token.lemma.lower(), token.lower.removesuffix("s")) if form in known), ""
    )


def _is_head(reading: Reading, token: Token) -> bool:
    if token.pos not in {"NOUN", "PROPN", "ADJ"} or token.dep in {"compound", "amod", "nmod"}:
        return False
    if token.i and reading.tokens[token.i - 1].text == "-" and token.lower in {"chief", "general"}:
        return False  # "commander-in-chief"
    if any(child.lower in {"no", "any", "every", "each"} for child in reading.children(token)):
        return False  # "no party" is nobody
    if token.tag in {"NNS", "NNPS"} and token.text[0].isupper() and country_of_demonym(token.text):
        return True
    if token.pos == "ADJ" or not _lemma(token):
        return token.lemma.lower() in words("collective") and _is_qualified(reading, token)
    return token.lemma.lower() not in words("collective") or _is_qualified(reading, token)


def _is_qualified(reading: Reading, token: Token) -> bool:
    """Whether "group", "force" and the like have a modifier that makes them actors."""
    before = reading.tokens[max(0, _start(reading, token)) : token.i]
    lower = {t.lower for t in before}
    return bool(lower & words("armed")) or "security" in lower or country_in([t.text for t in before]) is not None


def _nominal(reading: Reading, head: Token) -> Nominal:
    first = _start(reading, head)
    tokens = reading.tokens[first : head.i + 1]
    definite = any(t.lower in {"the", "this", "that", "these", "those"} or t.dep == "poss" for t in tokens[:-1])
    country = country_in([t.text for t in tokens]) or _country_after(reading, head)
    return Nominal(first, head.i + 1, head.i, head.tag in {"NNS", "NNPS"} or head.lower == "people", definite, country)


def _start(reading: Reading, head: Token) -> int:
    """The leftmost token of the unbroken run of the head's modifiers."""
    modifiers = [c for c in reading.children(head) if c.i < head.i and c.dep in MODIFIERS]
    covered = {t.i for child in modifiers for t in reading.subtree(child)} | {
        c.i for c in reading.children(head) if c.dep == "punct" and c.text == "-"
    }
    first = head.i
    while first - 1 in covered and head.i - first < LONGEST and not _ends_phrase(reading.tokens[first - 1]):
        first -= 1
    while reading.tokens[first].pos in {"PUNCT", "CCONJ"} and first < head.i:
        first += 1
    return first


def _ends_phrase(token: Token) -> bool:
    """Whether a word left of a head cannot be in its phrase: a sign, a clause's verb, a conjunction."""
    if (
        token.pos in {"AUX", "SCONJ"}
        or token.tag in {"PRP", "WP", "WDT"}
        or (token.pos == "VERB" and token.dep != "amod")
    ):
        return True
    return token.text in {",", ";", "(", "“", '"', ":"}


def _country_after(reading: Reading, head: Token) -> str | None:
    """The country in "the president of Turkey"."""
    after = reading.tokens[head.i + 1 : head.i + 5]
    if len(after) < 2 or after[0].lower != "of":
        return None
    return country_in([t.text for t in after[1:] if t.text[0].isupper() or t.lower == "the"][:3])
