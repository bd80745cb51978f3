"""Direct speech: which words in quotation marks are quotations, and whose.

An utterance is one quotation: one that runs over paragraphs, and one that its own attribution interrupts
("...,” Lee said. “..."), goes from its first word to its last.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from schemas.ontology import QuoteKind
from transforms.quotes.lexicon import lists
from transforms.quotes.marks import Marked, marked
from transforms.quotes.speech import NOUNS, Source, according_to, is_judging, is_saying, outer_source, source_of
from transforms.quotes.transcripts import Turn, turns
from transforms.reading import Reading, Token

REACH = 30
"""Tokens before or after the marks among which the verb of saying is looked for."""

CLIMB = 12
"""Governors above the words in marks among which the verb of saying is looked for."""

LONGEST_LABEL = 120
"""Code points before a colon in which its speaker is looked for."""

LONGEST_ATTRIBUTION = 200
"""Code points of an attribution that may interrupt a quotation."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Something said: code points `start` to `end`, and its source where there is one."""

    start: int
    end: int
    kind: QuoteKind
    source: Source | None
    confidence: float


def direct(reading: Reading) -> tuple[Saying, ...]:
    """All direct quotations, in order, each with the source that stands beside it or that goes on from the last."""
    spoken = [_turn(reading, turn) for turn in turns(reading.text)]
    found: list[Saying] = []
    for stretch in marked(reading.text):
        tokens = reading.covering(stretch.start, stretch.end)
        if any(stretch.first < said.end and said.start < stretch.last for said in spoken):
            continue
        if not any(t.text[0].isalnum() for t in tokens):
            continue
        source = _source(reading, stretch, tokens)
        if source is None and found and _resumes(reading, found[-1], stretch):
            found[-1] = replace(found[-1], end=stretch.end)
        elif _is_quotation(reading, stretch, tokens, source):
            found.append(_saying(reading, stretch, source, found))
    return tuple(sorted((*found, *spoken), key=lambda said: said.start))


def _turn(reading: Reading, turn: Turn) -> Saying:
    """A turn of a transcript as a quotation of who is named before its colon."""
    (speaker,) = reading.covering(turn.name_end - 1, turn.name_end)
    return Saying(turn.start, turn.end, "direct", Source((), speaker), 0.9)


def _resumes(reading: Reading, last: Saying, stretch: Marked) -> bool:
    """Whether a quotation goes on after nothing but its own attribution: "...,” Lee said. “..."."""
    between = reading.text[last.end : stretch.first]
    verb = last.source.verb if last.source else ()
    own = bool(verb) and last.end <= verb[0].start < stretch.first
    return own and len(between) <= LONGEST_ATTRIBUTION and "\n" not in between


def _saying(reading: Reading, stretch: Marked, source: Source | None, before: list[Saying]) -> Saying:
    """The quotation, with the speaker of the one before it where it goes on without a verb of its own."""
    said = Saying(stretch.start, stretch.end, "direct", source, 0.9)
    if source is not None:
        return said if source.speaker else replace(said, confidence=0.7)
    if lead := _lead_in(reading, stretch):
        return replace(said, source=lead, confidence=0.7)
    if before and before[-1].source and _goes_on(reading, before[-1], stretch):
        return replace(said, source=Source((), before[-1].source.speaker), confidence=0.75)
    return replace(said, confidence=0.8)


def _lead_in(reading: Reading, stretch: Marked) -> Source | None:
    """Who spoke in the sentence right before a quotation without a source, in its paragraph, if that has no marks."""
    start = reading.sentence_at(stretch.first).start
    before = reading.sentence_at(start - 1) if start else None
    if (
        before is None
        or reading.text[before.end : stretch.first].strip()
        or "\n" in reading.text[before.end : stretch.first]
    ):
        return None
    words = reading.words(before)
    root = next((t for t in words if t.dep == "ROOT"), None)
    if root is None or not (is_saying(root) or is_judging(root)) or any(t.tag in {"``", "''"} for t in words):
        return None
    source = source_of(reading, root)
    return Source((), source.speaker) if source.speaker is not None else None


