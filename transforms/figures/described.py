"""Descriptions: what a measured amount describes, by the syntax around it."""

from collections.abc import Iterator

from schemas.ontology import FigureKind
from transforms.figures.flanks import beside
from transforms.figures.lexicon import lexicon
from transforms.figures.singular import singular
from transforms.figures.subject import NOUNS, SUBJECTS, Subject, of_phrase, phrase, top
from transforms.reading import Reading, Token


def described(reading: Reading, tokens: tuple[Token, ...], kind: FigureKind) -> Subject | None:
    """What a measured amount describes: the noun it stands before or belongs to, else the subject of its verb."""
    token = top(tokens)
    span = (tokens[0].i, tokens[-1].i)
    near = beside(reading, tokens, kind) or _own(reading, token, span)
    if near:
        return near
    head = reading.head(token)
    while head is not None and (
        span[0] <= head.i <= span[1]
        or head.pos not in GOVERNORS
        or head.lower in lexicon().sets["left_over"]
        or _is_period(head, span)
    ):
        token, head = head, reading.head(head)
    if head is None:
        return None
    if head.i > span[1] and head.pos in NOUNS and token.dep not in ("nsubj", "nsubjpass", "conj", "appos"):
        return phrase(reading, head, after=span[1] + 1)
    if head.pos in NOUNS:
        return _noun(reading, head, span, kind)
    if head.pos in ("VERB", "AUX"):
        return _of_verb(reading, head, span, kind)
    return _of_preposition(reading, head, span, kind)


def _own(reading: Reading, token: Token, span: tuple[int, int]) -> Subject | None:
    """That makes THE BRIDGE 40 metres longer: the subject of an amount that is a predicate without a verb."""
    for child in reading.children(token):
        if child.dep == "nsubj" and child.i < span[0] and child.pos in NOUNS:
            return phrase(reading, child)
    return None


def _of_verb(reading: Reading, verb: Token, span: tuple[int, int], kind: FigureKind) -> Subject | None:
    """The subject of a verb; for one that has none or a pronoun, what the verb is done to or spent on, or itself."""
    found = _changed(reading, verb, span, kind) or subject_of(reading, verb, span) or _acted_on(reading, verb, span)
    if found is None and kind == "money":
        return _spent_on(reading, verb, span)
    if found is None and kind == "duration" and verb.tag == "VBG" and verb.dep == "pcomp":
        return phrase(reading, verb)  # after CHARGING for 20 minutes
    return found


def _changed(reading: Reading, verb: Token, span: tuple[int, int], kind: FigureKind) -> Subject | None:
    """Cut ITS WORKFORCE 10 %: the object of a verb of change before the amount it is changed by."""
    if kind not in ("percent", "percentage_point", "money", "index") or verb.lemma.lower() not in lexicon().verbs:
        return None
    for child in reading.children(verb):
        if child.dep == "dobj" and child.pos in NOUNS and child.i < span[0]:
            return phrase(reading, child)
    return None


def _acted_on(reading: Reading, verb: Token, span: tuple[int, int]) -> Subject | None:
    """Get THE LAMP starting at $40: the object of a command."""
    for at in _verbs_up(reading, verb):
        children = reading.children(at)
        if at.tag != "VB" or at.dep not in ("ROOT", "conj") or any(child.dep in SUBJECTS for child in children):
            continue
        for child in children:
            if child.dep == "dobj" and child.pos in NOUNS and not span[0] <= child.i <= span[1]:
                return phrase(reading, child)
    return None


def _spent_on(reading: Reading, verb: Token, span: tuple[int, int]) -> Subject | None:
    """They paid $40 FOR THE LAMP, we spent $300 ON FOOD."""
    for child in reading.children(verb):
        if child.lower in ("for", "on") and child.dep == "prep" and child.i == span[1] + 1:
            found = of_phrase(reading, child)
            return found if found and found.head.pos in NOUNS and found.head.lower not in lexicon().dated else None
    return None


def _is_period(head: Token, span: tuple[int, int]) -> bool:
    """20 % YEAR on year: a period behind an amount is not what it describes."""
    return head.i > span[1] and head.lower in lexicon().age_units


GOVERNORS = NOUNS | {"ADP", "SCONJ", "PART", "VERB", "AUX"}
"""Parts of speech that settle what an amount belongs to; others are climbed past."""


def _noun(reading: Reading, head: Token, span: tuple[int, int], kind: FigureKind) -> Subject | None:
    """The phrase of a noun an amount belongs to; where that only introduces it, who acts on it: "pays a total of"."""
    if kind == "age" and head.lower in lexicon().aged:
        above = reading.head(head)
        above = reading.head(above) if above is not None and above.pos == "ADP" else above
        if above is None or above.pos not in (*NOUNS, "VERB", "AUX"):
            return None
        return phrase(reading, above, before=span[0]) if above.pos in NOUNS else subject_of(reading, above, span)
    if singular(head.lower) not in lexicon().sets["counters"]:
        return phrase(reading, head, before=span[0])
    verb = reading.head(head)
    return subject_of(reading, verb, span) if verb is not None and head.dep == "dobj" else None


