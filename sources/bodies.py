"""The body of a response, decompressed as it streams in, with every byte counted."""

import zlib
from collections.abc import AsyncIterable

from schemas.errors import SourceError
from sources.refusals import PassingError

GZIP = 16 + zlib.MAX_WBITS
GZIP_FIRST_BYTE = 0x1F


class Inflater:
    """A gzip stream of one or more members, decompressed no further than asked."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(GZIP)

    def feed(self, data: bytes, most: int) -> bytes:
        """What comes of the next bytes, but at most `most` of it (the rest is lost: the caller stops then)."""
        out = b""
        while data and len(out) < most:
            if self._member.eof:
                if data[0] != GZIP_FIRST_BYTE:  # padding after the last member means nothing
                    break
                self._member = zlib.decompressobj(GZIP)
            out += self._member.decompress(data, most - len(out))
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        return out

    @property
    def complete(self) -> bool:
        """Whether the stream has reached its end."""
        return self._member.eof


async def read_body(chunks: AsyncIterable[bytes], encoding: str, *, limit: int, url: str, cut: bool = False) -> bytes:
    """The whole decompressed body; raises SourceError too_large, truncated or bad_encoding.

    Where it may be `cut`, a body that is too large ends at the limit.
    """
    inflater = _inflater(encoding, url)
    body = bytearray()
    sent = 0
    async for chunk in chunks:
        sent += len(chunk)
        try:
            body += inflater.feed(chunk, limit + 1 - len(body)) if inflater else chunk
        except zlib.error as error:
            raise SourceError(f"{url} sent a corrupt gzip body", resource=url, outcome="bad_encoding") from error
        if max(len(body), sent) > limit:  # also for streams of nothing but empty members
            if cut:
                return bytes(body[:limit])
            message = f"{url} is larger than the {limit:,} bytes allowed"
            raise SourceError(message, resource=url, outcome="too_large")
    if inflater and sent and not inflater.complete:
        raise PassingError(f"{url} broke off before the end of its gzip body", resource=url, outcome="truncated")
    return bytes(body)


def _inflater(encoding: str, url: str) -> Inflater | None:
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip"):
        return Inflater()
    message = f"{url} answered in the content encoding '{encoding[:40]}', which was not asked for"
    raise SourceError(message, resource=url, outcome="bad_encoding")
