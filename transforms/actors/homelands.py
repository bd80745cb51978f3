"""Whose "his country" is: the state of the one for whom "his" stands."""

from collections.abc import Iterable

from transforms.actors.drafts import Draft
from transforms.actors.states import state
from transforms.reading import Reading


def join_homelands(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with each state that only a possessor tells joined to that one's state; needs the pronouns told."""
    known = list(drafts)
    owners = {m.first: draft.country for draft in known for m in draft.mentions if m.form == "pronoun"}
    told = {no: country for no, draft in enumerate(known) if (country := _country(reading, draft, owners))}
    for no, country in told.items():
        mentions = known[no].mentions
        at = next(
            (i for i, d in enumerate(known) if d.kind == "state" and d.country == country and i not in told), None
        )
        if at is None:
            known.append(state(country, mentions))
        else:
            known[at] = known[at].with_mentions(mentions)
    return [draft for no, draft in enumerate(known) if no not in told]


def _country(reading: Reading, draft: Draft, owners: dict[int, str | None]) -> str | None:
    """The country of the one whose state this is: "[Lee's] country" by a pronoun; None for all others."""
    if draft.kind != "state" or draft.country is not None:
        return None
    firsts = (m.first for m in draft.mentions if reading.tokens[m.first].tag == "PRP$")
    return next((country for first in firsts if (country := owners.get(first))), None)