def _of_preposition(reading: Reading, preposition: Token, span: tuple[int, int], kind: FigureKind) -> Subject | None:
    """A fine OF $300; rose BY 5 %."""
    governor = reading.head(preposition)
    for _ in range(3):
        if governor is None:
            return None
        if span[0] <= governor.i <= span[1]:
            return None
        if governor.pos in NOUNS and governor.lower not in lexicon().sets["closes"] | lexicon().dated:
            if _is_by_how_much(reading, governor):
                governor = reading.head(governor)
                continue
            priced = _with(reading, governor) if kind == "money" and preposition.lower == "for" else None
            return _noun(reading, priced or governor, span, kind)
        if governor.pos in ("VERB", "AUX"):
            return _object(reading, governor, preposition, kind) or _of_verb(reading, governor, span, kind)
        governor = reading.head(governor)
    return None


def _is_by_how_much(reading: Reading, noun: Token) -> bool:
    """Fell by the daily LIMIT of 10 %: whether a noun only says by how much, or to what, a verb changes something."""
    link = reading.head(noun)
    verb = reading.head(link) if link is not None and link.lower in ("by", "to") else None
    return verb is not None and verb.pos == "VERB" and verb.lemma.lower() in lexicon().verbs


def _with(reading: Reading, noun: Token) -> Token | None:
    """A FLAT with three rooms for $900: the noun that another belongs to by "with"."""
    link = reading.head(noun)
    if link is None or link.lower != "with" or not link.i:
        return None
    before = reading.tokens[link.i - 1]  # "offered A PLAN with a cap for $9": with the verb, as the parse has it
    whole = reading.head(link)
    whole = before if whole is not None and whole.pos == "VERB" and before.sentence == link.sentence else whole
    return whole if whole is not None and whole.pos in NOUNS else None


def _object(reading: Reading, verb: Token, preposition: Token, kind: FigureKind) -> Subject | None:
    """What is bought or sold FOR or AT an amount of money, or cut or raised BY, TO or FROM any amount."""
    bought = preposition.lower in ("for", "at") and (kind == "money" or preposition.lower == "at")
    changed = kind != "duration" and preposition.lower in CHANGED and verb.lemma.lower() in lexicon().verbs
    if not (bought or changed):
        return None
    for child in reading.children(verb):
        if child.dep == "dobj" and child.i < preposition.i and child.pos in NOUNS and _fits(child, kind):
            return phrase(reading, child)
    return None


def _fits(noun: Token, kind: FigureKind) -> bool:
    """Whether a bare count can be of this noun rather than of the verb's subject: "put the TOLL at 38"."""
    return kind != "count" or singular(noun.lower) in lexicon().sets["counted_by"]


CHANGED = frozenset({"by", "to", "from", "than", "of"})
"""Prepositions before how much a verb changes its object: "hiking fees BY up TO £24"."""


def subject_of(reading: Reading, verb: Token, span: tuple[int, int]) -> Subject | None:
    """The subject of a verb, looked for up the chain of verbs it hangs on; None for a pronoun."""
    for at in _verbs_up(reading, verb):
        children = reading.children(at)
        told_of = any(child.dep == "nsubjpass" for child in children)
        if at.i != verb.i and at.lemma.lower() in lexicon().speech and not told_of:
            return None  # who says it is not what it describes
        for child in children:
            if child.dep in SUBJECTS and not span[0] <= child.i <= span[1]:
                if child.tag in ("WDT", "WP") and at.dep == "relcl":
                    antecedent = reading.head(at)
                    return phrase(reading, antecedent, before=at.i) if antecedent is not None else None
                return _named(reading, child)
        if at.dep in ("acl", "relcl"):
            noun = reading.head(at)
            return phrase(reading, noun, before=at.i) if noun is not None and noun.pos in NOUNS else None
        if at.tag in ("VBD", "VBZ") and (noun := _right_before(reading, at)) is not None and noun.i not in span:
            return phrase(reading, noun)
    return None


def _right_before(reading: Reading, verb: Token) -> Token | None:
    """The noun right before a finite verb to which the parse gives no subject."""
    noun = reading.tokens[verb.i - 1] if verb.i else None
    if noun is None or noun.sentence != verb.sentence or noun.pos not in NOUNS or noun.lower in lexicon().dated:
        return None
    return noun


def _verbs_up(reading: Reading, verb: Token) -> Iterator[Token]:
    at: Token | None = verb
    for _ in range(4):
        if at is None:
            return
        yield at
        if at.dep not in ("xcomp", "advcl", "conj", "acl", "relcl", "pcomp", "prep", "dep"):
            return
        at = reading.head(at)


def _named(reading: Reading, token: Token) -> Subject | None:
    """The phrase of a subject; what a counting noun introduces, where it does; None for a pronoun."""
    if token.lower in lexicon().sets["quantifiers"]:
        of = next((child for child in reading.children(token) if child.lower == "of"), None)
        return of_phrase(reading, of) if of else None
    if not any(map(str.isalpha, token.text)):
        return None
    coded = not token.text.isalpha()  # "TA-125", which the parse may take for a pronoun
    if not coded and token.pos not in NOUNS | {"NUM", "ADJ", "VERB", "SYM"}:
        return None
    if singular(token.lower) in lexicon().sets["counters"]:
        for child in reading.children(token):
            if child.lower == "of":
                return of_phrase(reading, child)
        return None if token.tag == "NN" else phrase(reading, token)
    return phrase(reading, token)
