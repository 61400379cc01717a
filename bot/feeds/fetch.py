"""Getting a document over HTTP: politely, within limits, and never from inside the operator's network."""

from __future__ import annotations

import asyncio
import importlib.metadata
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import httpx

from bot.feeds.addresses import allowed_by_name, private, refusal, unusual_port, without_secrets
from bot.feeds.headers import FailureKind, kind_of, retry_after, validator
from bot.feeds.resolving import Resolve, is_address, look_up
from bot.feeds.unpacking import ENCODINGS, unpacked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

MAX_BYTES = 5 * 1024 * 1024
DEADLINE_S = 30.0
MAX_REDIRECTS = 5
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, "
    "application/json;q=0.7, text/html;q=0.6, */*;q=0.2"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole document. Header names are lower case. `moved_to`: every step of the way was a permanent redirect."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    final_url: str
    etag: str | None = None
    last_modified: str | None = None
    retry_after: timedelta | None = None
    moved_to: str | None = None

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: what was read last time still stands."""

    final_url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Could not look: this says nothing about what the publisher has to say. `why` holds no secrets."""

    why: str
    kind: FailureKind
    status: int | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class _Hop:
    """A redirect to follow."""

    url: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class _Ask:
    """What stays the same from one redirect to the next."""

    headers: Mapping[str, str]
    max_bytes: int
    conditional: bool
    proxy: str | None


def user_agent(contact: str | None = None) -> str:
    """Names the project and whom to write to, so that a publisher can complain instead of blocking."""
    try:
        version = importlib.metadata.version("tocsin")
    except importlib.metadata.PackageNotFoundError:
        version = "0"
    return f"Tocsin/{version} (news reader of a security alert bot; {contact or 'operator left no contact'})"


