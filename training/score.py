"""How many names of held-back texts are found: exact spans of people, organisations and places."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import torch
from tokenizers import Tokenizer

from training import tags
from training.encoder import Tagger
from training.texts import CORPORA, Text
from training.windows import batches, windows
from transforms.reading.viterbi import best_tags

Counts = dict[str, list[int]]
"""By kind: right, too many, missed."""


def by_corpus(model: Tagger, tokenizer: Tokenizer, texts: Iterable[Text], size: int = 4_096) -> dict[str, Counts]:
    """The counts of each corpus; what a corpus leaves open is neither right nor wrong."""
    model.eval()
    counts: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for batch in batches(list(windows(tokenizer, texts)), size):
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            scores = model(batch.ids, batch.cases, batch.mask).float().numpy()
        for row, allowed, corpus in zip(scores, batch.allowed, batch.corpus, strict=True):
            firsts = allowed.nonzero().flatten().numpy()
            found = best_tags(row[None, firsts], torch.tensor([len(firsts)]).numpy())[0]
            _count(counts[CORPORA[int(corpus)]], [int(a) for a in allowed[firsts]], found.tolist())
    return counts


def _count(counts: Counts, allowed: list[int], found: list[int]) -> None:
    sure = [a.bit_length() - 1 if a.bit_count() == 1 else 0 for a in allowed]
    gold, mine = set(tags.spans(sure)), set(tags.spans(found))
    for span in gold & mine:
        counts[span[2]][0] += 1
    for span in mine - gold:
        labels = allowed[span[0] : span[1]]
        if not any(a.bit_count() > 1 and a & ~tags.UNSURE for a in labels):
            counts[span[2]][1] += not any(
                tags.TAGS[a.bit_length() - 1][2:] in {"MISC", "NORP"} for a in labels if a.bit_count() == 1
            )
    for span in gold - mine:
        counts[span[2]][2] += 1


def f1(counts: Counts, kinds: Iterable[str] = ("PER", "ORG", "LOC")) -> float:
    """F1 in per cent over some kinds."""
    right, extra, missed = (sum(counts[kind][i] for kind in kinds) for i in range(3))
    return 200 * right / (2 * right + extra + missed) if right else 0.0


def report(scores: Mapping[str, Counts]) -> str:
    """One line: each corpus with its F1, and by kind."""
    parts = (
        f"{corpus} {f1(c):.1f} ({' '.join(f'{kind} {f1(c, [kind]):.0f}' for kind in ('PER', 'ORG', 'LOC'))})"
        for corpus, c in scores.items()
    )
    return "; ".join(parts)
