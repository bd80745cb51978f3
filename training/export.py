"""Weights to what is run: an ONNX graph in 8-bit whole numbers, its tokenizer, and the hash of both."""

import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder import Tagger

INPUTS = ("ids", "cases", "mask")


def export(model: Tagger, encoder: Path, out: Path, version: str) -> None:
    """Write `names.onnx`, `tokenizer.json` and `names.json` (version and hashes) into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _graph(model, whole)
        quantize_dynamic(whole, out / "names.onnx", per_channel=True, weight_type=QuantType.QInt8)
    shutil.copyfile(encoder / "tokenizer.json", out / "tokenizer.json")
    hashes = {name: digest(out / name) for name in ("names.onnx", "tokenizer.json")}
    (out / "names.json").write_text(json.dumps({"version": version, "sha256": hashes}, indent=2) + "\n", "utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _graph(model: Tagger, path: Path) -> None:
    model.eval()
    sample = torch.ones(2, 16, dtype=torch.long)
    axes = {name: {0: "windows", 1: "pieces"} for name in (*INPUTS, "scores")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter by tracing is called old; the new one needs a package more
        torch.onnx.export(
            model, (sample, sample, sample), str(path), input_names=list(INPUTS), output_names=["scores"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    onnx.checker.check_model(str(path))
