"""Publishing: the same rows in DuckDB and in Parquet, each file replaced whole while readers read."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from schemas.errors import WarehouseError
from schemas.facts import FACT_TABLES, PUBLISHED, Batch, to_batch
from tests.schemas.march import march, marches
from tests.strategies import batches
from tests.warehouse.stored import sorted_rows
from warehouse import publish as module
from warehouse.publish import publish
from warehouse.query import connect, query
from warehouse.store import Warehouse
from warehouse.views import views

NAMES = [*PUBLISHED, *(view.name for view in views())]

PLAIN = {"VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP"}
"""Types that every BI tool can read."""


def files(data: Path, name: str) -> list[str]:
    return sorted(path.name for path in (data / "parquet" / name).iterdir())


def parquet(data: Path, name: str) -> pa.Table:
    return pa.concat_tables(pq.read_table(path) for path in sorted((data / "parquet" / name).glob("*.parquet")))


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(batches())
def test_rows_come_back_from_parquet_and_serving_file_as_they_were(batch: Batch) -> None:
    with tempfile.TemporaryDirectory() as folder, Warehouse.open(Path(folder)) as warehouse:
        warehouse.load(batch, run_id="r")
        warehouse.connection.execute("UPDATE articles SET duplicate_of = NULL")
        published = publish(warehouse)
        data = Path(folder)
        assert sorted_rows({name: parquet(data, name) for name in FACT_TABLES}) == sorted_rows(batch)
        assert sorted_rows({name: query(data, f"FROM {name}") for name in FACT_TABLES}) == sorted_rows(batch)
        assert {name: published.rows[name] for name in FACT_TABLES} == {n: len(batch[n]) for n in FACT_TABLES}


@pytest.mark.parametrize("name", NAMES)
def test_every_table_and_view_is_in_both_with_plain_types_and_its_meaning(marched: Path, name: str) -> None:
    with connect(marched) as connection:
        columns = connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE {name})").fetchall()
        meaning = connection.execute(
            "SELECT comment FROM (SELECT table_name AS name, comment FROM duckdb_tables()"
            f" UNION ALL SELECT view_name, comment FROM duckdb_views()) WHERE name = '{name}'"
        ).fetchall()
        rows = connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
    assert {kind for _, kind in columns} <= PLAIN
    assert len(meaning[0][0]) > 20
    assert parquet(marched, name).column_names == [column for column, _ in columns]
    assert len(parquet(marched, name)) == rows


@pytest.fixture(scope="module")
def marched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, one of them in two versions and the other a copy of the first's second, published."""
    data = tmp_path_factory.mktemp("marched")
    with Warehouse.open(data) as warehouse:
        warehouse.load(to_batch([march("a")]), run_id="r")
        warehouse.load(to_batch([march("a", version=2, arrested=14)]), run_id="r")
        warehouse.load(to_batch([march("copy", arrested=14)]), run_id="r")
        publish(warehouse)
    return data


def test_a_fact_is_one_wide_row_with_its_names_place_sentence_and_address(marched: Path) -> None:
    (figure,) = query(marched, "FROM figure_facts WHERE article_id = 'a' AND is_latest").to_pylist()
    assert figure["value"] == 14
    assert (figure["actor"], figure["attributed_to"], figure["event_type"]) == ("farmers", "Police", "COERCE")
    assert (figure["location"], figure["country_iso3"], figure["latitude"]) == ("Aléria", "FRA", 42.1)
    assert figure["sentence"].startswith("Police arrested 14 farmers")
    assert figure["url"] == "https://news.example/a"
    (event,) = query(marched, "FROM event_facts WHERE is_latest AND type = 'COERCE'").to_pylist()
    assert (event["actors"], event["actor_sectors"], event["recipients"]) == ("Police", "COP", "farmers")
    assert event["trigger"] == "arrested"
    assert event["same_as"] is not None


