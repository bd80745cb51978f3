"""quotes: what was said, by whom."""

from dataclasses import dataclass

from schemas.ontology import QuoteKind
from schemas.spans import SPAN_FORWARD, SpanRow
from schemas.table import Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(SpanRow):
    """One quotation; its span is what was said, without the quotation marks."""

    quote_id: str = column("deterministic id")
    kind: QuoteKind = column("direct (also of part of a sentence) or indirect")
    speaker_start: int | None = column("span of the speaker in articles.text", default=None, ge=0)
    speaker_end: int | None = column("code point after the speaker's last", default=None, ge=1)
    speaker: str | None = column("the speaker as the text has it here", default=None)
    actor_id: str | None = column("the speaker as an actor", default=None)
    verb: str | None = column("the speech verb, or 'according to'", default=None)
    verb_start: int | None = column("span of the verb in articles.text", default=None, ge=0)
    verb_end: int | None = column("code point after the verb's last", default=None, ge=1)


QUOTES = Table("quotes", Quote, ("quote_id",), "Direct and indirect speech, with who said it.", (SPAN_FORWARD,))
