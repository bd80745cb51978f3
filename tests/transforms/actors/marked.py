"""Our labelled articles: the text of each, and who is meant where.

In `tests/data/joining-*.jsonl` mentions are marked in the text: `[Ann Lee=lee]` a name, `{the mayor=lee}` a nominal,
`<she=lee>` a pronoun. Marks nest; what is after the sign is the one who is meant, the same in one article.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from schemas.ontology import MentionForm

DATA = Path(__file__).parents[2] / "data"

_SIGN = re.compile(r"[\[{<]|=(\w+)[\]}>]")
_FORMS: dict[str, MentionForm] = {"[": "name", "{": "nominal", "<": "pronoun"}


@dataclass(frozen=True, slots=True)
class Label:
    """A mention as labelled: code points `start` to `end`, half open, and who is meant."""

    start: int
    end: int
    form: MentionForm
    who: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One article without its marks, and its labels in order."""

    name: str
    text: str
    labels: tuple[Label, ...]


def articles(half: str) -> list[Marked]:
    """The articles of one half, "read" or "unread"."""
    lines = (DATA / f"joining-{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [unmarked(row["id"], row["text"]) for row in map(json.loads, lines)]


def unmarked(name: str, marked: str) -> Marked:
    """An article from its marked text; raises ValueError where a mark is not closed."""
    plain, labels, opened, at = "", [], list[tuple[int, str]](), 0
    for sign in _SIGN.finditer(marked):
        plain += marked[at : sign.start()]
        at = sign.end()
        if sign[1] is None:
            opened.append((len(plain), sign[0]))
        else:
            start, kind = opened.pop()
            labels.append(Label(start, len(plain), _FORMS[kind], sign[1]))
    if opened:
        raise ValueError(f"{name}: a mark is not closed: {plain[opened[-1][0] :][:40]!r}")
    return Marked(name, plain + marked[at:], tuple(sorted(labels, key=lambda label: (label.start, -label.end))))
