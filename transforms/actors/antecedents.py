"""Whom nominals take up: only where one reading is safe."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from transforms.actors.bodies import REACH, body_taken_up
from transforms.actors.countries import country_in
from transforms.actors.drafts import Draft, Mention
from transforms.actors.lexicon import Class, words
from transforms.actors.nominals import class_of
from transforms.actors.phrases import NOBODY, QUANTITIES, content_texts
from transforms.actors.spans import Nominal
from transforms.actors.states import state
from transforms.actors.subjects import SUBJECTS
from transforms.actors.titles import is_office
from transforms.reading import Reading

FRESH = frozenset({"a", "an", "another", "some", "other", "those"}) | QUANTITIES | NOBODY
"""Words that bring in someone new."""

SPELLINGS = {"defense": "defence", "labor": "labour"}


def join_nominals(reading: Reading, nominals: Iterable[Nominal], named: Iterable[Draft]) -> list[Draft]:
    """The drafts with each nominal added: to the actor it takes up, else as an actor of its own."""
    drafts = _Drafts(list(named))
    for nominal in nominals:
        at = _antecedent(reading, nominal, drafts)
        if at is None and nominal.alone:
            drafts.add(_own(reading, nominal), lasting=not nominal.counted)
        elif at is not None:
            mention = Mention(nominal.first, nominal.last, "nominal", 0.88)
            taken_up = drafts.all[at].with_mentions([mention], nominal.country)
            drafts.all[at] = _gendered(taken_up, reading.tokens[nominal.head].lemma.lower())
    return drafts.all


def _gendered(draft: Draft, noun: str) -> Draft:
    """A person with the gender that a noun for her tells, where it was not known."""
    female, male = noun in words("female"), noun in words("male")
    known = draft.kind != "person" or draft.female is not None or female == male
    return draft if known else replace(draft, female=female)


class _Drafts:
    """The actors so far, and where one stands among them: by the words that tell it, by country, by name."""

    def __init__(self, named: list[Draft]) -> None:
        self.all = named
        self.n_named = len(named)
        self.told = {i: at for at, d in enumerate(named) for s in d.told for i in range(s.first, s.last)}
        people = ((at, m) for at, d in enumerate(named) if d.kind == "person" for m in d.mentions)
        self.people = {i: at for at, m in people for i in range(m.first, m.last)}
        self.states = {d.country: at for at, d in enumerate(named) if d.kind == "state"}
        self.called: dict[str, int] = {}

    @property
    def named(self) -> list[Draft]:
        """Those that came with a name."""
        return self.all[: self.n_named]

    def add(self, draft: Draft, *, lasting: bool) -> None:
        """Add an actor that has no name; one that is not `lasting` is taken up by nothing that comes later."""
        if draft.kind == "state" and draft.country:
            self.states[draft.country] = len(self.all)
        elif lasting:
            self.called[draft.name.lower()] = len(self.all)
        self.all.append(draft)


def _own(reading: Reading, nominal: Nominal) -> Draft:
    made = class_of(reading, nominal)
    mention = Mention(nominal.first, nominal.last, "nominal", 0.85)
    if made.kind == "state" and made.country:
        return state(made.country, [mention])
    name = " ".join(nominal.text(reading).split() if nominal.counted else content_texts(reading, nominal))
    office = reading.tokens[nominal.head].lemma.lower() if made.kind == "person" else None
    return Draft(
        name=name,
        kind=made.kind,
        country=made.country,
        sector=made.sector,
        office=office,
        told=(nominal,),
        called=(reading.tokens[nominal.head].lemma.lower(),),
        mentions=(mention,),
    )


def _antecedent(reading: Reading, nominal: Nominal, drafts: _Drafts) -> int | None:
    """The index of the draft that a nominal takes up, or None."""
    if nominal.counted:
        return None
    if (same := _second_office(reading, nominal, drafts)) is not None:
        return same
    made = class_of(reading, nominal)
    if not nominal.alone:
        return body_taken_up(reading, nominal, drafts.named)
    for at in (drafts.told.get(nominal.head), _apposed(reading, nominal, drafts)):
        if at is not None and _can_tell(drafts.all[at], made):
            return at
    if made.kind == "state":
        return drafts.states.get(made.country) if made.country else _state_before(reading, nominal, drafts)
    return None if _is_new(reading, nominal) else _before(reading, nominal, drafts, made)


def _second_office(reading: Reading, nominal: Nominal, drafts: _Drafts) -> int | None:
    """Who holds two offices under one article, where one is spoken of: "the party leader and prime minister is ..."."""
    head = reading.tokens[nominal.head]
    first = reading.head(head) if head.dep == "conj" and head.tag == "NN" and is_office(head) else None
    verb = reading.head(first) if first is not None and first.dep in SUBJECTS else None
    if first is None or verb is None or first.tag != "NN" or not is_office(first):
        return None
    own = any(c.dep in {"det", "poss"} for c in reading.children(head))
    forms = [verb, *(c for c in reading.children(verb) if c.dep in {"aux", "auxpass"})]
    if own or not any(t.tag == "VBZ" or t.lower == "was" for t in forms):
        return None
    return next((no for no, d in enumerate(drafts.all) if any(m.first <= first.i < m.last for m in d.mentions)), None)


def _apposed(reading: Reading, nominal: Nominal, drafts: _Drafts) -> int | None:
    """The person beside whose name a nominal stands: "his daughter, Ellie", "Ellie, a senior"."""
    head = reading.tokens[nominal.head]
    above = reading.head(head) if head.dep == "appos" else None
    names = [*([above] if above else ()), *(c for c in reading.children(head) if c.dep == "appos")]
    found = {drafts.people[t.i] for t in names if t.i in drafts.people}
    return found.pop() if len(found) == 1 and not nominal.plural else None


def _state_before(reading: Reading, nominal: Nominal, drafts: _Drafts) -> int | None:
    """The state that "the country" takes up: the only one named before in the nearest sentence that names any."""
    if reading.tokens[nominal.first].lower != "the" or nominal.last - nominal.first > 2:
        return None
    sentence = reading.tokens[nominal.first].sentence
    near: dict[int, list[int]] = defaultdict(list)
    for at in drafts.states.values():
        if last := drafts.all[at].before(nominal.first):
            near[sentence - reading.tokens[last.first].sentence].append(at)
    closest = near[min(near)] if near and min(near) < REACH else []
    return closest[0] if len(closest) == 1 else None


def _is_new(reading: Reading, nominal: Nominal) -> bool:
    """Whether a nominal says itself which one is meant: "his party", "the army of the province"."""
    after = reading.tokens[nominal.last : nominal.last + 1]
    told_apart = bool(after) and after[0].lower == "of" and after[0].head == nominal.head
    return reading.tokens[nominal.first].tag == "PRP$" or (nominal.country is None and told_apart)


def _before(reading: Reading, nominal: Nominal, drafts: _Drafts, made: Class) -> int | None:
    """One of those before: who holds the office, the body of that name or kind, else who was called the same."""
    at = None
    if nominal.definite and not nominal.plural:
        holders = _holders(reading, nominal, drafts.named) if made.kind == "person" else []
        body = body_taken_up(reading, nominal, drafts.all) if made.kind != "person" else None
        at = holders[0] if len(holders) == 1 else body
    for find in (_same_words, _same_head):
        at = find(reading, nominal, drafts) if at is None else at
    return at


def _can_tell(draft: Draft, made: Class) -> bool:
    """Whether a noun in what tells a name's role is for that one: of all in "spokesman for the army" the spokesman."""
    return draft.kind != "person" or made.kind == "person"


