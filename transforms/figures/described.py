"""Descriptions: what a measured amount describes, by the syntax around it."""

from collections.abc import Iterator

from schemas.ontology import FigureKind
from transforms.figures.lexicon import lexicon
from transforms.figures.singular import singular
from transforms.figures.subject import NOUNS, SUBJECTS, Subject, of_phrase, phrase, top
from transforms.reading import Reading, Token


def described(reading: Reading, tokens: tuple[Token, ...], kind: FigureKind) -> Subject | None:
    """What a measured amount describes: the noun it stands before or belongs to, else the subject of its verb."""
    token = top(tokens)
    span = (tokens[0].i, tokens[-1].i)
    behind = following(reading, tokens, kind) or _worth(reading, tokens)
    if behind:
        return behind
    head = reading.head(token)
    while head is not None and (span[0] <= head.i <= span[1] or head.pos not in GOVERNORS or _is_period(head, span)):
        token, head = head, reading.head(head)
    if head is None:
        return None
    if head.i > span[1] and head.pos in NOUNS and token.dep not in ("nsubj", "nsubjpass", "conj", "appos"):
        return phrase(reading, head, after=span[1] + 1)
    if head.pos in NOUNS:
        return _noun(reading, head, span)
    if head.pos in ("VERB", "AUX"):
        return subject_of(reading, head, span)
    return _of_preposition(reading, head, span, kind)


def _worth(reading: Reading, tokens: tuple[Token, ...]) -> Subject | None:
    """25 jets WORTH $3.1 billion: the noun before it."""
    words = reading.tokens
    for i in range(tokens[0].i - 1, max(tokens[0].i - 5, 0), -1):
        if words[i].lower == "worth":
            noun = words[i - 1]
            return phrase(reading, noun, before=i) if noun.pos in NOUNS and noun.sentence == words[i].sentence else None
    return None


def _is_period(head: Token, span: tuple[int, int]) -> bool:
    """20 % YEAR on year: a period behind an amount is not what it describes."""
    return head.i > span[1] and head.lower in lexicon().age_units


GOVERNORS = NOUNS | {"ADP", "SCONJ", "PART", "VERB", "AUX"}
"""Parts of speech that settle what an amount belongs to; others are climbed past."""


def following(reading: Reading, tokens: tuple[Token, ...], kind: FigureKind) -> Subject | None:
    """3 milligrams OF THE DRUG, $48 billion IN ASSETS, $2m WORTH OF GOODS."""
    words, last = reading.tokens, tokens[-1].i + 1
    last += last < len(words) and words[last].lower == "worth"
    if last >= len(words) or words[last].sentence != tokens[-1].sentence:
        return None
    word = words[last]
    if word.lower == "of":
        return of_phrase(reading, word)
    found = of_phrase(reading, word) if kind == "money" and word.lower == "in" else None
    plural = found is not None and (found.head.tag == "NNS" or found.head.lower in lexicon().sets["masses"])
    return found if plural and found and found.head.lower not in lexicon().sets["monthlike"] else None


def _noun(reading: Reading, head: Token, span: tuple[int, int]) -> Subject | None:
    """The phrase of a noun that an amount belongs to; None for one that only introduces it: "a total of 200"."""
    return None if singular(head.lower) in lexicon().sets["counters"] else phrase(reading, head, before=span[0])


def _of_preposition(reading: Reading, preposition: Token, span: tuple[int, int], kind: FigureKind) -> Subject | None:
    """A fine OF $300; rose BY 5 %."""
    governor = reading.head(preposition)
    for _ in range(3):
        if governor is None:
            return None
        if span[0] <= governor.i <= span[1]:
            return None
        if governor.pos in NOUNS and governor.lower not in lexicon().sets["closes"]:
            return _noun(reading, governor, span)
        if governor.pos in ("VERB", "AUX"):
            return _object(reading, governor, preposition, kind) or subject_of(reading, governor, span)
        governor = reading.head(governor)
    return None


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
        if at.i != verb.i and at.lemma.lower() in lexicon().speech:
            return None  # who says it is not what it describes
        for child in reading.children(at):
            if child.dep in SUBJECTS and not span[0] <= child.i <= span[1]:
                if child.tag in ("WDT", "WP") and at.dep == "relcl":
                    antecedent = reading.head(at)
                    return phrase(reading, antecedent, before=at.i) if antecedent is not None else None
                return _named(reading, child)
        if at.dep in ("acl", "relcl"):
            noun = reading.head(at)
            return phrase(reading, noun, before=at.i) if noun is not None and noun.pos in NOUNS else None
    return None


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
    if token.pos == "PRON" or token.pos not in NOUNS | {"NUM", "ADJ", "VERB", "SYM"}:
        return None
    if singular(token.lower) in lexicon().sets["counters"]:
        for child in reading.children(token):
            if child.lower == "of":
                return of_phrase(reading, child)
        return None if token.tag == "NN" else phrase(reading, token)
    return phrase(reading, token)
