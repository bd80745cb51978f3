"""Teams that are called like their place: in sports news "Leicestershire beat Somerset" names two clubs."""

from collections.abc import Iterable

from schemas.facts import FactTables
from transforms.actors.lexicon import words
from transforms.actors.lines import case_of
from transforms.actors.spans import NameSpan, Stretch
from transforms.places.lookup import key_of, load
from transforms.reading import Reading, Token

FEWEST, SHARE = 4, 0.02
"""Words of sport an article must have, and what share of its words, to be of sport."""

LARGE = 50_000
"""Inhabitants of a place that is known enough to have a team."""

ELSEWHERE = frozenset({"in", "at", "from", "near", "to", "of", "around", "outside"})
"""Before a place that is a place also in sports news."""

AGAINST = frozenset({"against", "v", "vs", "over", "with"})
"""Before a team that is played against."""


def teams(reading: Reading, names: Iterable[NameSpan], found: FactTables) -> tuple[NameSpan, ...]:
    """The names with those places that play turned into organisations, and such places on the map added."""
    listed = tuple(names)
    if not is_sport(reading):
        return listed
    surnames = {name.key(reading)[-1:] for name in listed if name.kind == "PER" and len(name.key(reading)) > 1}
    kept = [_team(n) if _may_be_place(reading, n, surnames) and plays(reading, n) else n for n in listed]
    taken = {i for name in listed for i in range(name.first, name.last)}
    on_map = (s for s in _on_map(reading, found) if not taken.intersection(range(s.first, s.last)))
    added = [_team(stretch) for stretch in on_map if plays(reading, stretch)]
    return tuple(sorted((*kept, *added), key=lambda name: name.first))


def is_sport(reading: Reading) -> bool:
    """Whether an article is of sport, by its words."""
    spoken = [t for t in reading.tokens if t.text[0].isalpha()]
    hits = sum(t.lemma.lower() in words("sports") for t in spoken)
    return hits >= FEWEST and hits >= SHARE * len(spoken)


def _may_be_place(reading: Reading, name: NameSpan, surnames: set[tuple[str, ...]]) -> bool:
    """Whether a name is a place's, or is taken for a person whom nothing else names but is a place on the map too."""
    if name.kind != "PER":
        return name.kind == "LOC"
    alone = name.last - name.first == 1 and name.key(reading) not in surnames
    return alone and any(place.population > LARGE for place in load().named(key_of(name.text(reading))))


def _team(stretch: Stretch) -> NameSpan:
    return NameSpan(stretch.first, stretch.last, "ORG", 0.9)


def _on_map(reading: Reading, found: FactTables) -> Iterable[Stretch]:
    for mention in found.location_mentions:
        tokens = reading.covering(mention.start, mention.end)
        if tokens and mention.resolved_by != "demonym":
            yield Stretch(tokens[0].i, tokens[-1].i + 1)


def plays(reading: Reading, place: Stretch) -> bool:
    """Whether a place's name is used as its team's: it acts, is played against, has a player or a score."""
    tokens = reading.tokens
    head = tokens[place.last - 1]
    before = tokens[place.first - 1].lower if place.first else ""
    if before == "(" or before in ELSEWHERE:
        return False
    after = tokens[place.last] if place.last < len(tokens) else None
    scores = after is not None and after.start - head.end <= 3 and _is_score(after.text)
    shouted = case_of(reading.words(reading.sentences[head.sentence])) == "shouted"
    return scores or shouted or before in AGAINST or _acts(reading, head)


def _acts(reading: Reading, head: Token) -> bool:
    """Whether a place's name is a subject, is beaten, or says whose a player or a goal is."""
    above = reading.head(head)
    if above is None:
        return False
    if head.dep == "nsubj":
        return above.pos == "VERB"
    if head.dep == "dobj":
        return above.lemma.lower() in words("playing")
    return head.dep in {"poss", "compound"}


def _is_score(text: str) -> bool:
    return text[0].isdigit() and not text.startswith(("19", "20"))
