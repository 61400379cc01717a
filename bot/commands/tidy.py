"""What comes due by the clock: trips and live locations that end, digests, names that are forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.alerts import ROLL_CALL_KEPT
from bot.commands.desk import Desk
from bot.messages.digest import digest_for
from bot.messages.notices import notice
from bot.messages.places import region_name
from bot.schedule import digest_due, trip_over, zone_of
from bot.subscriptions import Chat, Subscription

FIRST_DIGEST = timedelta(days=1)
_ENDED_PRIORITY = 55


def tidy(desk: Desk) -> int:
    """Owe what is due; how many messages. To be called about once a minute, safe to call at any time."""
    now = desk.now()
    desk.store.forget_roll_calls(now - ROLL_CALL_KEPT)
    owed = 0
    over: dict[int, list[Subscription]] = {}
    for trip in desk.store.trips():
        if trip_over(trip, now):
            over.setdefault(trip.chat_id, []).append(trip)
    for chat in desk.store.chats_of(over).values():
        owed += _end(desk, chat, over[chat.id], now)
    for chat in desk.store.digest_readers():
        mine = list(desk.store.subscriptions(chat.id))
        if digest_due(chat, now, zone_of(chat, mine)):
            owed += _digest(desk, chat, mine, now)
    return owed


def _end(desk: Desk, chat: Chat, over: list[Subscription], now: datetime) -> int:
    """Erased together with the word that it is: nothing of a trip is kept."""
    wording = desk.wording(chat.language)
    with desk.store.write():
        for one in over:
            desk.store.unsubscribe(chat.id, one.id)
            key = "location.live_over" if one.live_message else "trip.over"
            line = wording.line(key, place=region_name(one.region, one.label, wording, in_text=True))
            desk.store.enqueue(
                [notice(chat.id, [line], now, priority=_ENDED_PRIORITY, thread_id=one.thread_id, silent=True)]
            )
    return len(over)


def _digest(desk: Desk, chat: Chat, mine: list[Subscription], now: datetime) -> int:
    since = chat.digest_sent or now - FIRST_DIGEST
    incidents = [one for one in desk.store.incidents(since) if one.updated > since]
    delivery = digest_for(chat, mine, incidents, desk.composer(), now, zone_of(chat, mine)) if mine else None
    with desk.store.write():
        desk.store.save_chat(replace(chat, digest_sent=now), now)
        if delivery is not None:
            desk.store.enqueue([delivery])
    return 1 if delivery is not None else 0
