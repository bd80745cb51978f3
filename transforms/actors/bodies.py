"""Which body "the ministry" or "the group" takes up: by its words, else the only one of its kind nearby."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from transforms.actors.countries import country_in
from transforms.actors.drafts import Draft
from transforms.actors.lexicon import generic_kinds
from transforms.actors.phrases import NOBODY, content_texts
from transforms.actors.spans import Nominal
from transforms.reading import Reading

REACH = 3
"""Sentences before its own in which a body may stand that is taken up by its kind alone."""

UNCERTAIN = NOBODY | {"future", "potential", "possible", "hypothetical"}
"""First words of what means none that there is yet."""

DESCRIBING = ("-based", "-listed", "-owned", "-backed")
"""Ends of words that describe a body without telling it apart from others."""


def body_taken_up(reading: Reading, nominal: Nominal, drafts: Sequence[Draft]) -> int | None:
    """The index of the one body that a singular definite nominal can mean; None where there is none or several."""
    head = reading.tokens[nominal.head].lemma.lower()
    said = _said(reading, nominal)
    bodies = [i for i, d in enumerate(drafts) if d.kind not in {"person", "state", "group"} and _may_be(d, nominal)]
    called = {i for i in bodies if _is_called(drafts[i], head) and said <= drafts[i].words}
    near = {i for i in called if _is_near(reading, drafts[i], nominal)}
    alike = {i for i in bodies if _is_of_kind(drafts[i], head) and _is_near(reading, drafts[i], nominal)}
    if head in generic_kinds():
        return _only(near | alike) if not said else _only(called)
    only = _only(called)
    return _only(near) if only is None else only


def _is_called(draft: Draft, head: str) -> bool:
    """Whether a noun is what a body is: of the Health Ministry a ministry, of the Police Officers' Union no police."""
    words = draft.name.lower().split()
    middle = draft.is_named and head in words[1:-1] and words[words.index(head) + 1] not in {"of", "for"}
    return head in draft.words and not (middle and head not in draft.called)


def _only(found: AbstractSet[int]) -> int | None:
    return next(iter(found)) if len(found) == 1 else None


def _said(reading: Reading, nominal: Nominal) -> set[str]:
    """The words before the head that tell the body apart: no country, no "Cork-based"."""
    texts = content_texts(reading, nominal)[:-1]
    return {w.lower() for w in texts if not country_in([w]) and not w.lower().endswith(DESCRIBING)}


def _may_be(draft: Draft, nominal: Nominal) -> bool:
    """Whether a draft is told before, and may be of the nominal's country: a named one also where its own is unsaid."""
    if not draft.is_named and draft.name.lower().split()[0] in UNCERTAIN:
        return False  # "any future government"
    if not draft.is_named and any(word[0].isupper() and not country_in([word]) for word in draft.name.split()):
        return False  # "Ann Lee's government" is not every government
    unsaid = draft.country is None and draft.is_named
    return draft.before(nominal.first) is not None and (nominal.country in (None, draft.country) or unsaid)


def _is_near(reading: Reading, draft: Draft, nominal: Nominal) -> bool:
    last = draft.before(nominal.first)
    sentence = reading.tokens[nominal.head].sentence
    return last is not None and sentence - reading.tokens[last.first].sentence <= REACH


def _is_of_kind(draft: Draft, head: str) -> bool:
    """Whether a named body can be called by a generic noun: "the firm" a company, and what may be one."""
    if not draft.is_named or head not in generic_kinds():
        return False
    return draft.kind in generic_kinds()[head] and (draft.kind != "organisation" or draft.sector is None)
