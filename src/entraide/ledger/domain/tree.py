"""The Merkle tree of RFC 9162 over the entries of a ledger: its roots, and what proves that an entry is in it and that
one tree goes on from another.

What is kept are the hashes of whole subtrees, each by its place; none of them ever changes. Whoever asks for a root or
a proof brings a reader, which is asked once for all the places that are needed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from entraide.ledger.errors import ProofRejected

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
# More than this no tree can hold, so no proof of a stranger can be longer.
DEEPEST = 62


class Place(NamedTuple):
    """Where a whole subtree lies: of 2^level leaves, the one with that number among them. Leaves are of level 0."""

    level: int
    number: int


Reader = Callable[[Collection[Place]], Mapping[Place, bytes]]


@dataclass(frozen=True)
class Span:
    """The leaves from `start` up to `end`, that one excluded."""

    start: int
    end: int

    @property
    def split(self) -> int:
        """Where the left side of its tree ends: the largest power of two that is smaller than the whole."""
        return self.start + (1 << (self.end - self.start - 1).bit_length() - 1)

    def places(self) -> list[Place]:
        """The whole subtrees that it is made of, from the left; each is larger than all to its right together."""
        found, start = [], self.start
        while start < self.end:
            level = (self.end - start).bit_length() - 1
            found.append(Place(level, start >> level))
            start += 1 << level
        return found


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and both sides (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def root(size: int, read: Reader) -> bytes:
    """The root of the first `size` leaves."""
    if size == 0:
        return EMPTY_ROOT
    whole = Span(0, size)
    return _hash(whole, read(whole.places()))


def inclusion(index: int, size: int, read: Reader) -> list[bytes]:
    """What proves that the leaf with that index, from 0, is in the tree of `size` (RFC 9162, 2.1.3.1), from the leaf's
    neighbour upwards. Raises `ValueError` for a leaf that is not in it."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} of {size}")
    return _hashes(list(_path(index, Span(0, size))), read)


def consistency(first: int, second: int, read: Reader) -> list[bytes]:
    """What proves that the tree of `second` leaves goes on from that of `first` (RFC 9162, 2.1.4.1). Raises
    `ValueError` where it cannot."""
    if not 0 <= first <= second:
        raise ValueError(f"{first} of {second}")
    if first in (0, second):
        return []
    return _hashes(list(_going_on(first, Span(0, second), whole=True)), read)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """That the leaf of that hash is in the tree of that root (RFC 9162, 2.1.3.2). Raises `ProofRejected`."""
    if not 0 <= index < size:
        raise ProofRejected(reason=f"leaf {index} in a tree of {size}")
    _require_hashes([leaf, root, *proof])
    here, last, found = index, size - 1, leaf
    for one in proof:
        if last == 0:
            raise ProofRejected(reason="longer than the tree is deep")
        if here % 2 or here == last:
            found = node_hash(one, found)
            while here % 2 == 0 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, one)
        here, last = here >> 1, last >> 1
    if last:
        raise ProofRejected(reason="shorter than the tree is deep")
    if found != root:
        raise ProofRejected(reason="another root")


def verify_consistency(
    first: int, second: int, first_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """That the tree of `second` leaves goes on from that of `first` (RFC 9162, 2.1.4.2). Raises `ProofRejected`."""
    if not 0 <= first <= second:
        raise ProofRejected(reason=f"{second} leaves after {first}")
    _require_hashes([first_root, root, *proof])
    if first in (0, second):
        if proof or first_root != (root if first else EMPTY_ROOT):
            raise ProofRejected(reason="another root")
        return
    if not proof:
        raise ProofRejected(reason="empty")
    # A tree that was whole is itself the first part of the other.
    rest = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    here, last = first - 1, second - 1
    while here % 2:
        here, last = here >> 1, last >> 1
    before = after = rest[0]
    for one in rest[1:]:
        if last == 0:
            raise ProofRejected(reason="longer than the tree is deep")
        if here % 2 or here == last:
            before, after = node_hash(one, before), node_hash(one, after)
            while here % 2 == 0 and here:
                here, last = here >> 1, last >> 1
        else:
            after = node_hash(after, one)
        here, last = here >> 1, last >> 1
    if last:
        raise ProofRejected(reason="shorter than the tree is deep")
    if before != first_root:
        raise ProofRejected(reason="another first root")
    if after != root:
        raise ProofRejected(reason="another root")


def grown(size: int, leaves: Sequence[bytes], read: Reader) -> Iterator[tuple[int, int, list[bytes]]]:
    """What a tree of `size` gains with further leaves, above them: level by level, the number of the first new subtree
    and the hashes of it and those that follow it."""
    edge = read(Span(0, size).places())
    level, first, hashes = 0, size, list(leaves)
    while hashes:
        if first % 2:
            # The left side of the first pair was there before; it is on the edge, as nothing stood beside it.
            first -= 1
            hashes = [edge[Place(level, first)], *hashes]
        hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=False)]
        level, first = level + 1, first >> 1
        if hashes:
            yield level, first, hashes


def _path(index: int, span: Span) -> Iterator[Span]:
    if span.end - span.start == 1:
        return
    left, right = Span(span.start, span.split), Span(span.split, span.end)
    if index < span.split:
        yield from _path(index, left)
        yield right
    else:
        yield from _path(index, right)
        yield left


def _going_on(first: int, span: Span, *, whole: bool) -> Iterator[Span]:
    """The parts of SUBPROOF; `whole`: the first tree ends here and began where the second did, so its root is known."""
    if first == span.end:
        if not whole:
            yield span
        return
    left, right = Span(span.start, span.split), Span(span.split, span.end)
    if first <= span.split:
        yield from _going_on(first, left, whole=whole)
        yield right
    else:
        yield from _going_on(first, right, whole=False)
        yield left


def _hashes(spans: Sequence[Span], read: Reader) -> list[bytes]:
    known = read([place for span in spans for place in span.places()])
    return [_hash(span, known) for span in spans]


def _hash(span: Span, known: Mapping[Place, bytes]) -> bytes:
    *others, found = (known[place] for place in span.places())
    for left in reversed(others):
        found = node_hash(left, found)
    return found


def _require_hashes(found: Sequence[bytes]) -> None:
    if len(found) > DEEPEST + 2 or any(len(one) != HASH_BYTES for one in found):
        raise ProofRejected(reason="no hashes of a tree")
