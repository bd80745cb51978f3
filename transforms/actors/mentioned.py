"""Who is mentioned where in an article, growing by each pronoun that is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from transforms.actors.drafts import Draft, Mention
from transforms.actors.lexicon import given_names, words
from transforms.actors.subjects import SUBJECTS, head_of, is_root, quoted
from transforms.reading import Reading, Token

Number = Literal["he", "she", "it", "they"]

PRONOUNS: dict[str, Number] = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "themselves": "they",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone is mentioned: the token that heads the mention, and which draft it is of."""

    token: Token
    draft: int


class Mentioned:
    """The actors of an article by the tokens and the sentences in which they are mentioned."""

    def __init__(self, reading: Reading, drafts: list[Draft]) -> None:
        self.reading = reading
        self.drafts = drafts
        self.female = [_female(draft) for draft in drafts]
        self.at: dict[int, int] = {}
        self.taken: set[int] = set()
        self.by_sentence: dict[int, list[Place]] = {}
        self.open: set[tuple[int, Number]] = set()
        for no, draft in enumerate(drafts):
            for mention in draft.mentions:
                self.add(no, mention)
        self.quoted = quoted(reading)

    def add(self, no: int, mention: Mention) -> None:
        """Enter a mention of the actor with this number."""
        head = head_of(self.reading, mention)
        self.at.update(dict.fromkeys(range(mention.first, mention.last), no) if mention.form == "name" else {})
        self.at[head.i] = no
        self.taken.update([head.i] if mention.form == "nominal" else range(mention.first, mention.last))
        self.by_sentence.setdefault(head.sentence, []).append(Place(head, no))

    def join(self, pronoun: Token, no: int, sure: float) -> None:
        """Make a pronoun a mention of an actor, whose gender it may tell."""
        mention = Mention(pronoun.i, pronoun.i + 1, "pronoun", sure)
        self.drafts[no] = self.drafts[no].with_mentions([mention])
        if PRONOUNS[pronoun.lower] in {"he", "she"}:
            self.female[no] = PRONOUNS[pronoun.lower] == "she"
            self.drafts[no] = replace(self.drafts[no], female=self.female[no])
        self.add(no, mention)

    def before(self, pronoun: Token, sentence: int) -> list[Place]:
        """The mentions in a sentence before a pronoun of those that it can stand for."""
        places = self.by_sentence.get(sentence, ())
        return [p for p in places if p.token.i < pronoun.i and self.fits(p.draft, pronoun)]

    def fits(self, no: int, pronoun: Token) -> bool:
        """Whether a pronoun can stand for this actor, by number and gender."""
        draft, number = self.drafts[no], PRONOUNS[pronoun.lower]
        if number in {"he", "she"}:
            return draft.kind == "person" and self.female[no] in {None, number == "she"}
        if number == "it":
            return (
                draft.kind != "person" and not _is_plural(self.reading, draft) and not _is_people(self.reading, draft)
            )
        police = draft.sector == "COP" and not draft.is_named
        return draft.kind == "group" or police or _is_plural(self.reading, draft)

    def has_rival(self, no: int, after: Token, pronoun: Token) -> bool:
        """Whether another one that fits stands between a word and the pronoun."""
        return any(
            place.draft != no and after.i < place.token.i < pronoun.i and self.fits(place.draft, pronoun)
            for place in self.by_sentence.get(pronoun.sentence, ())
        )

    def saying(self, sentence: int) -> set[int]:
        """Those who say something in a sentence, outside its quotes."""
        places = self.by_sentence.get(sentence, ())
        return {
            p.draft for p in places
            if p.token.dep in SUBJECTS and p.token.i not in self.quoted and self.says(p.token)
        }  # fmt: skip

    def says(self, subject: Token) -> bool:
        """Whether a subject is that of a verb of saying."""
        verb = self.reading.head(subject)
        return verb is not None and verb.lemma.lower() in words("saying")

    def several_things(self, sentence: int, pronoun: Token) -> bool:
        """Whether a sentence has a plural subject before a pronoun that is no actor: "the shells", "taxes and fees"."""
        words = self.reading.words(self.reading.sentences[sentence]) if sentence >= 0 else ()
        subjects = (t for t in words if t.dep in SUBJECTS and t.i < pronoun.i and t.i not in self.at)
        return any(
            t.tag in {"NNS", "NNPS"} or t.lower == "they" or any(c.dep == "conj" for c in self.reading.children(t))
            for t in subjects
        )

    def main_subject(self, places: Sequence[Place]) -> int | None:
        """The one that is the subject of the sentence's main verb and begins it."""
        main = {p.draft for p in places if p.token.dep in SUBJECTS and is_root(self.reading, p.token)}
        return main.pop() if len(main) == 1 else None


def _is_plural(reading: Reading, draft: Draft) -> bool:
    """Whether an actor without a name is several: "rebels"."""
    first = reading.tokens[draft.mentions[0].last - 1]
    return not draft.is_named and first.tag in {"NNS", "NNPS"}


def _is_people(reading: Reading, draft: Draft) -> bool:
    """Whether a group is people and no body that "it" can stand for, as a crew, a jury or a crowd is."""
    head = reading.tokens[draft.mentions[0].last - 1]
    return draft.kind == "group" and (head.tag != "NN" or head.lower in {"people", "police", "public", "youth"})


def _female(draft: Draft) -> bool | None:
    """A person's gender by what the text says, else by the given name; None where neither tells."""
    if draft.female is not None or draft.kind != "person":
        return draft.female
    lower = draft.name.lower().split()
    if draft.is_named:
        return given_names().get(lower[0]) if len(lower) > 1 else None
    female, male = lower[-1] in words("female"), lower[-1] in words("male")
    return female if female != male else None
