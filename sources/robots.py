"""robots.txt: what a site lets us fetch, and how often."""

import datetime as dt
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass

from protego import Protego

from schemas.errors import SourceError
from sources.settings import AGENT
from sources.sniff import looks_like_html

MOST_BYTES = 500 * 1024
"""As much of a robots.txt is read, as RFC 9309 (2.5) asks at least; the rest is passed over."""

MOST_WORK = 1_000_000
"""Rules times robots, which the parser multiplies out: so many take a second and 80 MB; 500 KiB hold 200 times more."""

RULE = re.compile(r"\s*(?:dis)?allow\s*:")
"""What surely ends the list of robots that a group is for."""

KEPT = 1000
"""So many sites' rules are held at a time; those not needed for longest go first."""

NO_RULES = frozenset({"empty", "bad_redirect", "bad_url"})
"""What a robots.txt may be that says nothing (RFC 9309, 2.3.1.2 and 2.3.1.3)."""

UNREACHABLE = frozenset({"connection_failed", "timeout", "tls_failed", "blocked_address", "host_left_alone"})
"""Where the robots.txt fails so, its pages would too, and are said to fail so."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site (scheme, host and port); without `rules` nothing is forbidden.

    `error` is there where they could not be had: then nothing is allowed for now.
    """

    rules: Protego | None = None
    error: SourceError | None = None

    def check(self, url: str, asked: str) -> None:
        """Raise SourceError where this URL may not be fetched; `asked` is the URL that led to it."""
        if self.error is not None:
            outcome = self.error.outcome if self.error.outcome in UNREACHABLE else "refused_by_robots"
            message = f"{asked} was not fetched: {self.error}"
            raise SourceError(message, resource=asked, outcome=outcome)
        if self.rules is not None and not self.rules.can_fetch(url, AGENT):
            message = f"{asked} was not fetched: the site's robots.txt forbids it"
            raise SourceError(message, resource=asked, outcome="refused_by_robots")

    @property
    def crawl_delay(self) -> float:
        """Seconds between two requests that the site asks for; 0 where it asks for none."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(AGENT)
        each = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self.rules.crawl_delay(AGENT) or 0.0, each)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The URLs of the site's sitemaps, as far as they are named."""
        return () if self.rules is None else tuple(self.rules.sitemaps)


def read_robots(body: bytes, url: str) -> Robots:
    """The rules in a robots.txt; a page in its place holds none, and one that takes too long to read forbids all."""
    if looks_like_html(body):
        return Robots()
    if len(body) >= MOST_BYTES:  # half a line would forbid more than the whole one
        body = body[: body.rfind(b"\n") + 1]
    text = body.decode("utf-8-sig", errors="replace")
    if _work(text) > MOST_WORK:
        message = f"{url} has too many rules for too many robots"
        return Robots(error=SourceError(message, resource=url, outcome="refused_by_robots"))
    return Robots(Protego.parse(text))


def _work(text: str) -> int:
    """How many rules are noted, at most: each line of a group for each robot that it is for.

    The parser is generous as to what names a robot, and what ends a group: this counts at least what it does.
    """
    work = robots = 0
    ended = False
    for line in text.lower().splitlines():
        rule = RULE.match(line) is not None
        if "agent" in line and not rule:
            robots, ended = (1 if ended else robots + 1), False
        else:
            work += robots
            ended = ended or rule
    return work


def without_robots(error: SourceError) -> Robots:
    """What holds without a robots.txt: a site that says it has none (4xx) allows everything, one that fails nothing."""
    says_so = error.status is not None and 400 <= error.status < 500 and error.status != 429
    if says_so or error.outcome in NO_RULES:
        return Robots()
    return Robots(error=error)


class RobotsCache:
    """The rules of the sites met last, for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sites: OrderedDict[str, tuple[dt.datetime, Robots]] = OrderedDict()

    def get(self, origin: str, now: dt.datetime) -> Robots | None:
        """The rules of a site, None where they are not known or too old."""
        with self._lock:
            until, robots = self._sites.get(origin, (now, None))
            if until <= now:
                return None
            self._sites.move_to_end(origin)
            return robots

    def put(self, origin: str, robots: Robots, until: dt.datetime) -> None:
        """Keep the rules of a site for so long."""
        with self._lock:
            self._sites[origin] = until, robots
            self._sites.move_to_end(origin)
            while len(self._sites) > KEPT:
                self._sites.popitem(last=False)
