""" "Guadalajara 40km explosion,shooting from serious": what is asked for, out of one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.messages.wording import Wording
from bot.regions import GREATEST_RADIUS_KM, LEAST_RADIUS_KM
from extract.text import fold
from rules.rule import Category, Severity

KM_A_MILE = 1.609344
_FIGURE = r"(?:^|[\s,])(\d{1,5}(?:[.,]\d+)?)"
_UNIT = r"(km|kms|kilomet(?:er|re)s?|kil[oó]metros?|mi|miles?|millas?)"
_RADIUS = re.compile(rf"{_FIGURE}\s*{_UNIT}\b", re.IGNORECASE)
_BARE_RADIUS = re.compile(rf"{_FIGURE}\s*{_UNIT}?\s*\Z", re.IGNORECASE)
_RADIUS_LAST = re.compile(rf"{_RADIUS.pattern}\s*\Z", re.IGNORECASE)
_WITHIN = frozenset({"a", "at", "within", "in", "en", "hasta", "up to"})
_AROUND = re.compile(r"^(?:around|of|from|near|del?|desde|alrededor de|cerca de)\s+", re.IGNORECASE)
_IN = re.compile(r"\s+(?:in|en|near|around|cerca\s+de|alrededor\s+de)\s+", re.IGNORECASE)
_ONLY = re.compile(r"^(?:only|just|solo|sólo|solamente)\s+", re.IGNORECASE)
_FROM = re.compile(r"(?:^|\s)(?:from|desde|a partir de)\s+(\w+)\s*(?:up|on|arriba)?\s*\Z", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"(?:^|\s)(?:official only|only official|solo oficial(?:es)?|s[oó]lo oficial(?:es)?)\b", re.IGNORECASE
)
_TWO_SOURCES = re.compile(r"(?:^|[\s,])(?:(?:with|con)\s+)?(?:two|dos|2)\s+(?:sources|fuentes)\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|;|\s\+\s|\s(?:and|y|e)\s)\s*")


@dataclass(frozen=True, slots=True)
class Wish:
    """`place` as typed; None and empty where nothing was said."""

    place: str
    radius_km: float | None = None
    categories: frozenset[str] = frozenset()
    least: Severity | None = None
    official_only: bool = False
    two_sources: bool = False


@dataclass(frozen=True, slots=True)
class Misread:
    """What could not be understood: a message key and the values of its placeholders."""

    key: str
    values: Mapping[str, str]


def read_wish(text: str, categories: Mapping[str, Category], wordings: Sequence[Wording]) -> Wish | Misread:
    """Radius, categories, severity and the place may stand in the order people write them."""
    names = _names(categories, wordings)
    wish = _read(" ".join(text.split()), names, wordings)
    return _led_by_kinds(wish, names) if isinstance(wish, Wish) else wish


def _led_by_kinds(wish: Wish, names: Mapping[str, str]) -> Wish:
    """ "kidnappings in Culiacán", "solo balaceras en Tijuana": what is asked for stands before the place."""
    for found in _IN.finditer(wish.place):
        slugs = _all_named(_ONLY.sub("", wish.place[: found.start()]), names)
        if slugs:
            return replace(wish, place=wish.place[found.end() :], categories=wish.categories | slugs)
    return wish


def _read(rest: str, names: Mapping[str, str], wordings: Sequence[Wording]) -> Wish | Misread:
    wish = Wish("")
    official = _OFFICIAL.search(rest)
    if official:
        wish = replace(wish, official_only=True)
        rest = f"{rest[: official.start()]} {rest[official.end() :]}".strip()
    two = _TWO_SOURCES.search(rest)
    if two:
        wish = replace(wish, two_sources=True)
        rest = f"{rest[: two.start()]} {rest[two.end() :]}".strip()
    least = _FROM.search(rest)
    if least:
        severity = severity_named(least[1], wordings)
        before = rest[: least.start()].strip()
        if severity is not None:
            wish, rest = replace(wish, least=severity), before
        elif not _RADIUS_LAST.search(before):  # "40 km from Tijuana" says where, not how serious
            return Misread("wish.severity", {"typed": least[1][:40]})
    radius = _RADIUS.search(rest)
    if radius:
        km = _kilometres(radius)
        if km is None:
            return Misread("wish.radius", {"least": f"{LEAST_RADIUS_KM:g}", "most": f"{GREATEST_RADIUS_KM:g}"})
        wish = replace(wish, radius_km=km)
        behind = rest[radius.end() :].strip(" ,")
        place = rest[: radius.start()].strip(" ,")
        if not place or place.lower() in _WITHIN:  # "within 40 km of Guadalajara, only shootings"
            named, slugs = _tail_categories(_AROUND.sub("", behind), names)
            return replace(wish, place=named, categories=slugs)
        wish = replace(wish, place=place)
        return _with_categories(wish, behind, names) if behind else wish
    place, slugs = _tail_categories(rest, names)
    return replace(wish, place=place, categories=slugs)


def read_distance(text: str) -> tuple[str, float] | None:
    """What stands before a distance, and its kilometres; without a unit they are meant. None = none that can be."""
    found = _BARE_RADIUS.search(text)
    km = _kilometres(found) if found else None
    return (text[: found.start()].strip(" ,"), km) if found and km is not None else None


def _kilometres(found: re.Match[str]) -> float | None:
    km = float(found[1].replace(",", ".")) * (KM_A_MILE if (found[2] or "").lower().startswith("mi") else 1.0)
    return round(km, 1) if LEAST_RADIUS_KM <= km <= GREATEST_RADIUS_KM else None


def _with_categories(wish: Wish, typed: str, names: Mapping[str, str]) -> Wish | Misread:
    rest, slugs = _tail_categories(typed, names)
    unknown = [piece for piece in _SPLIT.split(rest) if piece and not _all_named(piece, names)]
    if rest:
        return Misread("wish.category", {"typed": (", ".join(unknown) or rest)[:40]})
    return replace(wish, categories=slugs)


def _tail_categories(text: str, names: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Names of categories at the end of the text, and what stands before them."""
    words = text.split()
    found: set[str] = set()
    longest = max((len(name.split()) for name in names), default=1)
    while words:
        for size in range(min(longest, len(words)), 0, -1):
            slugs = _all_named(" ".join(words[-size:]), names)
            if slugs:
                found |= slugs
                words = words[:-size]
                break
        else:
            if words[-1].lower() in ("and", "y", "e", "only", "solo", "sólo") and found:
                words = words[:-1]
                continue
            break
    return " ".join(words).rstrip(" ,"), frozenset(found)


