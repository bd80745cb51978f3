"""Which article a page is: whether what it calls its own URL can be believed."""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from schemas.urls import canonical, normal_form, site, tells

WORD = re.compile(r"[^\W\d_]{3,}|\d{5,}")
ENOUGH_WORDS = 3
"""So many words in common, or one number of five digits, show that two sites' URLs name one story."""


def own_url(fetched: str | None, claims: Iterable[str]) -> str | None:
    """The first URL that a page claims as its own and that can be believed, else the fetched one, in normal form.

    Some sites call their front page, or a section, canonical on every page; some pages name another site's. Taken at
    their word, many articles would become one.
    """
    mine = normal_form(fetched) if fetched else None
    owned = (normal_form(claim) for claim in claims)
    return next((own for own in owned if own and _is_believable(own, mine)), mine)


def _is_believable(own: str, mine: str | None) -> bool:
    owned = _name(own)
    if mine is None or owned == _name(mine):
        return mine is not None or not _is_front(owned)
    fetched = _name(mine)
    if _is_front(owned) or (_tells(fetched) and not _tells(owned)):
        return False
    return site(own) == site(mine) or _is_same_story(owned, fetched)


def _name(url: str) -> SplitResult:
    return urlsplit(canonical(url) or url)


def _is_front(parts: SplitResult) -> bool:
    return parts.path == "/" and not parts.query


def _tells(parts: SplitResult) -> bool:
    """Whether a URL names an article, not only a section: by a part of its path, or by a number in its query."""
    return any(map(tells, parts.path.split("/"))) or any(c.isdecimal() for c in parts.query)


def _is_same_story(one: SplitResult, other: SplitResult) -> bool:
    common = set(WORD.findall(one.path.casefold())) & set(WORD.findall(other.path.casefold()))
    return len(common) >= ENOUGH_WORDS or any(word.isdecimal() for word in common)
