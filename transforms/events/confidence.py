"""How sure an event row is: what share of rows told in the same way was right on labelled sentences."""

from collections.abc import Sequence

from transforms.events.roles import Part
from transforms.events.tellings import Telling

MAIN = frozenset({"ROOT", "ccomp"})
"""Labels of verbs that tell what a sentence says, or what is said to be so in it."""

TOLD = {("main", True): 0.92, ("main", False): 0.87, ("below", True): 0.55, ("below", False): 0.4}
"""By where the event is told, in a main clause or below one, and whether both actor and recipient are known.

Fitted on one half of sentences that are labelled with what they chiefly tell; see docs/quality/events.md."""

CARRIED = -0.05
"""Of a noun with a light verb, against a verb: "held a meeting"."""

UNREAL = {True: 0.6, False: 0.5}
"""Of an event that is not told as a fact, by whether both sides are known."""


def confidence(telling: Telling, cast: Sequence[Part]) -> float:
    """The confidence of an event row, 0 to 1: by how it is told, whether as a fact, and who is known to take part."""
    both = {part.role for part in cast} >= {"actor", "recipient"}
    if not telling.verdict.real:
        return UNREAL[both]
    verb = telling.frame.carrier or telling.token
    main = verb.pos in ("VERB", "AUX") and verb.dep in MAIN
    carried = CARRIED if telling.frame.carrier is not None and telling.token.pos == "NOUN" else 0
    return round(TOLD["main" if main else "below", both] + carried, 2)
