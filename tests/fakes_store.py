"""A database filled for tests: an incident in Tapalpa, and a row in every table."""

from __future__ import annotations

from dataclasses import replace

from fakes_telegram import NOON, World, owed

from bot.feeds.feed import FeedState
from bot.incidents import Incident, Part, Source
from bot.incidents.content import Content
from bot.incidents.known import first_known
from bot.incidents.reason import Reason
from bot.incidents.report import Report
from bot.outbox import Photo, Sent
from bot.regions import Region
from bot.store import Seen
from bot.subscriptions import Chat, Subscription
from extract.article import Article
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity

TAPALPA = Place(3515956, "Tapalpa", "city", "MX", "MX.14", None, 19.94, -103.75, 5500, "America/Mexico_City")
JALISCO = Region("admin1", "Jalisco", "MX", admin1="MX.14")


def incident(**more: object) -> Incident:
    part = Part("armed_clash", Severity.DANGER, TAPALPA, "clash.en", "gunmen … soldiers", Facts(dead=3))
    source = Source("A paper", "Clash in Tapalpa", "https://paper.example/1", "en", False, NOON, "k1")
    return replace(Incident(0, "MX", (part,), (source,), NOON, NOON), **more)


def report(one: Incident) -> Report:
    return Report(one.country, one.head, one.parts, one.sources[0], "tells", NOON, Content("en"))


def fill(world: World, chat_id: int, mark: str) -> None:
    """At least one row in every table, the chat's own ones marked; update 2 and one alert are still open."""
    store = world.store
    store.settle_feed(FeedState(f"https://a.example/{len(mark)}", next_look=NOON))
    article = Article(f"k{len(mark)}", "Clash", "Text", feed="a", published=NOON)
    store.record_article(Seen(article, NOON, "incident", "it matched", 1))
    stored = store.add_incident(incident())
    told = report(incident())
    store.file_report(stored.id, told, "a", joined=False, why=(Reason("joined.nothing_near"),))
    store.keep_loose(told, "a")
    store.remember(stored.id, first_known(told), Content(prints=(1, 2, 3)))
    store.save_chat(Chat(chat_id, "private", admitted=True, title=mark), NOON)
    store.subscribe(Subscription(0, chat_id, JALISCO, label=mark), NOON)
    store.add_invite(f"code-{mark}", chat_id, 1, NOON)
    first = chat_id * 10 if chat_id > 1000 else 0
    update = {"message": {"chat": {"id": chat_id}, "from": {"id": chat_id}, "text": mark}}
    store.inbox_add([(first + 1, update), (first + 2, update)], NOON)
    store.inbox_done(first + 1, NOON)
    store.add_feedback(chat_id, stored.id, "old", NOON)
    store.answer_roll_call(chat_id, stored.id, chat_id, mark, NOON)
    store.keep_wish(chat_id, mark, NOON)
    store.record_act(chat_id, f"did {mark}", NOON)
    store.set_value(f"about-{mark[::-1]}", "x")
    world.owe(owed(chat_id, f"{mark} sent", incident_id=stored.id, revision=1, photo=Photo(f"map-{stored.id}", "QUJD")))
    [one] = store.claim(NOON, 1)
    store.sending([one.id], NOON)
    store.settle([(one, Sent(77, "id-of-it"))], NOON)
    world.owe(owed(chat_id, f"{mark} twice"), owed(chat_id, f"{mark} twice"))
    for twin in store.claim(NOON, 2):
        store.sending([twin.id], NOON)
        store.settle([(twin, Sent(78))], NOON)
    world.owe(owed(chat_id, f"{mark} owed"))
