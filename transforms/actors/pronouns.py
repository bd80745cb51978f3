"""Whom he, she, it and they stand for: only where one reading is safe.

Two ways lead to an antecedent. Within a sentence the subject above it: "Lee said she ...", "the bank cut its ...".
For he and she also the sentences before, where one person alone fits. Words inside quotation marks are left alone:
there "he" is whom the speaker has in mind.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from transforms.actors.drafts import Draft, Mention
from transforms.actors.lexicon import given_names, words
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

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
BELOW = frozenset({"ccomp", "advcl", "xcomp", "pcomp", "acl"})
"""Clauses whose subject may be the subject of the clause above."""

SHARING = frozenset({"conj", "xcomp", "advcl"})
"""Relations of a verb without a subject to one whose subject it shares."""

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
        for no, draft in enumerate(drafts):
            for mention in draft.mentions:
                self._add(no, mention)
        self.quoted = _quoted(reading)

    def _add(self, no: int, mention: Mention) -> None:
        head = _head(self.reading, mention)
        self.at.update(dict.fromkeys(range(mention.first, mention.last), no) if mention.form == "name" else {})
        self.at[head.i] = no
        self.taken.update([head.i] if mention.form == "nominal" else range(mention.first, mention.last))
        self.by_sentence.setdefault(head.sentence, []).append(_Place(head, no))

    def resolve(self, pronoun: Token) -> None:
        """Add a pronoun to whom it stands for, where that can be told."""
        answer = self._bound(pronoun)
        if answer is None and pronoun.i not in self.quoted:
            personal = PRONOUNS[pronoun.lower] in {"he", "she"}
            answer = self._before(pronoun) if personal else self._body_before(pronoun)
        if answer is None:
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
        for subject in _subjects_above(self.reading, pronoun):
            no = self.at.get(subject.i)
            if no is not None and no == excluded:
                continue
            if (subject.i in self.quoted) != (pronoun.i in self.quoted):
                return None
            if no is None or not self._fits(no, pronoun):
                if no is None and subject.pos in {"PRON", "NOUN", "PROPN"} and not self._is_apart(subject, pronoun):
                    return None
                continue
            return None if self._has_rival(no, subject, pronoun) else (no, BOUND)
        return None

    def _is_apart(self, subject: Token, pronoun: Token) -> bool:
        """Whether a subject that is no actor cannot be whom a pronoun stands for."""
        personal = PRONOUNS[pronoun.lower] in {"he", "she"}
        return personal and (subject.pos == "NOUN" or subject.lower in {"it", "they", "we", "i", "you", "this", "that"})

    def _has_rival(self, no: int, subject: Token, pronoun: Token) -> bool:
        """Whether another one that fits stands between a subject and its pronoun."""
        return any(
            place.draft != no and subject.i < place.token.i < pronoun.i and self._fits(place.draft, pronoun)
            for place in self.by_sentence.get(pronoun.sentence, ())
        )

    def _before(self, pronoun: Token) -> tuple[int, float] | None:
        """The one person that fits in the nearest sentence that has any."""
        excluded = self._own_subject(pronoun)
        for back in range(REACH + 1):
            near = [
                place for place in self.by_sentence.get(pronoun.sentence - back, ())
                if place.token.i < pronoun.i and self._fits(place.draft, pronoun) and place.draft != excluded
            ]  # fmt: skip
            people = {place.draft for place in near}
            if len(people) == 1:
                return people.pop(), ALONE
            if people:
                return self._subject_of(near) if back and pronoun.dep in {*SUBJECTS, "poss"} else None
        return None

    def _body_before(self, pronoun: Token) -> tuple[int, float] | None:
        """The one body in the sentence before whose officer begins this one: "Its spokesman, Ann Lee, ..."."""
        noun = self.reading.head(pronoun)
        first = self.reading.sentences[pronoun.sentence].first
        if pronoun.i != first or pronoun.dep != "poss" or noun is None or not _is_officer(noun):
            return None
        near = [p for p in self.by_sentence.get(pronoun.sentence - 1, ()) if self._fits(p.draft, pronoun)]
        if len({place.draft for place in near}) == 1:
            return near[0].draft, ALONE
        return self._subject_of(near)

    def _own_subject(self, pronoun: Token) -> int | None:
        """Who is the subject of the clause in which a pronoun is an object: it cannot be the same one."""
        if pronoun.dep in {*SUBJECTS, "poss"} or pronoun.lower in REFLEXIVE:
            return None
        verb = _verb_of(self.reading, pronoun)
        subject = _subject_of(self.reading, verb) if verb else None
        return self.at.get(subject.i) if subject else None

    def _subject_of(self, places: Sequence[_Place]) -> tuple[int, float] | None:
        """The one that is the subject of the sentence's main verb and begins it."""
        main = {p.draft for p in places if p.token.dep in SUBJECTS and _is_root(self.reading, p.token)}
        return (main.pop(), PARALLEL) if len(main) == 1 else None


