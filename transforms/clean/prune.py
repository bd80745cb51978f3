"""Takes out of a page's tree what is not the story: told by tag, role and name, by repetition, and by its links."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree, html

from transforms.clean.boilerplate import boilerplate, names_boilerplate

NAMED_BY = ("class", "id", "data-testid", "data-component")

LONGEST_NAME = 500
"""Characters of a class that are looked at."""

KEPT = frozenset({"html", "head", "body", "main", "article", "h1"})
"""Elements that no name makes boilerplate."""

MOST_OF_STORY = 0.3
"""Share of a page's prose from which an element is the story, whatever it is called."""

SENTENCE = 80
"""Fewest characters of a paragraph that counts as prose."""

LINKED = 0.8
"""Share of an element's characters in links from which it leads elsewhere and tells nothing itself."""

FEWEST_CARDS = 3
LONGEST_CARD = 400
"""Characters of a headline with a teaser, a section and a date."""

HIGHEST = 8
"""Elements between a card and its headline."""

CARDS = frozenset({"div", "li", "section", "article"})
LINKING = frozenset({"ul", "ol", "div", "section", "p", "table"})
HEADINGS = frozenset({"h2", "h3", "h4", "h5"})


def prune(tree: html.HtmlElement) -> None:
    """Take out of the tree what is beside the story; nothing that holds much of the page's prose."""
    sizes = _Sizes(tree)
    sizes.drop(element for element in sizes.elements if element.tag not in KEPT and _is_named(element))
    sizes = _Sizes(tree)
    sizes.drop(_cards(sizes))
    sizes.drop(element for element in sizes.elements if element.tag in LINKING and sizes.is_linked(element))


class _Sizes:
    """How many characters each element of a tree holds: of text, of links, and of paragraphs that are sentences.

    Counted in one pass from the last element to the first, so that a page made to hurt costs no more than its length.
    """

    def __init__(self, tree: html.HtmlElement) -> None:
        self.elements = list(tree.iter(etree.Element))
        self.text: Counter[html.HtmlElement] = Counter()
        self.links: Counter[html.HtmlElement] = Counter()
        self.prose: Counter[html.HtmlElement] = Counter()
        for element in reversed(self.elements):
            self._count(element)
        self._most = MOST_OF_STORY * self.prose[tree]

    def _count(self, element: html.HtmlElement) -> None:
        length = self.text[element] = self.text[element] + _length(element.text)
        if element.tag == "a" and element.get("href"):
            self.links[element] = length
        elif element.tag == "p" and length >= SENTENCE:
            self.prose[element] = length
        parent = element.getparent()
        self.text[parent] += length + _length(element.tail)
        self.links[parent] += self.links[element]
        self.prose[parent] += self.prose[element]

    def drop(self, elements: Iterable[html.HtmlElement]) -> None:
        """Take these out of the tree, but for those that hold much of the prose."""
        for element in elements:
            if element.getparent() is not None and self.prose[element] <= self._most:
                element.drop_tree()

    def is_linked(self, element: html.HtmlElement) -> bool:
        """Whether an element holds next to nothing but links."""
        return 0 < self.links[element] >= LINKED * self.text[element]


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _is_named(element: html.HtmlElement) -> bool:
    known = boilerplate()
    if element.tag in known.tags or element.get("hidden") is not None:
        return True
    role = (element.get("role") or "").lower()
    return role in known.roles or any(names_boilerplate((element.get(name) or "")[:LONGEST_NAME]) for name in NAMED_BY)


def _cards(sizes: _Sizes) -> Iterator[html.HtmlElement]:
    """Elements of one kind side by side, each a linked headline with little else: teasers of other stories."""
    headed = set(_headed(sizes.elements))
    short = [e for e in sizes.elements if e.tag in CARDS and sizes.text[e] <= LONGEST_CARD and e in headed]
    kinds = Counter(map(_kind, short))
    yield from (element for element in short if kinds[_kind(element)] >= FEWEST_CARDS)


def _kind(element: html.HtmlElement) -> tuple[html.HtmlElement, str, str | None]:
    return element.getparent(), element.tag, element.get("class")


def _headed(elements: Iterable[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Elements above headings that are links, or are within one."""
    for heading in elements:
        if heading.tag in HEADINGS:
            above = list(itertools.islice(heading.iterancestors(), HIGHEST))
            if heading.find(".//a") is not None or any(each.tag == "a" for each in above):
                yield from above
