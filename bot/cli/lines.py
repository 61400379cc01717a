"""JSON Lines as people hand them over: each line on its own, and what is wrong with one said in a sentence."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from bot.feeds.handed import EXPECTED, BadArticleError, article_from
from extract.article import Article

Line = tuple[int, bytes | None]  # number, bytes; None = over MAX_LINE
MAX_LINE = 8 * 1024 * 1024  # bytes; a longer line is refused, so that an endless one cannot fill the memory


class BadLineError(ValueError):
    """What is wrong with one line of input, for people."""


def lines_of(stream: BinaryIO) -> Iterator[Line]:
    """(line number, bytes); None for a line over MAX_LINE, whose rest is skipped unread. Empty lines are left out."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield number, None
        elif line.strip():
            yield number, line


def ready_together(lines: Iterable[Line], most: int) -> Iterator[list[Line]]:
    """Lists of up to `most` lines: all that are there already, so that no answer waits for a line not yet written."""
    waiting: queue.Queue[Line | OSError | None] = queue.Queue(maxsize=most)

    def fill() -> None:
        try:
            for line in lines:
                waiting.put(line)
        except OSError as error:
            waiting.put(error)
        else:
            waiting.put(None)

    threading.Thread(target=fill, daemon=True).start()
    ended = False
    while not ended:
        together: list[Line] = []
        while not ended and len(together) < most and (not together or not waiting.empty()):
            item = waiting.get()
            if isinstance(item, OSError):
                if together:
                    yield together
                raise item
            if item is None:
                ended = True
            else:
                together.append(item)
        if together:
            yield together


def object_of(line: bytes | None, expected: str) -> dict[str, Any]:
    """The object in a line; None = it was over MAX_LINE. `expected` shows a good line. Raises BadLineError."""
    if line is None:
        raise BadLineError(f"longer than {MAX_LINE // 1024 // 1024} MB; cut the text")
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLineError(f"not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLineError(f"not JSON ({error}); a line looks like {expected}") from None
    if not isinstance(data, dict):
        raise BadLineError(f"a JSON {type(data).__name__}, not an object; a line looks like {expected}")
    return data


def article_of(line: bytes | None) -> Article:
    """The article of a line; None = it was over MAX_LINE. Raises BadLineError."""
    try:
        return article_from(object_of(line, EXPECTED))
    except BadArticleError as bad:
        raise BadLineError(str(bad)) from None