def _is_officer(noun: Token) -> bool:
    return is_office(noun) or noun.lower in words("apposed_offices")


def _is_root(reading: Reading, subject: Token) -> bool:
    verb = reading.head(subject)
    return verb is not None and verb.dep == "ROOT"


def _head(reading: Reading, mention: Mention) -> Token:
    """The token of a mention that the rest of it hangs on."""
    tokens = mention.tokens(reading)
    free = (t for t in reversed(tokens) if not mention.first <= t.head < mention.last or t.head == t.i)
    return next(free, tokens[-1])


def _female(draft: Draft) -> bool | None:
    """A person's gender by what the text says, else by the given name; None where neither tells."""
    if draft.female is not None or draft.kind != "person":
        return draft.female
    lower = draft.name.lower().split()
    if draft.is_named:
        return given_names().get(lower[0]) if len(lower) > 1 else None
    female, male = lower[-1] in words("female"), lower[-1] in words("male")
    return female if female != male else None


def _is_plural(reading: Reading, draft: Draft) -> bool:
    """Whether an actor without a name is several: "rebels"."""
    first = reading.tokens[draft.mentions[0].last - 1]
    return not draft.is_named and first.tag in {"NNS", "NNPS"}


def _quoted(reading: Reading) -> frozenset[int]:
    """The tokens that stand between quotation marks, by counting marks within each paragraph."""
    found, inside = set(), False
    for token in reading.tokens:
        if token.i and "\n" in reading.text[reading.tokens[token.i - 1].end : token.start]:
            inside = False
        if token.text in {"“", "”", '"', "``", "''"}:
            inside = token.text in {"“", "``"} or (token.text == '"' and not inside)
        elif inside:
            found.add(token.i)
    return frozenset(found)


def _verb_of(reading: Reading, token: Token) -> Token | None:
    """The nearest verb above a token."""
    return next((above for above in reading.ancestors(token) if above.pos in {"VERB", "AUX"}), None)


def _subject_of(reading: Reading, verb: Token) -> Token | None:
    """The subject of a verb, its own or one it shares; for "who" the noun before it."""
    for _ in range(3):
        subject = next((c for c in reading.children(verb) if c.dep in SUBJECTS), None)
        above = reading.head(verb)
        if subject is not None:
            relative = subject.tag in {"WP", "WDT"} and verb.dep == "relcl"
            return above if relative else subject
        if verb.dep not in SHARING or above is None or above.pos not in {"VERB", "AUX"}:
            return None
        verb = above
    return None


def _subjects_above(reading: Reading, pronoun: Token) -> Iterator[Token]:
    """The subjects before a pronoun to which it can go back, the nearest first: never one whose object it is."""
    verb = _verb_of(reading, pronoun)
    if verb is None:
        return
    own = pronoun.dep == "poss" or pronoun.lower in REFLEXIVE
    depth = 0
    while verb is not None and depth < 4:
        subject = _subject_of(reading, verb)
        if subject is not None and subject.i < pronoun.i and (own or depth):
            yield subject
        while verb is not None and verb.dep not in BELOW:
            verb = _verb_of(reading, verb) if verb.dep in {"conj", "relcl"} else None
        verb = _verb_of(reading, verb) if verb is not None else None
        own, depth = True, depth + 1
