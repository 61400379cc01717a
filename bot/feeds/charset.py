"""Bytes -> characters that an XML or JSON parser accepts."""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HTTP = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.I)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']", re.I)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.I)
# Single-byte code pages decode anything: a body that is valid UTF-8 with several-byte characters
# is UTF-8 whatever such a label says (by chance this does not happen in real text).
_NEVER_FAIL = frozenset(("iso8859-1", "cp1252", "ascii", "iso8859-15", "latin-1"))

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,400}\?>", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:(\d{1,40})|[xX]([0-9a-fA-F]{1,40}));")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Byte order mark, then HTTP, then the document's declaration, then valid UTF-8, then Windows-1252."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(name, "replace"), name)
    if body[:4] in (b"<\x00?\x00", b"<\x00f\x00", b"<\x00r\x00"):
        return Decoded(body.decode("utf-16-le", "replace"), "utf-16-le", ("UTF-16 without a byte order mark",))
    notes: list[str] = []
    valid_utf8 = _strictly(body, "utf-8")
    head = body[:2048]
    labels = (
        ("HTTP", _HTTP.search(content_type or "")),
        ("the document", _DECLARED.search(head) or _META.search(head)),
    )
    for by, label in labels:
        if label is None:
            continue
        written = label[1] if isinstance(label[1], str) else label[1].decode("ascii")
        try:
            name = codecs.lookup(written).name
        except LookupError:
            notes.append(f"unknown charset {written!r} named by {by}")
            continue
        if valid_utf8 is not None and name in _NEVER_FAIL and not body.isascii():
            notes.append(f"{by} says {written}, the bytes are UTF-8")
            return Decoded(valid_utf8, "utf-8", tuple(notes))
        text = _strictly(body, name)
        if text is not None:
            return Decoded(text, name, tuple(notes))
        notes.append(f"{by} says {written}, which the bytes are not")
    if valid_utf8 is not None:
        return Decoded(valid_utf8, "utf-8", tuple(notes))
    return Decoded(body.decode("cp1252", "replace"), "cp1252", (*notes, "charset guessed: windows-1252"))


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):  # LookupError: "base64" and the like are no text encodings
        return None


def clean_xml(text: str) -> tuple[str, tuple[str, ...]]:
    """Without its declaration (the characters are known by now), what stands before it, and control characters."""
    notes: list[str] = []
    start = text.find("<")
    if start > 0:
        if text[:start].strip("\ufeff \t\r\n"):
            notes.append("text before the document begins")
        elif text[:start].strip("\ufeff"):
            notes.append("white space before the XML declaration")
        text = text[start:]
    text = _DECLARATION.sub("", text, count=1)
    without = _REFERENCE.sub(_if_a_character, _CONTROL.sub("", text))
    if len(without) != len(text):
        notes.append("control characters removed")
    return without, tuple(notes)


def _if_a_character(reference: re.Match[str]) -> str:
    """`&#8211;` stays; `&#8;`, half a surrogate pair and what is beyond Unicode go, as they do where plain."""
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return reference[0] if code <= sys.maxunicode and not _CONTROL.match(chr(code)) else ""
