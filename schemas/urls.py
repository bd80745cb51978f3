"""Which page a URL names: its normal form, which can be fetched, and its canonical form, which is compared."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self
from urllib.parse import SplitResult, quote, unquote_plus, urlsplit, urlunsplit

from url_normalize import url_normalize

from schemas.strings import storable

PORTS = {"http": 80, "https": 443}
KEPT = "/%:@!$&'()*+,;=~?"
"""Characters with a meaning of their own in a path or query: all others are percent-encoded."""

PATH_PARAMETER = re.compile(r";([^;=/]+)=[^;/]*")
"""/story;jsessionid=1A2B"""

TELLING = re.compile(r"[-_+].*[-_+]|\d{5}")
"""A part of a path that can name one article: three words, or a number of five digits."""

TIDY = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?(?:\?[A-Za-z0-9=&._~-]+)?"
)
"""A URL in normal form that url-normalize leaves as it is: most are such, and it takes its time."""

SEARCH_ENGINE = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")
IN_SEARCH_ENGINE = re.compile(r"/amp/(s/)?([^/]+\.[^/]+.*)")
IN_CACHE = re.compile(r"/(?:c|v|wp/[a-z])/(s/)?([^/]+\.[^/]+.*)")
"""The page's own address in the path of an AMP cache, after "s/" where it is one of https."""


def normal_form(url: str) -> str | None:
    """The URL with what does not tell articles apart taken off; None where it is not an http or https URL.

    Host in lower case, no user, no default port, no fragment, no tracking parameters (`urls.toml`). Everything else
    stays, `www.` and the order of parameters included: this form is shown, and can be fetched.
    """
    try:
        parts = urlsplit(storable(url).strip())
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in PORTS or not host:
        return None
    shown = f"[{host}]" if ":" in host else host
    where = shown if port in (None, PORTS[scheme]) else f"{shown}:{port}"
    query = _without(parts.query, _words().tracking)
    return urlunsplit(SplitResult(scheme, where, _quoted(parts.path) or "/", query, ""))


def canonical(url: str) -> str | None:
    """The one name of a page under all its addresses; None where it is not an http or https URL.

    A name to compare, which need not answer when it is fetched: the scheme is always https, `www.` is gone, and so is
    what makes a mobile, AMP or print twin. Percent-encoding, dot segments and international hosts are url-normalize's.
    """
    form = normal_form(url)
    if form is None:
        return None
    parts = urlsplit(_tidied(_own_address(form)))
    words = _words()
    query = "&".join(sorted(_without(parts.query, words.twins).split("&"), key=_name))
    port = "" if parts.port in (None, *PORTS.values()) else f":{parts.port}"
    return urlunsplit(SplitResult("https", f"{_host(parts)}{port}", _path(parts.path, bare=not query), query, ""))


def domain(url: str) -> str:
    """The host of a URL in normal form, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def site(url: str) -> str:
    """The part of a URL's host under which all of a publisher's hosts stand: bbc.co.uk, cnn.com. A good guess."""
    labels = (urlsplit(url).hostname or "").rstrip(".").split(".")
    names = (labels[no:] for no in range(len(labels) - 1, -1, -1))
    return ".".join(next((name for name in names if _is_name(name)), labels))


def tells(segment: str) -> bool:
    """Whether a part of a path can name one article, and not only a section: three words, or a long number."""
    return TELLING.search(segment) is not None


def _quoted(part: str) -> str:
    return quote(part, safe=KEPT)


def _tidied(form: str) -> str:
    if TIDY.fullmatch(form):
        return form
    try:
        return url_normalize(form) or form
    except ValueError:  # a host that no name server could know
        return form


def _own_address(form: str) -> str:
    """The address that a URL of an AMP cache carries; any other URL as it is."""
    parts = urlsplit(form)
    host = parts.hostname or ""
    if SEARCH_ENGINE.fullmatch(host):
        carried = IN_SEARCH_ENGINE.fullmatch(parts.path)
    elif host.endswith(_words().caches):
        carried = IN_CACHE.fullmatch(parts.path)
    else:
        return form
    return (carried and normal_form(f"https://{carried[2]}?{parts.query}")) or form


def _host(parts: SplitResult) -> str:
    """The host without the labels of twins, as long as a name of its own is left."""
    host = parts.hostname or ""
    if ":" in host:
        return f"[{host}]"
    labels = host.rstrip(".").split(".")
    kept = [label for no, label in enumerate(labels) if label not in _words().hosts or not _is_name(labels[no + 1 :])]
    return ".".join(kept)


def _is_name(labels: Sequence[str]) -> bool:
    """Whether these last labels of a host can be a site's name: more than org, de or co.uk."""
    if len(labels) < 2:
        return False
    return len(labels) > 2 or len(labels[1]) > 2 or labels[0] not in _words().suffixes


