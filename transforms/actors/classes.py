"""What each name is in one article: person, organisation or place, decided once by all the evidence."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping

from schemas.facts import FactTables
from transforms.actors.apposition import noun_before
from transforms.actors.lexicon import known_names, name_heads, nominal_heads, words
from transforms.actors.spans import Guess, NameClass, Stretch
from transforms.actors.titles import title_before
from transforms.reading import Reading

Key = tuple[str, ...]
Scores = dict[NameClass, float]

PARSER: Mapping[str, Mapping[NameClass, float]] = {
    "PER": {"PER": 1.0},
    "ORG": {"ORG": 1.0},
    "LOC": {"LOC": 1.0},
    "MISC": {},
}
"""What a label of the parser counts for; MISC, right less than half the time, for nothing."""


ENOUGH = 0.3
"""Evidence below this is none: one guess of an event or a product, a headline's capitals."""


def decide(reading: Reading, guesses: Iterable[Guess], found: FactTables) -> dict[Key, tuple[NameClass, float]]:
    """The class of each name, by its key, with the share of the evidence that speaks for it."""
    scores: dict[Key, Scores] = defaultdict(lambda: defaultdict(float))
    places = {(m.start, m.end): m.resolved_by for m in found.location_mentions if m.resolved_by != "demonym"}
    for guess in guesses:
        if guess.label == "NORP":
            continue
        for kind, weight in _evidence(reading, guess, places):
            scores[guess.key(reading)][kind] += weight
    _share_surnames(scores)
    return {key: _best(points) for key, points in scores.items() if key and max(points.values(), default=0) >= ENOUGH}


def _best(points: Scores) -> tuple[NameClass, float]:
    best = max(points, key=lambda kind: (points[kind], kind))
    return best, points[best] / (sum(points.values()) or 1.0)


def _evidence(
    reading: Reading, guess: Guess, places: Mapping[tuple[int, int], str]
) -> Iterable[tuple[NameClass, float]]:
    for kind, weight in PARSER[guess.label].items():
        yield kind, weight * guess.weight
    tokens = guess.tokens(reading)
    if (how := places.get((tokens[0].start, tokens[-1].end))) is not None:
        yield "LOC", 0.5 if how == "none" else 1.5
    if is_organisation(tuple(t.text for t in tokens)):
        yield "ORG", 3.0
    if title_before(reading, guess.first) is not None and guess.label != "ORG":
        yield "PER", 1.5
    yield from _context(reading, guess)


def _context(reading: Reading, guess: Guess) -> Iterable[tuple[NameClass, float]]:
    """What the words right after or before a name say of it."""
    tokens = reading.tokens
    after = [t.lower for t in tokens[guess.last : guess.last + 4] if t.sentence == tokens[guess.first].sentence]
    if len(after) > 2 and after[0] == "," and after[1].isdigit() and after[2] in {",", "."}:
        yield "PER", 1.0  # "Ann Lee, 34, ..."
    if after[:2] == [",", "who"] or after[:1] == ["who"]:
        yield "PER", 1.0
    if guess.last < len(tokens) and tokens[guess.last].text.islower() and _names_group(reading, guess):
        yield "ORG", 1.5
    noun = noun_before(reading, guess)
    told = nominal_heads().get(noun.lemma.lower()) if noun and noun.lower not in words("bodies_too") else None
    if told:
        yield ("PER", 1.5) if told.kind == "person" else ("ORG", 1.5)
    if _is_several(reading, guess) or (after[:1] and after[0] in words("team_offices")):
        yield "ORG", 1.5
    if guess.first and tokens[guess.first - 1].lower in {"in", "near"}:
        yield "LOC", 0.5


def _is_several(reading: Reading, guess: Guess) -> bool:
    """Whether a name in the singular has a verb in the plural: "Arsenal were ahead" is a team."""
    head = reading.tokens[guess.last - 1]
    verb = reading.head(head)
    if verb is None or head.dep != "nsubj" or head.tag != "NNP":
        return False
    beside = [verb, *(c for c in reading.children(verb) if c.dep == "aux")]
    alone = not any(c.dep in {"conj", "cc"} for c in reading.children(head))
    return alone and any(t.lower in {"were", "are", "have"} for t in beside) and beside[-1].i > head.i


def _names_group(reading: Reading, guess: Guess) -> bool:
    """Whether a name explains a generic noun after it: "the Nusra terror group"."""
    return group_after(reading, guess) is not None


def group_after(reading: Reading, name: Stretch) -> int | None:
    """The index of the generic noun that a name before it stands for: "Nusra terror [group]"."""
    tokens = reading.tokens
    for token in tokens[name.last : name.last + 3]:
        if token.pos not in {"NOUN", "ADJ"} or not token.text.islower():
            return None
        if token.lemma.lower() in words("generic_heads") and token.tag == "NN":
            return token.i
    return None


def is_organisation(texts: tuple[str, ...]) -> bool:
    """Whether the words of a name say that it is an organisation's."""
    if " ".join(texts) in known_names():
        return True
    lower = [text.lower().rstrip(".") for text in texts]
    if len(lower) < 2 or " ".join(lower) in words("unions_of_states"):
        return False
    heads = {*name_heads(), *(w for w, c in nominal_heads().items() if c.kind not in {"person", "group"})}
    if lower[-1] in heads:
        return True
    return any(w in heads and after in {"of", "for"} for w, after in itertools.pairwise(lower))


def _share_surnames(scores: dict[Key, Scores]) -> None:
    """A person's full name speaks for the short one: Assad is a person where Bashar al Assad is."""
    for key in [k for k in scores if len(k) > 1 and _best(scores[k])[0] == "PER"]:
        for short in ((key[-1],), key[-2:]):
            if short != key and short in scores:
                scores[short]["PER"] += 2.0
