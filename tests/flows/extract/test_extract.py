"""`newsfacts extract`: JSON Lines or a text in, one JSON object an article out, however many there are."""

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from flows.extract.reading import TOGETHER, Desk, read, read_stream
from flows.extract.rows import Facts, as_json
from schemas.articles import Article
from schemas.documents import Document
from schemas.facts import FactTables
from schemas.moments import utc_now
from tests.flows.conftest import Command, article
from transforms.reading.parse import Model

KEYS = {
    "article", "figures", "events", "event_actors", "event_links", "actors", "actor_mentions", "locations",
    "location_mentions", "date_mentions", "quotes", "sentences",
}  # fmt: skip


@pytest.fixture
def failures() -> list[str]:
    return []


@pytest.fixture
def desk(model: Model, failures: list[str]) -> Desk:
    return Desk(model, None, failures.append)


def test_each_line_is_answered_and_a_broken_one_is_named(newsfacts: Command) -> None:
    texts = [{"id": f"x{no}", "text": article(no), "published_at": "2024-05-03", "title": None} for no in range(2)]
    stdin = "".join(json.dumps(each) + "\n" for each in texts) + '{"text": \n\n'
    done = newsfacts("extract", "-", "--format", "jsonl", stdin=stdin)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["article"]["source_id"] for each in answers] == ["x0", "x1"]
    assert all(set(each) == KEYS for each in answers)
    assert answers[0]["article"]["text"] == article(0)
    assert answers[0]["article"]["published_at"] == "2024-05-03T00:00:00"
    assert done.returncode == 1
    assert done.stderr.startswith("newsfacts: standard input:3 is not JSON")
    assert done.stderr.count("\n") == 1


def test_a_text_is_one_article(desk: Desk, failures: list[str]) -> None:
    (facts,) = read_stream(io.BytesIO(article(3).encode()), "standard input", desk)
    assert facts.article["text"] == article(3)
    assert len(facts.tables["sentences"]) == 2
    assert "newsfacts" in facts.article["extractor"]
    assert not failures


def test_an_answer_is_one_line_whatever_its_text_breaks_lines_with() -> None:
    text = "One\u2028two\u2029three\x85four\x0cfive\nsix"
    written = as_json(Facts({"text": text}, {}))
    assert len(written.splitlines()) == 1
    assert json.loads(written)["article"]["text"] == text


def test_nothing_at_all_is_said_to_be_empty(desk: Desk, failures: list[str]) -> None:
    assert list(read_stream(io.BytesIO(b""), "standard input", desk)) == []
    assert failures == ["standard input is empty"]


def test_no_more_than_a_few_documents_are_read_ahead(desk: Desk) -> None:
    taken = 0

    def documents() -> Iterator[Document]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            body = article(number).encode()
            yield Document(source_id=str(number), kind="text", body=body, fetched_at=utc_now(), verbatim=True)

    facts = next(read(documents(), desk))
    assert facts.article["source_id"] == "0"
    assert taken == TOGETHER


def test_one_text_that_cannot_be_read_does_not_end_the_stream(
    desk: Desk, failures: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.extract import reading

    whole = reading.extract_all

    def failing(articles: Iterable[Article], model: Model) -> Iterator[FactTables]:
        for each in articles:
            if "77" in each.text:
                raise ValueError("told to")
            yield from whole([each], model)

    monkeypatch.setattr(reading, "extract_all", failing)
    stream = io.BytesIO(b"".join(json.dumps({"id": n, "text": f"It is {n} now."}).encode() + b"\n" for n in (1, 77, 3)))
    assert [json.loads(as_json(f))["article"]["source_id"] for f in read_stream(stream, "x", desk)] == ["1", "3"]
    assert failures == ["77 could not be read: ValueError: told to"]


def test_a_file_is_read_as_a_table_too(newsfacts: Command, tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(article(5), encoding="utf-8")
    done = newsfacts("extract", "bridge.txt", "--format", "table")
    assert done.returncode == 0
    assert "bridge.txt" in done.stdout
