"""How well the lexicon tells senses apart: sentences of our own, some six for each of its 650 most frequent words.

python -m tests.bench.senses [WORD ...]: what is told of each marked word against what its writer wanted; of the words
that are named, every sentence that comes out otherwise.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemas.articles import Article
from schemas.ids import text_sha256
from transforms.events.find import find_events, told
from transforms.extract import facts_of, load_model
from transforms.reading import Reading

FILE = Path(__file__).parents[1] / "data" / "senses.tsv"
"""A line a sentence: verb or noun, lemma, type or "-" for none, and the sentence with the word between stars."""


class Use(NamedTuple):
    """A sentence that uses a word at code points `start` to `end`, and the type of event that it tells, or "-"."""

    lemma: str
    wanted: str
    text: str
    start: int
    end: int


def uses() -> Iterator[Use]:
    """All sentences of the file."""
    for line in FILE.read_text("utf-8").splitlines():
        _, lemma, wanted, sentence = line.split("\t")
        before, word, after = sentence.split("*")
        yield Use(lemma, wanted, before + word + after, len(before), len(before) + len(word))


def types(reading: Reading, use: Use) -> set[str]:
    """The types of the events told at the word of a sentence."""
    events = (row.event for row in told(reading, facts_of(reading, before=find_events)))
    return {e.type for e in events if e.trigger_start < use.end and use.start < e.trigger_end}


def outcome(use: Use, found: set[str]) -> str:
    """What became of a sentence: right or wrong, with or without an event."""
    if use.wanted == "-":
        return "an event where none is" if found else "rightly none"
    return "the right type" if use.wanted in found else "another type" if found else "none where one is"


def main() -> None:
    """Print how many sentences come out how, and those of the named words that come out wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="lemmas whose sentences are shown where they come out wrong")
    words, known, model, counts = parser.parse_args().words, [*uses()], load_model(), Counter[str]()
    articles = [_article(use.text) for use in known]
    for use, article, parse in zip(known, articles, model.parse(a.text for a in articles), strict=True):
        found = types(Reading(article, parse), use)
        result = outcome(use, found)
        counts[result] += 1
        if use.lemma in words and result not in ("rightly none", "the right type"):
            print(f"{use.lemma}: {result}, wanted {use.wanted}, told {', '.join(sorted(found)) or '-'}: {use.text}")
    for result, times in counts.most_common():
        print(f"{times:6d} {result}")


def _article(text: str) -> Article:
    return Article(
        article_id="", version=1, source_id="", text=text, n_words=len(text.split()), text_sha256=text_sha256(text)
    )


if __name__ == "__main__":
    main()
