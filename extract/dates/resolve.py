"""What a time expression means, in days, against the date of the article.

Each way is a function of (parts of the match by name, the language's words, the article's date) that gives the first
and the last day, both None where nothing can be said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from extract.dates.words import DateWords

Days = tuple[date | None, date | None]
UNKNOWN: Days = (None, None)

DAYS_IN: Mapping[str, float] = {
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


def _resolve_days(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    first, last = words.days[parts["w"]]
    return today + timedelta(first), today + timedelta(last)


def _resolve_weekday(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    back = (today.weekday() - words.weekdays[parts["w"]]) % 7
    step = words.steps.get(parts.get("rel") or parts.get("rel2") or "", 0)
    if step > 0:
        day = today + timedelta(7 - back if back else 7)
    elif parts.get("week"):
        day = today - timedelta(today.weekday() + 7 - words.weekdays[parts["w"]])
    elif step < 0 and back == 0:
        day = today - timedelta(7)
    else:
        day = today - timedelta(back)
    return day, day


def _resolve_period(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    unit = words.units[parts["u"]]
    step = words.steps.get(parts["rel"], -1)
    if unit == "week":
        monday = today - timedelta(today.weekday() - 7 * step)
        return monday, min(monday + timedelta(6), today) if step == 0 else monday + timedelta(6)
    if unit == "month":
        first = _month_start(today.year, today.month + step)
        return first, today if step == 0 else _month_start(first.year, first.month + 1) - timedelta(1)
    if unit == "year":
        return date(today.year + step, 1, 1), today if step == 0 else date(today.year + step, 12, 31)
    length = timedelta(DAYS_IN[unit])
    return (today - length, today) if step == 0 else (today + 2 * step * length, today + step * length)


def _resolve_season(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    if words.steps.get(parts["rel"], -1) == 0:
        return today - timedelta(90), today
    return today - timedelta(450), today - timedelta(60)


def _resolve_weekend(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    saturday = today - timedelta((today.weekday() - 5) % 7)
    if words.steps.get(parts.get("rel") or "", 0) > 0:
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
    days = DAYS_IN[unit]
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
    return _back(today, max(1.0, many * DAYS_IN[unit])), today


def _resolve_ordinal(parts: Mapping[str, str], words: DateWords, today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    days = words.ordinals[parts["o"]] * 365.25
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


RESOLVE: Mapping[str, Callable[[Mapping[str, str], DateWords, date | None], Days]] = {
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
