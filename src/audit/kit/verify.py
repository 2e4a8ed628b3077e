#!/usr/bin/python3
"""Checks this kit against itself: the ledger, its signatures, and what rests on them. Debian's python3 and python3-cryptography.

    python3 verify.py [CHECKPOINT...] [WITNESS.vkey...]

in the folder of the kit. CHECKPOINT: one kept from an earlier kit, to which this one must lead. WITNESS.vkey: the key of a witness, which must have
cosigned ledger/witnessed.

Read it before you trust it: it is short, uses nothing of the program whose acts it checks, and stops at the first thing that is wrong.
Formats: RFC 6962 (tree), C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof; all else is told where it is used.
"""
import base64
import functools
import hashlib
import json
import pathlib
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KIT = pathlib.Path(__file__).resolve().parent


def fail(words):
    sys.exit(f"WRONG: {words}")


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf(entry):
    return sha256(b"\0" + entry)


def node(left, right):
    return sha256(b"\1" + left + right)


def root_of(hashes):
    """RFC 6962 section 2.1; levels from below, which comes to the same."""
    if not hashes:
        return sha256(b"")
    while len(hashes) > 1:
        pairs = [node(hashes[at], hashes[at + 1]) for at in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(pairs) * 2:]
    return hashes[0]


@functools.lru_cache(maxsize=1000)
def public_key(raw):
    return Ed25519PublicKey.from_public_bytes(raw)


