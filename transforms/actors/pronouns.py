"""Whom he, she, it and they stand for: only where one reading is safe.

Two ways lead to an antecedent. Within a sentence the subject above it: "Lee said she ...", "the bank cut its ...".
Else the sentences before, where one alone fits: a person for he and she, a group for they, the body told of for it.
Inside quotation marks only he and she are looked for so, and never in the speaker.
"""

from collections.abc import Iterable, Sequence

from transforms.actors.drafts import Draft
from transforms.actors.lexicon import words
from transforms.actors.mentioned import PRONOUNS, Mentioned, Place
from transforms.actors.subjects import REFLEXIVE, SUBJECTS, is_part, is_root, subject_of, subjects_above
from transforms.actors.titles import is_office
from transforms.reading import Reading, Token

REACH = 3
"""Sentences before its own in which "he" or "she" may have its antecedent."""

WILLED = frozenset({"committed", "ready", "willing", "unwilling", "determined", "keen", "prepared", "reluctant"})
"""What only someone can be: "it is committed to peace"."""

BOUND, ALONE, PARALLEL = 0.93, 0.9, 0.85
"""How often each way is right, a little below what our own labelled articles say: pages in the wild are harder."""


def join_pronouns(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with the pronouns that can be told added to them."""
    known = Mentioned(reading, list(drafts))
    antecedents = _Antecedents(reading, known)
    for token in reading.tokens:
        if _may_stand(reading, token) and token.i not in known.taken:
            antecedents.resolve(token)
    return known.drafts


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


class _Antecedents:
    """Whom the pronouns of one article stand for, told one after the other."""

    def __init__(self, reading: Reading, known: Mentioned) -> None:
        self.reading = reading
        self.known = known

    def resolve(self, pronoun: Token) -> None:
        """Add a pronoun to whom it stands for, where that can be told."""
        if self._repeats(pronoun):
            return  # whoever the first of them is
        answer = self._bound(pronoun) or self._addressed(pronoun) or self._before_by_number(pronoun)
        if answer is None:
            self.known.open.add((pronoun.sentence, PRONOUNS[pronoun.lower]))
        else:
            self.known.join(pronoun, *answer)

    def _repeats(self, pronoun: Token) -> bool:
        """Whether a clause repeats the subject of the one above, a pronoun not told: "he told Lee that [he] was"."""
        clause = self.reading.head(pronoun)
        above = self.reading.head(clause) if clause is not None and clause.dep == "ccomp" else None
        subject = subject_of(self.reading, above) if above is not None and pronoun.dep in SUBJECTS else None
        return subject is not None and subject.lower == pronoun.lower and subject.i not in self.known.at

    def _bound(self, pronoun: Token) -> tuple[int, float] | None:
        """The subject that a pronoun goes back to within its sentence."""
        excluded = self._own_subject(pronoun)
        for subject, verb in subjects_above(self.reading, pronoun):
            no = self.known.at.get(subject.i)
            if no is not None and no == excluded:
                continue
            if (subject.i in self.known.quoted) != (pronoun.i in self.known.quoted):
                return None
            if no is None or not self.known.fits(no, pronoun):
                if no is None and subject.pos in {"PRON", "NOUN", "PROPN"} and not self._is_apart(subject, pronoun):
                    return None
                continue
            after = verb if pronoun.dep in SUBJECTS else subject
            return None if self.known.has_rival(no, after, pronoun) else (no, BOUND)
        return None

    def _addressed(self, pronoun: Token) -> tuple[int, float] | None:
        """The one to whom something is done for what is theirs: "welcomed Lee on [her] visit"."""
        owned = self.reading.head(pronoun) if pronoun.dep == "poss" else None
        to = self.reading.head(owned) if owned is not None and owned.dep == "pobj" else None
        verb = self.reading.head(to) if to is not None and to.lower in {"on", "for", "upon", "over", "during"} else None
        if verb is None or verb.lemma.lower() not in words("addressing"):
            return None
        objects = (c for c in self.reading.children(verb) if c.dep == "dobj" and c.i < pronoun.i)
        no = next((self.known.at[c.i] for c in objects if c.i in self.known.at), None)
        return None if no is None or not self.known.fits(no, pronoun) else (no, PARALLEL)

    def _is_apart(self, subject: Token, pronoun: Token) -> bool:
        """Whether a subject that is no actor cannot be whom a pronoun stands for."""
        personal = PRONOUNS[pronoun.lower] in {"he", "she"}
        return personal and (subject.pos == "NOUN" or subject.lower in {"it", "they", "we", "i", "you", "this", "that"})

    def _before(self, pronoun: Token) -> tuple[int, float] | None:
        """The one person that fits in the nearest sentence that has any."""
        excluded = {self._own_subject(pronoun)} | (self._speakers(pronoun) if pronoun.i in self.known.quoted else set())
        for back in range(REACH + 1):
            if pronoun.i in self.known.quoted and (pronoun.sentence - back, PRONOUNS[pronoun.lower]) in self.known.open:
                return None  # the one who is talked of is nobody that was told
            near = [
                place for place in self.known.before(pronoun, pronoun.sentence - back)
                if place.draft not in excluded and not is_part(self.reading, place.token, pronoun)
                and (pronoun.i in self.known.quoted or place.token.i not in self.known.quoted)
            ]  # fmt: skip
            people = {place.draft for place in near}
            if len(people) == 1:
                return None if back and self._is_minor(near[0].draft, pronoun) else (people.pop(), ALONE)
            if people:
                return self._main_subject(near) if back and pronoun.dep in {*SUBJECTS, "poss"} else None
        return None

    def _is_minor(self, no: int, pronoun: Token) -> bool:
        """Whether someone without a name stands beside a named one of whom the sentences may still tell."""
        if self.known.drafts[no].is_named:
            return False
        near = range(pronoun.sentence - REACH, pronoun.sentence + 1)
        others = {place.draft for sentence in near for place in self.known.before(pronoun, sentence)} - {no}
        return any(self.known.drafts[other].is_named for other in others)

    def _speakers(self, pronoun: Token) -> set[int]:
        """Who speaks a quote, whom its "he" cannot be: who does in its sentence, else all who do around it."""
        near = self.known.saying(pronoun.sentence)
        around = range(pronoun.sentence - REACH, pronoun.sentence + 2)
        return near or {no for sentence in around for no in self.known.saying(sentence)}

    def _last_speaker(self, pronoun: Token) -> tuple[int, float] | None:
        """Who spoke last before "he said" that follows what was said: nobody told of in that."""
        verb = self.reading.head(pronoun)
        said = [c for c in self.reading.children(verb) if c.dep == "ccomp"] if verb else []
        if pronoun.i in self.known.quoted or not self.known.says(pronoun) or not (said and said[0].i < pronoun.i):
            return None
        for back in range(1, REACH + 1):
            speakers = {no for no in self.known.saying(pronoun.sentence - back) if self.known.fits(no, pronoun)}
            if speakers:
                return (speakers.pop(), PARALLEL) if len(speakers) == 1 else None
            if self.known.before(pronoun, pronoun.sentence - back):
                return None  # that one may speak too
        return None

    def _before_by_number(self, pronoun: Token) -> tuple[int, float] | None:
        """Whom a pronoun that no subject above binds takes up from before."""
        number = PRONOUNS[pronoun.lower]
        if number in {"he", "she"}:
            return self._last_speaker(pronoun) or self._before(pronoun)
        if number == "they":
            return self._group_before(pronoun) or self._as_several(pronoun)
        if pronoun.i in self.known.quoted:
            return None
        return self._body_before(pronoun) or self._topic(pronoun) or self._body_beside(pronoun)

    def _group_before(self, pronoun: Token) -> tuple[int, float] | None:
        """The one group in the sentence, else in the one before, unless a subject of theirs is some other several."""
        excluded = self._own_subject(pronoun)
        for back in (0, 1):
            no = pronoun.sentence - back
            near = self.known.before(pronoun, no)
            groups = {place.draft for place in near} - {excluded}
            if self.known.several_things(no, pronoun):
                return None
            if groups:
                return (groups.pop(), PARALLEL) if len(groups) == 1 else self._main_subject(near)
        return None

    def _as_several(self, pronoun: Token) -> tuple[int, float] | None:
        """The one state or body that the clause above has, of which this one speaks as of several, with no other near.

        "Give Chad a loan so that [they] can build": nothing in the sentence is of several by its own number.
        """
        clause = self.reading.head(pronoun)
        verb = self.reading.head(clause) if clause is not None and clause.dep in {"advcl", "ccomp"} else None
        if pronoun.dep not in SUBJECTS or verb is None:
            return None
        words = self.reading.words(self.reading.sentences[pronoun.sentence])
        before = [t for t in words if t.i < pronoun.i]
        if any(t.tag in {"NNS", "NNPS"} or t.lower in {"they", "them", "their"} for t in before):
            return None
        told = {p.draft for p in self.known.by_sentence.get(pronoun.sentence, ()) if p.token.i < pronoun.i}
        bodies = {no for no in told if self.known.drafts[no].kind not in {"person", "group"}}
        above = {self.known.at.get(c.i) for c in self.reading.children(verb) if c.dep in {*SUBJECTS, "dobj", "dative"}}
        return (bodies.pop(), PARALLEL) if len(bodies) == 1 and bodies <= above else None

    def _topic(self, pronoun: Token) -> tuple[int, float] | None:
        """The body that the last sentence is about, where "it" is the subject of this one too: "It said ..."."""
        verb = self.reading.head(pronoun)
        if pronoun.dep not in SUBJECTS or verb is None or not is_root(self.reading, pronoun):
            return None
        if verb.pos != "VERB" and not any(c.lower in WILLED for c in self.reading.children(verb)):
            return None
        return self._main_subject(self.known.before(pronoun, pronoun.sentence - 1))

    def _body_before(self, pronoun: Token) -> tuple[int, float] | None:
        """The body that a sentence begins with: "Its spokesman, Ann Lee, ...": the one before, or the subject there."""
        noun = self.reading.head(pronoun)
        first = self.reading.sentences[pronoun.sentence].first
        if pronoun.i != first or pronoun.dep != "poss" or noun is None:
            return None
        near = self.known.before(pronoun, pronoun.sentence - 1)
        if _is_officer(noun) and len({place.draft for place in near}) == 1:
            return near[0].draft, ALONE
        return self._main_subject(near)

    def _main_subject(self, near: Sequence[Place]) -> tuple[int, float] | None:
        no = self.known.main_subject(near)
        return None if no is None else (no, PARALLEL)

    def _body_beside(self, pronoun: Token) -> tuple[int, float] | None:
        """The one body in the sentence that may do what "it" did: "met outside the bank after [it] cut jobs"."""
        verb = self.reading.head(pronoun)
        if pronoun.dep != "nsubj" or verb is None or verb.dep != "advcl" or verb.lemma.lower() not in words("acting"):
            return None
        here = self.reading.words(self.reading.sentences[pronoun.sentence])
        subjects = (t for t in here if t.dep in SUBJECTS and t.i < pronoun.i)
        if any(t.i not in self.known.at and t.tag not in {"NNS", "NNPS"} for t in subjects):
            return None  # that may be what is meant
        bodies = {place.draft for place in self.known.before(pronoun, pronoun.sentence)}
        return (bodies.pop(), PARALLEL) if len(bodies) == 1 else None

    def _own_subject(self, pronoun: Token) -> int | None:
        """Who is the subject of the clause in which a pronoun is an object: it cannot be the same one."""
        if pronoun.dep in {*SUBJECTS, "poss"} or pronoun.lower in REFLEXIVE:
            return None
        verb = self.reading.verb_over(pronoun)
        subject = subject_of(self.reading, verb) if verb else None
        if subject is None or any(above.i == subject.i for above in self.reading.ancestors(pronoun)):
            return None  # "the migrants, most of them hungry"
        return self.known.at.get(subject.i)


def _is_officer(noun: Token) -> bool:
    return is_office(noun) or noun.lower in words("apposed_offices")
