"""Event rows drawn at random to be judged by readers, and the shares they found right: see docs/quality/events.md."""

import argparse
import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

COLUMNS = ("type", "status", "actor", "recipient", "days", "place")
"""What is judged of each row, 1 for right and 0 for wrong."""

CAST = """
SELECT event_id, role, event_actors.text, actors.name
FROM event_actors
JOIN actors USING (actor_id)
ORDER BY event_id, event_actors.start
"""


def drawn(data: Path, rows: int, seed: int) -> list[dict[str, Any]]:
    """So many rows of the published warehouse, in the order of a shuffle that the seed decides."""
    with duckdb.connect(str(data / "serving.duckdb"), read_only=True) as connection:
        found = _records(connection, Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
        cast = _records(connection, CAST)
    for row in found:
        row["cast"] = [part for part in cast if part["event_id"] == row["event_id"]]
    random.Random(seed).shuffle(found)
    return found[:rows]


def _records(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    answer = connection.execute(query)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def sheet(number: int, row: Mapping[str, Any]) -> str:
    """What a reader sees of a row: its columns, its sentence with the trigger marked, the two before, the title."""
    start = row["trigger_start"] - row["sentence_start"]
    end = start + len(row["trigger"])
    sentence = f"{row['sentence'][:start]}**{row['sentence'][start:end]}**{row['sentence'][end:]}"
    told = [
        f"#{number} {row['type']}{'/' + row['mode'] if row['mode'] else ''}",
        f"status {row['status']}{' (' + row['status_cue'] + ')' if row['status_cue'] else ''}",
        *(f"{role}: {_names(row, role)}" for role in ("actor", "recipient", "participant", "instrument")),
        f"days: {_days(row)}",
        f"place: {row['location']} (from {row['place_from']})" if row["location"] else "place: -",
    ]
    return "\n".join(
        [
            " · ".join(told),
            f"   title: {row['title'] or '-'} · published {str(row['published_at'])[:10]}",
            f"   before: {_line(row['before'])}",
            f"   SENTENCE: {_line(sentence)}",
            "",
        ]
    )


def _names(row: Mapping[str, Any], role: str) -> str:
    """The words of the row for a role, and whom they are taken to be where that says more."""
    parts = [part for part in row["cast"] if part["role"] == role]
    words = (p["text"] if p["name"] == p["text"] else f"{p['text']} [= {p['name']}]" for p in parts)
    return "; ".join(words) or "-"


def _days(row: Mapping[str, Any]) -> str:
    if row["date_start"] is None:
        return "-"
    end = "" if row["date_end"] == row["date_start"] else f"..{row['date_end']}"
    return f"{row['date_start']}{end} (from {row['date_from']})"


def _line(text: str | None) -> str:
    return (text or "-").replace("\n", " ")


def shares(judged: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """The share of judged rows that are right in each column, and in all of them."""
    rows = list(judged)
    right = {column: sum(bool(row[column]) for row in rows) / len(rows) for column in COLUMNS}
    return {**right, "the whole row": sum(all(row[c] for c in COLUMNS) for row in rows) / len(rows)}


def main() -> None:
    """Print the sheet of a draw; or, given judgements, the shares that are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="a data folder, for the sheet; or JSON Lines of judgements")
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261129)
    options = parser.parse_args()
    if options.data.is_file():
        judged = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines() if line]
        typed = [row for row in judged if row["type"]]
        for name, rows in (("all", judged), ("of the right type", typed)):
            print(name, len(rows), *(f"{column} {100 * share:.0f}" for column, share in shares(rows).items()))
        return
    for number, row in enumerate(drawn(options.data, options.rows, options.seed)):
        print(sheet(number, row))


if __name__ == "__main__":
    main()