class Fetcher:
    """One polite client for feeds and pages.

    `allow_hosts` ("host" or "host:port") may be private. `client` must not follow redirects, resolve
    proxies or keep connections; without one, fitting ones are made and closed with the fetcher.
    Names are resolved here and the connection goes to the very address that was checked, so that a
    second answer of the name server cannot lead elsewhere.
    """

    def __init__(
        self,
        client: httpx.AsyncClient | None = None,
        *,
        allow_hosts: Collection[str] = (),
        contact: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolve: Resolve | None = None,
        connections: int = 64,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._connections = connections
        self._deadline_s = deadline_s
        self._clients: dict[str | None, httpx.AsyncClient] = {} if client is None else {None: client}
        self._ours = client
        self._allow = frozenset(host.lower().rstrip(".") for host in allow_hosts)
        self._agent = user_agent(contact)
        self._now = now
        self._resolve = resolve or look_up
        self._hosts: dict[str, _Turn] = {}

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        for client in self._clients.values():
            if client is not self._ours:
                await client.aclose()

    def _client(self, proxy: str | None) -> httpx.AsyncClient:
        if proxy not in self._clients:
            self._clients[proxy] = httpx.AsyncClient(
                follow_redirects=False,
                trust_env=False,
                proxy=proxy,
                timeout=httpx.Timeout(15.0, connect=10.0),
                # Connections go to addresses, not names: kept open, one could serve the wrong name on a shared address.
                limits=httpx.Limits(max_connections=self._connections, max_keepalive_connections=0),
            )
        return self._clients[proxy]

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        max_bytes: int = MAX_BYTES,
        deadline_s: float | None = None,
        accept: str = ACCEPT,
        proxy: str | None = None,
        agent: str | None = None,
    ) -> Fetched | NotModified | Failed:
        """One document. The deadline covers name look-up, every redirect and the whole body, and counts
        from the moment it is this request's turn at its host. Through a `proxy` names are looked up
        there; `agent` is sent instead of our own name."""
        deadline_s = self._deadline_s if deadline_s is None else deadline_s
        asked = {"user-agent": agent or self._agent, "accept": accept, "accept-encoding": ENCODINGS}
        if etag:
            asked["if-none-match"] = etag
        if last_modified:
            asked["if-modified-since"] = last_modified
        ask = _Ask(asked, max_bytes, conditional=bool(etag or last_modified), proxy=proxy)
        spent = 0.0
        moved_to: str | None = None
        permanent = True
        seen = {url}
        here = url
        clock = asyncio.get_running_loop().time
        for _ in range(MAX_REDIRECTS + 1):
            reason = refusal(here)
            if reason is not None:
                return Failed(f"{without_secrets(here)}: {reason}", "refused")
            parts = urlsplit(here)
            async with self._turn(f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"):
                began = clock()
                try:
                    async with asyncio.timeout(max(0.01, deadline_s - spent)):
                        answer = await self._one(here, ask, moved_to)
                except TimeoutError:
                    return Failed(f"{without_secrets(here)}: no whole answer within {deadline_s:g} s", "timeout")
                spent += clock() - began
            if not isinstance(answer, _Hop):
                return answer
            permanent = permanent and answer.permanent
            moved_to = answer.url if permanent else None
            if answer.url in seen:
                return Failed(f"{without_secrets(url)}: redirects in a circle", "refused")
            seen.add(answer.url)
            here = answer.url
        return Failed(f"{without_secrets(url)}: more than {MAX_REDIRECTS} redirects", "refused")

    async def _one(self, url: str, ask: _Ask, moved_to: str | None) -> Fetched | NotModified | Failed | _Hop:
        shown = without_secrets(url)
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, UnicodeError):
            return Failed(f"{shown}: not a web address", "refused")
        host, port = parsed.raw_host.decode("ascii"), parsed.port or (443 if parsed.scheme == "https" else 80)
        client = self._client(ask.proxy)
        addresses = await self._addresses(url, host, port, proxied=ask.proxy is not None)
        if isinstance(addresses, Failed):
            return addresses
        last: Exception | None = None
        for address in addresses[:3]:
            request = client.build_request(
                "GET",
                parsed.copy_with(host=address),
                headers={**ask.headers, "host": parsed.netloc.decode("ascii").rpartition("@")[2]},
                extensions={"sni_hostname": host},
            )
            try:
                response = await client.send(request, stream=True)
            except httpx.ConnectError as error:
                last = error
                continue
            except httpx.TimeoutException:
                return Failed(f"{shown}: no answer in time", "timeout")
            except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError, ValueError) as error:
                return Failed(f"{shown}: {_reason(error)}", "unreachable")
            try:
                return await self._read(response, url, ask, moved_to)
            except httpx.TimeoutException:
                return Failed(f"{shown}: the answer stopped half-way", "timeout")
            except (httpx.HTTPError, ssl.SSLError, OSError) as error:
                return Failed(f"{shown}: {_reason(error)}", "unreachable")
            finally:
                await response.aclose()
        return Failed(f"{shown}: {_reason(last) if last else 'no address'}", "unreachable")

    async def _addresses(self, url: str, host: str, port: int, *, proxied: bool) -> Sequence[str] | Failed:
        """Every address of the host, all of them public or the host allowed by name.

        A proxy looks names up itself, outside: only what is written as an address can be judged here.
        """
        shown = without_secrets(url)
        allowed = allowed_by_name(host, port, self._allow)
        if not allowed and unusual_port(urlsplit(url)):
            return Failed(f"{shown}: port {port} is no web server's; allow_hosts can name it", "refused")
        if proxied and not is_address(host):
            return [host]
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            return Failed(f"{shown}: name not found ({_reason(error)})", "unreachable")
        if not addresses:
            return Failed(f"{shown}: name not found", "unreachable")
        if not allowed:
            for address in addresses:
                why = private(address)
                if why is not None:
                    return Failed(f"{shown}: {why}; allow_hosts can name it", "refused")
        return addresses

    async def _read(
        self, response: httpx.Response, url: str, ask: _Ask, moved_to: str | None
    ) -> Fetched | NotModified | Failed | _Hop:
        shown = without_secrets(url)
        status = response.status_code
        headers = {name.lower(): value for name, value in response.headers.items()}
        wait = retry_after(headers.get("retry-after"), self._now())
        if status == 304:
            if not ask.conditional:
                return Failed(f"{shown}: 304 although nothing was asked conditionally", "failed", status, wait)
            return NotModified(url, headers, moved_to)
        if status in (301, 302, 303, 307, 308):
            target = headers.get("location")
            if not target:
                return Failed(f"{shown}: {status} without a target", "failed", status, wait)
            try:
                return _Hop(urljoin(url, target.strip()), permanent=status in (301, 308))
            except ValueError:
                return Failed(f"{shown}: {status} to an unreadable address", "failed", status, wait)
        if status != 200:
            return Failed(f"{shown}: {status} {response.reason_phrase}".rstrip(), kind_of(status), status, wait)
        encoding, announced = headers.get("content-encoding", ""), headers.get("content-length", "")
        body = await unpacked(response.aiter_raw(), encoding, announced, ask.max_bytes)
        if isinstance(body, str):
            return Failed(f"{shown}: {body}", "refused", status)
        etag, modified = (validator(headers.get(name)) for name in ("etag", "last-modified"))
        return Fetched(status, body, headers, url, etag, modified, wait, moved_to)

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """One request at a time a host; a host nobody waits for is forgotten."""
        turn = self._hosts.setdefault(host, _Turn())
        turn.waiting += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                self._hosts.pop(host, None)


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


def _reason(error: BaseException) -> str:
    return str(error).splitlines()[0][:160] if str(error) else type(error).__name__
