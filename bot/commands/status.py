"""/status: are the sources of my regions well, and is silence to be trusted?"""

from __future__ import annotations

from bot.commands.following import named
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.feeds.silence import is_well, watchers
from bot.messages.text import Line
from bot.messages.when import age
from bot.sending import ALERTS_PAUSED


def status(visit: Visit) -> Response:
    mine = visit.subscriptions
    if not mine:
        return answered(say(visit.line("regions.none")))
    states = {state.url: state for state in visit.desk.store.feed_states()}
    lines: list[Line] = [visit.line("status.title"), ()]
    calm = True
    for one in mine:
        watching = watchers(one.region, visit.desk.feeds())
        well = sum(1 for feed in watching if is_well(feed, states.get(feed.url), visit.now))
        name = named(visit, one)
        if not watching:
            lines.append(visit.line("status.unwatched", region=name))
            calm = False
        elif not well:
            lines.append(visit.line("status.blind", region=name, n=len(watching)))
            calm = False
        else:
            lines.append(visit.line("status.row", region=name, well=well, n=len(watching)))
            calm = calm and 2 * well >= len(watching)
    lines.append(())
    sent = visit.desk.store.alerts_sent(visit.chat.id, 1)
    if sent:
        lines.append(visit.line("status.last", age=age(sent[0].created, visit.now, visit.wording)))
    else:
        lines.append(visit.line("status.no_alert"))
    if not visit.chat.active:
        lines.append(visit.line("settings.stopped"))
    if visit.desk.store.value("paused") or visit.desk.store.value(ALERTS_PAUSED):
        lines.append(visit.line("status.paused"))
        calm = False
    lines.append(visit.line("status.calm" if calm else "status.not_calm"))
    return answered(say(lines))
