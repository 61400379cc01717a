"""Strangers' documents are read in a process of their own: one that hangs or devours memory is ended with it.

A thread cannot be ended; a parser that hangs in one would eat a core for as long as the bot runs. The
process is started when first needed, used for one document at a time, and replaced after a fault.
What it answers is JSON: even a parser that was taken over can only give back articles.
"""

from __future__ import annotations

import asyncio
import pickle
import signal
import struct
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO, Protocol

from pydantic import TypeAdapter

from bot.feeds.feed import Feed
from bot.feeds.pages import PageText, article_text
from bot.feeds.parse import NotAFeed, Parsed, parse_feed
from extract.article import Article

DEADLINE_S = 15.0
START_S = 60.0  # on a machine with much else to do, loading the libraries takes its time
READY = b"ready\n"
MAX_MEMORY = 1024 * 1024 * 1024  # bytes of address space; the libraries alone take a third
MAX_LINE = 8 * 1024 * 1024
BREATH = 100  # articles that are taken in before others on the event loop get their turn

_LENGTH = struct.Struct(">I")
_ARTICLE = TypeAdapter(Article)
_ANSWERS: dict[bytes, TypeAdapter[Any]] = {
    name.__name__.encode(): TypeAdapter(name) for name in (Parsed, NotAFeed, PageText)
}


class Reader(Protocol):
    """How documents are turned into articles without holding up anything else. Neither verb raises."""

    async def feed(
        self, body: bytes, content_type: str, feed: Feed, now: datetime, *, key_rule: str | None, url: str
    ) -> Parsed | NotAFeed: ...

    async def page(self, body: bytes, url: str, content_type: str, now: datetime) -> PageText: ...


class Beside:
    """In a thread of this process: for a document that somebody looks at by hand, and for tests."""

    async def feed(
        self, body: bytes, content_type: str, feed: Feed, now: datetime, *, key_rule: str | None, url: str
    ) -> Parsed | NotAFeed:
        return await asyncio.to_thread(parse_feed, body, content_type, feed, now, key_rule=key_rule, url=url)

    async def page(self, body: bytes, url: str, content_type: str, now: datetime) -> PageText:
        return await asyncio.to_thread(article_text, body, url, content_type=content_type, now=now)


BESIDE = Beside()


class Apart:
    """In a process of its own. `deadline_s` counts from the moment it is this document's turn."""

    def __init__(
        self, deadline_s: float = DEADLINE_S, *, max_memory: int = MAX_MEMORY, command: Sequence[str] | None = None
    ) -> None:
        self._deadline_s = deadline_s
        ends_by_itself_s = round(deadline_s + 5)
        self._command = command or [sys.executable, "-m", "bot.feeds.apart", str(max_memory), str(ends_by_itself_s)]
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None

    async def feed(
        self, body: bytes, content_type: str, feed: Feed, now: datetime, *, key_rule: str | None, url: str
    ) -> Parsed | NotAFeed:
        answer = await self._ask(("feed", (body, content_type, feed, now, key_rule, url)))
        if isinstance(answer, PageText | str):
            return NotAFeed(answer if isinstance(answer, str) else answer.why)
        return answer

    async def page(self, body: bytes, url: str, content_type: str, now: datetime) -> PageText:
        answer = await self._ask(("page", (body, url, content_type, now)))
        if isinstance(answer, PageText):
            return answer
        return PageText(None, None, None, answer if isinstance(answer, str) else "the page could not be read", "empty")

    async def aclose(self) -> None:
        await self._end()

    async def _ask(self, request: tuple[str, tuple[Any, ...]]) -> Parsed | NotAFeed | PageText | str:
        """The answer, or why there is none."""
        async with self._turn:
            try:
                async with asyncio.timeout(START_S):
                    process = self._process or await self._start()
                async with asyncio.timeout(self._deadline_s):
                    return await _exchange(process, request)
            except TimeoutError:
                await self._end()
                return f"could not be read within {self._deadline_s:g} s"
            except (OSError, EOFError, ValueError, KeyError) as error:
                await self._end()
                return f"the process that reads documents broke down ({type(error).__name__})"
            except BaseException:
                await self._end()  # half an answer may be under way: the next one must not be taken for it
                raise

    async def _start(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=MAX_LINE,
            start_new_session=True,  # Ctrl-C is for the bot; this process ends when the bot lets go of it
        )
        if self._process.stdout is None or await _line(self._process.stdout) != READY:
            raise EOFError
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _exchange(
    process: asyncio.subprocess.Process, request: tuple[str, tuple[Any, ...]]
) -> Parsed | NotAFeed | PageText:
    if process.stdin is None or process.stdout is None:
        raise OSError("no pipes")
    data = pickle.dumps(request)
    process.stdin.write(_LENGTH.pack(len(data)) + data)
    await process.stdin.drain()
    kind, count, body = (await _line(process.stdout)).split(b" ", 2)
    answer: Parsed | NotAFeed | PageText = _ANSWERS[kind].validate_json(body)
    if not isinstance(answer, Parsed):
        return answer
    return replace(answer, articles=tuple([article async for article in _articles(process.stdout, int(count))]))


async def _line(stream: asyncio.StreamReader) -> bytes:
    line = await stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return line


async def _articles(stream: asyncio.StreamReader, count: int) -> AsyncIterator[Article]:
    for number in range(count):
        if number % BREATH == BREATH - 1:
            await asyncio.sleep(0)
        yield _ARTICLE.validate_json(await _line(stream))


def _serve(requests: BinaryIO, answers: BinaryIO, alarm_s: int) -> None:
    """The other side: one request after another until the pipe is closed."""
    answers.write(READY)
    answers.flush()
    while header := requests.read(_LENGTH.size):
        verb, values = pickle.loads(requests.read(_LENGTH.unpack(header)[0]))  # noqa: S301 - from the bot itself
        if hasattr(signal, "alarm"):
            signal.alarm(alarm_s)  # ends this process even when the bot is no longer there to do it
        answer = _answer(verb, values)
        articles = answer.articles if isinstance(answer, Parsed) else ()
        head = replace(answer, articles=()) if isinstance(answer, Parsed) else answer
        kind = type(answer).__name__.encode()
        answers.write(b"%s %d %s\n" % (kind, len(articles), _ANSWERS[kind].dump_json(head)))
        for article in articles:
            answers.write(_ARTICLE.dump_json(article) + b"\n")
        answers.flush()
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _answer(verb: str, values: tuple[Any, ...]) -> Parsed | NotAFeed | PageText:
    try:
        if verb == "page":
            body, url, content_type, now = values
            return article_text(body, url, content_type=content_type, now=now)
        body, content_type, feed, now, key_rule, url = values
        return parse_feed(body, content_type, feed, now, key_rule=key_rule, url=url)
    except MemoryError:
        return NotAFeed("reading it takes too much memory")


def _limit(max_memory: int) -> None:
    """Where the system knows of such a thing."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (max_memory, max_memory))


if __name__ == "__main__":
    _limit(int(sys.argv[1]))
    _serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[2]))
