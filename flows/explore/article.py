"""Facts as the page shows them: an article's text cut at every mark with all it claims, or facts still to be judged."""

import json
from pathlib import Path
from typing import Any

from flows.extract.rows import Facts, facts_of_batch
from flows.show.marks import marks_of, segments
from flows.show.tables import byline, headline
from schemas.errors import UsageError
from warehouse.article import find_article
from warehouse.reviews import claims_of, unjudged


def article_answer(data: Path, article_id: str) -> dict[str, Any]:
    """Its title, byline and address, `segments` (text, start, marks) and `facts`; raises UsageError where it is not."""
    batch = find_article(data, article_id)
    if batch is None:
        raise UsageError(f"There is no article {article_id!r} here (any more).", resource=article_id)
    facts = facts_of_batch(batch)
    url = str(facts.article["url"] or "")
    return {
        "article_id": facts.article["article_id"],
        "version": facts.article["version"],
        "title": headline(facts),
        "byline": byline(facts),
        "url": url if url.startswith(("http://", "https://")) else None,
        "segments": _segments(facts),
        "facts": _claims(claims_of(data, facts.article["article_id"])),
    }


def unjudged_answer(data: Path, table_name: str | None) -> list[dict[str, Any]]:
    """Facts that nobody judged yet, in a random order."""
    return _claims(unjudged(data, table_name))


def _claims(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"claim": json.loads(row["claim"])} for row in rows]


def _segments(facts: Facts) -> list[dict[str, Any]]:
    start, cut = 0, []
    for segment in segments(facts.article["text"], marks_of(facts)):
        marks = [{"kind": mark.kind, "note": mark.note} for mark in segment.marks]
        cut.append({"start": start, "text": segment.text, "marks": marks})
        start += len(segment.text)
    return cut
