"""Everything a person can ask for, written down once: /help, the menu and the dispatch come from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.asked import Asked
from bot.commands import (
    about,
    access,
    alerts,
    announce,
    card,
    channels,
    correct,
    held,
    latest,
    location,
    mute,
    nationality,
    operator,
    picture,
    regions,
    search,
    settings,
    start,
    status,
    subscribe,
    trips,
    whynot,
    yours,
    zones,
)
from bot.commands.response import Response
from bot.commands.visit import Drawn, Handler, Visit
from bot.messages.wording import Wording

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
    groups: bool = True  # makes sense in a group

    @property
    def operator(self) -> bool:
        return self.section == "operator"


@dataclass(frozen=True, slots=True)
class Press:
    """A kind of button, by the action in its data."""

    action: str
    handler: Handler
    changes: bool = False
    anyone: bool = False


def _help(visit: Visit) -> Response:
    """Printed from COMMANDS, so that nothing is offered that does not exist."""
    offered = [command for command in COMMANDS if visit.is_operator or not command.operator]
    names = {section: [one.name for one in offered if one.section == section] for section in SECTIONS}
    return about.help_page(visit, {section: row for section, row in names.items() if row})


COMMANDS: tuple[Command, ...] = (
    Command("subscribe", subscribe.subscribe, "places", changes=True),
    Command("regions", regions.regions, "places"),
    Command("trip", trips.trip, "places", changes=True, groups=False),
    Command("unsubscribe", regions.unsubscribe, "places", changes=True, menu=False),
    Command("label", card.label, "places", changes=True, menu=False, groups=False),
    Command("radius", card.radius_for, "places", changes=True, menu=False, groups=False),
    Command("mutewords", card.words, "places", changes=True, menu=False, groups=False),
    Command("latest", latest.latest, "news"),
    Command("search", search.search, "news"),
    Command("status", status.status, "news"),
    Command("whynot", whynot.why_not, "news", menu=False, groups=False),
    Command("categories", card.list_categories, "news", menu=False, groups=False),
    Command("settings", settings.settings, "settings"),
    Command("mute", mute.mute, "settings", changes=True),
    Command("unmute", mute.unmute, "settings", changes=True, menu=False),
    Command("quiet", settings.quiet, "settings", changes=True),
    Command("digest", settings.digest, "settings", changes=True, menu=False, groups=False),
    Command("timezone", zones.zone, "settings", changes=True, menu=False),
    Command("lang", settings.lang, "settings", changes=True),
    Command("nationality", nationality.nationality, "settings", changes=True, menu=False, groups=False),
    Command("rollcall", settings.roll_call, "settings", changes=True, menu=False),
    Command("start", start.start, "yours", anyone=True, menu=False, groups=False),
    Command("stop", start.stop, "yours", changes=True, anyone=True),
    Command("resume", start.resume, "yours", changes=True),
    Command("export", yours.export, "yours", changes=True, anyone=True, menu=False, groups=False),
    Command("deleteaccount", yours.delete_account, "yours", changes=True, anyone=True, groups=False),
    Command("privacy", about.privacy, "yours", anyone=True, groups=False),
    Command("about", about.about, "yours", anyone=True),
    Command("help", _help, "yours", anyone=True),
    Command("invite", access.invite, "operator"),
    Command("admin", operator.admin, "operator"),
    Command("feeds", operator.feeds, "operator"),
    Command("incident", correct.incident, "operator"),
    Command("announce", announce.announce, "operator"),
    Command("pause", operator.pause, "operator"),
    Command("resume_all", operator.resume_all, "operator"),
    Command("channel", channels.channel, "operator"),
    Command("block", operator.block, "operator"),
    Command("unblock", operator.unblock, "operator"),
)
PRESSES: tuple[Press, ...] = (
    Press("how", start.how, changes=True),
    Press("place", subscribe.chosen, changes=True),
    Press("same", subscribe.namesakes, changes=True),
    Press("much", start.much, changes=True),
    Press("trip", trips.chosen, changes=True),
    Press("list", regions.listed),
    Press("del", regions.remove, changes=True),
    Press("reg", card.card),
    Press("least", card.least, changes=True),
    Press("rad", card.radius, changes=True),
    Press("cats", card.categories, changes=True),
    Press("wake", card.wake, changes=True),
    Press("wide", card.wide, changes=True),
    Press("offi", card.official, changes=True),
    Press("two", card.two_sources, changes=True),
    Press("late", latest.turned),
    Press("sheet", settings.shown),
    Press("set", settings.pressed, changes=True),
    Press("why", alerts.why),
    Press("map", picture.picture),
    Press("mute", mute.scopes, changes=True),
    Press("mutes", mute.spans, changes=True),
    Press("mutef", mute.muted, changes=True),
    Press("unmute", mute.unmuted, changes=True),
    Press("wrong", alerts.wrong, changes=True),
    Press("wrongf", alerts.wronged, changes=True),
    Press("safe", alerts.safe),
    Press("back", alerts.back, changes=True),
    Press("erase", yours.erase, changes=True, anyone=True),
    Press("tell", announce.told),
    Press("held", held.decided),
    Press("retract", correct.pressed),
    Press("chan", channels.chosen),
    Press("chandel", channels.removed),
)
READ_FIRST: Mapping[str, Callable[[Visit], Asked | None]] = {"whynot": whynot.wants_reading}
DRAWN_FIRST: Mapping[str, Callable[[Visit], Drawn | None]] = {"map": picture.drawn_first}
LOCATED: Handler = location.located
BY_NAME: Mapping[str, Command] = {command.name: command for command in COMMANDS}
BY_ACTION: Mapping[str, Press] = {press.action: press for press in PRESSES}


def menu(wording: Wording, *, operator: bool = False, group: bool = False) -> tuple[tuple[str, str], ...]:
    """(command, description) for Telegram's menu, in the language of the wording.

    That of a group has what is of use to many; `operator` adds what the admins of the bot may do.
    """
    return tuple(
        (command.name, wording.text(f"command.{command.name}"))
        for command in COMMANDS
        if (command.groups if group else command.menu) and (operator or not command.operator)
    )
