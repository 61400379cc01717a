"""A watched folder: articles as files, .txt, .html or .json, put there by a person or another program.

A file that was read is moved to `read/`, one that could not be to `refused/` with the reason beside it,
so that the folder shows at once what became of everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.feeds.charset import clean, decode
from bot.feeds.handed import articles_from, headed, key_of
from bot.feeds.markup import plain
from bot.feeds.pages import MAX_TEXT, article_text
from extract.article import Article

SUFFIXES = (".txt", ".html", ".htm", ".json")
MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_ARTICLES = 1000  # in one .json file
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.I | re.S)
FEED = "folder"  # stands where a feed's address would
SETTLED_S = 2.0  # a file younger than this may still be being written
READ, REFUSED = "read", "refused"


@dataclass(frozen=True, slots=True)
class Dropped:
    """What one file holds, and a line for each part of it that could not be read."""

    articles: tuple[Article, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """`publisher` stands for articles that name none."""

    path: Path
    publisher: str = ""

    def waiting(self, now: datetime) -> Iterator[Path]:
        """Files that are complete, the oldest first. Hidden ones, links and other kinds are left alone."""
        found = []
        try:
            entries = list(self.path.iterdir())
        except OSError:
            return
        for path in entries:
            if path.suffix.lower() not in SUFFIXES or path.name.startswith(".") or path.is_symlink():
                continue
            try:
                changed = path.stat().st_mtime
            except OSError:
                continue  # taken away meanwhile
            if path.is_file() and now.timestamp() - changed >= SETTLED_S:
                found.append((changed, path))
        yield from (path for _, path in sorted(found))

    def read(self, path: Path, now: datetime) -> Dropped:
        """Never raises: what is wrong with the file, or with some of its articles, stands in `problems`."""
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                return Dropped(problems=(f"larger than {MAX_FILE_BYTES // 1024 // 1024} MB; cut it",))
            body = path.read_bytes()
        except OSError as error:
            return Dropped(problems=(f"cannot be read: {error.strerror}",))
        match path.suffix.lower():
            case ".json":
                return self._from_json(body)
            case ".txt":
                return self._from_text(body)
            case _:
                return self._from_page(body, now)

    def done(self, path: Path) -> None:
        """It was read."""
        _move(path, self.path / READ)

    def refuse(self, path: Path, problems: Sequence[str]) -> None:
        """It could not be read whole; the reasons are put beside it for whoever brought it."""
        moved = _move(path, self.path / REFUSED)
        moved.with_name(f"{moved.name}.why").write_text("".join(f"{line}\n" for line in problems), encoding="utf-8")

    def _from_json(self, body: bytes) -> Dropped:
        articles, problems = articles_from(decode(body).text, most=MAX_ARTICLES, feed=FEED, publisher=self.publisher)
        return Dropped(tuple(articles), tuple(problems))

    def _from_text(self, body: bytes) -> Dropped:
        whole = clean(decode(body).text).strip()
        if not whole:
            return Dropped(problems=("the file is empty",))
        return self._one(*headed(whole))

    def _from_page(self, body: bytes, now: datetime) -> Dropped:
        """A wall or an error page is refused. One that merely looks like no article was put here as one."""
        page = article_text(body, None, now=now)
        text = page.text or (plain(_HEAD.sub("", decode(body).text)) if page.kind == "empty" else "")
        if not text:
            return Dropped(problems=(page.why,))
        return self._one(page.title or "", text[:MAX_TEXT], page.published)

    def _one(self, title: str, text: str, published: datetime | None = None) -> Dropped:
        key = key_of(title, text)
        return Dropped((Article(key, title, text, published=published, publisher=self.publisher, feed=FEED),))


def _move(path: Path, folder: Path) -> Path:
    """Never over another file: a name that is taken gets the moment in front."""
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        target = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{path.name}"
    path.rename(target)
    return target
