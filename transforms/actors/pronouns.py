"""Whom he, she, it and they stand for: only where one reading is safe.

Two ways lead to an antecedent. Within a sentence the subject above it: "Lee said she ...", "the bank cut its ...".
Else the sentences before, where one alone fits: a person for he and she, a group for they, the body told of for it.
Inside quotation marks only he and she are looked for so, and never in the speaker.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from transforms.actors.drafts import Draft, Mention
from transforms.actors.lexicon import given_names, words
from transforms.actors.subjects import (
    REFLEXIVE,
    SUBJECTS,
    head_of,
    is_part,
    is_root,
    quoted,
    subject_of,
    subjects_above,
    verb_of,
)
from transforms.actors.titles import is_office
from transforms.reading import Reading, Token

Number = Literal["he", "she", "it", "they"]

REACH = 3
"""Sentences before its own in which "he" or "she" may have its antecedent."""

PRONOUNS: dict[str, Number] = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "themselves": "they",
}  # fmt: skip

WILLED = frozenset({"committed", "ready", "willing", "unwilling", "determined", "keen", "prepared", "reluctant"})
"""What only someone can be: "it is committed to peace"."""

BOUND, ALONE, PARALLEL = 0.93, 0.9, 0.85
"""How often each way is right, a little below what our own labelled articles say: pages in the wild are harder."""


def join_pronouns(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with the pronouns that can be told added to them."""
    found = _Antecedents(reading, list(drafts))
    for token in reading.tokens:
        if _may_stand(reading, token) and token.i not in found.taken:
            found.resolve(token)
    return found.drafts


def _may_stand(reading: Reading, token: Token) -> bool:
    """Whether a token is a pronoun of the third person that stands for someone or something."""
    if token.lower not in PRONOUNS or token.tag not in {"PRP", "PRP$"}:
        return False
    return token.lower != "it" or not _is_empty(reading, token)


def _is_empty(reading: Reading, it: Token) -> bool:
    """Whether "it" stands for a clause, the weather or the time: "it is clear that ..."."""
    above = reading.head(it)
    if above is None or it.dep == "expl":
        return True
    if it.dep not in SUBJECTS:
        return False
    below = [c for a in (above, *reading.children(above)) for c in reading.children(a)]
    clauses = any(c.dep in {"ccomp", "csubj", "xcomp", "advcl"} for c in below)
    return above.lemma.lower() in {"be", "seem", "appear", "become", "make", "take"} and clauses


@dataclass(frozen=True, slots=True)
class _Place:
    """Where someone is mentioned: the token that heads the mention, and which draft it is of."""

    token: Token
    draft: int