def _goes_on(reading: Reading, last: Saying, stretch: Marked) -> bool:
    """Whether a quotation without a source continues the last one: in its paragraph, or as the whole of the next."""
    between = reading.text[last.end : stretch.first]
    if "\n" not in between:
        return True
    after = reading.text[stretch.last : stretch.last + 2].lstrip(" .")[:1]
    opens = between.rstrip(" ").endswith("\n") and between.strip().count("\n") <= 1
    return opens and after in {"", "\n"} and len(between) < 400


def _source(reading: Reading, stretch: Marked, tokens: tuple[Token, ...]) -> Source | None:
    """What says who speaks: right after the marks, right before them, or above them in the sentence."""
    if _opens_sentence(reading, stretch):
        near = _after(reading, stretch, tokens) or _above(reading, tokens) or _before(reading, stretch, tokens)
    else:
        near = _above(reading, tokens) or _before(reading, stretch, tokens) or _after(reading, stretch, tokens)
    near = _or_beside(reading, near) if near else None
    if near is not None and (near.speaker is not None or not _is_order(reading, near.verb[0])):
        return outer_source(reading, near)
    return _according(reading, tokens) or _label(reading, stretch)


def _is_order(reading: Reading, verb: Token) -> bool:
    """Whether a verb tells the reader what to do: "See “...”"."""
    return verb.tag in {"VB", "VBP"} and not any(c.dep in {"nsubj", "nsubjpass"} for c in reading.children(verb))


def _opens_sentence(reading: Reading, stretch: Marked) -> bool:
    before = reading.text[max(0, stretch.first - 3) : stretch.first]
    return not before.strip() or "\n" in before or before.rstrip()[-1:] in set('.!?”"’')


def _after(reading: Reading, stretch: Marked, tokens: tuple[Token, ...]) -> Source | None:
    """The source in "...,” Lee said" or "...,” said Lee"."""
    zone = list(_zone_after(reading, stretch, tokens[-1].i + 1))
    ended = reading.text[stretch.first : stretch.end].rstrip("'’”\"").endswith(".")
    if not zone or (ended and zone[0].text[0].isupper() and zone[0].pos != "ADV"):
        return None
    for token in zone:
        if not is_saying(token):
            continue
        source = source_of(reading, token)
        if source.speaker is None or source.speaker not in zone:
            source = Source((token,), _nearest(zone, token))
        if source.speaker is not None:
            return source
    return None


def _zone_after(reading: Reading, stretch: Marked, first: int) -> Iterator[Token]:
    for token in reading.tokens[first : first + REACH]:
        if token.start < stretch.last:
            continue
        if token.text in {".", ";", ":", "“", "``", "”"} or "\n" in reading.text[stretch.last : token.start]:
            return
        if token.text == '"':
            return
        yield token


def _nearest(zone: list[Token], verb: Token) -> Token | None:
    """The noun beside a verb of saying where the parser saw no subject: before it, else after it."""
    at = zone.index(verb)
    before = next((t for t in reversed(zone[:at]) if t.pos in NOUNS), None)
    return before or next((t for t in zone[at + 1 : at + 6] if t.pos in NOUNS), None)


def _before(reading: Reading, stretch: Marked, tokens: tuple[Token, ...]) -> Source | None:
    """The source in "Lee said, “..." or "Lee called it “..."."""
    zone = list(_zone_before(reading, stretch, tokens[0].i))
    direct_speech = bool(zone) and zone[0].text in {",", ":"}
    for token in zone:
        if is_saying(token) or (is_judging(token) and not direct_speech):
            return source_of(reading, token)
        if token.pos == "VERB" and direct_speech and token.tag != "VBG":
            break
    if direct_speech:
        return next((source_of(reading, t) for t in zone if is_saying(t) or is_judging(t)), None)
    return None


