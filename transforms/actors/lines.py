"""How a line is capitalised: in headlines capitals say nothing of names."""

from collections.abc import Iterable
from typing import Literal

from transforms.reading import Reading, Sentence, Token

Case = Literal["normal", "titled", "shouted"]


def case_of(words: Iterable[Token]) -> Case:
    """How a sentence is written: in Capitals At Each Word (titled), ALL IN CAPITALS (shouted), or normally."""
    listed = [word.text for word in words if word.text.isalpha()]
    if sum(map(len, listed)) > 8 and sum(w.isupper() for w in listed) >= 0.8 * len(listed):
        return "shouted"
    long = [word for word in listed[1:] if len(word) > 3]
    if len(long) >= 3 and sum(w[0].isupper() for w in long) >= 0.75 * len(long):
        return "titled"
    return "normal"


def cases(reading: Reading) -> dict[int, Case]:
    """The case of each sentence, by its number."""
    return {s.no: _case(reading, s) for s in reading.sentences}


def _case(reading: Reading, sentence: Sentence) -> Case:
    words = reading.words(sentence)
    found = case_of(words)
    # A list of names is capitalised too; what ends in a full stop and has a verb in lower case is prose.
    if found == "titled" and any(w.tag in {"VBD", "VBZ", "VBP", "VBN"} and w.text.islower() for w in words):
        return "normal"
    return found


def common_words(reading: Reading, case: dict[int, Case]) -> frozenset[str]:
    """Words that the article also writes small: such a word with a capital in a headline is no name for that."""
    return frozenset(t.text for t in reading.tokens if t.text.islower() and case[t.sentence] == "normal")
