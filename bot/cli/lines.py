"""JSON Lines as people hand them over: each line on its own, and what is wrong with one said in a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from bot.feeds.handed import EXPECTED, BadArticleError, article_from
from extract.article import Article

MAX_LINE = 8 * 1024 * 1024  # bytes; a longer line is refused, so that an endless one cannot fill the memory


class BadLineError(ValueError):
    """What is wrong with one line of input, for people."""


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
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
