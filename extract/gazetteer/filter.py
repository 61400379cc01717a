"""A Bloom filter of keys: most unknown names are turned away without asking the database."""

from __future__ import annotations

import zlib

BITS = 1 << 25  # 4 MB; with a million keys about three unknown ones in a hundred pass


class KeyFilter:
    """`key in filter` is False only for a key that was never added."""

    __slots__ = ("_bits",)

    def __init__(self, bits: bytes | None = None) -> None:
        self._bits = bytearray(BITS // 8) if bits is None else bytearray(bits)

    def add(self, key: str) -> None:
        at = zlib.crc32(key.encode()) % BITS
        self._bits[at >> 3] |= 1 << (at & 7)

    def __contains__(self, key: str) -> bool:
        at = zlib.crc32(key.encode()) % BITS
        return bool(self._bits[at >> 3] >> (at & 7) & 1)

    def __bytes__(self) -> bytes:
        return bytes(self._bits)
