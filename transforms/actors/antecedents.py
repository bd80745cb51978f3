"""Whom nominals and pronouns take up: only where one reading is safe."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from transforms.actors.countries import country_in
from transforms.actors.drafts import Draft, Mention
from transforms.actors.lexicon import words
from transforms.actors.nominals import class_of
from transforms.actors.spans import Nominal
from transforms.actors.states import state
from transforms.reading import Reading, Token

REACH = 3
"""Sentences before its own in which a pronoun may have its antecedent."""

HE = {
    "he": False,
    "him": False,
    "his": False,
    "himself": False,
    "she": True,
    "her": True,
    "hers": True,
    "herself": True,
}
"""Pronouns for one person, and whether they are feminine."""

DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "some", "another", "its", "his", "her", "their", "our", "my"}
)
FRESH = frozenset({"a", "an", "another", "some", "other"})
"""Words that bring in someone new."""

SPELLINGS = {"defense": "defence", "labor": "labour"}


def join_nominals(reading: Reading, nominals: Iterable[Nominal], named: Iterable[Draft]) -> list[Draft]:
    """The drafts with each nominal added: to the actor it takes up, else as an actor of its own."""
    drafts = _Drafts(list(named))
    for nominal in nominals:
        at = _antecedent(reading, nominal, drafts)
        if at is None:
            drafts.add(_own(reading, nominal))
        else:
            mention = Mention(nominal.first, nominal.last, "nominal", 0.8)
            drafts.all[at] = drafts.all[at].with_mentions([mention], nominal.country)
    return drafts.all


class _Drafts:
    """The actors so far, and where one stands among them: by the words that tell a person, by country, by name."""

    def __init__(self, named: list[Draft]) -> None:
        self.all = named
        self.n_named = len(named)
        self.told = {
            i: at for at, d in enumerate(named) if d.kind == "person" for s in d.told for i in range(s.first, s.last)
        }
        self.states = {d.country: at for at, d in enumerate(named) if d.kind == "state"}
        self.called: dict[str, int] = {}

    @property
    def named(self) -> list[Draft]:
        """Those that came with a name."""
        return self.all[: self.n_named]

    def add(self, draft: Draft) -> None:
        """Add an actor that has no name."""
        if draft.kind == "state":
            self.states[draft.country] = len(self.all)
        else:
            self.called[draft.name.lower()] = len(self.all)
        self.all.append(draft)


def _own(reading: Reading, nominal: Nominal) -> Draft:
    made = class_of(reading, nominal)
    mention = Mention(nominal.first, nominal.last, "nominal", 0.75)
    if made.kind == "state" and made.country:
        return state(made.country, [mention])
    name = " ".join(_content_texts(reading, nominal))
    office = reading.tokens[nominal.head].lemma.lower() if made.kind == "person" else None
    return Draft(name, made.kind, made.country, made.sector, None, office, None, (nominal,), (mention,))


def _content_texts(reading: Reading, nominal: Nominal) -> list[str]:
    """The words of a nominal without its determiner, possessor's pronoun and count ("at least 14 soldiers")."""
    tokens = nominal.tokens(reading)
    counts = [c.i for c in reading.children(reading.tokens[nominal.head]) if c.dep == "nummod"]
    counted = [t for t in tokens if t.i > max(counts, default=-1)]
    first = next((t for t in counted if t.lower not in DETERMINERS), tokens[-1])
    return reading.text[first.start : tokens[-1].end].split()


def _antecedent(reading: Reading, nominal: Nominal, drafts: _Drafts) -> int | None:
    """The index of the draft that a nominal takes up, or None."""
    made = class_of(reading, nominal)
    if made.kind == "person" and nominal.head in drafts.told:
        return drafts.told[nominal.head]
    if made.kind == "state":
        return drafts.states.get(made.country)
    if nominal.definite and not nominal.plural:
        find = _holders if made.kind == "person" else _bodies
        if len(found := find(reading, nominal, drafts.named)) == 1:
            return found[0]
    return _same_words(reading, nominal, drafts)


def _holders(reading: Reading, nominal: Nominal, drafts: Sequence[Draft]) -> list[int]:
    """People named before who hold the office that a nominal says, in its country, if it says one."""
    lemma = reading.tokens[nominal.head].lemma.lower()
    said = {SPELLINGS.get(w.lower(), w.lower()) for w in _content_texts(reading, nominal)[:-1] if not country_in([w])}
    if lemma == "counterpart":
        lemma = _office_in_sentence(reading, nominal, drafts) or lemma
        said = set()
    return [
        i for i, d in enumerate(drafts)
        if d.kind == "person" and d.office and d.before(nominal.first)
        and _holds(d, lemma, said) and (nominal.country in (None, d.country) or d.country is None)
    ]  # fmt: skip


