"""Which pages are due: what is known is asked again only when it has changed, is old, or failed."""

import datetime as dt
from dataclasses import replace

from sources import Reference
from warehouse.seen import Seen

AGAIN = dt.timedelta(minutes=10)
"""How long a page that failed twice is left; twice as long after each further failure. The first time it is tried
again with the next run."""

DOUBLINGS = 12
"""After these it is left a month each time."""


def due(reference: Reference, seen: Seen | None, now: dt.datetime, revisit: dt.timedelta) -> Reference | None:
    """The reference with the ETag and date to ask by; None where the page is not to be asked for now.

    A page that stays as it is is asked again after `revisit`, then when it has been so twice as long, and so on.
    """
    if seen is None:
        return reference
    if now < _due_at(reference, seen, revisit):
        return None
    return replace(reference, etag=seen.etag, last_modified=seen.last_modified)


def _due_at(reference: Reference, seen: Seen, revisit: dt.timedelta) -> dt.datetime:
    if seen.failures == 1:
        return seen.tried_at
    if seen.failures or seen.stood_at is None:
        return seen.tried_at + AGAIN * (1 << min(seen.failures - 2, DOUBLINGS))
    if reference.modified_at is not None and reference.modified_at > seen.stood_at:
        return seen.stood_at
    return seen.stood_at + max(revisit, seen.stood_at - seen.since)
