"""Multiples: verbs that tell a change by themselves: "profit doubled", "the bank halved its dividend"."""

from transforms.figures.amounts import Amount
from transforms.figures.described import subject_of
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line
from transforms.figures.subject import NOUNS, Subject, phrase
from transforms.reading import Reading, Token


def multiple_at(line: Line, i: int, reading: Reading) -> Amount | None:
    """The factor that a verb at lexeme i tells of a noun that grew or shrank by it, or None."""
    verb = reading.covering(line[i].start, line[i].end)[0]
    factor = lexicon().multiples.get(verb.lemma.lower())
    if factor is None or verb.pos != "VERB" or changed(reading, verb) is None:
        return None
    if any(child.dep == "prt" for child in reading.children(verb)):
        return None  # doubled down, doubled over
    return Amount(i, i + 1, i, factor, factor, factor, "ratio", "multiple")


def changed(reading: Reading, verb: Token) -> Subject | None:
    """What was doubled: the object of the verb, else its subject; None for a pronoun or a clause."""
    objects = [child for child in reading.children(verb) if child.dep == "dobj"]
    if objects:
        return phrase(reading, objects[0]) if _is_amount(reading, objects[0]) else None
    found = subject_of(reading, verb, (verb.i, verb.i))
    return found if found and found.head.pos in NOUNS else None


def _is_amount(reading: Reading, noun: Token) -> bool:
    """Whether a noun names something that has a size: "its dividend"; not "the cars" that one outdoes."""
    owned = any(child.dep == "poss" for child in reading.children(noun))
    return noun.pos in NOUNS and (owned or noun.tag == "NN")
