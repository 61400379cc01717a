"""A place, and what is wished for it, in the 64 bytes that Telegram gives a button."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.commands.wish import Wish
from rules.rule import Category, Severity

MOST_BYTES = 64
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARK = 3  # digits that tell one list of kinds from another


def packed(geonameid: int, wish: Wish, categories: Mapping[str, Category], before: int) -> str | None:
    """The target of a button, with so many bytes `before` it; None where they leave too little room.

    Kinds are the bits of a number, in the order of their names, with a mark of the list they were counted in.
    """
    pieces = [f"g{geonameid}"]
    if wish.radius_km is not None:
        pieces.append(f"r{wish.radius_km:g}".replace(".", "p"))
    if wish.least is not None:
        pieces.append(f"s{int(wish.least)}")
    if wish.official_only:
        pieces.append("o")
    if wish.two_sources:
        pieces.append("t")
    if wish.categories:
        slugs = sorted(categories)
        bits = sum(1 << slugs.index(slug) for slug in wish.categories)
        pieces.append(f"c{_written(bits)}-{_mark_of(slugs)}")
    whole = ".".join(pieces)
    return whole if len(whole) <= MOST_BYTES - before else None


def unpacked(target: str, categories: Mapping[str, Category]) -> tuple[int, Wish] | None:
    """None when the button is of another time: the kinds of events were others then, or its letters are unknown."""
    head, *pieces = target.split(".")
    if not re.fullmatch(r"g-?\d{1,10}", head):  # an operator's own places have ids below zero
        return None
    wish = Wish("")
    for piece in pieces:
        match piece[:1], piece[1:]:
            case "r", km if re.fullmatch(r"\d+(p\d+)?", km):
                wish = replace(wish, radius_km=float(km.replace("p", ".")))
            case "s", number if number in ("1", "2", "3", "4"):
                wish = replace(wish, least=Severity(int(number)))
            case "o", "":
                wish = replace(wish, official_only=True)
            case "t", "":
                wish = replace(wish, two_sources=True)
            case "c", kinds:
                slugs = _kinds(kinds, sorted(categories))
                if not slugs:
                    return None
                wish = replace(wish, categories=slugs)
            case _:
                return None
    return int(head[1:]), wish


def packed_days(first: date, last: date | None) -> str:
    """ "k9wm-k9wt"; without a last day "k9wm-"."""
    return f"{_written(first.toordinal())}-{_written(last.toordinal()) if last else ''}"


def unpacked_days(text: str) -> tuple[date, date | None] | None:
    begins, mark, ends = text.partition("-")
    try:
        first = date.fromordinal(int(begins, 36))
        last = date.fromordinal(int(ends, 36)) if ends else None
    except (ValueError, OverflowError):
        return None
    return (first, last) if mark else None


def _kinds(text: str, slugs: Sequence[str]) -> frozenset[str]:
    number, _, mark = text.partition("-")
    if mark != _mark_of(slugs) or not re.fullmatch(r"[0-9a-z]+", number):
        return frozenset()
    bits = int(number, 36)
    return frozenset(slug for at, slug in enumerate(slugs) if bits >> at & 1)


def _mark_of(slugs: Sequence[str]) -> str:
    return _written(zlib.crc32(",".join(slugs).encode()))[-_MARK:]


def _written(number: int) -> str:
    """In base 36."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
