"""A gazetteer small enough to read, and how a test asks for the places of a text."""

from __future__ import annotations

from collections.abc import Sequence

from extract.article import Article
from extract.locate import Mention
from extract.places import Candidate, Match, Place
from extract.read import Tools, read
from extract.text import fold

MEXICO = Place(3996063, "Mexico", "country", "MX", None, None, 23.0, -102.0, 126_000_000)
JALISCO = Place(4004156, "Jalisco", "admin1", "MX", "MX.14", None, 20.4, -103.6, 8_300_000)
TAPALPA = Place(3516204, "Tapalpa", "city", "MX", "MX.14", None, 19.94, -103.76, 5_500)
GEORGIA = Place(614540, "Georgia", "country", "GE", None, None, 42.0, 43.5, 3_700_000)
GEORGIA_US = Place(4197000, "Georgia", "admin1", "US", "US.GA", None, 32.75, -83.5, 10_700_000)
ATLANTA = Place(4180439, "Atlanta", "city", "US", "US.GA", None, 33.75, -84.39, 498_000)
TBILISI = Place(611717, "Tbilisi", "city", "GE", "GE.51", None, 41.69, 44.83, 1_050_000)
STATES = Place(6252001, "United States", "country", "US", None, None, 39.8, -98.5, 331_000_000)


class FewPlaces:
    """Implements `extract.places.Gazetteer` for what these tests name."""

    def __init__(self, *places: Place) -> None:
        self._places = places

    def candidates(self, name: str) -> Sequence[Candidate]:
        return [Candidate(place, "name") for place in self._places if fold(place.name) == fold(name)]

    def slips(self, name: str, *, within: Place) -> Sequence[Candidate]:
        return [
            Candidate(place, "slip")
            for place in self._places
            if place.admin1 == within.admin1
            and place.kind == "city"
            and fold(place.name) == fold(name).replace("lp", "p", 1)
        ]

    def place(self, geonameid: int) -> Place | None:
        return next((place for place in self._places if place.geonameid == geonameid), None)

    def country(self, code: str) -> Place | None:
        return next((place for place in self._places if place.kind == "country" and place.country == code), None)

    def admin1(self, code: str) -> Place | None:
        return next((place for place in self._places if place.kind == "admin1" and place.admin1 == code), None)

    def parents(self, place: Place) -> tuple[Place, ...]:
        found = (self.admin1(place.admin1 or ""), self.country(place.country or ""))
        return tuple(each for each in found if each is not None and each != place)

    def lookup(self, query: str, limit: int = 8) -> Sequence[Match]:
        return [Match(each.place, "its name") for each in self.candidates(query)][:limit]

    def nearest(self, lat: float, lon: float, within_km: float = 50.0) -> Place | None:
        return None

    def cities(self, box: tuple[float, float, float, float], limit: int) -> Sequence[Place]:
        return []


def places_in(text: str, tools: Tools, *, title: str = "", language: str | None = None) -> tuple[Mention, ...]:
    return read(Article("test", title, text, language=language), tools).mentions
