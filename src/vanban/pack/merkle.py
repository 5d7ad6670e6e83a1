"""Merkle trees of RFC 6962 §2.1: roots, inclusion and consistency proofs, and one proof for many leaves together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from vanban.pack.errors import MerkleError

EMPTY_ROOT = sha256(b"").digest()
_Part = tuple[int, int, bytes]  # a subtree: its first leaf, the leaf after its last, its hash


def leaf_hash(data: bytes) -> bytes:
    """Return SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """An append-only tree over leaf hashes: O(n) to build, O(log n) for a root or a proof at any past size."""

    __slots__ = ("_levels",)

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        level = list(leaf_hashes)
        self._levels = [level]
        while len(level) > 1:
            level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
            self._levels.append(level)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, hash_of_leaf: bytes) -> int:
        """Add one leaf hash and return its index."""
        self._levels[0].append(hash_of_leaf)
        height = 0
        while len(self._levels[height]) % 2 == 0:
            level = self._levels[height]
            height += 1
            if height == len(self._levels):
                self._levels.append([])
            self._levels[height].append(node_hash(level[-2], level[-1]))
        return len(self) - 1

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first *size* leaves (all by default)."""
        return self._range(0, self._size(size))

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the audit path of leaf *index* in the tree of the first *size* leaves (RFC 6962 §2.1.1)."""
        size = self._size(size)
        if not 0 <= index < size:
            raise MerkleError("no_such_leaf", index=index, size=size)
        path: list[bytes] = []
        low, high = 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low = middle
        return path[::-1]

    def consistency_proof(self, first: int, size: int | None = None) -> list[bytes]:
        """Return the proof that the first *first* leaves are a prefix of the first *size* (RFC 6962 §2.1.2)."""
        size = self._size(size)
        if not 0 <= first <= size:
            raise MerkleError("no_such_size", first=first, size=size)
        if first in (0, size):
            return []
        path: list[bytes] = []
        low, high = 0, size
        while first != high:
            middle = low + _split(high - low)
            if first <= middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low = middle
        return [*([self._range(low, high)] if low else []), *path[::-1]]

    def batch_proof(self, indexes: Collection[int], size: int | None = None) -> list[bytes]:
        """Return the hashes, left to right, of the largest subtrees that hold none of *indexes*.

        With the leaves at *indexes* they give the root again, so they prove each of them included, in O(k) hashes
        where k audit paths would take O(k log n).
        """
        size = self._size(size)
        if wrong := [index for index in indexes if not 0 <= index < size]:
            raise MerkleError("no_such_leaf", index=wrong[0], size=size)
        return [self._range(low, high) for low, high in _gaps(sorted(set(indexes)), size)]

    def _size(self, size: int | None) -> int:
        if size is None:
            return len(self)
        if not 0 <= size <= len(self):
            raise MerkleError("no_such_size", size=size, leaves=len(self))
        return size

    def _range(self, low: int, high: int) -> bytes:
        length = high - low
        if length == 0:
            return EMPTY_ROOT
        if length & (length - 1) == 0:  # a full subtree is aligned to its own length, so it is stored
            height = length.bit_length() - 1
            return self._levels[height][low >> height]
        middle = low + _split(length)
        return node_hash(self._range(low, middle), self._range(middle, high))


def verify_inclusion(hash_of_leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether *proof* shows the leaf at *index* in the tree of *size* leaves with *root* (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, result = index, size - 1, hash_of_leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            result = node_hash(sibling, result)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and result == root


def verify_consistency(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether *proof* shows the smaller tree to be a prefix of the larger (RFC 9162 §2.1.4.2)."""
    if not 0 <= first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    if first == 0:
        return not proof and first_root == EMPTY_ROOT
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def batch_root(leaves: Mapping[int, bytes], size: int, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that *leaves* (index → leaf hash) and a batch proof make; None when they do not fit *size*."""
    parts = _parts(leaves, size, proof)
    if parts is None:
        return None
    return _fold(parts) if size else EMPTY_ROOT


def narrowed_proof(
    leaves: Mapping[int, bytes], size: int, proof: Sequence[bytes], keep: Collection[int]
) -> list[bytes]:
    """Return the batch proof of the leaves *keep* alone, made from the batch proof of all *leaves*."""
    parts = _parts(leaves, size, proof)
    if parts is None or not set(keep) <= leaves.keys():
        raise MerkleError("proof_does_not_fit", size=size)
    return [_fold([part for part in parts if low <= part[0] < high]) for low, high in _gaps(sorted(set(keep)), size)]


def _parts(leaves: Mapping[int, bytes], size: int, proof: Sequence[bytes]) -> list[_Part] | None:
    """The subtrees that leaves and proof give, left to right; None when they do not fit *size*."""
    indexes = sorted(leaves)
    if indexes and not 0 <= indexes[0] <= indexes[-1] < size:
        return None
    gaps = list(_gaps(indexes, size))
    if len(gaps) != len(proof):
        return None
    parts = [(index, index + 1, leaves[index]) for index in indexes]
    return sorted(parts + [(low, high, given) for (low, high), given in zip(gaps, proof, strict=True)])


def _fold(parts: Iterable[_Part]) -> bytes:
    """Join neighbouring subtrees, left to right; what is left at the end is the ragged right edge."""
    stack: list[_Part] = []
    for part in parts:
        low, high, result = part
        while stack and _are_twins(stack[-1][0], stack[-1][1], high):
            left_low, _, left = stack.pop()
            low, result = left_low, node_hash(left, result)
        stack.append((low, high, result))
    _, _, edge = stack.pop()
    while stack:
        edge = node_hash(stack.pop()[2], edge)
    return edge


def _are_twins(left_low: int, left_high: int, right_high: int) -> bool:
    length = left_high - left_low
    return right_high - left_high == length and length & (length - 1) == 0 and left_low % (2 * length) == 0


def _gaps(indexes: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield the largest subtrees of a tree of *size* leaves that hold none of the sorted *indexes*, left to right."""
    todo = [(0, size, 0, len(indexes))] if size else []
    while todo:
        low, high, start, end = todo.pop()
        if start == end:
            yield low, high
        elif high - low > 1:
            middle = low + _split(high - low)
            border = _first_at_least(indexes, middle, start, end)
            todo.append((middle, high, border, end))
            todo.append((low, middle, start, border))


def _first_at_least(values: Sequence[int], wanted: int, low: int, high: int) -> int:
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def _split(length: int) -> int:
    """Return the largest power of two smaller than *length* (RFC 6962 §2.1)."""
    return 1 << ((length - 1).bit_length() - 1)
