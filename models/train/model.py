"""The network that is trained: a BERT encoder, the mean of its last hidden states made one long, and a linear head.

The head has one direction per control and one for "no evidence". A page is a bag of passages: the odds of a control
against "no evidence" are the sum of its passages' odds. Training on that sum teaches the encoder by itself that menus,
footers and empty lists say nothing, without a label for any single passage.
"""

import json
import math
import random
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F
from transformers import AutoTokenizer, BertConfig, BertModel

MAX_TOKENS = 128  # what the base encoder was trained with, and what runs in the browser
TRAIN_TOKENS = 96  # longer passages are rare, and padding is what training pays for
MAX_PASSAGES = 24  # of a page in training
GROUPS = 4  # a batch runs in so many parts of like length, so that little is padded


class PassageModel(nn.Module):
    def __init__(self, base: Path, classes: int):
        super().__init__()
        # Dropout in every layer costs a third of the time on a CPU; hidden words (train.py) and the head's dropout do its work.
        config = BertConfig.from_pretrained(base, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        self.encoder = BertModel(config, add_pooling_layer=False)
        # Not weights of the encoder: a head that the file carries, and the numbers 0 to 511.
        left_out = ("pooler.", "embeddings.position_ids")
        weights = load_file(base / "model.safetensors")
        self.encoder.load_state_dict({name: value for name, value in weights.items() if not name.startswith(left_out)})
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        self.size = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(self.size, classes)

    def vectors(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        wide = mask.unsqueeze(-1).float()
        return F.normalize((states * wide).sum(1) / wide.sum(1), dim=-1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        # The scale gives the head's weights the size that its optimiser expects; it goes into the shipped directions.
        return self.head(self.dropout(self.vectors(ids, mask) * math.sqrt(self.size)))

    def tokens(self, texts: list[str], limit: int) -> list[list[int]]:
        return [self.tokenizer.encode(text, truncation=True, max_length=limit) for text in texts]


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    length = max(map(len, rows))
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids, mask


def page_logits(logits: torch.Tensor, page_of: torch.Tensor, pages: int) -> torch.Tensor:
    """Logits of passages [passages, classes] to those of pages [pages, classes]; "no evidence", the last class, is 0."""
    odds = logits[:, :-1] - logits[:, -1:]
    most = torch.full((pages, odds.shape[1]), -1e9)
    most = most.scatter_reduce(0, page_of[:, None].expand_as(odds), odds.detach(), "amax")
    total = torch.zeros_like(most).index_add(0, page_of, torch.exp(odds - most[page_of]))
    return torch.cat([torch.log(total + 1e-12) + most, torch.zeros(pages, 1)], 1)


def logits_of_rows(model: PassageModel, rows: list[list[int]]) -> torch.Tensor:
    """Logits [rows, classes] of passages given as tokens."""
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    size = math.ceil(len(rows) / GROUPS)
    parts = [model(*padded([rows[at] for at in order[start : start + size]])) for start in range(0, len(rows), size)]
    places = torch.tensor(order).argsort()
    return torch.cat(parts)[places]


def batches_of(lengths: list[list[int]], tokens: int, rng: random.Random) -> list[list[int]]:
    """Pages in random order, about `tokens` tokens a batch."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    batches: list[list[int]] = [[]]
    count = 0
    for page in order:
        if batches[-1] and count + sum(lengths[page]) > tokens:
            batches.append([])
            count = 0
        batches[-1].append(page)
        count += sum(lengths[page])
    return batches


@torch.no_grad()
def logits_of(model: PassageModel, texts: list[str]) -> torch.Tensor:
    model.eval()
    rows = model.tokens(texts, MAX_TOKENS)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    logits = torch.zeros(len(rows), model.head.out_features)
    for start in range(0, len(order), 64):
        batch = order[start : start + 64]
        logits[batch] = model(*padded([rows[at] for at in batch]))
    return logits


def logits_of_pages(model: PassageModel, pages: list[list[str]]) -> torch.Tensor:
    page_of = torch.tensor([at for at, passages in enumerate(pages) for _ in passages])
    return page_logits(logits_of(model, [text for passages in pages for text in passages]), page_of, len(pages))
