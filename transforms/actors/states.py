"""States as actors: countries by name, and capitals where they stand for their governments."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas.facts import FactTables
from schemas.ontology import LocationKind
from transforms.actors.acting import acts, governs
from transforms.actors.countries import country_named, country_of_capital, country_of_demonym, state_name
from transforms.actors.drafts import Draft, Mention
from transforms.actors.lexicon import known_names, words
from transforms.actors.spans import NameSpan, Stretch
from transforms.reading import Reading, Token


@dataclass(frozen=True, slots=True)
class _Place(Stretch):
    """A name of a place; `country` is the state that it is, `within` the one it lies in, where that is known."""

    country: str | None
    within: str | None = None


def states(reading: Reading, names: Iterable[NameSpan], found: FactTables) -> list[Draft]:
    """One draft a state, in the order of their first mentions."""
    spans: dict[str, list[Mention]] = {}
    for iso3, mention in sorted(_mentions(reading, tuple(names), found), key=lambda pair: pair[1].first):
        if iso3 and not any(mention.overlaps(other) for other in spans.get(iso3, ())):
            spans.setdefault(iso3, []).append(mention)
    return [state(iso3, mentions) for iso3, mentions in spans.items()]


def state(iso3: str, mentions: Iterable[Mention]) -> Draft:
    """The state with this ISO 3166-1 alpha-3 code as an actor."""
    return Draft(name=state_name(iso3), kind="state", country=iso3, sector="GOV", mentions=tuple(mentions))


def local_governments(reading: Reading, names: Iterable[NameSpan], found: FactTables) -> list[Draft]:
    """One draft a town or region, no capital, that acts somewhere: its government."""
    spans: dict[str, list[Mention]] = {}
    kinds = _kinds(found)
    for place in _places(reading, names, found):
        name = place.text(reading)
        town = kinds.get(name, "city") in {"city", "region"}
        local = town and not place.country and not _capital_of(reading, place)
        if local and governs(reading, reading.tokens[place.last - 1]):
            spans.setdefault(name, []).append(Mention(place.first, place.last, "name", 0.7))
    countries = _countries_of_towns(found)
    return [
        Draft(name, "government_body", countries.get(name), "GOV", mentions=tuple(mentions))
        for name, mentions in spans.items()
    ]


def _kinds(found: FactTables) -> Mapping[str, LocationKind]:
    """The kind of each place by the words that name it in the text."""
    rows = {row.location_id: row.kind for row in found.locations}
    return {m.text: rows[m.location_id] for m in found.location_mentions if m.location_id in rows}


def _countries_of_towns(found: FactTables) -> Mapping[str, str | None]:
    """The country of each place by the words that name it in the text."""
    rows = {row.location_id: row.country_iso3 for row in found.locations}
    return {m.text: rows.get(m.location_id) for m in found.location_mentions}


def _mentions(reading: Reading, names: tuple[NameSpan, ...], found: FactTables) -> Iterator[tuple[str | None, Mention]]:
    for place in _places(reading, names, found):
        if place.country:
            yield place.country, Mention(place.first, place.last, "name", 0.93)
        elif (iso3 := _capital_of(reading, place)) and acts(reading, reading.tokens[place.last - 1]):
            yield iso3, Mention(place.first, place.last, "name", 0.8)
    for token in reading.tokens:
        if token.pos in {"ADJ", "PROPN"} and (iso3 := country_of_demonym(token.text)) and _does(reading, token):
            yield iso3, Mention(token.i, token.i + 1, "nominal", 0.85)
    for name in names:
        known = known_names().get(name.text(reading))
        if known and known.kind == "state":
            yield known.country, Mention(name.first, name.last, "name", 0.9)


def _capital_of(reading: Reading, place: _Place) -> str | None:
    """The country whose capital has this name, unless the map has the place in another one: Salem is in Oregon."""
    iso3 = country_of_capital(place.text(reading))
    return iso3 if place.within in {None, iso3} else None


def _does(reading: Reading, demonym: Token) -> bool:
    """Whether a demonym says whose act it is: "[Russian] air strikes"."""
    act = reading.head(demonym)
    does = words("acts") - words("people_acts") | words("state_acts")
    return act is not None and demonym.dep in {"amod", "compound", "nmod"} and act.lemma.lower() in does


def _places(reading: Reading, names: Iterable[NameSpan], found: FactTables) -> Iterator[_Place]:
    """Names of places: those on the map, else those that the names alone tell."""
    countries = _countries_on_map(found)
    within = {row.location_id: row.country_iso3 for row in found.locations}
    taken: set[tuple[int, int]] = set()
    closed = {i for name in names if name.kind != "LOC" for i in range(name.first, name.last)}
    for mention in found.location_mentions:
        if mention.resolved_by == "demonym":
            continue
        tokens = reading.covering(mention.start, mention.end)
        if tokens and not closed.intersection(t.i for t in tokens):
            taken.update((t.i, t.i) for t in tokens)
            yield _Place(
                tokens[0].i, tokens[-1].i + 1, countries.get(mention.location_id), within.get(mention.location_id)
            )
    for name in names:
        if name.kind == "LOC" and (name.first, name.first) not in taken:
            yield _Place(name.first, name.last, country_named(name.text(reading)))


def _countries_on_map(found: FactTables) -> Mapping[str, str | None]:
    return {row.location_id: row.country_iso3 for row in found.locations if row.kind == "country"}
