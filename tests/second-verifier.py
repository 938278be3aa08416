"""A second verifier of audit packs, written apart from the first: Python's own library and the openssl command only.
It follows core/verify/SPEC.md, but for redaction proofs ([REMAINS]) and ZIP64. Of each line {"pack": FILE, "now": TIME,
"tsaRoots": FILE or null, "devices", "heads", "lost", "roots": as `Known` of core/verify} it makes {"ok", "faults"}."""

import base64, collections, functools, hashlib, json, re, struct, subprocess, sys, tempfile, textwrap, zlib
from datetime import datetime, timezone
from pathlib import Path

MANIFEST, DER, SSH = SIGNED = ["99_Integrity/manifest" + ending for ending in (".json", ".sig", ".sshsig")]
SAMPLE = ["07_Populations-Samples/" + name for name in ("population.jsonl", "sample.json")]
STAMP = ["99_Integrity/timestamp" + ending for ending in (".tsq", ".tsr", "-chain.pem")]
SUMS, ROSTER, STATEMENTS = ("99_Integrity/" + name for name in ("SHA256SUMS", "devices.txt", "statements.txt"))
PAGE, *SCRIPTS = "00_VIEWER.html", "99_Integrity/viewer-data.js", "99_Integrity/viewer-manifest.js"
HELD = re.compile(r"99_Integrity/(?!view)|07_|04_Exhibits/[^/]+/(record(-shown)?\.json|proof\.txt)$|03_SoA/SoA\.json")
SAFE = re.compile(r"([A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*")
SPKI_HEAD, KEY_TYPE = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"), b"ecdsa-sha2-nistp256"
TOLERANCE, NEVER, ORIGINALS = 5 * 60, float("inf"), ("original", "stamped", "preview")

def sha(data): return hashlib.sha256(data).hexdigest()
def node(*parts): return hashlib.sha256(b"".join(parts)).digest()
def seconds(text): return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
def canonical(value): return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
def base64_of(data): return base64.b64encode(data).decode()
def ssh(*parts): return b"".join(struct.pack(">I", len(part)) + part for part in parts)  # RFC 4251 section 5, string
def ssh_key(spki): return ssh(KEY_TYPE, b"nistp256", spki[-65:])
def device_of(body): return {**body, "spki": base64.b64decode(body["publicKey"]), "revoked": (NEVER, NEVER)}

def demand(condition, path, sentence):
    if not condition:
        raise ValueError(f"{path}: {sentence}")

def parsed(data, path):
    """The object in canonical JSON (RFC 8785). Fractions are taken in the form in which they stand."""
    marked = canonical(json.loads(data, parse_float=lambda text: "\0" + text)).decode()
    demand(data == re.sub(r'"\\u0000([^"]*)"', r"\1", marked).encode() and data[:1] == b"{", path, "no canonical JSON")
    return json.loads(data)

@functools.lru_cache(maxsize=2_000)
def openssl(arguments, *files):
    """What openssl says about these files, which its arguments call 0, 1, 2."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in enumerate(files):
            Path(folder, str(name)).write_bytes(content)
        return subprocess.run(["openssl", *arguments.split()], cwd=folder, capture_output=True, check=False)

def armored(label, data, width=64):
    return f"-----BEGIN {label}-----\n{textwrap.fill(base64_of(data), width)}\n-----END {label}-----\n".encode()

def holds(spki, signature, message):
    files, right = (armored("PUBLIC KEY", spki), signature, message), spki.startswith(SPKI_HEAD) and len(spki) == 91
    return right and openssl("dgst -sha256 -verify 0 -signature 1 2", *files).returncode == 0

def ssh_holds(spki, file, message):
    """OpenSSH's PROTOCOL.sshsig: the file must be the one that r and s, which stand at its end, give."""
    numbers = base64.b64decode(b"".join(file.split(b"\n")[1:-2])).rpartition(KEY_TYPE)[2][4:]
    length, about = 4 + int.from_bytes(numbers[:4], "big"), ssh(b"exhibit-pack", b"", b"sha256")
    r, s = numbers[4:length], numbers[length + 4 :]
    both = bytes([2, len(r)]) + r + bytes([2, len(s)]) + s
    again = b"SSHSIG\0\0\0\1" + ssh(ssh_key(spki)) + about + ssh(ssh(KEY_TYPE, ssh(r, s)))
    der, signed = bytes([0x30, len(both)]) + both, b"SSHSIG" + about + ssh(node(message))
    return file == armored("SSH SIGNATURE", again, 70) and holds(spki, der, signed)

