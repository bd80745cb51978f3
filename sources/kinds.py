"""What a kind of source is: what it takes, and what it finds in that."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from schemas.errors import SourceError
from sources.reference import Attempt, Reference
from sources.settings import FetchSettings
from sources.web import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Something to look into: a path or URL that may name or hold articles.

    `kind` is the name of the kind that it is to be taken as, empty where its content tells. A `guess` may come to
    nothing without a word. `instead` is followed where this one comes to nothing.
    """

    location: str
    kind: str = ""
    guess: bool = False
    instead: "tuple[Lead, ...]" = ()


Found = Reference | Attempt
"""An article to have, or what came of one (or of a source) while looking."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a web server answered, and what it was asked for."""

    asked: Reference
    response: Response


Place = Path | Answer
"""What a kind looks at: a file or folder, or the answer of a web server."""


def path_of(place: Place) -> Path:
    """The place as a path; raises SourceError unsupported for a web address."""
    if isinstance(place, Path):
        return place
    where = place.asked.location
    raise SourceError(f"{where} is a web address, not a path", resource=where, outcome="unsupported")


def answer_of(place: Place, most: int) -> Answer:
    """The place as a web server's answer; raises SourceError unsupported for a path, too_large for too many bytes."""
    if isinstance(place, Path):
        raise SourceError(f"{place} is a path, not a web address", resource=str(place), outcome="unsupported")
    if len(place.response.body) > most:
        message = f"{place.asked.location} is larger than the {most:,} bytes allowed"
        raise SourceError(message, resource=place.asked.location, outcome="too_large", status=place.response.status)
    return place


class Kind(Protocol):
    """One kind of source. It looks at one place at a time; what it names is fetched and looked into by others.

    `name` is what a user writes before a colon to say that something is of this kind. `lists` tells that the place
    itself is no article: it is then recorded as read, or as empty where nothing is found in it.
    """

    name: ClassVar[str]
    lists: ClassVar[bool]

    def takes(self, place: Place) -> bool:
        """Whether a place is of this kind, by its name or the start of its content: no more is read."""
        ...

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Found | Lead]:
        """What it holds and names, one by one; raises SourceError where it cannot be read (further).

        A reference is an article still to be fetched, an attempt one that is here (or failed), a lead another source.
        """
        ...
