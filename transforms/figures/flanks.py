"""Flanks: the noun right beside a measured amount that it describes, whatever the parse ties it to."""

from schemas.ontology import FigureKind
from transforms.figures.lexicon import lexicon
from transforms.figures.singular import singular
from transforms.figures.subject import NOUNS, Subject, of_phrase, phrase
from transforms.reading import Reading, Token


def beside(reading: Reading, tokens: tuple[Token, ...], kind: FigureKind) -> Subject | None:
    """What an amount describes as the words right behind or before it say, or None."""
    return (
        following(reading, tokens, kind)
        or _worth(reading, tokens)
        or _standing_at(reading, tokens)
        or _owner(reading, tokens)
        or _ranging(reading, tokens)
    )


def following(reading: Reading, tokens: tuple[Token, ...], kind: FigureKind) -> Subject | None:
    """3 milligrams OF THE DRUG, $48 billion IN ASSETS, $2m WORTH OF GOODS."""
    words, last = reading.tokens, tokens[-1].i + 1
    last += last < len(words) and words[last].lower == "worth"
    if last >= len(words) or words[last].sentence != tokens[-1].sentence:
        return None
    word = words[_past_bracket(reading, last)]
    if word.lower == "of":
        return of_phrase(reading, word)
    found = of_phrase(reading, word) if kind == "money" and word.lower == "in" else None
    if found and any(child.dep == "nummod" for child in reading.children(found.head)):
        return None  # $6m in 20 cases
    plural = found is not None and (found.head.tag == "NNS" or found.head.lower in lexicon().sets["masses"])
    return found if plural and found and found.head.lower not in lexicon().sets["monthlike"] else None


def _past_bracket(reading: Reading, i: int) -> int:
    """The token after what stands in brackets at i, or after one closed there: "300 pounds (136 kg) OF SILVER"."""
    words = reading.tokens
    if words[i].text == "(":
        i = next((j for j in range(i, min(i + 6, len(words))) if words[j].text == ")"), i)
    closed = words[i].text == ")" and i + 1 < len(words) and words[i + 1].sentence == words[i].sentence
    return i + 1 if closed and words[i + 1].lower == "of" else i


def _worth(reading: Reading, tokens: tuple[Token, ...]) -> Subject | None:
    """25 jets WORTH $3.1 billion: the noun before it."""
    words = reading.tokens
    for i in range(tokens[0].i - 1, max(tokens[0].i - 5, 0), -1):
        if words[i].lower == "worth":
            noun = words[i - 1]
            return phrase(reading, noun, before=i) if noun.pos in NOUNS and noun.sentence == words[i].sentence else None
    return None


def _standing_at(reading: Reading, tokens: tuple[Token, ...]) -> Subject | None:
    """Seen with CARBON LEVELS at 1,200 parts per million: what stands at a number, right before "at"."""
    i = tokens[0].i
    if i < 2 or reading.tokens[i - 1].lower != "at":
        return None
    noun = reading.tokens[i - 2]
    stands = noun.pos == "NOUN" and singular(noun.lower) in lexicon().sets["stands_at"]
    return phrase(reading, noun, before=i - 1) if stands and noun.sentence == tokens[0].sentence else None


def _owner(reading: Reading, tokens: tuple[Token, ...]) -> Subject | None:
    """Less than THE OLD MODEL's 212 hp: whose a number is that no noun follows."""
    i, end = tokens[0].i, tokens[-1].i + 1
    if i < 2 or reading.tokens[i - 1].tag != "POS" or reading.tokens[i - 1].sentence != tokens[-1].sentence:
        return None
    after = reading.tokens[end] if end < len(reading.tokens) else None
    ends = after is None or after.sentence != tokens[0].sentence or after.pos in ("PUNCT", "CCONJ", "ADP", "SCONJ")
    noun = reading.tokens[i - 2]
    timed = noun.lower in lexicon().dated or noun.lower in lexicon().age_units
    return phrase(reading, noun) if ends and not timed and noun.pos in NOUNS else None


def _ranging(reading: Reading, tokens: tuple[Token, ...]) -> Subject | None:
    """Fares FROM $40 TO $90, cut rates FROM 5 % TO 4 %: the noun right before "from" or "between"."""
    i = tokens[0].i
    if i < 2 or reading.tokens[i - 1].lower not in ("from", "between") or not _spans(tokens):
        return None
    noun = reading.tokens[i - 2]
    if noun.tag not in ("NN", "NNS") or noun.sentence != tokens[0].sentence or noun.lower in lexicon().age_units:
        return None
    for _ in range(3):  # a scale of FINES from ...: the scale
        of = reading.head(noun)
        above = reading.head(of) if of is not None and of.lower == "of" else None
        if above is None or above.pos not in NOUNS or above.i > noun.i:
            break
        noun = above
    return phrase(reading, noun, before=i - 1)


def _spans(tokens: tuple[Token, ...]) -> bool:
    return any(token.lower in ("to", "and", "-", "–") for token in tokens)
