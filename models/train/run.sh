#!/bin/sh
# One command from the data to the files that ship: npm run train -- [--public FILE] [--dev FILE] [--out DIR]
# Makes a virtual environment with the pinned packages outside the repository, then trains (models/train/train.py).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
pins=$(sha256sum "$here/requirements.txt" | cut -c1-12)
venv="${EXHIBIT_TRAIN_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/exhibit-train-$pins}"
if [ ! -f "$venv/complete" ]; then
  python3 -m venv "$venv"
  # uv unpacks five gigabytes in half a minute where pip takes four; pip knows mirrors and certificates that uv may not.
  "$venv/bin/pip" install --quiet --disable-pip-version-check uv==0.13.9
  UV_CACHE_DIR="$venv/uv-cache" "$venv/bin/uv" pip install --quiet --no-deps --python "$venv/bin/python" -r "$here/requirements.txt" ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt"
  rm -rf "$venv/uv-cache"
  touch "$venv/complete"
fi
# Without these, the allocator gives memory back after each step and half the time goes into page faults.
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=268435456
# The base weights come out of an installed package; nothing is ever fetched while training.
export HF_HUB_OFFLINE=1 TOKENIZERS_PARALLELISM=false PYTHONDONTWRITEBYTECODE=1
script=train.py
if [ "${1:-}" = compare ]; then
  script=compare.py
  shift
fi
exec "$venv/bin/python" "$here/$script" "$@"
