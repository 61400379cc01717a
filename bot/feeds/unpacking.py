"""The body of an answer, unpacked, and never more of it than is wanted: a bomb is noticed while it goes off."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import Protocol

import brotli

ENCODINGS = "gzip, deflate, br"  # what is asked for


async def unpacked(chunks: AsyncIterator[bytes], encoding: str, announced: str, max_bytes: int) -> bytes | str:
    """The whole body, or why it is refused. Never holds much more than `max_bytes`.

    `encoding` and `announced` are the headers Content-Encoding and Content-Length as they came.
    """
    if announced.isdigit() and int(announced[:18]) > max_bytes:
        return f"{int(announced[:18]):,} bytes announced, {max_bytes:,} is the limit"
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    if len(names) > 1 or (names and names[0] not in _UNPACKERS):
        return f"content encoding {encoding[:40]!r}, which was not asked for"
    unpack: _Unpacker = _UNPACKERS[names[0] if names else "identity"]()
    out = bytearray()
    async for chunk in chunks:
        more: bytes | None = chunk
        while more is not None:
            try:
                data, more = unpack.some(more, max_bytes + 1 - len(out))
            except (zlib.error, brotli.error):
                return "the compressed body is damaged"
            out += data
            if len(out) > max_bytes:
                return f"more than {max_bytes:,} bytes"
    return bytes(out) if unpack.whole else "the compressed body ends too early"


class _Unpacker(Protocol):
    @property
    def whole(self) -> bool: ...

    def some(self, data: bytes, most: int) -> tuple[bytes, bytes | None]:
        """About `most` bytes of what is packed in `data`, and what to hand in next, None = the next chunk."""
        ...


class _Plain:
    whole = True

    def some(self, data: bytes, most: int) -> tuple[bytes, bytes | None]:
        return data, None


class _Zlib:
    """gzip and deflate. Some servers send deflate without the zlib wrapping its name promises."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._begun = False

    @property
    def whole(self) -> bool:
        return self._inner.eof

    def some(self, data: bytes, most: int) -> tuple[bytes, bytes | None]:
        try:
            out = self._inner.decompress(data, most)
        except zlib.error:
            if self._begun or data[:2] == b"\x1f\x8b":
                raise
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
            out = self._inner.decompress(data, most)
        self._begun = True
        return out, self._inner.unconsumed_tail or None


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    @property
    def whole(self) -> bool:
        return bool(self._inner.is_finished())

    def some(self, data: bytes, most: int) -> tuple[bytes, bytes | None]:
        out: bytes = self._inner.process(data, output_buffer_limit=max(1, most))
        return out, None if self._inner.is_finished() or self._inner.can_accept_more_data() else b""


_UNPACKERS: dict[str, type[_Plain | _Zlib | _Brotli]] = {
    "identity": _Plain,
    "gzip": _Zlib,
    "x-gzip": _Zlib,
    "deflate": _Zlib,
    "br": _Brotli,
}
