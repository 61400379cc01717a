"""The one place that builds objects: config in, a bot that can run out."""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.asked import Asked, Examined, examine
from bot.assistance.consular import ConsularLine, consular_lines, read_lines
from bot.assistance.emergency import emergency_numbers
from bot.channels import Channel
from bot.collapse import digest_of
from bot.commands import Desk
from bot.config import Config, Mistakes
from bot.edits import RuleEdits
from bot.feeds.apart import Apart
from bot.feeds.drop import Folder
from bot.feeds.feed import Feed
from bot.feeds.fetch import Fetcher
from bot.feeds.look import Manners
from bot.fuse import Fuse
from bot.handing import FolderWatch
from bot.limits import Limits, limits_for
from bot.listening import Listener
from bot.messages.deliveries import Composer
from bot.messages.load import load_wordings
from bot.messages.text import Span
from bot.messages.wording import Wording
from bot.outbox import Delivery
from bot.pipeline import Newsroom
from bot.readership import Readership
from bot.reload import LiveRules
from bot.running import App, Loop
from bot.sending import Sender
from bot.store import Store, StoreError
from bot.store.sqlite import open_store
from bot.tally import Tally
from bot.telling import Teller
from bot.updates import act_on
from bot.vigil import Vigil
from bot.watching import Watch
from extract.gazetteer import open_gazetteer
from extract.places import Gazetteer
from extract.read import Tools, load_tools
from rules.load import load_rules
from rules.rule import RuleSet

Progress = Callable[[str, int, int], None]
USERNAME = "username"  # kept value: the name of the bot on Telegram


def utc_now() -> datetime:
    return datetime.now(UTC)


def rule_set(paths: Sequence[str], gazetteer: Gazetteer | None = None) -> RuleSet:
    """The rules of these files; Mistakes with every problem at once."""
    loaded = load_rules(paths, gazetteer=gazetteer)
    if loaded.rules is None:
        raise Mistakes(loaded.problems)
    return loaded.rules


def reading_tools(data_dir: Path, progress: Progress | None = None) -> Tools:
    """Gazetteer (compiled on first use) and language tools. Mistakes when the folder cannot hold it."""
    try:
        return load_tools(open_gazetteer(data_dir, progress=progress))
    except OSError as error:
        why = error.strerror or str(error).removeprefix(f"{data_dir}: ")
        other = "`data_dir` may name another folder, with 150 MB free"
        raise Mistakes([f"{data_dir}: the gazetteer cannot be kept there ({why}); {other}"]) from None


