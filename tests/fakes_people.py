"""Fakes for the tests about people: a handful of places, a category or two, incidents and chats."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from fakes_foreign import check_requests, check_updates

from bot.asked import Asked, Examine, Examined
from bot.assistance.emergency import emergency_numbers
from bot.channels.botapi import Person
from bot.channels.inprocess import InProcessTelegram
from bot.channels.telegram import TelegramChannel, make_bot
from bot.commands import Answer, Desk, Edit, Tell, asks_for_admin, asks_to_read, draw_first, handle_update
from bot.feeds.feed import Feed
from bot.incidents import Incident, Part, Source
from bot.incidents.changes import Change
from bot.incidents.telling import Telling
from bot.listening import minimise
from bot.messages.deliveries import Composer, deliveries_for
from bot.messages.load import load_wordings
from bot.readership import Readership
from bot.store.sqlite import open_store
from bot.subscriptions import Chat, Subscription, alerts_for
from bot.telling import Teller
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
)  # fmt: skip  # a table or a paragraph of words, not one a line


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

    def cities(self, box: tuple[float, float, float, float], limit: int) -> Sequence[Place]:
        west, south, east, north = box
        found = [one for one in PLACES if one.kind == "city" and west <= one.lon <= east and south <= one.lat <= north]
        return sorted(found, key=lambda place: -place.population)[:limit]


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
    return replace(Chat(chat_id, "private", admitted=True), **changes)


def subscription(chat_id: int, region: object, number: int = 1, **changes: object) -> Subscription:
    return replace(Subscription(number, chat_id, region), **changes)


WORDINGS = load_wordings()
ADMIN = 99
FEEDS = (
    Feed("https://one.example/rss", "Daily Star", language="en", country="MX"),
    Feed("https://two.example/rss", "World Wire", language="en"),
    Feed("https://three.example/rss", "El Faro", language="es", country="MX", official=True),
)


class Town:
    """The whole way of a message: the in-process Telegram, the real channel, commands and database.

    `say`, `press` and `share` give what the chat saw in answer: the texts of new and edited
    messages, in order. `toast` is the last word that answered a press.
    """

    def __init__(self, path: Path, runner: asyncio.Runner, **desk: Any) -> None:
        self.now = NOW
        self._runner = runner
        self.telegram = InProcessTelegram()
        self.channel = TelegramChannel(make_bot("1:test-token-of-ours", request=self.telegram.request))
        self.store = open_store(path / "town.db")
        self.composer = Composer(WORDINGS, CATEGORIES, emergency_numbers)
        settings: dict[str, Any] = {
            "access": "open",
            "admins": frozenset({ADMIN}),
            "username": "tocsin_bot",
            "feeds": lambda: FEEDS,
            "random": Random(7),
        }
        self.desk = Desk(self.store, ATLAS, lambda: self.composer, lambda: self.now, **(settings | desk))
        self.teller = Teller(self.store, Readership(self.store), lambda: self.composer, lambda: self.now)
        self.toast: str | None = None
        self.examine: Examine = _unread
        self._offset = 0

    def close(self) -> None:
        self._runner.run(self.channel.close())
        self.store.close()
        check_requests(self.telegram.requests)

    def say(self, chat_id: int, text: str, *, user: Person | None = None, thread_id: int | None = None) -> list[str]:
        return self._seen(chat_id, lambda: self.telegram.say(chat_id, text, user=user, thread_id=thread_id))

    def press(self, chat_id: int, label: str, *, user: Person | None = None) -> list[str]:
        """The newest button whose text begins so."""
        whole = next(text for text in self.buttons(chat_id, everywhere=True) if text.startswith(label))
        return self._seen(chat_id, lambda: self.telegram.press_label(chat_id, whole, user=user))

    def press_data(self, chat_id: int, data: str, *, user: Person | None = None) -> list[str]:
        """A button of another time, under the newest message."""
        newest = self.telegram.messages[chat_id][-1]["message_id"]
        return self._seen(chat_id, lambda: self.telegram.press(chat_id, newest, data, user=user))

    def share(self, chat_id: int, lat: float, lon: float) -> list[str]:
        return self._seen(chat_id, lambda: self.telegram.share_location(chat_id, lat, lon))

    def update(self, chat_id: int, content: dict[str, Any]) -> list[str]:
        """Any update of one's own making."""
        return self._seen(chat_id, lambda: self.telegram._push(content))

    def warn(self, incident: Incident) -> Incident:
        """An incident happens: whoever is concerned is told. Stored, with its id."""
        stored = self.store.add_incident(replace(incident, id=0))
        chats = {chat.id: chat for chat in self.store.chats()}
        alerts = alerts_for(stored, self.store.subscriptions(), self.now)
        self.store.enqueue(deliveries_for(alerts, chats, self.composer, self.now))
        self.deliver()
        return stored

    def warn_again(self, known: Incident, category: str) -> None:
        """More happens at the same place: whoever is concerned hears of it."""
        after = replace(
            known, parts=(*known.parts, part(known.head.place, category)), revision=known.revision + 1, updated=self.now
        )
        self.store.replace_incident(after)
        change = Change("part", after.parts[-1])
        self.teller.tell(self.store.to_tell(Telling(after, "Daily Star", "f", known, (change,))))
        self.deliver()

    def buttons(self, chat_id: int, *, everywhere: bool = False) -> list[str]:
        """Of the newest message that has any, or of all, the newest first."""
        found: list[str] = []
        for message in reversed(self.telegram.messages[chat_id]):
            rows = message.get("reply_markup", {}).get("inline_keyboard", ())
            found += [button["text"] for row in rows for button in row]
            if found and not everywhere:
                break
        return found

    def last(self, chat_id: int) -> str:
        return _text_of(self.telegram.messages[chat_id][-1])

    def deliver(self) -> None:
        self._runner.run(self._deliver())

    def _seen(self, chat_id: int, act: Any) -> list[str]:
        self.telegram.open_chat(chat_id, title="Friends" if chat_id < 0 else "")
        watching = self.telegram.watch()
        self.toast = None
        act()
        self._runner.run(self._work())
        seen = []
        while not watching.empty():
            event = watching.get_nowait()
            if event.kind in ("sent", "edited") and event.chat_id == chat_id:
                seen.append(_text_of(event.message))
            elif event.kind == "answered":
                self.toast = event.text
        return seen

    async def _work(self) -> None:
        raw = await self.channel.updates(self._offset, 0)
        check_updates(raw)
        updates = [minimise(one) for one in raw]
        self.store.inbox_add(((one["update_id"], one) for one in updates), self.now)
        for update in updates:
            self._offset = update["update_id"] + 1
            who = asks_for_admin(update, self.desk)
            rights = await self.channel.is_admin(*who) if who else False
            asked = asks_to_read(update, self.desk)
            examined = await self.examine(asked) if asked else None
            drawn = draw_first(update, self.desk)
            acts = handle_update(update, self.desk, is_admin=rights, examined=examined, drawn=drawn)
            await self._deliver()
            for act in acts:
                match act:
                    case Answer():
                        await self.channel.answer(act.callback_id, act.text)
                    case Edit():
                        await self.channel.edit(act.chat_id, act.message_id, act.delivery)
                    case Tell():
                        self.teller.catch_up()
                        await self._deliver()

    async def _deliver(self) -> None:
        while owed := self.store.claim(self.now, 100):
            for delivery in owed:
                self.store.sending([delivery.id], self.now)
                self.store.settle([(delivery, await self.channel.send(delivery))], self.now)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


async def _unread(asked: Asked) -> Examined:
    return Examined(None, "nothing can be read in this test")


def _text_of(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")


@contextmanager
def town(path: Path, **desk: Any) -> Iterator[Town]:
    with asyncio.Runner() as runner:
        here = Town(path, runner, **desk)
        try:
            yield here
        finally:
            here.close()


def only(here: Town, chat_id: int = 1) -> Subscription:
    """The one region that the chat follows."""
    (one,) = here.store.subscriptions(chat_id)
    return one
