"""What is left of redacted exhibits, checked a second time: [REMAINS-1] and [REMAINS-2] of core/verify/SPEC.md, written
apart from the first with Python's own library and the openssl command only. second-verifier.py checks all else of a pack
and is to be asked first. Of each line {"pack": FILE} it makes a line {"checked": NUMBERS OF EXHIBITS, "faults"}."""

import base64, hashlib, json, re, struct, subprocess, sys, tempfile, zipfile, zlib
from datetime import datetime
from pathlib import Path

TOLERANCE, TILE = 5 * 60, 64
LINE = re.compile(rb"([A-Za-z0-9+/=]{8,100}) (\{.*\})")
STATEMENT = {"format", "root", "width", "height", "blocks", "lines", "capturedAt", "device", "after", "at"}

def node(*parts): return hashlib.sha256(b"".join(parts)).digest()
def seconds(text): return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
def canonical(value): return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def demand(condition, sentence):
    if not condition:
        raise ValueError(sentence)

def holds(key, signature, message):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("key", key), ("signature", signature), ("message", message)):
            Path(folder, name).write_bytes(content)
        command = ["openssl", *"dgst -sha256 -verify key -signature signature message".split()]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0

def read_png(data):
    """Width of the picture and its rows, four bytes a pixel (PNG, third edition: 5.2 layout of chunks, 9 filters)."""
    at, chunks = 8, []
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunks.append((kind, data[at + 8 : at + 8 + size]))
        at += 12 + size
    width, height, depth, colour, _, _, interlaced = struct.unpack(">2I5B", chunks[0][1])
    plain = depth == 8 and colour in (2, 6) and not interlaced
    demand(plain and not {b"tRNS", b"acTL"} & {kind for kind, _ in chunks}, "its picture is of another kind")
    packed = zlib.decompress(b"".join(part for kind, part in chunks if kind == b"IDAT"))
    step = 3 if colour == 2 else 4
    stride, above, rows = width * step, bytearray((width + 1) * step), []
    for start in range(0, height * (stride + 1), stride + 1):
        # A pixel of zeros stands before each row, as the filters want it.
        row, form = bytearray(step) + packed[start + 1 : start + 1 + stride], packed[start]
        for x in range(step, len(row)) if form else ():
            left, up, corner = row[x - step], above[x], above[x - step]
            nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
            row[x] = row[x] + (0, left, up, (left + up) // 2, nearest)[form] & 255
        above = row
        pixels = (row[x : x + step] + b"\xff" * (4 - step) for x in range(step, len(row), step))
        rows.append(bytes(row[4:]) if step == 4 else b"".join(pixels))
    return width, rows

def contents_of(shape, picture, page, ocr):
    """What each leaf holds, in the order of the leaves; None for texts that are not as many as were signed."""
    width, rows = read_png(picture)
    demand((width, len(rows)) == (shape["width"], shape["height"]), "its picture has another size")
    for top in range(0, len(rows), TILE):
        for left in range(0, width * 4, TILE * 4):
            yield b"\1", b"".join(row[left : left + TILE * 4] for row in rows[top : top + TILE])
    blocks = [canonical({"block": block}) for block in page.get("blocks", [])]
    lines = [line.encode() for line in ocr.get("text", "").split("\n") if line.strip()]
    for kind, count, texts in ((b"\2", shape["blocks"], blocks), (b"\3", shape["lines"], lines)):
        yield from ((kind, texts[at] if len(texts) == count else None) for at in range(count))

def root_of(level):
    """RFC 6962 section 2.1: pairs of hashes become one, and one that is left over goes up as it is."""
    while len(level) > 1:
        level = [node(b"\1", *level[at : at + 2]) if level[at + 1 :] else level[at] for at in range(0, len(level), 2)]
    return level[0] if level else node()

def check_leaves(shape, proof, picture, page, ocr):
    """How many tiles and texts there are, and how many of each are left."""
    said = json.loads(proof)
    demand(canonical(said) == proof and said["format"] == "exhibit-remains/1", "what is left is not said as it should be")
    salts, out = base64.b64decode(said["salts"]), base64.b64decode(said["takenOut"])
    leaves, places, found = [], {}, {"tiles": 0, "tilesLeft": 0, "texts": 0, "textsLeft": 0}
    for kind, content in contents_of(shape, picture, page, ocr):
        salt, salts = salts[:16], salts[16:]
        place, name = places.setdefault(kind, 0), "tiles" if kind == b"\1" else "texts"
        places[kind] += 1
        found[name] += 1
        if salt == bytes(16):
            demand(len(out) >= 32, "a hash is missing")
            leaves.append(out[:32])
            out = out[32:]
        else:
            demand(content is not None and len(salt) == 16, "a salt, or a text that is said to be left, is missing")
            found[name + "Left"] += 1
            leaves.append(node(b"\0", salt, kind, struct.pack(">I", place), content))
    demand(not salts and not out, "there are more salts or hashes than leaves")
    demand(root_of(leaves).hex() == shape["root"], "what is left is not what the device signed")
    return found

def check_statement(line, record, seals, keys):
    """What the device signed of its capture."""
    match = LINE.fullmatch(line)
    said = json.loads(match[2])
    demand({*said} == STATEMENT and said["format"] == "exhibit-original/1", "its statement has another form")
    seal, captured = seals[record["id"]], record["provenance"]["capturedAt"]
    demand(said["device"] == seal["device"], "another device signed its original")
    right = canonical(said) == match[2] and holds(keys[said["device"]], base64.b64decode(match[1]), match[2])
    demand(right, "its statement is not signed")
    at, sealed = seconds(said["at"]), seconds(seal["sealedAt"])
    right = seconds(captured) - TOLERANCE <= at <= sealed + TOLERANCE and said["capturedAt"] == captured
    demand(right, "its original was captured or signed at another time")
    before = [{key: one[key] for key in ("device", "sequence", "sha256")} for one in seals.values()]
    before = [one for one in before if one["device"] == seal["device"] and one["sequence"] < seal["sequence"]]
    demand(said["after"] in [None, *before], "it names a seal before it that is not in the log")
    return said

def check(pack):
    """The numbers of the exhibits of which something is provably left, and a sentence for each of which it is not."""
    with zipfile.ZipFile(pack) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    manifest, checked, faults = json.loads(files["99_Integrity/manifest.json"]), [], []
    if {"originals", "texts"} & {*manifest["leftOut"]}:
        return [], []
    shown = "record-shown.json" if "names" in manifest["leftOut"] else "record.json"
    keys = {path[-68:-4]: key for path, key in files.items() if path.startswith("99_Integrity/devices/")}
    logs = [line for path in files if "/seals/" in path for line in files[path].splitlines()]
    signed = [LINE.fullmatch(line)[2] for line in logs]
    seals = {(seal := json.loads(text))["exhibit"]: {**seal, "sha256": node(text).hex()} for text in signed}
    for exhibit in manifest["exhibits"]:
        folder = f"04_Exhibits/{exhibit['folder']}/"
        record = json.loads(files[folder + shown])
        if "remains" not in record:
            continue
        by_hash = {node(content).hex(): content for path, content in files.items() if path.startswith(folder)}
        role = {file["role"]: by_hash[file["sha256"]] for file in record["files"]}
        try:
            shape = check_statement(record["remains"]["statement"].encode(), record, seals, keys)
            texts = [json.loads(role.get(name, b"{}")) for name in ("page", "ocr")]
            found = check_leaves(shape, role["remains"], role["original"], *texts)
            claimed = {name: count for name, count in record["remains"].items() if name != "statement"}
            demand(found == claimed, "its record says that another part is left")
            checked.append(exhibit["number"])
        except Exception as error:
            faults.append(f"{folder}: {error or type(error).__name__}")
    return checked, faults

for case in map(json.loads, sys.stdin):
    checked, faults = check(case["pack"])
    print(json.dumps({"checked": checked, "faults": faults}), flush=True)
