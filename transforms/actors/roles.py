"""What a text says a person is: office, country and what they belong to, before the name or after it."""

import itertools
from dataclasses import dataclass, replace

from schemas.ontology import Sector
from transforms.actors.apposition import noun_before
from transforms.actors.countries import country_in
from transforms.actors.lexicon import known_names, nominal_heads, service, words
from transforms.actors.phrases import phrase_start
from transforms.actors.spans import Stretch
from transforms.actors.titles import Title, is_office, is_title, title_before
from transforms.reading import Reading, Token

LONGEST_APPOSITION = 14
"""Tokens after the comma that an apposition may have."""


@dataclass(frozen=True, slots=True)
class Role:
    """One telling of what a person is. `office` is the head noun's lemma; `span` covers the title's words."""

    title: str | None = None
    office: str | None = None
    country: str | None = None
    sector: Sector | None = None
    female: bool | None = None
    span: Stretch | None = None


def role_of(reading: Reading, name: Stretch) -> Role:
    """What stands right before or after a person's name; an empty Role where nothing does."""
    before = title_before(reading, name.first) or _shared_title(reading, name)
    role = _role_before(reading, before) if before else Role()
    if role.office is None or role.office in words("ranks"):
        beside = _apposition(reading, name)
        beside = beside if beside.office else _role_in_front(reading, name)
        role = beside if beside.office else role
    country = role.country or _country_after(reading, name)
    return replace(role, country=country)


def _shared_title(reading: Reading, name: Stretch) -> Title | None:
    """The title in the plural before the first of several names: "presidents Silva and [Moreno]"."""
    tokens = reading.tokens
    last = tokens[name.last - 1]
    if last.dep != "conj":
        return None
    first = last.head
    while first and tokens[first - 1].dep == "compound" and not is_title(tokens[first - 1]):
        first -= 1
    title = title_before(reading, first)
    return title if title and tokens[title.head].tag in {"NNS", "NNPS"} else None


def _role_before(reading: Reading, title: Title) -> Role:
    tokens = reading.tokens
    head = tokens[title.head]
    gender = _female(tokens[title.first : title.last])
    country = _country_of(tokens[title.first : title.last])
    if not is_office(head) and head.lower not in words("title_abbreviations"):
        return Role(country=country, female=gender, span=Stretch(title.first, title.last))
    first, last = _title_start(reading, title), _title_end(reading, title)
    return Role(
        _title_text(reading, first, last, head),
        _office(head),
        country,
        service({t.lower for t in tokens[first:last]}) or _sector(head),
        gender,
        Stretch(title.first, title.last),
    )


def _country_of(title: tuple[Token, ...]) -> str | None:
    """The country that a title names: itself ("Syrian minister"), or by a body of its ("Kremlin spokesman")."""
    texts = [t.text for t in title]
    runs = (" ".join(texts[i:j]) for i in range(len(texts)) for j in range(i + 1, len(texts)))
    bodies = (known_names()[run].country for run in runs if run in known_names())
    return country_in(texts) or next((country for country in bodies if country), None)


def _title_start(reading: Reading, title: Title) -> int:
    """The first token of the office itself: nouns that tell it apart, but no demonym and no praise."""
    first = title.head
    while first > title.first and _tells_office(reading.tokens[first - 1]):
        first -= 1
    return first


def _tells_office(token: Token) -> bool:
    if country_in([token.text]) or token.text in {"'s", "’s", "'", "’"}:
        return False
    return token.lower in words("title_modifiers") or token.pos in {"NOUN", "PROPN"} or token.text == "-"


def _title_end(reading: Reading, title: Title) -> int:
    """The token after the office's last: ranks and honorifics that follow it are left out."""
    last = title.last
    while last - 1 > title.head:
        token = reading.tokens[last - 1]
        if not is_title(token) and token.text != "-":
            break
        last -= 1
    return last


def _title_text(reading: Reading, first: int, last: int, head: Token) -> str:
    text = Stretch(first, last).text(reading)
    if head.tag in {"NNS", "NNPS"} and head.i == last - 1:
        return text[: len(text) - len(head.text)] + _office(head)
    return text


