"""Japan, Ministry of Foreign Affairs: new safety information (open data XML)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from bot.feeds.charset import Decoded
from bot.feeds.countries import country_codes
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items, WrongFormatError
from bot.feeds.xmltree import children, name_of, text_at, tree
from extract.article import Area

if TYPE_CHECKING:
    from lxml.etree import _Element

JAPAN = timezone(timedelta(hours=9))
# riskLevel1 … riskLevel4 are four flags, each for some part of the country, and not one number.
_RISKS = (
    ("riskLevel4", "退避してください"),
    ("riskLevel3", "渡航は止めてください"),
    ("riskLevel2", "不要不急の渡航は止めてください"),
    ("riskLevel1", "十分注意してください"),
)


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError."""
    root, notes = tree(body)
    mails = list(children(root, "mail"))
    if name_of(root) not in ("opendata", "openData") and not mails:
        raise WrongFormatError(f"XML, but no MOFA open data: the root is <{name_of(root)}>")
    return Items(
        tuple(_item(mail) for mail in mails), title="外務省 海外安全情報", language="ja", sure=True, notes=notes
    )


def _item(mail: _Element) -> Item:
    country = text_at(mail, "country", "name") or text_at(mail, "countryName")
    area = text_at(mail, "area", "name") or text_at(mail, "areaName")
    flags = [words for field, words in _RISKS if text_at(mail, field) in ("1", "true")]
    parts = (text_at(mail, "lead"), text_at(mail, "mainText"))
    codes = country_codes(country, "ja")
    return Item(
        title=text_at(mail, "title"),
        text="\n".join(part for part in parts if part),
        guid=text_at(mail, "keyCd") or None,
        link=text_at(mail, "infoUrl") or None,
        published=_moment(text_at(mail, "leaveDate")),
        language="ja",
        kind="warning",
        areas=tuple(Area(country, country=code) for code in codes)
        or ((Area(country or area),) if country or area else ()),
        level=flags[0] if flags else None,
        key=text_at(mail, "keyCd") or None,
    )


def _moment(written: str) -> datetime | str | None:
    """Japanese time, which the document does not say."""
    found = re.fullmatch(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?", written)
    if found is None:
        return written or None
    try:
        return datetime(*(int(number or 0) for number in found.groups()), tzinfo=JAPAN)  # type: ignore[misc,arg-type]  # numbers, by the pattern
    except ValueError:
        return written
