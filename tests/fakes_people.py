"""Fakes for the tests about people: a handful of places, a category or two, incidents and chats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.incidents import Incident, Part, Source
from bot.subscriptions import Chat, Subscription
from extract.places import Candidate, Match, Place, distance_km
from extract.text import fold
from rules.match import Facts
from rules.rule import Category, Severity

NOW = datetime(2026, 2, 23, 15, 0, tzinfo=UTC)

MEXICO = Place(3996063, "Mexico", "country", "MX", None, None, 23.0, -102.0, 126_000_000)
USA = Place(6252001, "United States", "country", "US", None, None, 39.76, -98.5, 327_000_000)
SPAIN = Place(2510769, "Spain", "country", "ES", None, None, 40.0, -4.0, 46_700_000, "Europe/Madrid")
JALISCO = Place(4004156, "Jalisco", "admin1", "MX", "MX.14", None, 20.34, -103.66, 8_300_000, "America/Mexico_City")
GUADALAJARA = Place(
    4005539, "Guadalajara", "city", "MX", "MX.14", "MX.14.039", 20.6668, -103.3918, 1_385_000, "America/Mexico_City"
)
GUADALAJARA_ES = Place(3121070, "Guadalajara", "city", "ES", "ES.54", None, 40.6286, -3.1618, 83_000, "Europe/Madrid")
CASTILLA = Place(2593111, "Castille-La Mancha", "admin1", "ES", "ES.54", None, 39.5, -3.0, 2_000_000, "Europe/Madrid")
TAPALPA = Place(
    3982269, "Tapalpa", "city", "MX", "MX.14", "MX.14.086", 19.9444, -103.7583, 5_500, "America/Mexico_City"
)
ZAPOPAN = Place(3979770, "Zapopan", "city", "MX", "MX.14", "MX.14.120", 20.7236, -103.3848, 1_142_000)
AUSTIN = Place(4671654, "Austin", "city", "US", "US.TX", "US.TX.453", 30.2672, -97.7431, 960_000, "America/Chicago")
TEXAS = Place(4736286, "Texas", "admin1", "US", "US.TX", None, 31.25, -99.25, 27_800_000, "America/Chicago")
PLACES = (
    MEXICO, USA, SPAIN, JALISCO, GUADALAJARA, GUADALAJARA_ES, CASTILLA, TAPALPA, ZAPOPAN, AUSTIN, TEXAS,
)  # fmt: skip


class AtlasOfElevenPlaces:
    """The Gazetteer protocol over PLACES: exact folded names, and the nearest spelling for a slip."""

    def candidates(self, name: str) -> Sequence[Candidate]:
        return [Candidate(place, "name") for place in PLACES if fold(place.name) == fold(name)]

    def slips(self, name: str, *, within: Place) -> Sequence[Candidate]:
        return []

    def place(self, geonameid: int) -> Place | None:
        return next((place for place in PLACES if place.geonameid == geonameid), None)

    def country(self, code: str) -> Place | None:
        return next((place for place in PLACES if place.kind == "country" and place.country == code), None)

    def admin1(self, code: str) -> Place | None:
        return next((place for place in PLACES if place.kind == "admin1" and place.admin1 == code), None)

    def parents(self, place: Place) -> tuple[Place, ...]:
        found = []
        if place.kind in ("city", "admin2") and place.admin1:
            found.append(self.admin1(place.admin1))
        if place.kind != "country" and place.country:
            found.append(self.country(place.country))
        return tuple(parent for parent in found if parent is not None)

    def lookup(self, query: str, limit: int = 8) -> Sequence[Match]:
        wanted = fold(query).replace(",", " ").split()
        if not wanted:
            return []
        name = " ".join(wanted)
        exact = [place for place in PLACES if fold(place.name) == name]
        if exact:
            found = sorted(exact, key=lambda place: -place.population)
            return [Match(place, "the name itself") for place in found][:limit]
        for cut in range(len(wanted) - 1, 0, -1):
            head, tail = " ".join(wanted[:cut]), " ".join(wanted[cut:])
            inside = [
                place
                for place in PLACES
                if fold(place.name) == head and any(fold(parent.name) == tail for parent in self.parents(place))
            ]
            if inside:
                return [Match(place, f"{place.name} in {tail}") for place in inside][:limit]
        near = [place for place in PLACES if _slip(fold(place.name), name)]
        return [Match(place, "close in spelling") for place in near][:limit]

    def nearest(self, lat: float, lon: float, within_km: float = 50.0) -> Place | None:
        cities = [place for place in PLACES if place.kind == "city"]
        best = min(cities, key=lambda place: distance_km(lat, lon, place.lat, place.lon))
        return best if distance_km(lat, lon, best.lat, best.lon) <= within_km else None


def _slip(name: str, typed: str) -> bool:
    return len(typed) > 4 and name[0] == typed[0] and abs(len(name) - len(typed)) <= 1 and set(name) == set(typed)


ATLAS = AtlasOfElevenPlaces()

CATEGORIES = {
    "armed_clash": Category(
        slug="armed_clash",
        severity=Severity.SERIOUS,
        names={"en": "Armed clash", "es": "Enfrentamiento armado"},
        actions={
            "en": ("Stay indoors, away from windows.", "Do not travel in the area.", "Follow local authorities."),
            "es": ("Quédese dentro, lejos de las ventanas.", "No viaje por la zona.", "Siga a las autoridades."),
        },
        sign="⚔️",
    ),
    "shooting": Category("shooting", Severity.SERIOUS, {"en": "Shooting", "es": "Tiroteo"}, {}, "🔫"),
    "shelling": Category("shelling", Severity.DANGER, {"en": "Shelling", "es": "Bombardeo"}, {}, "🚀"),
    "explosion": Category("explosion", Severity.SERIOUS, {"en": "Explosion", "es": "Explosión"}, {}, "💥"),
    "protest": Category("protest", Severity.NOTICE, {"en": "Protest", "es": "Protesta"}, {}, "📣"),
    "official_alert": Category(
        "official_alert", Severity.SERIOUS, {"en": "Official warning", "es": "Alerta oficial"}, {}, "🛡"
    ),
    "all_clear": Category("all_clear", Severity.NOTICE, {"en": "All clear", "es": "Fin de la alerta"}, {}, "✅"),
}


def part(
    place: Place,
    category: str = "armed_clash",
    severity: Severity = Severity.SERIOUS,
    facts: Facts | None = None,
    event_date: date | None = date(2026, 2, 22),
) -> Part:
    return Part(
        category=category,
        severity=severity,
        place=place,
        rule=f"{category}.en.test",
        why="“clash” in the title",
        facts=facts or Facts(),
        event_date=event_date,
        parents=ATLAS.parents(place),
    )


def source(publisher: str = "Daily Star", *, official: bool = False, language: str = "en", title: str = "") -> Source:
    return Source(
        publisher=publisher,
        title=title or "Gunmen & soldiers clash in <Tapalpa>",
        url="https://news.example/a?x=1&y=2",
        language=language,
        official=official,
        published=datetime(2026, 2, 23, 13, 0, tzinfo=UTC),
        article_key="a1",
    )


def incident(*parts: Part, sources: tuple[Source, ...] = (), revision: int = 1, number: int = 7) -> Incident:
    ordered = tuple(sorted(parts, key=lambda one: -one.severity))
    return Incident(
        id=number,
        country=ordered[0].place.country or "",
        parts=ordered,
        sources=sources or (source(),),
        opened=NOW,
        updated=NOW,
        revision=revision,
    )


def chat(chat_id: int = 1, **changes: object) -> Chat:
    return replace(Chat(chat_id, "private", admitted=True), **changes)  # type: ignore[arg-type]


def subscription(chat_id: int, region: object, number: int = 1, **changes: object) -> Subscription:
    return replace(Subscription(number, chat_id, region), **changes)  # type: ignore[arg-type]
