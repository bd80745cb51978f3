"""What a page says of itself: title, authors, site, canonical URL."""

import html as entities
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from lxml import html

from schemas.strings import storable
from transforms.clean.identity import own_url
from transforms.clean.jsonld import Node, article_node, names, nodes_of, string
from transforms.clean.vocabulary import vocabulary

TAG = re.compile(r"<[^<>]{1,200}>")
BYLINE = re.compile(r"^(?:by|from|words by|written by)[:\s]+", re.IGNORECASE)
NO_NAME = re.compile(r"https?://|www\.|@|\d{3}")
NO_LETTER = re.compile(r"[\W_]+")
SEPARATORS = " |-–—·:•»"


@dataclass(frozen=True)
class Page:
    """A page's tree with the URL it was fetched from, and what can be read off them."""

    tree: html.HtmlElement
    url: str | None

    @cached_property
    def node(self) -> Node:
        """The JSON-LD node of the article; empty where there is none."""
        return article_node(self.nodes)

    @cached_property
    def nodes(self) -> list[Node]:
        """All that the page says in JSON-LD of itself."""
        return nodes_of(self.tree)

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The contents of all meta tags by name, property or itemprop, in lower case."""
        found: dict[str, list[str]] = {}
        for tag in self.tree.iter("meta"):
            content = tag.get("content", "").strip()
            for name in {(tag.get(attribute) or "").strip().lower() for attribute in ("name", "property", "itemprop")}:
                if name and content:
                    found.setdefault(name, []).append(content)
        return found

    def meta(self, key: str) -> list[str]:
        """What the first meta tag of this purpose says (see `metadata.toml`), every time it stands there."""
        return next((self.metas[name] for name in vocabulary().meta[key] if name in self.metas), [])

    @cached_property
    def site_name(self) -> str | None:
        """The publication's own name."""
        said = [*self.meta("site_name")[:1], *names(self.node.get("publisher"))]
        return next((name for name in map(plain, said) if name), None)

    @cached_property
    def title(self) -> str | None:
        """The headline without the site's name: what two of JSON-LD, heading and card agree on, else the first one."""
        said = (string(self.node, "headline") or "", self._heading, next(iter(self._marked), ""))
        titles = [title for title in (self._without_site(plain(text)) for text in said) if title]
        spelled = [letters(title) for title in titles]
        agreed = (title for title in titles if spelled.count(letters(title)) > 1)
        return next(iter([*agreed, *titles]), None)

    @cached_property
    def _marked(self) -> list[str]:
        """What the page calls itself for others: on a card, in the tab."""
        return [said for said in map(plain, (*self.meta("title")[:1], *self._texts("title"))) if said]

    @property
    def _heading(self) -> str:
        """The first h1 that has a word of the page's other titles, where it has such: not that of a menu or form."""
        headings = [text for text in self._texts("h1") if text and not self._is_site(text)]
        known = {word for said in self._marked for word in said.casefold().split()}
        fitting = (h for h in headings if not known or not known.isdisjoint(h.casefold().split()))
        return next(fitting, "")

    @cached_property
    def standfirst(self) -> str | None:
        """The sentence under the headline: the page's description of the article, where its readers see it too."""
        said = {letters(text) for text in (string(self.node, "description") or "", *self.meta("description"))} - {""}
        shown = (plain(e.text_content()) for e in self.tree.iter("p", "h2", "h3", "div") if said and not len(e))
        return next((text for text in shown if letters(text) in said), None)

    def _texts(self, tag: str) -> Iterable[str]:
        return (plain(element.text_content()) for element in self.tree.iter(tag))

    def _is_site(self, text: str) -> bool:
        site, host = letters(self.site_name or ""), letters(urlsplit(self.url or "").hostname or "")
        return bool(letters(text)) and (letters(text) == site or (len(letters(text)) > 2 and letters(text) in host))

    def _without_site(self, title: str) -> str:
        for mark in (" | ", " - ", " – ", " — ", " · ", " : "):
            head, found, tail = title.rpartition(mark)
            if found and self._is_site(tail):
                return head.strip(SEPARATORS)
        return title

    @cached_property
    def authors(self) -> str | None:
        """Who wrote it, joined by '; ': JSON-LD's authors, else those of the meta tags, without "By" and addresses."""
        tags = (self.metas.get(name, []) for name in vocabulary().meta["authors"])
        said = map(self._people, (names(self.node.get("author")), *tags))
        return "; ".join(next((people for people in said if people), [])) or None

    def _people(self, bylines: list[str]) -> list[str]:
        site = letters(self.site_name or "")
        people = (name for byline in bylines for name in _names(plain(byline)))
        return list(dict.fromkeys(name for name in people if letters(name) != site))

    @cached_property
    def canonical_url(self) -> str | None:
        """The URL the page calls its own, where that can be believed, else the fetched one, in normal form."""
        links = [tag.get("href") for tag in self.tree.iter("link") if _is_canonical(tag)]
        said = (*links, *self.metas.get("og:url", []))
        return own_url(self.url, (_joined(self.url, url or "") for url in said))


def plain(text: str) -> str:
    """A text of metadata without tags, character references, and white space beyond single blanks."""
    return storable(" ".join(TAG.sub(" ", entities.unescape(text)).split()))


def letters(text: str) -> str:
    """The letters and digits of a text in lower case: what is left when two spellings of a name are compared."""
    return NO_LETTER.sub("", text.casefold())


def _is_canonical(link: html.HtmlElement) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def _joined(base: str | None, url: str) -> str:
    try:
        return urljoin(base or "", url.strip())
    except ValueError:  # brackets that are no IPv6 address
        return ""


def _names(byline: str) -> list[str]:
    """The names of a byline: "By Ann Lee and Bo Ek" gives two; what holds an address or a number is no name."""
    parts = re.split(r"\s*(?:;|\||,|\band\b|&)\s*", BYLINE.sub("", byline))
    return [part.strip(" .") for part in parts if part.strip(" .") and not NO_NAME.search(part)]
