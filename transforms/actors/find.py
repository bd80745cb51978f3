"""From a reading to the rows of actors and actor_mentions."""

from collections.abc import Iterable, Mapping, Sequence

from schemas.actors import Actor, ActorMention
from schemas.facts import FactTables
from schemas.ids import make_id
from schemas.ontology import Sector
from transforms.actors.acting import governs, presides
from transforms.actors.aged import add_aged, join_aged
from transforms.actors.antecedents import join_nominals
from transforms.actors.classes import group_after
from transforms.actors.drafts import Draft, Mention
from transforms.actors.groups import organisations, people
from transforms.actors.homelands import join_homelands
from transforms.actors.lexicon import known_names, nominal_heads, words
from transforms.actors.named import class_of_name, organisation, person, resolve_counterparts
from transforms.actors.nominals import nominals
from transforms.actors.pronouns import join_pronouns
from transforms.actors.recognise import names
from transforms.actors.spans import NameSpan, Stretch
from transforms.actors.states import local_governments, states
from transforms.actors.teams import teams
from transforms.actors.titles import is_office, is_title, title_before
from transforms.actors.untold import with_untold
from transforms.actors.works import titles_of_works
from transforms.reading import Reading, Token


def find_actors(reading: Reading, found: FactTables) -> FactTables:
    """Add `actors` and `actor_mentions`: everyone who acts, joined to one actor an article, and their spans.

    Reads `found.locations` and `found.location_mentions`, so it runs after places.
    """
    drafts = _drafts(reading, found)
    ids = [_id(reading, draft) for draft in drafts]
    bodies = _affiliations(drafts, ids)
    mentions = [_mention_row(reading, m, i) for d, i in zip(drafts, ids, strict=True) for m in d.mentions]
    return found.adding(
        actors=[_actor_row(reading, *known) for known in zip(drafts, ids, bodies, strict=True)],
        actor_mentions=sorted(mentions, key=lambda m: (m.start, m.end, m.actor_id)),
    )


def _drafts(reading: Reading, found: FactTables) -> list[Draft]:
    works = titles_of_works(reading)
    told = [n for n in names(reading, found) if not any(n.overlaps(work) for work in works)]
    spans = teams(reading, [n for n in told if not _is_site(reading, n)], found)
    persons = [person(reading, group) for group in people(reading, _of(spans, "PER"))]
    bodies = [n for n in _of(spans, "ORG") if not _is_state(reading, n) and not _is_office(reading, n, persons)]
    named = [
        *resolve_counterparts(persons),
        *(organisation(reading, group) for group in organisations(reading, bodies)),
        *states(reading, spans, found),
        *local_governments(reading, spans, found),
    ]
    free = nominals(reading, spans, [*works, *_taken(reading, spans)])
    joined = join_aged(reading, join_nominals(reading, free, named))
    return with_untold(reading, add_aged(reading, join_homelands(reading, join_pronouns(reading, joined))))


def _of(spans: Iterable[NameSpan], kind: str) -> tuple[NameSpan, ...]:
    return tuple(span for span in spans if span.kind == kind)


def _is_site(reading: Reading, name: NameSpan) -> bool:
    """Whether the name of a house is a place here, and none who act: "outside the [Kremlin]", "bombed [Acme Tower]"."""
    known = known_names().get(name.text(reading))
    if known is not None and known.site and presides(reading, reading.tokens[name.last - 1]):
        return False
    if name.kind == "ORG" and (_is_building(name.key(reading)) or name.key(reading)[0] in words("ships")):
        return not governs(reading, reading.tokens[name.last - 1])
    before = [t.lower for t in reading.tokens[max(0, name.first - 2) : name.first]]
    if before[-1:] == ["the"]:
        before.pop()
    return known is not None and known.site and bool(before) and before[-1] in words("sites")


def _is_building(key: tuple[str, ...]) -> bool:
    return key in {("coliseum",), ("colosseum",)} or (
        len(key) > 1
        and (key[-1] in words("buildings") or (key[-1] in {"center", "centre"} and key[-2] in words("centres")))
    )


def _is_state(reading: Reading, name: NameSpan) -> bool:
    known = known_names().get(name.text(reading))
    return known is not None and known.kind == "state"


def _is_office(reading: Reading, name: NameSpan, persons: Iterable[Draft]) -> bool:
    """Whether a name is but a part of an office: "National Security" in "National Security Chief Ann Lee"."""
    if _is_police_and_crime(reading, name):
        return True
    if class_of_name(tuple(t.text for t in name.tokens(reading))):
        return False
    following = reading.tokens[name.last : name.last + 1]
    titled = bool(following) and is_title(following[0])
    before = (
        name.first > 1 and reading.tokens[name.first - 1].lower == "of" and is_title(reading.tokens[name.first - 2])
    )
    if titled and _has_company(following[0]):
        return False
    return (titled or before) and any(t.first <= name.first and name.last <= t.last for p in persons for t in p.told)