def _or_beside(reading: Reading, source: Source) -> Source:
    """A source whose verb has no subject for the parser, with the name right before it: "To the Post Lee said: ..."."""
    before = reading.tokens[source.verb[0].i - 1] if source.verb[0].i else None
    named = before is not None and before.pos == "PROPN" and before.sentence == source.verb[0].sentence
    return Source(source.verb, before) if source.speaker is None and named else source


def _zone_before(reading: Reading, stretch: Marked, first: int) -> Iterator[Token]:
    """The tokens before the marks, the nearest first, back to the sentence's start or another quotation."""
    for token in reversed(reading.tokens[max(0, first - REACH) : first]):
        if token.end > stretch.first:
            continue
        gap = reading.text[token.end : stretch.first]
        if token.text in {".", ";", "”", '"', "''", "?", "!"} or "\n" in gap:
            return
        yield token


def _above(reading: Reading, tokens: tuple[Token, ...]) -> Source | None:
    """The verb of saying that governs the words in marks, if not through its subject."""
    mine = {t.i for t in tokens}
    outer = next((t for t in tokens if t.head not in mine), None)
    below = outer
    for depth, token in enumerate(reading.ancestors(outer) if outer else ()):
        if depth > CLIMB or below is None:
            return None
        if token.i not in mine and (is_saying(token) or is_judging(token)):
            if below.dep in {"nsubj", "nsubjpass", "csubj"}:
                return None
            source = source_of(reading, token)
            if source.speaker is None or source.speaker.i not in mine:
                return source
        below = token
    return None


def _according(reading: Reading, tokens: tuple[Token, ...]) -> Source | None:
    """The source in "according to Lee, “...", in the same sentence."""
    first, last = reading.sentences[tokens[0].sentence].first, reading.sentences[tokens[-1].sentence].last
    here = according_to(reading, reading.tokens[first:last])
    return next((source for source in here if source.speaker), None)


def _label(reading: Reading, stretch: Marked) -> Source | None:
    """The speaker before a colon, as in headlines and transcripts: "Pence: ‘...’"."""
    start = max(0, stretch.first - LONGEST_LABEL)
    before = reading.text[start : stretch.first].rstrip()
    if not before.endswith(":"):
        return None
    no = reading.sentence_at(start + len(before) - 1).no
    line = [t for t in reversed(reading.covering(start, start + len(before) - 1)) if t.sentence == no]
    subject = next((t for t in line if t.dep == "nsubj"), None)
    name = next((t for t in line if t.pos in {"PROPN", "NOUN"}), None)
    return Source((), subject or name) if subject or name else None


def _is_quotation(reading: Reading, stretch: Marked, tokens: tuple[Token, ...], source: Source | None) -> bool:
    """Whether words in marks are said, and not a title, a name or a word held at arm's length."""
    words = [t for t in tokens if t.text[0].isalpha()]
    if not words:
        return False
    before = reading.tokens[max(0, tokens[0].i - 3) : tokens[0].i]
    if any(t.lemma.lower() in lists()["naming"] or _is_named(t, tokens[0]) for t in before):
        return False
    sentence = len(words) >= 3 and any(t.pos in {"VERB", "AUX"} for t in words)
    if _is_title(words):
        return source is not None and reading.text[: stretch.first].rstrip()[-1:] in {",", ":"}
    if source is not None:
        return True
    return sentence and (words[0].text[0].isupper() and _opens_sentence(reading, stretch))


def _is_named(token: Token, first: Token) -> bool:
    """Whether a token is the "called" of "a film called “..." or "the so-called “..."."""
    return token.lower == "called" and token.i >= first.i - 2 and token.dep in {"acl", "amod"}


def _is_title(words: Iterable[Token]) -> bool:
    """Whether all words but the small ones are capitalised."""
    return all(t.text[0].isupper() for t in words if t.pos not in {"ADP", "DET", "CCONJ", "PART"})
