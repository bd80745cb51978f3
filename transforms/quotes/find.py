"""From a reading to the rows of quotes."""

from collections.abc import Sequence

from schemas.actors import ActorMention
from schemas.facts import FactTables
from schemas.ids import make_id
from schemas.quotes import Quote
from transforms.actors import actor_at
from transforms.quotes.direct import Saying, direct
from transforms.quotes.indirect import indirect
from transforms.quotes.speech import speaker_tokens
from transforms.reading import Reading, Token

PERSONAL = frozenset({"he", "she"})
REACH = 4
"""Sentences back in which the last speaker may be who "he" or "she" is."""

FARTHEST = 12
"""Sentences back to the last quote of one whom an article goes on quoting."""


def find_quotes(reading: Reading, found: FactTables) -> FactTables:
    """Add `quotes`: direct and indirect speech with speaker, verb and actor. Reads `found.actor_mentions`."""
    quoted = direct(reading)
    sayings = sorted((*quoted, *indirect(reading, quoted)), key=lambda said: (said.start, said.end, said.kind))
    rows: list[Quote] = []
    for said in sayings:
        row = _row(reading, found, said, rows)
        if not rows or (row.start, row.end) != (rows[-1].start, rows[-1].end):
            rows.append(row)
    return found.adding(quotes=rows)


def quote_at(found: FactTables, start: int) -> Quote | None:
    """The narrowest quote whose span holds this code point: who says what stands there; None outside all quotes."""
    holding = [quote for quote in found.quotes if quote.start <= start < quote.end]
    return min(holding, key=lambda quote: quote.end - quote.start, default=None)


def _row(reading: Reading, found: FactTables, said: Saying, before: Sequence[Quote]) -> Quote:
    article, source = reading.article, said.source
    speaker = source.speaker if source else None
    mention = actor_at(reading, found, speaker) if speaker else None
    span = _speaker_span(reading, speaker, mention) if speaker else None
    verb = (source.verb[0].start, source.verb[-1].end) if source and source.verb else None
    actor = mention.actor_id if mention else _last_speaker(reading, found, said, speaker, before)
    return Quote(
        article_id=article.article_id,
        version=article.version,
        sentence_no=reading.sentence_at(said.start).no,
        start=said.start,
        end=said.end,
        text=reading.text[said.start : said.end],
        confidence=said.confidence,
        quote_id=make_id(article.article_id, article.version, "quotes", said.start, said.end, said.kind),
        kind=said.kind,
        speaker_start=span[0] if span else None,
        speaker_end=span[1] if span else None,
        speaker=reading.text[span[0] : span[1]] if span else None,
        actor_id=actor,
        verb=reading.text[verb[0] : verb[1]] if verb else None,
        verb_start=verb[0] if verb else None,
        verb_end=verb[1] if verb else None,
    )


def _speaker_span(reading: Reading, speaker: Token, mention: ActorMention | None) -> tuple[int, int]:
    if mention is not None:
        return mention.start, mention.end
    tokens = speaker_tokens(reading, speaker)
    return tokens[0].start, tokens[-1].end


def _last_speaker(
    reading: Reading, found: FactTables, said: Saying, speaker: Token | None, before: Sequence[Quote]
) -> str | None:
    """Who speaks where no name tells: the one quoted before, for "he" or "she" or where the article goes on quoting."""
    if speaker is None:
        return _quoted_on(reading, said, before)
    if speaker.lower not in PERSONAL:
        return None
    people = {actor.actor_id for actor in found.actors if actor.kind == "person"}
    last = next((quote for quote in reversed(before) if quote.actor_id), None)
    near = last is not None and _sentences_since(reading, last, said) <= REACH
    return last.actor_id if last is not None and near and last.actor_id in people else None


def _quoted_on(reading: Reading, said: Saying, before: Sequence[Quote]) -> str | None:
    """Who speaks a paragraph of nothing but a quotation: the one who spoke both of the last two quotes told."""
    opens = said.start < 2 or "\n" in reading.text[said.start - 2 : said.start]
    last = [quote for quote in before if quote.actor_id][-2:]
    if not opens or said.kind != "direct" or len(last) < 2 or last[0].actor_id != last[1].actor_id:
        return None
    return last[1].actor_id if _sentences_since(reading, last[1], said) <= FARTHEST else None


def _sentences_since(reading: Reading, last: Quote, said: Saying) -> int:
    return reading.sentence_at(said.start).no - reading.sentence_at(last.end - 1).no