def _is_police_and_crime(reading: Reading, name: NameSpan) -> bool:
    """Whether a name is the first part of an office of two: "[Durham Police] and Crime Commissioner"."""
    following = [t.lower for t in reading.tokens[name.last : name.last + 5] if t.text not in {",", "fire", "Fire"}]
    return reading.tokens[name.last - 1].lower == "police" and following[:3] == ["and", "crime", "commissioner"]


def _has_company(title: Token) -> bool:
    """Whether an office is one in a company: what stands before it is its name ("Acme chief executive")."""
    known = nominal_heads().get(title.lower)
    return known is not None and known.sector == "BUS"


def _taken(reading: Reading, spans: Iterable[NameSpan]) -> list[Stretch]:
    """Words that belong to a name though not in it: titles, and nouns that a group's name explains."""
    taken = []
    for span in spans:
        if span.kind == "PER" and (title := title_before(reading, span.first)):
            taken.append(Stretch(title.first, title.last))
        if span.kind == "ORG" and (at := group_after(reading, span)) is not None:
            taken.append(Stretch(span.last, at + 1))
    return taken


def _id(reading: Reading, draft: Draft) -> str:
    article, first = reading.article, min(draft.mentions, key=lambda m: (m.first, m.last))
    start = reading.tokens[first.first].start
    return make_id(
        article.article_id, article.version, "actors", start, first.last - first.first, draft.kind, draft.name
    )


def _actor_row(reading: Reading, draft: Draft, actor_id: str, body: tuple[Draft, str] | None) -> Actor:
    article = reading.article
    return Actor(
        article_id=article.article_id,
        version=article.version,
        actor_id=actor_id,
        name=draft.name,
        kind=draft.kind,
        country_iso3=draft.country,
        sector=_sector(draft, body),
        role_title=_title(reading, draft, body),
        affiliation_id=body[1] if body else None,
    )


def _title(reading: Reading, draft: Draft, body: tuple[Draft, str] | None) -> str | None:
    """The office without the name of the body before it: "chief executive" of "Acme chief executive"."""
    names = [m.text(reading) for m in body[0].mentions] if body else []
    name = next((n for n in names if draft.title and draft.title.startswith(f"{n} ")), None)
    return draft.title[len(name) + 1 :] if draft.title and name else draft.title


def _sector(draft: Draft, body: tuple[Draft, str] | None) -> Sector | None:
    """A person's sector: the office's, or that of the body where the office may be in any ("president", "chief")."""
    general = draft.sector in {None, "BUS", "GOV"}
    return body[0].sector if body and body[0].sector and general else draft.sector


def _affiliations(drafts: Sequence[Draft], ids: Sequence[str]) -> list[tuple[Draft, str] | None]:
    """For each draft the organisation named in what tells its role ("an Acme spokesman"), with its id."""
    bodies = {
        m.first: (m.last, draft, i)
        for draft, i in zip(drafts, ids, strict=True)
        if draft.is_named and draft.kind not in {"person", "state", "group"}
        for m in draft.mentions
    }
    return [_body_told(draft, bodies) for draft in drafts]


def _body_told(draft: Draft, bodies: Mapping[int, tuple[int, Draft, str]]) -> tuple[Draft, str] | None:
    for told in draft.told:
        for first in range(told.first, told.last):
            last, body, body_id = bodies.get(first, (told.last + 1, draft, ""))
            if last <= told.last and body is not draft:
                return body, body_id
    return None


def _mention_row(reading: Reading, mention: Mention, actor_id: str) -> ActorMention:
    tokens, article = mention.tokens(reading), reading.article
    start, end = tokens[0].start, tokens[-1].end
    return ActorMention(
        article_id=article.article_id,
        version=article.version,
        sentence_no=tokens[0].sentence,
        start=start,
        end=end,
        text=reading.text[start:end],
        confidence=mention.confidence,
        actor_id=actor_id,
        form=mention.form,
    )


def actor_at(reading: Reading, found: FactTables, token: Token) -> ActorMention | None:
    """The narrowest mention that holds this token, else the one it is a title of or in apposition to; or None.

    None too for a pronoun of whom the text does not tell whom it means.
    """
    if (holding := _narrowest(found, token)) is not None:
        return None if holding.form == "pronoun" and _is_untold(found, holding) else holding
    head = reading.head(token)
    if head is not None and token.dep in {"compound", "nmod"} and is_office(token):
        return _narrowest(found, head)
    beside = (child for child in reading.children(token) if child.dep == "appos")
    return next((mention for child in beside if (mention := _narrowest(found, child))), None)


def _narrowest(found: FactTables, token: Token) -> ActorMention | None:
    holding = (m for m in found.actor_mentions if m.start <= token.start and token.end <= m.end)
    return min(holding, key=lambda m: m.end - m.start, default=None)


def _is_untold(found: FactTables, pronoun: ActorMention) -> bool:
    """Whether an actor is known by pronouns alone."""
    return all(m.form == "pronoun" for m in found.actor_mentions if m.actor_id == pronoun.actor_id)