def _holds(draft: Draft, lemma: str, said: set[str]) -> bool:
    title = {SPELLINGS.get(w, w) for w in (draft.title or "").lower().split()}
    if lemma == "leader" and not said:
        return draft.office in words("top_roles") - {"minister"} or {"prime", "minister"} <= title
    return draft.office == lemma and said <= title


def _office_in_sentence(reading: Reading, nominal: Nominal, drafts: Sequence[Draft]) -> str | None:
    """The office of the person mentioned last before a "counterpart" in its sentence."""
    first = reading.sentences[reading.tokens[nominal.head].sentence].first
    known = [(m.last, d.office) for d in drafts if d.office and (m := d.before(nominal.first)) and m.first >= first]
    return max(known)[1] if known else None


def _bodies(reading: Reading, nominal: Nominal, drafts: Sequence[Draft]) -> list[int]:
    """Organisations named before whose name has the nominal's head ("the ministry"), or whose kind it says."""
    head = reading.tokens[nominal.head].lemma.lower()
    said = [w for w in _content_texts(reading, nominal)[:-1] if not country_in([w])]
    if said:
        return []
    return [
        i for i, d in enumerate(drafts)
        if d.kind not in {"person", "state"} and d.before(nominal.first)
        and (head in d.name.lower().split() or (head in {"company", "firm"} and d.kind == "company"))
        and (nominal.country in (None, d.country) or d.country is None)
    ]  # fmt: skip


def _same_words(reading: Reading, nominal: Nominal, drafts: _Drafts) -> int | None:
    """The last actor that was called the same, unless the nominal brings in someone new."""
    tokens = nominal.tokens(reading)
    fresh = tokens[0].lower in FRESH or any(t.pos == "NUM" for t in tokens)
    if fresh or not (nominal.plural or nominal.definite):
        return None
    return drafts.called.get(" ".join(_content_texts(reading, nominal)).lower())


def join_pronouns(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with he and she added where one named person alone stands in the last sentences."""
    listed = list(drafts)
    people = [i for i, d in enumerate(listed) if d.kind == "person" and d.is_named]
    named = {i for draft in listed for m in draft.mentions if m.form == "name" for i in range(m.first, m.last)}
    for token in reading.tokens:
        if token.lower in HE and token.tag in {"PRP", "PRP$"} and token.i not in named:
            near = [i for i in people if _is_near(reading, listed[i], token)]
            fitting = [i for i in near if listed[i].female in (None, HE[token.lower])]
            if len(near) == 1 and fitting:
                at = fitting[0]
                mention = Mention(token.i, token.i + 1, "pronoun", 0.82)
                listed[at] = replace(listed[at].with_mentions([mention]), female=HE[token.lower])
    return listed


def join_groups(reading: Reading, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with "the group" added where one body alone was the subject of a clause in the last sentences."""
    listed = list(drafts)
    taken = {i for draft in listed for m in draft.mentions for i in range(m.first, m.last)}
    for token in reading.tokens:
        if token.lower not in words("bodies") or token.i in taken or not _is_bare(reading, token):
            continue
        near = [at for at, draft in enumerate(listed) if _acted(reading, draft, token)]
        if len(near) == 1:
            mention = Mention(token.i - 1, token.i + 1, "nominal", 0.75)
            listed[near[0]] = listed[near[0]].with_mentions([mention])
    return listed


def _is_bare(reading: Reading, token: Token) -> bool:
    """Whether a noun has "the" just before it and nothing else that describes it: not "the group of donors"."""
    return [c.lower for c in reading.children(token) if c.dep != "punct"] == ["the"] and (
        reading.tokens[token.i - 1].lower == "the"
    )


def _acted(reading: Reading, draft: Draft, token: Token) -> bool:
    """Whether a named body was the subject of a clause in the last two sentences before a word."""
    if not draft.is_named or draft.kind not in {"armed_group", "organisation", "government_body"}:
        return False
    return any(
        m.form == "name" and m.last <= token.i and token.sentence - reading.tokens[m.first].sentence < REACH
        and any(t.dep == "nsubj" for t in reading.tokens[m.first : m.last])
        for m in draft.mentions
    )  # fmt: skip


def _is_near(reading: Reading, draft: Draft, pronoun: Token) -> bool:
    return any(
        m.form == "name" and m.last <= pronoun.i and pronoun.sentence - reading.tokens[m.first].sentence <= REACH
        for m in draft.mentions
    )
