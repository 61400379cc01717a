"""Time expressions and counts in sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from extract.dates.mention import DateKind, DateMention, NumberMention
from extract.dates.resolve import RESOLVE
from extract.dates.words import DateWords
from extract.text import Sentence, fold

_KINDS: Mapping[str, DateKind] = {
    "span": "span",
    "after": "since",
    "ordinal": "since",
    "weekday": "weekday",
    "weekend": "weekday",
}
OLDEST = 115  # years of a person's life
TITLED, SHORT = 0.6, 3  # of the words of more letters so many in capitals: a headline That Is Written So
_WORD = re.compile(r"\w+")
HUNDRED, THOUSAND = 100, 1000  # what multiplies the number in front of it: "two hundred", "tres mil"


def find_dates(
    sentences: Sequence[Sentence], words: DateWords | None, published: date | None
) -> tuple[DateMention, ...]:
    """Every time expression, in reading order; none in a language without date words."""
    if words is None:
        return ()
    found = []
    for sentence in sentences:
        folded = fold(sentence.text)
        for match in words.when.finditer(folded):
            way, parts = _parts(match)
            text = sentence.text[match.start() : match.end()]
            if _is_no_date(way, parts, text, folded, match, words) or _is_name(way, parts, sentence.text, match, words):
                continue
            first, last = RESOLVE[way](parts, words, published)
            lead = len(text) - len(text.lstrip())
            found.append(
                DateMention(
                    sentence.field,
                    sentence.start + match.start() + lead,
                    sentence.start + match.end(),
                    text.strip(),
                    first,
                    last,
                    _KINDS.get(way, "when"),
                )
            )
    return tuple(found)


def find_numbers(sentences: Sequence[Sentence], words: DateWords | None) -> tuple[NumberMention, ...]:
    """Every count, without ages, prices, percentages, clock times, scores and the numbers of dates."""
    if words is None:
        return ()
    found = []
    for sentence in sentences:
        text = fold(sentence.text)
        counts = list(words.many.finditer(text))
        taken = [m.span() for m in words.when.finditer(text)] if counts else []
        for match in counts:
            if any(a <= match.start() < b for a, b in taken) or words.before_count.search(text[: match.start()]):
                continue
            value = _value(match, words)
            if value is not None and not _is_age(value, text[: match.start()], text[match.end() :]):
                found.append(
                    NumberMention(
                        sentence.field,
                        sentence.start + match.start(),
                        sentence.start + match.end(),
                        sentence.text[match.start() : match.end()],
                        value,
                    )
                )
    return tuple(found)


def _is_age(value: int, before: str, after: str) -> bool:
    """ "A boy, 17, was killed", "Ana Ruiz (34)": a number that stands by itself behind a word."""
    if value > OLDEST:
        return False
    aside = before.endswith(", ") and before[-3:-2].isalpha() and after.startswith(",")
    return aside or (before.endswith(" (") and before[-3:-2].isalpha() and after.startswith(")"))


def _parts(match: re.Match[str]) -> tuple[str, dict[str, str]]:
    """Which pattern matched, and its named parts."""
    groups = {key: value for key, value in match.groupdict().items() if value is not None}
    way, number = next(key for key in groups if "__" in key).split("__")
    ending = f"_{number}"
    return way, {k.removesuffix(ending): v for k, v in groups.items() if k.endswith(ending) and "__" not in k}


def _value(match: re.Match[str], words: DateWords) -> int | None:
    if match["digits"]:
        return int(match["digits"].replace(words.thousands, ""))
    text = match["words"]
    if text in words.numbers:
        return words.numbers[text]
    total = below = 0  # `below` = what a following "thousand" multiplies
    for part in re.split(words.joint, text):
        value = words.numbers.get(part)
        if value is None:
            return None
        if value == THOUSAND:
            total, below = total + (below or 1) * value, 0
        elif value == HUNDRED and below:
            below *= value
        else:
            below += value
    return total + below


def _is_name(way: str, parts: Mapping[str, str], sentence: str, match: re.Match[str], words: DateWords) -> bool:
    """ "La 24 de Diciembre", "el mercado Dos de Mayo", "Plaza de Mayo": where months are written small, one in capitals
    without a year is part of a name. A headline of capitals shows nothing."""
    if not words.months_small or way not in ("dmy", "month") or "y" in parts or "m" not in parts:
        return False
    before, text, behind = sentence[: match.start()], sentence[match.start() : match.end()], sentence[match.end() :]
    if not text.split()[-1][0].isupper() or _in_capitals(f"{before} {behind}"):
        return False
    named: list[str] = _WORD.findall(before)[-1:]
    return way == "dmy" or (fold(text).startswith("de ") and any(word[0].isupper() for word in named))


def _in_capitals(text: str) -> bool:
    """Whether most of its longer words begin with a capital."""
    longer: list[str] = [word for word in _WORD.findall(text) if len(word) > SHORT and not word.isdigit()]
    return sum(word[0].isupper() for word in longer) > len(longer) * TITLED


def _is_no_date(
    way: str, parts: Mapping[str, str], text: str, sentence: str, match: re.Match[str], words: DateWords
) -> bool:
    if way == "year":
        return words.after_count.match(sentence, match.end()) is not None
    if "d" in parts and "y" not in parts and words.before_named.search(sentence, 0, match.start()):
        return True
    # "mar", "sat", "may", "sun" are words too: as dates they are capitalised, or have a number beside them
    short = parts.get("w") or ("d" not in parts and "y" not in parts and parts.get("m")) or ""
    return 0 < len(short) <= 3 and way in ("weekday", "month") and not any(c.isupper() for c in text.split()[-1])
