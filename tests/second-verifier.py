"""A second verifier of audit packs, written apart from the first: Python's own library, openssl and ssh-keygen, nothing else.

Reads one JSON object a line, {pack, devices, heads, tsaRoots, roots, now}, and writes one, {ok, faults}. Follows core/verify/SPEC.md."""

import base64, json, os, re, struct, subprocess, sys, tempfile, zlib
from datetime import datetime, timezone
sys.dont_write_bytecode = True
from second_verifier_scope import SAMPLE, Refused, Scope, canonical, demand, leaf, lines_of, parsed, proof_holds, root, sha

INTEGRITY = "99_Integrity/"
SPKI_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200" + "04")
SAFE = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*")
TOLERANCE = 300
SHOWN = r"99_Int|07_Pop|04_Exhibits/[^/]+/(record(-shown)?\.json|proof\.txt)$|03_SoA/SoA\.json$"

def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()

def script(name, value):
    """A script of the viewer, which holds what other files hold."""
    escapes = {ord(character): f"\\u{ord(character):04x}" for character in "<\u2028\u2029"}
    return f"exhibitPack{name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':')).translate(escapes)};\n".encode()

def run(arguments, *files, stdin=None):
    """What the program says; `files` are named {0}, {1} in its arguments."""
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, str(index)) for index in range(len(files))]
        for name, content in zip(names, files):
            with open(name, "wb") as out:
                out.write(content)
        return subprocess.run([each.format(*names) for each in arguments], input=stdin, capture_output=True, check=False)

def pem(spki):
    lines = "\n".join(re.findall(".{1,64}", base64.b64encode(spki).decode()))
    return f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n".encode()

def holds(spki, signature, message):
    if not spki.startswith(SPKI_HEAD) or len(spki) != 91:
        return False
    command = ["openssl", "dgst", "-sha256", "-verify", "{0}", "-signature", "{1}", "{2}"]
    return run(command, pem(spki), signature, message).returncode == 0

def read_zip(data):
    """The entries in order, after every byte around them was compared with what a stored archive of this form must have."""
    demand(data[-22:-18] == b"PK\5\6", "no end record")
    _, disk, start, here, count, size, offset, comment = struct.unpack("<4s4H2IH", data[-22:])
    demand((disk, start, comment, here, offset + size + 22) == (0, 0, 0, count, len(data)), "end record")
    at, due, time, entries = offset, 0, None, []
    for _ in range(count):
        head = data[at : at + 46]
        demand(at + 46 <= offset + size and head[:4] == b"PK\1\2", "directory")
        made, need, flags, method, when, crc, packed, plain, name_len, extra, more = struct.unpack("<4H4I3H", head[4:34])
        rest = struct.unpack("<2H2I", head[34:46])
        name = data[at + 46 : at + 46 + name_len]
        time = when if time is None else time
        said = (made, need, flags, method, when, extra, more, packed)
        demand(said == (0x32D, 45, 0x808, 0, time, 0, 0, plain), "entry in directory")
        demand(rest == (0, 0, 0o100664 << 16, due), "attributes or place")
        local = struct.pack("<4s3HI3I2H", b"PK\3\4", 45, 0x808, 0, time, 0, 0, 0, name_len, 0) + name
        body = due + len(local)
        content = data[body : body + plain]
        tail = struct.pack("<4s3I", b"PK\7\x08", crc, plain, plain)
        due = body + plain + 16
        around = data[body - len(local) : body] + data[body + plain : due]
        demand(due <= offset and around == local + tail, "local header")
        demand(zlib.crc32(content) == crc, "crc")
        entries.append((name.decode("latin-1"), content))
        at += 46 + name_len
    demand(due == offset and at == offset + size, "bytes between")
    names = [name.lower() for name, _ in entries]
    demand(len(set(names)) == len(names) and all(SAFE.fullmatch(name) for name, _ in entries), "names")
    return entries, time

def signed_line(line):
    """Body, signed bytes and signature of `BASE64 JSON`."""
    match = re.fullmatch(r"([A-Za-z0-9+/=]{8,100}) (\{.*\})", line)
    body = match and parsed(match[2].encode())
    demand(body, "a line is no signed line")
    return body, match[2].encode(), base64.b64decode(match[1], validate=True)

