"""The Merkle tree of RFC 9162: one root over many leaves, and the path that proves that a leaf stands under it.

Leaves are given as their hashes (`canonical.leaf_hash`).
"""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and both children: a node can never be taken for a leaf."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over the leaves, in their order (RFC 9162, 2.1.1)."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return node_hash(root(leaves[:split]), root(leaves[split:]))


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """What has to be known beside the leaf at `index` to come to the root, from the leaf up (RFC 9162, 2.1.3.1).

    Raises `IndexError`.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*path(leaves[:split], index), root(leaves[split:])]
    return [*path(leaves[split:], index - split), root(leaves[:split])]


def paths(leaves: Sequence[bytes]) -> tuple[bytes, list[list[bytes]]]:
    """The root, and the path of every leaf, made in one go. Raises `IndexError` where there are no leaves."""
    if len(leaves) == 1:
        return leaves[0], [[]]
    split = _split(len(leaves))
    (left, of_left), (right, of_right) = paths(leaves[:split]), paths(leaves[split:])
    for one in of_left:
        one.append(right)
    for one in of_right:
        one.append(left)
    return node_hash(left, right), of_left + of_right


def root_by(leaf: bytes, index: int, size: int, beside: Sequence[bytes]) -> bytes | None:
    """The root to which a leaf and its path lead; None when the path is not one of a tree of that size (2.1.3.2)."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for sibling in beside:
        if last == 0:
            return None
        if at % 2 or at == last:
            found = node_hash(sibling, found)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = node_hash(found, sibling)
        at, last = at // 2, last // 2
    return found if last == 0 else None


def _split(size: int) -> int:
    # The largest power of two below the size.
    return 1 << ((size - 1).bit_length() - 1)
