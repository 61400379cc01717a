"""Bytes -> characters that an XML or JSON parser accepts."""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass

from charset_normalizer import from_bytes

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
# What is meant by a label is what browsers read it as: a larger set that its bytes are read by without loss.
# Source: the label table of the WHATWG Encoding Standard.
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip  # a table or a paragraph of words, not one a line
# The code page of a document that names none, by the language it says it is in; where Windows-1252 has not the letters.
_PAGES = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk"), "cp1251"), **dict.fromkeys(("ar", "fa", "ur"), "cp1256"),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "ro", "sq"), "cp1250"), "el": "cp1253", "tr": "cp1254",
    "az": "cp1254", "he": "cp1255", **dict.fromkeys(("et", "lv", "lt"), "cp1257"), "vi": "cp1258", "th": "cp874",
}  # fmt: skip  # a table or a paragraph of words, not one a line
_LANGUAGE = re.compile(rb"(?:<(?:dc:)?language>\s*|\bxml:lang=[\"']|<html[^>]{0,200}?\blang=[\"'])([A-Za-z]{2})\b")
_TAGS = re.compile(rb"<[^<>]*>")
GUESS_FROM = 200_000  # bytes of a document, and of what is left without its tags:
GUESS_BY = 20_000
# Letters beyond ASCII among all of them: a tenth in the Latin scripts, nearly all in the others.
OTHER_SCRIPT = 0.35
SOUND = 4  # characters in good UTF-8 to each broken byte: then it is UTF-8 that was damaged

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,400}\?>", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:(\d{1,40})|[xX]([0-9a-fA-F]{1,40}));")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Byte order mark, then HTTP, then the document's declaration, then valid UTF-8, then damaged UTF-8, then a guess
    by script and language; Windows-1252 is what is left."""
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
        for meant in (_MEANT.get(name, name), name):
            text = _strictly(body, meant)
            if text is not None:
                return Decoded(text, meant, tuple(notes))
        notes.append(f"{by} says {written}, which the bytes are not")
    if valid_utf8 is not None:
        return Decoded(valid_utf8, "utf-8", tuple(notes))
    damaged = _damaged_utf8(body)
    if damaged is not None:
        return Decoded(damaged, "utf-8", (*notes, "UTF-8 with bytes that are none, read as windows-1252"))
    guessed = _guess(body)
    return Decoded(body.decode(guessed, "replace"), guessed, (*notes, f"charset guessed: {_shown(guessed)}"))


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):  # LookupError: "base64" and the like are no text encodings
        return None


def _damaged_utf8(body: bytes) -> str | None:
    """A document put together from several sources, or cut: one bad byte must not garble every accent of it."""
    read = body.decode("utf-8", "replace")
    broken = read.count("\ufffd")
    sound = len(read) - sum(map(read.count, _ASCII)) - broken
    return body.decode("utf-8", _OLD_BYTES) if sound >= SOUND * broken else None


def _read_old_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_ASCII = tuple(map(chr, range(128)))
_OLD_BYTES = "tocsin.windows_1252"
codecs.register_error(_OLD_BYTES, _read_old_bytes)


def _guess(body: bytes) -> str:
    """Of a document whose bytes nobody names. Statistics tell scripts apart, but not Spanish from Slovak."""
    language = _LANGUAGE.search(body[:GUESS_FROM])
    named = _PAGES.get(language[1].decode("ascii").lower()) if language is not None else None
    words = b" ".join(_TAGS.sub(b" ", body[:GUESS_FROM]).split())[:GUESS_BY]
    letters = sum(byte >= 0x80 or chr(byte).isalpha() for byte in words)
    beyond = sum(byte >= 0x80 for byte in words)
    if beyond > OTHER_SCRIPT * letters:
        best = from_bytes(words).best()
        if best is not None:
            return best.encoding
    return named or "cp1252"


def _shown(name: str) -> str:
    return f"windows-{name[2:]}" if name.startswith("cp125") else name


def clean(text: str) -> str:
    """Lone surrogates (half an emoji from a careless cut) cannot be written out again: one mark for each."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


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
