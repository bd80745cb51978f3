"""When and where an event took place, and what it is about."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.dates import DateMention
from schemas.facts import FactTables
from schemas.ontology import DateFrom, DatePrecision, PlaceFrom, Status
from schemas.places import LocationMention
from transforms.dates import date_of, publication_day
from transforms.events.clauses import clause_verb
from transforms.events.frames import Frame
from transforms.events.lexicon import light, nouns, topics
from transforms.reading import Reading, Token

PLACES = frozenset(
    ["in", "at", "near", "outside", "inside", "around", "across", "off", "along", "through", "throughout"]
)
TOP = 10
"""Sentences of an article that tell the news rather than what led to it."""
EARLIER = frozenset(
    ["previously", "earlier", "once", "ago", "before", "former", "formerly", "originally", "when", "during"]
)
BOUNDS = frozenset(["by", "until", "till", "through", "before", "than", "from"])
"""Prepositions before a day that only bounds when something is to be."""
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
    """The days of an event: said by the text, else those of the publication for what is told as the news."""
    mentions = ((token, date_of(reading, found, token)) for token in _anchors(reading, frame))
    said = [(t, m) for t, m in mentions if m is not None and (m.date_start or m.kind == "DATE")]
    published = publication_day(reading)
    if said:
        days = (_said_day(reading, *each, published) for each in said)
        return next((day for day in days if day.start), When())
    if published is None or status not in ("happened", "ongoing") or not _is_news(reading, found, frame):
        return When()
    return When(published, published, "day", "publication")


def _said_day(reading: Reading, anchor: Token, mention: DateMention, published: dt.date | None) -> When:
    """The days that a mention says; none for a bound, or of something else: "by Friday", "the 2024 race"."""
    head = _head(reading, mention)
    above = reading.head(head)
    bound = above.lower if above is not None and head.dep == "pobj" else ""
    if mention.date_start is None or bound in BOUNDS or _dates_another(reading, anchor, head):
        return When()
    if bound == "since" and published is not None and mention.date_start <= published:
        return When(mention.date_start, published, mention.precision, "text")
    return When(mention.date_start, mention.date_end, mention.precision, "text")


def _dates_another(reading: Reading, anchor: Token, date: Token) -> bool:
    """Whether a date belongs to another noun than the event: before it, or within the subject of the event's verb."""
    above = reading.head(date)
    if above is None or above.i == anchor.i:
        return False
    if date.dep in ("compound", "nummod", "amod", "nmod", "poss"):
        return True
    below = (token for token in reading.ancestors(date) if token.head == anchor.i)
    return any(token.dep in ("nsubj", "nsubjpass") and anchor.pos == "VERB" for token in below)


def _is_news(reading: Reading, found: FactTables, frame: Frame) -> bool:
    """Whether an event is told as what is new, not as what was known before: of a main clause, not in the pluperfect.

    In the lead that is so of any main clause; further down of none in a quote, and of one in the simple past only near
    the top and where no other time is said.
    """
    verb = frame.carrier or frame.token
    if verb.pos not in ("VERB", "AUX"):
        above = reading.head(verb)
        if verb.dep not in ("ROOT", "nsubj", "nsubjpass") or (above is not None and above.dep != "ROOT"):
            return False
        verb = above or verb
    if not _in_main_clause(reading, verb):
        return False
    helping = {c.lower for c in reading.children(verb) if c.dep in ("aux", "auxpass")}
    if "had" in helping or any(c.dep == "advmod" and c.lower in EARLIER for c in reading.children(verb)):
        return False
    if reading.in_lead(frame.token.sentence):
        return True
    if any(q.start <= verb.start < q.end for q in found.quotes):
        return False
    new = bool(helping & {"has", "have", "is", "are"}) or not _says_time(reading, found, verb)
    return new and frame.token.sentence < TOP


def _in_main_clause(reading: Reading, verb: Token) -> bool:
    """Whether a verb tells what its sentence tells: its head, joined to it, said in it, or a headline's participle."""
    while verb.dep in ("conj", "ccomp", "xcomp", "parataxis", "acl") and (above := reading.head(verb)) is not None:
        if verb.dep == "acl" and (verb.tag != "VBN" or above.dep != "ROOT"):
            return False
        verb = above
    return verb.dep == "ROOT"


def _says_time(reading: Reading, found: FactTables, verb: Token) -> bool:
    """Whether the sentence says some time, or that it is past: "previously"."""
    sentence = reading.sentences[verb.sentence]
    words = {w.lower for w in reading.words(sentence)}
    return bool(words & EARLIER) or any(m.sentence_no == verb.sentence for m in found.date_mentions)


def where(reading: Reading, found: FactTables, frame: Frame, *, goal: bool, real: bool) -> Where:
    """The place of an event: governed by its words, else in its clause, else the dateline of what the lead tells.

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
    elsewhere = len(near) > 1 or (near and near[0].start > frame.token.start)
    if not real or elsewhere or not reading.in_lead(frame.token.sentence):
        return Where()
    return _dateline(reading, found)


def _anchors(reading: Reading, frame: Frame) -> tuple[Token, ...]:
    """The words that say when and where: the trigger, its light verb, and the verb whose clause a participle goes on.

    An event that is the subject says it too: "Friday's attack in Kabul killed ten".
    "They shelled a depot near Kut on Sunday, killing three and wounding five": all of it near Kut, on Sunday.
    """
    causes = (t for t in frame.get("subj") if t.pos == "NOUN" and t.lemma.lower() in nouns())
    anchors = [frame.token, *frame.get("light"), *causes, *_described_by(reading, frame.token)]
    token, head = frame.token, reading.head(frame.token)
    while head is not None and _goes_on(reading, token):
        anchors.append(head)
        token, head = head, reading.head(head)
    return tuple(anchors)


def _described_by(reading: Reading, noun: Token) -> Iterator[Token]:
    """The verbs that tell of an event noun that it was: "the meeting, held on Friday", "the attack that killed ten"."""
    if noun.pos == "NOUN":
        for verb in reading.children(noun):
            if verb.dep in ("acl", "relcl") and any(verb.lemma in light(k) for k in ("verbs", "happen", "harm")):
                yield verb


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


def _head(reading: Reading, mention: LocationMention | DateMention) -> Token:
    tokens = reading.covering(mention.start, mention.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[0])


def _placed(reading: Reading, mention: LocationMention) -> bool:
    """Whether a place stands after a preposition of place: "in Kyiv", "in the centre of Kyiv", "in Kyiv city"."""
    head = _head(reading, mention)
    above = reading.head(head)
    while above is not None and (head.dep in ("compound", "nmod") or above.lower == "of" or head.dep == "prep"):
        head, above = above, reading.head(above)
    return head.dep == "pobj" and above is not None and above.lower in PLACES


def _tied(reading: Reading, anchor: Token, mention: LocationMention, *, goal: bool) -> bool:
    """Whether the anchor governs the place by a preposition of place, or by another way to say where."""
    head = _head(reading, mention)
    above = reading.head(head)
    if above is None or head.dep not in ("pobj", "dobj", "nsubjpass", "poss", "compound", "nmod", "appos", "conj"):
        return False
    if above.i == anchor.i:
        return head.dep in ("compound", "nmod") or (goal and head.dep in ("dobj", "nsubjpass"))
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
