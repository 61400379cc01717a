"""A Bloom filter of keys: most unknown names are turned away without asking the database."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable

import numpy as np

BITS_A_KEY = 16  # about three unknown keys in a hundred pass
LEAST_BITS, MOST_BITS = 1 << 10, 1 << 28  # 32 MB, for the fifteen million names of a full GeoNames dump


class KeyFilter:
    """`key in filter` is False only for a key that was not among those the filter was made of."""

    __slots__ = ("_bits", "_mask")

    def __init__(self, bits: bytes) -> None:
        self._bits = bits
        self._mask = len(bits) * 8 - 1

    def __contains__(self, key: str) -> bool:
        at = zlib.crc32(key.encode()) & self._mask
        return bool(self._bits[at >> 3] >> (at & 7) & 1)


def key_filter(keys: Iterable[str]) -> bytes:
    """The bits of a filter that holds `keys`: a power of two of them."""
    hashes = np.frombuffer(array("I", (zlib.crc32(key.encode()) for key in keys)), dtype=np.uint32)
    size = LEAST_BITS
    while size < MOST_BITS and size < BITS_A_KEY * len(hashes):
        size *= 2
    at = hashes & (size - 1)
    bits = np.zeros(size // 8, dtype=np.uint8)
    np.bitwise_or.at(bits, at >> 3, (1 << (at & 7)).astype(np.uint8))
    return bits.tobytes()
