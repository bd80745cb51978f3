"""An article as one self-contained page: facts marked in the text, tables beneath, nothing loaded from elsewhere."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from flows.extract.rows import Facts
from flows.show.marks import KINDS, Segment, marks_of, segments
from flows.show.tables import Shown, byline, headline, tables_of

STYLE = Path(__file__).with_name("page.css")

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""No browser will load or run anything for this page, whatever an article contains."""


def page(facts: Facts) -> str:
    """The page as HTML."""
    return "".join(_parts(facts))


def _parts(facts: Facts) -> Iterator[str]:
    title = escape(headline(facts))
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n"
    yield f'<h1>{title}</h1>\n<p class="byline">{_byline(facts)}</p>\n'
    yield f'<p class="legend">{_legend()}</p>\n<div class="text">'
    yield from map(_marked, segments(facts.article["text"], marks_of(facts)))
    yield "</div>\n"
    yield from map(_table, tables_of(facts))
    yield "</main>\n</body>\n</html>\n"


def _byline(facts: Facts) -> str:
    url = facts.article["url"]
    link = f' · <a href="{escape(url)}" rel="noreferrer">source</a>' if str(url).startswith(("http:", "https:")) else ""
    return escape(byline(facts)) + link


def _legend() -> str:
    return " ".join(f'<mark class="{kind}">{label}</mark>' for kind, label in KINDS.items())


def _marked(segment: Segment) -> str:
    """The text in one mark a layer, the longest outermost, so that every layer keeps its look."""
    text = escape(segment.text)
    notes = escape("\n".join(mark.note for mark in reversed(segment.marks)))
    for mark in reversed(segment.marks):
        text = f'<mark class="{mark.kind}" title="{notes}">{text}</mark>'
    return text


def _table(shown: Shown) -> str:
    head = "".join(f"<th>{escape(header)}</th>" for header in shown.headers)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in shown.rows)
    title = f'<h2 class="{shown.kind}">{escape(shown.title)} ({len(shown.rows):,})</h2>'
    return f'{title}\n<div class="wide"><table>\n<tr>{head}</tr>\n{body}\n</table></div>\n'
