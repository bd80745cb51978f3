"""Pronouns of whom the text does not tell safely whom they mean: who acts is then "they", and no more is said."""

from collections.abc import Iterable

from schemas.facts import FactTables
from schemas.ontology import ActorKind
from transforms.actors.drafts import Draft, Mention
from transforms.actors.lexicon import words
from transforms.actors.subjects import SUBJECTS, quoted
from transforms.reading import Reading, Token

KINDS: dict[str, tuple[str, ActorKind]] = {
    "he": ("he", "person"), "him": ("he", "person"), "his": ("he", "person"),
    "she": ("she", "person"), "her": ("she", "person"),
    "they": ("they", "group"), "them": ("they", "group"), "their": ("they", "group"),
    "i": ("I", "person"), "me": ("I", "person"),
    "you": ("you", "group"),
    "we": ("we", "group"), "us": ("we", "group"),
    "it": ("it", "organisation"),
}  # fmt: skip
"""Each pronoun with what its actor is called, and of what kind that one is."""

PLACES = SUBJECTS | {"dobj", "dative", "pobj", "conj", "poss"}
"""Where in a clause a pronoun stands for one who acts or is acted on."""

LOOK_BACK = 60
"""Tokens before "they" among which the last plural is looked for."""

SURE = 0.6
"""That it is someone who acts, and no thing, where the text does not tell who."""


def with_untold(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts and one more for each pronoun in none of them; those of one sentence and case are the same."""
    known = list(drafts)
    taken = frozenset(i for draft in known for m in draft.mentions for i in range(m.first, m.last) if _holds(m, i))
    spoken = quoted(reading)
    untold: dict[tuple[int, str, bool, bool], Draft] = {}
    for token in reading.tokens:
        if token.i in taken or not _is_someone(reading, token, taken):
            continue
        name, kind = KINDS[token.lower]
        same = (token.sentence, name, token.i in spoken, _is_object(token))
        if token.dep == "poss" and (*same[:3], True) in untold:
            same = (*same[:3], True)  # "urged them to keep their arms"
        draft = untold.get(same, Draft(name, kind))
        untold[same] = draft.with_mentions([Mention(token.i, token.i + 1, "pronoun", SURE)])
    return [*known, *untold.values()]


def drop_unused(_: Reading, found: FactTables) -> FactTables:
    """The facts without the actors that pronouns alone tell and no fact refers to; runs when all facts are found."""
    named = {m.actor_id for m in found.actor_mentions if m.form != "pronoun"}
    used = {part.actor_id for part in found.event_actors} | {quote.actor_id for quote in found.quotes}
    used |= {fact.attributed_to for facts in (found.events, found.figures) for fact in facts}
    used |= {figure.actor_id for figure in found.figures}
    kept = named | used
    return found.adding(
        actors=(actor for actor in found.actors if actor.actor_id in kept),
        actor_mentions=(mention for mention in found.actor_mentions if mention.actor_id in kept),
    )


def _holds(mention: Mention, token: int) -> bool:
    """Whether a token is a mention's own and not only the possessor in it: of "their homes" the homes."""
    return mention.form != "nominal" or token > mention.first or mention.last - mention.first == 1


def _is_someone(reading: Reading, token: Token, actors: frozenset[int]) -> bool:
    """Whether a token is a pronoun for someone: "it" only where it does what no thing can, "they" for no things."""
    if token.lower not in KINDS or token.tag not in {"PRP", "PRP$"} or token.dep not in PLACES or token.text == "US":
        return False
    verb = reading.head(token)
    lemma = verb.lemma.lower() if verb else ""
    if token.lower == "it":
        return token.dep == "nsubj" and lemma in words("willed")
    if KINDS[token.lower][0] != "they":
        return True
    listed = words("willed") | words("bodily") if token.dep in SUBJECTS else words("dealing") | words("bodily")
    return lemma in listed or not _are_things(reading, token, actors)


def _are_things(reading: Reading, they: Token, actors: frozenset[int]) -> bool:
    """Whether the last plural before a pronoun, in its sentence or the one before, is of no actors: "bills"."""
    for token in reversed(reading.tokens[max(0, they.i - LOOK_BACK) : they.i]):
        if token.sentence < they.sentence - 1:
            return False
        if token.tag in {"NNS", "NNPS"}:
            return token.i not in actors
    return False


def _is_object(token: Token) -> bool:
    return token.dep not in SUBJECTS | {"poss", "conj"}
