"""Exporting what was published to a file."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemas.errors import UsageError
from warehouse.export import Format, select_all, write
from warehouse.query import query


def export(data: Path, sql: str, path: Path, form: Format) -> int:
    return write(query(data, sql), path, form)


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_result_is_written_in_the_format_asked_for(data: Path, tmp_path: Path, form: Format) -> None:
    path = tmp_path / "it's.out"
    sql = "SELECT kind, value, date '2024-05-02' AS day FROM figures"
    assert export(data, sql, path, form) == 1
    if form == "csv":
        assert path.read_text().splitlines() == ["kind,value,day", "count,12.0,2024-05-02"]
    elif form == "json":
        assert json.loads(path.read_text()) == {"kind": "count", "value": 12.0, "day": "2024-05-02"}
    else:
        assert pq.read_table(path)["value"].to_pylist() == [12.0]


def test_a_file_that_cannot_be_written_is_one_sentence(data: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        export(data, "FROM events", tmp_path / "no" / "where", "csv")


def test_located_rows_become_points_and_the_others_are_left_out(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    sql = """
        SELECT * FROM (VALUES ('a', 36.2, 37.15, TIMESTAMP '2024-05-02 10:00:00'), ('b', NULL, NULL, NULL))
            AS t(name, latitude, longitude, said_at)
    """
    assert export(data, sql, path, "geojson") == 1
    assert json.loads(path.read_text()) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [37.15, 36.2]},
                "properties": {"name": "a", "said_at": "2024-05-02T10:00:00Z"},
            }
        ],
    }


def test_no_located_row_is_an_empty_collection(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "none.geojson"
    assert export(data, "SELECT 1.0 AS latitude, 2.0 AS longitude WHERE false", path, "geojson") == 0
    assert json.loads(path.read_text()) == {"type": "FeatureCollection", "features": []}


def test_rows_without_coordinates_cannot_be_geojson(data: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no latitude and no longitude"):
        export(data, "FROM figures", tmp_path / "x.geojson", "geojson")
    assert not list(tmp_path.iterdir())


def test_a_query_that_fails_half_way_leaves_the_old_file(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(UsageError):
        export(data, "SELECT CASE WHEN range > 500000 THEN 'x' ELSE '1' END::INTEGER FROM range(600000)", path, "csv")
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text() == "old"


def test_a_table_or_view_is_exported_by_its_name_and_nothing_else_is(data: Path, tmp_path: Path) -> None:
    assert export(data, select_all(data, "event_facts"), tmp_path / "events.csv", "csv") == 2
    with pytest.raises(UsageError, match=r"There is no table or view 'passwords'; there are: .*event_facts"):
        select_all(data, "passwords")
