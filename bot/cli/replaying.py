"""Old articles through the running bot's own newsroom and outbox, on the articles' clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.cli.lines import BadLineError, object_of
from bot.cli.subscribers import Subscriber
from bot.commands import tidy
from bot.config import Mistakes
from bot.feeds.handed import BadArticleError, article_from
from bot.outbox import Delivery, Outcome, Sent
from bot.schedule import muted, sound, zone_of
from bot.subscriptions import Alert, alerts_for
from extract.article import Article

if TYPE_CHECKING:
    from bot.incidents import Incident
    from bot.pipeline import Decision, Report
    from bot.running import App

EXPECTED = '{"id": "1", "published": "2026-05-14T18:30:00Z", "publisher": "...", "text": "..."}'
CLOCK = "replay.clock"  # a kept value: where the articles' clock stood
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=48)  # nothing that is owed lives longer, and a digest comes once a day


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the answer. `chat` None: what the article did to the incident, whoever is concerned."""

    article: str | None
    incident: int | None
    action: str
    revision: int | None
    chat: str | int | None
    why: str

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def read_article_line(line: bytes | None) -> Article:
    """{id, published, publisher, official?, url?, lang?, title?, text} as an Article. Raises BadLineError.

    Here, and here alone, a text may call itself official: nobody is warned by it.
    """
    data = object_of(line, EXPECTED)
    official = data.get("official")
    if not isinstance(official, bool | None):
        raise BadLineError(f'"official" is {official!r}; it may be true or false')
    try:
        article = article_from(data | {"date": data.get("published")})
    except BadArticleError as bad:
        raise BadLineError(str(bad).replace('"date"', '"published"')) from None
    return replace(article, official=official is True, feed=f"replay:{article.publisher}")


@dataclass(slots=True)
class ArticleClock:
    """It stands at the newest article so far: what arrives late was published before now."""

    now: datetime = BEGINNING

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Letterbox:
    """A channel that takes every message and keeps it until it is looked for. A message's id is its delivery's:
    unique in the database, also after a restart."""

    messages: list[Delivery] = field(default_factory=list)

    async def send(self, delivery: Delivery) -> Outcome:
        if delivery.part_done == 0:
            self.messages.append(delivery)
        return Sent(delivery.id)

    async def updates(self, offset: int, timeout_s: float) -> Sequence[dict[str, Any]]:
        return ()

    async def answer(self, callback_id: str, text: str | None = None) -> None:
        """Nobody presses anything here."""

    async def edit(self, chat_id: int, message_id: int, delivery: Delivery) -> None:
        """Nothing is edited here."""

    async def check(self) -> None:
        """Always there."""

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        return False

    async def close(self) -> None:
        """Nothing was opened."""

    def emptied(self) -> list[Delivery]:
        messages, self.messages = self.messages, []
        return messages


