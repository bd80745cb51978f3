"""Dates asked for: what was said to be published at another time is passed over, what says nothing is not."""

import datetime as dt

import pytest

from schemas.ontology import PublishedPrecision
from sources import FetchSettings, Reference
from sources.period import named_within, within


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day)


MARCH = FetchSettings(since=at("2026-03-01"), until=at("2026-04-01"))


@pytest.mark.parametrize(
    ("published", "precision", "inside"),
    [
        ("2026-03-01", "second", True),
        ("2026-03-31T23:59:59", "second", True),
        ("2026-04-01", "second", False),
        ("2026-02-28T23:59:59", "second", False),
        ("2026-03-01", "day", True),
        ("2026-02-28", "day", False),
        ("2026-03-01", "month", True),
        ("2026-01-01", "month", False),
        (None, "none", True),
    ],
)
def test_what_is_published_counts_with_its_whole_day_or_month(
    published: str | None, precision: PublishedPrecision, *, inside: bool
) -> None:
    moment = at(published) if published else None
    page = Reference(kind="page", location="x", published_at=moment, published_precision=precision)
    assert within(page, MARCH) == inside
    assert within(page, FetchSettings())


def test_half_a_day_takes_what_names_that_day() -> None:
    page = Reference(kind="page", location="x", published_at=at("2026-03-01"), published_precision="day")
    assert within(page, FetchSettings(since=at("2026-03-01T12:00")))


@pytest.mark.parametrize(("changed", "inside"), [("2026-02-27", False), ("2026-03-05", True), ("2026-09-01", True)])
def test_a_page_that_has_not_changed_since_is_older_and_one_that_changed_later_need_not_be_newer(
    changed: str, *, inside: bool
) -> None:
    assert within(Reference(kind="page", location="x", modified_at=at(changed)), MARCH) == inside


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("sitemap-2026-03.xml", True),
        ("sitemap_2026_02.xml", False),
        ("2026/03/31/sitemap.xml", True),
        ("sitemap-20260401.xml.gz", False),
        ("sitemap.xml?yyyy=2026&mm=03&dd=05", True),
        ("sitemap.xml?yyyy=2026&mm=02&dd=05", False),
        ("sitemap-202602.xml", False),
        ("sitemap-2025.xml", True),  # a year, or the two thousand and twenty-fifth
        ("sitemap-20250.xml", True),
        ("sitemap-2026-13.xml", True),
        ("sitemap-2026-02-31.xml", True),
        ("news.xml", True),
    ],
)
def test_a_sitemap_named_after_a_month_or_day_is_read_where_it_can_hold_some(name: str, *, inside: bool) -> None:
    assert named_within(f"https://tide.example/{name}", MARCH) == inside
