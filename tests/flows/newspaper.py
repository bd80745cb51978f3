"""A small newspaper on loopback: a feed and its pages, with ETags, that can change; for tests of whole runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from schemas.ids import text_sha256
from tests.flows.conftest import article
from tests.webserver import Reply, WebServer

WEB = {"allow_private": True, "delay": 0.0}
"""Settings of a run that reads it."""


@dataclass
class Newspaper:
    """Pages by number, each an article; a feed that names them; both are answered 304 where the ETag is theirs."""

    web: WebServer
    texts: dict[int, str] = field(default_factory=dict)
    updated: dict[int, str] = field(default_factory=dict)
    answered: list[tuple[str, int]] = field(default_factory=list)

    @property
    def feed(self) -> str:
        """The feed's URL."""
        return self.web.url("/feed.xml")

    def page(self, number: int) -> str:
        """A page's URL."""
        return self.web.url(f"/news/a-bridge-is-closed-{number}.html")

    def publish(self, *numbers: int, said: str = "", updated: str = "") -> None:
        """Put articles on the web, or change them, and name them in the feed."""
        for number in numbers:
            self.texts[number] = article(number) + said
            if updated:
                self.updated[number] = updated
            paragraphs = "".join(f"<p>{line}</p>" for line in self.texts[number].splitlines())
            body = (
                f"<html><head><title>Bridge {number}</title></head><body><article>{paragraphs}</article></body></html>"
            )
            self._serve(self.page(number), body, "text/html; charset=utf-8")
        entries = "".join(map(self._entry, sorted(self.texts)))
        self._serve(
            self.feed,
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entries}</feed>',
            "application/atom+xml",
        )

    def _entry(self, number: int) -> str:
        updated = f"<updated>{self.updated[number]}</updated>" if number in self.updated else ""
        return f'<entry><id>{number}</id><link href="{self.page(number)}"/>{updated}</entry>'

    def _serve(self, url: str, body: str, content_type: str) -> None:
        etag = f'"{text_sha256(body)[:8]}"'
        whole = Reply(body.encode(), headers={"ETag": etag}, content_type=content_type)

        def answer(headers: Mapping[str, str]) -> Reply:
            same = headers.get("If-None-Match") == etag
            self.answered.append((url.rpartition("/")[2], 304 if same else 200))
            return Reply(status=304, content_type=None) if same else whole

        self.web.serve(url.removeprefix(self.web.url("")), answer)

    def asked(self) -> list[tuple[str, int]]:
        """What was asked for since the last time, and the status it was answered with, in order of name."""
        answered = sorted(self.answered)
        self.answered.clear()
        return answered


@contextmanager
def newspaper(*numbers: int) -> Iterator[Newspaper]:
    """One with these articles."""
    with WebServer().running() as web:
        paper = Newspaper(web)
        paper.publish(*numbers)
        yield paper
