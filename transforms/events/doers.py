"""Who did it where a verb or a noun has no doer of its own: whose words or blows they are, who met, who says so."""

from transforms.events.frames import Grammar
from transforms.events.lexicon import light, listed
from transforms.events.mentions import Mentions
from transforms.events.phrases import FINITE
from transforms.events.senses import Senses
from transforms.events.tellings import Telling
from transforms.reading import Reading, Token

LEAVING = frozenset({"RETREAT", "MOVE", "CONCEDE", "COERCE", "DIE"})
"""Types with which "from" says what is left."""

HARSH = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Types of deeds that those who vow them mean to do."""

POLICING = frozenset({
    ("COERCE", "arrest"), ("COERCE", "seize"), ("COERCE", "disperse"), ("COERCE", "raid"),
    ("CONCEDE", "release"), ("ACCUSE", "charge"),
})  # fmt: skip
"""What the police who tell of it are held to have done where nobody else is named."""


class Doers:
    """Finds them in one reading."""

    def __init__(self, reading: Reading, grammar: Grammar, mentions: Mentions, senses: Senses) -> None:
        self._reading = reading
        self._grammar = grammar
        self._mentions = mentions
        self._senses = senses

    def of(self, telling: Telling) -> tuple[Token, ...]:
        """The words for those who did it; empty where nothing around says so."""
        noun = telling.token.pos == "NOUN"
        if noun:
            return self._meeting(telling) or self._source(telling) or self._changing(telling)
        return self._saying(telling) or self._answering(telling) or self._name_before(telling)

    def _changing(self, telling: Telling) -> tuple[Token, ...]:
        """Who cuts short or puts off a visit of their own: "cancelled a trip to Oslo"."""
        verb = self._reading.head(telling.token)
        visit = telling.mode == "visit" and telling.token.dep == "dobj" and not telling.frame.get("poss")
        if verb is None or not visit or verb.lemma not in light("cutting"):
            return ()
        return self._grammar.doer(verb)

    def _answering(self, telling: Telling) -> tuple[Token, ...]:
        """Who vows what a passive tells of no one: "the army vowed that the town would be retaken"."""
        verb = telling.token
        above = self._reading.head(verb) if verb.dep == "ccomp" and telling.frame.passive else None
        if above is None or telling.type not in HARSH or above.lemma not in light("answering"):
            return ()
        return self._grammar.doer(above)

    def _name_before(self, telling: Telling) -> tuple[Token, ...]:
        """The name right before a verb that got no subject as that holds a verb: "[Save the Children] urged"."""
        verb, before = telling.token, self._reading.tokens[telling.token.i - 1 : telling.token.i]
        lost = verb.tag in FINITE and not telling.frame.passive and not telling.frame.get("subj")
        return before if lost and before and before[0].pos != "PUNCT" and self._mentions.in_name(before[0]) else ()

    def _source(self, telling: Telling) -> tuple[Token, ...]:
        """From whom words or blows come: "criticism of the plan from unions", "a letter from the minister"."""
        if telling.type in LEAVING or "from" in telling.recipient:
            return ()
        about = self._grammar.around(telling.token).get("of", ())
        return tuple(giver for part in (telling.token, *about) for giver in self._grammar.around(part).get("from", ()))

    def _meeting(self, telling: Telling) -> tuple[Token, ...]:
        """Who met or raided: the doer of the clause that names it, "Lee spoke after talks with Kim"."""
        above = self._grammar.over(telling.token)
        prep = above.lower if above is not None and above.dep == "prep" else ""
        met = telling.type == "CONSULT" and (telling.frame.get("with") or prep == "for")
        raided = telling.mode == "raid" and prep in ("in", "during")
        struck = telling.type == "ASSAULT" and prep == "in" and self._is_harmed(above)
        if not (met or raided or struck):
            return ()
        if above is not None and prep in listed("prepositions.toml", "meeting", "at"):
            above = self._reading.head(above)
        if above is None or above.pos != "VERB" or above.lemma in listed("status.toml", "onlooking", "verbs"):
            return ()
        if prep in ("after", "following") and above.dep == "ccomp" and {"will", "would"} & self._grammar.helping(above):
            above = self._reading.head(above) or above  # "said aid would follow after talks with Kim": who said so met
        return self._grammar.doer(above)

    def _is_harmed(self, prep: Token | None) -> bool:
        """Whether a phrase belongs to a verb of harm that names who did it: "they killed two in a strike"."""
        verb = self._reading.head(prep) if prep is not None else None
        if verb is None or verb.pos != "VERB" or self._grammar.is_passive(verb):
            return False
        sense = self._senses.verb(self._grammar.verb(verb))
        return verb.lemma in light("harm") or (sense is not None and sense.type == "ASSAULT")

    def _saying(self, telling: Telling) -> tuple[Token, ...]:
        """The police who tell of an arrest that names nobody: "[police] said two men had been arrested"."""
        if (telling.type, telling.mode) not in POLICING or not telling.frame.passive:
            return ()
        charged = telling.type == "ACCUSE"
        said = self._grammar.sayer(telling.token)
        return tuple(t for t in said if self._mentions.polices(t) or (charged and self._mentions.prosecutes(t)))
