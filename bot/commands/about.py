"""/help, /privacy and /about."""

from __future__ import annotations

from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.messages.text import Line


def help_(visit: Visit) -> Response:
    """Printed from COMMANDS, so that nothing is offered that does not exist."""
    from bot.commands.table import COMMANDS, SECTIONS

    lines: list[Line] = [*visit.lines("help.intro")]
    for section in SECTIONS:
        if section == "operator" and not visit.is_operator:
            continue
        rows = [command for command in COMMANDS if command.section == section]
        if rows:
            lines += [(), visit.line(f"help.section_{section}")]
            lines += [visit.line("help.row", name=one.name, what=visit.line(f"command.{one.name}")) for one in rows]
    return answered(say(lines))


def privacy(visit: Visit) -> Response:
    return answered(say(visit.lines("privacy.text")))


def about(visit: Visit) -> Response:
    operator = visit.desk.operator or visit.text("about.somebody")
    return answered(say(visit.lines("about.text", operator=operator)))
