"""Which sources and languages watch a region: said honestly, gaps included."""

from __future__ import annotations

from bot.commands.visit import Visit
from bot.messages.places import country_name, language_name, listed
from bot.messages.text import Line
from bot.regions import Region


def coverage(visit: Visit, region: Region) -> tuple[Line, ...]:
    feeds = visit.desk.feeds()
    if not feeds or region.country is None:
        return (visit.line("coverage.nothing"),)
    country = country_name(region.country, visit.wording, in_text=True)
    wide = [feed for feed in feeds if feed.country in (None, region.country)]
    own = [feed for feed in feeds if feed.country == region.country]
    if not wide:
        return (visit.line("coverage.none_here", place=country),)
    codes = sorted({feed.language for feed in wide if feed.language})
    names = [language_name(code, visit.language) for code in codes]
    tongues = listed(names, visit.wording) if names else visit.text("coverage.any_language")
    lines = [visit.line("coverage.watched", n=len(wide), languages=tongues)]
    lines.append(
        visit.line("coverage.own", n=len(own), place=country) if own else visit.line("coverage.no_own", place=country)
    )
    if not any(feed.official for feed in wide):
        lines.append(visit.line("coverage.no_official"))
    return tuple(lines)