class Replay:
    """One article after the other in the order given, each with all that follows from it before the next.

    What lasts stands in the database alone: a replay that is stopped and continued tells the same.
    """

    def __init__(self, app: App, letterbox: Letterbox, clock: ArticleClock) -> None:
        self._app = app
        self._store = app.store
        self._letterbox = letterbox
        self._clock = clock
        self._names: dict[int, str | int] = {}
        kept = self._store.value(CLOCK)
        if kept is None and (self._store.chats(active=False) or self._store.articles(limit=1)):
            raise Mistakes(
                [f"{app.config.database_path}: this is a bot's own database; name a new file to replay into"]
            )
        clock.now = datetime.fromisoformat(kept) if kept else BEGINNING

    def subscribe(self, people: Sequence[Subscriber]) -> None:
        """Chats and their regions; those known from an earlier run stay as it left them. What it decided and had no
        time to tell is told now."""
        now = self._clock.now
        with self._store.write():
            self._store.set_value(CLOCK, now.isoformat())
            for person in people:
                self._names[person.chat.id] = person.name
                if self._store.chat(person.chat.id) is None:
                    self._store.save_chat(person.chat, now)
                mine = self._store.subscriptions(person.chat.id)
                if all(one.region.key != person.subscription.region.key for one in mine):
                    self._store.subscribe(person.subscription, now)
        self._app.newsroom.teller.catch_up()

    async def take(self, article: Article) -> list[Told]:
        """What came due by then, what the article did to each incident, and who was told or is to wait."""
        told = await self._until(article.published or self._clock.now)
        newsroom = self._app.newsroom
        decisions = await newsroom.take([await newsroom.read(article)])
        if not decisions:
            return [*told, _quiet(article, "An article of this publisher with this id was read before.")]
        [decision] = decisions
        if not decision.reports:
            return [*told, _quiet(article, f"{decision.outcome}: {decision.why}")]
        for report in decision.reports:
            told.append(
                Told(report.article, report.incident.id, report.action, report.incident.revision, None, report.why)
            )
        told += self._waiting(article, decision)
        return told + await self._sent(article.key, decision.reports)

    async def _until(self, moment: datetime) -> list[Told]:
        """Let the time pass: at each full hour digests and what was held come due, at midnight old rows go."""
        told: list[Told] = []
        if self._clock.now == BEGINNING:
            self._clock.now = moment
        hour = max(self._clock.now, moment - LONGEST_WAIT).replace(minute=0, second=0, microsecond=0) + HOUR
        while hour <= moment:
            self._clock.now = hour
            tidy(self._app.desk)
            if hour.hour == 0:
                self._store.forget_old(hour)
            told += await self._sent(None, ())
            hour += HOUR
        self._clock.now = max(self._clock.now, moment)
        self._store.set_value(CLOCK, self._clock.now.isoformat())
        return told

    async def _sent(self, article: str | None, reports: Sequence[Report]) -> list[Told]:
        """What leaves now; a message that was held names the newest article of its incident."""
        if self._store.owed(self._clock.now):
            await self._app.sender.drain()
        by_incident: dict[int, Report] = {}
        for report in reports:  # of several that are of one incident the first that changed anything says why
            if by_incident.setdefault(report.incident.id, report).action == "join":
                by_incident[report.incident.id] = report
        return [self._message(one, article, by_incident.get(one.incident_id or 0)) for one in self._letterbox.emptied()]

    def _message(self, message: Delivery, article: str | None, report: Report | None) -> Told:
        name = self._name(message.chat_id)
        incident = report.incident if report else self._store.incident(message.incident_id or 0)
        if incident is None:
            return Told(None, None, message.kind, None, name, "it was due")
        why = self._why(incident, message.chat_id)
        if report is None:
            action = "new" if message.revision == 1 else "update"
            return Told(incident.sources[-1].article_key, incident.id, action, message.revision, name, why)
        if report.action != "new":
            why = f"{report.why}; {why}" if why else report.why
        # What is only one more report to the incident is the first word to whom it concerns only now.
        first = "update" if message.reply_to else "new"
        action = first if report.action == "join" else report.action
        return Told(article, incident.id, action, message.revision, name, why)

    def _why(self, incident: Incident, chat_id: int) -> str:
        alerts = self._alerts(incident, chat_id)
        return ", ".join(match.why for alert in alerts for match in alert.matches)

    def _alerts(self, incident: Incident, chat_id: int | None = None) -> list[Alert]:
        return alerts_for(incident, self._store.subscriptions(chat_id), self._clock.now)

    def _waiting(self, article: Article, decision: Decision) -> Iterator[Told]:
        """Chats that are concerned and hear nothing now: held by the fuse, muted, or waiting for their digest."""
        for delivery in decision.owed:
            if delivery.held:
                name = self._name(delivery.chat_id)
                yield Told(article.key, delivery.incident_id, "held", delivery.revision, name, delivery.why)
        owed = {(delivery.chat_id, delivery.incident_id) for delivery in decision.owed}
        for report in decision.reports:
            for alert in self._alerts(report.incident) if report.action == "new" else ():
                why = None if (alert.chat_id, report.incident.id) in owed else self._unsaid(alert)
                if why is not None:
                    name = self._name(alert.chat_id)
                    yield Told(article.key, report.incident.id, "held", report.incident.revision, name, why)

    def _unsaid(self, alert: Alert) -> str | None:
        chat = self._store.chat(alert.chat_id)
        if chat is None:
            return None
        mute = muted(alert, chat, self._clock.now)
        how = sound(alert, chat, self._clock.now, zone_of(chat, (match.subscription for match in alert.matches)))
        if mute is not None:
            return f"{mute} is muted"
        return "waits for the digest" if how.held else None

    def _name(self, chat_id: int) -> str | int:
        return self._names.get(chat_id, chat_id)


def _quiet(article: Article, why: str) -> Told:
    return Told(article.key, None, "quiet", None, None, why)
