"""Who says it, and by which verb: subjects of the verbs of saying."""

from collections.abc import Iterable
from dataclasses import dataclass

from transforms.quotes.lexicon import lists
from transforms.reading import Reading, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})

SHARING = frozenset({"conj", "xcomp", "advcl", "parataxis", "dep"})
"""Relations of a verb to one above it whose subject it shares."""

ECHOES = frozenset({"he", "she", "it", "they", "who", "which"})
"""Subjects that in reported speech stand for the speaker, or for nobody."""

SILENT = frozenset({"it", "this", "that", "which"})
"""Subjects that hardly speak themselves where someone above them does: "Lee said it shows ..."."""

DEEPEST = 3
"""Verbs above a verb of saying among which its subject is looked for."""


@dataclass(frozen=True, slots=True)
class Source:
    """A verb of saying, or "according to", with the head of its speaker where one is said."""

    verb: tuple[Token, ...]
    speaker: Token | None


def is_saying(token: Token) -> bool:
    """Whether a token is a verb beside which a clause can be what is said."""
    lemma = token.lemma.lower()
    return (
        token.pos in {"VERB", "AUX"}
        and token.dep != "amod"
        and (lemma in lists()["saying"] or lemma in lists()["thinking"])
    )


def is_judging(token: Token) -> bool:
    """Whether a token is a verb that reports words only where they stand in quotation marks."""
    return token.pos == "VERB" and token.dep != "amod" and token.lemma.lower() in lists()["judging"]


def source_of(reading: Reading, verb: Token) -> Source:
    """The verb with its speaker: its subject, that of the verb it is joined to, or the agent of a passive."""
    return Source((verb,), _subject(reading, verb, 0))


def outer_source(reading: Reading, source: Source) -> Source:
    """The one whose words stand in marks where the verb beside them only thinks or judges for that one.

    "Lee said she expects “a fight”": Lee's words. "Lee said Kim called it “a mess”": Kim's.
    """
    verb = source.verb[0]
    silent = source.speaker is not None and source.speaker.lower in SILENT
    echo = source.speaker is None or source.speaker.lower in ECHOES
    if not (silent or (echo and verb.lemma.lower() not in lists()["saying"])):
        return source
    for above in reading.ancestors(verb):
        if above.pos in {"VERB", "AUX"} and above.lemma.lower() in lists()["saying"]:
            outer = source_of(reading, above)
            return outer if outer.speaker is not None else source
    return source


def _subject(reading: Reading, verb: Token, depth: int) -> Token | None:
    """The head of who says: the verb's own subject or agent, else what it shares with the verb above it."""
    children = reading.children(verb)
    subject = next((c for c in children if c.dep in SUBJECTS), None)
    if subject is not None:
        return _antecedent(reading, subject, verb)
    agents = (g for c in children if c.dep == "agent" for g in reading.children(c) if g.dep == "pobj")
    if any(c.dep in {"nsubjpass", "agent"} for c in children):
        return next(agents, None)
    return _shared_subject(reading, verb, depth)


def _shared_subject(reading: Reading, verb: Token, depth: int) -> Token | None:
    """The subject of "adding", "and said", "by saying": that of the verb above."""
    above = reading.head(verb)
    if above is None or depth > DEEPEST:
        return None
    if verb.dep in SHARING and above.pos in {"VERB", "AUX"}:
        return _subject(reading, above, depth + 1)
    if verb.dep in {"acl", "relcl"} and verb.tag == "VBG":
        return above
    governor = reading.head(above) if verb.dep == "pcomp" else None
    return _subject(reading, governor, depth + 1) if governor is not None and governor.pos in {"VERB", "AUX"} else None


def _antecedent(reading: Reading, subject: Token, verb: Token) -> Token:
    """What "who" stands for: "Lee, who said ..."."""
    above = reading.head(verb)
    if subject.lower in {"who", "which", "that"} and verb.dep == "relcl" and above is not None:
        return above
    return subject


def according_to(reading: Reading, among: Iterable[Token]) -> Iterable[Source]:
    """Every "according to X" that starts among these tokens."""
    tokens = reading.tokens
    for token in among:
        after = tokens[min(token.i + 1, len(tokens) - 1)]
        if token.lower == "according" and after.lower == "to":
            speaker = next((c for c in reading.children(after) if c.dep == "pobj"), None)
            yield Source(
                (token, after), speaker or next((t for t in tokens[after.i + 1 : after.i + 5] if t.pos in NOUNS), None)
            )


def speaker_tokens(reading: Reading, head: Token) -> tuple[Token, ...]:
    """The words of a speaker: the head noun with the unbroken modifiers on its left."""
    modifiers = [c for c in reading.children(head) if c.i < head.i and (c.dep != "punct" or c.text == "-")]
    covered = {t.i for child in modifiers for t in reading.subtree(child)}
    first = head.i
    while first - 1 in covered:
        first -= 1
    while first < head.i and reading.tokens[first].pos in {"PUNCT", "CCONJ", "ADP"}:
        first += 1
    return reading.tokens[first : head.i + 1]
