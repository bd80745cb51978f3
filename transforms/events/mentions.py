"""Which actor a word of the text names."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from schemas.actors import Actor, ActorMention
from schemas.facts import FactTables
from transforms.reading import Reading, Token

INNER = ("appos", "poss", "compound", "nmod", "amod")
"""Parts of a noun phrase that may name who stands behind it, likeliest first: "Iran's parliament", "Taliban attack"."""

PAIRED = frozenset({"man", "woman", "leader", "minister", "president", "politician", "official", "premier", "diplomat"})
"""What two people named before are called together."""

GAP = 200
"""Characters between the parts of one quote, at most: “...,” the minister said on Monday. “...”"""

AFTER_NAMES = frozenset({
    "inspired", "style", "like", "related", "based", "era", "themed", "born", "linked", "affiliated", "aligned",
    "friendly", "made",
})  # fmt: skip
"""After a name and a hyphen: what it is called after or goes back to, and did not do itself."""

POWERS = frozenset({"state", "government_body", "armed_group", "organisation"})
OFFICES = frozenset({"GOV", "MIL", "IGO", "OPP", "PTY", "LEG", "SPY", "COP", "ELI"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that fills a role; `direct` where the mention is the phrase itself, not one inside it."""

    mention: ActorMention
    direct: bool