def read_zip(data):
    """Top folder, files and time of the archive. Every byte must be the one that SPEC.md leaves for these files."""
    count, list_size = struct.unpack("<HI", data[-12:-6])
    at, due, listed, files, time = len(data) - 22 - list_size, 0, b"", {}, data[10:14]
    for _ in range(count):
        size, length = struct.unpack("<IH", data[at + 24 : at + 30])
        raw, content = data[at + 46 : at + 46 + length], data[due + 30 + length : due + 30 + length + size]
        head, named = struct.pack("<3H4s", 45, 0x808, 0, time), struct.pack("<2H", length, 0)
        sizes = struct.pack("<3I", zlib.crc32(content), size, size)
        part = b"PK\3\4" + head + bytes(12) + named + raw + content + b"PK\7\x08" + sizes
        name = raw.decode("ascii", "replace")
        demand(data[due : due + len(part)] == part and name not in files, name, "it is damaged, or there twice")
        listed += b"PK\1\2\x2d\3" + head + sizes + named + struct.pack("<3H2I", 0, 0, 0, 0o100664 << 16, due) + raw
        files[name], at, due = content, at + 46 + length, due + len(part)
    last = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, count, count, list_size, due, 0)
    demand(data[due:] == listed + last, "(the archive)", "its list of files is damaged")
    top, *more = {name.partition("/")[0] for name in files}
    safe = {name.lower() for name in files if SAFE.fullmatch(name) and len(name) <= 400}
    demand(len(safe) == count and not more, "(the archive)", "a name is unsafe, there twice, or outside the folder")
    return top, {name[len(top) + 1 :]: content for name, content in files.items()}, int.from_bytes(time, "little")

def signed_lines(files, path, devices, form, who, when):
    """What devices signed, `BASE64 JSON` in each line: line, content, time and device, where the signature holds."""
    for line in files[path].removesuffix(b"\n").split(b"\n") if path in files else []:
        match = re.fullmatch(rb"([A-Za-z0-9+/=]{8,100}) (\{.*\})", line)
        demand(match, path, "a line is no signed line")
        body, signature = parsed(match[2], path), base64.b64decode(match[1])
        its = devices.get(body[who]) or "publicKey" in body and body["by"] == body["device"] and device_of(body)
        right, at = its and base64_of(signature) == match[1].decode(), seconds(body[when])
        right = right and body["format"].startswith(form) and holds(its["spki"], signature, match[2])
        demand(right, path, "a line that no known device signed")
        demand(at < its["revoked"][0], path, "a device signed that was revoked before")
        yield line, body, at, its

def revoke(its, word):
    """The earliest day that anybody names holds, with the newest seal that was known then; of one day, the older."""
    its["revoked"] = min(its["revoked"], (seconds(word["from"]), (word["lastSeal"] or {"sequence": 0})["sequence"]))

def read_roster(files, known):
    """The devices by fingerprint, and the fingerprints of those that count."""
    devices, lost = {}, [one["device"] for one in known["lost"]]
    for _, body, _, _ in signed_lines(files, ROSTER, devices, "exhibit-device", "by", "at"):
        name, old = body["device"], devices.get(body["device"])
        if body["format"] == "exhibit-device-revocation/1":
            demand(old, ROSTER, "a device is revoked that nobody introduced")
            revoke(old, body)
        elif old:
            demand(old["by"] == name != body["by"] and old["member"] == body["member"], ROSTER, "introduced twice")
            old["by"] = body["by"]
        else:
            devices[name] = device_of(body)
            demand(sha(devices[name]["spki"]) == name, ROSTER, "a key with the fingerprint of another")
    for one in [one for one in known["lost"] if one["device"] in devices]:
        revoke(devices[one["device"]], one)
    counting = list(known["devices"] or devices)
    for name in counting:  # grows meanwhile: one that is not lost vouches for those whom it introduced
        counting += [new for new in devices if devices[new]["by"] == name not in lost and new not in counting]
    return devices, counting

