"""Events of a reading: from its words to rows of events, event_actors and event_links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from schemas.events import Event, EventActor
from schemas.facts import FactTables
from schemas.ids import make_id
from transforms.events.attribution import source_of
from transforms.events.circumstances import PLACES, When, contexts, goal_of, scheduled, when, where
from transforms.events.clauses import clause_span
from transforms.events.confidence import CAST, LIKELY, confidence
from transforms.events.lexicon import QUADS
from transforms.events.manner import Manner
from transforms.events.mentions import Mentions
from transforms.events.mood import Verdict
from transforms.events.roles import PERSONAL, Casting, Part
from transforms.events.same import same_events, with_said_days
from transforms.events.tellings import Teller, Telling
from transforms.reading import Reading

ALONE = frozenset(
    {"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "DISASTER", "ACCIDENT", "OUTBREAK", "LEGAL", "ELECT", "BUSINESS"}
)
"""Types of what can happen without anyone being named."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row before it is decided whether it is told: the event, who takes part, and how it is told."""

    event: Event
    cast: tuple[Part, ...]
    features: frozenset[str]


def find_events(reading: Reading, found: FactTables, likely: float = LIKELY) -> FactTables:
    """All events of an article that are likely enough right, who took part in them, and which of them are one."""
    events: list[Event] = []
    parts: list[EventActor] = []
    for row in _likely([*told(reading, found)], likely):
        events.append(row.event)
        parts.extend(_part(reading, row.event, part) for part in row.cast)
    links = tuple(same_events(reading, events, parts))
    return found.adding(events=with_said_days(events, links), event_actors=parts, event_links=links)


def _likely(rows: Sequence[Told], floor: float) -> Sequence[Told]:
    """The rows of the title and the lead, which are the news, and of those below what is likely right; never none."""
    kept = [row for row in rows if row.event.in_lead or row.event.confidence >= floor]
    return kept or sorted(rows, key=lambda row: row.event.confidence)[-1:]


def told(reading: Reading, found: FactTables) -> Iterator[Told]:
    """Every row that could be told of an article, in text order, however sure."""
    finder = _Finder(reading, found)
    for sentence in finder.sentences():
        for undated, cast in sentence:
            telling, days = finder.dated(undated)
            event = finder.event(telling, days, cast)
            features = frozenset(finder.manner.features(telling, cast, event, len(sentence)))
            yield Told(replace(event, confidence=confidence(features)), cast, features)


def _unanchored(telling: Telling) -> bool:
    """Whether a telling that names nobody is a mere "apologising" or "after the attack", and no report of an event."""
    token = telling.token
    if token.pos in ("NOUN", "PROPN"):
        apart = telling.frame.carrier is None and token.dep not in ("nsubj", "nsubjpass", "ROOT")
        return apart and telling.type in QUADS and telling.verdict.real and not _placed(telling)
    if token.tag == "VBG" and token.dep in ("pcomp", "csubj", "ROOT", "conj"):
        return telling.verdict.status != "ongoing"
    if token.dep in ("relcl", "acl", "advcl", "pcomp") and telling.type in QUADS:
        return telling.verdict.status in ("happened", "ongoing", "possible")
    return not _stands_alone(telling)


def _stands_alone(telling: Telling) -> bool:
    """Whether a clause reports something though it names nobody: "Homes were destroyed", "The bill was passed"."""
    sides = [t for slot in ("subj", "obj") for t in telling.frame.get(slot)]
    if any(t.lower in PERSONAL for t in sides):
        return False
    if any(t.pos in ("PROPN", "NUM") for t in sides) or any(telling.frame.get(slot) for slot in PLACES):
        return True
    return telling.type in ALONE and (telling.verdict.real or telling.token.dep in ("ROOT", "ccomp", "conj"))


def _placed(telling: Telling) -> bool:
    """Whether an act in public names its place: "the attack in Mosul", "rallies across the country"."""
    return telling.type in ("ASSAULT", "PROTEST") and any(telling.frame.get(slot) for slot in PLACES)