def build(
    config: Config,
    channel: Channel,
    tools: Tools,
    *,
    clock: Callable[[], datetime] = utc_now,
    feeds: Sequence[Feed] | None = None,
    fetcher: Fetcher | None = None,
    manners: Manners | None = None,
    limits: Limits | None = None,
    username: str = "",
) -> App:
    """Put the bot together. `feeds`, `fetcher`, `manners`, `limits` stand in for what the config says
    (the demo brings its own). Raises Mistakes when rules or database cannot be used."""
    gazetteer = tools.gazetteer
    live = LiveRules(rule_set(config.rules, gazetteer), config.rules, gazetteer=gazetteer)
    try:
        store = open_store(config.database_path, config.database_key)
    except StoreError as error:
        raise Mistakes([str(error)]) from None
    if username:
        store.set_value(USERNAME, username)
    wordings = load_wordings()
    ministries = _ministries(config)
    reading = threading.Lock()
    tally = Tally()
    edits = RuleEdits(store, clock)
    edits.note(live.in_force())
    configured = tuple(feeds if feeds is not None else (setting.feed() for setting in config.feeds))
    worker = ThreadPoolExecutor(1, thread_name_prefix="reading")

    def composer() -> Composer:
        return Composer(
            wordings, live.in_force().categories, emergency_numbers, consular_lines(ministries, lambda: clock().date())
        )

    def wording_of(chat_id: int) -> Wording:
        chat = store.chat(chat_id)
        return composer().wording(chat.language if chat else config.language)

    def digest(owed: Sequence[Delivery], now: datetime) -> Delivery:
        wording = wording_of(owed[0].chat_id)
        return digest_of(
            owed,
            now,
            title=lambda n: wording.text("gathered.title", n=n),
            more=lambda n: wording.text("gathered.more", n=n),
        )

    def tell_admins(line: str) -> None:
        for admin in config.admins:
            teller.say(admin, lambda wording: ((Span(line),),))

    sender = Sender(
        store,
        channel,
        clock,
        limits=limits or limits_for(config.sending.per_second),
        tell=tell_admins,
        digest=digest,
    )
    fetcher = fetcher or Fetcher(
        allow_hosts=config.fetching.allow_hosts,
        contact=config.fetching.contact or None,
        now=clock,
        deadline_s=config.fetching.timeout,
    )
    manners = manners or Manners(
        silent_older_s=config.first_look.minutes * 60.0, max_bytes=int(config.fetching.max_mb * 1024 * 1024)
    )
    teller = Teller(
        store=store,
        readers=Readership(store),
        composer=composer,
        clock=clock,
        mode=config.mode,
        admins=config.admins,
        fuse=Fuse(**config.fuse.model_dump()),
        rule_changed=edits.when,
        tally=tally,
        woken=sender.wake,
    )
    newsroom = Newsroom(
        store=store,
        tools=tools,
        rules=live.in_force,
        teller=teller,
        worker=worker,
        reading=reading,
        weigh=config.weigh,
        clock=clock,
        first_look_alerts=config.first_look.alerts,
        tally=tally,
    )
    reader = Apart()
    watch = Watch(
        feeds=lambda: watched_feeds(configured, store),
        newsroom=newsroom,
        fetcher=fetcher,
        owner=secrets.token_hex(8),
        reader=reader,
        manners=manners,
    )
    silence = timedelta(hours=config.silence_hours)
    vigil = [Vigil(watch.feeds, newsroom, silence).run] if silence else []
    desk = Desk(
        store,
        gazetteer,
        composer=composer,
        now=clock,
        access=config.access,
        admins=frozenset(config.admins),
        listed=frozenset(config.allowed),
        username=username or store.value(USERNAME) or "",  # of an earlier start, when Telegram is down
        feeds=lambda: tuple(watched_feeds(configured, store).values()),
        paused_feeds=lambda: tuple(watched_feeds(configured, store, paused=True).values()),
        rules_version=lambda: live.in_force().version,
        rule_problems=lambda: [str(problem) for problem in live.problems],
        nationalities=nationalities(tools),
        operator=config.operator,
        most_regions=config.quotas.regions,
        fetches_per_hour=config.quotas.fetches_per_hour,
    )

    async def read_for(asked: Asked) -> Examined:
        return await examine(asked, fetcher, newsroom.read, clock())

    to_tell = asyncio.Event()
    handle = partial(act_on, desk=desk, channel=channel, wake=sender.wake, tell=to_tell.set, examine=read_for)
    listener = Listener(store, channel, handle, clock)
    return App(
        config=config,
        store=store,
        channel=channel,
        newsroom=newsroom,
        watch=watch,
        loops=[*other_ways_in(config, newsroom), *vigil],
        sender=sender,
        listener=listener,
        desk=desk,
        fetcher=fetcher,
        reader=reader,
        live=live,
        worker=worker,
        edits=edits,
        tally=tally,
        to_tell=to_tell,
    )


def nationalities(tools: Tools) -> dict[str, str]:
    """What a country's people are called in the languages that are read, folded -> ISO 3166-1 alpha-2."""
    return {
        word: code
        for language in tools.languages.values()
        for word, code in language.demonyms.items()
        if len(code) == 2 and code.isupper()
    }


def other_ways_in(config: Config, newsroom: Newsroom) -> list[Loop]:
    """Where articles come from besides feeds. Raises Mistakes."""
    settings = config.articles
    found: list[Loop] = []
    if settings.folder is not None:
        try:
            settings.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Mistakes([f"articles.folder: {settings.folder} cannot be made: {error.strerror}"]) from None
        found.append(FolderWatch(Folder(settings.folder, settings.publisher), newsroom).run)
    if settings.address is not None:
        try:
            from bot.posting import ArticleServer
        except ImportError:
            raise Mistakes(["articles.listen needs aiohttp: pip install 'tocsin[post]'"]) from None
        host, port = settings.address
        server = ArticleServer(newsroom, host=host, port=port, token=settings.token, publisher=settings.publisher)
        found.append(server.run)
    return found


def _ministries(config: Config) -> dict[str, ConsularLine]:
    if config.assistance is None:
        return {}
    table, problems = read_lines(config.assistance)
    if problems:
        raise Mistakes(problems)
    return table


def watched_feeds(configured: Sequence[Feed], store: Store, *, paused: bool = False) -> dict[str, Feed]:
    """The config's feeds and those an admin added in chat, without those he paused (or only those); by address."""
    added = (Feed(**entry) for entry in json.loads(store.value("feeds.added") or "[]"))
    still = set(json.loads(store.value("feeds.paused") or "[]"))
    return {feed.url: feed for feed in (*configured, *added) if (feed.url in still) == paused}
