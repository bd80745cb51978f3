"""The phrase of a common noun: where it begins, and what it says ("the [new Russian minister]")."""

from transforms.actors.spans import Nominal
from transforms.reading import Reading, Token

LONGEST = 9
"""Tokens of a nominal, at most; what stands further left of its head is left out."""

MODIFIERS = frozenset({"det", "amod", "compound", "nmod", "nummod", "poss", "predet", "neg"})


DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "some", "another", "its", "his", "her", "their", "our", "my"}
)

PREFIXES = frozenset(
    {"ex", "co", "vice", "half", "step", "great", "non", "self", "sub", "semi", "counter", "anti", "pro"}
)
"""Before a hyphen they are part of the noun after it."""

NOBODY = frozenset({"no", "any", "every", "each"})
"""Determiners with which a noun means none that could be taken up, or any of its kind."""

QUANTITIES = frozenset({"many", "several", "both", "all", "few", "more", "most", "various", "numerous", "countless"})
"""Words before a noun that say how many, and are no part of what they are called."""


def content_texts(reading: Reading, nominal: Nominal) -> list[str]:
    """The words of a nominal without its determiner, possessor's pronoun and count ("at least 14 soldiers")."""
    tokens = nominal.tokens(reading)
    counts = [c.i for c in reading.children(reading.tokens[nominal.head]) if c.dep == "nummod"]
    counted = [t for t in tokens if t.i > max(counts, default=-1)]
    first = next((t for t in counted if t.lower not in DETERMINERS | QUANTITIES), tokens[-1])
    return reading.text[first.start : tokens[-1].end].split()


def phrase_start(reading: Reading, head: Token) -> int:
    """The leftmost token of the unbroken run of the head's modifiers."""
    modifiers = [c for c in reading.children(head) if c.i < head.i and c.dep in MODIFIERS]
    covered = {t.i for child in modifiers for t in reading.subtree(child)} | {
        c.i for c in reading.children(head) if c.dep == "punct" and c.text == "-"
    }
    first = head.i
    while first - 1 in covered and head.i - first < LONGEST and not _ends_phrase(reading.tokens[first - 1]):
        first -= 1
    while reading.tokens[first].pos in {"PUNCT", "CCONJ"} and first < head.i:
        first += 1
    return first if first < head.i else _past_prefix(reading, head.i)


def _past_prefix(reading: Reading, head: int) -> int:
    """Where a noun begins whose prefix the parser takes for a word of its own: "his [ex-wife]", "a [co-pilot]"."""
    tokens = reading.tokens
    if head < 2 or tokens[head - 1].text != "-" or tokens[head - 2].end != tokens[head - 1].start:
        return head
    if tokens[head - 1].end != tokens[head].start or tokens[head - 2].lower not in PREFIXES:
        return head
    before = tokens[head - 3 : head - 2]
    owned = bool(before) and (before[0].lower in DETERMINERS or before[0].tag == "PRP$")
    return head - 2 - owned


def _ends_phrase(token: Token) -> bool:
    """Whether a word left of a head cannot be in its phrase: a sign, a clause's verb, a conjunction."""
    if (
        token.pos in {"AUX", "SCONJ"}
        or token.tag in {"PRP", "WP", "WDT"}
        or (token.pos == "VERB" and token.dep != "amod")
    ):
        return True
    return token.text in {",", ";", "(", "“", '"', ":"}
