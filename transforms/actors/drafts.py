"""An actor while it is being put together: what is known of it, and its mentions so far."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from schemas.ontology import ActorKind, MentionForm, Sector
from transforms.actors.spans import Stretch


@dataclass(frozen=True, slots=True)
class Mention(Stretch):
    """One span of an actor, before it is a row."""

    form: MentionForm
    confidence: float


@dataclass(frozen=True, slots=True)
class Draft:
    """One actor.

    `office` is the lemma of the role's head noun; `told` are the stretches that tell the role or the kind.
    `role_words` are the words of all those stretches and of the title, in lower case.
    `called` are the nouns that stand beside the name for what it is, as lemmas ("the Amal Front [militia]").
    """

    name: str
    kind: ActorKind
    country: str | None = None
    sector: Sector | None = None
    title: str | None = None
    office: str | None = None
    female: bool | None = None
    told: tuple[Stretch, ...] = ()
    called: tuple[str, ...] = ()
    role_words: frozenset[str] = frozenset()
    mentions: tuple[Mention, ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether some mention is a name."""
        return any(mention.form == "name" for mention in self.mentions)

    @property
    def words(self) -> frozenset[str]:
        """All words that it is called by, in lower case."""
        return frozenset((*self.name.lower().split(), *self.called))

    def with_mentions(self, more: Iterable[Mention], country: str | None = None) -> "Draft":
        """The same actor with further mentions, and its country where it was not known."""
        return replace(self, mentions=(*self.mentions, *more), country=self.country or country)

    def before(self, token: int) -> Mention | None:
        """The last mention that ends no later than a token; None where there is none."""
        return max((m for m in self.mentions if m.last <= token), key=lambda m: m.last, default=None)
