"""When and where an event took place, and what it is about."""

import datetime as dt
from dataclasses import dataclass

from schemas.facts import FactTables
from schemas.ontology import DateFrom, DatePrecision, PlaceFrom, Status
from schemas.places import LocationMention
from transforms.dates import date_of, publication_day
from transforms.events.clauses import clause_verb
from transforms.events.frames import Frame
from transforms.events.lexicon import topics
from transforms.reading import Reading, Token

PLACES = frozenset(
    ["in", "at", "near", "outside", "inside", "around", "across", "off", "along", "through", "throughout"]
)
GOALS = frozenset(["to", "on", "into", "against", "toward", "towards", "over", "from"])


@dataclass(frozen=True, slots=True)
class When:
    """Days of an event, how exact, and whether the text says them."""

    start: dt.date | None = None
    end: dt.date | None = None
    precision: DatePrecision | None = None
    said: DateFrom | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event, and whether it is said of it."""

    location_id: str | None = None
    said: PlaceFrom | None = None


def when(reading: Reading, found: FactTables, frame: Frame, status: Status) -> When:
    """The days of an event: said by the text, else those of the publication for what is told as a fact."""
    mentions = (date_of(reading, found, token) for token in _anchors(reading, frame))
    mention = next((m for m in mentions if m is not None and (m.date_start or m.kind == "DATE")), None)
    if mention is not None:
        return When(mention.date_start, mention.date_end, mention.precision, "text") if mention.date_start else When()
    published = publication_day(reading)
    if published is None or status not in ("happened", "ongoing"):
        return When()
    return When(published, published, "day", "publication")


def where(reading: Reading, found: FactTables, frame: Frame, *, goal: bool) -> Where:
    """The place of an event: governed by its words, else in its clause, else the dateline.

    With `goal` the object and what follows "to" or "on" is the place: "visited Paris", "an attack on Paris".
    """
    near = [m for m in found.location_mentions if m.sentence_no == frame.token.sentence]
    for anchor in _anchors(reading, frame):
        tied = [m for m in near if _tied(reading, anchor, m, goal=goal)]
        if tied:
            return Where(min(tied, key=lambda m: abs(m.start - anchor.start)).location_id, "event")
    verb = clause_verb(reading, frame.token)
    inside = [m for m in near if _placed(reading, m) and clause_verb(reading, _head(reading, m)).i == verb.i]
    if inside:
        return Where(min(inside, key=lambda m: abs(m.start - frame.token.start)).location_id, "event")
    return _dateline(reading, found)


def _anchors(reading: Reading, frame: Frame) -> tuple[Token, ...]:
    """The words that say when and where: the trigger, its light verb, and the verb whose clause a participle goes on.

    "They shelled a depot near Kut on Sunday, killing three and wounding five": all of it near Kut, on Sunday.
    """
    anchors = [frame.token, *frame.get("light")]
    token, head = frame.token, reading.head(frame.token)
    while head is not None and _goes_on(reading, token):
        anchors.append(head)
        token, head = head, reading.head(head)
    return tuple(anchors)


def _goes_on(reading: Reading, token: Token) -> bool:
    """Whether a word is a participle that goes on with the clause above, without subject or conjunction of its own."""
    opened = any(c.dep in ("nsubj", "nsubjpass", "mark", "prep") and c.i < token.i for c in reading.children(token))
    return token.tag == "VBG" and token.dep in ("advcl", "conj") and not opened


def _dateline(reading: Reading, found: FactTables) -> Where:
    """The place that the article opens with: "KABUL (Agency) -", "Nairobi, Kenya —"."""
    for mention in found.location_mentions[:3]:
        before = reading.text[: mention.start].rsplit("\n", 1)[-1]
        after = reading.text[mention.end : mention.end + 40].split("\n", 1)[0]
        if not before.strip() and _opens(after):
            return Where(mention.location_id, "article")
    return Where()


def _opens(after: str) -> bool:
    for sign in ("—", "–", "--", " - ", "(", ":"):
        position = after.find(sign)
        if 0 <= position <= (2 if sign in "(:" else 30):
            return True
    return False


def _head(reading: Reading, mention: LocationMention) -> Token:
    tokens = reading.covering(mention.start, mention.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[0])


def _placed(reading: Reading, mention: LocationMention) -> bool:
    """Whether a place stands after a preposition of place."""
    head = _head(reading, mention)
    above = reading.head(head)
    return head.dep == "pobj" and above is not None and above.lower in PLACES


def _tied(reading: Reading, anchor: Token, mention: LocationMention, *, goal: bool) -> bool:
    """Whether the anchor governs the place by a preposition of place, or by another way to say where."""
    head = _head(reading, mention)
    above = reading.head(head)
    if above is None or head.dep not in ("pobj", "dobj", "nsubjpass", "poss", "compound", "nmod", "appos", "conj"):
        return False
    if above.i == anchor.i:
        return head.dep in ("compound", "nmod") or (goal and head.dep in ("dobj", "nsubjpass", "poss"))
    allowed = PLACES | GOALS if goal else PLACES
    while above is not None and above.dep in ("prep", "pobj", "appos", "dobj"):
        if above.pos == "ADP" and above.lower not in (*allowed, "of"):
            return False
        governor = reading.head(above)
        if governor is not None and governor.i == anchor.i:
            return above.pos == "ADP" or goal
        if governor is None or governor.pos not in ("ADP", "NOUN"):
            return False
        above = governor
    return False


def contexts(reading: Reading, frame: Frame) -> str | None:
    """The topics of an event's sentence, joined by ";"."""
    sentence = reading.sentences[frame.token.sentence]
    lemmas = {w.lemma.lower() for w in reading.words(sentence)} | {w.lower for w in reading.words(sentence)}
    return ";".join(name for name, words in topics().items() if words & lemmas) or None
