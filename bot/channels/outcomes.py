"""What an error of the Bot API means for the message that was to be sent.

`RetryAfter` of python-telegram-bot carries a timedelta only when PTB_TIMEDELTA=1 is set before
`telegram` is first imported; both forms are understood here.
"""

from __future__ import annotations

import re
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)
from telegram.error import RetryAfter as ToldToWait

from bot.outbox import Gone, Mend, Moved, NotSent, Outcome, Refused, RetryAfter, Stop, Uncertain

# The errors after which nothing can have reached Telegram. By name: each HTTP library has its own classes.
_NEVER_LEFT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ClientConnectorError", "ProxyError"})
_WAIT = re.compile(r"retry after (\d+)", re.IGNORECASE)
_DEFAULT_WAIT_S = 5

# 400s that are about the chat, not the message. Telegram's own words, in lower case.
_CHAT_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "chat_write_forbidden",
    "have no rights to send",
    "not enough rights to send",
    "need administrator rights",
    "chat_restricted",
    "bot is not a member",
    "user is deactivated",
)
_MENDS: tuple[tuple[str, Mend], ...] = (
    ("rights to send photos", "no_photo"),
    ("wrong file identifier", "no_photo"),
    ("wrong remote file", "no_photo"),
    ("image_process_failed", "no_photo"),
    ("photo_invalid_dimensions", "no_photo"),
    ("caption is too long", "no_photo"),
    ("can't parse entities", "plain"),
    ("message thread not found", "no_thread"),
    ("topic_closed", "no_thread"),
    ("topic_deleted", "no_thread"),
    ("message to be replied not found", "no_reply"),
    ("message to reply not found", "no_reply"),
    ("reply message not found", "no_reply"),
)


def outcome_of(error: TelegramError) -> Outcome:
    """What a failed send means. BadRequest is a NetworkError by class and must be told first."""
    text = error.message
    match error:
        case BadRequest():
            return _bad_request(text)
        case ChatMigrated(new_chat_id=new):
            return Moved(new)
        case ToldToWait():
            return RetryAfter(_as_wait(error.retry_after))
        case Forbidden():
            return Gone(text)
        case Conflict():
            return Stop("another program uses this bot's token; only one may")
        case InvalidToken() | EndPointNotFound():
            return Stop("Telegram does not accept the bot's token")
        case NetworkError() if "too many requests" in text.lower() or "(429)" in text:
            told = _WAIT.search(text)
            return RetryAfter(timedelta(seconds=int(told[1]) if told else _DEFAULT_WAIT_S))
        case NetworkError() if "entity too large" in text.lower() or "(413)" in text:
            return Refused(text)
        case _:
            cause = error.__cause__
            if cause is not None and type(cause).__name__ in _NEVER_LEFT:
                return NotSent(text)
            return Uncertain(text)


def _bad_request(text: str) -> Outcome:
    lower = text.lower()
    for words, mend in _MENDS:
        if words in lower:
            return Refused(text, mend)
    if any(words in lower for words in _CHAT_GONE):
        return Gone(text)
    return Refused(text)


def _as_wait(wait: timedelta | int) -> timedelta:
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
