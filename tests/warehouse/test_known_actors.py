"""Actors across articles: joined by name, kind and country, and never more than the names say."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schemas.actors import Actor, ActorMention
from schemas.facts import FactTables, to_batch
from schemas.ids import make_id
from tests.schemas.march import march
from warehouse.publish import publish
from warehouse.query import query
from warehouse.store import Warehouse

KNOWN = """
SELECT actor_key, name, articles, mentions, strftime(first_seen, '%d %b') AS first, strftime(last_seen, '%d %b') AS last
FROM known_actors
ORDER BY actor_key
"""


def telling(article: str, published: str, *actors: tuple[str, str, str | None]) -> FactTables:
    """An article in which each of these actors (name, kind, country) is named once."""
    facts = march(article, published=published)
    own: dict[str, Any] = {"article_id": facts.articles[0].article_id, "version": 1}
    ids = [make_id(article, "who", number) for number in range(len(actors))]
    text = facts.articles[0].text
    return replace(
        FactTables(articles=facts.articles, sentences=facts.sentences),
        actors=tuple(
            Actor(**own, actor_id=i, name=name, kind=kind, country_iso3=country)  # type: ignore[arg-type]
            for i, (name, kind, country) in zip(ids, actors, strict=True)
        ),
        actor_mentions=tuple(
            ActorMention(
                **own, sentence_no=0, start=0, end=at + 1, text=text[: at + 1], confidence=0.9, actor_id=i, form="name"
            )
            for at, i in enumerate(ids)
        ),
    )


@pytest.fixture
def known(tmp_path: Path) -> list[tuple[object, ...]]:
    """What the view tells of four articles."""
    told = (
        telling("a", "2024-05-01", ("Ana Souza", "person", "BRA"), ("Acme Corp", "company", None)),
        telling("b", "2024-05-03", ("Ana Souza", "person", None), ("ACME", "company", None)),
        telling("c", "2024-05-02", ("Ana Souza", "organisation", None), ("Souza", "person", None)),
        telling("d", "2024-05-04", ("The Acme Corp.", "company", None)),
    )
    with Warehouse.open(tmp_path) as warehouse:
        warehouse.load(to_batch(told), run_id="r")
        warehouse.connection.execute("UPDATE articles SET duplicate_of = NULL")
        publish(warehouse)
    found = query(tmp_path, KNOWN).to_pylist()
    return [tuple(row.values()) for row in found]


def test_actors_join_by_name_kind_and_country_over_articles(known: list[tuple[object, ...]]) -> None:
    assert ("ana souza|person|BRA", "Ana Souza", 2, 2, "01 May", "03 May") in known


def test_signs_articles_and_legal_forms_do_not_tell_companies_apart(known: list[tuple[object, ...]]) -> None:
    assert [row[2] for row in known if row[0] == "acme|company"] == [3]


def test_another_kind_is_another_actor_and_a_surname_alone_is_nobody_known(known: list[tuple[object, ...]]) -> None:
    assert [row[0] for row in known] == ["acme|company", "ana souza|organisation", "ana souza|person|BRA"]
