"""What the model is trained on: our own passages and pages (models/data) and, where a path is given, public labelled texts.

An example is a `Page`: what it says, cut into passages by the code that ships (core/recognition/passages.ts), and the
controls that an auditor would accept, the primary one first; none at all for what is no evidence.
"""

import json
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOM = Path(__file__).resolve().parents[1]
DATA = ROOM / "data"
ROOT = ROOM.parent


@dataclass
class Page:
    id: str
    source: str
    text: str
    labels: list[str]
    title: str = ""
    kind: str = ""
    weight: float = 1.0
    passages: list[str] = field(default_factory=list)


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def controls() -> list[str]:
    """The ids of the 93 controls in the order of Annex A, as the catalogue has them."""
    script = "import { controls } from './core/catalogue/controls.ts'; console.log(JSON.stringify(controls.map(({ id }) => id)))"
    found = subprocess.run([*node(), "--input-type=module", "-e", script], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(found.stdout)


def node() -> list[str]:
    """Node as the project's npm scripts run it, whatever the machine has."""
    own = ROOT / "node_modules" / ".bin" / "node"
    return [str(own if own.exists() else "node"), "--experimental-strip-types", "--disable-warning=ExperimentalWarning"]


def cut(pages: list[Page], views: bool = False) -> list[Page]:
    """Fills in `passages`; leaves out pages that have none. With `views` a console's page is there a second time without the lines
    that its console repeats, and once more each menu alone, as no evidence."""
    given = "".join(
        json.dumps({"title": page.title, "text": page.text, "console": page.source if page.kind == "page" else ""}) + "\n"
        for page in pages
    )
    command = [*node(), "models/train/cut-passages.ts"]
    done = subprocess.run(command, cwd=ROOT, check=True, input=given, capture_output=True, text=True)
    found: list[Page] = []
    menus: dict[str, Page] = {}
    for page, line in zip(pages, done.stdout.splitlines(), strict=True):
        cut_page = json.loads(line)
        found.append(replace(page, passages=cut_page["whole"]))
        if views and "own" in cut_page:
            found.append(replace(page, id=f"{page.id}-own", passages=cut_page["own"]))
            menus[page.source] = replace(page, id=f"{page.id}-menu", labels=["none"], passages=cut_page["shared"])
    return [page for page in [*found, *menus.values()] if page.passages]


def own_pages(split: str) -> list[Page]:
    """Our own passages and console pages of one split: `train`, `dev` or `test`. No system is in two splits."""
    systems = json.loads((DATA / "splits.json").read_text(encoding="utf-8"))
    held = {name: part for part in ("dev", "test") for name in systems[part]}
    pages = [
        Page(line["id"], line["system"], line["text"], line["labels"], line.get("title", ""), line["kind"])
        for name in ("passages.jsonl", "pages.jsonl")
        for line in read_lines(DATA / name)
    ]
    return [page for page in pages if held.get(page.source, "train") == split]


def public_pages(path: Path, quality: str | None = None) -> list[Page]:
    """Public texts {id, provider, input, target, target_quality}. Where models/data/public-labels.tsv has labels of ours for an id,
    they replace those of the file; what is left are weak labels and weigh less. An item that we found to support no control is left out.
    """
    ours = dict(line.split("\t") for line in (DATA / "public-labels.tsv").read_text(encoding="utf-8").splitlines())
    pages = []
    for line in read_lines(path):
        if quality is not None and line["target_quality"] != quality:
            continue
        labels, weight = line["target"], 1.0
        if line["target_quality"] != "hand" and line["id"] in ours:
            labels = ours[line["id"]].split()
        elif line["target_quality"] != "hand":
            weight = 0.4
        if labels:
            pages.append(Page(line["id"], line["source"], line["input"], labels, "", line["kind"], weight))
    return pages
