"""The tree is RFC 6962's, whatever way it grew; its proofs hold for what is true and for nothing else."""

from hashlib import sha256

import pytest

from services.merkle_log.tree import (
    EMPTY,
    Growing,
    Tree,
    extend,
    is_consistent,
    leaf_hash,
    node_hash,
    root_by_inclusion,
)

#: The roots over the first 1 to 8 of the test vectors that Certificate Transparency's own implementations use.
KNOWN = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
]


def by_definition(leaves):
    """The root as RFC 6962 defines it, section 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


@pytest.fixture(scope="module")
def grown():
    """Leaves that came in batches of all sizes, and their tiles."""
    leaves, tiles = [], {}

    def read_tile(level, number):
        return tiles[level, number]

    for count in (1, 2, 3, 50, 199, 1, 255, 256, 257, 300):
        new = [leaf_hash(at.to_bytes(8)) for at in range(len(leaves), len(leaves) + count)]
        tiles.update(extend(read_tile, len(leaves), new))
        leaves += new
    return leaves, read_tile


def test_the_roots_are_those_of_certificate_transparency():
    tree, leaves = Growing(), []
    for entry, root in KNOWN:
        leaves.append(leaf_hash(bytes.fromhex(entry)))
        tree.add(leaves[-1])
        assert tree.root().hex() == root


def test_every_earlier_tree_can_be_proved_from_the_tiles_of_the_last(grown):
    leaves, read_tile = grown
    for size in (*range(1, 40), 255, 256, 257, 511, 512, 513, len(leaves)):
        tree = Tree(size, read_tile)
        root = by_definition(leaves[:size])
        assert tree.root() == root
        for index in {0, size // 3, size // 2, size - 1}:
            assert root_by_inclusion(leaves[index], index, size, tree.inclusion(index)) == root
        for older in {1, size // 3 or 1, size - 1 or 1, size}:
            assert is_consistent(older, by_definition(leaves[:older]), size, root, tree.consistency(older))


def test_a_path_holds_for_its_own_leaf_and_place_only(grown):
    leaves, read_tile = grown
    tree = Tree(1000, read_tile)
    root, path = tree.root(), tree.inclusion(700)

    assert root_by_inclusion(leaves[701], 700, 1000, path) != root
    assert root_by_inclusion(leaves[700], 701, 1000, path) != root
    assert root_by_inclusion(leaves[700], 700, 1000, path[:-1]) is None
    assert root_by_inclusion(leaves[700], 700, 1000, (*path, path[0])) is None
    assert root_by_inclusion(leaves[700], 1000, 1000, path) is None
    for step in range(len(path)):
        changed = (*path[:step], sha256(path[step]).digest(), *path[step + 1 :])
        assert root_by_inclusion(leaves[700], 700, 1000, changed) != root


def test_a_tree_that_was_changed_is_not_consistent(grown):
    leaves, read_tile = grown
    tree = Tree(1000, read_tile)
    path, older = tree.consistency(700), by_definition(leaves[:700])

    assert is_consistent(700, older, 1000, tree.root(), path)
    assert not is_consistent(700, by_definition(leaves[1:701]), 1000, tree.root(), path)
    assert not is_consistent(700, older, 1000, by_definition(leaves[:999]), path)
    assert not is_consistent(700, older, 1000, tree.root(), path[1:])
    assert not is_consistent(1000, older, 1000, tree.root(), ())
    assert not is_consistent(0, EMPTY, 1000, tree.root(), path)


def test_a_proof_over_a_million_leaves_reads_a_few_tiles():
    size, read = 1_000_000, []

    def read_tile(level, number):
        read.append((level, number))
        full = size >> 8 * level
        return b"\x05" * 32 * min(256, full - 256 * number)

    assert len(Tree(size, read_tile).inclusion(765_432)) == 20
    assert len(read) <= 6