def _path(path: str, *, bare: bool) -> str:
    """The path without session, twin's ending, and (`bare`: where no parameters choose) the name of an index page."""
    segments = [_without_session(segment) for segment in path.split("/") if segment]
    words = _words()
    if bare and segments and segments[-1].lower() in words.indexes:
        segments.pop()
    while len(segments) > 1 and segments[0].lower() in words.beginnings and any(map(tells, segments[1:])):
        segments.pop(0)
    while len(segments) > 1 and segments[-1].lower() in words.endings and tells(segments[-2]):
        segments.pop()
    if segments and tells(segments[-1]):
        segments[-1] = re.sub(r"(?:\.amp)+(?=\.html?$|$)", "", segments[-1], flags=re.IGNORECASE)
    return "/" + "/".join(segments)


def _without_session(segment: str) -> str:
    return PATH_PARAMETER.sub(lambda found: "" if found[1].lower() in _words().sessions else found[0], segment)


def _without(query: str, parameters: "Parameters") -> str:
    return "&".join(_quoted(p) for p in query.split("&") if p and not parameters.hold(p))


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Query parameters by name, beginning of a name, and name with value or beginning of a value."""

    names: frozenset[str]
    beginnings: tuple[str, ...]
    pairs: frozenset[str]
    pair_beginnings: tuple[str, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Read them as `urls.toml` writes them; raises ValueError for a line that is not such."""
        wrong = [line for line in lines if not re.fullmatch(r"[a-z0-9_.-]+(?:=[a-z0-9_.-]*)?\*?", line)]
        if wrong:
            raise ValueError(f"urls.toml: not a parameter in lower case: {', '.join(wrong)}")
        named = [line for line in lines if "=" not in line]
        paired = [line for line in lines if "=" in line]
        return cls(*_exact_and_open(named), *_exact_and_open(paired))

    def hold(self, parameter: str) -> bool:
        """Whether a parameter of a query, NAME=VALUE or NAME, is one of them."""
        name, _, value = unquote_plus(parameter).lower().partition("=")
        pair = f"{name}={value}"
        return (
            name in self.names
            or pair in self.pairs
            or name.startswith(self.beginnings)
            or pair.startswith(self.pair_beginnings)
        )


def _exact_and_open(lines: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    exact = frozenset(line for line in lines if not line.endswith("*"))
    return exact, tuple(line[:-1] for line in lines if line.endswith("*"))


@dataclass(frozen=True, slots=True)
class _Words:
    """What `urls.toml` lists."""

    tracking: Parameters
    twins: Parameters
    sessions: frozenset[str]
    hosts: frozenset[str]
    endings: frozenset[str]
    beginnings: frozenset[str]
    indexes: frozenset[str]
    caches: tuple[str, ...]
    suffixes: frozenset[str]


@cache
def _words() -> _Words:
    said = tomllib.loads(files(__package__).joinpath("urls.toml").read_text("utf-8"))
    sets = ("hosts", "endings", "beginnings", "indexes", "suffixes")
    return _Words(
        tracking=Parameters.of([*said["tracking"], *said["session"]]),
        twins=Parameters.of(said["twins"]),
        sessions=frozenset(said["session"]),
        caches=tuple(f".{host}" for host in said["caches"]),
        **{name: frozenset(said[name]) for name in sets},
    )
