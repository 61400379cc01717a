"""Getting documents: what is asked for, what is refused, and that no address of the house is ever reached."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import brotli
import httpx
import pytest

from bot.feeds.addresses import private, without_secrets
from bot.feeds.feed import Feed
from bot.feeds.fetch import Failed, Fetched, Fetcher, user_agent
from bot.feeds.headers import retry_after
from tests.fakes_feeds import NOW, public, web

URL = "https://news.example/feed.xml"
WORDS = b"<rss>" + b"words " * 2000
PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0.0.0.0",  # noqa: S104
    "255.255.255.255",
    "224.0.0.1",
    "::1",
    "::",
    "::ffff:10.0.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
]


async def got(answer: httpx.Response, **options: object) -> Fetched | Failed:
    found = await web(lambda _: answer).get(URL, **options)
    assert isinstance(found, Fetched | Failed)
    return found


def packed(body: bytes, encoding: str) -> httpx.Response:
    return httpx.Response(200, stream=httpx.ByteStream(body), headers={"content-encoding": encoding})


# what is asked


async def test_every_request_names_the_project_and_whom_to_write_to() -> None:
    asked: list[httpx.Headers] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers)
        return httpx.Response(200, content=b"x")

    await web(answer, contact="ops@bot.example").get(URL)
    await web(answer).get(URL, agent="Mozilla/5.0 (as the publisher wants it)")
    assert asked[0]["user-agent"].startswith("Tocsin/")
    assert "ops@bot.example" in asked[0]["user-agent"]
    assert asked[0]["accept-encoding"] == "gzip, deflate, br"
    assert asked[1]["user-agent"] == "Mozilla/5.0 (as the publisher wants it)"
    assert user_agent().isascii()


@pytest.mark.parametrize("etag", ["x" * 501, "caf\xe9", "a\tb"])
async def test_a_validator_that_could_not_be_sent_back_is_forgotten(etag: str) -> None:
    answer = httpx.Response(200, content=b"x", headers=[(b"etag", etag.encode("latin-1"))])
    found = await got(answer)
    assert isinstance(found, Fetched)
    assert found.etag is None


async def test_requests_to_one_host_take_turns_and_other_hosts_do_not_wait() -> None:
    under_way: dict[str, int] = {}
    most: dict[str, int] = {}

    class Slow(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            host = request.headers["host"]
            under_way[host] = under_way.get(host, 0) + 1
            most[host] = max(most.get(host, 0), under_way[host])
            most["all"] = max(most.get("all", 0), sum(under_way.values()))
            await asyncio.sleep(0.01)
            under_way[host] -= 1
            return httpx.Response(200, stream=httpx.ByteStream(b"x"))

    fetcher = Fetcher(httpx.AsyncClient(transport=Slow()), resolve=public())
    addresses = [f"https://{host}.example/{n}" for host in ("a", "b") for n in range(4)]
    await asyncio.gather(*(fetcher.get(address) for address in addresses))
    assert (most["a.example"], most["b.example"], most["all"]) == (1, 1, 2)


# how it comes back


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(WORDS, mtime=0), "gzip"),
        (gzip.compress(WORDS, mtime=0), "x-gzip"),
        (zlib.compress(WORDS), "deflate"),
        (zlib.compress(WORDS)[2:-4], "deflate"),
        (brotli.compress(WORDS), "br"),
        (WORDS, "identity"),
    ],
)
async def test_a_packed_body_is_unpacked(body: bytes, encoding: str) -> None:
    found = await got(packed(body, encoding))
    assert isinstance(found, Fetched), found
    assert found.body == WORDS


@pytest.mark.parametrize(
    ("body", "encoding", "why"),
    [
        (gzip.compress(bytes(20_000_000)), "gzip", "more than 1,000,000 bytes"),
        (zlib.compress(bytes(20_000_000)), "deflate", "more than 1,000,000 bytes"),
        (brotli.compress(bytes(20_000_000)), "br", "more than 1,000,000 bytes"),
        (gzip.compress(WORDS, mtime=0)[:-20], "gzip", "ends too early"),
        (brotli.compress(WORDS)[:-3], "br", "ends too early"),
        (b"not packed at all", "gzip", "damaged"),
        (b"\xff\xff not packed at all", "br", "damaged"),
        (WORDS, "zstd", "not asked for"),
        (gzip.compress(gzip.compress(WORDS, mtime=0), mtime=0), "gzip, gzip", "not asked for"),
        (bytes(1_000_001), "identity", "1,000,000"),
    ],
)
async def test_bombs_and_damage_are_refused_with_a_reason(body: bytes, encoding: str, why: str) -> None:
    found = await got(packed(body, encoding), max_bytes=1_000_000)
    assert isinstance(found, Failed)
    assert why in found.why
    assert found.kind == "refused"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("90", 90), ("Wed, 25 Nov 2026 12:01:00 GMT", 60), ("99999999", 86400), ("soon", None), ("-3", None)],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: int | None) -> None:
    wait = retry_after(value, NOW)
    assert (wait.total_seconds() if wait else None) == seconds


# where it may not go


@pytest.mark.parametrize("address", PRIVATE)
async def test_private_addresses_are_refused_after_dns(address: str) -> None:
    assert private(address)
    found = await web(lambda _: httpx.Response(200), resolve=public(address)).get("http://inside.example/")
    assert isinstance(found, Failed)
    assert found.kind == "refused"


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses_are_not(address: str) -> None:
    assert private(address) is None


async def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    async def both(host: str, port: int) -> Sequence[str]:
        return ["93.184.216.34", "10.0.0.1"]

    assert isinstance(await web(lambda _: httpx.Response(200), resolve=both).get(URL), Failed)


async def test_the_connection_goes_to_the_very_address_that_was_judged() -> None:
    """A name server that answers differently the second time is not asked a second time."""
    asked: list[tuple[str, str, object]] = []
    answers = iter(["93.184.216.34", "127.0.0.1"])

    async def rebinding(host: str, port: int) -> Sequence[str]:
        return [next(answers)]

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return httpx.Response(200, content=b"x")

    assert isinstance(await web(answer, resolve=rebinding).get(URL), Fetched)
    assert asked == [("93.184.216.34", "news.example", "news.example")]


async def test_a_private_host_may_be_allowed_by_name() -> None:
    fetcher = web(lambda _: httpx.Response(200, content=b"ok"), resolve=public("10.0.0.1"), allow_hosts=["in.example"])
    assert isinstance(await fetcher.get("http://in.example/"), Fetched)
    assert isinstance(await fetcher.get("http://other.example/"), Failed)


async def test_a_redirect_into_the_house_is_refused() -> None:
    async def inside_or_out(host: str, port: int) -> list[str]:
        return ["127.0.0.1" if host == "inside.example" else "93.184.216.34"]

    there = httpx.Response(302, headers={"location": "http://inside.example/"})
    found = await web(lambda _: there, resolve=inside_or_out).get(URL)
    assert isinstance(found, Failed)
    assert "loopback" in found.why


@pytest.mark.parametrize(
    "target", [URL, "file:///etc/passwd", "gopher://x/", "ftp://x/", "javascript:alert(1)", "http://", "http://a b/"]
)
async def test_redirects_in_a_circle_to_other_schemes_or_to_nowhere_are_refused(target: str) -> None:
    found = await got(httpx.Response(302, headers={"location": target}))
    assert isinstance(found, Failed)
    assert found.kind in ("refused", "unreachable")


async def test_a_redirect_that_never_ends_is_left() -> None:
    def further(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": f"{request.url.path}x"})

    found = await web(further).get(URL)
    assert isinstance(found, Failed)
    assert "redirects" in found.why


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/passwd", "//a.example/", "http:///x", "http://a:0/"])
async def test_only_web_addresses_are_fetched(url: str) -> None:
    assert isinstance(await web(lambda _: httpx.Response(200)).get(url), Failed)


@pytest.mark.parametrize("port", [22, 25, 6379, 11211])
async def test_ports_of_other_services_are_refused(port: int) -> None:
    found = await web(lambda _: httpx.Response(200)).get(f"http://news.example:{port}/")
    assert isinstance(found, Failed)
    assert "port" in found.why


async def test_through_a_proxy_an_address_of_the_house_is_refused_all_the_same() -> None:
    async with Fetcher(resolve=public("127.0.0.1")) as fetcher:
        found = await fetcher.get("http://127.0.0.1/", proxy="http://proxy.example:3128")
    assert isinstance(found, Failed)
    assert "loopback" in found.why


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:pw@news.example/f?token=abc&page=2", "https://news.example/f?token=…&page=2"),
        (f"https://news.example/?q={'x' * 40}", "https://news.example/?q=…"),
        ("https://[broken", "(unreadable address)"),
    ],
)
def test_secrets_stay_out_of_logs(url: str, shown: str) -> None:
    assert without_secrets(url) == shown


def test_a_feed_without_a_publisher_is_named_without_its_key() -> None:
    assert Feed("https://me:pw@news.example/f?key=abc").name == "https://news.example/f?key=…"
    assert "pw" not in repr(Feed("https://a.example/", proxy="http://me:pw@proxy.example/"))


async def test_why_it_failed_never_holds_a_password() -> None:
    found = await web(lambda _: httpx.Response(500)).get("https://me:pw@news.example/f?token=abc")
    assert isinstance(found, Failed)
    assert "pw" not in found.why
    assert "abc" not in found.why


# a real connection


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(serve: Serve) -> AsyncIterator[tuple[Fetcher, str]]:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with Fetcher(allow_hosts=[f"127.0.0.1:{port}"]) as fetcher:
        yield fetcher, f"http://127.0.0.1:{port}/"
    server.close()


@pytest.mark.parametrize(
    ("head", "pause_s", "chunk", "why"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 0.02, b"<", "within 0.3 s"),  # a slow drip
        (b"HTTP/1.1 200 OK\r\n\r\n", 0.0, b"x" * 65536, "more than 1,000,000 bytes"),  # an endless stream
        (b"HTTP/1.1 200 OK\r\nx: ", 0.0, b"x" * 65536, ""),  # an endless header
        (b"HTTP/1.1 200 OK\r\n", 0.0, b"x-more: of this\r\n" * 4096, ""),  # headers without end
        (b"SSH-2.0-OpenSSH_9\r\n", 0.02, b"", ""),  # another service
        (b"", 0.02, b"", "within 0.3 s"),  # nothing at all
    ],
)
async def test_servers_that_drip_flood_or_speak_another_language_are_left(
    head: bytes, pause_s: float, chunk: bytes, why: str
) -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(chunk)
            await writer.drain()
            await asyncio.sleep(pause_s)

    async with serving(serve) as (fetcher, url):
        # Who is refused for what he sends gets all the time that a busy machine may need to send it.
        deadline_s = 0.3 if "within" in why else 20.0
        found = await fetcher.get(url, deadline_s=deadline_s, max_bytes=1_000_000)
    assert isinstance(found, Failed)
    assert why in found.why


async def test_a_connection_cut_half_way_is_a_failure() -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<rss>")

    async with serving(serve) as (fetcher, url):
        found = await fetcher.get(url)
    assert isinstance(found, Failed)
    assert found.kind == "unreachable"
