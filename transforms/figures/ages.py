"""Ages: 34-year-old, aged 9, Jane Roe, 52, said."""

from dataclasses import replace

from transforms.figures.amounts import Amount
from transforms.figures.lexemes import lexemes
from transforms.figures.lexicon import Unit, lexicon
from transforms.figures.line import HYPHENS, Line, hyphen_at, lower
from transforms.figures.singular import singular
from transforms.reading import Reading, Token

OLDEST = 125
OF_AGE = ["age", "of"]


def as_age(line: Line, amount: Amount, reading: Reading) -> Amount:
    """The amount as an age, where it is one; else unchanged."""
    if amount.kind == "duration" and (end := _old(line, amount)):
        return replace(amount, kind="age", last=end)
    aged = lower(line, amount.first - 1) in lexicon().aged - {"ages"}
    if amount.kind == "duration" and (
        aged or [x.lower for x in line[max(0, amount.first - 2) : amount.first]] == OF_AGE
    ):
        return replace(amount, kind="age")
    if (
        amount.kind == "count"
        and not amount.measured
        and (
            _aged(line, amount)
            or _of_person(line, amount, reading)
            or _bounding(line, amount)
            or _at_death(line, amount)
        )
    ):
        return replace(amount, kind="age", unit=_year())
    return amount


def as_another_age(amount: Amount, age: Amount) -> Amount:
    """A number listed with an age: "aged 6 and 9", "aged 6 months to 5 years"."""
    if amount.kind == "duration":
        return replace(amount, kind="age")
    return replace(amount, kind="age", unit=age.unit) if _could_be(amount) else amount


def _old(line: Line, amount: Amount) -> int | None:
    """The lexeme after "old" or "of age", where it follows: "two-year-old", "3 years of age", "87 yo"."""
    j = amount.last
    j += j < len(line) and line[j].text in HYPHENS
    if lower(line, j) in lexicon().old:
        return j + 1
    if lower(line, j) == "of" and lower(line, j + 1) == "age":
        return j + 2
    return j if lower(line, amount.last - 1) == "yo" else None


def _aged(line: Line, amount: Amount) -> bool:
    """Aged 9, aged between 18 and 45, age 87."""
    j = amount.first - 1
    while j > 0 and lower(line, j) in ("between", "from", "of", "about", "over", "under", "just", "only", "at"):
        j -= 1
    return lower(line, j) in lexicon().aged and _could_be(amount)


def _bounding(line: Line, amount: Amount) -> bool:
    """Children UNDER 5, adults over 65: a bare number that bounds the age of people."""
    i, words = amount.first, lexicon()
    if lower(line, i - 1) not in words.sets["age_bounds"] or not _could_be(amount):
        return False
    ends = (
        amount.last >= len(line)
        or line[amount.last].kind == "sign"
        or line[amount.last].lower in words.sets["after_age"]
    )
    return ends and singular(lower(line, i - 2)) in words.sets["aged_people"] and not hyphen_at(line, amount.last)


def _at_death(line: Line, amount: Amount) -> bool:
    """Novelist dies AT 79."""
    died = lower(line, amount.first - 1) == "at" and lower(line, amount.first - 2) in ("died", "dies", "dead")
    return died and _could_be(amount) and (amount.last >= len(line) or line[amount.last].kind == "sign")


def _of_person(line: Line, amount: Amount, reading: Reading) -> bool:
    """Jane Roe, 52, said; She, 52, is; a number between commas, or before a verb, right after a person."""
    i = amount.first
    if not _could_be(amount) or i == 0 or line[amount.core].kind != "number":
        return False
    comma = line[i - 1].text == ","
    before = reading.covering(line[i - 1 - comma].start, line[i - 1 - comma].end) if i > comma else ()
    person = bool(before) and (_is_person(reading, before[-1].i) or (comma and _stands_for_person(before[-1])))
    if not person:
        return bool(before) and comma and before[-1].tag == "NNP" and _goes_on(line, amount)
    if comma:
        listed = lower(line, amount.last) == "and" and before[-1].tag == "NNS"
        return amount.last >= len(line) or line[amount.last].text in ",.;)" or listed
    after = reading.covering(line[amount.last].start, line[amount.last].end) if amount.last < len(line) else ()
    return bool(after) and after[0].pos in ("VERB", "AUX")


def _is_person(reading: Reading, i: int) -> bool:
    """Whether a person's name ends at token i, a number apart that the parser took for part of it."""
    ends = {i + 1, i + 2} if i + 1 < len(reading.tokens) and reading.tokens[i + 1].tag == "CD" else {i + 1}
    return any(name.label == "PER" and name.first <= i and name.last in ends for name in reading.names)


def _goes_on(line: Line, amount: Amount) -> bool:
    """Roe, 43, WAS shot: whether a number between commas stands inside a sentence, not in a list: "Kent, 43, Essex"."""
    j = amount.last
    if amount.last - amount.first != 1 or lower(line, j) != "," or j + 1 >= len(line):
        return False
    word = line[j + 1]
    return word.kind == "word" and word.text.islower() and word.lower not in ("and", "or")


def _stands_for_person(token: Token) -> bool:
    return token.tag == "PRP" or (token.pos == "NOUN" and singular(token.lower) in lexicon().sets["people"])


def _could_be(amount: Amount) -> bool:
    whole = (amount.high or 0) % 1 == 0 and (amount.low or 0) % 1 == 0
    return whole and amount.scale == 1 and amount.form != "part" and 0 < (amount.high or 0) <= OLDEST


def _year() -> Unit:
    year = lexicon().units_any_case.at(lexemes("years", 0, 5), 0)
    assert year is not None
    return year[0]
