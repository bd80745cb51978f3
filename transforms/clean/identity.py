"""Which article a URL names: its normal form and its domain."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import SplitResult, quote, unquote_plus, urlsplit, urlunsplit

from schemas.strings import storable

PORTS = {"http": 80, "https": 443}
KEPT = "/%:@!$&'()*+,;=~?"
"""Characters with a meaning of their own in a path or query: all others are percent-encoded."""


def normal_form(url: str) -> str | None:
    """The URL with what does not tell articles apart taken off; None where it is not an http or https URL.

    Host in lower case, no user, no default port, no fragment, no tracking parameters (`tracking.txt`). Everything
    else stays, `www.` and the order of parameters included: to part one article is better than to merge two.
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
    return urlunsplit(SplitResult(scheme, where, _quoted(parts.path) or "/", _query(parts.query), ""))


def domain(url: str) -> str:
    """The host of a URL in normal form, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _quoted(part: str) -> str:
    return quote(part, safe=KEPT)


def _query(query: str) -> str:
    return "&".join(_quoted(p) for p in query.split("&") if p and not _is_tracking(p))


def _is_tracking(parameter: str) -> bool:
    name = unquote_plus(parameter.partition("=")[0]).lower()
    exact, prefixes = _tracking()
    return name in exact or name.startswith(prefixes)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """The names that are tracking parameters, and the beginnings of such names."""
    lines = list(_entries(files(__package__).joinpath("tracking.txt").read_text("utf-8").splitlines()))
    wrong = [line for line in lines if line != line.lower() or " " in line or "*" in line[:-1] or line == "*"]
    if wrong:
        raise ValueError(f"tracking.txt: not a parameter's name in lower case: {', '.join(wrong)}")
    exact = frozenset(line for line in lines if not line.endswith("*"))
    return exact, tuple(line[:-1] for line in lines if line.endswith("*"))


def _entries(lines: Iterable[str]) -> Iterable[str]:
    return (line.strip() for line in lines if line.strip() and not line.startswith("#"))
