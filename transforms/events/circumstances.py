"""What else is told of an event: when and where it was, each in a module of its own, and what it is about."""

from transforms.events.frames import Frame
from transforms.events.lexicon import topics
from transforms.events.scene import PLACES
from transforms.events.when import When, scheduled, when
from transforms.events.where import Where, goal_of, where
from transforms.reading import Reading

__all__ = ["PLACES", "When", "Where", "contexts", "goal_of", "scheduled", "when", "where"]


def contexts(reading: Reading, frame: Frame) -> str | None:
    """The topics of an event's sentence, joined by ";"."""
    sentence = reading.sentences[frame.token.sentence]
    lemmas = {w.lemma.lower() for w in reading.words(sentence)} | {w.lower for w in reading.words(sentence)}
    return ";".join(name for name, words in topics().items() if words & lemmas) or None
