"""When an event took place."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from schemas.dates import DateMention
from schemas.facts import FactTables
from schemas.ontology import DateFrom, DatePrecision, Status
from transforms.dates import date_beside, date_of, publication_day, stretch
from transforms.dates.tense import head_of
from transforms.events.anchors import anchors, told_by_clause
from transforms.events.clauses import clause_verb
from transforms.events.frames import Frame
from transforms.events.lexicon import light, listed, nouns
from transforms.events.phrases import PRESENT
from transforms.reading import Reading, Token

TOP = 10
"""Sentences of an article that tell the news rather than what led to it."""
FRESH = 4
"""Sentences in which the perfect tells what is new, "has resigned"; further down it tells what led to that."""
BOUNDS = frozenset({"by", "until", "till", "through", "before", "than", "after", "from"})
"""Prepositions before a day that only bounds when something is to be."""


@dataclass(frozen=True, slots=True)
class When:
    """Days of an event, how exact, and whether the text says them."""

    start: dt.date | None = None
    end: dt.date | None = None
    precision: DatePrecision | None = None
    said: DateFrom | None = None


def when(reading: Reading, found: FactTables, frame: Frame, status: Status) -> When:
    """The days of an event: said by the text, else those of the publication for what is told as the news."""
    published = publication_day(reading)
    real = status in ("happened", "ongoing")
    if published and (since := _since(reading, found, _carrier(reading, frame), published)):
        return since
    said = [*_said(reading, found, frame), *_said_below(reading, found, frame, published)]
    if said:
        days = (_days(reading, found, *each, published) for each in said)
        day = next((day for day in days if day.start), When())
        return When() if real and _is_ahead(reading, frame.token, day, said[0][1], published) else day
    if not real or published is None or not _is_news(reading, found, frame, published):
        return When()
    return When(published, published, "day", "publication")


def scheduled(reading: Reading, found: FactTables, frame: Frame) -> tuple[Token, When] | None:
    """The verb that tells of a day to come as a timetable does, with its days: "votes on 7 June", "called it for May".

    None where it does not, or where the article's own day is not known.
    """
    verb, published = frame.carrier or frame.token, publication_day(reading)
    called = verb.lemma in listed("prepositions.toml", "when", "calling")
    if published is None or verb.pos != "VERB" or not (called or _in_present(reading, verb)):
        return None
    days = when(reading, found, frame, "planned")
    if called:
        ahead = _has_day(reading, found, verb)
    else:
        soon = any(c.lower in ("tonight", "tomorrow") for c in reading.children(verb))
        ahead = soon or (days.said == "text" and days.start is not None and days.start > published)
    return (verb, days) if ahead else None


def _in_present(reading: Reading, verb: Token) -> bool:
    finite = next((c for c in reading.children(verb) if c.dep in ("aux", "auxpass")), verb)
    return finite.tag in PRESENT and finite.lemma != "have"


def _has_day(reading: Reading, found: FactTables, verb: Token) -> bool:
    """Whether "for" names the day of what a verb calls: "called a strike for Monday"."""
    days = {t.i for m in found.date_mentions for t in reading.covering(m.start, m.end)}
    goals = (c for c in reading.children(verb) if c.lower == "for" and c.dep == "prep")
    return any(t.i in days for goal in goals for t in reading.children(goal))


def _said(reading: Reading, found: FactTables, frame: Frame) -> Iterator[tuple[Token, DateMention]]:
    """The mentions that say when an event was, each with the word that it belongs to, nearest to the event first."""
    beside = date_beside(reading, found, frame.token) if frame.token.pos == "NOUN" else None
    if beside is not None:
        yield frame.token, beside
    for anchor in anchors(reading, frame):
        mention = date_of(reading, found, anchor.token, whole=anchor.whole)
        if mention is None and anchor.token.pos == "NOUN":
            mention = date_beside(reading, found, anchor.token)
        if mention is None or (anchor.above and mention.start > frame.token.start):
            continue
        if (mention.date_start or mention.kind == "DATE") and not _compares(reading, anchor.token, mention):
            yield anchor.token, mention


def _compares(reading: Reading, anchor: Token, mention: DateMention) -> bool:
    """Whether a day only tells what something is compared with: "up from 1,500 a day earlier"."""
    head = head_of(reading, mention.start, mention.end)
    if head is None or head.dep == "pobj":
        return False
    below = [*takewhile(lambda token: token.i != anchor.i, reading.ancestors(head))]
    return any(t.lower in ("from", "than") and t.dep == "prep" and t.head != anchor.i for t in below[:2])


def _is_ahead(reading: Reading, trigger: Token, day: When, mention: DateMention, published: dt.date | None) -> bool:
    """Whether a day still to come stands in the clause of a verb for what is past, and so is another's."""
    if trigger.pos != "VERB" or published is None or day.start is None or day.start <= published:
        return False
    head = head_of(reading, mention.start, mention.end)
    between = takewhile(lambda t: t.i != trigger.i, reading.ancestors(head) if head else ())
    return any(t.dep != "prep" for t in between)