def test_the_latest_rows_are_of_current_versions_without_copies(marched: Path) -> None:
    for name in FACT_TABLES:
        if name != "locations":
            versions = query(marched, f"SELECT DISTINCT article_id, version FROM latest_{name}").to_pylist()
            assert versions == [{"article_id": "a", "version": 2}]
    assert query(marched, "FROM event_facts").num_rows == 3 * len(march().events)


def test_events_are_counted_by_day_type_and_country(marched: Path) -> None:
    counted = query(marched, "SELECT day::VARCHAR AS day, * EXCLUDE day FROM daily_events").to_pylist()
    one = {"events": 1, "happened": 1, "articles": 1}
    assert counted == [{"day": "2024-04-29", "type": "PROTEST", "country_iso3": "FRA", **one}]


def test_a_series_has_a_subjects_values_by_day(marched: Path) -> None:
    series = query(marched, "SELECT measure, value, day::VARCHAR, day_from FROM figure_series").to_pylist()
    (row,) = series
    assert list(row.values()) == ["arrested", 14.0, "2024-05-02", "publication"]


def test_the_serving_file_has_the_format_of_duckdb_1(marched: Path) -> None:
    head = (marched / "serving.duckdb").read_bytes()[:20]
    assert (head[8:12], int.from_bytes(head[12:], "little")) == (b"DUCK", 64)


