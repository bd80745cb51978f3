"""The explorer's answers: what it finds, what it refuses, and how it stays closed to others."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from flows.explore.app import application
from schemas.facts import Batch, FactTables, to_batch
from tests.schemas.march import march
from warehouse.publish import publish
from warehouse.store import Warehouse

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    _publish(tmp_path, to_batch([march("a"), march("b", 1, 30, published="2024-06-02"), hostile(march("c", 1, 44))]))
    return tmp_path


@pytest.fixture
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(application(data), base_url="http://localhost") as client:
        yield client


def hostile(facts: FactTables) -> FactTables:
    (article,) = facts.articles
    return facts.adding(articles=[replace(article, title=SCRIPT, url="javascript:alert(1)", site_name=SCRIPT)])


def _publish(data: Path, batch: Batch) -> None:
    with Warehouse.open(data) as warehouse:
        warehouse.load(batch, run_id="r")
        publish(warehouse)


def judge(client: TestClient, fact: dict[str, object], verdict: str, **more: str) -> int:
    said = {name: fact[name] for name in ("article_id", "table_name", "fact_id")} | {"verdict": verdict, **more}
    return client.post("/api/reviews", json=said).status_code


def facts_of(client: TestClient, article: str, table: str) -> list[dict[str, object]]:
    return [f for f in client.get(f"/api/article/{article}").json()["facts"] if f["table_name"] == table]


@pytest.mark.parametrize(
    ("asked", "articles"),
    [
        ("", ["a", "a", "b", "b", "c", "c"]),
        ("type=COERCE", ["a", "b", "c"]),
        ("type=COERCE&status=planned", []),
        ("text=POLICE+ARRESTED+30", ["b"]),
        ("actor=police&until=2024-05-31", ["a", "c"]),
        ("country=FRA", ["a", "b", "c"]),
        ("since=2024-04-30", ["a", "b", "c"]),
        ("type='; DROP TABLE events; --", []),
    ],
)
def test_events_are_found_by_every_part_of_a_filter(client: TestClient, asked: str, articles: list[str]) -> None:
    answer = client.get(f"/api/events?{asked}").json()
    assert sorted(row["article_id"] for row in answer["rows"]) == articles
    assert answer["total"] == len(articles)


def test_figures_places_days_subjects_and_series_answer_the_same_filter(client: TestClient) -> None:
    assert client.get("/api/figures?text=30+farmers").json()["total"] == 1
    assert [(p["location"], p["events"]) for p in client.get("/api/places?type=PROTEST").json()] == [("Aléria", 3)]
    assert sum(day["events"] for day in client.get("/api/days").json()) == 6
    assert [row["figures"] for row in client.get("/api/subjects").json()] == [3]
    values = [point["value"] for point in client.get("/api/series?subject=farmer&since=2024-01-01").json()]
    assert sorted(values) == [12, 30, 44]


def test_an_article_comes_with_its_facts_where_they_stand(client: TestClient) -> None:
    article = client.get("/api/article/a").json()
    text = "".join(segment["text"] for segment in article["segments"])
    for fact in article["facts"]:
        assert text[fact["start"] : fact["end"]] == fact["text"]
        assert fact["text"] in fact["sentence"]
    assert {fact["table_name"] for fact in article["facts"]} >= {"events", "figures", "quotes", "actor_mentions"}


def test_an_address_that_is_no_web_address_becomes_no_link(client: TestClient) -> None:
    assert client.get("/api/article/c").json()["url"] is None


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/article/nothing", 400, "no article"),
        ("/api/events?since=yesterday", 400, "no date"),
        ("/api/events?page=-1", 200, ""),
        ("/api/nothing", 404, ""),
        ("/static/../app.py", 404, ""),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(client: TestClient, path: str, status: int, says: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert says in answer.text


def test_other_names_for_this_address_are_refused(client: TestClient) -> None:
    assert client.get("/api/events", headers={"Host": "rebound.example"}).status_code == 400
    assert client.get("/", headers={"Host": "127.0.0.1:8321"}).status_code == 200


def test_everything_is_sent_under_a_policy_that_runs_nothing_else(client: TestClient) -> None:
    for path in ("/", "/static/page.js", "/api/choices"):
        assert client.get(path).headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_a_form_of_a_foreign_page_judges_nothing(client: TestClient, data: Path) -> None:
    said = json.dumps({"article_id": "a", "table_name": "events", "fact_id": "x", "verdict": "right"})
    assert client.post("/api/reviews", content=said, headers={"Content-Type": "text/plain"}).status_code == 400
    assert not (data / "reviews.jsonl").exists()


@pytest.mark.parametrize("body", ["[]", "{", '{"verdict": "perhaps"}', '{"verdict": "right", "article_id": "a"}'])
def test_a_judgement_without_sense_is_refused(client: TestClient, data: Path, body: str) -> None:
    answer = client.post("/api/reviews", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert not (data / "reviews.jsonl").exists()


def test_the_last_judgement_on_a_fact_holds_and_is_counted(client: TestClient) -> None:
    (first, second) = facts_of(client, "a", "events")
    assert [judge(client, first, "wrong", note="too early"), judge(client, first, "right")] == [201, 201]
    assert judge(client, second, "wrong", note="it was Tuesday") == 201
    assert [fact["verdict"] for fact in facts_of(client, "a", "events")] == ["right", "wrong"]
    assert facts_of(client, "a", "events")[1]["note"] == "it was Tuesday"
    assert [fact["verdict"] for fact in facts_of(client, "b", "events")] == [None, None]
    (whole, *_) = client.get("/api/precision").json()
    assert (whole["table_name"], whole["kind"], whole["judged"], whole["correct"]) == ("events", "all", 2, 1)
    assert 0.09 < whole["at_least"] < 0.5 < whole["at_most"] < 0.91


def test_what_was_judged_is_drawn_no_more(client: TestClient) -> None:
    drawn = client.get("/api/unjudged?table=figures").json()
    assert {fact["article_id"] for fact in drawn} == {"a", "b", "c"}
    judge(client, drawn[0], "right")
    left = client.get("/api/unjudged?table=figures").json()
    assert [fact["fact_id"] for fact in left] == [fact["fact_id"] for fact in drawn[1:]]


def test_judgements_outlive_the_rows_they_were_made_on(client: TestClient, data: Path) -> None:
    """A new version of the article has new ids; the fact that says the same keeps its verdict, the changed one not."""
    (figure,) = facts_of(client, "a", "figures")
    (march_event, _) = facts_of(client, "a", "events")
    judge(client, figure, "wrong", note="it was 13")
    judge(client, march_event, "right")
    _publish(data, to_batch([march("a", 2, 13)]))
    assert [fact["verdict"] for fact in facts_of(client, "a", "events")] == ["right", None]
    assert [fact["verdict"] for fact in facts_of(client, "a", "figures")] == [None]
    rows = {(row["table_name"], row["kind"]): row for row in client.get("/api/precision").json()}
    assert (rows["figures", "all"]["judged"], rows["figures", "all"]["mended"]) == (0, 1)
    assert (rows["events", "all"]["judged"], rows["events", "all"]["precision"]) == (1, 1.0)


def test_a_damaged_journal_is_told_by_its_line_and_a_torn_last_line_is_left_out(client: TestClient, data: Path) -> None:
    (figure,) = facts_of(client, "a", "figures")
    judge(client, figure, "right")
    journal = data / "reviews.jsonl"
    whole = journal.read_text()
    journal.write_text(whole + whole[:40])
    assert facts_of(client, "a", "figures")[0]["verdict"] == "right"
    journal.write_text(whole + "nonsense\n")
    answer = client.get("/api/article/a")
    assert answer.status_code == 503
    assert "reviews.jsonl:2 is no review" in answer.json()["error"]
