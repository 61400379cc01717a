"""Where an event is put when no place stands by it: whose police tells of it, the article's country, its source's."""

from __future__ import annotations

from dataclasses import dataclass

from extract.places import Place
from extract.suburbs import may_be_addressed
from rules.focus import focus_country, focus_shares
from rules.kinds import ORDERED_AT_HOME
from rules.story import Story

BEFORE, BEHIND = 3, 2  # words from a name to the office: "Policía Metropolitana de Bogotá", "Surabaya fire brigade"


@dataclass(frozen=True, slots=True)
class LastResort:
    """`strength` as that of a `Spot`."""

    place: Place
    strength: str
    why: str


def last_resort(category: str, story: Story) -> LastResort | None:
    """None when the article names no country at all, and neither its source nor its own words are bound to one."""
    country = focus_country(story)
    office = _local_office(story)
    if office is not None and (country is None or office.country == country.country):
        return LastResort(office, "focus", f"no place is named but that of a local office, {office.name}")
    if country is not None:
        country = _city_around(country, story)
        return LastResort(country, "focus", f"{country.name} is the country the article speaks of most")
    mentions = story.extraction.mentions
    dateline = next((m.place for m in mentions if m.role == "dateline" and m.place), None)
    if dateline is not None:
        return LastResort(dateline, "dateline", f"no place but the dateline, {dateline.name}")
    spoken = [m.place for m in mentions if m.role == "speaker" and m.place]
    if category in ORDERED_AT_HOME and len({place.country for place in spoken}) == 1:
        return LastResort(spoken[0], "dateline", f"no place but that of who orders it, {spoken[0].name}")
    home = story.extraction.home
    if home is not None and focus_shares(story).keys() <= {home.country}:
        known = story.extraction.article.country is not None
        why = "the country its source reports on" if known else "the country whose own words it uses"
        return LastResort(home, "dateline", f"it names no place; {home.name} is {why}")
    return None


def _city_around(place: Place, story: Story) -> Place:
    """Of a quarter that is merely named, the city that is named too: a bus with a Lekki sticker, somewhere in Lagos."""
    named = (one.place for one in story.extraction.mentions if one.role in ("place", "dateline"))
    cities = [city for city in named if city is not None and may_be_addressed(city, place)]
    return max(cities, key=lambda city: city.population, default=place)


def _local_office(story: Story) -> Place | None:
    """The first town or division whose police, town hall or hospital the article names: they act where they are."""
    offices = story.cues.plain("local")
    for line in story.lines:
        for mention in line.mentions:
            place = mention.place
            if place is None or mention.role not in ("organisation", "speaker"):
                continue
            if place.kind not in ("city", "admin2", "admin1"):
                continue
            at = line.word_at(mention.start)
            last = max((n for n, word in enumerate(line.words) if word.start < mention.end), default=at)
            beside = line.words[max(0, at - 1 - BEFORE) : at] + line.words[last + 1 : last + 1 + BEHIND]
            if any(word.folded in offices for word in beside):
                return place
    return None
