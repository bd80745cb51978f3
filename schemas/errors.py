"""The errors newsfacts raises itself: each is one clear sentence about one thing."""


class NewsfactsError(Exception):
    """Something a user can act on: the message says what happened and what to do.

    `resource` names the URL, file, table or row it is about.
    """

    def __init__(self, message: str, *, resource: str | None = None) -> None:
        super().__init__(message)
        self.resource = resource


class UsageError(NewsfactsError):
    """What was asked for cannot be done as asked: wrong option, missing file, query that is not a read."""


class SourceError(NewsfactsError):
    """A source could not be read. `outcome` is the value that `fetches.outcome` records."""

    def __init__(self, message: str, *, resource: str, outcome: str, status: int | None = None) -> None:
        super().__init__(message, resource=resource)
        self.outcome = outcome
        self.status = status


class CleanError(SourceError):
    """The bytes were had, but hold no article text: empty, binary, too large, not a page."""


class WarehouseError(NewsfactsError):
    """The warehouse cannot be opened, written or published: in use, full, made by a newer version."""
