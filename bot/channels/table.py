"""Every way out to people. A new one is a row in CHANNELS, and the contract test runs over the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from bot.channels.telegram import TelegramChannel, make_bot

# The default client gets slower with many connections: 60 to 90 messages a second are its most (answers of 80 ms).
FAST_ABOVE = 60.0
FAST_CONNECTIONS = 256


def _telegram(token: str, api_base: str) -> TelegramChannel:
    return TelegramChannel(make_bot(token, api_base=api_base))


def _telegram_fast(token: str, api_base: str) -> TelegramChannel:
    from bot.channels.aiohttp_request import AiohttpRequest  # an extra

    return TelegramChannel(make_bot(token, api_base=api_base, request=AiohttpRequest(FAST_CONNECTIONS)))


# By name: makes the channel from a token and the address of the Bot API.
CHANNELS: Mapping[str, Callable[[str, str], TelegramChannel]] = {
    "telegram": _telegram,
    "telegram-fast": _telegram_fast,
}


def channel_for(per_second: float) -> str:
    """Which of CHANNELS keeps up with so many messages a second."""
    return "telegram-fast" if per_second > FAST_ABOVE else "telegram"


def lacking(per_second: float) -> str | None:
    """What must be installed first; None when nothing."""
    if channel_for(per_second) == "telegram-fast" and find_spec("aiohttp") is None:
        return f"sending.per_second: above {FAST_ABOVE:g} needs aiohttp: pip install 'tocsin[fast]'"
    return None