def _public(telling: Telling) -> bool:
    """Whether a telling is a bare noun of violence or protest, which told where its sentence tells nothing else."""
    token = telling.token
    general = token.tag == "NNS" and token.dep in ("pobj", "conj") and not telling.frame.get("mod")
    return token.pos == "NOUN" and telling.type in ("ASSAULT", "PROTEST") and not general


class _Finder:
    """What turns the tellings of one reading into rows."""

    def __init__(self, reading: Reading, found: FactTables) -> None:
        self._reading = reading
        self._found = found
        self._mentions = Mentions(reading, found)
        self.teller = Teller(reading, self._mentions)
        self.casting = Casting(reading, self.teller.grammar, self._mentions, self.teller.senses)
        self.manner = Manner(reading, self._mentions, found)

    def sentences(self) -> Iterator[list[tuple[Telling, tuple[Part, ...]]]]:
        """Of each sentence that has any, in text order, the tellings that report an event, with who took part."""
        for _, tellings in groupby(self.teller.all(), key=lambda telling: telling.token.sentence):
            cast = [(telling, self.casting.parts(telling)) for telling in tellings]
            anchored = [(telling, parts) for telling, parts in cast if parts or not _unanchored(telling)]
            yield anchored or [(telling, parts) for telling, parts in cast if _public(telling)]

    def dated(self, telling: Telling) -> tuple[Telling, When]:
        """A telling with its days; it is planned where it is told of a day to come: "Ghana votes on 7 June"."""
        ahead = scheduled(self._reading, self._found, telling.frame) if telling.verdict.real else None
        if ahead is None:
            return telling, when(self._reading, self._found, telling.frame, telling.verdict.status)
        verb, days = ahead
        return replace(telling, verdict=Verdict("planned", verb)), days

    def event(self, telling: Telling, days: When, cast: tuple[Part, ...]) -> Event:
        """The row of one telling."""
        reading, found, article = self._reading, self._found, self._reading.article
        start, end = clause_span(reading, telling.trigger)
        first, last = telling.trigger[0].start, telling.trigger[-1].end
        place = where(
            reading,
            _without_means(found, cast),
            telling.frame,
            goal=goal_of(telling.type, telling.mode),
            real=telling.verdict.real,
        )
        source = source_of(self.teller.grammar, self._mentions, found, telling.token)
        return Event(
            article_id=article.article_id,
            version=article.version,
            sentence_no=reading.sentence_at(start).no,
            start=start,
            end=end,
            text=reading.text[start:end],
            confidence=0.0,
            event_id=make_id(article.article_id, article.version, "events", first, last, telling.type),
            trigger_start=first,
            trigger_end=last,
            trigger=reading.text[first:last],
            type=telling.type,
            mode=telling.mode,
            contexts=contexts(reading, telling.frame),
            quad=QUADS.get(telling.type),
            status=telling.verdict.status,
            status_cue=telling.verdict.cue.text if telling.verdict.cue else None,
            date_start=days.start,
            date_end=days.end,
            date_precision=days.precision,
            date_from=days.said,
            location_id=place.location_id,
            place_from=place.said,
            attributed_to=source.actor_id,
            attribution_verb=source.verb,
            in_lead=reading.in_lead(telling.token.sentence),
        )


def _without_means(found: FactTables, cast: tuple[Part, ...]) -> FactTables:
    """The facts without the places that are those through whom it was done: "agreed through Qatar"."""
    means = {part.mention.start for part in cast if part.role == "instrument"}
    if not means:
        return found
    return replace(found, location_mentions=tuple(m for m in found.location_mentions if m.start not in means))


def _part(reading: Reading, event: Event, part: Part) -> EventActor:
    mention = part.mention
    return EventActor(
        article_id=event.article_id,
        version=event.version,
        sentence_no=mention.sentence_no,
        start=mention.start,
        end=mention.end,
        text=reading.text[mention.start : mention.end],
        confidence=CAST[part.direct],
        event_id=event.event_id,
        role=part.role,
        actor_id=mention.actor_id,
    )
