"""Trains one model with one seed."""

import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training import score
from training.encoder import Tagger
from training.tags import TAGS
from training.texts import Text
from training.vary import Varied
from training.windows import Batch, batches, windows

SIZE = 1_024
"""Pieces of a batch."""

RATE, HEAD_RATE = 2e-4, 1e-3
"""Learning rates of the encoder's top layer, and of the head and the cases, which start from nothing."""

DECAY = 0.9
"""The rate of each layer, as a share of that of the layer above it."""

EPOCHS = 5

SMOOTH = 0.05
"""Share of each word's probability that is asked to be spread over all tags."""


def tokenizer_of(folder: Path) -> Tokenizer:
    """The encoder's tokenizer, without cutting and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def loss_of(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the probability that words get one of the tags they may have, in the mean."""
    asked = allowed > 0
    bits = (allowed[asked][:, None] >> torch.arange(len(TAGS))) & 1
    logs = torch.log_softmax(scores[asked].float(), -1)
    hit = torch.logsumexp(logs.masked_fill(bits == 0, -1e4), -1)
    return -((1 - SMOOTH) * hit + SMOOTH * logs.mean(-1)).mean()


def groups(model: Tagger) -> list[dict[str, object]]:
    """The model's weights with their learning rates: the lower, the slower; word pieces stay as they are."""
    model.words.weight.requires_grad_(False)  # noqa: FBT003 - torch's own signature
    layers = len(model.layers)
    found: list[dict[str, object]] = [{"params": [*model.head.parameters(), model.cases.weight], "lr": HEAD_RATE}]
    for no, layer in enumerate(model.layers):
        found.append({"params": list(layer.parameters()), "lr": RATE * DECAY ** (layers - 1 - no)})
    bottom = [*model.norm.parameters(), model.places.weight]
    return [*found, {"params": bottom, "lr": RATE * DECAY**layers}]


def train(texts: Sequence[Text], held: Sequence[Text], encoder: Path, seed: int, epochs: int) -> Tagger:
    """A model trained on the texts; prints how it does on those held back."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tokenizer, varied = tokenizer_of(encoder), Varied(texts, rng)
    model = Tagger(len(TAGS))
    model.start_from(encoder)
    optimizer = torch.optim.AdamW(groups(model), weight_decay=0.01)
    per_epoch = len(list(batches(list(windows(tokenizer, varied.epoch(), rng)), SIZE)))
    total = per_epoch * epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * total), max(0.02, 1 - step / (1.03 * total)))
    )
    for epoch in range(epochs):
        started, losses = time.process_time(), []
        model.train()
        for batch in batches(list(windows(tokenizer, varied.epoch(), rng)), SIZE, rng):
            losses.append(_step(model, batch, optimizer))
            schedule.step()
        seconds = time.process_time() - started
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}, {seconds:.0f} CPU s", flush=True)
        print("  " + score.report(score.by_corpus(model, tokenizer, held)), flush=True)
    return model


def _step(model: Tagger, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(batch.ids, batch.cases, batch.mask)
    loss = loss_of(scores, batch.allowed)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()
