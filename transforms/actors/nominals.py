"""Common noun phrases that are actors: "the Russian minister", "pro-Turkish rebel forces"."""

from collections.abc import Iterable
from dataclasses import replace

from transforms.actors.acting import governs
from transforms.actors.counted import ROLES, SINGLE, bare, parts
from transforms.actors.countries import country_in, country_of_demonym, is_inhabitant
from transforms.actors.lexicon import (
    Class,
    acting_heads,
    generic_kinds,
    nominal_heads,
    noun_class,
    person_nouns,
    service,
    words,
)
from transforms.actors.phrases import phrase_start
from transforms.actors.spans import NameSpan, Nominal, Stretch
from transforms.actors.titles import is_office
from transforms.reading import Reading, Token

PEOPLES = ("ese", "ch", "sh", "ss")
"""Ends of demonyms that with "the" mean a people or its state: "the Chinese", "the French", "the Swiss"."""

ACTING = frozenset({"nsubj", "nsubjpass", "pobj"})
"""What bare "forces" are where they are armed men, and not what someone joins."""


def nominals(reading: Reading, names: Iterable[NameSpan], taken: Iterable[Stretch]) -> tuple[Nominal, ...]:
    """All nominals whose head is in no name and in none of the stretches that are taken (titles, groups named)."""
    closed = {i for stretch in (*names, *taken) for i in range(stretch.first, stretch.last)}
    free = [token for token in reading.tokens if token.i not in closed]
    heads = [token for token in free if _is_head(reading, token)]
    generic = [token for token in free if _is_generic(reading, token) and token not in heads]
    told = [_nominal(reading, t) for t in heads]
    found = [*told, *(replace(_nominal(reading, t), alone=False) for t in generic), *parts(reading, told)]
    named = frozenset(i for nominal in found for i in range(nominal.first, nominal.head + 1))
    found.extend(bare(reading, named | closed))
    return tuple(sorted(found, key=lambda nominal: (nominal.head, -nominal.first)))


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
    whole = nominal.country and not nominal.counted
    if head.lemma.lower() in words("governments") and whole and _is_whole(reading, nominal):
        return Class("state", "GOV", nominal.country)
    known = noun_class(_lemma(head)) or Class("person" if head.lower in SINGLE else "group")
    kind = "group" if known.kind == "person" and nominal.plural else known.kind
    return Class(kind, service(lower) or known.sector, nominal.country)


def _is_whole(reading: Reading, nominal: Nominal) -> bool:
    """Whether a government is meant and no single authority: "the Turkish authorities", not "the port authority"."""
    head = reading.tokens[nominal.head]
    before = reading.tokens[head.i - 1]
    return head.lemma.lower() in {"government", "regime"} or nominal.plural or country_in([before.text]) is not None


def _lemma(token: Token) -> str:
    """The form of a noun that the lexicon lists."""
    forms = (token.lower, token.lemma.lower(), token.lower.removesuffix("s"))
    return next((form for form in forms if noun_class(form)), "")


def _is_head(reading: Reading, token: Token) -> bool:
    if token.pos not in {"NOUN", "PROPN", "ADJ"} or _is_nobody(reading, token):
        return False
    if token.dep in {"compound", "amod", "nmod"}:
        return token.pos == "NOUN" and _lemma(token) in nominal_heads() and _does(reading, token)
    if (
        token.tag in {"NNS", "NNPS"}
        and token.text[0].isupper()
        and is_inhabitant(token.text, reading.tokens[token.i - 1].text)
    ):
        return True
    if _is_people(reading, token):
        return True
    if token.lower == "others":
        return token.dep in ACTING or token.dep in {"dobj", "conj"}
    listed = token.pos != "ADJ" and _is_actor(reading, token, _lemma(token))
    collective = token.lemma.lower() in words("collective")
    return _is_qualified(reading, token) if collective else listed


def _is_actor(reading: Reading, token: Token, lemma: str) -> bool:
    """Whether a noun of the lexicon is an actor where it stands."""
    if lemma in nominal_heads():
        return True
    if lemma in person_nouns():
        return token.pos == "NOUN"
    return lemma in acting_heads() and token.pos == "NOUN" and governs(reading, token)


def _is_nobody(reading: Reading, token: Token) -> bool:
    """Whether a noun is but a part of an office ("commander-in-chief"), or one that is to be had ("run for mayor")."""
    if token.i and reading.tokens[token.i - 1].text == "-" and token.lower in {"chief", "general"}:
        return True
    to = reading.head(token) if token.dep == "pobj" and token.tag == "NN" and is_office(token) else None
    wanting = reading.head(to) if to is not None and to.lower == "for" else None
    return (
        wanting is not None
        and wanting.lemma.lower() in words("contests")
        and not any(c.dep in {"det", "poss"} for c in reading.children(token))
    )


def _is_people(reading: Reading, token: Token) -> bool:
    """Whether an adjective with "the" means people: "the elderly", "the Chinese"."""
    if token.dep not in ROLES or not any(c.lower == "the" for c in reading.children(token)):
        return False
    capital = token.text[0].isupper() and token.lower.endswith(PEOPLES)
    return token.lower in words("adjectives") or (capital and country_of_demonym(token.text) is not None)


def _does(reading: Reading, token: Token) -> bool:
    """Whether a noun before a noun says whose act it is: "a [police] raid", "the [activist] takeover"."""
    act = reading.head(token)
    return act is not None and token.i < act.i and act.lemma.lower() in words("acts")


def _is_generic(reading: Reading, token: Token) -> bool:
    """Whether a token is the "group" of a bare "the group", which can take up a body named before."""
    described = [child.lower for child in reading.children(token) if child.dep != "punct"]
    return token.tag == "NN" and token.lower in generic_kinds() and described == ["the"]


def _is_qualified(reading: Reading, token: Token) -> bool:
    """Whether "group", "force" and the like have a modifier that makes them actors."""
    before = reading.tokens[max(0, phrase_start(reading, token)) : token.i]
    lower = {t.lower for t in before}
    if lower & (words("armed") | words("united")) or country_in([t.text for t in before]) is not None:
        return True
    return token.lower == "forces" and token.dep in ACTING and not any(t.dep in {"compound", "amod"} for t in before)


def _nominal(reading: Reading, head: Token) -> Nominal:
    first = phrase_start(reading, head)
    tokens = reading.tokens[first : head.i + 1]
    definite = any(t.lower in {"the", "this", "that", "these", "those"} or t.dep == "poss" for t in tokens[:-1])
    country = country_in([t.text for t in tokens]) or _country_after(reading, head)
    return Nominal(
        first,
        _past_name(reading, head),
        head.i,
        head.tag in {"NNS", "NNPS"} or head.lower == "people",
        definite,
        country,
    )


def _past_name(reading: Reading, head: Token) -> int:
    """The token after a noun, or after the name that a town or a state has behind it: "the city [of Dallas]"."""
    tokens, last = reading.tokens, head.i + 1
    if _lemma(head) not in acting_heads() or [t.lower for t in tokens[last : last + 1]] != ["of"]:
        return last
    end = last + 1
    while end < len(tokens) and tokens[end].pos == "PROPN" and tokens[end].sentence == head.sentence:
        end += 1
    return end if end > last + 1 else last


def _country_after(reading: Reading, head: Token) -> str | None:
    """The country in "the president of Turkey"."""
    after = reading.tokens[head.i + 1 : head.i + 5]
    if len(after) < 2 or after[0].lower != "of":
        return None
    return country_in([t.text for t in after[1:] if t.text[0].isupper() or t.lower == "the"][:3])
