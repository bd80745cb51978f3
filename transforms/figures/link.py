"""Links: each amount with its bounds, what it counts, and the change it tells; some taken from the amount before it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from transforms.figures import change as changes
from transforms.figures.amounts import Amount, alike, as_range
from transforms.figures.bounds import bounded
from transforms.figures.described import described, following
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.figures.measure import befalls
from transforms.figures.multiples import changed
from transforms.figures.subject import Subject, counted, phrase, top
from transforms.reading import Reading, Token


@dataclass(frozen=True, slots=True)
class Found:
    """An amount of a sentence with the words before it, and what was made out about it so far."""

    amount: Amount
    start: int
    tokens: tuple[Token, ...]
    subject: Subject | None = None
    told: changes.Told | None = None


Subjects = dict[int, Subject | None]


def linked(line: Line, amounts: list[Amount], reading: Reading) -> Iterator[Found]:
    """Each amount with its bounds, subject and change; an amount may take them from the one before it."""
    previous: Found | None = None
    earlier: Subjects = {}
    for amount, start in _between_bounds(line, [bounded(line, amount) for amount in amounts]):
        tokens = reading.covering(line[amount.first].start, line[amount.last - 1].end)
        found = Found(amount, start, tokens, told=_told(line, amount, start, previous, reading))
        found = _compared(line, replace(found, subject=_subject(line, found, previous, earlier, reading)), previous)
        found = _apiece(line, _leveled(line, _grouped(line, found), reading), previous)
        earlier |= dict.fromkeys((token.i for token in tokens), found.subject)
        yield found
        if lower(line, start - 1) != "including":  # 200 people, including 12 children, ... and wounded 50
            previous = found


def pointed(line: Line, founds: list[Found]) -> list[Found]:
    """The levels of a sentence that tells of points, in points too: "fell 85 points to 7,604"."""
    points = next((f.amount.unit for f in founds if f.amount.unit is not None and f.amount.unit.name == "point"), None)
    if points is None:
        return founds
    return [
        replace(f, amount=replace(f.amount, unit=points, kind="index")) if _is_level(line, f, following) else f
        for f, following in itertools.zip_longest(founds, founds[1:])
    ]


def _is_level(line: Line, found: Found, following: Found | None) -> bool:
    """Whether a bare number stands at a level: it went there, or a change in points comes right after it."""
    amount = found.amount
    if amount.measured or amount.form != "digits" or amount.kind not in ("count", "index") or amount.per:
        return False
    if amount.kind == "index" or (found.told is not None and found.told.role == "to"):
        return True
    moved = following is not None and following.amount.unit is not None and following.amount.unit.name == "point"
    return moved and lower(line, amount.last) in lexicon().particles


def _between_bounds(line: Line, amounts: list[tuple[Amount, int]]) -> Iterator[tuple[Amount, int]]:
    """Two bounds of one number made one: "more than 10 and less than 20"."""
    held: tuple[Amount, int] | None = None
    for amount, start in amounts:
        if held and (both := _both_bounds(line, held[0], amount, start)):
            yield both, held[1]
            held = None
            continue
        if held:
            yield held
        held = (amount, start)
    if held:
        yield held


def _both_bounds(line: Line, first: Amount, second: Amount, start: int) -> Amount | None:
    signs = {first.comparison[0], second.comparison[0]}
    joined = {x.lower for x in line[first.last : start]} <= {"and", "but", ","}
    parts = first.form == second.form == "part"
    if signs != {">", "<"} or not joined or not (parts or alike(first, second)):
        return None
    both = as_range(first, second)
    lower_first = first.comparison[0] == ">"
    rises = (first.value or 0) < (second.value or 0)
    return both if lower_first == rises and first.value != second.value else None


def _told(line: Line, amount: Amount, start: int, previous: Found | None, reading: Reading) -> changes.Told | None:
    """The change an amount tells, itself or as another word for the one before it: "190 points, or 0.6 %"."""
    if amount.form == "multiple":
        verb = reading.covering(line[amount.first].start, line[amount.first].end)[0]
        return changes.Told("decrease" if lexicon().multiples[verb.lemma.lower()] < 1 else "increase", "by")
    if (
        previous
        and previous.told
        and previous.told.role == "by"
        and amount.measured
        and _restates(line, previous, start)
    ):
        return previous.told
    beside = previous and previous.amount.form != "multiple" and _near(line, previous, start)
    return changes.told(line, start, amount, reading, previous.told if previous and beside else None)


def _restates(line: Line, previous: Found, start: int) -> bool:
    between = [x.lower for x in line[previous.amount.last : start]]
    return bool(between) and len(between) < 4 and (between[-1] == "or" or between == ["("])


def _near(line: Line, previous: Found, start: int) -> bool:
    """Whether nothing but a few words without a stop lie between two amounts: "rose 5 % on Monday to 12"."""
    between = line[previous.amount.last : start]
    return (
        len(between) < 9
        and not any(x.text in ";:." for x in between)
        and not any(x.lower in ("while", "but") for x in between)
    )


def _subject(line: Line, found: Found, previous: Found | None, earlier: Subjects, reading: Reading) -> Subject | None:
    """What a figure counts or describes; `earlier` has the subjects of the amounts before it, by token."""
    amount, tokens = found.amount, found.tokens
    if amount.form == "multiple":
        return changed(reading, tokens[0])
    if amount.kind in ("count", "ratio") and not amount.measured:
        subject = counted(reading, tokens)
        if subject is not None or top(tokens).dep in ("dobj", "nsubj", "nsubjpass") or befalls(reading, tokens):
            return subject if subject and subject.head.pos != "PRON" else None
    return None if _is_distance(line, amount) else _of_measured(line, found, previous, earlier, reading)


def _of_measured(
    line: Line, found: Found, previous: Found | None, earlier: Subjects, reading: Reading
) -> Subject | None:
    """What an amount describes that has a unit, or that counts nothing on its right."""
    amount, tokens = found.amount, found.tokens
    if previous and _apposed(line, previous, found):
        return following(reading, tokens, amount.kind) or previous.subject
    if found.amount.kind == "age":
        return _aged(reading, tokens)
    if tabled := _tabled(line, amount, reading):
        return tabled
    if joined := _joined_to_noun(line, amount, tokens, reading):
        return joined
    head = reading.head(top(tokens))
    if head is not None and head.i in earlier and not (head.i > tokens[0].i):
        return following(reading, tokens, amount.kind) or earlier[head.i]
    if previous and amount.measured and previous.subject and _is_other_way_to_say(line, previous, found):
        return described(reading, (previous.subject.head,), amount.kind)
    subject = described(reading, tokens, amount.kind)
    if subject is None and previous and _in_brackets(line, previous, found):
        return previous.subject
    return earlier[subject.head.i] if subject and subject.head.i in earlier else subject


def _joined_to_noun(line: Line, amount: Amount, tokens: tuple[Token, ...], reading: Reading) -> Subject | None:
    """A 270-hp ENGINE: the noun right behind a unit that a hyphen ties to its number."""
    if amount.unit is None or not any(hyphen_at(line, i) for i in range(amount.core + 1, amount.last)):
        return None
    after = reading.tokens[tokens[-1].i + 1] if tokens[-1].i + 1 < len(reading.tokens) else None
    noun = after is not None and after.pos in ("NOUN", "PROPN") and after.sentence == tokens[0].sentence
    return counted(reading, tokens) if noun else None


def _is_other_way_to_say(line: Line, previous: Found, found: Found) -> bool:
    """Grew by 25,600 jobs OR 2.2 %: what a count of things comes to, in per cent."""
    between = [x.lower for x in line[previous.amount.last : found.start]]
    return (
        previous.amount.kind == "count"
        and found.amount.kind == "percent"
        and between[-1:] == ["or"]
        and len(between) < 4
    )


def _in_brackets(line: Line, previous: Found, found: Found) -> bool:
    """For $150 (save $30): in brackets behind an amount of the same kind."""
    between = [x.lower for x in line[previous.amount.last : found.start]]
    return previous.amount.kind == found.amount.kind and between[:1] == ["("] and ")" not in between


def _tabled(line: Line, amount: Amount, reading: Reading) -> Subject | None:
    """Stoxx -1.3% FTSE -0.6%: in a table of signed figures, the name right before each."""
    i = amount.first
    if line[i].text not in "+-−–" or i == 0 or line[i - 1].kind == "sign":
        return None
    last = reading.covering(line[i - 1].start, line[i - 1].end)[-1].i + 1
    first = last
    while (
        first > 0
        and last - first < 5
        and reading.tokens[first - 1].text[0].isalnum()
        and (reading.tokens[first - 1].text[0].isupper() or first == last)
    ):
        first -= 1
    head = reading.tokens[last - 1]
    return Subject(first, last, head) if reading.tokens[first].text[0].isupper() else None


def _is_distance(line: Line, amount: Amount) -> bool:
    """Nine days LATER, a year AFTER: how far apart two events are, which describes no thing."""
    return amount.kind == "duration" and lower(line, amount.last) in (
        "later",
        "earlier",
        "after",
        "before",
        "ago",
        "since",
    )


def _leveled(line: Line, found: Found, reading: Reading) -> Found:
    """A bare number that counts nothing but says how high something stands: "closed at 27,349", "magnitude 6.4"."""
    amount, subject = found.amount, found.subject
    if amount.kind != "count" or amount.measured or subject is None:
        return found
    if subject.noun in lexicon().sets["bounds"] or _is_sided(line, amount):
        return replace(found, subject=None)
    before = reading.tokens[found.tokens[0].i - 1] if found.tokens[0].i else None
    if _is_graded(line, amount):
        return replace(found, amount=replace(amount, kind="index"))
    if amount.value is None or subject.last > found.tokens[-1].i or not _stands(subject):
        return found
    if amount.scale > 1 and before is not None and before.lower == "of":
        return found  # a city of 1.4 million
    if before is not None and before.lower == "of" and subject.noun in lexicon().sets["members_of"]:
        return replace(found, subject=None)  # a father of seven, a family of four
    if before is not None and before.pos in ("NOUN", "PROPN"):
        return replace(found, subject=None)
    return replace(found, amount=replace(amount, kind="index"))


def _is_sided(line: Line, amount: Amount) -> bool:
    """218 IN FAVOUR, 204 AGAINST: those who voted one way, whom the sentence does not name."""
    j = amount.last + (lower(line, amount.last) == "in")
    return lower(line, j) in lexicon().sets["sided"]


def _apiece(line: Line, found: Found, previous: Found | None) -> Found:
    """The 40 workers got $8,000 EACH: by the head of those named before it."""
    amount = found.amount
    if not amount.measured or amount.per or lower(line, amount.last) not in ("each", "apiece"):
        return found
    several = [f.subject for f in (found, previous) if f is not None and f.subject and f.subject.head.tag == "NNS"]
    return replace(found, amount=replace(amount, per=several[0].noun)) if several else found


def _grouped(line: Line, found: Found) -> Found:
    """1.200 people: a point before three digits groups them where the number counts what comes in ones."""
    amount, subject = found.amount, found.subject
    whole, _, rest = line[amount.core].text.partition(".")
    apart = subject is not None and subject.head.tag == "NNS" and subject.last > found.tokens[-1].i
    if not apart or amount.kind != "count" or amount.last - amount.core != 1 or len(rest) != 3 or whole in ("", "0"):
        return found
    value = float(whole + rest)
    low, high = (None if bound is None else value for bound in (amount.low, amount.high))
    return replace(found, amount=replace(amount, value=value, low=low, high=high))


def _is_graded(line: Line, amount: Amount) -> bool:
    """Magnitude 6.4, category-4, an 8.1-magnitude quake."""
    levels = lexicon().levels
    before = amount.first - 2 if lower(line, amount.first - 1) == "-" else amount.first - 1
    return lower(line, before) in levels or (hyphen_at(line, amount.last) and lower(line, amount.last + 1) in levels)


def _stands(subject: Subject) -> bool:
    """Whether a subject is one that stands at a level, rather than one whose members are counted."""
    if subject.noun in lexicon().sets["quoted"]:
        return True
    if subject.noun in lexicon().sets["counted_by"] or subject.head.tag in ("NNS", "NNPS"):
        return False
    return subject.head.tag == "NNP" or subject.noun not in lexicon().sets["counters"]


def _aged(reading: Reading, tokens: tuple[Token, ...]) -> Subject | None:
    """Who has an age: "a two-year-old girl", "Jane Roe, 52,"."""
    before = reading.tokens[tokens[0].i - 1] if tokens[0].i else None
    name = next(
        (n for n in reading.names if before and n.label == "PER" and n.last - 1 in (before.i, before.i - 1)), None
    )
    if name and before and before.sentence == tokens[0].sentence:
        return Subject(name.first, name.last, reading.tokens[name.last - 1])
    if (
        before
        and before.i
        and before.lower in lexicon().sets["age_bounds"]
        and reading.tokens[before.i - 1].pos == "NOUN"
    ):
        return phrase(reading, reading.tokens[before.i - 1], before=before.i)  # CHILDREN under 5
    after = reading.tokens[tokens[-1].i + 1] if tokens[-1].i + 1 < len(reading.tokens) else None
    if after is not None and after.pos in ("NOUN", "PROPN", "ADJ") and after.sentence == tokens[0].sentence:
        return counted(reading, tokens)
    if tokens[-1].dep in NOMINAL and reading.tokens[tokens[-1].i].lower in lexicon().old:
        return None  # "the 34-year-old said": the age itself stands for the person
    found = described(reading, tokens, "age")
    return found if found is None or not tokens[0].i <= found.head.i <= tokens[-1].i else None


NOMINAL = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "attr", "conj", "agent"})
"""What stands for a person or thing in its sentence."""


def _apposed(line: Line, previous: Found, found: Found) -> bool:
    """15.5 cm (6.1 inches): said again in other units."""
    between = line[previous.amount.last : found.start]
    return len(between) == 1 and between[0].text == "(" and found.amount.measured


def _compared(line: Line, found: Found, previous: Found | None) -> Found:
    """A bare number set beside the one before it counts the same: "435 homes and 187 by tender", "up from 63"."""
    if previous is None:
        return found
    if found.amount.measured and found.amount.kind == previous.amount.kind and _is_set_beside(line, found.start):
        set_beside = found.told is None or found.told.role == "from"
        return replace(found, subject=previous.subject or found.subject) if set_beside else found
    if not _is_bare(found):
        return replace(found, subject=previous.subject) if found.told and not found.subject else found
    before = {x.lower for x in line[max(previous.amount.last, found.start - 5) : found.start]}
    level = found.told is not None and found.told.role == "from"
    if (
        not (level or before & BESIDE or (before & LISTED and previous.amount.kind == "count"))
        or previous.amount.kind not in COMPARED
    ):
        return found
    earlier = previous.amount
    amount = replace(found.amount, unit=earlier.unit, currency=earlier.currency, minor=earlier.minor, kind=earlier.kind)
    return replace(found, amount=amount, subject=previous.subject)


def _is_set_beside(line: Line, start: int) -> bool:
    """Whether the words before an amount compare it with another: "from", "against", "compared with"."""
    before = lower(line, start - 1)
    return before in BESIDE - {"with"} or (before in ("with", "to") and lower(line, start - 2) == "compared")


def _is_bare(found: Found) -> bool:
    """Whether a number says neither its unit nor, on its right, what it counts."""
    amount, subject = found.amount, found.subject
    return amount.kind == "count" and not amount.measured and (subject is None or subject.last <= found.tokens[0].i)


COMPARED = frozenset({"count", "money", "measure", "index"})
BESIDE = frozenset({"from", "with", "versus", "vs", "against"})
LISTED = frozenset({"and", ",", "or"})
