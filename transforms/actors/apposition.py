"""Nouns in apposition to a name: "the owner, [Acme Mining]," and "[Acme Mining], a company from Cork,"."""

from transforms.actors.spans import Stretch
from transforms.reading import Reading, Token

LONGEST = 8
"""Tokens after the comma among which the noun that a name is told by is looked for."""

ENDS = frozenset({",", ".", ";", "–", "—", ")", "?", "!", ":"})
"""What may stand after a name in apposition."""

IN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART"})


def noun_before(reading: Reading, name: Stretch) -> Token | None:
    """The singular common noun that a name between commas stands beside, by the parse or right before it."""
    tokens = reading.tokens
    comma = name.first - 2 if name.first and tokens[name.first - 1].lower == "the" else name.first - 1
    if comma < 1 or tokens[comma].text != "," or not _ends(reading, name):
        return None
    head = tokens[name.last - 1]
    above = reading.head(head) if head.dep == "appos" else None
    for noun in (_past_names(reading, above) if above else None, tokens[comma - 1]):
        if noun is not None and noun.i < comma and noun.sentence == head.sentence and noun.tag == "NN":
            return noun
    return None


def _ends(reading: Reading, name: Stretch) -> bool:
    """Whether a sign follows a name, and it is no member of a list."""
    after = reading.tokens[name.last : name.last + 2]
    return not after or (after[0].text in ENDS and (len(after) < 2 or after[1].lower not in {"and", "or"}))


def _past_names(reading: Reading, noun: Token) -> Token | None:
    """The noun that a name belongs to: "a lawyer for Otieno, [Ann Lee]," is of the lawyer."""
    above = reading.head(noun)
    if noun.pos != "PROPN" or noun.dep != "pobj" or above is None:
        return noun
    return reading.head(above)


def noun_after(reading: Reading, name: Stretch) -> Token | None:
    """The singular common noun that follows a name and a comma, with an article or a possessor before it."""
    tokens = reading.tokens
    if name.last >= len(tokens) or tokens[name.last].text != ",":
        return None
    sentence = reading.sentences[tokens[name.first].sentence]
    phrase = tokens[name.last + 1 : min(sentence.last, name.last + 1 + LONGEST)]
    if not phrase or not (phrase[0].lower in {"a", "an", "the", "one"} or phrase[0].tag == "PRP$"):
        return None
    for token, after in zip(phrase, (*phrase[1:], None), strict=True):
        if token.pos not in IN_PHRASE and token.text not in {"-", "'s", "’s"}:
            return None
        if token.tag == "NN" and (after is None or after.pos not in {"NOUN", "PROPN", "PART"}):
            clause = token.dep in {"nsubj", "nsubjpass"} or (after is not None and after.text == "-")
            return None if clause else token
    return None
