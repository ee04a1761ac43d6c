"""The seal of a collection, and what a stranger who can bag and seal may not say."""

import json
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from entraide.evidence.domain.collecting import HEAD, LISTING
from entraide.evidence.domain.journals import Journal
from entraide.evidence.domain.seals import STATEMENT, key_at, seal_files
from entraide.evidence.errors import bags as errors
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from tests.evidence.gathering import (
    FILES,
    KEY,
    LATER,
    TOLD,
    WHO,
    collected,
    contents,
    fill,
    patched,
    read,
    resealed,
)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys/mine.pem"
    made = key_at(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_at(path).private_bytes_raw() == made.private_bytes_raw()
    path.chmod(0o640)
    with pytest.raises(errors.KeyOpen):
        key_at(path)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"])
def test_a_key_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(errors.KeyUnreadable):
        key_at(path)


def test_one_changed_file_is_found_and_named(source: Path, to: Path) -> None:
    collected(source, to)
    path = to / "package/data/files/000003"
    path.write_bytes(b"\x01" + bytes(2999))
    with pytest.raises(errors.FileChanged) as caught:
        read(to)
    assert caught.value.facts["where"] == "data/files/000003"


def test_a_package_that_was_only_bagged_anew_still_holds(source: Path, to: Path) -> None:
    collected(source, to)
    patched(to, lambda found: None)
    assert contents(to) == FILES
    resealed(to, lambda found: None)
    assert contents(to) == FILES


def test_who_bags_a_changed_file_anew_breaks_the_seal(source: Path, to: Path) -> None:
    collected(source, to)
    patched(to, lambda found: found.update({"data/files/000001": b"hullo"}))
    with pytest.raises(errors.SealBroken) as caught:
        read(to)
    assert caught.value.facts["where"] == "manifest-sha256.txt"


def test_another_date_in_the_info_breaks_the_seal(source: Path, to: Path) -> None:
    collected(source, to)
    patched(to, lambda found: found.update({"bag-info.txt": found["bag-info.txt"].replace(b"2026", b"2025")}))
    with pytest.raises(errors.SealBroken) as caught:
        read(to)
    assert caught.value.facts["where"] == "bag-info.txt"


@pytest.mark.parametrize("name", ["statement.json", "ed25519.sig", "ed25519.pub"])
def test_any_other_seal_is_found(name: str, source: Path, to: Path) -> None:
    collected(source, to)
    good = (to / "package/seal" / name).read_bytes()
    for at in range(0, len(good), 7):
        flipped = bytearray(good)
        flipped[at] ^= 1
        patched(to, lambda found, made=bytes(flipped): found.update({f"seal/{name}": made}))
        with pytest.raises(errors.SealBroken):
            read(to)
    patched(to, lambda found: found.pop(f"seal/{name}") and None)
    with pytest.raises(errors.SealMissing) as caught:
        read(to)
    assert caught.value.facts["where"] == f"seal/{name}"


def test_a_seal_by_another_key_has_another_fingerprint(source: Path, to: Path) -> None:
    """It holds, as whoever made it wanted: the paper says that it is not the one that was set."""
    fingerprint = collected(source, to)
    seal = {
        name: sha256((to / "package" / file).read_bytes()).hexdigest()
        for name, file in (("manifest", "manifest-sha256.txt"), ("info", "bag-info.txt"))
    }
    other = seal_files(Ed25519PrivateKey.generate(), collector=WHO, at=LATER, **seal)
    patched(to, lambda found: found.update(other))
    assert read(to).seal.fingerprint != fingerprint


def test_a_key_of_another_does_not_stand_beside_the_signature_of_ours(source: Path, to: Path) -> None:
    collected(source, to)
    digests = {"manifest": "0" * 64, "info": "0" * 64}
    theirs = seal_files(Ed25519PrivateKey.generate(), collector=WHO, at=LATER, **digests)
    patched(to, lambda found: found.update({"seal/ed25519.pub": theirs["seal/ed25519.pub"]}))
    with pytest.raises(errors.SealBroken):
        read(to)


def listing(change: Callable[[list[dict[str, object]]], None]) -> Callable[[dict[str, bytes]], None]:
    def changing(found: dict[str, bytes]) -> None:
        entries = [json.loads(line) for line in found[f"data/{LISTING}"].splitlines()]
        change(entries)
        found[f"data/{LISTING}"] = b"".join(canonical(entry) + b"\n" for entry in entries)

    return changing


def head(**facts: object) -> Callable[[dict[str, bytes]], None]:
    def changing(found: dict[str, bytes]) -> None:
        found[f"data/{HEAD}"] = canonical(json.loads(found[f"data/{HEAD}"]) | facts)

    return changing


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda found: found.update({"data/files/000001": b"hullo"}), errors.RecordContradicts),
        (lambda found: found.update({"data/files/999999": b"more"}), errors.RecordContradicts),
        (lambda found: found.update({"notes.txt": b"more"}), errors.RecordContradicts),
        (lambda found: found.pop("data/files/000001") and None, errors.RecordContradicts),
        (lambda found: found.pop(f"data/{HEAD}") and None, errors.FileMissing),
        (lambda found: found.pop(f"data/{LISTING}") and None, errors.FileMissing),
        (lambda found: found.update({f"data/{HEAD}": b"{}"}), errors.RecordUnreadable),
        (lambda found: found.update({f"data/{HEAD}": b"{" * 900}), errors.RecordUnreadable),
        (lambda found: found.update({f"data/{LISTING}": b"[" * 900}), errors.RecordUnreadable),
        (lambda found: found.update({f"data/{LISTING}": b"[" * 90_000}), errors.TooMuch),
        (listing(lambda entries: entries.pop()), errors.RecordContradicts),
        (listing(lambda entries: entries.reverse()), errors.RecordUnreadable),
        (listing(lambda entries: entries.append(entries[-1])), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(path="../letter.txt")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(path="/letter.txt")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(path="a\0b")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(path_bytes="YQ==")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(name="../../etc/passwd")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(name="files/000002")), errors.RecordContradicts),
        (listing(lambda entries: entries[0].update(name="collection.json")), errors.RecordContradicts),
        (listing(lambda entries: entries[0].update(size=6)), errors.RecordContradicts),
        (listing(lambda entries: entries[0].update(kind="door")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(more=1)), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(modified_ns="9" * 30)), errors.RecordUnreadable),
        (head(ended="2026-11-23T09:20:00.000001Z"), errors.RecordContradicts),
        (head(kind="entraide.collection/2"), errors.RecordUnreadable),
        (head(resumed=["yesterday"]), errors.RecordUnreadable),
        (head(more=1), errors.RecordUnreadable),
        (
            head(told=TOLD.as_json() | {"collector": {"agency": "x", "function": "", "name": "y"}}),
            errors.RecordContradicts,
        ),
    ],
)
def test_a_collection_that_says_what_is_not_so_is_refused(
    change: Callable[[dict[str, bytes]], None], kind: type[Refusal], source: Path, to: Path
) -> None:
    collected(source, to)
    resealed(to, change)
    with pytest.raises(kind) as caught:
        read(to)
    assert caught.type is kind
    assert caught.value.in_language("en") != caught.value.in_language("fr")