def test_the_serving_file_can_be_attached_under_any_name(marched: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{marched / 'serving.duckdb'}' AS elsewhere (READ_ONLY)")
        assert connection.execute("SELECT count(*) FROM elsewhere.daily_events").fetchall() == [(1,)]


def test_the_shingles_stay_at_home(marched: Path) -> None:
    assert not (marched / "parquet" / "shingles").exists()
    assert query(marched, "FROM duckdb_tables() WHERE table_name = 'shingles'").num_rows == 0


def test_publishing_elsewhere_leaves_the_data_folder_as_it_was(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.load(marches("a"), run_id="r")
    published = publish(warehouse, tmp_path / "out")
    assert published.serving == tmp_path / "out" / "serving.duckdb"
    assert query(tmp_path / "out", "FROM articles").num_rows == 1
    assert not (warehouse.data / "serving.duckdb").exists()


def test_what_a_killed_publication_left_is_cleared_away(warehouse: Warehouse) -> None:
    home = warehouse.data / ".published"
    (home / ".3" / "events").mkdir(parents=True)
    (home / ".serving.duckdb").write_bytes(b"half")
    (home / ".link").symlink_to("3")
    publish(warehouse)
    assert [path.name for path in home.iterdir()] == ["1"]
    assert query(warehouse.data, "FROM events").num_rows == 0


def test_the_publication_before_stays_for_who_still_reads_it(warehouse: Warehouse) -> None:
    for _ in range(3):
        publish(warehouse)
    assert sorted(path.name for path in (warehouse.data / ".published").iterdir()) == ["2", "3"]
    assert (warehouse.data / "parquet").resolve().name == "3"


def test_a_folder_of_someone_else_is_left_alone(warehouse: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    with pytest.raises(WarehouseError, match="move it away first"):
        publish(warehouse, tmp_path)


def test_a_publication_that_fails_leaves_the_one_before(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse.load(marches("a"), run_id="r")
    publish(warehouse)
    warehouse.load(marches("b", arrested=15), run_id="r")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WarehouseError, match="No space left on device"):
        publish(warehouse)
    assert query(warehouse.data, "FROM articles").num_rows == 1
    assert len(parquet(warehouse.data, "articles")) == 1
    assert list((warehouse.data / ".published").glob(".*")) == []
    monkeypatch.undo()
    assert publish(warehouse).rows["articles"] == 2


@pytest.mark.parametrize("modest", ["1MB", "16MB"])
def test_where_little_memory_does_not_do_more_is_taken(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, modest: str
) -> None:
    monkeypatch.setattr(module, "MODEST", modest)
    limit = "SELECT current_setting('memory_limit')"
    before = warehouse.connection.sql(limit).fetchall()
    warehouse.load(marches("a"), run_id="r")
    assert publish(warehouse).rows["events"] == len(parquet(warehouse.data, "events")) > 0
    assert warehouse.connection.sql(limit).fetchall() == before


def test_large_tables_are_cut_by_month_of_publication_and_back(warehouse: Warehouse) -> None:
    facts = [march("a"), march("b", arrested=13, published="2024-06-01"), march("c", arrested=14, published=None)]
    warehouse.load(to_batch(facts), run_id="r")
    data = warehouse.data
    publish(warehouse)
    whole = {name: parquet(data, name) for name in NAMES}
    publish(warehouse, month_bytes=1)
    months = ("2024-05", "2024-06", "undated")
    assert files(data, "figures") == [f"figures-{month}-2.parquet" for month in months]
    assert files(data, "event_facts") == [f"event_facts-{month}-2.parquet" for month in months]
    assert files(data, "locations") == ["locations-2.parquet"]
    assert {name: parquet(data, name) for name in NAMES} == whole
    publish(warehouse)
    assert files(data, "figures") == ["figures-3.parquet"]


def test_rows_are_sorted_by_publication(warehouse: Warehouse) -> None:
    days = {"a": "2024-06-01", "b": "2024-04-01", "c": "2024-05-01"}
    for number, (name, day) in enumerate(days.items()):
        warehouse.load(to_batch([march(name, arrested=20 + number, published=day)]), run_id="r")
    publish(warehouse)
    for name in ("articles", "sentences", "figures", "event_facts", "latest_events"):
        articles = parquet(warehouse.data, name)["article_id"].to_pylist()
        assert list(dict.fromkeys(articles)) == ["b", "c", "a"], name


READER = """
import sys
from pathlib import Path
import duckdb
from warehouse.query import connect

data, done = Path(sys.argv[1]), Path(sys.argv[2])
link = data / "parquet"
counts = "SELECT count(*), count(DISTINCT article_id), sum(value) / 12 FROM "
reads = {"serving": 0, "parquet": 0, "link": 0}

def check(articles, *others):
    assert articles % 50 == 0 and set(others) == {articles}, ("torn", articles, others)

def read(folder):
    with duckdb.connect() as connection:
        files = [str(folder / "figures" / "*.parquet")]
        check(*connection.execute(counts + "read_parquet(?)", files).fetchall()[0])

print("reading", flush=True)
while not done.exists() or not reads["serving"]:
    with connect(data) as connection:
        check(*connection.execute(counts + "figures").fetchall()[0])
        check(*connection.execute("SELECT (SELECT count(*) FROM articles), count(*) / 2 FROM sentences").fetchall()[0])
    reads["serving"] += 1
    read(link.resolve())
    reads["parquet"] += 1
    try:
        read(link)
        reads["link"] += 1
    except duckdb.IOException as error:
        assert "No files found" in str(error) or "No such file" in str(error), error
print(*reads.values())
"""


def test_a_reader_never_sees_an_error_nor_half_of_a_publication(warehouse: Warehouse, tmp_path: Path) -> None:
    """Who reads through the link itself, and opens a file twice, may find it gone in between, but never another."""
    done = tmp_path / "done"
    warehouse.load(marches(*(f"0-{n}" for n in range(50))), run_id="r")
    publish(warehouse)
    command = [sys.executable, "-c", READER, warehouse.data, done]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert reader.stdout
    assert reader.stdout.readline() == "reading\n"
    for number in range(1, 5):
        warehouse.load(marches(*(f"{number}-{n}" for n in range(50))), run_id="r")
        publish(warehouse)
    done.touch()
    out, errors = reader.communicate()
    assert reader.returncode == 0, errors
    serving, parquet, _ = map(int, out.split())
    assert serving == parquet > 0
