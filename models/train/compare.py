"""Compares ways: npm run train -- compare WAY --public FILE --dev FILE [--loso], where FILEs are public labelled texts.

`floor`      word counts alone: centroids of TF-IDF vectors
`untrained`  the encoder as it is, a linear head on its vectors
`head`       what ships: encoder and head trained together, here on a part of the data
`contrast`   encoder trained so that a text is near the texts of its controls (core/catalogue) and far from others
Prints the figures on the hand-labelled texts of `--dev`; with `--loso` leaves out each source of `--public` in turn, trains without it and
tests on it. `--base FOLDER` takes another encoder (`untrained` only: any that transformers reads).
"""

import argparse
import json
import math
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

sys.dont_write_bytecode = True  # no folder of compiled files in the repository
from base import base_folder  # noqa: E402
from data import ROOT, Page, controls, cut, node, own_pages, public_pages  # noqa: E402
from measures import places, places_text  # noqa: E402
from model import TRAIN_TOKENS, PassageModel, batches_of, logits_of_pages, padded  # noqa: E402
from train import fit, target_of  # noqa: E402

Scores = torch.Tensor


def words_of(text: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return words + [f"{left} {right}" for left, right in zip(words, words[1:], strict=False)]


def floor(train: list[Page], test: list[Page], names: list[str], _: argparse.Namespace) -> Scores:
    seen = Counter(word for page in train for word in set(words_of(page.text)))
    place = {word: at for at, word in enumerate(word for word, count in seen.items() if count > 1)}

    def vector(text: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Places and values of the words that are known; the vector of them has length one."""
        counts = {word: count for word, count in Counter(words_of(text)).items() if word in place}
        values = [(1 + math.log(count)) * math.log(len(train) / seen[word]) for word, count in counts.items()]
        return torch.tensor([place[word] for word in counts], dtype=torch.long), F.normalize(torch.tensor(values), dim=0)

    centroids = torch.zeros(len(names), len(place))
    for page in train:
        at, values = vector(page.text)
        centroids[:, at] += target_of(page.labels, names)[:, None] * values * page.weight
    centroids = F.normalize(centroids, dim=1)
    return torch.stack([centroids[:, at] @ values for at, values in map(vector, (page.text for page in test))])[:, :-1]


def frozen_vectors(pages: list[Page], base: Path, known: dict[str, torch.Tensor] = {}) -> torch.Tensor:  # noqa: B006
    """One vector per page; `known` keeps them from one source left out to the next."""
    missing = [page for page in pages if page.id not in known]
    known.update(zip([page.id for page in missing], encoded(missing, base), strict=True))
    return torch.stack([known[page.id] for page in pages])


def encoded(pages: list[Page], base: Path) -> torch.Tensor:
    from transformers import AutoModel, AutoTokenizer

    tokenizer, encoder = AutoTokenizer.from_pretrained(base), AutoModel.from_pretrained(base).eval()
    rows = [tokenizer.encode(page.text, truncation=True, max_length=TRAIN_TOKENS) for page in pages]
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    vectors = torch.zeros(len(rows), encoder.config.hidden_size)
    with torch.no_grad():
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            ids, mask = padded([rows[at] for at in batch])
            ids[mask == 0] = tokenizer.pad_token_id
            states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            vectors[batch] = F.normalize((states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)
    return vectors


def untrained(train: list[Page], test: list[Page], names: list[str], arguments: argparse.Namespace) -> Scores:
    vectors = frozen_vectors(train + test, arguments.base or base_folder()) * 12
    inputs, targets = vectors[: len(train)], torch.stack([target_of(page.labels, names) for page in train])
    weights = torch.tensor([page.weight for page in train])
    torch.manual_seed(1)
    head = nn.Linear(vectors.shape[1], len(names))
    optimiser = torch.optim.AdamW(head.parameters(), lr=0.02, weight_decay=0.05)
    for _ in range(60):
        for batch in torch.randperm(len(train)).split(256):
            loss = (-(targets[batch] * F.log_softmax(head(inputs[batch]), -1)).sum(1) * weights[batch]).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    with torch.no_grad():
        return head(vectors[len(train) :])[:, :-1]


def trained_head(train: list[Page], test: list[Page], names: list[str], arguments: argparse.Namespace) -> Scores:
    torch.manual_seed(1)
    model = PassageModel(base_folder(), len(names))
    fit(model, train, names, arguments.epochs, frozen=arguments.frozen)
    return logits_of_pages(model, [page.passages for page in test])[:, :-1]


def control_texts() -> list[str]:
    script = (
        "import { controls } from './core/catalogue/controls.ts';"
        "console.log(JSON.stringify(controls.map(({ title, summary, keywords }) => [title, summary, ...keywords].join('. '))))"
    )
    done = subprocess.run([*node(), "--input-type=module", "-e", script], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def contrast(train: list[Page], test: list[Page], names: list[str], arguments: argparse.Namespace) -> Scores:
    """InfoNCE (arXiv 1807.03748) of texts against the texts of all 93 controls; the control texts are encoded anew each step."""
    torch.manual_seed(1)
    rng = random.Random(1)
    model = PassageModel(base_folder(), len(names))
    for part in (model.encoder.embeddings, *model.encoder.encoder.layer[: arguments.frozen]):
        part.requires_grad_(False)
    evidence = [page for page in train if page.labels[:1] != ["none"]]
    texts = padded(model.tokens(control_texts(), 48))
    rows = [model.tokens(page.passages[:1], TRAIN_TOKENS) for page in evidence]
    targets = torch.stack([target_of(page.labels, names)[:-1] for page in evidence])
    lengths = [[len(row[0])] for row in rows]
    steps = len(batches_of(lengths, 4096, rng)) * arguments.epochs
    optimiser = torch.optim.AdamW([p for p in model.encoder.parameters() if p.requires_grad], lr=8e-5)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.02, 1 - step / steps))
    for _ in range(arguments.epochs):
        model.train()
        for batch in batches_of(lengths, 4096, rng):
            similar = model.vectors(*padded([rows[at][0] for at in batch])) @ model.vectors(*texts).T
            loss = -(targets[batch] * F.log_softmax(similar / 0.05, -1)).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    model.eval()
    with torch.no_grad():
        wanted = model.vectors(*texts)
        return torch.cat([model.vectors(*padded(model.tokens(page.passages[:1], 128))) @ wanted.T for page in test])


WAYS = {"floor": floor, "untrained": untrained, "head": trained_head, "contrast": contrast}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--loso", action="store_true", help="leave out each source in turn")
    parser.add_argument("--own", type=int, default=10**6, help="at most so many of our own texts")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--frozen", type=int, default=3, help="layers that are not trained")
    arguments = parser.parse_args()
    names = [*controls(), "none"]
    way = WAYS[arguments.way]
    own = [page for page in own_pages("train") if page.kind != "page"]
    own = cut(random.Random(1).sample(own, min(arguments.own, len(own))))
    public = cut(public_pages(arguments.public))
    if not arguments.loso:
        test = cut(public_pages(arguments.dev, "hand"))
        print(f"{arguments.way}: {places_text(places(way(own + public, test, names, arguments), [p.labels for p in test], names))}")
        return
    found = {}
    for source in sorted({page.source for page in public}):
        test = [page for page in public if page.source == source]
        train = own + [page for page in public if page.source != source]
        found[source] = places(way(train, test, names, arguments), [page.labels for page in test], names)
        print(f"{arguments.way} without {source}: {places_text(found[source])}", flush=True)
    for measure in ("any top-1", "any top-3", "any MRR", "primary top-1", "primary top-3", "primary MRR"):
        values = [places_found[measure] for places_found in found.values()]
        print(f"{measure}: mean {sum(values) / len(values):.3f}, worst {min(values):.3f}")


if __name__ == "__main__":
    main()
