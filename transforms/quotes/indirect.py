"""Indirect speech: "Lee said that ...", "according to Lee, ..."."""

from collections.abc import Iterable, Iterator

from transforms.quotes.direct import Saying
from transforms.quotes.speech import SILENT, Source, according_to, is_saying, source_of
from transforms.reading import Reading, Sentence, Token

CONTENT = frozenset({"ccomp"})
"""Clauses of this relation to a verb of saying are what is said."""

CLAUSE_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})

SHOWING = frozenset({"show", "suggest", "indicate", "mean", "imply", "signal", "reveal", "hint"})
"""Verbs that with "it" or "that" report no speech: "it shows that ..."."""

SIGNS = frozenset({",", ".", ":", ";", "-", "–", "—", "?", "!"})


def indirect(reading: Reading, quoted: Iterable[Saying]) -> tuple[Saying, ...]:
    """All indirect speech that is not a direct quotation already, in order."""
    spans = [(said.start, said.end) for said in quoted]
    found = [*_clauses(reading), *_by_according(reading)]
    return tuple(
        said for said in sorted(found, key=lambda s: (s.start, s.end))
        if not any(start - 2 <= said.start and said.end <= end + 2 for start, end in spans)
    )  # fmt: skip


def _clauses(reading: Reading) -> Iterator[Saying]:
    for verb in reading.tokens:
        if not is_saying(verb) or _is_asked(reading, verb) or _shows_up(reading, verb):
            continue
        source = source_of(reading, verb)
        clause = next((c for c in reading.children(verb) if c.dep in CONTENT), None)
        if clause is None or source.speaker is None or not _is_clause(reading, clause, source.speaker):
            continue
        if source.speaker.lower in SILENT and verb.lemma.lower() in SHOWING:
            continue
        if words := _content(reading, verb, clause, source):
            yield Saying(words[0].start, words[-1].end, "indirect", source, 0.8)


def _is_asked(reading: Reading, verb: Token) -> bool:
    """Whether it is open that anyone says so: "whether he thought ..."."""
    return any(c.dep == "mark" and c.lower in {"if", "whether"} for c in reading.children(verb))


def _shows_up(reading: Reading, verb: Token) -> bool:
    """Whether a particle makes a verb another one that says nothing: "some showed up"."""
    return any(c.dep == "prt" and c.lower in {"up", "off"} for c in reading.children(verb))


def _is_clause(reading: Reading, clause: Token, speaker: Token) -> bool:
    """Whether a clause has a subject of its own that stands beside its verb, and does not hold the speaker."""
    subject = next((c for c in reading.children(clause) if c.dep in CLAUSE_SUBJECTS), None)
    return subject is not None and subject.tag not in {"WP", "WDT"} and speaker not in reading.subtree(clause)


def _content(reading: Reading, verb: Token, clause: Token, source: Source) -> tuple[Token, ...]:
    """The words of a clause on its side of the verb, without "that" and the signs at its ends."""
    words = [t for t in reading.subtree(clause) if (t.i < verb.i) == (clause.i < verb.i)]
    if source.speaker is not None and clause.i < verb.i:
        words = [t for t in words if t.i < source.speaker.i]
    return _closed(reading, _trimmed(words))


def _closed(reading: Reading, words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words with the quotation mark that follows them where one is open among them."""
    after = reading.tokens[words[-1].i + 1 : words[-1].i + 2] if words else ()
    is_open = sum(t.tag == "``" for t in words) > sum(t.tag == "''" for t in words)
    return (*words, *after) if is_open and after and after[0].tag == "''" else words


def _trimmed(words: list[Token]) -> tuple[Token, ...]:
    """The words without the signs and the "that" at their ends; quotation marks only where they enclose all."""
    while words and (words[0].text in SIGNS or (words[0].lower == "that" and words[0].dep == "mark")):
        words = words[1:]
    while words and words[-1].text in SIGNS:
        words = words[:-1]
    if len(words) > 1 and words[0].tag == "``" and words[-1].tag == "''":
        return _trimmed(words[1:-1])
    return tuple(words) if sum(t.text[0].isalnum() for t in words) > 1 else ()


def _by_according(reading: Reading) -> Iterator[Saying]:
    for source in according_to(reading, reading.tokens):
        if source.speaker is None:
            continue
        sentence = reading.sentences[source.verb[0].sentence]
        if words := _beside(reading, sentence, source):
            yield Saying(words[0].start, words[-1].end, "indirect", source, 0.8)


def _beside(reading: Reading, sentence: Sentence, source: Source) -> tuple[Token, ...]:
    """The sentence before "according to", or what follows its comma where the sentence opens with it."""
    before = _trimmed([t for t in reading.words(sentence) if t.i < source.verb[0].i])
    if before:
        return before
    assert source.speaker is not None
    after = [t for t in reading.words(sentence) if t.i > source.speaker.i]
    comma = next((n for n, t in enumerate(after) if t.text == ","), None)
    return () if comma is None else _trimmed(after[comma + 1 :])
