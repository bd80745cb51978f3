"""Names: numbers that name a thing instead of counting: Section 427, Flight 370, S&P 500, Group of Seven."""

from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.reading import Reading, Token


def is_name(line: Line, amount: Amount, reading: Reading) -> bool:
    """Whether a bare number names what stands beside it."""
    if _is_address(line, amount) or _is_worded_name(line, amount):
        return True
    if _counts_right(line, amount, reading):
        return _is_labelled(line, amount) and not line[amount.first - 1].text.islower() and amount.kind != "age"
    return amount.kind == "count" and (
        _is_labelled(line, amount)
        or _closes_name(line, amount, reading)
        or _opens_name(line, amount, reading)
        or _starts_name(line, amount, reading)
    )


def _is_address(line: Line, amount: Amount) -> bool:
    """10 Downing Street, 44-46 West 23rd Street: digits before a capitalised name of a street."""
    j = amount.last + 2 * (hyphen_at(line, amount.last) and line[amount.last + 1].kind == "number")
    for k in range(j, min(j + 5, len(line))):
        if not (line[k].text[0].isupper() or _is_ordinal(line, k)):
            return False
        if k > j and line[k].lower in lexicon().sets["streets"]:
            return line[amount.core].kind == "number"
    return False


def _is_ordinal(line: Line, k: int) -> bool:
    """Whether a lexeme is half of an ordinal in digits: "23" or "rd"."""
    k += line[k].kind == "number"
    return lower(line, k) in ("st", "nd", "rd", "th") and line[k].glued


def _counts_right(line: Line, amount: Amount, reading: Reading) -> bool:
    """Whether the parse ties the number to a plural noun on its right."""
    token = reading.covering(line[amount.last - 1].start, line[amount.last - 1].end)[-1]
    head = reading.head(token)
    return head is not None and head.i > token.i and head.tag == "NNS" and token.dep == "nummod"


def _is_labelled(line: Line, amount: Amount) -> bool:
    """Section 427, No. 5, sections 4 and 5, Phase Three: behind a noun that is numbered rather than counted."""
    i = amount.first - 1
    if lower(line, i) in (".", "#", ":") and lower(line, i - 1) in ABBREVIATIONS:
        return True
    if lower(line, i) in ("and", "or", ",", "to", "-", "–"):
        i -= 2
    match = lexicon().numbered.at(line, i) if i >= 0 else None
    if match is None:
        return False
    return not (line[i].text.islower() and line[i].lower in lexicon().capitalised)


ABBREVIATIONS = frozenset({"no", "nos", "nr", "nrs", "art", "sec", "fig", "vol", "ch", "pp", "p", "para"})


def _closes_name(line: Line, amount: Amount, reading: Reading) -> bool:
    """Apple Watch 5, Stoxx 600: digits right behind a capitalised name that the parse ties them to."""
    token = reading.covering(line[amount.core].start, line[amount.core].end)[0]
    if token.i == 0 or line[amount.core].kind != "number" or _is_paired(line, amount):
        return False
    before = reading.tokens[token.i - 1]
    if before.sentence != token.sentence or not before.text[0].isupper() or before.pos not in ("PROPN", "NOUN", "X"):
        return False
    tied = token.head == before.i or before.head in (token.head, token.i) or _in_one_name(reading, before, token)
    return before.end != token.start and tied


def _is_paired(line: Line, amount: Amount) -> bool:
    """Rovers 2-0: the first of two numbers that a hyphen ties."""
    small = (amount.value or 0) < SCORES
    return small and hyphen_at(line, amount.last) and line[amount.last + 1].kind == "number"


SCORES = 200
"""Beyond it two hyphened numbers behind a name are a code, not a score."""


def _opens_name(line: Line, amount: Amount, reading: Reading) -> bool:
    """The 737 Max: digits behind an article, right before a singular name."""
    if line[amount.core].kind != "number" or lower(line, amount.first - 1) not in ("the", "a", "an"):
        return False
    after = reading.covering(line[amount.last].start, line[amount.last].end) if amount.last < len(line) else ()
    return bool(after) and after[0].tag == "NNP" and after[0].text[0].isupper()


def _in_one_name(reading: Reading, before: Token, token: Token) -> bool:
    return any(name.first <= before.i and token.i < name.last for name in reading.names)


def _is_worded_name(line: Line, amount: Amount) -> bool:
    """Big Four, Group of Seven, the Six Nations: a word of number with a capital though no sentence starts with it."""
    i = amount.core
    if line[i].kind != "word" or i == 0 or line[i - 1].kind != "word" or not line[i].text.istitle():
        return False
    return not _is_headline(line)


def _starts_name(line: Line, amount: Amount, reading: Reading) -> bool:
    """Seven West Media: a word of number that opens a sentence with a singular name."""
    i = amount.core
    if i or line[i].kind != "word" or amount.last != i + 1 or _is_headline(line):
        return False
    token = reading.covering(line[i].start, line[i].end)[0]
    head = reading.head(token)
    if head is None or head.i < token.i or head.tag != "NNP":
        return False
    return all(t.text[0].isupper() for t in reading.tokens[token.i : head.i + 1])


def is_titled(line: Line, amount: Amount) -> bool:
    """The MILLION Man March: one capitalised word of number before another capital, in a line that has small words."""
    i = amount.core
    alone = (
        i > 0
        and line[i].kind == line[i - 1].kind == "word"
        and line[i].text[0].isupper()
        and line[i].text[1:].islower()
    )
    follows = i + 1 < len(line) and line[i + 1].kind == "word" and line[i + 1].text[0].isupper()
    return alone and follows and amount.last - i <= 2 and amount.scale >= 100 and not _is_headline(line)


def _is_headline(line: Line) -> bool:
    """Whether nearly all longer words of a line have capitals, so that capitals say nothing."""
    longer = [x.text for x in line if x.kind == "word" and len(x.text) > 3]
    return sum(word[0].isupper() for word in longer) > 0.8 * len(longer)