def stamped_at(files, paths, data, roots):
    """The time of a timestamp over these bytes, certified by its own root and by those that the reader trusts."""
    request, answer, chain = [files.get(path, b"") for path in paths]
    shown = openssl("ts -reply -in 0 -text", answer).stdout.decode()
    said = re.search(r"^Time stamp: (\w+ +\d+ [\d:]+)(?:\.\d+)?( \d+) GMT$", shown, re.M)
    demand(said, paths[1], "it is no timestamp")
    at = int(datetime.strptime(said[1] + said[2] + " +0000", "%b %d %H:%M:%S %Y %z").timestamp())
    for trusted in [chain[chain.rfind(b"-----BEGIN") :], *roots]:
        for option, about in (("-data", data), ("-queryfile", request)):
            check = f"ts -verify -in 0 -CAfile 1 -untrusted 2 -attime {at} {option} 3"
            demand(openssl(check, answer, trusted, chain, about).returncode == 0, paths[1], "it does not hold")
    return at

def check_list(files, manifest):
    """Every file against the manifest, SHA256SUMS against every file, the viewer's scripts against what they hold."""
    listed = {one["path"]: (one["sha256"], one["sizeBytes"]) for one in manifest["files"]}
    after = SIGNED + STAMP * any(path in files for path in STAMP)
    due = [*listed, *after, *SCRIPTS[1:] * (PAGE in listed), SUMS]
    sums = b"".join(b"%s  %s\n" % (sha(files[path]).encode(), path.encode()) for path in files if path != SUMS)
    wrong = {line[66:].decode() for line in {*sums.split(b"\n")} ^ {*files[SUMS].split(b"\n")}} | {*due} ^ {*files}
    wrong |= {path for path in {*listed} & {*files} if listed[path] != (sha(files[path]), len(files[path]))}
    wrong = wrong or {path for pair in zip(due, files) for path in pair if pair[0] != pair[1]}
    demand(not wrong, ", ".join(sorted(wrong)), "missing, added, changed or in another place")
    demand(sums == files[SUMS] and len(listed) == len(manifest["files"]), SUMS, "it is not what the files give")
    for script, name, paths in zip(SCRIPTS, (b"Listed", b"Signed"), (listed, after)):
        held = canonical([[path, base64_of(files[path])] for path in paths if HELD.match(path)])
        made = b"exhibitPack%s = %s;\n" % (name, held) if PAGE in listed else None
        demand(files.get(script) == made, script, "it is not what other files give")

def check_keys(files, manifest, devices, made, roots):
    """The signer's two signatures, the timestamp, and the files that repeat the keys of the roster."""
    signer, spki = devices[manifest["signer"]], devices[manifest["signer"]]["spki"]
    keys = {f"99_Integrity/devices/{name}.pem": armored("PUBLIC KEY", its["spki"]) for name, its in devices.items()}
    allowed = f'exhibit namespaces="exhibit-pack" ecdsa-sha2-nistp256 {base64_of(ssh_key(spki))}\n'.encode()
    keys |= {"99_Integrity/public-key.pem": armored("PUBLIC KEY", spki), "99_Integrity/allowed_signers": allowed}
    for path, key in keys.items():
        demand(files.get(path) == key, path, "it is not the key that devices.txt introduces")
    demand(holds(spki, files[DER], files[MANIFEST]), DER, "it is no signature of the signer")
    demand(ssh_holds(spki, files[SSH], files[MANIFEST]), SSH, "it is no signature of the signer")
    at = stamped_at(files, STAMP, files[DER], roots) if STAMP[1] in files else made
    demand(at >= made - TOLERANCE, STAMP[1], "stamped before the pack was made")
    demand((at if roots else made) < signer["revoked"][0], DER, "its device was revoked before")

def read_logs(files, devices, made):
    """The log of each device, as what might be known of each seal, and the seals by their line."""
    logs, seals = {}, {}
    for path in [path for path in files if re.fullmatch(r"99_Integrity/seals/[0-9a-f]{64}\.txt", path)]:
        name, log = path[-68:-4], [{"sha256": None}]
        for line, seal, at, its in signed_lines(files, path, devices, "exhibit-seal/1", "device", "sealedAt"):
            said, number = (seal["device"], seal["sequence"], seal["previous"]), len(log)
            demand(said == (name, number, log[-1]["sha256"]), path, f"seal {number} is out of place")
            demand(number <= its["revoked"][1], path, f"seal {number} came after the newest one that was known")
            demand(seconds(its["at"]) - TOLERANCE <= at <= made + TOLERANCE, path, f"seal {number}: its time")
            log.append({"device": name, "sequence": number, "sha256": sha(line.partition(b" ")[2])})
            seals[line] = seal
        logs[name] = log
        demand(len({seal["exhibit"] for seal in seals.values()}) == len(seals), path, "an exhibit is sealed twice")
    return logs, seals