class _Antecedents:
    """Who is mentioned where, growing by each pronoun that is told."""

    def __init__(self, reading: Reading, drafts: list[Draft]) -> None:
        self.reading = reading
        self.drafts = drafts
        self.female = [_female(draft) for draft in drafts]
        self.at: dict[int, int] = {}
        self.taken: set[int] = set()
        self.by_sentence: dict[int, list[_Place]] = {}
        self.open: set[tuple[int, Number]] = set()
        for no, draft in enumerate(drafts):
            for mention in draft.mentions:
                self._add(no, mention)
        self.quoted = quoted(reading)

    def _add(self, no: int, mention: Mention) -> None:
        head = head_of(self.reading, mention)
        self.at.update(dict.fromkeys(range(mention.first, mention.last), no) if mention.form == "name" else {})
        self.at[head.i] = no
        self.taken.update([head.i] if mention.form == "nominal" else range(mention.first, mention.last))
        self.by_sentence.setdefault(head.sentence, []).append(_Place(head, no))

    def resolve(self, pronoun: Token) -> None:
        """Add a pronoun to whom it stands for, where that can be told."""
        answer = self._bound(pronoun)
        if answer is None:
            answer = self._before_by_number(pronoun)
        if answer is None:
            self.open.add((pronoun.sentence, PRONOUNS[pronoun.lower]))
            return
        no, sure = answer
        mention = Mention(pronoun.i, pronoun.i + 1, "pronoun", sure)
        self.drafts[no] = self.drafts[no].with_mentions([mention])
        if PRONOUNS[pronoun.lower] in {"he", "she"}:
            self.female[no] = PRONOUNS[pronoun.lower] == "she"
            self.drafts[no] = replace(self.drafts[no], female=self.female[no])
        self._add(no, mention)

    def _fits(self, no: int, pronoun: Token) -> bool:
        draft, number = self.drafts[no], PRONOUNS[pronoun.lower]
        if number in {"he", "she"}:
            return draft.kind == "person" and self.female[no] in {None, number == "she"}
        if number == "it":
            return draft.kind not in {"person", "group"} and not _is_plural(self.reading, draft)
        police = draft.sector == "COP" and not draft.is_named
        return draft.kind == "group" or police or _is_plural(self.reading, draft)

    def _bound(self, pronoun: Token) -> tuple[int, float] | None:
        """The subject that a pronoun goes back to within its sentence."""
        excluded = self._own_subject(pronoun)
        for subject, verb in subjects_above(self.reading, pronoun):
            no = self.at.get(subject.i)
            if no is not None and no == excluded:
                continue
            if (subject.i in self.quoted) != (pronoun.i in self.quoted):
                return None
            if no is None or not self._fits(no, pronoun):
                if no is None and subject.pos in {"PRON", "NOUN", "PROPN"} and not self._is_apart(subject, pronoun):
                    return None
                continue
            after = verb if pronoun.dep in SUBJECTS else subject
            return None if self._has_rival(no, after, pronoun) else (no, BOUND)
        return None

    def _is_apart(self, subject: Token, pronoun: Token) -> bool:
        """Whether a subject that is no actor cannot be whom a pronoun stands for."""
        personal = PRONOUNS[pronoun.lower] in {"he", "she"}
        return personal and (subject.pos == "NOUN" or subject.lower in {"it", "they", "we", "i", "you", "this", "that"})

    def _has_rival(self, no: int, after: Token, pronoun: Token) -> bool:
        """Whether another one that fits stands between a word and the pronoun."""
        return any(
            place.draft != no and after.i < place.token.i < pronoun.i and self._fits(place.draft, pronoun)
            for place in self.by_sentence.get(pronoun.sentence, ())
        )

    def _before(self, pronoun: Token) -> tuple[int, float] | None:
        """The one person that fits in the nearest sentence that has any."""
        excluded = {self._own_subject(pronoun)} | (self._speakers(pronoun) if pronoun.i in self.quoted else set())
        for back in range(REACH + 1):
            if pronoun.i in self.quoted and (pronoun.sentence - back, PRONOUNS[pronoun.lower]) in self.open:
                return None  # the one who is talked of is nobody that was told
            near = [
                place for place in self.by_sentence.get(pronoun.sentence - back, ())
                if place.token.i < pronoun.i and self._fits(place.draft, pronoun) and place.draft not in excluded
                and not is_part(self.reading, place.token, pronoun)
                and (pronoun.i in self.quoted or place.token.i not in self.quoted)
            ]  # fmt: skip
            people = {place.draft for place in near}
            if len(people) == 1:
                return None if back and self._is_minor(near[0].draft, pronoun) else (people.pop(), ALONE)
            if people:
                return self._main_subject(near) if back and pronoun.dep in {*SUBJECTS, "poss"} else None
        return None

    def _is_minor(self, no: int, pronoun: Token) -> bool:
        """Whether someone without a name stands beside a named one of whom the sentences may still tell."""
        if self.drafts[no].is_named:
            return False
        near = range(pronoun.sentence - REACH, pronoun.sentence + 1)
        others = (p.draft for s in near for p in self.by_sentence.get(s, ()) if p.token.i < pronoun.i)
        return any(other != no and self.drafts[other].is_named and self._fits(other, pronoun) for other in others)

    def _speakers(self, pronoun: Token) -> set[int]:
        """Who speaks a quote, whom its "he" cannot be: who does in its sentence, else all who do around it."""
        near = self._saying(pronoun.sentence)
        around = range(pronoun.sentence - REACH, pronoun.sentence + 2)
        return near or {no for sentence in around for no in self._saying(sentence)}

    def _saying(self, sentence: int) -> set[int]:
        places = self.by_sentence.get(sentence, ())
        return {
            p.draft for p in places
            if p.token.dep in SUBJECTS and p.token.i not in self.quoted and self._says(p.token)
        }  # fmt: skip

    def _last_speaker(self, pronoun: Token) -> tuple[int, float] | None:
        """Who spoke last before "he said" that follows what was said: nobody told of in that."""
        verb = self.reading.head(pronoun)
        said = [c for c in self.reading.children(verb) if c.dep == "ccomp"] if verb else []
        if pronoun.i in self.quoted or not self._says(pronoun) or not (said and said[0].i < pronoun.i):
            return None
        for back in range(1, REACH + 1):
            speakers = {no for no in self._saying(pronoun.sentence - back) if self._fits(no, pronoun)}
            if speakers:
                return (speakers.pop(), PARALLEL) if len(speakers) == 1 else None
            if any(self._fits(p.draft, pronoun) for p in self.by_sentence.get(pronoun.sentence - back, ())):
                return None  # that one may speak too
        return None

    def _says(self, subject: Token) -> bool:
        verb = self.reading.head(subject)
        return verb is not None and verb.lemma.lower() in words("saying")

    def _before_by_number(self, pronoun: Token) -> tuple[int, float] | None:
        """Whom a pronoun that no subject above binds takes up from before."""
        number = PRONOUNS[pronoun.lower]
        if number in {"he", "she"}:
            return self._last_speaker(pronoun) or self._before(pronoun)
        if number == "they":
            return self._group_before(pronoun)
        if pronoun.i in self.quoted:
            return None
        return self._body_before(pronoun) or self._topic(pronoun)

    def _group_before(self, pronoun: Token) -> tuple[int, float] | None:
        """The one group in the sentence, else in the one before, unless a subject of theirs is some other several."""
        excluded = self._own_subject(pronoun)
        for back in (0, 1):
            no = pronoun.sentence - back
            near = [p for p in self.by_sentence.get(no, ()) if p.token.i < pronoun.i and self._fits(p.draft, pronoun)]
            groups = {place.draft for place in near} - {excluded}
            if self._several_things(no, pronoun):
                return None
            if groups:
                return (groups.pop(), PARALLEL) if len(groups) == 1 else self._main_subject(near)
        return None

    def _several_things(self, sentence: int, pronoun: Token) -> bool:
        """Whether a sentence has a plural subject before a pronoun that is no actor: "the shells", "taxes and fees"."""
        words = self.reading.words(self.reading.sentences[sentence]) if sentence >= 0 else ()
        subjects = (t for t in words if t.dep in SUBJECTS and t.i < pronoun.i and t.i not in self.at)
        return any(
            t.tag in {"NNS", "NNPS"} or t.lower == "they" or any(c.dep == "conj" for c in self.reading.children(t))
            for t in subjects
        )

    def _topic(self, pronoun: Token) -> tuple[int, float] | None:
        """The body that the last sentence is about, where "it" is the subject of this one too: "It said ..."."""
        verb = self.reading.head(pronoun)
        if pronoun.dep not in SUBJECTS or verb is None or not is_root(self.reading, pronoun):
            return None
        if verb.pos != "VERB" and not any(c.lower in WILLED for c in self.reading.children(verb)):
            return None
        return self._main_subject(
            [p for p in self.by_sentence.get(pronoun.sentence - 1, ()) if self._fits(p.draft, pronoun)]
        )

    def _body_before(self, pronoun: Token) -> tuple[int, float] | None:
        """The body that a sentence begins with: "Its spokesman, Ann Lee, ...": the one before, or the subject there."""
        noun = self.reading.head(pronoun)
        first = self.reading.sentences[pronoun.sentence].first
        if pronoun.i != first or pronoun.dep != "poss" or noun is None:
            return None
        near = [p for p in self.by_sentence.get(pronoun.sentence - 1, ()) if self._fits(p.draft, pronoun)]
        if _is_officer(noun) and len({place.draft for place in near}) == 1:
            return near[0].draft, ALONE
        return self._main_subject(near)

    def _own_subject(self, pronoun: Token) -> int | None:
        """Who is the subject of the clause in which a pronoun is an object: it cannot be the same one."""
        if pronoun.dep in {*SUBJECTS, "poss"} or pronoun.lower in REFLEXIVE:
            return None
        verb = verb_of(self.reading, pronoun)
        subject = subject_of(self.reading, verb) if verb else None
        if subject is None or any(above.i == subject.i for above in self.reading.ancestors(pronoun)):
            return None  # "the migrants, most of them hungry"
        return self.at.get(subject.i)

    def _main_subject(self, places: Sequence[_Place]) -> tuple[int, float] | None:
        """The one that is the subject of the sentence's main verb and begins it."""
        main = {p.draft for p in places if p.token.dep in SUBJECTS and is_root(self.reading, p.token)}
        return (main.pop(), PARALLEL) if len(main) == 1 else None


def _is_officer(noun: Token) -> bool:
    return is_office(noun) or noun.lower in words("apposed_offices")


def _is_plural(reading: Reading, draft: Draft) -> bool:
    """Whether an actor without a name is several: "rebels"."""
    first = reading.tokens[draft.mentions[0].last - 1]
    return not draft.is_named and first.tag in {"NNS", "NNPS"}


def _female(draft: Draft) -> bool | None:
    """A person's gender by what the text says, else by the given name; None where neither tells."""
    if draft.female is not None or draft.kind != "person":
        return draft.female
    lower = draft.name.lower().split()
    if draft.is_named:
        return given_names().get(lower[0]) if len(lower) > 1 else None
    female, male = lower[-1] in words("female"), lower[-1] in words("male")
    return female if female != male else None
