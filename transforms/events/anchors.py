"""Which words of a sentence say when and where an event was: its own, and those of the clauses it goes on with."""

from collections.abc import Iterator
from typing import NamedTuple

from transforms.events.frames import Frame
from transforms.events.kinds import FORCE, HARM, mostly
from transforms.events.lexicon import light, listed, nouns, verbs
from transforms.reading import Reading, Token

OCCASIONS = frozenset({"at", "during", "following", "amid", "under"})
"""Prepositions by which a noun tells on what occasion something happened: "agreed at a meeting", "came under fire"."""
MEANS = frozenset({"by", "in", "with", "through", "without"})
"""Prepositions by which a participle tells how something happened: "won by bribing", "ended with a boy stabbing"."""
MEANWHILE = frozenset({"when", "as", "while"})
"""What opens a clause of what happened at the same time."""
BEGINNING = frozenset({"begin", "start", "continue", "resume", "keep", "help", "manage"})
"""Verbs whose complement goes on as they do: "began firing on Sunday", "helped arrange the deal last year"."""
CHARGING = frozenset({"ACCUSE", "COERCE", "LEGAL", "REQUEST", "REJECT", "SUPPORT"})
"""Types of verbs that deal with what happened before: "arrested on Sunday in the killing of a guard"."""
GOING = frozenset({"put", "submit", "go", "come", "return", "subject", "call", "respond", "rush"})
"""Words that bring somebody to an occasion: "put to a vote", "subject to raids"."""
PAST = frozenset({"VBD", "VBN", "VBG"})


class Anchor(NamedTuple):
    """A word that says when and where an event was: by all that its clause says, or only by what it governs.

    Of words `above` the event only what stands before it tells: "raided a flat on Monday and arrested two".
    """

    token: Token
    whole: bool = True
    above: bool = False


def anchors(reading: Reading, frame: Frame) -> tuple[Anchor, ...]:
    """The words that say when and where: the trigger, its light verb, and the verbs whose clauses it goes on with.

    An event that is the subject says it too: "Friday's attack in Kabul killed ten".
    "They shelled a depot near Kut on Sunday, killing three and wounding five": all of it near Kut, on Sunday.
    """
    trigger = frame.token
    causes = (t for t in frame.get("subj") if t.pos == "NOUN" and t.lemma.lower() in nouns())
    return (
        Anchor(trigger, trigger.pos in ("VERB", "AUX") or told_by_clause(reading, trigger)),
        *(Anchor(t) for t in frame.get("light")),
        *(Anchor(t) for t in causes),
        *(Anchor(t) for noun in (trigger, *_occasions(reading, trigger)) for t in _telling(reading, noun)),
        *_above(reading, frame.carrier or trigger),
        *(Anchor(t) for t in _meanwhile(reading, trigger)),
        *(Anchor(t) for verb in _directly_joined(reading, trigger) for t in (verb, *_meanwhile(reading, verb))),
        *(Anchor(t) for verb in _harmed_too(reading, trigger) for t in (verb, *_meanwhile(reading, verb))),
    )


def _directly_joined(reading: Reading, verb: Token) -> Iterator[Token]:
    """The verb that directly follows in the same form, and shares what comes behind: "stabbed and killed in Oslo"."""
    for other in reading.children(verb):
        if other.dep == "conj" and other.tag == verb.tag and 0 < other.i - verb.i <= len("and,"):
            between = reading.tokens[verb.i + 1 : other.i]
            if all(t.dep in ("cc", "punct", "advmod") for t in between):
                yield other


def _harmed_too(reading: Reading, verb: Token) -> Iterator[Token]:
    """The verb joined to one of harm that tells what else befell people then.

    "Three died and 22 were hurt when a bridge fell", "two were killed and a dozen arrested in Jos on Friday".
    """
    if not mostly(verb, HARM) or any(c.dep == "advcl" for c in reading.children(verb)):
        return
    for other in reading.children(verb):
        if other.dep == "conj" and other.tag in ("VBD", "VBN"):
            if mostly(other, FORCE if _is_bare(reading, other) else HARM):
                yield other
        elif other.dep == "conj":
            yield from (c for c in reading.children(other) if c.dep == "acl" and c.tag == "VBN" and mostly(c, FORCE))


