"""People told by their age alone: "the 37-year-old"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transforms.actors.drafts import Draft, Mention
from transforms.actors.spans import Stretch
from transforms.reading import Reading, Token

REACH = 2
"""Sentences before its own in which one person alone is who is told by an age that the article has not said before."""

ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj", "poss"})


@dataclass(frozen=True, slots=True)
class _Aged(Stretch):
    """One such phrase; `age` is the number as it is written."""

    age: str
    definite: bool


def join_aged(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with those told by their age joined to the person of that age, or to the only one near."""
    known = list(drafts)
    phrases = [phrase for phrase in _aged(reading) if phrase.definite]
    people = (
        {no: _age_told(reading, draft) for no, draft in enumerate(known) if draft.kind == "person"} if phrases else {}
    )
    for phrase in phrases:
        if (no := _who(reading, phrase, known, people)) is not None:
            known[no] = known[no].with_mentions([_mention(phrase)])
            people[no] = phrase.age
    return known


def add_aged(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts and those told by their age who are in none of them; no pronoun takes them up."""
    known = list(drafts)
    taken = {m.first for draft in known for m in draft.mentions}
    free = (phrase for phrase in _aged(reading) if phrase.first not in taken)
    return [*known, *(Draft(f"{p.age}-year-old", "person", mentions=(_mention(p),)) for p in free)]


def _mention(phrase: _Aged) -> Mention:
    return Mention(phrase.first, phrase.last, "nominal", 0.8)


def _aged(reading: Reading) -> Iterator[_Aged]:
    for token in reading.tokens:
        if token.lower != "old" or token.i < 4 or not _is_noun(reading, token):
            continue
        before = reading.tokens[max(0, token.i - 5) : token.i]
        words = [t.lower for t in before[-4:]]
        if words[1:] == ["-", "year", "-"] and words[0].isdigit():
            article = before[0].lower if len(before) == 5 else ""
            first = before[0].i + (article not in {"the", "a", "an"} and len(before) == 5)
            yield _Aged(first, token.i + 1, words[0], definite=article == "the")


def _is_noun(reading: Reading, old: Token) -> bool:
    """Whether "old" is no adjective before a noun: "the 37-year-old [man]"."""
    after = reading.tokens[old.i + 1 : old.i + 2]
    owns = bool(after) and after[0].tag == "POS"
    return owns or (old.dep in ROLES and not (after and after[0].pos in {"NOUN", "PROPN", "ADJ"}))


def _age_told(reading: Reading, draft: Draft) -> str | None:
    """The age that stands between commas after a person's name: "Ann Lee, 37,"."""
    for mention in draft.mentions:
        after = [t.lower for t in reading.tokens[mention.last : mention.last + 2]]
        if mention.form == "name" and after[:1] == [","] and after[-1].isdigit():
            return after[-1]
    return None


def _who(reading: Reading, phrase: _Aged, known: list[Draft], people: dict[int, str | None]) -> int | None:
    """The person of that age, else the one of no age told who is named in the sentence or the last ones."""
    same = [no for no, age in people.items() if age == phrase.age and known[no].before(phrase.first)]
    if same:
        return same[0] if len(same) == 1 else None
    sentence = reading.tokens[phrase.first].sentence
    near = [
        no for no, age in people.items()
        if age is None and known[no].is_named and (last := known[no].before(phrase.first)) is not None
        and sentence - reading.tokens[last.first].sentence <= REACH
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None
