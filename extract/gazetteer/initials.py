"""Names that follow from a name and are only typed: its first letters ("SPS"), its telling part ("Vallarta")."""

from __future__ import annotations

from collections.abc import Iterator

_SMALL_WORDS = "de del la las los el of the and y e do da dos das di am an upon der den bei al le les et"
SMALL = frozenset(_SMALL_WORDS.split())  # words that are left out of initials
_COMMON_FIRST_WORDS = """
ciudad puerto villa port fort new nueva nuevo el la los las al an ar as ash ad az playa cidade porto kota san santa
santo sao saint st vila bandar
"""
_COMMON_FIRST = frozenset(_COMMON_FIRST_WORDS.split())
_COMMON_LAST = frozenset(("city", "town"))
_LEAST_PART = 4  # letters


def initials(name_key: str) -> Iterator[str]:
    """ "san pedro sula" -> "sps"; with and without the small words: "rdj" and "rj". Two to five letters."""
    words = name_key.split()
    for kept in (words, [word for word in words if word not in SMALL]):
        if 2 <= len(kept) <= 5 and name_key.isascii():
            yield "".join(word[0] for word in kept)


def telling_parts(name_key: str) -> Iterator[str]:
    """What is left without a common first or last word: "vallarta" of Puerto Vallarta, "quezon" of Quezon City."""
    words = name_key.split()
    kept = words[1:] if words[0] in _COMMON_FIRST else words[:-1] if words[-1] in _COMMON_LAST else []
    while kept and kept[0] in SMALL:
        kept = kept[1:]
    if kept and len("".join(kept)) >= _LEAST_PART:
        yield " ".join(kept)
