"""What `tocsin check` looks at before anything is started: config, rules, lists, token."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.assistance.consular import read_lines
from bot.channels import ChannelDownError, ChannelStoppedError
from bot.channels.table import CHANNELS, channel_for, lacking
from bot.channels.telegram import TelegramChannel
from bot.config import Config, Mistakes, load_config
from bot.store.reader import trouble
from rules.load import load_rules

log = structlog.get_logger("bot")


@dataclass(frozen=True, slots=True)
class Report:
    """What `tocsin check` found. `config` is None when the file itself cannot be used."""

    config: Config | None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


async def examine(path: Path, *, ask_telegram: bool) -> Report:
    """Every problem of config, rules and token at once; nothing is started and nothing is sent."""
    try:
        config = load_config(path)
    except Mistakes as mistakes:
        return Report(None, mistakes.lines)
    loaded = load_rules(config.rules)
    problems = [str(problem) for problem in loaded.problems]
    if config.assistance is not None:
        problems += [str(problem) for problem in read_lines(config.assistance)[1]]
    if missing := lacking(config.sending.per_second):
        problems.append(missing)
    if amiss := trouble(config.database_path, config.database_key):
        problems.append(amiss)
    notes = [f"warning: {warning}" for warning in loaded.warnings]
    if config.database_key is not None:
        notes.append("The database is encrypted.")
    if loaded.rules is not None:
        count = sum(rule.status == "live" for rule in loaded.rules.rules)
        notes.append(f"{count} rules are live, {len(config.feeds)} feeds are read, mode {config.mode}.")
    if not config.feeds:
        notes.append(f"{path}: no feeds; nothing will ever be read.")
    if not config.admins:
        notes.append(f"{path}: no admins; nobody can invite, and nobody hears of trouble. /start tells a person's id.")
    if not config.telegram.token:
        notes.append("No bot token is set: enough for `tocsin chat`, not for `tocsin run`.")
    elif ask_telegram and not missing:
        try:
            channel, name = await telegram_channel(config)
            notes.append(f"Telegram accepts the token: the bot is @{name}.")
            await channel.close()
        except Mistakes as mistakes:
            problems += mistakes.lines
    return Report(config, tuple(problems), tuple(notes))


async def telegram_channel(config: Config, *, down_is_a_mistake: bool = True) -> tuple[TelegramChannel, str]:
    """Telegram by the config's token, and the bot's name there. Mistakes when it is not accepted.

    Telegram that cannot be reached is a mistake for somebody who checks a config, but not for a server
    that comes up before its network: then the channel is given all the same, without a name, and
    sending and listening try again as they do later on.
    """
    if missing := lacking(config.sending.per_second):
        raise Mistakes([missing])
    make = CHANNELS[channel_for(config.sending.per_second)]
    channel = make(config.telegram.token, config.telegram.api_base)
    try:
        me = await channel.open()
    except ChannelStoppedError as error:
        await channel.close()
        raise Mistakes([f"telegram.token: {error}. BotFather shows the right one under /mybots."]) from None
    except ChannelDownError as error:
        if not down_is_a_mistake:
            log.warning("Telegram cannot be reached yet; feeds are read, and what is owed is kept", why=str(error))
            return channel, ""
        await channel.close()
        raise Mistakes([f"telegram.api_base: {config.telegram.api_base} cannot be reached: {error}"]) from None
    log.info("Telegram", bot=f"@{me.username}")
    return channel, me.username or ""
