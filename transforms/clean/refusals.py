"""Pages that are no article, told by structure and not by phrases: walls, what is no longer there, lists of others."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml import html

from transforms.clean.boilerplate import boilerplate
from transforms.clean.jsonld import says_no, types
from transforms.clean.metadata import Page, letters
from transforms.clean.vocabulary import vocabulary

STUB = 80
"""Words under which what is shown of an article that is not free is its beginning; CUT, where its length is known."""
CUT = 200

BRIEF = 60
FEWEST_SENTENCES = 2
"""Words, and sentences, under which a page that says nothing of being an article may be something else."""

SENTENCE = 80
"""Characters of a line that is a sentence or more."""

FEWEST_HEADLINES = 5
HEADLINES_A_SENTENCE = 4
"""Linked headlines for each sentence, from which a page lists articles: one article has some beside it."""

GONE = re.compile(r"\b(?:404|410)\b")
HEADINGS = ("h2", "h3", "h4")

Refusal = tuple[str, str]
"""The outcome, and what the page is."""


def refusal(page: Page, lines: Sequence[str]) -> Refusal | None:
    """Why a page with this text is no article to be read, or None. Short articles are articles.

    What a page says itself of being an article counts most: only what must be paid for is refused then. Else it is
    what it is built like, and a list where headlines that lead elsewhere are most of it.
    """
    words = sum(len(line.split()) for line in lines)
    if is_article(page):
        return ("paywall", "shows only the beginning of an article to be paid for") if _is_stub(page, words) else None
    tells_nothing = words < BRIEF and sum(map(_is_sentence, lines)) < FEWEST_SENTENCES
    instead = _instead(page) if tells_nothing else None
    return instead or (("index_page", "lists articles and is none") if _is_index(page, lines) else None)


def _instead(page: Page) -> Refusal | None:
    """What a page is that tells next to nothing."""
    if _is_built(page, vocabulary().consent):
        return "consent", "asks for consent before it shows anything"
    if _is_built(page, vocabulary().challenge):
        return "bot_wall", "asks whether the reader is human"
    return ("not_found", "is no article, though the server found it") if _is_gone(page) else None


def _is_sentence(line: str) -> bool:
    return len(line) >= SENTENCE


def is_article(page: Page) -> bool:
    """Whether the page says of itself, in any of the usual ways, that it is an article."""
    said = {kind for node in page.nodes for kind in types(node)} & set(vocabulary().article_types) - {"WebPage"}
    marked = any(kind.lower() == "article" for kind in page.metas.get("og:type", []))
    return bool(said) or marked or bool(page.meta("published")) or any(_bodies(page.tree))


def _bodies(tree: html.HtmlElement) -> Iterator[bool]:
    return (tag.get("itemprop") == "articleBody" for tag in tree.iter("div", "section", "article", "span"))


def _is_stub(page: Page, words: int) -> bool:
    parts = page.node.get("hasPart")
    nodes = [page.node, *(part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict))]
    if not any(says_no(node, "isAccessibleForFree") for node in nodes):
        return False
    whole = str(page.node.get("wordCount") or "")
    return words < STUB or (words < CUT and whole.isdecimal() and 2 * words < int(whole))


def _is_built(page: Page, parts: tuple[str, ...]) -> bool:
    """Whether the page's address, or an address, id or class of a form, frame, script or block has such a part."""
    tags = page.tree.iter("form", "iframe", "script", "div")
    named = (tag.get(name) for tag in tags for name in ("action", "src", "id", "class"))
    said = "\n".join(value for value in (page.url, *named) if value).lower()
    return any(part in said for part in parts)


def _is_gone(page: Page) -> bool:
    """Whether the page hides from search engines, calls itself the front page, or has 404 for a title."""
    hidden = any("noindex" in said.lower() for said in page.metas.get("robots", []))
    return hidden or _is_called_front(page) or bool(GONE.search(page.title or ""))


def _is_called_front(page: Page) -> bool:
    """Whether its canonical URL is the site's front page, and it was fetched from elsewhere."""
    links = [link.get("href") or "" for link in page.tree.iter("link") if link.get("rel") == "canonical"]
    elsewhere = bool(page.url) and not _is_front(page.url or "")
    return elsewhere and any(map(_is_front, [*links, *page.metas.get("og:url", [])]))


def _is_front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and not parts.path.strip("/") and not parts.query


def _is_index(page: Page, lines: Sequence[str]) -> bool:
    """Whether headlines that lead elsewhere are most of the page, or it says that it is a list and tells little."""
    linked, told = _linked_headlines(page.tree), sum(map(_is_sentence, lines))
    if linked < FEWEST_HEADLINES:
        return False
    says_so = not vocabulary().index_types.isdisjoint(kind for node in page.nodes for kind in types(node))
    return linked > told if says_so or _is_front(page.url or "") else linked > HEADLINES_A_SENTENCE * told


def _linked_headlines(tree: html.HtmlElement) -> int:
    """How many different headings are links, beside those in margins, menus and footers."""
    headings = {h for h in tree.iter(*HEADINGS) if h.find(".//a") is not None}
    headings |= {h for link in tree.iter("a") for h in link.iter(*HEADINGS)}
    beside = boilerplate().tags
    return len({letters(h.text_content()) for h in headings if beside.isdisjoint(a.tag for a in h.iterancestors())})
