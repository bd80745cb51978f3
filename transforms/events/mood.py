"""What a verb's own words say of whether it happened: negation, modals, adverbs, conditions, questions, tense."""

from dataclasses import dataclass

from schemas.ontology import Status
from transforms.events.frames import Grammar
from transforms.events.lexicon import cues, listed
from transforms.reading import Token

AHEAD = frozenset({"will", "'ll", "’ll", "could", "may", "might"})
"""With a clause in the present beside them they tell what is to come: "could be fined when he is sentenced"."""
UNREAL = frozenset({"would", "'d", "’d"})
"""With "have" they tell what was not: "would have helped"."""
REAL = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with the word that decided it, None where nothing speaks against plain happening."""

    status: Status
    cue: Token | None = None

    @property
    def real(self) -> bool:
        """Whether the event is told as a fact."""
        return self.status in REAL


HAPPENED = Verdict("happened")


def within(inner: Verdict, outer: Verdict) -> Verdict:
    """The verdict on what is embedded in a clause that has its own: "may have refused" leaves all of it open."""
    if outer.real:
        return outer if inner.status == "happened" else inner
    if outer.status == "threatened" and inner.status == "planned":
        return outer  # "warned that it would sue"
    return outer if inner.real or outer.status in ("did_not_happen", "possible") else inner


class Mood:
    """Reads verbs' own words in one reading."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._reading = grammar.reading

    def own(self, verb: Token) -> Verdict:
        """The verdict of a verb's own words, and of those it shares with the verb it is joined to."""
        verdict = self.words(verb)
        head = self._grammar.joined(verb)
        shares = verb.dep == "conj" and head is not None and not self._grammar.own_auxiliary(verb)
        if (
            head is not None
            and head.tag == "VB"
            and verb.tag in ("VBD", "VBZ", "VBP")
            and not self._grammar.is_bare(verb)
        ):
            shares = False  # "did not attack but shelled": the auxiliary is the other verb's
        if verdict.real and shares and head is not None and head.pos in ("VERB", "AUX"):
            return within(verdict, self.own(head))
        return verdict

    def words(self, verb: Token) -> Verdict:
        """The verdict of a verb's own words alone."""
        negation, modal, adverb = self._negation(verb), self._modal(verb), self._adverb(verb)
        conditional = self._conditional(verb)
        if conditional and (contrary := self._contrary(verb, conditional, negated=negation is not None)):
            return contrary
        if negation and conditional and conditional.cue and conditional.cue.lower != "?":
            return conditional
        if negation:
            if modal and self._bound(verb):
                return Verdict("possible", negation)
            open_still = modal and modal.cue and modal.cue.lower in ("may", "might", "must", "should")
            return modal if modal and open_still else Verdict("did_not_happen", negation)
        if modal:
            return conditional or modal
        return conditional or adverb or self._order(verb) or self._progressive(verb)

    def _contrary(self, verb: Token, conditional: Verdict, *, negated: bool) -> Verdict | None:
        """The verdict of a condition contrary to fact: "if they had met, he would have won"."""
        cue = conditional.cue.lower if conditional.cue else ""
        if cue == "had":
            return HAPPENED if negated else None
        had = any(c.dep == "aux" and c.lower in ("had", "'d", "’d") for c in self._reading.children(verb))
        if cue != "if" or not had or not self._beside_would(verb):
            return None
        return HAPPENED if negated else Verdict("did_not_happen", conditional.cue)

    def _order(self, verb: Token) -> Verdict | None:
        """What an imperative asks for: "Free the hostages"."""
        bare = verb.tag == "VB" and verb.dep in ("ROOT", "ccomp") and not self._grammar.own_auxiliary(verb)
        return Verdict("requested", verb) if bare else None

    def _bound(self, verb: Token) -> bool:
        """Whether something is ruled out only under a condition: "cannot return him without a hearing"."""
        return any(
            c.lower in ("without", "unless", "until")
            for t in self._reading.children(verb)
            for c in (t, *self._reading.children(t))
        )

    def _negation(self, verb: Token) -> Token | None:
        for child in self._reading.children(verb):
            if child.dep == "neg" or (
                child.dep == "advmod"
                and child.lower in cues("adverbs")
                and cues("adverbs")[child.lower] == "did_not_happen"
            ):
                return child
            if child.dep == "preconj" and child.lower == "neither":
                return child
            if child.dep in ("nsubj", "nsubjpass", "dobj", "attr") and (no := self._no(child)):
                return no
            if child.dep == "oprd" and (no := self._grammar.child(child, "neg")):
                return no  # "was found not guilty"
        return None

    def _no(self, noun: Token) -> Token | None:
        if noun.lower in ("nobody", "nothing", "none"):
            return noun
        if noun.pos == "NUM" or any(c.pos == "NUM" and c.i == noun.i + 1 for c in self._reading.children(noun)):
            return None  # "No 10" is a house
        return next(
            (
                c
                for c in self._reading.children(noun)
                if c.lower == "neither" or (c.lower == "no" and c.dep in ("det", "neg"))
            ),
            None,
        )

    def _modal(self, verb: Token) -> Verdict | None:
        for child in self._reading.children(verb):
            if child.dep == "aux" and child.lower == "to" and verb.dep == "ROOT":
                return Verdict("planned", child)  # as headlines have it: "France to send troops"
            if child.dep == "aux" and (status := cues("modals").get(child.lower)):
                return self._would(verb, child) if child.lower in UNREAL else Verdict(status, child)
        return None

    def _would(self, verb: Token, would: Token) -> Verdict | None:
        """The verdict of "would" and "'d": of what was to come, was not, hangs on a condition, or did follow."""
        words = {c.lower for c in self._reading.children(verb) if c.dep in ("aux", "advmod")}
        if would.lower != "would" and verb.tag in ("VBD", "VBN") and "have" not in words:
            return None  # "they'd bombed it the week before" had
        if "have" in words:
            return Verdict("did_not_happen", would)
        if words & listed("status.toml", "hindsight", "words"):
            return None  # also "why he would shoot": that he did is what puzzles
        condition = self._condition_below(verb)
        return Verdict("possible", condition) if condition else Verdict("planned", would)

    def _condition_below(self, verb: Token) -> Token | None:
        """The "if" on which a future hangs: "would be killed if they came", "would resign unless"."""
        clauses = (c for c in self._reading.children(verb) if c.dep == "advcl")
        marks = (c for clause in clauses for c in self._reading.children(clause) if c.dep == "mark")
        return next((mark for mark in marks if mark.lower in ("if", "unless")), None)

    def _adverb(self, verb: Token) -> Verdict | None:
        for child in self._reading.children(verb):
            if child.dep == "advmod" and (status := cues("adverbs").get(child.lower)):
                return Verdict(status, child)
        return None

    def _conditional(self, verb: Token) -> Verdict | None:
        """Open by "if" before it, by an if-clause below a future, or as a question."""
        for child in self._reading.children(verb):
            if child.dep == "mark" and (status := cues("conditions").get(child.lower)):
                return Verdict(status, child)
            if child.dep == "mark" and child.lower == "as" and self._so_long(verb):
                return Verdict("possible", child)
            open_ = listed("status.toml", "conditions", "open")
            future = child.lower == "until" and self._beside_would(verb)
            if child.dep in ("mark", "aux") and child.lower in open_ and (future or self._present(verb)):
                return Verdict("possible", child)
        if verb.dep == "advcl" and (ahead := self._ahead(verb) or self._inverted(verb)):
            return ahead
        if verb.dep == "ROOT" and (mark := self._question(verb)) and not self._presumed(verb):
            return Verdict("possible", mark)
        return None

    def _beside_would(self, verb: Token) -> bool:
        """Whether a clause stands beside what was yet to come: "would go on until they left"."""
        head = self._reading.head(verb)
        return head is not None and any(c.dep == "aux" and c.lower in UNREAL for c in self._reading.children(head))

    def _so_long(self, verb: Token) -> bool:
        """Whether a clause with "as" sets a condition: "as long as they resign"."""
        above = self._reading.head(verb)
        return above is not None and above.lower == "long" and verb.dep == "advcl"

    def _presumed(self, verb: Token) -> bool:
        """Whether a question takes the event for a fact: "Who killed him?", "Why did they leave?"."""
        words = self._reading.words(self._reading.sentences[verb.sentence])
        asking = any(w.tag in ("WP", "WRB", "WDT") for w in words[:2])
        past = verb.tag == "VBD" or any(c.lower == "did" for c in self._reading.children(verb))
        return asking and past

    def _ahead(self, verb: Token) -> Verdict | None:
        """What is to be, told in the present beside a future: "when they meet in May, they will sign"."""
        when = next((c for c in self._reading.children(verb) if c.lower in ("when", "after", "before", "as")), None)
        head = self._reading.head(verb)
        if when is None or head is None or not self._present(verb):
            return None
        future = any(c.dep == "aux" and c.lower in AHEAD for c in self._reading.children(head))
        faced = head.lemma in listed("status.toml", "facing", "verbs") and self._present(head)
        return Verdict("planned", when) if future or faced else None

    def _inverted(self, verb: Token) -> Verdict | None:
        """A condition told by the order of its words: "had they known", "should he resign"."""
        subject = next((c for c in self._reading.children(verb) if c.dep in ("nsubj", "nsubjpass")), None)
        first = next((c for c in self._reading.children(verb) if c.dep in ("aux", "auxpass")), None)
        if subject is None or first is None or first.i > subject.i:
            return None
        status = cues("inversions").get(first.lower)
        return Verdict(status, first) if status else None

    def _present(self, verb: Token) -> bool:
        """Whether a clause is in the present: "until they withdraw", "until sanctions are removed"."""
        finite = next((c for c in self._reading.children(verb) if c.dep in ("aux", "auxpass")), verb)
        return finite.tag in ("VBP", "VBZ")

    def _question(self, verb: Token) -> Token | None:
        words = self._reading.words(self._reading.sentences[verb.sentence])
        last = next((w for w in reversed(words) if w.lower not in ('"', "”", "'", "’")), None)
        return last if last is not None and last.lower == "?" else None

    def _heads_headline(self, participle: Token) -> bool:
        """Whether a participle is all the verb there is: "Workers striking over pay"."""
        words = self._reading.words(self._reading.sentences[participle.sentence])
        if words[-1].lower in (".", "!", "?"):
            return False  # a caption: "The mayor welcoming the Pope."
        if participle.dep == "ROOT":
            return not self._grammar.child(participle, "aux") and self._grammar.child(participle, "nsubj") is not None
        noun = self._reading.head(participle)
        return participle.dep == "acl" and noun is not None and noun.dep == "ROOT"

    def _progressive(self, verb: Token) -> Verdict:
        """What goes on: "is shelling", "are being treated"; told of the past it happened."""
        if verb.tag != "VBG":
            helping = self._grammar.helping(verb)
            going = next((c for c in self._reading.children(verb) if c.lower == "being" and c.dep == "auxpass"), None)
            still = next((c for c in self._reading.children(verb) if c.lower == "still" and c.dep == "advmod"), None)
            if still is not None and verb.tag in ("VBZ", "VBP"):
                return Verdict("ongoing", still)
            return Verdict("ongoing", going) if going is not None and helping & {"is", "are", "'s", "’s"} else HAPPENED
        being = [c for c in self._reading.children(verb) if c.dep == "aux" and c.lemma == "be"]
        if not being and self._heads_headline(verb):
            return Verdict("ongoing", verb)
        return Verdict("ongoing", being[0]) if being and being[0].tag in ("VBP", "VBZ") else HAPPENED
