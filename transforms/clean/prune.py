"""Takes out of a page's tree what is not the story: told by tag, role and name, by repetition, and by its links."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree, html

from transforms.clean.boilerplate import boilerplate, names_boilerplate

NAMED_BY = ("class", "id", "data-testid", "data-component")

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

CARDS = ("div", "li", "section", "article")
LISTS = ("div", "section", "ul", "ol")
LINKING = ("ul", "ol", "div", "section", "p", "table")
HEADINGS = ("h2", "h3", "h4", "h5")


def prune(tree: html.HtmlElement) -> None:
    """Take out of the tree what is beside the story; nothing that holds much of the page's prose."""
    prose = _prose(tree)
    for find in (_named, _cards, _links):
        for element in list(find(tree)):
            in_tree = element.getparent() is not None
            if in_tree and (not prose or _prose(element) <= MOST_OF_STORY * prose):
                element.drop_tree()


def _prose(element: html.HtmlElement) -> int:
    """Characters in the paragraphs that are long enough for a sentence."""
    lengths = (len(p.text_content()) for p in element.iter("p"))
    return sum(length for length in lengths if length >= SENTENCE)


def _named(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements that are called something that is never the story, or that readers do not see."""
    for element in tree.iter(etree.Element):
        if element.tag not in KEPT and _is_named(element):
            yield element


def _is_named(element: html.HtmlElement) -> bool:
    known = boilerplate()
    if element.tag in known.tags or element.get("hidden") is not None:
        return True
    role = (element.get("role") or "").lower()
    return role in known.roles or any(names_boilerplate(element.get(name) or "") for name in NAMED_BY)


def _cards(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements of one kind side by side, each a linked headline with little else: teasers of other stories."""
    for parent in tree.iter(*LISTS):
        children = [(child.tag, child.get("class"), child) for child in parent.iterchildren(*CARDS)]
        kinds = Counter((tag, name) for tag, name, _ in children)
        yield from (card for tag, name, card in children if kinds[tag, name] >= FEWEST_CARDS and _is_card(card))


def _is_card(element: html.HtmlElement) -> bool:
    """Whether it is short and has a heading that is a link, or is in one."""
    if len(_text(element)) > LONGEST_CARD:
        return False
    linked = {heading for link in element.iter("a") for heading in link.iter(*HEADINGS)}
    return bool(linked) or any(heading.find(".//a") is not None for heading in element.iter(*HEADINGS))


def _links(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements that hold next to nothing but links."""
    for element in tree.iter(*LINKING):
        linked = sum(len(_text(link)) for link in element.iter("a") if link.get("href"))
        if linked and linked >= LINKED * len(_text(element)):
            yield element


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
