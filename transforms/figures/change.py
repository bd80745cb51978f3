"""Change: whether a figure tells that something grew or shrank, by how much, to or from what."""

from dataclasses import dataclass

from schemas.ontology import Change, ChangeRole
from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.reading import Reading, Token

RELATIVE = frozenset({"percent", "percentage_point", "index"})
"""Kinds of figure that tell a change after verbs that also take plain objects: "gained 3 %"."""


@dataclass(frozen=True, slots=True)
class Told:
    """The change a figure tells: its direction (None on a level it came from or went to) and its role."""

    change: Change | None
    role: ChangeRole | None


ROLES: dict[str, ChangeRole] = {"by": "by", "to": "to", "at": "to", "from": "from"}


def told(line: Line, start: int, amount: Amount, reading: Reading, earlier: Told | None) -> Told | None:
    """The change that an amount tells; the words before it begin at `start`, `earlier` was told just before it."""
    words = lexicon()
    before = lower(line, start - 1)
    if way := _outright(line, start, amount, reading):
        return Told(way, "by")
    if (
        before in ROLES
        and (verb := _governor(line, start, reading)) is not None
        and (way := _way(verb, amount, reading, role=ROLES[before]))
    ):
        return _in_role(way, ROLES[before], earlier, amount)
    if before == "from" and lower(line, start - 2) in words.particles:
        return Told(None, "from")
    if before in ("to", "from") and earlier is not None:
        return _in_role(earlier.change, ROLES[before], earlier, amount)
    return _measured_by(line, start, amount, reading, earlier) or _after(line, amount) or _nominal(line, start, amount)


def _measured_by(line: Line, start: int, amount: Amount, reading: Reading, earlier: Told | None) -> Told | None:
    """Fell BY the daily limit OF 10 %, rose TO a record OF 40: what a noun under the preposition comes to."""
    if lower(line, start - 1) != "of" or start < 2:  # the noun and its "of"
        return None
    preposition = reading.head(reading.covering(line[start - 2].start, line[start - 2].end)[-1])
    verb = reading.head(preposition) if preposition is not None and preposition.lower in ("by", "to") else None
    if preposition is None or verb is None or verb.pos != "VERB":
        return None
    role = ROLES[preposition.lower]
    way = _way(verb, amount, reading, role=role)
    return _in_role(way, role, earlier, amount) if way else None


def _outright(line: Line, start: int, amount: Amount, reading: Reading) -> Change | None:
    """The direction that a minus, a particle or a verb before an amount gives it: "-1.3%", "up 5 %", "rose 5 %"."""
    words, before = lexicon(), lower(line, start - 1)
    if amount.kind in RELATIVE and (amount.value or 0) < 0 and line[amount.first].text in "-−–":
        return "decrease"
    if before in words.particles and amount.measured:
        return words.particles[before] if _is_direction(line, start - 1, reading) else None
    verb = _verb_before(line, start, reading) or _verb_over(line, amount, reading)
    return _way(verb, amount, reading) if verb is not None else None


def _verb_over(line: Line, amount: Amount, reading: Reading) -> Token | None:
    """CUT its forecast 12 %: the verb that a relative amount and an object before it belong to."""
    if amount.kind not in RELATIVE:
        return None
    token = reading.covering(line[amount.last - 1].start, line[amount.last - 1].end)[-1]
    verb = reading.head(token) if token.dep in ("npadvmod", "dobj", "advmod") else None
    if verb is None or verb.lemma.lower() not in lexicon().verbs:
        return None
    objects = [child for child in reading.children(verb) if child.dep == "dobj" and child.i < token.i]
    return verb if objects and token.i - verb.i < NEARBY else None


NEARBY = 8
"""Tokens from a verb to the amount by which it changes its object."""


def _is_direction(line: Line, i: int, reading: Reading) -> bool:
    """Whether a particle tells a direction, rather than being part of another verb: "make UP 5 %", "write OFF $3m"."""
    particle = reading.covering(line[i].start, line[i].end)[0]
    verb = reading.head(particle) if particle.dep == "prt" else None
    lemma = verb.lemma.lower() if verb is not None else ""
    return not lemma or lemma in lexicon().verbs or lemma in lexicon().sets["motion"]


