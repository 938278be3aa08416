"""How good a ranking is: the same figures as tools/eval-measures.ts, for use while training."""

import torch

Places = dict[str, float]


def places(scores: torch.Tensor, labels: list[list[str]], names: list[str]) -> Places:
    """`scores` [pages, controls], higher is better; of each page's labels the first is the primary one. `none` is no control."""
    found = {"any": [], "primary": []}
    for row, accepted in zip(scores, labels, strict=True):
        order = {names[at]: place for place, at in enumerate(row.argsort(descending=True).tolist(), 1)}
        known = [label for label in accepted if label in order]
        found["any"].append(min(order[label] for label in known))
        found["primary"].append(order[known[0]])
    return {
        f"{name} {measure}": value
        for name, at in found.items()
        for measure, value in (
            ("top-1", sum(place <= 1 for place in at) / len(at)),
            ("top-3", sum(place <= 3 for place in at) / len(at)),
            ("MRR", sum(1 / place for place in at) / len(at)),
        )
    } | {"n": len(labels)}


def places_text(found: Places) -> str:
    parts = [
        f"{name} {100 * found[f'{name} top-1']:.1f} / {100 * found[f'{name} top-3']:.1f} / {found[f'{name} MRR']:.3f}"
        for name in ("any", "primary")
    ]
    return f"{'; '.join(parts)} (top-1 / top-3 / MRR, {found['n']:.0f} texts)"
