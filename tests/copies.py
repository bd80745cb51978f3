"""Articles made of a vocabulary of our own, and copies of them as agencies' clients make them."""

import itertools
import random

SOUNDS = ("bdfglmnrst", "aeiou", ("", "n", "r", "st", "ling", "mer", "tion", "ver"))
WORDS = ["".join(parts) for parts in itertools.product(*SOUNDS)]
OFTEN = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(WORDS))))
"""Words come as often as in language: the second half as often as the first."""

STANDING = "this story was put together from what several agencies and our own reporters on the spot have told"
"""What every third article ends with."""

COPIES = ("cut", "reordered", "retitled", "edited", "cut and edited")

Sentences = list[list[str]]


def article(seed: int) -> str:
    """An article of 200 to 1,000 words, another one for each seed."""
    chance = random.Random(seed)
    length = int(200 * 5 ** chance.random())
    sentences: Sentences = []
    while sum(map(len, sentences)) < length:
        sentences.append(_words(chance, chance.randint(8, 28)))
    return _written(sentences) + (f" {STANDING}." if seed % 3 == 0 else "")


def copied(seed: int, change: str) -> str:
    """The article of this seed as someone else prints it; `change` is one of COPIES."""
    chance = random.Random(f"{seed} {change}")
    sentences = [sentence.split() for sentence in article(seed).split(". ")]
    if "cut" in change:
        sentences = _cut(sentences, 0.7)
    if change == "reordered":
        pairs = [sentences[i : i + 2] for i in range(0, len(sentences), 2)]
        chance.shuffle(pairs)
        sentences = [sentence for pair in pairs for sentence in pair]
    if change == "retitled":
        sentences = [_words(chance, 9), *sentences[1:]]
    if "edited" in change:
        sentences = [[w if chance.random() > 0.04 else _words(chance, 1)[0] for w in s] for s in sentences]
    return _written(sentences)


def _cut(sentences: Sentences, share: float) -> Sentences:
    """The first sentences, up to this share of the words."""
    left, kept = int(share * sum(map(len, sentences))), []
    for sentence in sentences:
        kept.append(sentence[:left])
        left -= len(kept[-1])
    return [sentence for sentence in kept if sentence]


def _words(chance: random.Random, number: int) -> list[str]:
    return chance.choices(WORDS, cum_weights=OFTEN, k=number)


def _written(sentences: Sentences) -> str:
    return ". ".join(" ".join(sentence) for sentence in sentences)
