"""Which pages were named before, so that each is fetched once a run."""

import hashlib
import threading

from schemas.urls import canonical


class Once:
    """Remembers URLs by 64 bits of a hash of their canonical forms: some 70 bytes each, however long they are.

    Two different pages of a million are taken for one with a chance of one in 40 million. Safe to share by threads.
    """

    def __init__(self) -> None:
        self._known: set[int] = set()
        self._lock = threading.Lock()

    def first(self, url: str) -> bool:
        """Whether this page was not named before, under any of its addresses; from now on it was."""
        key = _key(url)
        with self._lock:
            if key in self._known:
                return False
            self._known.add(key)
            return True

    def knows(self, url: str) -> bool:
        """Whether this page was named before."""
        return _key(url) in self._known


def _key(url: str) -> int:
    name = (canonical(url) or url).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big")