class Mentions:
    """The actor mentions of one article by the tokens they cover."""

    def __init__(self, reading: Reading, found: FactTables) -> None:
        self._reading = reading
        self._actors = {actor.actor_id: actor for actor in found.actors}
        self.dates = frozenset(
            t.i for m in found.date_mentions if m.kind in ("DATE", "TIME") for t in reading.covering(m.start, m.end)
        )
        self._quotes = [quote for quote in found.quotes if quote.kind == "direct"]
        self._first: dict[str, ActorMention] = {}
        for mention in found.actor_mentions:
            self._first.setdefault(mention.actor_id, mention)
        self._said: dict[tuple[str, int], list[ActorMention]] = defaultdict(list)
        for mention in found.actor_mentions:
            if mention.form != "pronoun":
                self._said[mention.actor_id, mention.sentence_no].append(mention)
        self._known = {m.actor_id for m in found.actor_mentions if m.form != "pronoun"}
        self._named = [
            m for m in found.actor_mentions if m.form == "name" and self._actors[m.actor_id].kind == "person"
        ]
        self._heads: dict[int, ActorMention] = {}
        self._covering: dict[int, ActorMention] = {}
        for mention in sorted(found.actor_mentions, key=lambda m: (m.start - m.end, m.start)):
            tokens = reading.covering(mention.start, mention.end)
            if self._is_thing(mention, tokens):
                continue
            inside = {t.i for t in tokens}
            for token in tokens:
                self._covering.setdefault(token.i, mention)
                if token.head == token.i or token.head not in inside or self._is_counted(token, inside):
                    self._heads.setdefault(token.i, mention)

    def _is_counted(self, token: Token, inside: AbstractSet[int]) -> bool:
        """Whether a noun stands after "of" in a mention that is some of those it means: "one of her [nephews]"."""
        of = self._reading.head(token) if token.dep == "pobj" else None
        count = self._reading.head(of) if of is not None and of.lower == "of" else None
        return count is not None and count.i in inside and count.head not in inside

    def _is_thing(self, mention: ActorMention, tokens: Sequence[Token]) -> bool:
        """Whether a person's name of one word has an article, so names a thing: "a Bill"."""
        person = mention.form == "name" and self._actors[mention.actor_id].kind == "person"
        if not person or len(tokens) != 1:
            return False
        return any(c.dep == "det" and c.lower in ("a", "an", "the") for c in self._reading.children(tokens[0]))

    def actor(self, token: Token) -> Actor | None:
        """The actor that a phrase headed by this word names."""
        mention = self.at(token)
        return self._actors.get(mention.actor_id) if mention else None

    def at(self, token: Token) -> ActorMention | None:
        """The mention that this word heads, or that covers it."""
        return self._heads.get(token.i) or self._covering.get(token.i)

    def quoted(self, token: Token) -> bool:
        """Whether a word stands within a quote."""
        return any(quote.start <= token.start < quote.end for quote in self._quotes)

    def is_state(self, mention: ActorMention) -> bool:
        """Whether a mention names a state."""
        return self._actors[mention.actor_id].kind == "state"

    def polices(self, token: Token) -> bool:
        """Whether a word names police or others who arrest, and not the one who speaks for them."""
        actor = self.actor(token)
        return actor is not None and actor.sector == "COP" and (actor.kind != "person" or token.tag == "NNS")

    def prosecutes(self, token: Token) -> bool:
        """Whether a word stands for prosecutors or a court."""
        actor = self.actor(token)
        return actor is not None and actor.sector == "JUD" and (actor.kind != "person" or token.tag == "NNS")

    def in_name(self, token: Token) -> bool:
        """Whether a word is part of a name of several words."""
        mention = self._covering.get(token.i)
        return mention is not None and mention.form == "name" and " " in mention.text

    def is_person(self, token: Token) -> bool:
        """Whether a word names a person, by name or pronoun."""
        actor = self.actor(token)
        if actor:
            return actor.kind == "person"
        return token.lower in ("he", "she", "him", "her", "his", "who", "they", "them", "their")

    def is_official(self, token: Token) -> bool:
        """Whether a word names a person with an office."""
        actor = self.actor(token)
        return bool(actor and actor.kind == "person" and (actor.role_title or actor.sector in OFFICES))

    def acts(self, token: Token) -> bool:
        """Whether a word names a state, a body or one with an office, whose word is an act of politics."""
        own = self.at(token)
        named = (self._actors[m.actor_id] for m in (*((own,) if own else ()), *self._inside(token)))
        return any(
            actor.kind in POWERS or (actor.kind == "person" and bool(actor.role_title or actor.sector in OFFICES))
            for actor in named
        )

    def fill(self, token: Token) -> Filler | None:
        """Who a noun phrase names: itself, else who stands inside it."""
        if self._is_named_after(token):
            return None
        mention = self._speaker(token) or self._told(token) or self._taken_up(token) or self.at(token)
        if mention:
            return Filler(self._in_words(mention), direct=True)
        inner = next(self._inside(token), None) or self._having(token)
        return Filler(self._in_words(inner), direct=False) if inner else None

    def _having(self, token: Token) -> ActorMention | None:
        """Who has what a clause seems to be about: "[a court] with a majority that ruled"."""
        noun, prep = token, self._reading.head(token)
        while prep is not None and (noun.dep == "conj" or (noun.dep == "pobj" and prep.lower == "of")):
            noun = prep if noun.dep == "conj" else self._reading.head(prep) or prep
            prep = self._reading.head(noun)
        owner = self._reading.head(prep) if prep is not None and prep.lower == "with" and noun.dep == "pobj" else None
        clause = any(c.dep == "relcl" for c in self._reading.children(token))
        return self.at(owner) if clause and owner is not None and owner.pos in ("NOUN", "PROPN") else None

    def _told(self, token: Token) -> ActorMention | None:
        """The mention at a word, unless it is a pronoun of whom the text does not tell whom it means."""
        mention = self.at(token)
        return mention if mention and (mention.form != "pronoun" or mention.actor_id in self._known) else None

    def _in_words(self, mention: ActorMention) -> ActorMention:
        """For a pronoun, the last words before it in its sentence that say who it is, where there are any."""
        if mention.form != "pronoun":
            return mention
        said = (m for m in self._said.get((mention.actor_id, mention.sentence_no), ()) if m.start < mention.start)
        return max(said, key=lambda m: m.start, default=mention)

    def _speaker(self, token: Token) -> ActorMention | None:
        """Who "I" and a body's "we" are within a quote: its speaker, also of the part before it, where one is named."""
        if token.lower not in ("i", "we", "me", "us", "my", "our") or token.text == "US":
            return None
        quotes = self._quotes
        at = next((n for n, q in enumerate(quotes) if q.start <= token.start < q.end), None)
        while at and not (quotes[at].actor_id or quotes[at].speaker) and quotes[at].start - quotes[at - 1].end < GAP:
            at -= 1
        speaker = None if at is None else quotes[at].actor_id
        if speaker is None or (self._actors[speaker].kind == "person" and token.lower in ("we", "us", "our")):
            return None  # "we" are more than the one who speaks
        return self._first.get(speaker)

    def _taken_up(self, token: Token) -> ActorMention | None:
        """Whom "it" or "they" as subject of a clause takes up: the subject of the clause above, if the number fits."""
        verb = self._reading.head(token)
        if token.lower not in ("it", "they") or verb is None or verb.dep not in ("ccomp", "advcl", "xcomp"):
            return None
        above = self._reading.head(verb)
        subject = next((c for c in self._reading.children(above) if c.dep == "nsubj"), None) if above else None
        mention = self.at(subject) if subject is not None else None
        if subject is None or mention is None or subject.i > token.i:
            return None
        kind = self._actors[mention.actor_id].kind
        many = subject.tag in ("NNS", "NNPS")
        one = kind not in ("person", "group") and (not many or subject.lower == "police")
        return mention if (one if token.lower == "it" else many) else None

    def pair(self, token: Token) -> tuple[ActorMention, ...]:
        """Several who stand behind one word: a list of people with their ages, or those that "the two men" take up.

        "Both leaders" and the like are the people named last before, where they are just two.
        """
        if listed := self._listed(token):
            return listed
        words = {c.lower for c in self._reading.children(token)}
        if token.tag != "NNS" or not ("both" in words or {"the", "two"} <= words) or token.lemma.lower() not in PAIRED:
            return ()
        near = [
            m for m in self._named
            if m.start < token.start and token.sentence - 1 <= m.sentence_no <= token.sentence
        ]  # fmt: skip
        latest = {m.actor_id: m for m in near}
        return tuple(latest.values()) if len(latest) == 2 else ()

    def _listed(self, token: Token) -> tuple[ActorMention, ...]:
        """Those in a list whose members the ages cut apart: "[Ann Lee], 40, [Omar Gil], 38, and [a driver]"."""
        children = self._reading.children(token)
        if not any(c.dep == "appos" and c.pos == "NUM" for c in children) or self.at(token) is None:
            return ()
        told: dict[str, ActorMention] = {}
        left = [token]
        while left:
            word = left.pop(0)
            if mention := self.at(word):
                told.setdefault(mention.actor_id, mention)
            below = (c for c in self._reading.children(word) if c.dep in ("appos", "conj") and c.i > word.i)
            left.extend(c for c in below if c.pos in ("NOUN", "PROPN", "PRON"))
        return tuple(told.values()) if len(told) > 1 else ()

    def _is_named_after(self, token: Token) -> bool:
        """Whether a name only tells what something is called after or goes back to: "[Taliban]-inspired attacks"."""
        mention = self.at(token)
        last = self._reading.covering(mention.start, mention.end)[-1].i if mention else token.i
        after = self._reading.tokens[last + 1 : last + 3]
        return len(after) == 2 and after[0].text == "-" and after[1].lower in AFTER_NAMES

    def _inside(self, token: Token) -> Iterator[ActorMention]:
        children = self._reading.children(token)
        for dep in INNER:
            for child in children:
                mention = self.at(child) if child.dep == dep else None
                if mention and not self._is_named_after(child):
                    yield mention
        for child in self._reading.children(token):
            if child.dep == "prep" and child.lower in ("of", "from", "by", "in"):
                for inner in self._reading.children(child):
                    filler = self.fill(inner) if inner.dep == "pobj" else None
                    placed = child.lower == "in" and filler is not None and self.is_state(filler.mention)
                    if filler and not placed:  # of "a car in Lebanon" Lebanon is no owner
                        yield filler.mention
        for child in children:
            if child.dep in ("poss", "appos") and (filler := self.fill(child)):
                yield filler.mention
