"""XML from strangers: read as a stream, without entities, and no deeper and no longer than is sane."""

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from lxml import etree

from schemas.errors import SourceError

CHUNK = 64 * 1024
DEEPEST = 100
"""Elements within elements: feeds and sitemaps have ten at most, and pages quoted in them are text."""

ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


class Reader(Protocol):
    """Is told of elements as they open and close, without their namespaces, and of the text in them."""

    def opens(self, name: str) -> None:
        """An element begins."""

    def closes(self, name: str) -> None:
        """An element ends."""

    def says(self, text: str) -> None:
        """Some text; that of one element may come in several pieces."""


def read_xml(body: bytes, reader: Reader, *, url: str, most: int) -> Iterator[None]:
    """Tell the reader what stands in the XML, stopping after each piece; raises SourceError not_a_feed.

    Broken XML is read as far as it makes sense. Entities of its own, elements nested too deep, or more than `most` of
    them are refused: no feed needs them, and they are how a small file is made to take much time or memory.
    """
    if ENTITY.search(body.replace(b"\0", b"")):  # in UTF-16 too
        raise _refused(url, "declares XML entities")
    target = _Target(reader, url, most)
    try:
        parser = etree.XMLParser(target=target, recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        for start in range(0, len(body), CHUNK):
            parser.feed(body[start : start + CHUNK])
            yield
        parser.close()
        yield
    except (etree.LxmlError, LookupError, ValueError, AssertionError) as error:
        raise _refused(url, f"cannot be parsed ({error})") from error


def check_xml(body: bytes, *, url: str, most: int) -> None:
    """Raise SourceError not_a_feed where `read_xml` would."""
    for _ in read_xml(body, _Nobody(), url=url, most=most):
        pass


class _Nobody:
    """Listens to nothing."""

    def opens(self, name: str) -> None: ...
    def closes(self, name: str) -> None: ...
    def says(self, text: str) -> None: ...


def _refused(url: str, why: str) -> SourceError:
    return SourceError(f"{url} is not a feed or sitemap that can be read: it {why}", resource=url, outcome="not_a_feed")


class _Target:
    """What lxml calls."""

    def __init__(self, reader: Reader, url: str, most: int) -> None:
        self._reader, self._url, self._left, self._depth = reader, url, most, 0

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._left -= 1
        if self._depth > DEEPEST:
            raise _refused(self._url, f"nests more than {DEEPEST} elements")
        if self._left < 0:
            raise _refused(self._url, "has too many elements")
        self._reader.opens(_local(tag))

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._reader.closes(_local(tag))

    def data(self, text: str) -> None:
        self._reader.says(text)

    def close(self) -> None:
        """Nothing is built."""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()
