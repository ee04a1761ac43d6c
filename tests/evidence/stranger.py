"""What a stranger does, in the folder of a package: the standard library, `cryptography`, and the agency's fingerprint.

Nothing of Entraide is used here. Printed is what was seen; the first thing that does not hold ends it with an error.
"""

import base64
import json
import sys
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey


def canonical(value: object) -> bytes:
    """RFC 8785, for text, whole numbers, true, false, null, lists and objects without rare characters in names."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def main(package: Path, fingerprint: str) -> None:
    """Check the package of the agency whose card has that fingerprint, as it was heard over the telephone."""

    def read(name: str) -> bytes:
        return (package / name).read_bytes()

    # 1. The card is the agency's: its fingerprint is made from the SHA-256 of what is in the envelope.
    payload = base64.b64decode(json.loads(read("seal/card.json"))["payload"])
    digits = f"{int(sha256(payload).hexdigest(), 16) % 10**40:040d}"
    assert fingerprint.replace(" ", "") == digits
    card = json.loads(payload)
    # 2. Both signatures are over the very bytes of the statement.
    statement = read("seal/statement.txt")
    [key] = card["signing"]
    Ed25519PublicKey.from_public_bytes(base64.b64decode(key["ed25519"])).verify(
        read("seal/ed25519.sig"), statement
    )
    MLDSA65PublicKey.from_public_bytes(base64.b64decode(key["ml_dsa_65"])).verify(
        read("seal/mldsa65.sig"), statement
    )
    # 3. The statement names the manifest, and the manifest every file: as `sha256sum --check` would look at them.
    first, _, said = statement.partition(b"\n")
    assert first == b"entraide package seal v1"
    sealed = json.loads(said)
    for name, digest in sealed["files"].items():
        assert digest == f"sha256:{sha256(read(name)).hexdigest()}", name
    lines = [line.split("  ", 1) for line in read("manifest-sha256.txt").decode().splitlines()]
    for digest, name in lines:
        assert digest == sha256(read(name)).hexdigest(), name
    there = {path.relative_to(package).as_posix() for path in (package / "data").rglob("*") if path.is_file()}
    assert there == {name for _, name in lines}
    # 4. Every custody event is in the ledger: its digest in an entry, the entry under the root of the checkpoint.
    record = json.loads(read("data/record.json"))
    events = 0
    for exhibit in record["exhibits"]:
        for number, link in enumerate(exhibit["chain"], 1):
            entry = read(f"data/ledger/{link['entry']}.entry")
            bound = sha256(bytes.fromhex(link["salt"]) + canonical(link["event"])).hexdigest()
            assert (bound, number) == (json.loads(entry)["facts"]["digest"], link["event"]["number"])
            assert root_of(entry, read(f"data/ledger/{link['entry']}.tlog-proof").decode()), link["entry"]
            events += 1
    print(  # noqa: T201
        f"sealed by {card['agency']['name_en']} at {sealed['made_at']}: {len(lines)} files, {events} events"
    )


def root_of(entry: bytes, proof: str) -> bool:
    """Whether a proof (C2SP tlog-proof) leads from the entry to the root in its checkpoint (RFC 9162, 2.1.3.2)."""
    head, checkpoint = proof.split("\n\n", 1)
    _, index, *hashes = head.split("\n")
    _, size, root = checkpoint.split("\n")[:3]
    at, last, found = int(index.removeprefix("index ")), int(size) - 1, sha256(b"\x00" + entry).digest()
    for one in map(base64.b64decode, hashes):
        if at % 2 or at == last:
            found = sha256(b"\x01" + one + found).digest()
            while at and at % 2 == 0:
                at, last = at // 2, last // 2
        else:
            found = sha256(b"\x01" + found + one).digest()
        at, last = at // 2, last // 2
    return last == 0 and found == base64.b64decode(root)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