def check_stamps_and_statements(files, devices, seals, roots):
    for path in [path for path in files if path.startswith("99_Integrity/seal-stamps/")]:
        line = files.get(path[:-4] + ".txt", b"")
        named = f"99_Integrity/seal-stamps/{sha(line.partition(b' ')[2])}"
        parts = [named + ending for ending in (".tsq", ".tsr", ".pem", ".txt")]
        demand(line in seals and path in parts, path, "it belongs to the stamp of no seal here")
        at = stamped_at(files, parts[:3], line, roots)
        demand(at >= seconds(seals[line]["sealedAt"]) - TOLERANCE, path, "stamped before it was sealed")
    for _, said, at, its in signed_lines(files, STATEMENTS, devices, "exhibit-statement/1", "device", "signedAt"):
        content = f"99_Integrity/statements/{said['contentSha256']}.json"
        demand(said["member"] == its["member"] and at >= seconds(its["at"]), STATEMENTS, "another member, or early")
        demand(sha(files.get(content, b"")) == said["contentSha256"], content, "it is not what was signed")

def tree_root(level):
    """RFC 6962 section 2.1: pairs of hashes become one, and one that is left over goes up as it is."""
    while len(level) > 1:
        level = [node(b"\1", *level[at : at + 2]) if level[at + 1 :] else level[at] for at in range(0, len(level), 2)]
    return (level or [node()])[0]

def check_proof(text, path, record, audited):
    """RFC 6962 section 2.1.1; the side of each step follows from place and count."""
    form, count = r"exhibit-proof/1 (0|[1-9]\d{0,7}) %d\n%s\n((?:[LR] [0-9a-f]{64}\n)*)", audited["count"]
    match = re.fullmatch(form % (count, record), text)
    demand(match and int(match[1]) < count, path, "it is no proof of this record")
    index, steps, here = int(match[1]), match[2].split(), node(b"\0", bytes.fromhex(record))
    while count > 1:
        if index ^ 1 < count:  # else it is left over and goes up as it is
            side, other, *steps = steps or ["", ""]
            demand(side == ("L" if index % 2 else "R"), path, "a step is missing, or stands on the wrong side")
            here = node(b"\1", bytes.fromhex(other), here) if side == "L" else node(b"\1", here, bytes.fromhex(other))
        index, count = index // 2, (count + 1) // 2
    demand(not steps and here.hex() == audited["root"], path, "it leads to another root")

def shows_what_is_left_out(record, left):
    reading, take, source = record["reading"].get("agreement", {}), record.get("doubleTake", {}), record["provenance"]
    proposed = [one["passage"] or one["words"] for one in record["proposals"]]
    names = [source["collectedBy"], "account" in source, *(one["by"] for one in record.get("redactions", []))]
    texts = [reading.get("differences"), take.get("changes"), *proposed]
    return "texts" in left and any(texts) or "names" in left and any(names)

def read_records(files, manifest, seals):
    """The records, each compared with manifest, files, seal and proof."""
    left, audited, records, owned = manifest["leftOut"], manifest["scope"].get("audited"), [], set()
    blank, sealed = "texts" in left or "names" in left, {seal["exhibit"]: seal for seal in seals.values()}
    for exhibit in manifest["exhibits"]:
        folder, hashed = f"04_Exhibits/{exhibit['folder']}/", exhibit["recordSha256"]
        path = folder + ("record-shown.json" if blank else "record.json")
        proofs = [folder + "proof.txt"] * bool(audited)
        record = parsed(files.get(path, b""), path)
        right = record["id"] == exhibit["id"] and folder.startswith(f"04_Exhibits/{exhibit['number']}_")
        demand(right and path not in owned, path, "it is the record of another exhibit")
        right = not shows_what_is_left_out(record, left) if blank else sha(files[path]) == hashed
        demand(right, path, "it is not as the manifest says")
        names = [name for name in files if name.startswith(folder) and name not in (path, *proofs)]
        kept = [file for file in record["files"] if ("originals" if file["role"] in ORIGINALS else "texts") not in left]
        here = [(sha(files[name]), len(files[name])) for name in names]
        demand(here == [(file["sha256"], file["sizeBytes"]) for file in kept], folder, "its files are not its record's")
        seal = sealed.get(exhibit["id"], {"recordSha256": hashed, "sealedAt": record["reviewedAt"]})
        early = seconds(seal["sealedAt"]) < seconds(record["reviewedAt"]) - TOLERANCE
        demand(seal["recordSha256"] == hashed and not early, path, "another record was sealed, or before its review")
        for proof in proofs:
            check_proof(files.get(proof, b"").decode(), proof, hashed, audited)
        owned |= {path, *names, *proofs}
        records.append(record)
    strangers = [path for path in files if path.startswith("04_Exhibits/") and path not in owned]
    demand(not strangers, ", ".join(strangers), "no exhibit has this file")
    root = tree_root([node(b"\0", bytes.fromhex(exhibit["recordSha256"])) for exhibit in manifest["exhibits"]])
    demand(root.hex() == manifest["exhibitsRoot"], MANIFEST, "the root over its exhibits")
    return records

