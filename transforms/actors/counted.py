"""People told without a noun of their own: "one of his aides", "those who protested", "someone", "20 were killed"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.actors.lexicon import words
from transforms.actors.phrases import phrase_start
from transforms.actors.spans import Nominal
from transforms.actors.subjects import SUBJECTS
from transforms.reading import Reading, Token

LONGEST = 9
"""Tokens of such a phrase, at most."""

ROLES = SUBJECTS | {"dobj", "dative", "pobj", "conj"}
"""Where in a clause someone acts or is acted on."""

DEFINITE = frozenset({"the", "these", "those", "its", "his", "her", "their", "our", "my"})

SINGLE = frozenset({"one", "each", "another", "either", "neither", "someone", "somebody", "anyone", "anybody"})
"""What means one person, and no group."""

ENDS = frozenset({",", ";", ":", ".", "(", ")", "“", "”", '"', "–", "—", "?", "!"})


def parts(reading: Reading, whole: Iterable[Nominal]) -> Iterator[Nominal]:
    """Some of those that a definite nominal means: "one of [his aides]", "13 of [these patients]"."""
    heads = {nominal.head: nominal for nominal in whole}
    for nominal in heads.values():
        of = reading.head(reading.tokens[nominal.head])
        part = reading.head(of) if of is not None and of.lower == "of" else None
        if of is None or part is None or part.i > of.i or not _is_part(part) or not _is_some(reading, nominal):
            continue  # a part told after the whole is no phrase of it: "of the ten best players, two were hurt"
        first = _start(reading, part)
        if nominal.last - first <= LONGEST + 3:
            yield replace(nominal, first=first, plural=part.lower not in SINGLE, definite=False, counted=True)


def _is_part(token: Token) -> bool:
    return token.pos == "NUM" or token.lower in words("portions")


def _is_some(reading: Reading, nominal: Nominal) -> bool:
    """Whether a nominal means certain people, of whom some can be told: with "the", a possessor or a country."""
    return nominal.definite or reading.tokens[nominal.first].lower in DEFINITE


def _start(reading: Reading, part: Token) -> int:
    """Where the count begins, with "as many as" and "more than" before it."""
    first = min(phrase_start(reading, part), *(t.i for t in reading.subtree(part)))
    return max(first, part.i - 4)


def bare(reading: Reading, taken: frozenset[int]) -> Iterator[Nominal]:
    """People told by a pronoun or a number alone, outside the tokens that are taken."""
    for token in reading.tokens:
        if token.i in taken or token.dep not in ROLES:
            continue
        if _means_people(reading, token):
            yield _alone(reading, token)
        elif _is_number(token) and _is_hurt(reading, token):
            yield _told(token, _start(reading, token), token.i + 1)


def _means_people(reading: Reading, token: Token) -> bool:
    """Whether a pronoun means people of itself, or by what is done to them: "another was hurt", "no one was hurt"."""
    if token.lower in words("anybodies") or (token.lower == "those" and _is_told_apart(reading, token)):
        return True
    return (token.lower == "another" or _is_nobody(reading, token)) and _is_hurt(reading, token)


def _is_nobody(reading: Reading, token: Token) -> bool:
    """Whether a token is "nobody", or the "one" of "no one"."""
    two = token.lower == "one" and token.i > 0 and reading.tokens[token.i - 1].lower == "no"
    return two or token.lower == "nobody"


def _is_number(token: Token) -> bool:
    return token.lower in words("numbers") or token.pos == "NUM"


def _alone(reading: Reading, token: Token) -> Nominal:
    """A pronoun with what tells whom it means, as far as no sign cuts it: "those [who lost their homes]"."""
    beside = (c for c in reading.children(token) if c.dep in {"cc", "conj"})
    below = {t.i for t in reading.subtree(token)} - {t.i for c in beside for t in reading.subtree(c)}
    last = token.i + 1
    while last in below and last - token.i < LONGEST and reading.tokens[last].text not in ENDS:
        last += 1
    return _told(token, token.i - (token.lower == "one"), last)


def _told(token: Token, first: int, last: int) -> Nominal:
    plural = token.lower not in SINGLE
    return Nominal(first, last, token.i, plural=plural, definite=False, country=None, counted=True)


def _is_told_apart(reading: Reading, those: Token) -> bool:
    """Whether "those" are people: who do something, to whom it was done, or who are somewhere."""
    for child in reading.children(those):
        if child.dep == "relcl" and any(t.lower in {"who", "whose", "whom"} for t in reading.children(child)):
            return True
        if child.i == those.i + 1 and child.lower in {"responsible", "involved", "affected", "present", "concerned"}:
            return True
        if child.i == those.i + 1 and (child.lower in {"in", "at", "near", "inside"} or _is_bodily(child)):
            return those.dep in {*SUBJECTS, "dobj", "dative"}
    return False


def _is_hurt(reading: Reading, number: Token) -> bool:
    """Whether a number alone does or suffers what only people can: "20 were killed", "thousands fled"."""
    first = number
    while first.dep in {"conj", "appos"} and (above := reading.head(first)) is not None and above.pos != "VERB":
        first = above  # "two nurses and [another] were hurt"
    verb = reading.head(first)
    counted = any(c.lower == "of" for c in reading.children(number))
    if verb is None or counted or first.dep not in {*SUBJECTS, "dobj"} or (first != number and number.pos == "NUM"):
        return False
    if not (_is_bodily(verb) or (number.dep == "nsubj" and verb.lemma.lower() in words("voting"))):
        return False
    return not any(c.dep in {"det", "poss"} and c.lower not in {"a", "an", "no"} for c in reading.children(number))


def _is_bodily(verb: Token) -> bool:
    return verb.lemma.lower() in words("bodily")
