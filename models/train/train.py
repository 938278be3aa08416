"""Trains the classifier and writes all files that ship: python models/train/train.py [--public FILE] [--dev FILE] [--out DIR]

Reads models/data and, where a path is given, public labelled texts to train on (`--public`). Writes the
encoder with eight-bit weights, its tokenizer and the head; then models/train/calibrate.ts fits the probabilities with
the code that ships, on the dev split and on the texts of `--dev`. CPU only, seeds fixed: the same command gives the same weights on one machine.
`--pages N` trains on N pages alone, to see whether everything works.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

sys.dont_write_bytecode = True  # no folder of compiled files in the repository
from base import base_folder  # noqa: E402
from data import ROOT, Page, controls, cut, node, own_pages, public_pages  # noqa: E402
from export import write_model  # noqa: E402
from measures import places_text, places  # noqa: E402
from model import MAX_PASSAGES, TRAIN_TOKENS, PassageModel, batches_of, logits_of_pages, logits_of_rows, page_logits  # noqa: E402

EPOCHS = 2
BATCH_TOKENS = 1536
ENCODER_RATE = 8e-5
HEAD_RATE = 1e-3
WARM_UP = 0.09  # of all steps
LEAST_RATE = 1 / 3  # what the learning rate falls to, in a straight line; a third round on data this small learns our wording by heart
FROZEN = 2  # layers, with the word vectors below them, that stay as they are: what they know holds for words not seen here
HIDDEN_WORDS = 0.12  # share of words that training hides, so that no single one decides
PRIMARY_SHARE = 0.6  # of a page's target; the other acceptable controls share the rest


def target_of(labels: list[str], names: list[str]) -> torch.Tensor:
    """The shares of a page's labels; `names` are the controls and, last, `none`. No label at all means no evidence."""
    target = torch.zeros(len(names))
    labels = labels or ["none"]
    others = labels[1:]
    target[names.index(labels[0])] += PRIMARY_SHARE if others else 1
    for label in others:
        target[names.index(label)] += (1 - PRIMARY_SHARE) / len(others)
    return target


def fit(
    model: PassageModel,
    pages: list[Page],
    names: list[str],
    epochs: int = EPOCHS,
    seed: int = 1,
    frozen: int = FROZEN,
    after_epoch: Callable[[], None] = lambda: None,
) -> None:
    """Trains in place; prints the mean loss of each epoch. `frozen` keeps the embeddings and so many layers as they are."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    for part in (model.encoder.embeddings, *model.encoder.encoder.layer[:frozen]):
        part.requires_grad_(False)
    rows = [model.tokens(page.passages[:MAX_PASSAGES], TRAIN_TOKENS) for page in pages]
    lengths = [[len(row) for row in page] for page in rows]
    targets = torch.stack([target_of(page.labels, names) for page in pages])
    mask = model.tokenizer.mask_token_id

    def hidden(row: list[int]) -> list[int]:
        return [row[0], *(mask if rng.random() < HIDDEN_WORDS else token for token in row[1:-1]), row[-1]]

    weights = torch.tensor([page.weight for page in pages])
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": ENCODER_RATE},
        {"params": model.head.parameters(), "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = len(batches_of(lengths, BATCH_TOKENS, rng)) * epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * (1 - (1 - LEAST_RATE) * step / steps)
    )
    for epoch in range(epochs):
        model.train()
        begun, losses = time.time(), []
        for batch in batches_of(lengths, BATCH_TOKENS, rng):
            page_of = torch.tensor([at for at, page in enumerate(batch) for _ in rows[page]])
            logits = logits_of_rows(model, [hidden(row) for page in batch for row in rows[page]])
            shares = F.log_softmax(page_logits(logits, page_of, len(batch)), -1)
            loss = (-(targets[batch] * shares).sum(1) * weights[batch]).sum() / weights[batch].sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f}, {time.time() - begun:.0f} s", flush=True)
        after_epoch()


def report(model: PassageModel, name: str, pages: list[Page], names: list[str]) -> None:
    evidence = [page for page in pages if page.labels and page.labels[0] != "none"]
    if evidence:
        logits = logits_of_pages(model, [page.passages for page in evidence])
        print(f"{name}: {places_text(places(logits[:, :-1], [page.labels for page in evidence], names))}", flush=True)


def check_parity(model: PassageModel, pages: list[Page], names: list[str], out: Path) -> None:
    """Prints how often the exported file, by the code that ships, ranks the same control first (parity.ts)."""
    firsts = logits_of_pages(model, [page.passages for page in pages])[:, :-1].argmax(1).tolist()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for page, first in zip(pages, firsts, strict=True):
            file.write(json.dumps({"passages": page.passages, "first": names[first]}) + "\n")
        file.flush()
        subprocess.run([*node(), "models/train/parity.ts", str(out), file.name], cwd=ROOT, check=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--public", type=Path, help="public labelled texts to train on, such as evidence-train.jsonl")
    parser.add_argument("--dev", type=Path, help="public labelled texts to tune on, such as evidence-dev.jsonl")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "annex-a")
    parser.add_argument("--pages", type=int, help="train on so many pages only")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    names = [*controls(), "none"]
    train = own_pages("train") + (public_pages(arguments.public) if arguments.public else [])
    random.Random(arguments.seed).shuffle(train)
    train = cut(train[: arguments.pages], views=True)
    dev = cut(own_pages("dev")[: arguments.pages])
    tuned = cut(public_pages(arguments.dev, "hand")) if arguments.dev else []
    torch.manual_seed(arguments.seed)
    model = PassageModel(base_folder(), len(names))
    print(f"{len(train)} pages with {sum(len(page.passages) for page in train)} passages", flush=True)

    def report_dev() -> None:
        report(model, "own dev split", dev, names)
        report(model, "public dev texts", tuned, names)

    fit(model, train, names, arguments.epochs, arguments.seed, after_epoch=report_dev)
    write_model(model, names[:-1], train, arguments.out)
    calibrate = [*node(), "models/train/calibrate.ts", "--model", str(arguments.out)]
    calibrate += ["--dev", str(arguments.dev)] if arguments.dev else []
    calibrate += ["--pages", str(arguments.pages)] if arguments.pages else []
    subprocess.run(calibrate, cwd=ROOT, check=True)
    check_parity(model, dev + tuned, names, arguments.out)


if __name__ == "__main__":
    main()
