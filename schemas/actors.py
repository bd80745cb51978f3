"""actors and actor_mentions: who acts in an article, and where the text names them."""

from dataclasses import dataclass

from schemas.ontology import ActorKind, MentionForm, Sector
from schemas.spans import SPAN_FORWARD, ArticleRow, SpanRow
from schemas.table import Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(ArticleRow):
    """One actor of one article. Across articles, actors join by name, kind and country."""

    actor_id: str = column("deterministic id, one an article and actor")
    name: str = column("the fullest form seen")
    kind: ActorKind = column("what kind of actor")
    country_iso3: str | None = column("the actor's country, ISO 3166-1 alpha-3", default=None)
    sector: Sector | None = column("PLOVER's sector code", default=None)
    role_title: str | None = column("title or office: Minister of Defence", default=None)
    affiliation_id: str | None = column("actor_id of what the actor belongs to", default=None)
    wikidata_id: str | None = column("null unless known", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention(SpanRow):
    """One span that names an actor."""

    actor_id: str = column("the actor")
    form: MentionForm = column("name, nominal ('the Russian minister') or pronoun")


ACTORS = Table(
    "actors", Actor, ("actor_id",), "Everyone who acts in an article: people, states, bodies, groups, companies."
)
ACTOR_MENTIONS = Table(
    "actor_mentions",
    ActorMention,
    ("article_id", "version", "start", "end", "actor_id"),
    "Every span that names an actor.",
    (SPAN_FORWARD,),
)
