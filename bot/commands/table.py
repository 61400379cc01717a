"""Everything a person can ask for, written down once: /help, the menu and the dispatch come from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.commands import about, access, latest, regions, start, subscribe
from bot.commands.visit import Handler

Section = Literal["places", "news", "settings", "yours", "operator"]
SECTIONS: tuple[Section, ...] = ("places", "news", "settings", "yours", "operator")


@dataclass(frozen=True, slots=True)
class Command:
    """`changes`: in groups only admins may. `anyone`: also for those not admitted yet."""

    name: str
    handler: Handler
    section: Section
    changes: bool = False
    anyone: bool = False
    menu: bool = True

    @property
    def operator(self) -> bool:
        return self.section == "operator"


@dataclass(frozen=True, slots=True)
class Press:
    """A kind of button, by the action in its data."""

    action: str
    handler: Handler
    changes: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("subscribe", subscribe.subscribe, "places", changes=True),
    Command("regions", regions.regions, "places"),
    Command("unsubscribe", regions.unsubscribe, "places", changes=True, menu=False),
    Command("latest", latest.latest, "news"),
    Command("start", start.start, "yours", anyone=True, menu=False),
    Command("stop", start.stop, "yours", changes=True, anyone=True),
    Command("resume", start.resume, "yours", changes=True),
    Command("privacy", about.privacy, "yours", anyone=True),
    Command("about", about.about, "yours", anyone=True),
    Command("help", about.help_, "yours", anyone=True),
    Command("invite", access.invite, "operator"),
)
PRESSES: tuple[Press, ...] = (
    Press("how", start.how, changes=True),
    Press("place", subscribe.chosen, changes=True),
    Press("same", subscribe.namesakes, changes=True),
    Press("much", start.much, changes=True),
    Press("list", regions.listed),
    Press("del", regions.remove, changes=True),
    Press("late", latest.turned),
)
BY_NAME: Mapping[str, Command] = {command.name: command for command in COMMANDS}
BY_ACTION: Mapping[str, Press] = {press.action: press for press in PRESSES}