def check_scope(files, manifest, records, known_roots):
    scope, here = manifest["scope"], {exhibit["id"]: exhibit["recordSha256"] for exhibit in manifest["exhibits"]}
    right, (population, sample) = scope["kind"] in ("all", "selection"), SAMPLE
    if scope["kind"] == "window":
        right = all(scope["from"] <= record["provenance"]["capturedAt"][:10] <= scope["to"] for record in records)
    elif scope["kind"] == "theme":
        rows = [row for row in json.loads(files["03_SoA/SoA.json"])["entries"] if row["theme"] == scope["theme"]]
        right = {*here} <= {one["id"] for row in rows for one in row["evidence"]}
    elif "audited" in scope:
        right = scope["audited"]["root"] in (known_roots or [scope["audited"]["root"]])
    elif scope["kind"] == "sample":
        rows, rank = [parsed(line, population) for line in files[population].splitlines()], {}
        sizes, seen = collections.Counter(row["theme"] for row in rows), collections.Counter()
        for at in sorted(range(len(rows)), key=lambda at: sha(f"{scope['seed']},{at}".encode())):
            rank[at] = seen[rows[at]["theme"]] / sizes[rows[at]["theme"]]
            seen[rows[at]["theme"]] += 1
        drawn = sorted(rank, key=rank.get)[: scope["size"]]
        said = {"format": "exhibit-sample/2", "populationSha256": sha(canonical(rows)), "rows": drawn}
        demand(canonical({**said, "seed": scope["seed"]}) == files[sample], sample, "the seed draws another sample")
        right = here == {rows[at]["exhibit"]: rows[at]["recordSha256"] for at in drawn}
    demand(scope["kind"] == "sample" or not {*SAMPLE} & {*files}, population, "the pack is no sample")
    demand(right, MANIFEST, "its exhibits are not those of its scope, or the audited root is not known")

def check(data, known):
    top, files, time = read_zip(data)
    manifest = parsed(files[MANIFEST], MANIFEST)
    check_list(files, manifest)
    at = datetime.fromtimestamp(made := seconds(manifest["generatedAt"]), timezone.utc)
    day, clock = (at.year - 1980) << 9 | at.month << 5 | at.day, at.hour << 11 | at.minute << 5 | at.second >> 1
    demand(time == day << 16 | clock and top == manifest["folder"], "(the archive)", "another name or time")
    right = manifest["format"] == "exhibit-pack/2" and made <= seconds(known["now"]) + TOLERANCE
    demand(right, MANIFEST, "it is of another form, or made in the future")
    roots = [Path(known["tsaRoots"]).read_bytes()] if known["tsaRoots"] else []
    devices, counting = read_roster(files, known)
    logs, seals = read_logs(files, devices, made)
    demand({manifest["signer"], *logs} <= {*counting} & {*devices}, ROSTER, "signer or log of a stranger")
    check_keys(files, manifest, devices, made, roots)
    demand([log[-1] for log in logs.values()] == manifest["heads"], MANIFEST, "other newest seals than in the logs")
    gone = [head for head in known["heads"] if head["device"] in devices and head not in logs.get(head["device"], [])]
    demand(not gone, "99_Integrity/seals", "a seal that is known is not in its log")
    check_stamps_and_statements(files, devices, seals, roots)
    check_scope(files, manifest, read_records(files, manifest, seals), known["roots"])

for case in map(json.loads, sys.stdin):
    try:
        faults = check(Path(case["pack"]).read_bytes(), case) or []
    except Exception as error:
        faults = [str(error) or type(error).__name__]
    print(json.dumps({"ok": not faults, "faults": faults}), flush=True)
