"""The Merkle tree of RFC 6962, section 2.1, kept in tiles: roots, inclusion and consistency proofs.

A tile holds up to 256 hashes next to each other. Those of level 0 are leaves; each full tile's root stands in a tile
of the level above. So a million leaves are 3,922 tiles, and a proof reads half a dozen of them.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256

#: Bytes of a hash.
HASH = 32
#: How many levels of the tree lie in a tile, and so how many hashes are in a full one.
HEIGHT = 8
WIDTH = 1 << HEIGHT

#: The root of a tree without leaves.
EMPTY = sha256().digest()

#: Level and number of a tile, and its hashes one after another.
Place = tuple[int, int]
ReadTile = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two others."""
    return sha256(b"\x01" + left + right).digest()


def extend(read_tile: ReadTile, size: int, leaves: Iterable[bytes]) -> dict[Place, bytes]:
    """Return the tiles that change when leaf hashes are added to a tree of `size`; full ones never change again."""
    changed: dict[Place, bytes] = {}
    for place, leaf in enumerate(leaves, start=size):
        level, index, new = 0, place, leaf
        while True:
            number, before = divmod(index, WIDTH)
            known = changed.get((level, number), b"" if before == 0 else None)
            tile = (read_tile(level, number)[: before * HASH] if known is None else known) + new
            changed[level, number] = tile
            if len(tile) < WIDTH * HASH:
                break
            level, index, new = level + 1, number, _fold(tile)
    return changed


class Tree:
    """The tree of the first `size` leaves, whatever came after; reads each tile once."""

    def __init__(self, size: int, read_tile: ReadTile) -> None:
        self.size = size
        self._read_tile = read_tile
        self._tiles: dict[Place, bytes] = {}

    def root(self, size: int | None = None) -> bytes:
        """Return the root over all leaves, or over the first `size`."""
        return self._over(0, self.size if size is None else size)

    def leaf(self, index: int) -> bytes:
        """Return the hash of the leaf at `index`."""
        return self._node(0, index)

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """Return the hashes by which the leaf at `index` leads to the root, from the leaf upwards (RFC 6962, 2.1.1)."""
        path, start, end = list[bytes](), 0, self.size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start = middle
        return tuple(reversed(path))

    def consistency(self, older: int) -> tuple[bytes, ...]:
        """Return the hashes that show that the first `older` leaves (1 or more) are as they were (RFC 6962, 2.1.2)."""
        path, start, end = list[bytes](), 0, self.size
        while older != end:
            middle = start + _split(end - start)
            if older <= middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start = middle
        # What is left is one of the older tree's own nodes; its whole root is known to whoever asks.
        if start:
            path.append(self._over(start, end))
        return tuple(reversed(path))

    def _over(self, start: int, end: int) -> bytes:
        """Return the hash over leaves; `start` is where a subtree of a power of two at least as large begins."""
        length = end - start
        if length == 0:
            return EMPTY
        if length & (length - 1) == 0:
            return self._node(length.bit_length() - 1, start // length)
        middle = start + _split(length)
        return node_hash(self._over(start, middle), self._over(middle, end))

    def _node(self, level: int, index: int) -> bytes:
        tile_level, within = divmod(level, HEIGHT)
        number, first = divmod(index << within, WIDTH)
        place = (tile_level, number)
        if place not in self._tiles:
            self._tiles[place] = self._read_tile(*place)
        return _fold(self._tiles[place][first * HASH : (first + (1 << within)) * HASH])


def root_by_inclusion(leaf: bytes, index: int, size: int, path: Iterable[bytes]) -> bytes | None:
    """Return the root that a leaf's path leads to (RFC 9162, 2.1.3.2); None where there cannot be such a path."""
    node, last, root = index, size - 1, leaf
    if not 0 <= index < size:
        return None
    for step in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            root = node_hash(step, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, step)
        node, last = node >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(older: int, older_root: bytes, size: int, root: bytes, path: Iterable[bytes]) -> bool:
    """Tell whether a path shows that a tree of `size` only adds to the older one (RFC 9162, 2.1.4.2)."""
    steps = list(path)
    if older == size:
        return older_root == root and not steps
    if not 0 < older < size:
        return False
    if older & (older - 1) == 0:
        steps.insert(0, older_root)
    if not steps:
        return False
    node, last = older - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and (old, new) == (older_root, root)


class Growing:
    """The root of a tree while leaves come one after another: a hash for each full subtree (a compact range)."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        self.size += 1
        for _ in range((self.size & -self.size).bit_length() - 1):
            leaf = node_hash(self._peaks.pop(), leaf)
        self._peaks.append(leaf)

    def root(self) -> bytes:
        """Return the root over what was added so far."""
        if not self._peaks:
            return EMPTY
        *others, root = self._peaks
        for peak in reversed(others):
            root = node_hash(peak, root)
        return root


def _split(length: int) -> int:
    """Return the largest power of two below `length`."""
    return 1 << ((length - 1).bit_length() - 1)


def _fold(hashes: bytes) -> bytes:
    """Return the hash over 1, 2, 4, ... nodes that stand one after another."""
    level = [hashes[at : at + HASH] for at in range(0, len(hashes), HASH)]
    while len(level) > 1:
        level = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]