def _office(head: Token) -> str:
    lower = head.lower.rstrip(".")
    if lower in nominal_heads():
        return lower
    lemma = head.lemma.lower()
    return lemma if lemma in nominal_heads() else lower.removesuffix("s")


def _sector(head: Token) -> Sector | None:
    known = nominal_heads().get(_office(head))
    if known:
        return known.sector
    if head.lower in words("ranks"):
        return "MIL"
    return {
        "sen": "LEG",
        "sens": "LEG",
        "rep": "LEG",
        "gov": "GOV",
        "pres": "GOV",
        "pm": "GOV",
        "prof": "EDU",
        "rev": "REL",
    }.get(head.lower.rstrip("."))  # type: ignore[return-value]


def _female(tokens: tuple[Token, ...]) -> bool | None:
    before_of = itertools.takewhile(lambda t: t.lower != "of", tokens)
    lower = {t.lower for t in before_of}
    if lower & words("female"):
        return True
    return False if lower & words("male") else None


def _country_after(reading: Reading, name: Stretch) -> str | None:
    """The country after "of" right behind the name: "President Erdogan of Turkey"."""
    after = reading.tokens[name.last : name.last + 4]
    if len(after) < 2 or after[0].lower != "of" or not after[1].text[0].isupper():
        return None
    return country_in([t.text for t in after[1:3] if t.text[0].isupper()])


def _apposition(reading: Reading, name: Stretch) -> Role:
    """The role told between commas after a name: "Angela Merkel, the German chancellor,"."""
    tokens = reading.tokens
    if name.last >= len(tokens) or tokens[name.last].text != ",":
        return Role()
    sentence = reading.sentences[tokens[name.first].sentence]
    phrase = tokens[name.last + 1 : min(sentence.last, name.last + 1 + LONGEST_APPOSITION)]
    head = _apposed_head(phrase)
    if head is None:
        return Role()
    last = _phrase_end(reading, head.i + 1, sentence.last)
    first = head.i
    while first > phrase[0].i and _tells_office(tokens[first - 1]):
        first -= 1
    whole = tokens[phrase[0].i : last]
    title = Stretch(first, last).text(reading)
    return Role(
        title,
        _office(head),
        country_in([t.text for t in whole]),
        _sector(head),
        _female(whole),
        Stretch(phrase[0].i, last),
    )


def _role_in_front(reading: Reading, name: Stretch) -> Role:
    """The role told before a name between commas: "his coach, Ann Lee,", "the head of research, Tom Reed,"."""
    head = noun_before(reading, name)
    if head is None or not (is_office(head) or head.lower in words("apposed_offices")):
        return Role()
    first = head.i
    while first and _tells_office(reading.tokens[first - 1]) and reading.tokens[first - 1].sentence == head.sentence:
        first -= 1
    last = min(_phrase_end(reading, head.i + 1, name.first - 1), name.first - 1)
    start = phrase_start(reading, head)
    whole = reading.tokens[start:last]
    return Role(
        Stretch(first, last).text(reading),
        _office(head),
        country_in([t.text for t in whole]),
        service({t.lower for t in whole}) or _sector(head),
        _female((head,)),
        Stretch(start, last),
    )


def _apposed_head(phrase: tuple[Token, ...]) -> Token | None:
    """The noun of office that heads a phrase, if no word before it ends the phrase and no name follows it."""
    for token, after in zip(phrase, (*phrase[1:], None), strict=False):
        if is_office(token) and (after is None or after.pos not in {"NOUN", "PROPN"}):
            return token if token.tag in {"NN", "NNP"} else None
        if token.pos not in {"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"} and token.text not in {"-", "’s", "'s"}:
            return None
    return None


def _phrase_end(reading: Reading, start: int, limit: int) -> int:
    """The end of what "of", "at" or "for" adds to an office; `start` itself where nothing is added."""
    tokens = reading.tokens
    if start >= limit or tokens[start].lower not in {"of", "at", "for"}:
        return start
    last = start + 1
    while last < limit and (
        tokens[last].pos in {"DET", "ADJ", "NOUN", "PROPN", "PART"} or tokens[last].lower in {"of", "and"}
    ):
        last += 1
    while tokens[last - 1].lower in {"of", "and", "the"}:
        last -= 1
    return max(last, start)
