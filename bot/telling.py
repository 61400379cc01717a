"""A telling becomes what is owed: who is concerned, in which words, held by the fuse or not.

The transaction that files a report writes down only that people are to be told. The telling is done after it, in
steps: a hundred thousand readers take seconds, and no command may wait that long for the database. What a crash
leaves undone is done at the next start, and nobody hears twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Literal, TypeVar

import structlog

from bot.fuse import Fuse, Held, held, wait_for
from bot.incidents import Incident
from bot.incidents.reason import Reason
from bot.incidents.telling import Announcement, Telling
from bot.messages.because import because
from bot.messages.correction import correction
from bot.messages.deliveries import Composer, Rendered, deliveries_for
from bot.messages.notices import held_buttons, named_by, notice
from bot.messages.text import Line
from bot.messages.wording import FALLBACK, Wording
from bot.outbox import Button, Delivery
from bot.readership import Readership
from bot.regions import Region
from bot.store import Store
from bot.subscriptions import (
    ALL_CLEAR,
    Alert,
    Chat,
    RegionMatch,
    Subscription,
    alerts_for,
    ends_for,
    handed_on,
    updates_for,
)
from bot.tally import Tally

T = TypeVar("T")

log = structlog.get_logger("news")

ANNOUNCED = 50  # the priority of an operator's word: behind every alert
PAUSED = "paused"  # a value of the store, set by an admin: read and decide, but owe no alerts
STEP = 500  # deliveries a transaction, some 15 ms: others wait for one step at most


@dataclass(slots=True)
class Teller:
    """Not for several threads at once: the newsroom's worker uses it. `woken` is called when something is owed."""

    store: Store
    readers: Readership
    composer: Callable[[], Composer]
    clock: Callable[[], datetime]
    mode: Literal["live", "shadow"] = "live"
    admins: Sequence[int] = ()
    fuse: Fuse = field(default_factory=Fuse)
    rule_changed: Callable[[str], datetime | None] = lambda rule: None  # when a rule was last edited, if lately
    tally: Tally = field(default_factory=Tally)
    woken: Callable[[], None] = lambda: None

    def catch_up(self) -> int:
        """What was written down and not done yet, by commands or when the program ended; how many deliveries it was."""
        owed = 0
        for one in self.store.untold():
            owed += self.announce(one) if isinstance(one, Announcement) else len(self.tell(one, again=True))
        return owed

    def announce(self, word: Announcement) -> int:
        """The operator's word to whoever listens and has not had it, never in the layout of an alert; to how many."""
        everybody = sorted((one for one in self.store.chats() if one.admitted and not one.banned), key=_number)
        left = [one for one in everybody if word.after is None or one.id > word.after]
        for step in _steps(left):
            word = replace(word, after=step[-1].id)
            with self.store.write():
                self.store.enqueue([self._announced(word, chat) for chat in step])
                self.store.to_tell(word)
            self.woken()
        self.store.told(word.id)
        return len(left)

    def _announced(self, word: Announcement, chat: Chat) -> Delivery:
        lines = self.composer().wording(chat.language).lines("announce.text", text=word.text)
        return notice(chat.id, lines, self.clock(), priority=ANNOUNCED, silent=True)

    def tell(self, telling: Telling, *, again: bool = False) -> list[Delivery]:
        """What is owed for it, put into the outbox step by step. `again` leaves out whoever was reached before."""
        owed = self.owed_for(telling, again=again)
        steps = list(_steps(owed)) or [[]]
        for step in steps:
            last = step is steps[-1]
            # What a power cut undoes of the steps before is told again: only the end must have reached the disk.
            with self.store.write(lasting=last):
                self.put(telling, step)
                if last:
                    self.store.told(telling.id)
            self.woken()
        return owed

    def put(self, telling: Telling, owed: Sequence[Delivery]) -> None:
        """Into the outbox, in place of what an earlier revision still owed the same chats."""
        if telling.before is not None and not telling.taken_back:
            waiting = [(one.chat_id, one.thread_id) for one in owed]
            why = f"said better by revision {telling.incident.revision}"
            self.store.withdraw(telling.incident.id, waiting, why, self.clock())
        self.store.enqueue(owed)

    def owed_for(self, telling: Telling, *, again: bool = False) -> list[Delivery]:
        """Decided and put into words, not yet in the outbox; admins hear of it at once when the fuse holds it."""
        now = self.clock()
        incident = telling.incident
        if telling.taken_back:
            self.store.cancel(incident.id, "taken back", now)
            return self._not_reached(self._corrections(telling, now), incident, again)
        if incident.trial:
            return self._for_admins(incident, now, "pipeline.trial", rule=incident.head.rule)
        alerts = self._alerts(telling, now)
        if not alerts or self.store.value(PAUSED):
            return []
        if self.mode == "shadow":
            return self._for_admins(incident, now, "pipeline.shadow", n=len(alerts))
        owed = list(self._rendered(telling, alerts, now))
        owed = self._not_reached(owed, incident, again)
        self.tally.alerts += len(owed)
        return self._fused(telling, owed, now)

    def _not_reached(self, owed: list[Delivery], incident: Incident, again: bool) -> list[Delivery]:
        if not again:
            return owed
        reached = set(self.store.reached(incident.id, incident.revision))
        return [one for one in owed if (one.chat_id, one.thread_id) not in reached]

    def _alerts(self, telling: Telling, now: datetime) -> list[Alert]:
        incident, before = telling.incident, telling.before
        people = self.readers.concerned((incident,) if before is None else (incident, before), now)
        if before is None:
            if incident.head.category == ALL_CLEAR:
                return []  # nobody was warned of what it ends
            return alerts_for(incident, people, now)
        if telling.clear is not None:
            return ends_for(before, incident, telling.clear, telling.changes, people, now)
        alerts = updates_for(before, incident, telling.changes, people, now)
        # It takes the place of what still waits to be sent, and tells the new places of that as well.
        waits = self.store.waiting_since(incident.id)
        return [handed_on(alert, waits.get((alert.chat_id, alert.thread_id)), now) for alert in alerts]

    def _rendered(self, telling: Telling, alerts: Sequence[Alert], now: datetime) -> Iterator[Delivery]:
        warned = () if telling.before is None else self.store.warned(telling.incident.id)
        told = {(one.chat_id, one.thread_id): one for one in warned}
        composer = self.composer()
        rendered: Rendered = {}
        for step in _steps(alerts):
            chats = self.store.chats_of({alert.chat_id for alert in step})
            yield from deliveries_for(step, chats, composer, now, told=told, rendered=rendered, feed=telling.feed)

    def _corrections(self, telling: Telling, now: datetime) -> list[Delivery]:
        """To exactly those who were warned; what has not left yet does not leave."""
        composer = self.composer()
        warned = self.store.warned(telling.incident.id)
        chats = self.store.chats_of({one.chat_id for one in warned})
        said: dict[str, Delivery] = {}  # by language: a hundred thousand are told the same
        owed = []
        for one in warned:
            chat = chats.get(one.chat_id)
            if chat is None or not chat.active:
                continue
            if chat.language not in said:
                wording = composer.wording(chat.language)
                by_itself = Reason("update.retracted", {"publisher": telling.publisher})
                reason = because([telling.why or by_itself], wording)
                said[chat.language] = correction(
                    telling.incident, chat, one.thread_id, one.first, reason, composer, now
                )
            owed.append(replace(said[chat.language], chat_id=one.chat_id, thread_id=one.thread_id, reply_to=one.first))
        return owed

    def _fused(self, telling: Telling, owed: Sequence[Delivery], now: datetime) -> list[Delivery]:
        """What one rule or feed is about to tell very many waits a while, and the admins hear of it at once."""
        rule, incident = telling.incident.head.rule, telling.incident
        changed = self.rule_changed(rule)
        hold = held(
            incident,
            chats=len({delivery.chat_id for delivery in owed}),
            lately=self.store.chats_owed(rule, telling.feed, now - timedelta(minutes=self.fuse.minutes)) if owed else 0,
            rule_changed=changed,
            since_change=self.store.chats_owed(rule, "", changed) if owed and changed is not None else 0,
            now=now,
            fuse=self.fuse,
        )
        if hold is None:
            return list(owed)
        why = because([hold.why], self.composer().wording(FALLBACK))
        log.warning("fuse", incident=incident.id, until=_clock(hold.until), why=why)
        self._tell_of_hold(incident, hold)
        return wait_for(hold, why, owed)

    def _tell_of_hold(self, incident: Incident, hold: Held) -> None:
        self.say_to_admins(
            lambda wording: wording.lines(
                "pipeline.held",
                **named_by(incident, wording, self.composer().categories),
                until=_clock(hold.until),
                why=because([hold.why], wording),
            ),
            partial(held_buttons, incident.id),
        )

    def _for_admins(self, incident: Incident, now: datetime, note: str, **values: str | int) -> list[Delivery]:
        """What would have been sent, shown to the admins alone and without a sound."""
        head = incident.head
        place = head.parents[-1] if head.parents else head.place
        region = Region("country", place.name, incident.country)
        known = {admin: Chat(admin, "private") for admin in self.admins} | dict(self.store.chats_of(self.admins))
        alerts = [
            Alert(incident, admin, None, (RegionMatch(Subscription(0, admin, region), head, head.why),))
            for admin in self.admins
        ]

        def line(wording: Wording) -> tuple[Line, ...]:
            return (wording.line(note, **values),)

        owed = deliveries_for(alerts, known, self.composer(), now, changes=line)
        return [replace(delivery, silent=True, buttons=()) for delivery in owed]

    def say_to_admins(
        self,
        words: Callable[[Wording], tuple[Line, ...]],
        buttons: Callable[[Wording], tuple[tuple[Button, ...], ...]] = lambda wording: (),
    ) -> None:
        for admin in self.admins:
            self.say(admin, words, buttons)

    def say(
        self,
        chat_id: int,
        words: Callable[[Wording], tuple[Line, ...]],
        buttons: Callable[[Wording], tuple[tuple[Button, ...], ...]] = lambda wording: (),
    ) -> None:
        """A notice of the bot itself, put into the outbox."""
        chat = self.store.chat(chat_id)
        wording = self.composer().wording(chat.language if chat else "en")
        self.store.enqueue([notice(chat_id, words(wording), self.clock(), buttons=buttons(wording))])


def _number(chat: Chat) -> int:
    return chat.id


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M} UTC"


def _steps(many: Iterable[T]) -> Iterator[list[T]]:
    left = iter(many)
    while step := list(islice(left, STEP)):
        yield step
