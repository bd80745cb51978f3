"""Bytes to characters: which encoding a document is really in."""

import codecs
import re

from charset_normalizer import from_bytes

from schemas.errors import CleanError

SAMPLE = 64 * 1024
BINARY_SHARE = 0.01
"""Text has next to no control characters; bytes that are anything else have one in nine."""
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
FEW = 0.05
"""Share of bytes beyond ASCII under which a text is of a Western language, and so most likely in Windows' encoding."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)

# What pages call an encoding, and the larger one that browsers read instead.
WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "shift_jis": "cp932"}

ESCAPES = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "charmap"})
"""What Python counts as encodings of text, and no page is written in."""


def decode(body: bytes, charset: str | None, *, source_id: str) -> str:
    """The document's characters, without a byte order mark; raises CleanError binary or wrong_encoding.

    A byte order mark counts first, then UTF-8 wherever the bytes are valid in it (no other encoding is so by chance),
    then what is declared, by `charset` (the transport) or in the page, then a guess.
    """
    for mark, name in BOMS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], name, source_id)
    wide = _utf16_without_mark(body)
    if wide:
        return _decoded(body, wide, source_id)
    if _is_binary(body):
        raise CleanError(f"{source_id} is binary, not text", resource=source_id, outcome="binary")
    return _utf8(body) or _declared(body, charset) or _guessed(body, source_id)


def _decoded(body: bytes, encoding: str, source_id: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeError as error:
        raise _wrong_encoding(source_id, f"is marked as {encoding} but is not") from error


def _utf16_without_mark(body: bytes) -> str | None:
    """UTF-16 shows in Latin text by a NUL in nearly every second byte, and in no other."""
    sample = body[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(body: bytes) -> bool:
    sample = body[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROL))
    return controls > BINARY_SHARE * len(sample) or sample.startswith(b"%PDF-")


def _utf8(body: bytes) -> str | None:
    """UTF-8, also with a few broken places, as long as more is well encoded beyond ASCII than is broken."""
    text = body.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if not broken:
        return text
    return text if sum(c > "\x7f" for c in text) > 2 * broken else None


def _declared(body: bytes, charset: str | None) -> str | None:
    for name in (charset, *_names_in(body)):
        encoding = _codec(name)
        if encoding and encoding != "utf-8":
            try:
                return body.decode(encoding)
            except UnicodeError:
                continue  # declared wrongly: the next may be right
    return None


def _names_in(body: bytes) -> list[str]:
    start = body[:4096]
    return [m[1].decode("ascii", "replace") for m in (XML_ENCODING.search(start), META_CHARSET.search(start)) if m]


def _codec(name: str | None) -> str | None:
    """Python's name of a text encoding, None where it knows none by that name."""
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):  # ValueError: a name with a NUL
        return None
    if not found._is_text_encoding or found.name in ESCAPES:  # noqa: SLF001  # hex, zip and the like are codecs too
        return None
    return WIDER.get(found.name, found.name)


def _guessed(body: bytes, source_id: str) -> str:
    beyond_ascii = sum(byte > 127 for byte in body[:SAMPLE])
    best = None if beyond_ascii < FEW * len(body[:SAMPLE]) else from_bytes(body[:SAMPLE]).best()
    for encoding in ("cp1252", None) if best is None else (best.encoding, "cp1252"):
        try:
            return body.decode(encoding or "")
        except (UnicodeError, LookupError):
            continue  # the sample fitted, the whole does not
    raise _wrong_encoding(source_id, "is in no encoding that gives text")


def _wrong_encoding(source_id: str, why: str) -> CleanError:
    return CleanError(f"{source_id} {why}", resource=source_id, outcome="wrong_encoding")
