"""Subjects: what a figure counts or describes, by the syntax around it."""

from dataclasses import dataclass

from transforms.figures.lexicon import lexicon
from transforms.figures.singular import singular
from transforms.reading import Reading, Token

NOUNS = frozenset({"NOUN", "PROPN"})
LEFT = frozenset(
    {"compound", "amod", "nmod", "poss", "nummod", "case", "advmod", "punct", "npadvmod", "quantmod", "det", "predet"}
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
EDGE = frozenset({"DET", "NUM", "PUNCT", "SYM", "ADP", "CCONJ", "PART", "ADV", "PRON", "SCONJ"})

LONGEST = 14
"""Tokens of the longest subject."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure counts: its tokens from first to last, half open, and the head noun among them."""

    first: int
    last: int
    head: Token

    @property
    def noun(self) -> str:
        """The head in the singular and in lower case, names apart: "ambulance vehicles" are counted as `vehicle`."""
        text = self.head.text
        if text[:-1].isupper() and text.endswith("s") and len(text) > 2:  # "RBIs", "GPUs": acronyms
            return text[:-1].lower()
        return self.head.lower if self.head.tag == "NNP" else singular(self.head.lower)


def top(tokens: tuple[Token, ...]) -> Token:
    """The token of an amount that the rest of the sentence governs."""
    first, last = tokens[0].i, tokens[-1].i
    outside = [t for t in tokens if not first <= t.head <= last or t.head == t.i]
    numeric = [t for t in outside if t.pos in ("NUM", "NOUN", "SYM", "PROPN")]
    return (numeric or outside or list(tokens))[-1]


def counted(reading: Reading, tokens: tuple[Token, ...]) -> Subject | None:
    """What a bare number counts: the noun phrase on its right."""
    last = tokens[-1].i + 1
    words = reading.tokens
    sentence = tokens[-1].sentence
    odd = last + 1 < len(words) and words[last + 1].lower == "odd"
    last += 2 if odd and words[last].text == "-" else 0
    hyphened = last + 1 < len(words) and words[last].text in "-–" and words[last].start == words[last - 1].end
    if hyphened and words[last + 1].start == words[last].end:
        return _hyphened(reading, last + 1, sentence)
    if last < len(words) and words[last].sentence == sentence and words[last].lower == "of":
        return of_phrase(reading, words[last])
    return _right_phrase(reading, tokens, last, sentence)


def _hyphened(reading: Reading, i: int, sentence: int) -> Subject | None:
    """three-JUDGE panel: the noun behind the hyphen is counted."""
    head = reading.tokens[i]
    if not head.text.isalpha():
        return None
    if head.lower in lexicon().sets["strong"]:
        return _run_of_nouns(reading, i + 1, sentence)
    last = i + 1
    while (
        last < len(reading.tokens)
        and reading.tokens[last].sentence == sentence
        and reading.tokens[last].pos in ("NOUN", "PROPN", "ADJ")
        and last - i < 6
    ):
        last += 1
    return Subject(i, last, head)


def of_phrase(reading: Reading, of: Token) -> Subject | None:
    """Two OF JOHNSON'S DEPUTIES; nothing for "two of them"."""
    for child in reading.children(of):
        if child.dep == "pobj" and child.i > of.i:
            if child.tag == "CD":
                return None  # a third OF $930 million
            return phrase(reading, child, after=of.i + 1)
    return None


def _right_phrase(reading: Reading, tokens: tuple[Token, ...], last: int, sentence: int) -> Subject | None:
    """The noun that the parse ties to the number, else the nouns that follow it at once."""
    for token in reversed(tokens):
        head = reading.head(token)
        while head is not None and head.pos == "NUM" and head.i >= last:
            head = reading.head(head)
        if head is not None and token.dep in MODIFIERS and _is_near(reading, last, head):
            if any(t.lower in ("a", "an", "per", "each", "every") for t in reading.tokens[last + 1 : head.i]):
                break  # 7,000 times a minute
            return _with_compound(reading, phrase(reading, head, after=last)) if _is_noun(head) else None
    found = _run_of_nouns(reading, last, sentence)
    return found if found is not None and _is_noun(found.head) else None


def _is_noun(head: Token) -> bool:
    """Whether a head can be what is counted: a word, none of number or time: "closed at 40 FRIDAY", "12 last WEEK"."""
    words = lexicon()
    if head.tag in ("NN", "NNP") and head.lower in words.dated:
        return False
    name = singular(head.lower)
    numeral = name in words.scales or name in words.parts or head.lower in words.sets["left_over"]
    return any(map(str.isalpha, head.text)) and not numeral


MODIFIERS = frozenset({"nummod", "compound", "nmod", "quantmod", "amod", "dep"})


def _is_near(reading: Reading, last: int, head: Token) -> bool:
    """Whether a noun on the right is near enough to be what is counted, with no verb but a participle between."""
    between = reading.tokens[last : max(last, head.i)]
    plain = all(t.pos not in ("VERB", "AUX") or t.tag in ("VBN", "VBG") for t in between)
    return head.pos in NOUNS and 0 <= head.i - last <= 8 and plain


def _with_compound(reading: Reading, subject: Subject) -> Subject:
    """12 PAGE DOCUMENT: what is counted, with the noun it is part of."""
    head, whole = subject.head, reading.head(subject.head)
    if head.dep in ("compound", "nmod") and whole is not None and whole.pos in NOUNS and 0 < whole.i - head.i < 5:
        named = head.tag == "NNP" and whole.tag == "NNS"  # 20 Model S CARS
        return Subject(subject.first, whole.i + 1, whole if named else head)
    return subject


def _run_of_nouns(reading: Reading, last: int, sentence: int) -> Subject | None:
    words, i = reading.tokens, last
    while (
        i < len(words)
        and words[i].sentence == sentence
        and i - last < 8
        and (words[i].pos in ("NOUN", "PROPN") or words[i].pos == "ADJ" or words[i].tag in ("VBN", "VBG", "POS"))
    ):
        i += 1
    while (
        i > last
        and words[i - 1].pos not in NOUNS
        and not (i - 1 == last and words[last].lower in lexicon().sets["nominal"])
    ):
        i -= 1
    return Subject(last, i, words[i - 1]) if i > last else None


def phrase(reading: Reading, head: Token, *, after: int = -1, before: int | None = None) -> Subject:
    """The noun phrase of a head: its modifiers on the left, from token `after` on, and of- or in-phrases behind."""
    words = reading.tokens
    first = head.i
    for child in reversed(reading.children(head)):
        if child.i < first and child.dep in LEFT and child.i >= after and head.i - child.i < LONGEST:
            first = max(after, _leftmost(reading, child))
    while first < head.i and (
        _is_unit_word(words[first]) or (words[first].pos in EDGE and words[first + 1].text != "-")
    ):
        first += 1
    return Subject(first, _right_end(reading, head, before), head)


def _is_unit_word(token: Token) -> bool:
    """A unit left over from an amount that stands in the phrase: "a 5 per CENT penalty"."""
    return token.lower in lexicon().sets["left_over"]


def _leftmost(reading: Reading, token: Token) -> int:
    left = token.i
    for _ in range(6):
        children = [child.i for child in reading.children(reading.tokens[left]) if child.i < left]
        if not children:
            break
        left = children[0]
    return left


def _right_end(reading: Reading, head: Token, before: int | None) -> int:
    """The end of what belongs to a head: "sales OF CARS IN JAPAN", "students ENROLLED HERE"; before the figure."""
    last = head.i + 1
    for child in reading.children(head):
        if child.i != last or child.dep not in BEHIND or (child.dep == "acl" and child.tag not in ("VBN", "VBG")):
            continue
        end = _subtree_end(reading, child, head.i + LONGEST)
        if before is not None and child.i <= before < end:
            break
        last = end
    return _trimmed(reading, head.i + 1, last)


def _trimmed(reading: Reading, first: int, last: int) -> int:
    """The end of what stands behind a head, up to the next number and without a last word that leads on to it."""
    words = reading.tokens
    cut = next((i for i in range(first, last) if words[i].tag in ("CD", "$")), last)
    while cut > first and (
        words[cut - 1].pos in LEADING
        or words[cut - 1].lower.rstrip(".") in lexicon().dated
        or (cut < last and words[cut - 1].tag in ("VBN", "VBG"))
    ):
        cut -= 1
    return cut


LEADING = EDGE | {"ADJ"}
"""Parts of speech that no phrase ends with on its right."""

BEHIND = frozenset({"prep", "acl"})
"""Dependents of a noun that a noun phrase takes in on its right."""

WITHIN = LEFT - {"punct", "advmod", "quantmod"} | {"pobj", "prep", "conj", "cc", "agent"}
"""Dependents that a noun phrase keeps on its right."""


def _subtree_end(reading: Reading, token: Token, limit: int) -> int:
    """The token after the last of a subtree's left-to-right run of nouns, at most `limit`."""
    end, stack = token.i + 1, [token.i]
    while stack:
        i = stack.pop()
        end = max(end, i + 1)
        stack.extend(
            child.i for child in reading.children(reading.tokens[i])
            if child.i < limit and child.dep in WITHIN
        )  # fmt: skip
    return min(end, limit)
