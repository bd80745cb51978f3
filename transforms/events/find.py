"""Events of a reading: from its words to rows of events, event_actors and event_links."""


from schemas.events import Event, EventActor
from schemas.facts import FactTables
from schemas.ids import make_id
from transforms.events.attribution import source_of
from transforms.events.circumstances import contexts, when, where
from transforms.events.clauses import clause_span
from transforms.events.lexicon import QUADS
from transforms.events.mentions import Mentions
from transforms.events.roles import Casting, Part
from transforms.events.same import same_events
from transforms.events.tellings import Teller, Telling
from transforms.reading import Reading


def find_events(reading: Reading, found: FactTables) -> FactTables:
    """All events of an article, who took part in them, and which of them are one."""
    mentions = Mentions(reading, found)
    teller = Teller(reading, mentions)
    casting = Casting(reading, teller.grammar, mentions)
    events, parts = [], []
    for telling in teller.all():
        cast = casting.parts(telling)
        event = _event(reading, found, teller, mentions, telling, cast)
        events.append(event)
        parts.extend(_part(reading, event, part) for part in cast)
    return found.adding(events=events, event_actors=parts, event_links=same_events(events, parts))


def _event(
    reading: Reading, found: FactTables, teller: Teller, mentions: Mentions, telling: Telling, cast: tuple[Part, ...]
) -> Event:
    start, end = clause_span(reading, telling.trigger)
    first, last = telling.trigger[0].start, telling.trigger[-1].end
    days = when(reading, found, telling.frame, telling.verdict.status)
    place = where(reading, found, telling.frame)
    source = source_of(reading, teller.grammar, mentions, found, telling.token)
    cue = telling.verdict.cue
    article = reading.article
    return Event(
        article_id=article.article_id,
        version=article.version,
        sentence_no=reading.sentence_at(start).no,
        start=start,
        end=end,
        text=reading.text[start:end],
        confidence=_confidence(telling, cast),
        event_id=make_id(article.article_id, article.version, "events", first, last, telling.type),
        trigger_start=first,
        trigger_end=last,
        trigger=reading.text[first:last],
        type=telling.type,
        mode=telling.mode,
        contexts=contexts(reading, telling.frame),
        quad=QUADS.get(telling.type),
        status=telling.verdict.status,
        status_cue=cue.text if cue else None,
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


def _confidence(telling: Telling, cast: tuple[Part, ...]) -> float:
    """A prior: by construction, raised where someone fills a role directly, lowered where it is not told as fact."""
    roles = {part.role for part in cast if part.direct}
    embedded = 0 if telling.verdict.real else -0.1
    return round(min(0.95, max(0.2, telling.confidence + 0.06 * len(roles) - 0.1 * (not cast) + embedded)), 2)


def _part(reading: Reading, event: Event, part: Part) -> EventActor:
    mention = part.mention
    return EventActor(
        article_id=event.article_id,
        version=event.version,
        sentence_no=mention.sentence_no,
        start=mention.start,
        end=mention.end,
        text=reading.text[mention.start : mention.end],
        confidence=round(event.confidence * (0.9 if part.direct else 0.65), 2),
        event_id=event.event_id,
        role=part.role,
        actor_id=mention.actor_id,
    )