def _in_role(way: Change | None, role: ChangeRole, earlier: Told | None, amount: Amount) -> Told:
    """A level carries the direction only where no other figure has said it; a stretch "from 5 to 7" always does."""
    if role == "from" and amount.comparison == "range":
        return Told(way, None)
    said = role == "from" or (role == "to" and earlier is not None and earlier.role == "by")
    return Told(None if said else way, role)


def _verb_before(line: Line, start: int, reading: Reading) -> Token | None:
    """The verb right before an amount, an adverb apart: "rose sharply 5 %", "fell a further 3 %"."""
    j = start - 1
    for _ in range(4):
        while hyphen_at(line, j - 1):
            j -= 2  # rose a stronger-than-expected 0.3 %
        if j < 0:
            return None
        tokens = reading.covering(line[j].start, line[j].end)
        if tokens and tokens[0].lemma.lower() in lexicon().verbs and tokens[0].tag not in ("NN", "NNS", "JJ"):
            return tokens[0]
        if (
            not tokens
            or (tokens[0].pos not in ("ADV", "ADP", "ADJ", "PART") and tokens[0].lower not in lexicon().sets["skipped"])
            or tokens[0].lower in ("to", "from", "at", "in", "on")
        ):
            return None
        j -= 1
    return None


def _governor(line: Line, start: int, reading: Reading) -> Token | None:
    """The verb that the preposition before an amount belongs to."""
    preposition = reading.covering(line[start - 1].start, line[start - 1].end)[0]
    for above in list(_first(reading, preposition)):
        if above.pos in ("VERB", "AUX"):
            return above
    return None


def _first(reading: Reading, token: Token) -> list[Token]:
    above = []
    for ancestor in reading.ancestors(token):
        above.append(ancestor)
        if len(above) == 3 or ancestor.pos == "VERB":
            break
    return above


def _way(verb: Token, amount: Amount, reading: Reading, role: ChangeRole = "by") -> Change | None:
    """The direction that a verb tells of an amount."""
    words = lexicon()
    lemma = verb.lemma.lower()
    way = words.verbs.get(lemma)
    if way is None:
        particle = next((x.lower for x in reading.tokens[verb.i + 1 : verb.i + 3] if x.lower in words.directions), None)
        back = particle == "back" and lemma == "be"  # "is back to 80 %" may have come from below
        return words.directions[particle] if particle and lemma in lexicon().sets["motion"] and not back else None
    if lemma in words.transitive and role == "by" and amount.kind not in RELATIVE:
        return None
    for word in reading.tokens[verb.i + 1 : verb.i + 2]:
        way = words.directions.get(word.lower, way)
    return way if amount.measured or amount.kind != "count" or role != "by" or lemma not in words.transitive else None


def _after(line: Line, amount: Amount) -> Told | None:
    """5 % higher, 30 points lower."""
    if amount.kind not in RELATIVE and amount.kind != "money":
        return None
    way = lexicon().trailing.get(lower(line, amount.last))
    if (
        way is None
        or lower(line, amount.last + 1) == "of"
        or lower(line, amount.last) in ("off", "above", "below", "more", "less")
    ):
        return None
    return Told(way, "by")


def _nominal(line: Line, start: int, amount: Amount) -> Told | None:
    """A 5 % rise, an increase of 60 jobs."""
    nouns = lexicon().nouns
    for j in range(amount.last, min(amount.last + 4, len(line))):
        if line[j].kind != "word" or line[j].lower == "to":  # 27 % more likely TO fall ill
            break
        if line[j].lower in nouns and amount.kind in (*RELATIVE, "money"):
            return Told(nouns[line[j].lower], "by")
    if (
        lower(line, start - 1) in ("of", "by")
        and lower(line, start - 2) in nouns
        and lower(line, start - 2) not in ("loss", "discount")
    ):
        return Told(nouns[lower(line, start - 2)], "by")
    return None
