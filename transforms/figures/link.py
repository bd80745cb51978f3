"""Links: each amount with its bounds, what it counts, and the change it tells; some taken from the amount before it."""

from collections.abc import Iterator
from dataclasses import replace

from transforms.figures import change as changes
from transforms.figures.amounts import Amount
from transforms.figures.beside import apiece, apposed, compared, in_brackets, is_other_way_to_say, near, restates
from transforms.figures.bounds import bounded
from transforms.figures.described import described
from transforms.figures.flanks import following
from transforms.figures.found import Found
from transforms.figures.levels import grouped, leveled
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.figures.measure import befalls
from transforms.figures.multiples import changed
from transforms.figures.ranges import alike, as_range
from transforms.figures.subject import Subject, counted, of_phrase, phrase, top
from transforms.figures.sums import as_sum
from transforms.reading import Reading, Token

Subjects = dict[int, Subject | None]


def linked(line: Line, amounts: list[Amount], reading: Reading) -> Iterator[Found]:
    """Each amount with its bounds, subject and change; an amount may take them from the one before it."""
    previous: Found | None = None
    earlier: Subjects = {}
    for amount, start in _between_bounds(line, [bounded(line, amount) for amount in amounts]):
        tokens = reading.covering(line[amount.first].start, line[amount.last - 1].end)
        found = Found(amount, start, tokens, told=_told(line, amount, start, previous, reading))
        found = compared(line, replace(found, subject=_subject(line, found, previous, earlier, reading)), previous)
        found = apiece(line, leveled(line, grouped(line, as_sum(found, reading)), reading), previous)
        earlier |= dict.fromkeys((token.i for token in tokens), found.subject)
        yield found
        if lower(line, start - 1) != "including":  # 200 people, including 12 children, ... and wounded 50
            previous = found


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
    if amount.kind == "score":
        return None
    if amount.form == "multiple":
        verb = reading.covering(line[amount.first].start, line[amount.first].end)[0]
        return changes.Told("decrease" if lexicon().multiples[verb.lemma.lower()] < 1 else "increase", "by")
    if (
        previous
        and previous.told
        and previous.told.role == "by"
        and amount.measured
        and restates(line, previous, start)
    ):
        return previous.told
    beside = previous and previous.amount.form != "multiple" and near(line, previous, start)
    return changes.told(line, start, amount, reading, previous.told if previous and beside else None)


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
    if previous and apposed(line, previous, found):
        return following(reading, tokens, amount.kind) or previous.subject
    if found.amount.kind == "age":
        return _aged(reading, tokens)
    if beside := _tabled(line, amount, reading) or _joined_to_noun(line, amount, tokens, reading):
        return beside
    return _by_syntax(line, found, previous, earlier, reading)


def _by_syntax(line: Line, found: Found, previous: Found | None, earlier: Subjects, reading: Reading) -> Subject | None:
    """What the parse ties an amount to; where that is an earlier amount, what that one describes."""
    amount, tokens = found.amount, found.tokens
    head = reading.head(top(tokens))
    if head is not None and head.i in earlier and not (head.i > tokens[0].i):
        return following(reading, tokens, amount.kind) or earlier[head.i]
    if previous and amount.measured and previous.subject and is_other_way_to_say(line, previous, found):
        return described(reading, (previous.subject.head,), amount.kind)
    subject = described(reading, tokens, amount.kind)
    if previous and subject and previous.tokens[-1].i < subject.head.i < tokens[0].i:
        subject = _for_another(line, amount, reading) or subject
    if subject is None and previous and (in_brackets(line, previous, found) or _is_share_of_them(previous, found)):
        return previous.subject
    return earlier[subject.head.i] if subject and subject.head.i in earlier else subject


def _for_another(line: Line, amount: Amount, reading: Reading) -> Subject | None:
    """£24,995 for the saloon and £27,495 FOR THE ESTATE: what the second of two amounts is for, brackets apart."""
    j = amount.last
    if lower(line, j) == "(":
        j = next((k + 1 for k in range(j, min(j + 6, len(line))) if line[k].text == ")"), j)
    return of_phrase(reading, reading.covering(line[j].start, line[j].end)[0]) if lower(line, j) == "for" else None


def _is_share_of_them(previous: Found, found: Found) -> bool:
    """52 percent of voters agreed, while 73 PERCENT SAID so: a share that acts, of those the share before it is of."""
    percent = previous.amount.kind == found.amount.kind == "percent"
    of = previous.subject is not None and previous.subject.first == previous.tokens[-1].i + 2
    return percent and of and top(found.tokens).dep == "nsubj"


def _joined_to_noun(line: Line, amount: Amount, tokens: tuple[Token, ...], reading: Reading) -> Subject | None:
    """A 270-hp ENGINE: the noun right behind a unit that a hyphen ties to its number."""
    if amount.unit is None or not any(hyphen_at(line, i) for i in range(amount.core + 1, amount.last)):
        return None
    after = reading.tokens[tokens[-1].i + 1] if tokens[-1].i + 1 < len(reading.tokens) else None
    noun = after is not None and after.pos in ("NOUN", "PROPN") and after.sentence == tokens[0].sentence
    return counted(reading, tokens) if noun else None


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


def _aged(reading: Reading, tokens: tuple[Token, ...]) -> Subject | None:
    """Who has an age: "a two-year-old girl", "Jane Roe, 52,"."""
    before = reading.tokens[tokens[0].i - 1] if tokens[0].i else None
    ends = (tokens[0].i - 1, tokens[0].i, tokens[0].i + 1)  # a comma between, nothing, or the number taken for its end
    name = next((n for n in reading.names if n.label == "PER" and n.first < tokens[0].i and n.last in ends), None)
    if name and before and before.sentence == tokens[0].sentence:
        last = min(name.last, tokens[0].i)
        return Subject(name.first, last, reading.tokens[last - 1])
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