def _holders(reading: Reading, nominal: Nominal, drafts: Sequence[Draft]) -> list[int]:
    """People named before who hold the office that a nominal says, in its country, if it says one."""
    lemma = reading.tokens[nominal.head].lemma.lower()
    said = {SPELLINGS.get(w.lower(), w.lower()) for w in content_texts(reading, nominal)[:-1] if not country_in([w])}
    if lemma == "counterpart":
        lemma = _office_in_sentence(reading, nominal, drafts) or lemma
        said = set()
    return [
        i for i, d in enumerate(drafts)
        if d.kind == "person" and d.office and d.before(nominal.first)
        and _holds(d, lemma, said) and (nominal.country in (None, d.country) or d.country is None)
    ]  # fmt: skip


def _holds(draft: Draft, lemma: str, said: set[str]) -> bool:
    title = {SPELLINGS.get(w, w) for w in draft.role_words}
    if lemma == "leader" and not said:
        return draft.office in words("top_roles") - {"minister"} or {"prime", "minister"} <= title
    return draft.office == lemma and said <= title


def _office_in_sentence(reading: Reading, nominal: Nominal, drafts: Sequence[Draft]) -> str | None:
    """The office of the person mentioned last before a "counterpart" in its sentence."""
    first = reading.sentences[reading.tokens[nominal.head].sentence].first
    known = [(m.last, d.office) for d in drafts if d.office and (m := d.before(nominal.first)) and m.first >= first]
    return max(known)[1] if known else None


def _same_words(reading: Reading, nominal: Nominal, drafts: _Drafts) -> int | None:
    """The last actor that was called the same, unless the nominal brings in someone new."""
    tokens = nominal.tokens(reading)
    fresh = tokens[0].lower in FRESH or any(t.pos == "NUM" for t in tokens) or _is_amount(reading, nominal)
    if fresh or not (nominal.plural or nominal.definite):
        return None
    at = drafts.called.get(" ".join(content_texts(reading, nominal)).lower())
    return at if at is None or nominal.definite or _go_on(reading, nominal, drafts.all[at]) else None


def _is_amount(reading: Reading, nominal: Nominal) -> bool:
    """Whether a nominal is some of many: "hundreds of [protesters]"."""
    before = [t.lower for t in reading.tokens[max(0, nominal.first - 2) : nominal.first]]
    return before[-1:] == ["of"] and before[0] in words("amounts")


def _go_on(reading: Reading, nominal: Nominal, draft: Draft) -> bool:
    """Whether a bare plural ("protesters") is still about those of the last sentences, uncounted too."""
    last = draft.before(nominal.first)
    if last is None or reading.tokens[nominal.head].lemma.lower() in words("vague"):
        return False
    counted = any(t.pos == "NUM" for t in last.tokens(reading))
    return not counted and reading.tokens[nominal.head].sentence - reading.tokens[last.first].sentence <= REACH


def _same_head(reading: Reading, nominal: Nominal, drafts: _Drafts) -> int | None:
    """The one actor without a name that a bare "the gang" takes up: "a drugs gang", "two gangs" for "the gangs"."""
    head = reading.tokens[nominal.head]
    if reading.tokens[nominal.first].lower != "the" or len(content_texts(reading, nominal)) > 1:
        return None
    alike = [
        i for i, d in enumerate(drafts.all)
        if not d.is_named and d.kind != "state" and (last := d.before(nominal.first))
        and reading.tokens[last.last - 1].lower == head.lower and _can_last(reading, last)
    ]  # fmt: skip
    return alike[0] if len(alike) == 1 else None


def _can_last(reading: Reading, mention: Mention) -> bool:
    """Whether those mentioned can be taken up: no "one of the men", no "no men"."""
    tokens = mention.tokens(reading)
    return tokens[0].lower not in NOBODY and all(t.lower != "of" for t in tokens)
