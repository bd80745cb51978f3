"""Deterministic ids: the same article gives the same ids on every machine."""

import hashlib

LENGTH = 16
"""Hex digits kept of the hash: 64 bits, so two of a billion rows share an id with a chance of about 3 %."""


def make_id(*parts: object) -> str:
    """A short id from what identifies a thing; the parts are told apart, so ("ab", "c") is not ("a", "bc")."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def text_sha256(text: str) -> str:
    """The full SHA-256 of a text, as hex: what tells one version of an article from the next."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
