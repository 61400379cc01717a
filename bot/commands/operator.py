"""For the admins named in the config: how the bot is doing, and its switches."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.numbers import number_in
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.feeds.feed import Feed, FeedState
from bot.feeds.silence import is_well
from bot.messages.text import Line, cut
from bot.messages.when import age, clock
from bot.sending import ALERTS_PAUSED

MOST_FEEDS = 25
MOST_PROBLEMS = 8


def admin(visit: Visit) -> Response:
    """/admin: feeds, queue, rules, people at one look."""
    desk, store = visit.desk, visit.desk.store
    feeds, states = desk.feeds(), {state.url: state for state in store.feed_states()}
    well = sum(1 for feed in feeds if is_well(feed, states.get(feed.url), visit.now))
    counts = store.queue_counts()
    queue = ", ".join(
        visit.text(f"admin.queue_{state}", n=number) for state, number in sorted(counts.items()) if number
    )
    people = store.numbers()
    lines: list[Line] = [
        visit.line("admin.title"),
        visit.line("admin.feeds", well=well, n=len(feeds)),
        *_of_looks(visit, feeds, states),
        visit.line("admin.queue", queue=queue or visit.text("admin.empty")),
        visit.line("admin.rules", version=desk.rules_version() or "?"),
        visit.line("admin.people", n=people.chats, active=people.active, regions=people.regions),
    ]
    problems = desk.rule_problems()
    if problems:
        lines.append(visit.line("admin.problems", n=len(problems)))
        lines += [visit.line("alert.bullet", text=cut(problem, 300)) for problem in problems[:MOST_PROBLEMS]]
    if store.value("paused"):
        lines.append(visit.line("status.paused"))
    if why := store.value(ALERTS_PAUSED):
        lines.append(visit.line("admin.halted", why=cut(why, 300)))
    for who, what, when in store.acts(5):
        lines.append(visit.line("admin.act", who=who, what=cut(what, 100), age=age(when, visit.now, visit.wording)))
    return answered(say(lines))


def _of_looks(visit: Visit, feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> list[Line]:
    """How many looks found nothing changed, when the next is due, what may have been missed, what fails worst."""
    looked = [(feed, states[feed.url]) for feed in feeds if feed.url in states]
    looks = sum(state.looks for _, state in looked)
    if not looks:
        return []
    share = f"{sum(state.unchanged for _, state in looked) / looks:.0%}"
    due = min((state.next_look for _, state in looked if state.next_look), default=None)
    gaps = sum(state.gaps for _, state in looked)
    lines = [visit.line("admin.looks", share=share, next=clock(due, visit.tz) if due else "–", gaps=gaps)]
    feed, worst = max(looked, key=lambda one: one[1].failures)
    if worst.failures and worst.last_error:
        error = cut(worst.last_error, 160)
        lines.append(visit.line("admin.feed_error", name=feed.name, error=error))
    return lines


def feeds(visit: Visit) -> Response:
    """/feeds [add | pause | resume | check URL]"""
    verb, _, rest = visit.request.argument.partition(" ")
    url, _, more = rest.strip().partition(" ")
    if not verb:
        return _feed_list(visit)
    if verb not in ("add", "pause", "resume", "check") or not url:
        return answered(say(visit.line("feeds.how")))
    known = {feed.url for feed in (*visit.desk.feeds(), *visit.desk.paused_feeds())}
    known |= {state.url for state in visit.desk.store.feed_states()}
    if verb == "add":
        return _add(visit, url, more.strip(), known)
    matching = [one for one in known if one == url or url in one]
    if len(matching) != 1:
        return answered(say(visit.line("feeds.which", n=len(matching), typed=cut(url, 80))))
    chosen = matching[0]
    if verb == "check":
        state = next((one for one in visit.desk.store.feed_states() if one.url == chosen), FeedState(chosen))
        visit.desk.store.settle_feed(replace(state, next_look=visit.now))
        return answered(say(visit.line("feeds.soon", url=chosen)))
    paused = set(_listed(visit, "feeds.paused"))
    paused = paused | {chosen} if verb == "pause" else paused - {chosen}
    visit.desk.store.set_value("feeds.paused", json.dumps(sorted(paused)))
    _record(visit, f"feeds {verb} {chosen}")
    return answered(say(visit.line(f"feeds.{verb}d", url=chosen)))


def _add(visit: Visit, url: str, publisher: str, known: set[str]) -> Response:
    if not url.startswith(("http://", "https://")):
        return answered(say(visit.line("feeds.how")))
    if url in known:
        return answered(say(visit.line("feeds.known", url=url)))
    added = _added(visit)
    if all(one.get("url") != url for one in added):
        added.append({"url": url, "publisher": publisher})
    visit.desk.store.set_value("feeds.added", json.dumps(added, ensure_ascii=False))
    _record(visit, f"feeds add {url}")
    return answered(say(visit.line("feeds.added", url=url)))


def _feed_list(visit: Visit) -> Response:
    paused = {feed.url for feed in visit.desk.paused_feeds()}
    known = {feed.url: feed for feed in (*visit.desk.feeds(), *visit.desk.paused_feeds())}
    if not known:
        return answered(say(visit.line("feeds.none")))
    states = {state.url: state for state in visit.desk.store.feed_states()}
    # The broken ones first: they are why somebody looks. The paused ones last: they are meant to be still.
    ordered = sorted(
        known.values(), key=lambda feed: (feed.url in paused, is_well(feed, states.get(feed.url), visit.now))
    )
    lines: list[Line] = [visit.line("feeds.title", n=len(known))]
    for feed in ordered[:MOST_FEEDS]:
        state = states.get(feed.url)
        if feed.url in paused:
            lines.append(visit.line("feeds.paused_row", name=feed.name))
            continue
        sign = "✅" if is_well(feed, state, visit.now) else "⚠️"
        last = age(state.last_success, visit.now, visit.wording) if state and state.last_success else "–"
        due = clock(state.next_look, visit.tz) if state and state.next_look else "–"
        lines.append(visit.line("feeds.row", sign=sign, name=feed.name, age=last, next=due))
        if state and state.failures and state.last_error:
            lines.append(visit.line("feeds.error", n=state.failures, error=cut(state.last_error, 160)))
    if len(ordered) > MOST_FEEDS:
        lines.append(visit.line("feeds.more", n=len(ordered) - MOST_FEEDS))
    return answered(say(lines))


def pause(visit: Visit) -> Response:
    visit.desk.store.set_value("paused", visit.now.isoformat())
    _record(visit, "pause")
    return answered(say(visit.line("pause.done")))


def resume_all(visit: Visit) -> Response:
    visit.desk.store.set_value("paused", None)
    visit.desk.store.set_value(ALERTS_PAUSED, None)
    _record(visit, "resume_all")
    return answered(say(visit.line("pause.over")))


def block(visit: Visit) -> Response:
    return _ban(visit, banned=True)


def unblock(visit: Visit) -> Response:
    return _ban(visit, banned=False)


def _ban(visit: Visit, *, banned: bool) -> Response:
    typed = visit.request.argument
    if not typed:
        return answered(say(visit.line("block.how")))
    number = number_in(typed)
    chat = visit.desk.store.chat(number) if number is not None else None
    if chat is None:
        return answered(say(visit.line("block.unknown", typed=cut(typed, 30))))
    if chat.id in visit.desk.admins or chat.id == visit.chat.id:
        return answered(say(visit.line("block.not_you")))
    visit.save(replace(chat, banned=banned))
    _record(visit, f"{'block' if banned else 'unblock'} {chat.id}")
    return answered(say(visit.line("block.done" if banned else "block.undone", number=str(chat.id))))


def _record(visit: Visit, what: str) -> None:
    visit.desk.store.record_act(visit.request.user_id or 0, what, visit.now)


def _listed(visit: Visit, name: str) -> Sequence[str]:
    return [str(one) for one in json.loads(visit.desk.store.value(name) or "[]")]


def _added(visit: Visit) -> list[dict[str, str]]:
    return [dict(one) for one in json.loads(visit.desk.store.value("feeds.added") or "[]")]