def signed_by(key, signature, message):
    try:
        public_key(key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def decode(text):
    """Base64 in the one form in which it is written."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64")
    return raw


def read_key(path, algorithm):
    """name+hash+base64 of an algorithm byte (1: Ed25519, 4: that of a witness) and the key; one line."""
    name, _, rest = path.read_text().removesuffix("\n").partition("+")
    hash_, _, text = rest.partition("+")
    raw = decode(text)
    if raw[:1] != algorithm or sha256(f"{name}\n".encode() + raw)[:4].hex() != hash_:
        fail(f"{path.name} is no verifier key")
    return name, raw[1:], bytes.fromhex(hash_)


def read_note(data):
    """A signed note: its text, an empty line, and lines of an em dash, a name, and base64 of a key hash and a signature."""
    text, _, lines = data.decode().rpartition("\n\n")
    found = [re.fullmatch("\u2014 (\\S+) (\\S+)", line) for line in lines.removesuffix("\n").split("\n")]
    if not all(found):
        fail("a checkpoint is no signed note")
    return text + "\n", [(line[1], decode(line[2])) for line in found]


def open_note(data, name, key, hash_):
    """The text of a note that this key signed."""
    text, signatures = read_note(data)
    if not any(who == name and raw[:4] == hash_ and signed_by(key, raw[4:], text.encode()) for who, raw in signatures):
        fail("a checkpoint is not signed by the key of this ledger")
    return text


def check_cosigned(data, name, key, hash_):
    """C2SP tlog-cosignature: eight bytes of time, then a signature over a head line, the time and the text."""
    text, signatures = read_note(data)
    for who, raw in signatures:
        message = f"cosignature/v1\ntime {int.from_bytes(raw[4:12], 'big')}\n{text}".encode()
        if who == name and raw[:4] == hash_ and signed_by(key, raw[12:], message):
            return
    fail(f"the witness '{name}' has not cosigned ledger/witnessed")


def checkpoint(data, ledger):
    origin, size, root = open_note(data, *ledger).split("\n")[:3]
    if origin != ledger[0]:
        fail("a checkpoint is of another ledger")
    return int(size), decode(root)


def tile_name(number, width):
    """x001/x234/067, and .p/WIDTH for one that is not full (C2SP tlog-tiles)."""
    text = f"{number % 1000:03d}"
    while number >= 1000:
        number //= 1000
        text = f"x{number % 1000:03d}/{text}"
    return text if width == 256 else f"{text}.p/{width}"


def tiles(size):
    for number in range((size + 255) // 256):
        yield number, min(256, size - number * 256)


def entries(size):
    """One after the other: a ledger may be larger than memory."""
    for number, width in tiles(size):
        path = KIT / "ledger/tile/entries" / tile_name(number, width)
        data = path.read_bytes() if path.is_file() else fail(f"{path.relative_to(KIT)} is not there")
        found = 0
        while data:
            length = int.from_bytes(data[:2], "big")
            yield data[2:2 + length]
            data, found = data[2 + length:], found + 1
        if found != width:
            fail(f"{path.relative_to(KIT)} holds {found} entries, not {width}")


def check_tiles(hashes):
    """The hashes that are published with the entries, level by level."""
    level = 0
    while hashes:
        for number, width in tiles(len(hashes)):
            path = KIT / "ledger/tile" / str(level) / tile_name(number, width)
            if not path.is_file() or path.read_bytes() != b"".join(hashes[number * 256:number * 256 + width]):
                fail(f"{path.relative_to(KIT)} is not what the entries lead to")
        hashes = [root_of(hashes[at:at + 256]) for at in range(0, len(hashes) - 255, 256)]
        level += 1


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def check_entries(size, ledger, wanted):
    """Each entry: its form, its place, its time, and the signature of its actor, whose key an earlier entry gave. Given back are the bytes of those that are
    wanted, by number, and what was registered and destroyed."""
    keys, last, unsigned, cited, kept = {}, 0, 0, {}, []
    for number, data in enumerate(entries(size)):
        entry = json.loads(data)
        body, kind, actor = entry["body"], entry["type"], entry["actor"]
        if canonical(entry) != data or entry["number"] != number or entry["ledger"] != ledger[0] or entry["at"] < last:
            fail(f"entry {number} is not of its form or not in its place")
        if number == 0:
            keys["custody"] = decode(body["public_key"])
            if kind != "custody_created" or keys["custody"] != ledger[1]:
                fail("entry 0 does not begin the ledger of this key")
        if kind == "refused":
            unsigned += 1
        else:
            message = b"beraad ledger entry v1\n" + canonical({key: value for key, value in entry.items() if key != "signature"})
            if actor not in keys or not signed_by(keys[actor], decode(entry["signature"]), message):
                fail(f"entry {number} is not signed by its actor")
        if kind in ("actor_added", "actor_key_rotated"):
            keys[body["actor"]] = decode(body["public_key"])
        elif kind == "actor_key_revoked":
            keys.pop(body["actor"], None)
        last = entry["at"]
        if number in wanted:
            cited[number] = data
        if kind in ("deliberation_registered", "destruction_completed"):
            kept.append(entry)
    return cited, kept, unsigned


def proof_root(at, size, hash_, path):
    """RFC 9162 section 2.1.3.2; None where the proof has not the length that it must have."""
    last, path = size - 1, list(path)
    while last:
        if at & 1 or at == last:
            if not path:
                return None
            hash_ = node(path.pop(0), hash_)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            if not path:
                return None
            hash_ = node(hash_, path.pop(0))
        at, last = at >> 1, last >> 1
    return None if path else hash_


def check_proofs(wanted, cited, ledger):
    for number, told in wanted.items():
        data = (KIT / "proof" / f"entry-{number}.json").read_bytes()
        head, _, note = (KIT / "proof" / f"entry-{number}.tlog-proof").read_bytes().partition(b"\n\n")
        lines = head.decode().split("\n")
        size, root = checkpoint(note, ledger)
        if lines[:2] != ["c2sp.org/tlog-proof@v1", f"index {number}"] or data != cited.get(number) or \
                proof_root(number, size, leaf(data), map(decode, lines[2:])) != root:
            fail(f"the proof of entry {number} does not hold")
        entry = json.loads(data)
        if (entry["type"], entry["actor"], entry["at"]) != (told["type"], told["actor"], told["at"]):
            fail(f"the audit says something else of entry {number} than the ledger")


def same(digest, path):
    return digest == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def check_files(kit, kept):
    """Deliberations, official texts and certificates are those whose digests the ledger has."""
    registered = {entry["body"]["deliberation"]: entry["body"] for entry in kept if entry["type"] == "deliberation_registered"}
    for one in kit["deliberations"]:
        body = registered.get(one["id"]) or fail(f"{one['id']} is not registered in the ledger")
        if not same(body["digest"], KIT / one["file"]):
            fail(f"{one['file']} is not what was registered")
        if "text_digest" in body and not same(body["text_digest"], KIT / one["text"]):
            fail(f"{one['text']} is not the text that was registered")
    names = {one["id"] for one in kit["deliberations"]}
    done = [entry["body"] for entry in kept if entry["type"] == "destruction_completed" and entry["body"]["deliberation"] in names]
    for body in done:
        path = KIT / "certificate" / f"certificate-{body['destruction']}.json"
        if not path.is_file() or not same(body["certificate"], path):
            fail(f"{path.relative_to(KIT)} is not the certificate of the ledger")
    return len(kit["deliberations"]), len(done)


def many(count, one, several):
    return f"{count} {one if count == 1 else several}"


def check_listed():
    """SHA256SUMS lists every file of the kit, so nothing stands here that nobody signed."""
    listed = {line.split("  ", 1)[1] for line in (KIT / "SHA256SUMS").read_text().splitlines()}
    there = {str(path.relative_to(KIT)) for path in KIT.rglob("*") if path.is_file()} - {"SHA256SUMS", "SHA256SUMS.minisig"}
    if listed != there:
        fail(f"SHA256SUMS and the folder differ in {sorted(listed ^ there)[0]}")
    return len(there)


def main():
    files = check_listed()
    ledger = read_key(KIT / "beraad.vkey", b"\1")
    if decode((KIT / "beraad.pub").read_text().split("\n")[1])[10:] != ledger[1]:
        fail("beraad.vkey and beraad.pub are different keys")
    size, root = checkpoint((KIT / "ledger/checkpoint").read_bytes(), ledger)
    hashes = [leaf(entry) for entry in entries(size)]
    if root_of(hashes) != root:
        fail("the entries do not lead to the signed checkpoint")
    check_tiles(hashes)
    wanted = {entry["entry"]: entry for entry in json.loads((KIT / "audit/audit.json").read_bytes())["ledger"]}
    cited, kept, unsigned = check_entries(size, ledger, wanted)
    witnessed = KIT / "ledger/witnessed"
    if witnessed.is_file():
        older, older_root = checkpoint(witnessed.read_bytes(), ledger)
        if older > size or root_of(hashes[:older]) != older_root:
            fail("the witnessed checkpoint is of another history")
    for path in map(pathlib.Path, sys.argv[1:]):
        if path.suffix == ".vkey":
            if not witnessed.is_file():
                fail("no checkpoint of this kit is cosigned")
            check_cosigned(witnessed.read_bytes(), *read_key(path, b"\4"))
            continue
        older, older_root = checkpoint(path.read_bytes(), ledger)
        if older > size or root_of(hashes[:older]) != older_root:
            fail("this ledger does not add to that of the earlier checkpoint")
    check_proofs(wanted, cited, ledger)
    deliberations, certificates = check_files(json.loads((KIT / "kit.json").read_bytes()), kept)
    print(f"{many(files, 'file', 'files')}, all listed")
    print(f"{many(size, 'entry leads', 'entries lead')} to the checkpoint signed by '{ledger[0]}'; "
          f"{many(size - unsigned, 'is signed by its actor', 'are signed by their actors')}, {many(unsigned, 'is a refusal', 'are refusals')}")
    print(f"{many(len(wanted), 'entry that the audit cites is', 'entries that the audit cites are')} proved")
    print(f"{many(deliberations, 'deliberation file', 'deliberation files')} and {many(certificates, 'certificate', 'certificates')} are those of the ledger")


if __name__ == "__main__":
    try:
        main()
    except (KeyError, IndexError, ValueError, OSError) as error:
        fail(f"something is not of its form ({type(error).__name__}: {error})")
