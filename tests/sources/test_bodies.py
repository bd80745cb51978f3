"""Bodies: the same bytes in whichever pieces they come, and never more than allowed."""

import asyncio
import gzip
import itertools
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import SourceError
from sources.bodies import read_body

BODY = st.binary(max_size=400)


def read(pieces: Sequence[bytes], encoding: str, limit: int, *, cut: bool = False) -> bytes:
    async def coming() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    return asyncio.run(read_body(coming(), encoding, limit=limit, url="http://news.example/a", cut=cut))


def in_pieces(whole: bytes, cuts: Sequence[int]) -> list[bytes]:
    edges = [0, *sorted(each % (len(whole) + 1) for each in cuts), len(whole)]
    return [whole[a:b] for a, b in itertools.pairwise(edges)]


@settings(deadline=None)
@given(BODY, st.lists(st.integers(0, 1000), max_size=5), st.booleans())
def test_pieces_make_no_difference(body: bytes, cuts: list[int], zipped: bool) -> None:  # noqa: FBT001
    whole, encoding = (gzip.compress(body), "gzip") if zipped else (body, "")
    assert read(in_pieces(whole, cuts), encoding, limit=1000) == body


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=400), st.integers(0, 399), st.booleans())
def test_nothing_is_longer_than_allowed(body: bytes, limit: int, zipped: bool) -> None:  # noqa: FBT001
    whole, encoding = (gzip.compress(body), "gzip") if zipped else (body, "")
    limit %= len(body)
    assert read([whole], encoding, limit, cut=True) == (body[:limit] if len(whole) > limit or not zipped else body)
    with pytest.raises(SourceError) as caught:
        read([whole], encoding, limit)
    assert caught.value.outcome == "too_large"


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=400), st.integers(1, 10_000))
def test_a_gzip_stream_without_its_end_is_never_taken_for_whole(body: bytes, cut: int) -> None:
    whole = gzip.compress(body)
    with pytest.raises(SourceError) as caught:
        read([whole[: 10 + cut % (len(whole) - 10)]], "gzip", limit=1000)
    assert caught.value.outcome == "truncated"


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_gzip_stream_or_refused(body: bytes) -> None:
    try:
        read([body], "gzip", limit=1000)
    except SourceError as error:
        refused = error.outcome
    else:
        refused = "bad_encoding"
    assert refused in {"bad_encoding", "truncated", "too_large"}


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "deflate", "gzip, br", "\x00"])
def test_what_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(SourceError) as caught:
        read([b"page"], encoding, limit=1000)
    assert caught.value.outcome == "bad_encoding"
