"""When the text says it happened, against the article's own date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from extract.datewords import LANGUAGES, DateWords
from extract.text import Field, Sentence, fold

DateKind = Literal["when", "weekday", "span", "since"]
Days = tuple[date | None, date | None]
UNKNOWN: Days = (None, None)

_KINDS: Mapping[str, DateKind] = {
    "span": "span",
    "after": "since",
    "ordinal": "since",
    "weekday": "weekday",
    "weekend": "weekday",
}
_DAYS_IN = {
    "minute": 0.0,
    "hour": 0.0,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.4,
    "year": 365.25,
    "lustrum": 1826.0,
    "decade": 3652.5,
    "century": 36525.0,
}
OLDEST = 115  # years of a person's life


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression resolved against the article's date: the days it may mean, inclusive.

    Both ends None = it names a time that could not be resolved ("last month" without a date).
    `kind` says what stands between those days: "when" = something happened on one of them, "weekday" = the same,
    named by a weekday alone (an article seldom means one further back than a week), "span" = they
    are counted over ("in the past three months"), "since" = so long after something ("five weeks after").
    """

    field: Field
    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    kind: DateKind = "when"


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A count written in digits or words ("at least 12", "siete"); `value` is the number itself.

    A word for a vague number gives the least it is used for: dozens 24, hundreds 200.
    """

    field: Field
    start: int
    end: int
    text: str
    value: int


def find_dates(sentences: Sequence[Sentence], language: str, published: date | None) -> tuple[DateMention, ...]:
    """Every time expression, in reading order; none in a language without date words."""
    words = LANGUAGES.get(language)
    if words is None:
        return ()
    found = []
    for sentence in sentences:
        for match in words.when.finditer(fold(sentence.text)):
            name, parts = _parts(match)
            text = sentence.text[match.start() : match.end()]
            if _is_no_date(name, parts, text, fold(sentence.text), match.end(), words):
                continue
            first, last = _RESOLVE[name](parts, words, published)
            kind = _KINDS.get(name, "when")
            lead = len(text) - len(text.lstrip())
            found.append(
                DateMention(
                    sentence.field,
                    sentence.start + match.start() + lead,
                    sentence.start + match.end(),
                    text.strip(),
                    first,
                    last,
                    kind,
                )
            )
    return tuple(found)


def find_numbers(sentences: Sequence[Sentence], language: str) -> tuple[NumberMention, ...]:
    """Every count, without ages, prices, percentages, clock times, scores and the numbers of dates."""
    words = LANGUAGES.get(language)
    if words is None:
        return ()
    found = []
    for sentence in sentences:
        text = fold(sentence.text)
        taken = [m.span() for m in words.when.finditer(text)]
        for match in words.many.finditer(text):
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
    name, number = next(key for key in groups if "__" in key).split("__")
    ending = f"_{number}"
    return name, {k.removesuffix(ending): v for k, v in groups.items() if k.endswith(ending) and "__" not in k}


def _value(match: re.Match[str], words: DateWords) -> int | None:
    if match["digits"]:
        return int(match["digits"].replace(words.thousands, ""))
    text = match["words"]
    if text in words.numbers:
        return words.numbers[text]
    total = 0
    for part in re.split(words.joint, text):
        value = words.numbers.get(part)
        if value is None:
            return None
        total = total * value if value in (100, 1000) and total else total + value
    return total


def _is_no_date(name: str, parts: Mapping[str, str], text: str, sentence: str, end: int, words: DateWords) -> bool:
    if name == "year":
        return words.after_count.match(sentence, end) is not None
    # "mar", "sat", "may", "sun" are words too: as dates they are capitalised, or have a number beside them
    short = parts.get("w") or ("d" not in parts and "y" not in parts and parts.get("m")) or ""
    return 0 < len(short) <= 3 and name in ("weekday", "month") and not any(c.isupper() for c in text.split()[-1])


def _resolve_days(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    first, last = words.days[parts["w"]]
    return today + timedelta(first), today + timedelta(last)


def _resolve_weekday(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    back = (today.weekday() - words.weekdays[parts["w"]]) % 7
    rel = parts.get("rel") or parts.get("rel2") or ""
    if rel in ("next", "coming", "proximo"):
        day = today + timedelta(7 - back if back else 7)
    elif parts.get("week"):
        day = today - timedelta(today.weekday() + 7 - words.weekdays[parts["w"]])
    elif rel in ("last", "past", "pasado", "ultimo", "anterior") and back == 0:
        day = today - timedelta(7)
    else:
        day = today - timedelta(back)
    return day, day


def _resolve_period(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    unit = words.units[parts["u"]]
    rel = parts["rel"]
    step = 1 if rel.startswith(("next", "proxim")) else 0 if rel.endswith("this") or rel.startswith("est") else -1
    if unit == "week":
        monday = today - timedelta(today.weekday() - 7 * step)
        return monday, min(monday + timedelta(6), today) if step == 0 else monday + timedelta(6)
    if unit == "month":
        first = _month_start(today.year, today.month + step)
        return first, today if step == 0 else _month_start(first.year, first.month + 1) - timedelta(1)
    if unit == "year":
        return date(today.year + step, 1, 1), today if step == 0 else date(today.year + step, 12, 31)
    length = timedelta(_DAYS_IN[unit])
    return (today - length, today) if step == 0 else (today + 2 * step * length, today + step * length)


def _resolve_season(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    if parts["rel"] == "this":
        return today - timedelta(90), today
    return today - timedelta(450), today - timedelta(60)


def _resolve_weekend(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    saturday = today - timedelta((today.weekday() - 5) % 7)
    if parts.get("rel") in ("next", "proximo"):
        saturday += timedelta(7)
    return saturday, saturday + timedelta(1)


def _amount(parts: Mapping[str, str], words: DateWords) -> tuple[int, int]:
    word = (parts.get("n") or "").strip()
    if word.isdigit():
        return int(word), int(word)
    if word in words.vague:
        return words.vague[word]
    number = words.numbers.get(word, 1)
    return number, number


def _resolve_ago(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    """So long back, with the looseness of the unit: "two months ago" is any day of about a month."""
    unit = words.units.get(parts.get("u") or "", "year")
    low, high = _amount(parts, words)
    days = _DAYS_IN[unit]
    if today is None:
        return UNKNOWN
    loose = days / 2 if days > 1 else 0 if days else 0.5
    return _back(today, high * days + loose), _back(today, low * days - (loose if days > 1 else 0))


def _resolve_span(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    unit = words.units.get(parts["u"])
    if unit is None:  # a half or a quarter of a year
        return _back(today, 365), today
    _, high = _amount(parts, words)
    many = 3 if not parts.get("n") and parts["u"].endswith("s") else high
    return _back(today, max(1.0, many * _DAYS_IN[unit])), today


_ORDINALS = {
    word: number
    for number, words in (
        (1, ("first", "primer")),
        (2, ("second", "segundo")),
        (3, ("third", "tercer")),
        (4, ("fourth", "cuarto")),
        (5, ("fifth", "quinto")),
        (6, ("sixth", "sexto")),
        (7, ("seventh", "septimo")),
        (8, ("eighth", "octavo")),
        (9, ("ninth", "noveno")),
        (10, ("tenth", "decimo")),
        (20, ("twentieth", "vigesimo")),
        (30, ("thirtieth", "trigesimo")),
        (40, ("fortieth", "cuadragesimo")),
        (50, ("fiftieth", "quincuagesimo")),
    )
    for word in words
}


def _resolve_ordinal(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    days = _ORDINALS[parts["o"]] * 365.25
    return _back(today, days + 20), _back(today, days - 20)


def _resolve_dmy(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    digits = "".join(c for c in parts["d"] if c.isdigit()) or "1"
    month = int(parts["mm"]) if parts.get("mm") else words.months[parts["m"]]
    if parts.get("y"):
        year = int(parts["y"])
        year += 0 if year > 99 else 2000 if today is None or 2000 + year <= today.year + 1 else 1900
    elif today is None:
        return UNKNOWN
    else:  # the nearest one that is not more than two months ahead
        year = today.year
        near = _day(year, month, int(digits))
        if near and near > today + timedelta(60):
            year -= 1
        elif near and near < today - timedelta(305):
            year += 1
    day = _day(year, month, int(digits))
    return day, day


def _resolve_iso(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    day = _day(int(parts["y"]), int(parts["m"]), int(parts["d"]))
    return day, day


def _resolve_month(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    month = words.months[parts["m"]]
    if parts.get("y"):
        year = int(parts["y"])
    elif today is None:
        return UNKNOWN
    else:
        year = today.year if month <= today.month + 2 else today.year - 1
    first = _month_start(year, month)
    last = _month_start(year, month + 1) - timedelta(1)
    return first, min(last, today) if today and first <= today else last


def _resolve_decade(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    tens = int(parts["y"])
    start = tens * 10 if tens > 99 else 1900 + tens * 10
    return date(start, 1, 1), date(start + 9, 12, 31)


def _resolve_year(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    year = int(parts["y"])
    last = date(year, 12, 31)
    return date(year, 1, 1), min(last, today) if today and year == today.year else last


def _resolve_vague(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    return date.min, _back(today, 365)


def _back(today: date, days: float) -> date:
    return today - timedelta(min(round(days), today.toordinal() - 1))


def _month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_RESOLVE: Mapping[str, Callable[[Mapping[str, str], DateWords, date | None], Days]] = {
    "iso": _resolve_iso,
    "dmy": _resolve_dmy,
    "day": _resolve_days,
    "weekday": _resolve_weekday,
    "span": _resolve_span,
    "period": _resolve_period,
    "season": _resolve_season,
    "weekend": _resolve_weekend,
    "ago": _resolve_ago,
    "after": _resolve_ago,
    "ordinal": _resolve_ordinal,
    "vague_past": _resolve_vague,
    "month": _resolve_month,
    "decade": _resolve_decade,
    "year": _resolve_year,
}
