"""An HTML page's tree, and the text of the article in it."""

import logging
from collections.abc import Sequence

import trafilatura
from lxml import etree, html

from schemas.errors import CleanError
from transforms.clean.boilerplate import story_lines
from transforms.clean.prune import prune

MAX_DEPTH = 256
"""trafilatura's parser silently loses what is nested deeper."""

for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they complain of is an outcome here


def parse(page: str, *, source_id: str) -> html.HtmlElement:
    """The page's tree; raises CleanError no_text where there is none, too_deep where elements are nested too deep."""
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise _no_text(source_id) from error
    depth = _depth(tree)
    if depth > MAX_DEPTH:
        message = f"{source_id} nests its elements {depth} deep, of {MAX_DEPTH} allowed: text would be lost"
        raise CleanError(message, resource=source_id, outcome="too_deep")
    return tree


def _depth(tree: html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def paragraphs(tree: html.HtmlElement, authors: Sequence[str] = ()) -> list[str]:
    """The article's paragraphs, headings and list items, in order. Takes out of the tree what is not the story."""
    prune(tree)
    text = trafilatura.extract(tree, include_comments=False) or ""
    return story_lines((" ".join(line.split()) for line in text.split("\n")), authors)


def _no_text(source_id: str) -> CleanError:
    return CleanError(f"{source_id} holds no article text", resource=source_id, outcome="no_text")