def _is_bare(reading: Reading, verb: Token) -> bool:
    """Whether a participle leaves out its "were", said before: "two were killed and a dozen arrested"."""
    passive = any(c.dep == "auxpass" for c in reading.children(reading.tokens[verb.head]))
    return passive and not any(c.dep in ("aux", "auxpass", "dobj") for c in reading.children(verb))


def told_by_clause(reading: Reading, noun: Token) -> bool:
    """Whether the verb over an event noun tells when that was: "killed in a crash on Friday", no "charged with theft".

    It does of its subject, of what it says to go on or to be held, and of the occasion on which something happened.
    """
    head = reading.head(noun)
    if head is None or noun.dep in ("nsubj", "nsubjpass", "csubj"):
        return True
    if noun.dep in ("conj", "appos"):
        return told_by_clause(reading, head)
    if noun.dep in ("compound", "nmod"):
        return head.lemma.lower() in nouns() and told_by_clause(reading, head)
    if noun.dep == "pobj":
        return _is_occasion(reading, noun, head)
    return head.pos not in ("NOUN", "PROPN") and (_has_light(head) or not deals(head))


def _is_occasion(reading: Reading, noun: Token, prep: Token) -> bool:
    """Whether a noun after a preposition is the occasion of what its clause tells: "put to a vote"."""
    above = reading.head(prep)
    if above is None:
        return False
    if prep.lower == "to":
        return above.lemma in GOING
    if prep.lower == "of":
        return above.lemma in listed("prepositions.toml", "when", "series") and told_by_clause(reading, above)
    if prep.lower not in OCCASIONS and prep.lower != "in":
        return False
    if above.pos in ("NOUN", "PROPN"):
        return told_by_clause(reading, above)
    harm = any(sense.type in ("ASSAULT", "DIE", "ACCIDENT") for sense in nouns().get(noun.lemma.lower(), ()))
    return prep.lower != "in" or not (harm and deals(above))


def deals(verb: Token) -> bool:
    """Whether a verb deals with what happened before: "convicted in the bombing"."""
    types = [sense.type for sense in verbs().get(verb.lemma, ()) if sense.type]
    return 3 * sum(kind in CHARGING for kind in types) > len(types)


def _has_light(verb: Token) -> bool:
    """Whether a verb only says of its object that it was, or to whom something was told: "told a meeting"."""
    telling = listed("prepositions.toml", "when", "telling")
    return verb.lemma in telling or any(verb.lemma in light(kind) for kind in ("verbs", "happen", "harm"))


def _telling(reading: Reading, noun: Token) -> Iterator[Token]:
    """The verbs that tell of an event noun that it was or will be.

    "The meeting, held on Friday", "the attack that killed ten", "calls dating to 2007", "the sale is to close Monday".
    """
    if noun.pos != "NOUN":
        return
    for verb in reading.children(noun):
        told = verb.lemma == "date" or any(verb.lemma in light(k) for k in ("verbs", "happen", "harm"))
        if verb.dep in ("acl", "relcl") and told:
            yield verb
    head = reading.head(noun)
    if head is not None and noun.dep in ("nsubj", "nsubjpass"):
        yield from (c for c in reading.children(head) if c.dep == "xcomp" and c.tag == "VB")


def _occasions(reading: Reading, verb: Token) -> Iterator[Token]:
    """The event nouns in which something happened: "killed in clashes that broke out on Friday"."""
    if verb.pos == "VERB" and not deals(verb):
        for prep in reading.children(verb):
            if prep.dep == "prep" and prep.lower in ("in", "during"):
                yield from (c for c in reading.children(prep) if c.dep == "pobj" and c.lemma.lower() in nouns())


def _above(reading: Reading, token: Token) -> Iterator[Anchor]:
    """The words above a verb, nearest first, that tell when and where it was too."""
    while (above := _goes_on_with(reading, token)) is not None:
        yield above._replace(above=above.token.i < token.i)
        token = above.token


