"""What stands on a news page beside the story, told by structure and by the words sites name it with."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from lxml import html

NAMED_BY = ("class", "id", "data-testid", "data-component")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")

MOST_OF_STORY = 0.3
"""Share of a page's prose above which an element is the story, whatever it is called."""

PROSE = 80
"""Characters of a paragraph that is a sentence or more."""

LINKED = 0.8
"""Share of an element's letters in links above which it leads elsewhere and tells nothing itself."""

FEWEST_CARDS = 3
LONGEST_CARD = 400
"""Characters of a headline with a teaser and a date."""

LONGEST_LINE = 300
"""Characters of a line that is an offer or a notice."""

BLOCKS = ("ul", "ol", "div", "section", "p", "table")
HEADINGS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True)
class Boilerplate:
    """What `boilerplate.toml` lists."""

    tags: tuple[str, ...]
    roles: frozenset[str]
    names: tuple[str, ...]
    headings: frozenset[str]
    openings: tuple[str, ...]

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Any of the names in an element's words."""
        return re.compile(rf"\b(?:{'|'.join(self.names)})\b")


@cache
def boilerplate() -> Boilerplate:
    """The lists, checked: none is missing, and all is in lower case."""
    data = tomllib.loads(files(__package__).joinpath("boilerplate.toml").read_text("utf-8"))
    wrong = [word for words in data.values() for word in words if word != word.lower() or not word]
    if wrong:
        raise ValueError(f"boilerplate.toml: not in lower case: {', '.join(wrong)}")
    tags, roles, names, headings, openings = (data[key] for key in ("tags", "roles", "names", "headings", "openings"))
    return Boilerplate(tuple(tags), frozenset(roles), tuple(names), frozenset(headings), tuple(openings))


def prune(tree: html.HtmlElement) -> None:
    """Take out of the tree what is not the story: by tag, role and name, cards of other stories, and mere links."""
    story = _Story(tree)
    for find in (_named, _cards, _links):
        for element in list(find(tree)):
            if element.getparent() is not None and not story.is_in(element):
                element.drop_tree()


class _Story:
    """Where a page's prose is."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self._all = _prose(tree)

    def is_in(self, element: html.HtmlElement) -> bool:
        """Whether so much of the prose is in the element that it cannot be beside the story."""
        return bool(self._all) and _prose(element) > MOST_OF_STORY * self._all


def _prose(element: html.HtmlElement) -> int:
    """Characters in paragraphs that are long enough for a sentence."""
    lengths = (len(p.text_content()) for p in element.iter("p"))
    return sum(length for length in lengths if length >= PROSE)


def _named(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements that are called something that is never the story."""
    known = boilerplate()
    for element in tree.iter(html.etree.Element):
        if element.tag in ("html", "head", "body", "main", "article", "h1"):
            continue
        if element.tag in known.tags or (element.get("role") or "").lower() in known.roles or element.get("hidden") is not None:
            yield element
        elif any(_is_named(element.get(name)) for name in NAMED_BY if element.get(name)):
            yield element


@lru_cache(maxsize=4096)
def _is_named(said: str) -> bool:
    return bool(boilerplate().named.search(" ".join(WORD.findall(said)).lower()))


def _cards(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements of one kind side by side, each a linked headline with little else: teasers of other stories."""
    for parent in tree.iter("div", "section", "ul", "ol"):
        kinds = Counter(_kind(child) for child in parent.iterchildren("div", "li", "section", "article"))
        often = {kind for kind, number in kinds.items() if number >= FEWEST_CARDS}
        if often:
            yield from (c for c in parent.iterchildren("div", "li", "section", "article") if _kind(c) in often and _is_card(c))


def _kind(element: html.HtmlElement) -> tuple[str, str]:
    return element.tag, (element.get("class") or "").split(" ", 1)[0]


def _is_card(element: html.HtmlElement) -> bool:
    if len(_text(element)) > LONGEST_CARD:
        return False
    return any(heading.find(".//a") is not None or _within_link(heading, element) for heading in element.iter(*HEADINGS))


def _within_link(element: html.HtmlElement, within: html.HtmlElement) -> bool:
    for each in element.iterancestors():
        if each.tag == "a":
            return True
        if each is within:
            return False
    return False


def _links(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements that hold next to nothing but links."""
    for element in tree.iter(*BLOCKS):
        links = element.xpath(".//a[@href]")
        if links and sum(len(_text(link)) for link in links) >= LINKED * len(_text(element)):
            yield element


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def story_lines(lines: Iterable[str]) -> list[str]:
    """The lines without offers, notices and headings over other stories."""
    return [line for line in lines if not _is_notice(line)]


def _is_notice(line: str) -> bool:
    known, said = boilerplate(), line.lstrip("-–—•*_ ").casefold().replace("’", "'")
    plain = "".join(c for c in said if c.isalnum())
    if not plain or plain in known.headings:
        return True
    return len(line) <= LONGEST_LINE and said.startswith(known.openings)
