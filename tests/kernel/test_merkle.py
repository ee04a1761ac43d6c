"""The tree of RFC 9162, against its own definition and the published values of Certificate Transparency."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.kernel import merkle
from entraide.kernel.canonical import leaf_hash

# The leaves and roots with which implementations of RFC 6962 and RFC 9162 check themselves.
DATA = [bytes.fromhex(one) for one in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
DATA.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(one) for one in DATA]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_the_published_ones(size):
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size]


@given(st.integers(1, 70), st.data())
def test_every_path_leads_to_the_root_and_no_other_does(size, data):
    leaves = [hashlib.sha256(bytes([number])).digest() for number in range(size)]
    root = merkle.root(leaves)
    index = data.draw(st.integers(0, size - 1))
    beside = merkle.path(leaves, index)
    assert merkle.root_by(leaves[index], index, size, beside) == root
    assert merkle.root_by(leaf_hash(b"other"), index, size, beside) != root
    other = data.draw(st.integers(-1, size))
    if other != index:
        assert merkle.root_by(leaves[index], other, size, beside) != root
    assert merkle.root_by(leaves[index], index, size, [*beside, root]) is None
    if beside:
        assert merkle.root_by(leaves[index], index, size, beside[:-1]) is None


def test_a_leaf_is_never_taken_for_a_node():
    assert merkle.root_by(leaf_hash(LEAVES[0] + LEAVES[1]), 0, 1, []) != merkle.root(LEAVES[:2])


def test_there_is_no_path_outside_of_the_tree():
    with pytest.raises(IndexError):
        merkle.path(LEAVES, 8)