class Pack(Scope):
    def __init__(self, data, known):
        self.faults, self.known = [], known
        entries, self.time = read_zip(data)
        self.top = entries[0][0].split("/")[0] if entries else ""
        demand(all(name.startswith(self.top + "/") for name, _ in entries), "outside the folder")
        self.files = {name[len(self.top) + 1 :]: content for name, content in entries}

    def fault_if(self, wrong, sentence):
        self.faults += [sentence] if wrong else []

    def get(self, name):
        return self.files.get(INTEGRITY + name, b"")

    def check(self):
        self.manifest = parsed(self.get("manifest.json"))
        demand(self.manifest and self.manifest.get("format") == "exhibit-pack/1", "manifest.json is no manifest")
        self.made = seconds(self.manifest["generatedAt"])
        self.scope, self.left = self.manifest["scope"], self.manifest["leftOut"]
        self.blank = bool({"texts", "names"} & set(self.left))
        checks = (self.listing, self.signature, self.stamp, self.roster, self.logs, self.seal_stamps, self.statements, self.exhibits)
        for step in (*checks, getattr(self, self.scope["kind"] + "_scope")):
            step()
        self.fault_if(self.scope["kind"] != "sample" and any(name in self.files for name in SAMPLE), "files of a sample")

    def listing(self):
        wanted = [item["path"] for item in self.manifest["files"]]
        after = [INTEGRITY + n for n in ("manifest.json", "manifest.sig", "manifest.sshsig")]
        stamp = [INTEGRITY + n for n in ("timestamp.tsq", "timestamp.tsr", "timestamp-chain.pem")]
        stamp = stamp if any(name in self.files for name in stamp) else []
        viewer = [INTEGRITY + "viewer-manifest.js"] if "00_VIEWER.html" in wanted else []
        order = wanted + after + stamp + viewer + [INTEGRITY + "SHA256SUMS"]
        self.fault_if(list(self.files) != order, "files are missing, added or in another order")
        for item in self.manifest["files"]:
            content = self.files.get(item["path"], b"")
            self.fault_if((len(content), sha(content)) != (item["sizeBytes"], item["sha256"]), "changed: " + item["path"])
        sums = "".join(f"{sha(c)}  {n}\n" for n, c in self.files.items() if n != INTEGRITY + "SHA256SUMS")
        self.fault_if(sums.encode() != self.get("SHA256SUMS"), "SHA256SUMS is not what the files give")
        coded = [n for n in wanted if re.match(INTEGRITY + r"seal-stamps/[0-9a-f]{64}\.ts[qr]$", n)]
        shown = [n for n in wanted if re.match(SHOWN, n) and n not in coded and not n.endswith("/viewer-data.js")]
        texts = [[name, self.files[name].decode()] for name in shown if name in self.files]
        codes = [[name, base64.b64encode(self.files[name]).decode()] for name in coded + after + stamp if name in self.files]
        scripts = (script("Texts", texts), script("Signed", codes)) if viewer else (b"", b"")
        self.fault_if((self.get("viewer-data.js"), self.get("viewer-manifest.js")) != scripts, "the viewer's scripts")
        at = datetime.fromtimestamp(self.made, timezone.utc)
        self.fault_if(self.time != ((at.year - 1980) << 9 | at.month << 5 | at.day) << 16 | at.hour << 11 | at.minute << 5 | at.second >> 1, "the archive's time")
        named = self.top.startswith("AuditPack_") and self.top.endswith("_" + at.strftime("%Y-%m-%d"))
        self.fault_if(not named, "the folder's name")
        self.fault_if(self.made > seconds(self.known["now"]) + TOLERANCE, "made in the future")

    def signature(self):
        text = self.get("public-key.pem")
        inner = re.fullmatch(rb"-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)-----END PUBLIC KEY-----\n", text)
        self.spki = base64.b64decode(inner[1]) if inner else b""
        manifest = self.get("manifest.json")
        self.fault_if(pem(self.spki) != text or sha(self.spki) != self.manifest["signer"], "public-key.pem is not the signer's")
        self.fault_if(not holds(self.spki, self.get("manifest.sig"), manifest), "manifest.sig does not hold")
        self.fault_if(not self.ssh_holds(manifest), "manifest.sshsig does not hold")

    def ssh_holds(self, manifest):
        part = lambda data: struct.pack(">I", len(data)) + data
        blob = part(b"ecdsa-sha2-nistp256") + part(b"nistp256") + part(self.spki[-65:])
        allowed = b'exhibit namespaces="exhibit-pack" ecdsa-sha2-nistp256 ' + base64.b64encode(blob) + b"\n"
        command = ["ssh-keygen", "-Y", "verify", "-f", "{0}", "-I", "exhibit", "-n", "exhibit-pack", "-s", "{1}"]
        said = run(command, allowed, self.get("manifest.sshsig"), stdin=manifest)
        return self.get("allowed_signers") == allowed and said.returncode == 0

    def token(self, name, chain, data):
        """The time of a timestamp over these bytes; none when it does not hold."""
        answer, request, chain = self.get(name + ".tsr"), self.get(name + ".tsq"), self.get(chain)
        shown = run(["openssl", "ts", "-reply", "-in", "{0}", "-text"], answer).stdout.decode()
        time = re.search(r"^Time stamp: (.+)$", shown, re.M)
        if not time:
            return self.fault_if(True, "a timestamp cannot be read")
        form = "%b %d %H:%M:%S.%f %Y %Z" if "." in time[1] else "%b %d %H:%M:%S %Y %Z"
        at = datetime.strptime(time[1], form).replace(tzinfo=timezone.utc).timestamp()
        roots = self.known.get("tsaRoots")
        trusted = open(roots, "rb").read() if roots else chain
        command = ["openssl", "ts", "-verify", "-in", "{0}", "-CAfile", "{1}", "-untrusted", "{2}", "-attime", str(int(at))]
        ways = (("-data", data), ("-queryfile", request))
        if any(run([*command, way, "{3}"], answer, trusted, chain, about).returncode for way, about in ways):
            return self.fault_if(True, "a timestamp does not hold")
        return at

    def stamp(self):
        at = self.token("timestamp", "timestamp-chain.pem", self.get("manifest.sig")) if self.get("timestamp.tsr") else None
        self.fault_if(at and at < self.made - TOLERANCE, "stamped before it was made")
        self.stamped = at if self.known.get("tsaRoots") else None

    def seal_stamps(self):
        start = INTEGRITY + "seal-stamps/"
        for name in {os.path.splitext(name)[0][len(INTEGRITY) :] for name in self.files if name.startswith(start)}:
            line = self.get(name + ".txt")
            seal, message, _ = signed_line(line.decode())
            at = self.token(name, name + ".pem", line)
            self.fault_if(start + sha(message) != INTEGRITY + name or line not in self.lines, "a stamped seal is in no log")
            self.fault_if(at and at < seconds(seal["sealedAt"]) - TOLERANCE, "stamped before it was sealed")
        for name in self.files:
            good = not name.startswith(start) or re.fullmatch(start + r"[0-9a-f]{64}\.(txt|tsq|tsr|pem)", name)
            self.fault_if(not good, "a file of no stamp")

    def roster(self):
        self.devices = {}
        for line in lines_of(self.get("devices.txt")):
            body, message, signature = signed_line(line)
            old = self.devices.get(body["device"], {})
            spki = base64.b64decode(body["publicKey"]) if "publicKey" in body else None
            own = body["format"] == "exhibit-device/1"
            by = self.devices.get(body["by"]) or ({"spki": spki, "revoked": None} if own and body["by"] == body["device"] else None)
            if own and sha(spki) != body["device"]:
                self.fault_if(True, "a key under another name")
            elif not by or not holds(by["spki"], signature, message):
                self.fault_if(True, "devices.txt: signature")
            elif by["revoked"] and seconds(body["at"]) >= by["revoked"][0]:
                self.fault_if(True, "devices.txt: signed by a revoked device")
            elif own and old.get("by") == body["device"] != body["by"] and old["member"] == body["member"]:
                old["by"] = body["by"]
            elif own == bool(old):
                self.fault_if(True, "devices.txt: introduced twice, or unknown")
            elif own:
                entry = {"spki": spki, "by": body["by"], "member": body["member"], "at": seconds(body["at"]), "revoked": None}
                self.devices[body["device"]] = entry
            else:
                start = seconds(body["from"])
                if not old["revoked"] or start < old["revoked"][0]:
                    old["revoked"] = (start, (body["lastSeal"] or {}).get("sequence", 0))
        for fingerprint, entry in self.devices.items():
            self.fault_if(self.get(f"devices/{fingerprint}.pem") != pem(entry["spki"]), "a key of devices/")
        signer = self.devices.get(self.manifest["signer"])
        if not signer or not self.trusted(self.manifest["signer"]):
            self.fault_if(True, "the signer is not known")
        elif signer["revoked"] and (self.stamped or self.made) >= signer["revoked"][0]:
            self.fault_if(True, "the signer was revoked")

    def trusted(self, fingerprint):
        seen = set()
        while fingerprint not in seen:
            if not self.known["devices"] or fingerprint in self.known["devices"]:
                return True
            seen.add(fingerprint)
            fingerprint = self.devices.get(fingerprint, {}).get("by", fingerprint)
        return False

    def logs(self):
        self.seals, self.lines, heads = {}, set(), {head["device"]: head for head in self.manifest["heads"]}
        for head in self.known["heads"]:
            gone = head["device"] in self.devices and f"{INTEGRITY}seals/{head['device']}.txt" not in self.files
            self.fault_if(gone, "a known log is gone")
        for name in self.files:
            match = re.fullmatch(INTEGRITY + r"seals/([0-9a-f]{64})\.txt", name)
            if not match:
                continue
            device = self.devices.get(match[1])
            demand(device and self.trusted(match[1]), "seals of an unknown device")
            last, hashes = None, {}
            for number, line in enumerate(lines_of(self.files[name]), 1):
                read = signed_line(line)
                demand(holds(device["spki"], read[2], read[1]), f"seal {number}")
                seal, at, revoked = read[0], seconds(read[0]["sealedAt"]), device["revoked"]
                placed = (seal["device"], seal["sequence"], seal["previous"]) == (match[1], number, last)
                self.fault_if(not placed or seal["exhibit"] in self.seals, f"seal {number} is out of place")
                self.fault_if(revoked and (at >= revoked[0] or number > revoked[1]), f"seal {number} of a revoked device")
                self.fault_if(at < device["at"] - TOLERANCE or at > self.made + TOLERANCE, f"seal {number}: time")
                last = hashes[number] = sha(read[1])
                self.seals[seal["exhibit"]] = seal
                self.lines.add(line.encode())
            self.fault_if(heads.get(match[1], {}).get("sha256") != last, "the log's newest seal")
            for head in self.known["heads"]:
                self.fault_if(head["device"] == match[1] and hashes.get(head["sequence"]) != head["sha256"], "a known seal is gone")

    def statements(self):
        for line in lines_of(self.get("statements.txt")):
            read = signed_line(line)
            device = self.devices.get(read[0].get("device"))
            demand(device and holds(device["spki"], read[2], read[1]), "a statement's signature")
            self.fault_if(device["member"] != read[0]["member"], "a statement of another member")
            at, content = seconds(read[0]["signedAt"]), read[0]["contentSha256"]
            self.fault_if(at < device["at"] or device["revoked"] and at >= device["revoked"][0], "a statement's time")
            self.fault_if(sha(self.get(f"statements/{content}.json")) != content, "a statement's content")

    def exhibits(self):
        owned, leaves, self.records = set(), [], []
        for item in self.manifest["exhibits"]:
            folder, hashed = "04_Exhibits/" + item["folder"] + "/", item["recordSha256"]
            name = folder + ("record-shown.json" if self.blank else "record.json")
            data = self.files.get(name, b"")
            record = parsed(data) or {"files": []}
            self.records.append(record)
            proved = {folder + "proof.txt"} if self.scope.get("audited") else set()
            owned.update({name} | proved)
            self.fault_if(not self.blank and sha(data) != hashed or record.get("id") != item["id"], "the record in " + folder)
            inside = [name for name in self.files if name.startswith(folder) and name not in owned]
            there = [f["sha256"] for f in record["files"] if self.part(f["role"]) not in self.left]
            self.fault_if(sorted(sha(self.files[n]) for n in inside) != sorted(there), "the files in " + folder)
            self.fault_if(self.blank and self.shows(record), "something that is left out stands in " + folder)
            owned.update(inside)
            seal = self.seals.get(item["id"])
            self.fault_if(seal and seal["recordSha256"] != hashed, "another record was sealed")
            early = seal and seconds(seal["sealedAt"]) < seconds(record["reviewedAt"]) - TOLERANCE
            self.fault_if(early, "sealed before it was reviewed")
            leaves.append(leaf(hashed))
            for name in proved:
                self.fault_if(not proof_holds(self.files.get(name, b"").decode(), hashed, self.scope["audited"]), name)
        self.fault_if(any(name.startswith("04_Exhibits/") and name not in owned for name in self.files), "a file of no exhibit")
        self.fault_if(root(leaves).hex() != self.manifest["exhibitsRoot"], "the root over the exhibits")

def verify(path, known):
    try:
        with open(path, "rb") as file:
            pack = Pack(file.read(), known)
        pack.check()
        return pack.faults
    except (Refused, LookupError, TypeError, ValueError, AttributeError, struct.error) as error:
        return [f"not as a pack must be: {type(error).__name__} {error}"]

for case in map(json.loads, sys.stdin):
    found = verify(case["pack"], case)
    print(json.dumps({"ok": not found, "faults": found}), flush=True)
