"""An article on the terminal: facts in colour where the text states them, and tables beneath."""

from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from flows.extract.rows import Facts
from flows.show.marks import KINDS, Kind, marks_of
from flows.show.tables import Shown, byline, headline, tables_of

STYLES: Mapping[Kind, str] = {
    "quote": "italic",
    "event": "bold reverse",
    "actor": "bold blue",
    "place": "bold green",
    "date": "magenta",
    "figure": "bold yellow",
}
"""How each kind looks; where marks lie over each other their styles add up, later ones here over earlier ones."""


def show(facts: Facts, console: Console) -> None:
    """The whole article and its tables."""
    console.print(Rule(Text(headline(facts))))
    console.print(Text(byline(facts), style="dim"))
    console.print()
    console.print(Padding(marked(facts), (0, 2)))
    console.print()
    console.print(_legend())
    show_tables(facts, console)


def show_tables(facts: Facts, console: Console) -> None:
    """The tables alone."""
    for shown in tables_of(facts):
        console.print()
        console.print(_table(shown))


def marked(facts: Facts) -> Text:
    """The article's text in colour."""
    text = Text(facts.article["text"])
    order = list(STYLES)
    for mark in sorted(marks_of(facts), key=lambda mark: order.index(mark.kind)):
        text.stylize(STYLES[mark.kind], mark.start, mark.end)
    return text


def _legend() -> Text:
    return Text("  ").join(Text(f" {label} ", style=STYLES[kind]) for kind, label in KINDS.items())


def _table(shown: Shown) -> Table:
    table = Table(*shown.headers, title=f"{shown.title} ({len(shown.rows):,})", title_justify="left", box=None)
    table.title_style = "bold"
    table.header_style = "dim"
    for row in shown.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