def test_a_statement_that_names_another_key_is_refused(source: Path, to: Path) -> None:
    collected(source, to)

    def other(found: dict[str, bytes]) -> None:
        found[STATEMENT] = canonical(json.loads(found[STATEMENT]) | {"key_sha256": "0" * 64})
        found["seal/ed25519.sig"] = KEY.sign(found[STATEMENT])

    patched(to, other)
    with pytest.raises(errors.SealBroken) as caught:
        read(to)
    assert caught.value.facts["where"] == "seal/ed25519.pub"


def test_a_statement_that_says_more_is_refused(source: Path, to: Path) -> None:
    collected(source, to)

    def more(found: dict[str, bytes]) -> None:
        found[STATEMENT] = canonical(json.loads(found[STATEMENT]) | {"more": 1})
        found["seal/ed25519.sig"] = KEY.sign(found[STATEMENT])

    patched(to, more)
    with pytest.raises(errors.SealBroken):
        read(to)


def test_ten_thousand_files_are_collected_sealed_and_read(tmp_path: Path) -> None:
    files = {b"%03d/%05d" % (number % 200, number): b"%d" % number for number in range(10_000)}
    fill(tmp_path / "stick", files)
    collected(tmp_path / "stick", tmp_path / "taken")
    found = read(tmp_path / "taken")
    assert found.head.counts["file"] == 10_000
    assert [entry.path for entry in found.files] == sorted(files)


def test_a_journal_keeps_its_lines_and_goes_on_behind_them(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    journal.write([{"n": 1}, {"n": 2}])
    assert [line.value for line in journal.lines()] == [{"n": 1}, {"n": 2}]
    journal.write([{"n": 3}])
    journal.close()
    again = Journal(tmp_path / "journal")
    assert [line.value["n"] for line in again.lines()] == [1, 2, 3]
