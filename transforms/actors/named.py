"""Actors that have a name: people and organisations, with what the text says of them."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.actors.apposition import noun_after, noun_before
from transforms.actors.classes import group_after
from transforms.actors.countries import country_in
from transforms.actors.drafts import Draft, Mention
from transforms.actors.groups import Group
from transforms.actors.lexicon import Class, known_names, name_heads, nominal_heads, words
from transforms.actors.phrases import phrase_start
from transforms.actors.roles import Role, role_of
from transforms.actors.spans import NameSpan, Stretch
from transforms.reading import Reading, Token

ARMED = frozenset({"armed_group", "government_body", "organisation"})
"""Kinds that a name's head word may tell where "liberation" or "resistance" before it makes it one of rebels."""

ALL_BUT_BODIES = frozenset({"person", "group", "company", "organisation", "armed_group"})
"""Kinds that one word alone does not tell: "Senate" is a government's body, but "Press" may be anything."""


def person(reading: Reading, group: Group) -> Draft:
    """A person, with the office, country and gender that all the mentions together tell."""
    roles = [role_of(reading, name) for name in group.names]
    office = _main_role(roles)
    countries = Counter(role.country for role in roles if role.country)
    return Draft(
        name=group.fullest(reading),
        kind="person",
        country=countries.most_common(1)[0][0] if countries else None,
        sector=office.sector,
        title=office.title,
        office=office.office,
        female=next((role.female for role in roles if role.female is not None), None),
        told=tuple(role.span for role in roles if role.span),
        role_words=frozenset(t.lower for role in roles if role.span for t in role.span.tokens(reading)),
        mentions=_mentions(group.names, 0.88),
    )


def _main_role(roles: Iterable[Role]) -> Role:
    """The role told first and most fully: an office before a rank, a title of more words before its head alone."""
    told = [role for role in roles if role.office]
    offices = [role for role in told if role.office not in words("ranks")] or told
    if not offices:
        return Role()
    same = [role for role in offices if role.office == offices[0].office]
    return max(same, key=lambda role: len((role.title or "").split()))


def resolve_counterparts(drafts: Iterable[Draft]) -> list[Draft]:
    """A "counterpart" holds the same office as the person named last before it, in the counterpart's own country."""
    listed = list(drafts)
    return [_as_counterpart(draft, listed) if draft.office == "counterpart" else draft for draft in listed]


def _as_counterpart(draft: Draft, others: Iterable[Draft]) -> Draft:
    at = draft.mentions[0].first
    known = [(m.last, o) for o in others if o.office not in (None, "counterpart") and (m := o.before(at))]
    if not known:
        return replace(draft, title=None, office=None)
    _, other = max(known, key=lambda pair: pair[0])
    return replace(draft, title=other.title, office=other.office, sector=other.sector, role_words=other.role_words)


def organisation(reading: Reading, group: Group) -> Draft:
    """An organisation, its kind told by the words of its name, by the list of known ones, or by a noun after it."""
    made = _class(reading, group)
    name = made.name or group.fullest(reading)
    nouns = [noun for n in group.names for noun in _nouns_beside(reading, n)]
    country = made.country or next((c for n in group.names if (c := country_in(_texts_with_demonym(reading, n)))), None)
    return Draft(
        name=name,
        kind=made.kind,
        country=country,
        sector=made.sector,
        told=tuple(Stretch(phrase_start(reading, noun), noun.i + 1) for noun in nouns),
        called=tuple(noun.lemma.lower() for noun in nouns),
        mentions=_mentions(group.names, 0.75),
    )


def _nouns_beside(reading: Reading, name: NameSpan) -> Iterator[Token]:
    """The common nouns that say what an organisation is: in apposition to its name, or right after it."""
    for noun in (noun_before(reading, name), noun_after(reading, name)):
        known = nominal_heads().get(noun.lemma.lower()) if noun else None
        if noun and known and (known.kind != "person" or noun.lower in words("bodies_too")):
            yield noun
    if (at := group_after(reading, name)) is not None:
        yield reading.tokens[at]


def _class(reading: Reading, group: Group) -> Class:
    classes = [class_of_name(_texts(reading, name)) for name in group.names]
    told = next((made for made in classes if made), None)
    after = (made for name in group.names if (made := _class_after(reading, name)))
    beside = (nominal_heads().get(n.lemma.lower()) for name in group.names for n in _nouns_beside(reading, name))
    bodies = (made for made in beside if made and made.kind not in {"person", "group"})
    return told or next(after, None) or next(bodies, Class("organisation"))


def _texts_with_demonym(reading: Reading, name: Stretch) -> tuple[str, ...]:
    """The words of a name with the one before it, where that modifies it: "Kenyan [Ministry of Health]"."""
    before = reading.tokens[max(0, name.first - 1) : name.first]
    modifies = any(name.first <= t.head < name.last and t.dep in {"amod", "compound"} for t in before)
    return (*(t.text for t in before if modifies), *_texts(reading, name))


def _texts(reading: Reading, name: Stretch) -> tuple[str, ...]:
    return tuple(token.text for token in name.tokens(reading))


def class_of_name(texts: tuple[str, ...]) -> Class | None:
    """The kind and sector that the words of a name tell; None where they tell nothing."""
    known = known_names().get(" ".join(texts).replace(" - ", "-").replace(" 's", "'s"))
    if known:
        return known
    lower = [text.lower().rstrip(".") for text in texts]
    if set(lower) & words("rebel") and (made := name_heads().get(lower[-1])) and made.kind in ARMED:
        return Class("armed_group", "REB")
    before_of = [w for w, after in itertools.pairwise(lower) if after in {"of", "for"}]
    for word in (*before_of, lower[-1]):
        made = name_heads().get(word) or nominal_heads().get(word)
        if made and made.kind not in ({"person", "group"} if len(lower) > 1 else ALL_BUT_BODIES):
            return made
    return None


def _class_after(reading: Reading, name: NameSpan) -> Class | None:
    """The kind that a noun after the name tells: "the Nusra terror group" is an armed group."""
    at = group_after(reading, name)
    if at is None:
        return None
    between = {t.lower for t in reading.tokens[name.last : at + 1]}
    if between & words("armed"):
        return Class("armed_group", "UAF" if between & {"terror", "terrorist", "extremist", "jihadist"} else "REB")
    return nominal_heads().get(reading.tokens[at].lemma.lower())


def _mentions(names: Iterable[NameSpan], prior: float) -> tuple[Mention, ...]:
    return tuple(Mention(n.first, n.last, "name", round(prior * (0.5 + n.confidence / 2), 2)) for n in names)
