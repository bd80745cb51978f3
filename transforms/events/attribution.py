"""Who says that an event happened: "activists said", "according to police", the speaker of a quote."""

from dataclasses import dataclass

from schemas.facts import FactTables
from schemas.quotes import Quote
from transforms.events.frames import Grammar
from transforms.events.lexicon import listed
from transforms.events.mentions import GAP, Mentions
from transforms.events.status import governors
from transforms.reading import Reading, Token

SAYING = listed("status.toml", "saying", "verbs")
"""Lemmas of verbs whose clause tells what someone says or holds to be so."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, where the article names them as an actor, and by which verb."""

    actor_id: str | None
    verb: str | None


NOBODY = Source(None, None)


def source_of(grammar: Grammar, mentions: Mentions, found: FactTables, trigger: Token) -> Source:
    """Who is said to tell the event of this trigger; the author, so nobody, where no one is."""
    for verb in governors(grammar, trigger):
        said = _saying(grammar, mentions, verb, trigger)
        if said:
            return said
    return _according(grammar.reading, mentions, trigger) or _quoted(found, trigger)


def _saying(grammar: Grammar, mentions: Mentions, verb: Token, trigger: Token) -> Source | None:
    if verb.lemma not in SAYING:
        return None
    content = [c for c in grammar.reading.children(verb) if c.dep in ("ccomp", "xcomp", "parataxis", "prep", "dobj")]
    if not any(trigger.i == t.i for c in content for t in grammar.reading.subtree(c)):
        return None
    for doer in grammar.doer(verb):
        if mention := mentions.fill(doer):
            return Source(mention.mention.actor_id, verb.text)
    return Source(None, verb.text)


def _according(reading: Reading, mentions: Mentions, trigger: Token) -> Source | None:
    for word in reading.words(reading.sentences[trigger.sentence]):
        if word.lower == "according":
            for token in reading.subtree(word):
                if token.dep == "pobj" and (filler := mentions.fill(token)):
                    return Source(filler.mention.actor_id, "according to")
            return Source(None, "according to")
    return None


def _quoted(found: FactTables, trigger: Token) -> Source:
    before: Quote | None = None
    for quote in found.quotes:
        if quote.start <= trigger.start < quote.end:
            goes_on = before is not None and not quote.verb and quote.start - before.end < GAP
            said = before if goes_on and before is not None else quote
            return Source(said.actor_id, said.verb)
        if quote.kind == "direct" and quote.verb:
            before = quote
    return NOBODY
