"""Documents to articles."""

import copy
import datetime as dt
import logging
from dataclasses import dataclass

from schemas.articles import Article
from schemas.documents import Document
from schemas.errors import CleanError
from schemas.ids import make_id, text_sha256
from schemas.moments import Moment
from schemas.ontology import PublishedPrecision
from schemas.strings import storable
from schemas.urls import canonical, domain, normal_form
from transforms.clean.decoding import decode
from transforms.clean.extent import within
from transforms.clean.jsonld import string
from transforms.clean.language import detect_language
from transforms.clean.metadata import Page, letters, plain
from transforms.clean.page import paragraphs, parse
from transforms.clean.plain import title_of, with_plain_line_ends
from transforms.clean.published import modification, publication
from transforms.clean.refusals import refusal
from transforms.clean.time_limit import TimeIsUpError, time_limit

logger = logging.getLogger(__name__)

MAX_HTML_BYTES = 5 * 1024 * 1024
MAX_SECONDS = 20.0
PARAGRAPH_BREAK = "\n\n"
"""Between the paragraphs of a page's text, its title being the first."""
TOP = 4
"""Lines among which the title is looked for: what stands above it is a section's name, a date."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What a document holds: its text, its title, and for a page what that says of itself."""

    text: str
    title: str | None
    page: Page | None = None


def clean(document: Document, *, published: tuple[dt.datetime, PublishedPrecision] | None = None) -> Article:
    """The document's article, as its first version; `published` is the date for texts that carry none.

    The text of a page begins with its title and has a blank line between paragraphs. What was given as text stays
    as it is, but for line ends in files. Raises CleanError with outcome empty, binary, wrong_encoding, too_large,
    too_deep, timeout, paywall, consent, bot_wall, not_found, index_page, no_text, or failed where a library does.
    """
    if not document.body.strip():
        raise _error(document, "is empty", "empty")
    if document.kind == "text":
        return _article(document, _read_text(document), published)
    try:
        with time_limit(MAX_SECONDS):
            return _article(document, _read_page(document), published)
    except TimeIsUpError as error:
        raise _error(document, f"took more than {MAX_SECONDS:.0f} s to clean", "timeout") from error
    except CleanError:
        raise
    except Exception as error:  # what a library raises on one odd page must not lose the batch
        logger.exception("cleaning %s", document.source_id)
        raise _error(document, f"cannot be cleaned: {error!r}", "failed") from error


def _error(document: Document, what: str, outcome: str) -> CleanError:
    return CleanError(f"{document.source_id} {what}", resource=document.source_id, outcome=outcome)


def _read_text(document: Document) -> _Content:
    if document.verbatim:
        text = document.body.decode("utf-8", errors="replace")
    else:
        text = with_plain_line_ends(decode(document.body, document.charset, source_id=document.source_id))
    if not text.strip():
        raise _error(document, "is empty", "empty")
    return _Content(storable(text), plain(document.title or "") or title_of(text))


def _read_page(document: Document) -> _Content:
    if len(document.body) > MAX_HTML_BYTES:
        raise _error(document, f"is larger than the {MAX_HTML_BYTES:,} bytes that a page may have", "too_large")
    source = storable(decode(document.body, document.charset, source_id=document.source_id))
    page = Page(parse(source, source_id=document.source_id), document.url)
    title = plain(document.title or "") or page.title
    shown = paragraphs(copy.deepcopy(page.tree), (page.authors or "").split("; "))
    refused = refusal(page, shown)
    if refused:
        raise _error(document, refused[1], refused[0])
    if not shown:
        raise _error(document, "holds no article text", "no_text")
    body = within(shown, string(page.node, "articleBody"))
    return _Content(storable(PARAGRAPH_BREAK.join(_titled(page, title, body))), title, page)


def _titled(page: Page, title: str | None, body: list[str]) -> list[str]:
    """The paragraphs with title and standfirst first, also where the page repeats them or has them elsewhere."""
    spelled = letters(title or "")
    at = next((no for no, line in enumerate(body[:TOP]) if spelled and letters(line) == spelled), -1)
    story = body[at + 1 :]
    said = letters(page.standfirst or "")
    opening = [page.standfirst] if said and not any(said in letters(line) for line in [title or "", *story]) else []
    return [line for line in (title, *opening, *story) if line]


def _article(document: Document, content: _Content, default: tuple[dt.datetime, PublishedPrecision] | None) -> Article:
    page, text = content.page, content.text
    canonical_url = page.canonical_url if page else normal_form(document.url or "")
    published = publication(document, page, Moment(*default) if default else None)
    return Article(
        article_id=make_id("article", (canonical_url and canonical(canonical_url)) or text),
        version=1,
        source_id=document.source_id,
        url=document.url,
        canonical_url=canonical_url,
        domain=domain(canonical_url) if canonical_url else None,
        site_name=page.site_name if page else None,
        title=content.title,
        authors=page.authors if page else None,
        published_at=published.at,
        published_precision=published.precision,
        published_from=published.origin,
        modified_at=modification(document, page) if page else None,
        fetched_at=document.fetched_at,
        language=detect_language(text),
        text=text,
        n_words=len(text.split()),
        text_sha256=text_sha256(text),
        warc_file=document.warc_file,
        warc_offset=document.warc_offset,
    )
