"""Roots of the reference tree of RFC 6962 as published with Certificate Transparency, and properties of every proof."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.pack.errors import MerkleError
from vanban.pack.merkle import (
    EMPTY_ROOT,
    Tree,
    batch_root,
    leaf_hash,
    narrowed_proof,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

REFERENCE_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
REFERENCE_ROOTS = [
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


def leaves(count):
    return [leaf_hash(number.to_bytes(4)) for number in range(count)]


def test_roots_are_those_of_the_reference_tree_at_every_size():
    tree = Tree(leaf_hash(bytes.fromhex(each)) for each in REFERENCE_LEAVES)
    assert [tree.root(size).hex() for size in range(9)] == REFERENCE_ROOTS


def test_inclusion_proof_is_that_of_the_reference_tree():
    tree = Tree(leaf_hash(bytes.fromhex(each)) for each in REFERENCE_LEAVES)
    assert [each.hex() for each in tree.inclusion_proof(5, 8)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_consistency_proof_is_that_of_the_reference_tree():
    tree = Tree(leaf_hash(bytes.fromhex(each)) for each in REFERENCE_LEAVES)
    assert [each.hex() for each in tree.consistency_proof(6, 8)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(st.integers(0, 70))
@settings(max_examples=40, deadline=None)
def test_appending_gives_the_same_roots_as_building(count):
    appended = Tree()
    for each in leaves(count):
        appended.append(each)
    built = Tree(leaves(count))
    assert [appended.root(size) for size in range(count + 1)] == [built.root(size) for size in range(count + 1)]


@given(st.integers(1, 200), st.data())
@settings(max_examples=100, deadline=None)
def test_inclusion_is_proved_for_the_leaf_and_for_nothing_else(size, data):
    tree = Tree(leaves(size))
    index = data.draw(st.integers(0, size - 1))
    proof, root = tree.inclusion_proof(index), tree.root()
    assert verify_inclusion(leaves(size)[index], index, size, proof, root)
    assert not verify_inclusion(leaf_hash(b"other"), index, size, proof, root)
    assert not verify_inclusion(leaves(size)[index], index, size, [*proof, root], root)
    assert not verify_inclusion(leaves(size)[index], index + size, size, proof, root)
    assert size == 1 or not verify_inclusion(leaves(size)[index], (index + 1) % size, size, proof, root)


@given(st.integers(0, 200), st.data())
@settings(max_examples=100, deadline=None)
def test_consistency_is_proved_for_a_prefix_and_for_nothing_else(size, data):
    first = data.draw(st.integers(0, size))
    tree, other = Tree(leaves(size)), Tree([leaf_hash(b"other"), *leaves(size)])
    proof = tree.consistency_proof(first)
    assert verify_consistency(first, tree.root(first), size, tree.root(), proof)
    assert first == 0 or not verify_consistency(first, other.root(first), size, tree.root(), proof)
    # every tree grows out of the empty one
    assert first == 0 or not verify_consistency(first, tree.root(first), size, leaf_hash(b"x"), proof)


@given(st.integers(1, 300), st.data())
@settings(max_examples=100, deadline=None)
def test_batch_proof_gives_the_root_and_narrows_to_fewer_leaves(size, data):
    tree, every = Tree(leaves(size)), leaves(size)
    indexes = data.draw(st.sets(st.integers(0, size - 1)))
    keep = {index for index in indexes if index % 3 == 0}
    proof = tree.batch_proof(indexes)
    assert batch_root({index: every[index] for index in indexes}, size, proof) == tree.root()
    assert narrowed_proof({index: every[index] for index in indexes}, size, proof, keep) == tree.batch_proof(keep)
    assert batch_root({index: every[index] for index in indexes}, size, [*proof, EMPTY_ROOT]) is None
    if indexes:
        forged = {index: every[index] for index in indexes} | {min(indexes): leaf_hash(b"forged")}
        assert batch_root(forged, size, proof) != tree.root()


def test_tree_refuses_what_it_does_not_have():
    tree = Tree(leaves(3))
    for ask in (
        lambda: tree.root(4),
        lambda: tree.inclusion_proof(3),
        lambda: tree.consistency_proof(4),
        lambda: tree.batch_proof([-1]),
    ):
        with pytest.raises(MerkleError):
            ask()


def test_leaves_and_nodes_are_told_apart():
    assert leaf_hash(b"ab" * 32) != node_hash(b"ab" * 16, b"ab" * 16)
