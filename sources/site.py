"""A site: its home page's address to its feeds and sitemaps."""

from collections.abc import Iterable, Iterator
from typing import ClassVar
from urllib.parse import urljoin

from lxml import etree, html
from protego import Protego

from sources.kinds import Lead, Place, answer_of
from sources.links import web_address
from sources.settings import FetchSettings
from sources.sitemaps import Sitemap

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
USUAL_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
USUAL_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml", "/sitemap_index.xml")
"""Where feeds and sitemaps mostly lie; asked for in turn, until one is there, where a site names none of its own."""


class Site:
    """A web site, given by its home page: `site:https://example.org`."""

    name: ClassVar[str] = "site"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:  # noqa: ARG002  # a home page is a page like others: the user says so
        """Never by itself."""
        return False

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Lead]:
        """The feeds that the page links to, and the robots.txt, which names the sitemaps."""
        response = answer_of(place, settings.max_bytes).response
        url = response.url
        feeds = [Lead(location=feed) for feed in _linked_feeds(response.body, url)]
        yield from feeds or _guesses(url, USUAL_FEEDS, "")
        sitemaps = tuple(_guesses(url, USUAL_SITEMAPS, Sitemap.name))
        yield Lead(location=urljoin(url, "/robots.txt"), kind=RobotsTxt.name, guess=True, instead=sitemaps)


class RobotsTxt:
    """A robots.txt, for the sitemaps that it names."""

    name: ClassVar[str] = "robots"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:  # noqa: ARG002  # only a site leads here
        """Never by itself."""
        return False

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Lead]:
        """The sitemaps."""
        response = answer_of(place, settings.max_bytes).response
        rules = Protego.parse(response.body.decode("utf-8-sig", errors="replace"))
        for said in rules.sitemaps:
            if url := web_address(said, response.url):
                yield Lead(location=url, kind=Sitemap.name)


def _linked_feeds(body: bytes, base: str) -> list[str]:
    """The feeds that a page's head names, each once."""
    try:
        tree = html.document_fromstring(body)
    except (etree.LxmlError, ValueError):  # no page at all
        return []
    links = (link for link in tree.iter("link") if "alternate" in (link.get("rel") or "").lower().split())
    feeds = (link for link in links if (link.get("type") or "").partition(";")[0].strip().lower() in FEED_TYPES)
    urls = (web_address(link.get("href") or "", base) for link in feeds)
    return list(dict.fromkeys(url for url in urls if url))


def _guesses(base: str, paths: Iterable[str], kind: str) -> Iterator[Lead]:
    """The first path, and where nothing is there the next, and so on."""
    guess: tuple[Lead, ...] = ()
    for path in reversed(tuple(paths)):
        guess = (Lead(location=urljoin(base, path), kind=kind, guess=True, instead=guess),)
    yield from guess
