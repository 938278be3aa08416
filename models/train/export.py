"""Writes a trained model as the files that ship: the encoder as an ONNX graph with eight-bit weights, its tokenizer, the head."""

import base64
import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from base import base_folder
from bert_graph import bert_graph
from data import Page
from model import MAX_TOKENS, PassageModel, padded

NAME = "Exhibit Annex A 1, from all-MiniLM-L6-v2"
CONFIG = ("architectures", "hidden_act", "hidden_size", "intermediate_size", "layer_norm_eps", "max_position_embeddings")
CONFIG += ("model_type", "num_attention_heads", "num_hidden_layers", "pad_token_id", "type_vocab_size", "vocab_size")


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def write_settings(source: Path, out: Path) -> dict:
    config = json.loads((source / "config.json").read_text())
    write_json(out / "config.json", {key: config[key] for key in CONFIG})
    tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    # The caller cuts and pads: the fixed padding to 128 would cost four times the time on short passages.
    tokenizer["padding"] = None
    tokenizer["truncation"] = None
    write_json(out / "tokenizer.json", tokenizer)
    settings = json.loads((source / "tokenizer_config.json").read_text())
    settings.pop("name_or_path")
    settings["model_max_length"] = MAX_TOKENS
    write_json(out / "tokenizer_config.json", settings)
    return config


def floats(values: torch.Tensor) -> str:
    return base64.b64encode(values.detach().numpy().astype("<f4").tobytes()).decode()


def onnx_vectors(session: onnxruntime.InferenceSession, rows: list[list[int]]) -> np.ndarray:
    """The vectors of texts by the exported file, one text a run, as a browser would give them."""
    vectors = []
    for row in rows:
        ids = np.array([row], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        vector = session.run(None, feed)[0][0].mean(axis=0)
        vectors.append(vector / np.linalg.norm(vector))
    return np.array(vectors)


def write_model(model: PassageModel, controls: list[str], train: list[Page], out: Path) -> None:
    """Writes config, tokenizer, `onnx/model_quantized.onnx` and `head.json`; checks that the file computes what the model does."""
    model.eval()
    shipped = out / "onnx" / "model_quantized.onnx"
    shipped.parent.mkdir(parents=True, exist_ok=True)
    config = write_settings(base_folder(), out)
    weights = {name: value.detach().numpy() for name, value in model.encoder.state_dict().items()}
    onnx.save(bert_graph(weights, config, eight_bits=True), shipped)
    texts = [page.passages[0] for page in train[:512]]
    rows = model.tokens(texts, MAX_TOKENS)
    session = onnxruntime.InferenceSession(str(shipped), providers=["CPUExecutionProvider"])
    found = onnx_vectors(session, rows)
    with torch.no_grad():
        wanted = np.concatenate([model.vectors(*padded([row])).numpy() for row in rows])
    print(f"eight bits against PyTorch, {len(rows)} passages: mean cosine {(found * wanted).sum(1).mean():.5f}")
    scale = math.sqrt(model.size)
    write_json(
        out / "head.json",
        {
            "model": {"name": NAME, "sha256": hashlib.sha256(shipped.read_bytes()).hexdigest()},
            "dimensions": model.size,
            "controls": controls,
            "directions": floats(model.head.weight * scale),
            "offsets": floats(model.head.bias),
            "mean": floats(torch.tensor(wanted.mean(0))),
        },
    )
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"{out}: {size / 1e6:.1f} MB, weights SHA-256 {hashlib.sha256(shipped.read_bytes()).hexdigest()}")
