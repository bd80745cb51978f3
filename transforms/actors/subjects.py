"""Subjects and the verbs above words, as pronouns look for them."""

from collections.abc import Iterator

from transforms.actors.drafts import Mention
from transforms.actors.lexicon import words
from transforms.reading import Reading, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})

BELOW = frozenset({"ccomp", "advcl", "xcomp", "pcomp", "acl"})
"""Clauses whose subject may be the subject of the clause above."""

SHARING = frozenset({"conj", "xcomp", "advcl"})
"""Relations of a verb without a subject to one whose subject it shares."""


def is_root(reading: Reading, subject: Token) -> bool:
    """Whether a subject is that of its sentence's main verb."""
    verb = reading.head(subject)
    return verb is not None and verb.dep == "ROOT"


def head_of(reading: Reading, mention: Mention) -> Token:
    """The token of a mention that the rest of it hangs on."""
    tokens = mention.tokens(reading)
    free = (t for t in reversed(tokens) if not mention.first <= t.head < mention.last or t.head == t.i)
    return next(free, tokens[-1])


def quoted(reading: Reading) -> frozenset[int]:
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


def subject_of(reading: Reading, verb: Token) -> Token | None:
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


def subjects_above(reading: Reading, pronoun: Token) -> Iterator[tuple[Token, Token]]:
    """The subjects before a pronoun to which it can go back, the nearest first, each with its verb.

    Never one whose object it is. A pronoun that is a subject goes back to that of the clause its own is joined to.
    """
    verb = reading.verb_over(pronoun)
    if verb is None:
        return
    own = pronoun.dep == "poss" or pronoun.lower in REFLEXIVE
    depth = 0
    while verb is not None and depth < 4:
        subject = subject_of(reading, verb)
        if subject is not None and subject.i < pronoun.i and (own or depth) and not is_part(reading, subject, pronoun):
            yield subject, verb
        while verb is not None and verb.dep not in BELOW:
            above = reading.verb_over(verb) if verb.dep in {"conj", "relcl"} else None
            if verb.dep == "conj" and above and not depth and _begins(reading, pronoun):
                beside = subject_of(reading, above)
                if beside is not None and beside.i < pronoun.i:
                    yield beside, above
            verb = above
        verb = reading.verb_over(verb) if verb is not None else None
        own, depth = True, depth + 1


def is_part(reading: Reading, count: Token, pronoun: Token) -> bool:
    """Whether a pronoun stands in what a count is of: "one of [her] nephews" is not she."""
    counts = count.pos == "NUM" or count.lower in words("portions")
    return counts and any(above.i == count.i for above in reading.ancestors(pronoun))


def _begins(reading: Reading, pronoun: Token) -> bool:
    """Whether a pronoun is its clause's subject, or stands in it: "and [its] boss said"."""
    owned = reading.head(pronoun) if pronoun.dep == "poss" else pronoun
    return owned is not None and owned.dep in SUBJECTS