def _all_named(text: str, names: Mapping[str, str]) -> set[str]:
    pieces = [piece for piece in _SPLIT.split(text.strip(" ,")) if piece]
    slugs = {names.get(_word(piece)) for piece in pieces}
    return {slug for slug in slugs if slug} if pieces and None not in slugs else set()


def _names(categories: Mapping[str, Category], wordings: Sequence[Wording]) -> dict[str, str]:
    """What a category is called: its own names, and what else people call it in the languages the bot speaks."""
    names: dict[str, str] = {}
    for slug, category in categories.items():
        called = [slug, *category.names.values()]
        key = f"kinds.{slug}"
        called += [name for wording in wordings if wording.has(key) for name in wording.text(key).split(",")]
        for name in called:
            word = _word(name)
            for form in (word, f"{word}s", f"{word}es"):
                names.setdefault(form, slug)
    return names


def category_named(text: str, categories: Mapping[str, Category], wordings: Sequence[Wording] = ()) -> str | None:
    return _names(categories, wordings).get(_word(text))


def _word(text: str) -> str:
    return fold(text).replace("_", " ").strip()


def severity_named(text: str, wordings: Sequence[Wording]) -> Severity | None:
    """In any language the bot speaks, or its number 1 to 4."""
    typed = fold(text.strip())
    for severity in Severity:
        names = {
            severity.word,
            str(int(severity)),
            *(wording.text(f"severity.{severity.word}") for wording in wordings),
        }
        if typed in {fold(name) for name in names}:
            return severity
    return None
