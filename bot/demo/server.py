"""A publisher on loopback: a folder of feeds and pages, served as the web would, with validators."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from bot.demo.day import Day, feed, load
from bot.feeds.feed import Feed

FEED_SUFFIXES = {
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".rdf": "application/rdf+xml",
    ".atom": "application/atom+xml",
    ".json": "application/json",
}
PAGE_SUFFIXES = {".html": "text/html", ".htm": "text/html"}
_LINK = re.compile(rb"https?://[^\s\"'<>\\\]]{3,500}")


@dataclass(frozen=True, slots=True)
class Served:
    """`base` ends without a slash. The feeds are ready to be looked at; their host must be in `allow_hosts`."""

    base: str
    feeds: tuple[Feed, ...]
    day: Day
    allow_hosts: frozenset[str]

    @property
    def urls(self) -> list[str]:
        return [one.url for one in self.feeds]


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    content_type: str
    etag: str
    modified: datetime


@contextmanager
def serve(folder: Path | None = None) -> Iterator[Served]:
    """Serve the shipped day, or every feed and page below `folder`, until the block ends. Raises SamplesError.

    Links in feeds to pages that lie in the folder lead to this server; all other links stay as they are.
    """
    day = load(folder)
    files = _files(day.folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(files))
    server.daemon_threads = True
    port = server.server_address[1]
    base = f"http://127.0.0.1:{port}"
    _lead_home(files, base)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True, name="samples")
    thread.start()
    feeds = tuple(
        feed(f"{base}/{quote(path)}", day.feeds.get(path, {}))
        for path in sorted(files)
        if PurePosixPath(path).suffix.lower() in FEED_SUFFIXES
    )
    try:
        yield Served(base, feeds, day, frozenset((f"127.0.0.1:{port}",)))
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


async def resolve(host: str, port: int) -> Sequence[str]:
    """For a Fetcher that must leave nobody's machine: every name but loopback's is unknown, at once."""
    if host in ("127.0.0.1", "localhost"):
        return ["127.0.0.1"]
    raise OSError(f"{host} is not served here")


def _files(folder: Path) -> dict[str, _File]:
    """By path below the folder, with forward slashes. Links that lead out of the folder are left out."""
    root = folder.resolve()
    types = FEED_SUFFIXES | PAGE_SUFFIXES
    files: dict[str, _File] = {}
    for path in sorted(root.rglob("*")):
        content_type = types.get(path.suffix.lower())
        if content_type is None or not path.is_file() or not path.resolve().is_relative_to(root):
            continue
        files[path.relative_to(root).as_posix()] = _file(path.read_bytes(), content_type, path.stat().st_mtime)
    return files


def _file(body: bytes, content_type: str, mtime: float) -> _File:
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return _File(body, content_type, etag, datetime.fromtimestamp(int(mtime), UTC))


def _lead_home(files: dict[str, _File], base: str) -> None:
    """Point the feeds' links at the pages that lie here."""
    pages = [path for path in files if PurePosixPath(path).suffix.lower() in PAGE_SUFFIXES]
    by_name: dict[str, list[str]] = {}
    for page in pages:
        by_name.setdefault(PurePosixPath(page).name.lower(), []).append(page)

    def home(found: re.Match[bytes]) -> bytes:
        page = page_for(found[0].decode("utf-8", "replace"), by_name)
        return f"{base}/{quote(page)}".encode() if page else found[0]

    for path, file in list(files.items()):
        if PurePosixPath(path).suffix.lower() in FEED_SUFFIXES:
            body = _LINK.sub(home, file.body)
            if body != file.body:
                files[path] = _file(body, file.content_type, file.modified.timestamp())


def page_for(url: str, by_name: Mapping[str, list[str]]) -> str | None:
    """The page of the folder that stands for a web address: the one that shares the longest end of its path."""
    parts = urlsplit(url.replace("&amp;", "&"))
    steps = [parts.hostname or "", *(step for step in unquote(parts.path).split("/") if step)]
    if len(steps) < 2:
        return None
    last = steps[-1].lower()
    names = [last] if PurePosixPath(last).suffix in PAGE_SUFFIXES else [f"{last}.html", f"{last}.htm"]
    whole = [*steps[:-1], ""]
    best: tuple[int, str] | None = None
    for name in names:
        for page in by_name.get(name, ()):
            folders = [*PurePosixPath(page).parts[:-1], ""]
            shared = 0
            while shared < min(len(folders), len(whole)) and folders[-1 - shared].lower() == whole[-1 - shared].lower():
                shared += 1
            if best is None or shared > best[0]:
                best = (shared, page)
    return best[1] if best else None


def _handler(files: Mapping[str, _File]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = files.get(unquote(urlsplit(self.path).path).lstrip("/"))
            if file is None:
                self._answer(404, b"<html><head><title>404 Not Found</title></head><body>Not found</body></html>", {})
            elif _unchanged(file, self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")):
                self._answer(304, b"", self._validators(file))
            else:
                headers = {"Content-Type": file.content_type, **self._validators(file)}
                self._answer(200, file.body, headers)

        def do_HEAD(self) -> None:
            self.do_GET()

        def _validators(self, file: _File) -> dict[str, str]:
            return {"ETag": file.etag, "Last-Modified": format_datetime(file.modified, usegmt=True)}

        def _answer(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the demo's own lines tell what happens."""

    return Handler


def _unchanged(file: _File, if_none_match: str | None, if_modified_since: str | None) -> bool:
    if if_none_match is not None:
        return file.etag in (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    if if_modified_since is None:
        return False
    try:
        return file.modified <= parsedate_to_datetime(if_modified_since)
    except (ValueError, TypeError):
        return False