def _said_below(
    reading: Reading, found: FactTables, frame: Frame, published: dt.date | None
) -> Iterator[tuple[Token, DateMention]]:
    """The day that is past though it stands with what was still to come: "voted to raise it at the May 2 meeting"."""
    verb = frame.token
    if verb.tag not in ("VBD", "VBN") or published is None:
        return
    below = [*reading.children(verb)]
    if any(c.lower in ("had", "has", "have", "be") for c in below):
        return
    for infinitive in (c for c in below if c.dep == "xcomp" and c.tag == "VB"):
        mention = date_of(reading, found, infinitive)
        if mention is not None and mention.date_start and mention.date_start <= published:
            yield infinitive, mention


def _carrier(reading: Reading, frame: Frame) -> Token:
    """The verb that tells an event, which may be a noun: "made 378 arrests", "dozens of arrests were made"."""
    if frame.token.pos != "NOUN" or not told_by_clause(reading, frame.token):
        return frame.carrier or frame.token
    return frame.carrier or clause_verb(reading, frame.token)


def _since(reading: Reading, found: FactTables, verb: Token, published: dt.date) -> When | None:
    """From the day on that a clause with "since" tells: "have fired at it since they met on May 2"."""
    for below in reading.children(verb):
        if below.dep == "advcl" and any(c.dep == "mark" and c.lower == "since" for c in reading.children(below)):
            mention = date_of(reading, found, below)
            if mention is not None and mention.date_start and mention.date_start <= published:
                return When(mention.date_start, published, mention.precision, "text")
    return None


def _days(reading: Reading, found: FactTables, anchor: Token, mention: DateMention, published: dt.date | None) -> When:
    """The days that a mention says; none for a bound, or of something else: "by Friday", "the 2024 race"."""
    first, last = stretch(reading, found, mention)
    head = head_of(reading, mention.start, mention.end)
    if head is None or first.date_start is None or _dates_another(reading, anchor, head):
        return When()
    above = reading.head(head) if head.dep == "pobj" else None
    over = _since_over(reading, anchor, head, reading.covering(mention.start, mention.end)[0]) or above
    bound = over.lower if over is not None else ""
    if first != last:
        return When(first.date_start, last.date_end, first.precision, "text")
    starts = bound == "from" and published is not None and first.date_start > published
    if bound in BOUNDS and mention.kind == "DATE" and not starts:
        return When()
    if bound == "since" and over is not None and _singled_out(reading, over):
        return When()  # "the worst riots since 2011"
    if bound == "since" and published is not None and first.date_start <= published:
        return When(mention.date_start, published, mention.precision, "text")
    return When(mention.date_start, mention.date_end, mention.precision, "text")


def _since_over(reading: Reading, anchor: Token, day: Token, first: Token) -> Token | None:
    """The "since" of a phrase beside the event that a day stands in or closes: "Since the coup in Mali last year"."""
    above = [*takewhile(lambda token: token.i != anchor.i and token.pos != "VERB", reading.ancestors(day))]
    inside = next((token for token in above if token.lower == "since"), None)
    for phrase in (c for c in reading.children(clause_verb(reading, day)) if c.lower == "since" and c.i < first.i):
        words = reading.subtree(phrase)
        if words[-1].i == first.i - 1 and anchor not in words:
            return phrase
    return inside


def _singled_out(reading: Reading, prep: Token) -> bool:
    """Whether what a phrase with "since" hangs on is the first or most of its kind: "the worst riots since 2011"."""
    above = [*takewhile(lambda token: token.pos != "VERB", reading.ancestors(prep))]
    told = [c for token in above if token.lemma == "be" for c in reading.children(token) if c.dep == "attr"]
    kinds = (d for token in (*above, *told) for c in reading.children(token) for d in (c, *reading.children(c)))
    return any(c.tag in ("JJS", "RBS") or c.lower in ("first", "only") for c in kinds)


