"""The bot at work: everything at once until it is told to stop, and what it looks after between the news."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import structlog

from bot.channels import Channel
from bot.channels.telegram import TelegramChannel
from bot.commands import Desk, menu, tidy
from bot.config import Config, Mistakes
from bot.edits import RuleEdits
from bot.feeds.apart import Apart
from bot.feeds.fetch import Fetcher
from bot.health import HEARD_AT, STARTED_AT, TICKED_AT
from bot.listening import Listener
from bot.messages.wording import Wording
from bot.pipeline import Newsroom
from bot.reload import LiveRules, Reload
from bot.sending import Sender
from bot.store import Store, StoreError
from bot.tally import Tally
from bot.watching import Watch

log = structlog.get_logger("bot")

Loop = Callable[[asyncio.Event], Coroutine[None, None, None]]  # works until the event is set
TIDY_EVERY_S = 60.0
MENU_AGAIN_S = 120.0
MOST_PROBLEMS_TOLD = 10


@dataclass(slots=True)
class App:
    """A bot that is put together. `run` works until told to stop; the parts are there for chat and demo."""

    config: Config
    store: Store
    channel: Channel
    newsroom: Newsroom
    watch: Watch
    loops: Sequence[Loop]
    sender: Sender
    listener: Listener
    desk: Desk
    fetcher: Fetcher
    reader: Apart
    live: LiveRules
    worker: ThreadPoolExecutor
    edits: RuleEdits
    tally: Tally = field(default_factory=Tally)
    to_tell: asyncio.Event = field(default_factory=asyncio.Event)  # a command wrote down what people are to be told
    warm: Callable[[], None] = lambda: None  # called once models are loaded

    async def run(self, stop: asyncio.Event) -> None:
        """Everything at once until `stop`; Mistakes when Telegram will not have us any more."""
        self.store.set_value(STARTED_AT, self.newsroom.clock().isoformat())
        async with asyncio.TaskGroup() as group:
            ends = [group.create_task(self.sender.run(stop)), group.create_task(self.listener.run(stop))]
            for end in ends:
                end.add_done_callback(lambda _: stop.set())
            group.create_task(self._offer_menu(stop))
            group.create_task(self._follow_rules(stop))
            group.create_task(self._tidy(stop))
            group.create_task(self._tell(stop))
            group.create_task(self._warm_up())
            for loop in self.loops:
                group.create_task(loop(stop))
            news = group.create_task(self.watch.run(stop))
            await stop.wait()
            # A look that hangs on a slow publisher must not hold up the end: it is repeated at the next start.
            await asyncio.wait([news], timeout=2)
            news.cancel()
        reasons = [why for why in (end.result() for end in ends) if why]
        if reasons:
            raise Mistakes(dict.fromkeys(f"Stopped: {why}." for why in reasons))

    async def close(self) -> None:
        """Everything is given back; what is owed stays in the database."""
        self.worker.shutdown(wait=False, cancel_futures=True)
        await self.reader.aclose()
        await self.fetcher.aclose()
        await self.channel.close()
        self.store.close()

    async def _offer_menu(self, stop: asyncio.Event) -> None:
        """The commands in Telegram's own menu: at the start, or once Telegram can be reached."""
        said = False
        while not stop.is_set() and not await self._menu_is_set():
            if not said:
                log.info("the menu of commands waits for Telegram")
                said = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), MENU_AGAIN_S)

    async def _menu_is_set(self) -> bool:
        """By language and scope; the first that Telegram does not hear ends the attempt."""
        channel, composer = self.channel, self.desk.composer()
        if not isinstance(channel, TelegramChannel):
            return True
        for language in (None, *composer.wordings):
            wording = composer.wording(language or self.config.language)
            done = await channel.set_commands(dict(menu(wording)), language)
            if not (done and await channel.set_commands(dict(menu(wording, group=True)), language, "groups")):
                return False
        for admin in self.config.admins:
            known = self.store.chat(admin)
            wording = composer.wording(known.language if known else self.config.language)
            if not await channel.set_commands(dict(menu(wording, operator=True)), scope=admin):
                return False
        return True

    async def _warm_up(self) -> None:
        """Read who listens and load the language models before the first article needs them; say what is missing."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(StoreError):  # the first article reads it then
            await loop.run_in_executor(self.worker, self.newsroom.teller.readers.refresh)
        for note in await loop.run_in_executor(self.worker, lambda: self.newsroom.tools.notes):
            log.warning("language", note=note)
        await self.newsroom.warm_up()
        self.warm()

    async def _tell(self, stop: asyncio.Event) -> None:
        """What a command wrote down, at once: beside the loops, because very many people may be told of it."""
        ending = asyncio.create_task(stop.wait())
        while not stop.is_set():
            waiting = asyncio.create_task(self.to_tell.wait())
            await asyncio.wait((waiting, ending), return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if not self.to_tell.is_set():
                return
            self.to_tell.clear()
            try:
                await asyncio.get_running_loop().run_in_executor(self.worker, self.newsroom.teller.catch_up)
            except StoreError as error:  # `_tidy` tries again within a minute
                log.error("telling waits for the database", why=str(error))

    async def _follow_rules(self, stop: asyncio.Event) -> None:
        async for reload in self.live.watch(stop):
            try:
                await asyncio.to_thread(self._tell_of_reload, reload)
            except StoreError as error:
                log.error("rules", note="nobody could be told of the reload", why=str(error))

    def _tell_of_reload(self, reload: Reload) -> None:
        if reload.applied:
            self.edits.note(self.live.in_force())
            log.info("rules", note="reloaded", new=len(reload.new), gone=len(reload.gone), changed=len(reload.changed))
            return
        log.error("rules", note="the old ones stay in force")
        for problem in reload.problems:
            log.error("rules", problem=str(problem))
        shown = "\n".join(str(problem) for problem in reload.problems[:MOST_PROBLEMS_TOLD])
        for admin in self.config.admins:
            self.newsroom.teller.say(
                admin,
                partial(Wording.lines, key="pipeline.rules_broken", n=len(reload.problems), problems=shown),
            )

    async def _tidy(self, stop: asyncio.Event) -> None:
        """Once a minute what comes due and what was not finished, once a day what is past its time. A database
        that is full or locked is no reason to end: the next round tries again."""
        loop = asyncio.get_running_loop()
        forgotten: date | None = None
        while not stop.is_set():
            try:
                await loop.run_in_executor(self.worker, self.newsroom.teller.catch_up)
                await asyncio.to_thread(tidy, self.desk)
                await asyncio.to_thread(self._tick)
                today = self.newsroom.clock().date()
                if today != forgotten:
                    await asyncio.to_thread(self.store.forget_old, self.newsroom.clock())
                    forgotten = today
            except StoreError as error:
                log.error("tidying waits for the database", why=str(error))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TIDY_EVERY_S)

    def _tick(self) -> None:
        """A sign of life for `tocsin health`."""
        with self.store.write():
            self.store.set_value(TICKED_AT, self.newsroom.clock().isoformat())
            if self.listener.answered is not None:
                self.store.set_value(HEARD_AT, self.listener.answered.isoformat())
