"""The names of an article: every span, with one class a name."""

from collections.abc import Iterable, Iterator, Mapping

from schemas.facts import FactTables
from transforms.actors.classes import Key, decide
from transforms.actors.lexicon import words
from transforms.actors.lines import Case, cases, common_words
from transforms.actors.names import guesses
from transforms.actors.spans import Guess, NameClass, NameSpan, Stretch
from transforms.reading import Reading

Classes = Mapping[Key, tuple[NameClass, float]]


def names(reading: Reading, found: FactTables) -> tuple[NameSpan, ...]:
    """All names of people, organisations and places, in order and apart from each other."""
    case = cases(reading)
    guessed = guesses(reading, case, common_words(reading, case))
    trusted = [g for g in guessed if case[_no(reading, g)] != "shouted"]
    classes = decide(reading, trusted or guessed, found)
    seen = [span for g in (trusted or guessed) if (span := _decided(reading, g, classes))]
    repeated = _repeated(reading, classes, case)
    return _together(seen, repeated, reading, case)


def _no(reading: Reading, stretch: Stretch) -> int:
    return reading.tokens[stretch.first].sentence


def _decided(reading: Reading, guess: Guess, classes: Classes) -> NameSpan | None:
    if guess.label == "NORP":
        return None
    decision = classes.get(guess.key(reading))
    return decision and NameSpan(guess.first, guess.last, *decision)


def _repeated(reading: Reading, classes: Classes, case: Mapping[int, Case]) -> Iterator[NameSpan]:
    """Further spans of names that the article has elsewhere, also in headlines where the parser is lost."""
    known = dict(_short_forms(classes))
    longest = max((len(key) for key in known), default=0)
    tokens, i = reading.tokens, 0
    while i < len(tokens):
        step = 1
        if tokens[i].text[0].isupper():
            for n in range(min(longest, len(tokens) - i), 0, -1):
                stretch = Stretch(i, i + n)
                hit = known.get(stretch.key(reading))
                if hit and _fits(reading, stretch, case):
                    yield NameSpan(i, i + n, *hit)
                    step = n
                    break
        i += step


def _short_forms(classes: Classes) -> Iterator[tuple[Key, tuple[NameClass, float]]]:
    """The names that repeat, with the surnames of people."""
    for key, (kind, sure) in classes.items():
        if kind == "PER" and len(key) > 1 and (key[-1],) not in classes and len(key[-1]) > 2:
            yield (key[-1],), (kind, sure)
    for key, (kind, sure) in classes.items():
        if kind != "LOC" and (len(key) > 1 or len(key[0]) > 2):
            yield key, (kind, sure)


def _fits(reading: Reading, stretch: Stretch, case: Mapping[int, Case]) -> bool:
    """Whether a stretch can be the name it is spelled like: capitalised, in one sentence, ending in a word."""
    tokens = stretch.tokens(reading)
    if tokens[0].sentence != tokens[-1].sentence or not tokens[-1].text[0].isalnum():
        return False
    if any(
        t.text.islower() and t.lower not in words("particles") and t.lower not in {"of", "the", "for", "and"}
        for t in tokens
    ):
        return False
    if case[tokens[0].sentence] != "normal":
        return True
    first = reading.sentences[tokens[0].sentence].first == tokens[0].i
    return tokens[-1].pos == "PROPN" or not (first and len(tokens) == 1)


def _together(
    seen: Iterable[NameSpan], repeated: Iterable[NameSpan], reading: Reading, case: Mapping[int, Case]
) -> tuple[NameSpan, ...]:
    """Seen and repeated names apart from each other: in headlines the repeated ones win, else the seen ones."""
    first, second = list(seen), list(repeated)
    kept = [s for s in second if case[_no(reading, s)] != "normal"]
    taken = {i for s in kept for i in range(s.first, s.last)}
    for span in (*first, *second):
        if not taken.intersection(range(span.first, span.last)):
            kept.append(span)
            taken.update(range(span.first, span.last))
    return tuple(sorted(kept, key=lambda s: s.first))