def _dates_another(reading: Reading, anchor: Token, date: Token) -> bool:
    """Whether a date belongs to another noun than the event: before it, within the subject, or of what is spoken of."""
    above = reading.head(date)
    if above is None or above.i == anchor.i:
        return False
    if date.dep in ("compound", "nummod", "amod", "nmod", "poss"):
        return not _is_occasion(reading, above)
    shared = {anchor.i, *(token.i for token in reading.ancestors(anchor))}
    below = [*takewhile(lambda token: token.i not in shared, reading.ancestors(date))]
    if any(token.dep in ("nsubj", "nsubjpass") and token.head == anchor.i for token in below):
        return anchor.pos == "VERB" and anchor.lemma not in light("happen")
    if any(t.pos == "VERB" and t.dep in ("pcomp", "advcl", "relcl", "acl") for t in below):
        return True  # "was appointed after sacking two last month"
    told = (t for t in below if t.pos == "NOUN" and t.dep == "pobj" and t.lemma.lower() in nouns())
    return any(reading.tokens[t.head].lower in ("for", "of", "about", "over") for t in told)


def _is_occasion(reading: Reading, noun: Token) -> bool:
    """Whether a noun tells on what occasion its clause was: "voted at the May 2 meeting"."""
    prep = reading.head(noun)
    return prep is not None and noun.dep == "pobj" and prep.lower in ("at", "during") and noun.lemma.lower() in nouns()


def _is_news(reading: Reading, found: FactTables, frame: Frame, published: dt.date) -> bool:
    """Whether an event is told as what is new, not as what was known before: of a main clause, not in the pluperfect.

    In the lead that is so of any main clause; further down of none in a quote, of none in the simple present, which
    tells habits there, and of one in the simple past only near the top, where the story has come to the day itself.
    """
    verb = _main_verb(reading, found, frame)
    if verb is None:
        return False
    if reading.in_lead(frame.token.sentence):
        return True
    if frame.token.sentence >= TOP or any(q.start <= verb.start < q.end for q in found.quotes):
        return False
    helping = _helping(reading, verb)
    if helping & {"has", "have", "being"} or (verb.tag == "VBG" and helping & {"is", "are"}):
        return frame.token.sentence < FRESH
    return verb.tag in ("VBD", "VBN") and not helping & {"is", "are"} and _on_the_day(reading, found, verb, published)


def _helping(reading: Reading, verb: Token) -> set[str]:
    return {c.lower for c in reading.children(verb) if c.dep in ("aux", "auxpass")}


def _main_verb(reading: Reading, found: FactTables, frame: Frame) -> Token | None:
    """The verb of the main clause that tells an event, where it is told neither as habit nor as past by then."""
    verb = frame.carrier or frame.token
    if verb.pos not in ("VERB", "AUX"):
        above = reading.head(verb)
        if verb.dep not in ("ROOT", "nsubj", "nsubjpass") or (above is not None and above.dep != "ROOT"):
            return None
        verb = above or verb
    earlier = listed("prepositions.toml", "when", "earlier")
    past = "had" in _helping(reading, verb) or any(
        c.dep == "advmod" and c.lower in earlier for c in reading.children(verb)
    )
    return verb if _in_main_clause(reading, verb) and not past and not _is_habit(reading, found, verb) else None


def _is_habit(reading: Reading, found: FactTables, verb: Token) -> bool:
    """Whether a verb tells what is done again and again: "each year", "usually"."""
    often = listed("prepositions.toml", "when", "often")
    if any(c.dep == "advmod" and c.lower in often for c in reading.children(verb)):
        return True
    return any(m.kind == "SET" and m.sentence_no == verb.sentence for m in found.date_mentions)


def _on_the_day(reading: Reading, found: FactTables, verb: Token, published: dt.date) -> bool:
    """Whether the story has not left the day of publication or the one before: no day it told last is another.

    Where the sentence itself says a time, that is another's, and the verb's is not known.
    """
    words = (w.lower for w in reading.words(reading.sentences[verb.sentence]))
    if any(word in listed("prepositions.toml", "when", "earlier") for word in words):
        return False
    before = takewhile(lambda m: m.sentence_no <= verb.sentence, found.date_mentions)
    told = [m for m in before if m.kind in ("DATE", "TIME") and (m.date_start or m.sentence_no == verb.sentence)]
    if not told:
        return True
    day = told[-1].date_start
    return told[-1].sentence_no < verb.sentence and day is not None and published - dt.timedelta(1) <= day


def _in_main_clause(reading: Reading, verb: Token) -> bool:
    """Whether a verb tells what its sentence tells: its head, joined to it, said in it, or a headline's participle."""
    while verb.dep in ("conj", "ccomp", "xcomp", "parataxis", "acl") and (above := reading.head(verb)) is not None:
        if verb.dep == "acl" and (verb.tag != "VBN" or above.dep != "ROOT"):
            return False
        verb = above
    return verb.dep == "ROOT"
