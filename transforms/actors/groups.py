"""Which names of an article are one actor: people by surname, organisations by acronym and containment."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.actors.lexicon import known_names, name_heads, words
from transforms.actors.spans import NameSpan, Stretch
from transforms.reading import Reading

Key = tuple[str, ...]

LEGAL = frozenset(
    {"inc", "corp", "ltd", "plc", "co", "llc", "ag", "sa", "nv", "gmbh", "corporation", "company", "limited"}
)
"""Ends of companies' names that come and go."""


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one actor, in order."""

    names: tuple[NameSpan, ...]

    def fullest(self, reading: Reading) -> str:
        """The longest form seen, the first of them where several are as long."""
        texts = [" ".join(name.text(reading).split()) for name in self.names]
        return max(texts, key=lambda text: (len(text.split()), len(text)))


def people(reading: Reading, names: Iterable[NameSpan]) -> tuple[Group, ...]:
    """One group a person."""
    listed = tuple(names)
    plain = [_person_key(reading, name) for name in listed]
    keys = [_titled_key(reading, name, key, plain) for name, key in zip(listed, plain, strict=True)]
    counts = Counter(keys)
    owner = {key: _owner(key, counts) for key in counts}
    roots = [_known_then(keys[:at], key, owner) or _root(key, owner) for at, key in enumerate(keys)]
    return _grouped(listed, roots)


def _known_then(before: Sequence[Key], key: Key, owner: dict[Key, Key]) -> Key | None:
    """The one person of a surname that was named before: a namesake who comes later takes nothing away."""
    fuller = {_root(k, owner) for k in before if len(k) > 1 and k[-1] == key[0]} if len(key) == 1 else set()
    return fuller.pop() if len(fuller) == 1 else None


def organisations(reading: Reading, names: Iterable[NameSpan]) -> tuple[Group, ...]:
    """One group an organisation."""
    listed = tuple(names)
    keys = [_organisation_key(reading, name) for name in listed]
    owner = {key: _container(key, set(keys)) for key in keys}
    owner.update({key: key for key, full in owner.items() if _is_parent(key, full, keys)})
    return _grouped(listed, [_root(key, owner) for key in keys])


def _root(key: Key, owner: dict[Key, Key]) -> Key:
    seen = {key}
    while owner[key] not in seen:
        key = owner[key]
        seen.add(key)
    return key


def _grouped(names: Sequence[NameSpan], keys: Sequence[Key]) -> tuple[Group, ...]:
    groups: dict[Key, list[NameSpan]] = defaultdict(list)
    for name, key in zip(names, keys, strict=True):
        groups[key].append(name)
    return tuple(Group(tuple(members)) for members in groups.values())


def _person_key(reading: Reading, name: Stretch) -> Key:
    """A person's name without particles and suffixes: (bashar, assad)."""
    key = name.key(reading)
    bare = tuple(w for w in key if w not in words("particles") and w not in words("suffixes"))
    return bare or key


def _titled_key(reading: Reading, name: Stretch, key: Key, others: Iterable[Key]) -> Key:
    """A royal name with its title, where it is the surname of someone else: King Hussein is not Saddam Hussein."""
    title = reading.tokens[max(0, name.first - 1)].lower
    if len(key) > 1 or title not in words("royal"):
        return key
    surname = any(len(k) > 1 and k[-1] == key[0] and k[0] != key[0] for k in others)
    return (title, *key) if surname else key


def _owner(key: Key, counts: Counter[Key]) -> Key:
    """The fuller name that a name is short for; itself where there is none or it is not sure."""
    fuller = [k for k in counts if len(k) > len(key) and _is_short_for(key, k)]
    if len(key) == 1 and not any(k[-1] == key[0] for k in fuller):
        return fuller[0] if len(fuller) == 1 else key
    fuller = [k for k in fuller if len(key) > 1 or k[-1] == key[0]]
    if not fuller:
        return key
    first = max(fuller, key=lambda k: (counts[k], len(k), k))
    rivals = [k for k in fuller if not (_is_short_for(k, first) or _is_short_for(first, k) or k == first)]
    return first if all(counts[first] >= 2 * counts[k] for k in rivals) else key


def _is_short_for(short: Key, full: Key) -> bool:
    if len(short) == 1:
        return short[0] in (full[0], full[-1])
    return full[-len(short) :] == short or (short[0] == full[0] and short[-1] == full[-1])


def _organisation_key(reading: Reading, name: Stretch) -> Key:
    known = known_names().get(" ".join(name.text(reading).split()))
    if known and known.name:
        return tuple(known.name.lower().split())
    key = tuple(word.rstrip(".") for word in name.key(reading) if word not in {"the", "s"})
    while len(key) > 1 and key[-1] in LEGAL:
        key = key[:-1]
    return key or name.key(reading)


def _container(key: Key, keys: set[Key]) -> Key:
    """The one longer name that this one is an acronym or a part of; itself where there is none or several."""
    if (len(key) == 1 and key[0] in name_heads()) or key in _known_keys():
        return key
    longer = [k for k in keys if _is_acronym(key, k) or (_is_part(key, k) and k not in _known_keys())]
    heads = [k for k in longer if not any(_is_part(k, other) for other in longer)]
    return heads[0] if len(heads) == 1 else key


def _is_parent(key: Key, full: Key, keys: Sequence[Key]) -> bool:
    """Whether a short name is no short form of a long one but its owner's: Sony, told first, and Sony Film Partners."""
    return (
        len(full) > len(key) + 1
        and key == full[: len(key)]
        and keys.index(key) < keys.index(full)
        and keys.count(key) > keys.count(full)
    )


def _is_part(key: Key, full: Key) -> bool:
    """Whether a name is the beginning or the end of a longer one that does not name another body.

    Another one is who runs what the name begins with (of the Arena Commission the Arena), and of a name that is whole
    by itself one with more before it (of the Royal Bank of Peru the Bank of Peru).
    """
    if len(key) >= len(full):
        return False
    if key == full[: len(key)]:
        return full[-1] not in words("running") or key[-1] in words("running") or "of" in full
    return key == full[-len(key) :] and "of" not in key[1:2]


@cache
def _known_keys() -> frozenset[Key]:
    """The keys of known names: they stand for themselves, never for a longer name."""
    return frozenset(tuple(made.name.lower().split()) for made in known_names().values() if made.name)


def _is_acronym(key: Key, full: Key) -> bool:
    if len(key) != 1 or not 2 <= len(key[0].replace(".", "")) <= 6:
        return False
    big = [w for w in full if w not in {"of", "the", "and", "for", "de", "la"}]
    return key[0].replace(".", "") in ("".join(w[0] for w in big), "".join(w[0] for w in full))