def _goes_on_with(reading: Reading, verb: Token) -> Anchor | None:
    """The word whose time and place a verb shares; None where it stands for itself."""
    head = reading.head(verb)
    if head is None or verb.pos not in ("VERB", "AUX"):
        return None
    if verb.dep == "relcl":
        return Anchor(head, whole=False) if _subject_is_relative(reading, verb) else None
    if verb.dep == "pcomp":
        above = reading.head(head)
        meant = verb.tag == "VBG" and head.lower in MEANS and above is not None and above.pos == "VERB"
        return Anchor(above) if meant and above is not None else None
    shares = _goes_on(reading, verb) or _joined(reading, verb, head) or _while(reading, verb, head)
    begun = verb.dep == "xcomp" and head.lemma in BEGINNING
    return (
        Anchor(head) if shares or begun or _ahead(reading, verb, head) or _gathered_for(reading, verb, head) else None
    )


def _gathered_for(reading: Reading, verb: Token, head: Token) -> bool:
    """Whether people came together to do something, and so did: "gathered on Friday to protest"."""
    past = head.tag == "VBD" and any(c.lower == "to" for c in reading.children(verb))
    return past and verb.dep in ("advcl", "xcomp") and head.lemma in listed("prepositions.toml", "when", "gathering")


def _goes_on(reading: Reading, token: Token) -> bool:
    """Whether a word is a participle that goes on with the clause above, without subject or conjunction of its own."""
    opened = any(c.dep in ("nsubj", "nsubjpass", "mark", "prep") and c.i < token.i for c in reading.children(token))
    return token.tag == "VBG" and token.dep in ("advcl", "conj") and not opened


def _joined(reading: Reading, verb: Token, head: Token) -> bool:
    """Whether a verb is joined to one before it of the same subject and tense: "raided a flat and arrested two"."""
    own = any(c.dep in ("nsubj", "nsubjpass", "aux", "mark") for c in reading.children(verb))
    was = verb.tag == "VBN" and any(c.lower in ("was", "were") for c in reading.children(verb))
    alike = head.tag == verb.tag or (was and head.tag == "VBD")
    return verb.dep == "conj" and not own and alike and verb.tag in ("VBD", "VBN")


def _while(reading: Reading, verb: Token, head: Token) -> bool:
    """Whether a clause tells of the past what happened while the one above did: "shot as he left"."""
    past = {verb.tag, head.tag} <= PAST and not any(c.tag == "MD" for t in (verb, head) for c in reading.children(t))
    opens = (c for c in reading.children(verb) if c.i < verb.i and c.dep in ("mark", "advmod"))
    return verb.dep == "advcl" and past and any(c.lower in MEANWHILE for c in opens)


def _ahead(reading: Reading, verb: Token, head: Token) -> bool:
    """Whether both are to come, at one time: "will step up patrols tonight as two groups are set to march"."""
    if verb.dep == "xcomp":
        return head.dep == "advcl" and head.lemma in ("set", "plan", "expect", "prepare") and head.tag != "VBD"
    opens = any(c.lower in ("as", "while", "when") and c.i < verb.i for c in reading.children(verb))
    ahead = any(c.lower in ("will", "would") for c in reading.children(head))
    return verb.dep == "advcl" and opens and ahead and not any(c.tag == "VBD" for c in (verb, *reading.children(verb)))


def _subject_is_relative(reading: Reading, verb: Token) -> bool:
    """Whether a relative clause tells what the thing before it did: "a blaze on Monday that destroyed a barn"."""
    return any(c.dep == "nsubj" and c.lower in ("that", "which") for c in reading.children(verb))


def _meanwhile(reading: Reading, verb: Token) -> Iterator[Token]:
    """The clauses below a verb of what happened at the same time: "stabbed while jogging in the park on Monday"."""
    for clause in reading.children(verb):
        if clause.dep == "advcl" and clause.lemma not in listed("prepositions.toml", "when", "telling"):
            opens = {c.lower for c in reading.children(clause) if c.i < clause.i}
            if opens & MEANWHILE and _while(reading, clause, verb):
                yield clause
