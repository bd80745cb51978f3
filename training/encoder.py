"""MiniLM in plain torch: a BERT encoder whose token types are the cases of words, with a tag a piece on top."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from transforms.reading.pieces import CASES

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, LONGEST = 384, 6, 12, 1536, 30_522, 512


class Layer(nn.Module):
    """One layer: attention, then two dense ones, each with its residual and norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.mixed, self.mixed_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.widened, self.narrowed = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """One vector a piece, having seen those that `mask` lets it see."""
        batch, length, _ = x.shape
        q, k, v = (
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        dropout = self.dropout if self.training else 0.0
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=dropout)
        seen = self.mixed(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.mixed_norm(x + functional.dropout(seen, self.dropout, self.training))
        y = self.narrowed(functional.gelu(self.widened(x)))
        return self.norm(x + functional.dropout(y, self.dropout, self.training))


class Tagger(nn.Module):
    """Pieces and cases in, one score a tag out."""

    def __init__(self, tags: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.cases = nn.Embedding(len(CASES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, tags)
        self.dropout = dropout

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """The scores of each piece's tags; `mask` is 0 where a window is padded."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.cases(cases) + self.places(places))
        x = functional.dropout(x, self.dropout, self.training)
        seen = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(mask == 0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        x = functional.dropout(x, self.dropout, self.training)
        return self.head(x)

    def start_from(self, folder: Path) -> None:
        """Take the weights of MiniLM; each case starts as the token type that MiniLM was trained with."""
        old = load_file(folder / "model.safetensors")
        self.load_state_dict(_renamed(old, self.state_dict()))


def _renamed(old: dict[str, Tensor], new: dict[str, Tensor]) -> dict[str, Tensor]:
    taken = dict(new)
    taken["words.weight"] = old["embeddings.word_embeddings.weight"]
    taken["places.weight"] = old["embeddings.position_embeddings.weight"]
    taken["cases.weight"] = old["embeddings.token_type_embeddings.weight"][:1].repeat(len(CASES), 1)
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "mixed": "attention.output.dense", "mixed_norm": "attention.output.LayerNorm",
        "widened": "intermediate.dense", "narrowed": "output.dense", "norm": "output.LayerNorm",
    }  # fmt: skip
    for kind in ("weight", "bias"):
        taken[f"norm.{kind}"] = old[f"embeddings.LayerNorm.{kind}"]
        for no in range(LAYERS):
            for ours, theirs in parts.items():
                taken[f"layers.{no}.{ours}.{kind}"] = old[f"encoder.layer.{no}.{theirs}.{kind}"]
    return taken
