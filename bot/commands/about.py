"""/help, /privacy and /about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.messages.text import Line


def help_page(visit: Visit, sections: Mapping[str, Iterable[str]]) -> Response:
    """The names of commands by section, each with its line."""
    lines: list[Line] = [*visit.lines(visit.here("help.intro"))]
    for section, names in sections.items():
        lines += [(), visit.line(f"help.section_{section}")]
        lines += [visit.line("help.row", name=name, what=visit.line(f"command.{name}")) for name in names]
    return answered(say(lines))


def privacy(visit: Visit) -> Response:
    return answered(say(visit.lines("privacy.text")))


def about(visit: Visit) -> Response:
    operator = visit.desk.operator or visit.text("about.somebody")
    return answered(say(visit.lines("about.text", operator=operator)))
