"""Which events of an article are one: the retelling points at the first telling."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.events import Event, EventActor, EventLink
from transforms.reading import Reading


def same_events(reading: Reading, events: Sequence[Event], parts: Sequence[EventActor]) -> Iterator[EventLink]:
    """Links from each retelling to the first telling of the same event, in text order."""
    actors: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in parts:
        actors[part.event_id][part.role].add(part.actor_id)
    firsts: list[Event] = []
    for event in events:
        first = next(
            (
                f
                for f in firsts
                if _announces(reading, f, event) or _one(f, event, actors[f.event_id], actors[event.event_id])
            ),
            None,
        )
        if first is None:
            firsts.append(event)
        else:
            yield EventLink(
                article_id=event.article_id, version=event.version,
                event_id=event.event_id, other_event_id=first.event_id, relation="same",
            )  # fmt: skip


def _announces(reading: Reading, first: Event, second: Event) -> bool:
    """Whether a heading tells an event in the words of the sentence it stands above: "Rebels reject the deal"."""
    if first.sentence_no + 1 != second.sentence_no or (first.type, first.status) != (second.type, second.status):
        return False
    sentence = reading.sentences[first.sentence_no]
    below = reading.text[sentence.end : reading.sentences[second.sentence_no].start]
    heading = "\n" in below and reading.text[sentence.start : sentence.end].rstrip()[-1:].isalnum()
    return heading and _lemma(reading, first) == _lemma(reading, second)


def _lemma(reading: Reading, event: Event) -> str:
    return reading.covering(event.trigger_start, event.trigger_end)[-1].lemma.lower()


def _one(first: Event, second: Event, of_first: dict[str, set[str]], of_second: dict[str, set[str]]) -> bool:
    if first.type != second.type or first.sentence_no == second.sentence_no:
        return False
    if first.status != second.status or (first.mode and second.mode and first.mode != second.mode):
        return False
    return _compatible_days(first, second) and _compatible_parts(of_first, of_second)


def _compatible_days(first: Event, second: Event) -> bool:
    """Whether the days that both tellings say share one; a telling that says none fits any."""
    if first.date_from != "text" or second.date_from != "text":
        return True
    if first.date_start is None or first.date_end is None or second.date_start is None or second.date_end is None:
        return True
    return first.date_start <= second.date_end and second.date_start <= first.date_end


def _compatible_parts(first: dict[str, set[str]], second: dict[str, set[str]]) -> bool:
    """Whether nobody contradicts and somebody is shared: each role known in both tellings must share an actor."""
    shared = False
    for role in ("actor", "recipient"):
        if first[role] and second[role]:
            if not first[role] & second[role]:
                return False
            shared = True
    return shared


def with_said_days(events: Sequence[Event], links: Sequence[EventLink]) -> tuple[Event, ...]:
    """The events, a first telling that says no day with the day that a retelling of it says."""
    by_id = {event.event_id: event for event in events}
    said: dict[str, Event] = {}
    for link in links:
        retold = by_id[link.event_id]
        if retold.date_from == "text" and (retold.mode or retold.trigger) == (
            by_id[link.other_event_id].mode or by_id[link.other_event_id].trigger
        ):
            said.setdefault(link.other_event_id, by_id[link.event_id])
    return tuple(_with_day(event, said.get(event.event_id)) for event in events)


def _with_day(event: Event, retelling: Event | None) -> Event:
    if retelling is None or event.date_from == "text":
        return event
    return replace(
        event, date_start=retelling.date_start, date_end=retelling.date_end,
        date_precision=retelling.date_precision, date_from="text",
    )  # fmt: skip
