"""What a pack holds and what it leaves out: the part of the second verifier that follows scope, samples and proofs."""

import collections, hashlib, json, re

SAMPLE = ("07_Populations-Samples/population.jsonl", "07_Populations-Samples/sample.json")

class Refused(Exception):
    """Nothing more can be said about this pack."""

def demand(condition, sentence):
    if not condition:
        raise Refused(sentence)

def sha(data):
    return hashlib.sha256(data).hexdigest()

def canonical(value):
    """RFC 8785 for what records hold: keys in ASCII, numbers that Python and ECMAScript write alike but for the exponent."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def parsed(data):
    value = json.loads(data.decode() or "0")
    return value if isinstance(value, dict) and canonical(value) == data else None

def lines_of(data):
    return [] if not data else (data[:-1] if data.endswith(b"\n") else data).decode("utf-8").split("\n")

class Scope:
    def part(self, role):
        return "originals" if role in ("original", "stamped", "preview") else "texts"

    def shows(self, record):
        reading, take, source = record["reading"].get("agreement", {}), record.get("doubleTake", {}), record["provenance"]
        said = [reading.get("differences"), take.get("changes"), *(p["passage"] or p["words"] for p in record["proposals"])]
        people = [source["collectedBy"], "account" in source, *(one["by"] for one in record.get("redactions", []))]
        return "texts" in self.left and any(said) or "names" in self.left and any(people)

    def all_scope(self):
        pass

    def window_scope(self):
        days = [record["provenance"]["capturedAt"][:10] for record in self.records]
        self.fault_if(any(not self.scope["from"] <= day <= self.scope["to"] for day in days), "an exhibit outside the window")

    def theme_scope(self):
        rows = [row for row in json.loads(self.files["03_SoA/SoA.json"])["entries"] if row["theme"] == self.scope["theme"]]
        linked = {one["id"] for row in rows for one in row["evidence"]}
        self.fault_if(not {item["id"] for item in self.manifest["exhibits"]} <= linked, "an exhibit of another theme")

    def selection_scope(self):
        wrong = self.known.get("roots") and "audited" in self.scope and self.scope["audited"]["root"] not in self.known["roots"]
        self.fault_if(wrong, "an audited root that is not known")

    def sample_scope(self):
        rows, sample = [parsed(line.encode()) for line in lines_of(self.files[SAMPLE[0]])], parsed(self.files[SAMPLE[1]])
        strata, seed = collections.defaultdict(list), self.scope["seed"]
        for at, row in enumerate(rows):
            strata[row["theme"]].append(at)
        drawn, counts = [], shares([len(strata[name]) for name in sorted(strata)], min(self.scope["size"], len(rows)))
        for name, count in zip(sorted(strata), counts):
            numbers, own = iter(range(1, 1 << 40)), {}
            while len(own) < count:
                place = int(sha(f"{seed},{name},{next(numbers)}".encode()), 16) % len(strata[name])
                own[strata[name][place]] = True
            drawn += own
        parts = [{"drawn": n, "name": name, "size": len(strata[name])} for name, n in zip(sorted(strata), counts)]
        said = (sample["format"], sample["method"], sample["seed"], sample["rows"], sample["strata"], sample["populationSha256"], len(sample))
        form = ("exhibit-sample/1", "sha256(seed,stratum,counter) mod size")
        self.fault_if(said != (*form, seed, drawn, parts, sha(canonical(rows)), 6), "another sample is drawn")
        here = sorted((item["id"], item["recordSha256"]) for item in self.manifest["exhibits"])
        self.fault_if(here != sorted((rows[at]["exhibit"], rows[at]["recordSha256"]) for at in drawn), "exhibits that were not drawn")

def shares(sizes, total):
    """`total` in proportion to the sizes, by largest remainders, one at least from each as far as it goes."""
    exact = [size * total / sum(sizes) for size in sizes]
    got = [max(int(total >= len(sizes)), int(share)) for share in exact]
    for at in sorted(range(len(sizes)), key=lambda at: -(exact[at] % 1)):
        got[at] += sum(got) < total and got[at] < sizes[at]
    while sum(got) > total:
        got[got.index(max(got))] -= 1
    return got

def leaf(hashed):
    return hashlib.sha256(b"\0" + bytes.fromhex(hashed)).digest()

def proof_holds(text, hashed, audited):
    """Follows the steps of a proof, and tells each step's side from place and count."""
    head, record, *steps = text[:-1].split("\n")
    index, count = map(int, re.fullmatch(r"exhibit-proof/1 (0|[1-9]\d{0,7}) ([1-9]\d{0,7})", head).groups())
    def climb(index, count, steps):
        if count == 1:
            demand(not steps, "a proof is too long")
            return leaf(record)
        split, step = 1 << ((count - 1).bit_length() - 1), re.fullmatch("([LR]) ([0-9a-f]{64})", steps[-1])
        demand(step and step[1] == ("R" if index < split else "L"), "a step of a proof")
        other = bytes.fromhex(step[2])
        pair = climb(index, split, steps[:-1]) + other if index < split else other + climb(index - split, count - split, steps[:-1])
        return hashlib.sha256(b"\1" + pair).digest()
    right = index < count == audited["count"] and record == hashed and text.endswith("\n")
    return right and climb(index, count, steps).hex() == audited["root"]

def root(hashes):
    """RFC 6962 section 2.1."""
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256().digest()
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + root(hashes[:split]) + root(hashes[split:])).digest()
