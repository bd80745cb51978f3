"""How sure an event row is: what share of rows told in the same way readers found right in every column."""

from collections.abc import Sequence

from transforms.events.roles import Part
from transforms.events.tellings import Telling

MAIN = frozenset({"ROOT", "ccomp"})
"""Labels of verbs that tell what a sentence says, or what is said to be so in it."""

TOLD = {("main", True): 0.62, ("main", False): 0.6, ("below", True): 0.5, ("below", False): 0.42}
"""By where the event is told, in a main clause or below one, and whether both actor and recipient are known.

Fitted on some 800 rows of news that readers judged, type, status, roles, days and place; see docs/quality/events.md."""

CARRIED = -0.03
"""Of a noun with a light verb, against a verb: "held a meeting"."""

UNREAL = {True: 0.5, False: 0.36}
"""Of an event that is not told as a fact, by whether both sides are known."""


CAST = {True: 0.85, False: 0.6}
"""Of who takes part, by whether the words that fill the role name them, or only words within these."""


def confidence(telling: Telling, cast: Sequence[Part]) -> float:
    """The confidence of an event row, 0 to 1: by how it is told, whether as a fact, and who is known to take part."""
    both = {part.role for part in cast} >= {"actor", "recipient"}
    if not telling.verdict.real:
        return UNREAL[both]
    verb = telling.frame.carrier or telling.token
    main = verb.pos in ("VERB", "AUX") and verb.dep in MAIN
    carried = CARRIED if telling.frame.carrier is not None and telling.token.pos == "NOUN" else 0
    return round(TOLD["main" if main else "below", both] + carried, 2)
