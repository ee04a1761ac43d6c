"""The Merkle tree: against the recursive definition of RFC 9162, and against trees that others have published."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.kernel.canonical import leaf_hash
from entraide.ledger.domain.tree import (
    EMPTY_ROOT,
    consistency,
    inclusion,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from entraide.ledger.errors import ProofRejected
from tests.ledger.trees import Log

# The eight leaves, and the roots over them, that certificate transparency's implementations are tested with
# (google/certificate-transparency, `merkletree/merkle_tree_test.cc`; also in transparency-dev/merkle).
PUBLISHED = [
    bytes.fromhex(one)
    for one in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# Of the same suite: leaf (from 0), size, and the path.
PATHS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENT = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def defined(leaves: list[bytes]) -> bytes:
    """The root as RFC 9162, 2.1.1, defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(defined(leaves[:split]), defined(leaves[split:]))


def numbered(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


@pytest.fixture(scope="module")
def published() -> Log:
    log = Log()
    for one in PUBLISHED:
        log.add([leaf_hash(one)])
    return log


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_that_others_have_published(published: Log, size: int) -> None:
    assert root(size, published.read).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert root(0, Log().read) == sha256(b"").digest()


@pytest.mark.parametrize("place", PATHS)
def test_the_paths_are_those_that_others_have_published(published: Log, place: tuple[int, int]) -> None:
    index, size = place
    found = inclusion(index, size, published.read)
    assert [one.hex() for one in found] == PATHS[place]
    verify_inclusion(leaf_hash(PUBLISHED[index]), index, size, found, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize("sizes", CONSISTENT)
def test_the_proofs_of_going_on_are_those_that_others_have_published(
    published: Log, sizes: tuple[int, int]
) -> None:
    first, second = sizes
    found = consistency(first, second, published.read)
    assert [one.hex() for one in found] == CONSISTENT[sizes]
    roots = (bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[second - 1]))
    verify_consistency(first, second, *roots, found)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_a_tree_that_grows_in_any_steps_is_the_one_that_is_defined(steps: list[int]) -> None:
    log, leaves = Log(), numbered(sum(steps))
    for step in steps:
        log.add(leaves[log.size : log.size + step])
        assert root(log.size, log.read) == defined(leaves[: log.size])


def test_every_leaf_of_every_tree_proves_itself_and_no_other_place() -> None:
    log, leaves = Log(), numbered(33)
    log.add(leaves)
    for size in range(1, 34):
        top = defined(leaves[:size])
        for index in range(size):
            found = inclusion(index, size, log.read)
            verify_inclusion(leaves[index], index, size, found, top)
            for other in {index + 1, index - 1, index ^ 1, size} - {index}:
                with pytest.raises(ProofRejected):
                    verify_inclusion(leaves[index], other, size, found, top)
            for bad in spoilt(found):
                with pytest.raises(ProofRejected):
                    verify_inclusion(leaves[index], index, size, bad, top)


def test_every_tree_goes_on_from_every_earlier_one_and_from_no_other() -> None:
    log, leaves = Log(), numbered(33)
    log.add(leaves)
    tops = [defined(leaves[:size]) for size in range(34)]
    for second in range(34):
        for first in range(second + 1):
            found = consistency(first, second, log.read)
            verify_consistency(first, second, tops[first], tops[second], found)
            for bad in spoilt(found):
                with pytest.raises(ProofRejected):
                    verify_consistency(first, second, tops[first], tops[second], bad)
            with pytest.raises(ProofRejected):
                verify_consistency(first, second, leaf_hash(b"other"), tops[second], found)
            if first:
                with pytest.raises(ProofRejected):
                    verify_consistency(first, second, tops[first], leaf_hash(b"other"), found)


def spoilt(proof: list[bytes]) -> list[list[bytes]]:
    """A proof cut, lengthened, turned round and changed in each of its hashes."""
    flipped = [[*proof[:at], bytes([one[0] ^ 1]) + one[1:], *proof[at + 1 :]] for at, one in enumerate(proof)]
    shorter = [proof[1:], proof[:-1]] if proof else []
    turned = [proof[::-1]] if proof[::-1] != proof else []
    return [*flipped, *shorter, *turned, [*proof, proof[-1] if proof else bytes(32)], [*proof, b"short"]]


def test_what_is_no_place_of_a_tree_is_not_proved() -> None:
    log = Log()
    log.add(numbered(5))
    for index, size in ((-1, 5), (5, 5), (0, 0)):
        with pytest.raises(ValueError, match="leaf"):
            inclusion(index, size, log.read)
    with pytest.raises(ValueError, match="6 of 5"):
        consistency(6, 5, log.read)
    with pytest.raises(ProofRejected):
        verify_consistency(6, 5, bytes(32), bytes(32), [])
