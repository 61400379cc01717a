"""Things that go wrong between a bot and Telegram, to be staged on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "drop_before",  # the connection is refused: nothing arrives
    "hang_after",  # done, but the answer never comes
    "abort_after",  # done, then the connection breaks
    "502_before",
    "502_after",
    "badjson_after",  # done, but the answer cannot be read
    "429",
    "429_bare",  # told to wait, not how long
    "401",
    "blocked",
    "chat_not_found",
    "thread_gone",
    "reply_gone",
    "bad_markup",
    "no_pictures",
    "refused",
]
DONE_ALL_THE_SAME = frozenset({"hang_after", "abort_after", "502_after", "badjson_after"})


@dataclass(slots=True)
class Fault:
    """Strikes calls of `method`, to `chat_id` if given, `times` times, after letting `skip` pass."""

    kind: FaultKind
    method: str = "sendMessage"
    chat_id: int | None = None
    skip: int = 0
    times: int = 1
    retry_after: int = 1  # seconds, for 429

    def strikes(self, method: str, chat_id: int | None) -> bool:
        if self.times <= 0 or method.lower() != self.method.lower():
            return False
        if self.chat_id is not None and self.chat_id != chat_id:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True

    def answer(self) -> tuple[int, str, dict[str, int]] | None:
        """Status, description and parameters of a refusal; None where there is no answer at all."""
        match self.kind:
            case "502_before" | "502_after":
                return 502, "Bad Gateway", {}
            case "429":
                return 429, f"Too Many Requests: retry after {self.retry_after}", {"retry_after": self.retry_after}
            case "429_bare":
                return 429, "Too Many Requests", {}
            case "401":
                return 401, "Unauthorized", {}
            case "blocked":
                return 403, "Forbidden: bot was blocked by the user", {}
            case "chat_not_found":
                return 400, "Bad Request: chat not found", {}
            case "thread_gone":
                return 400, "Bad Request: message thread not found", {}
            case "reply_gone":
                return 400, "Bad Request: message to be replied not found", {}
            case "bad_markup":
                return 400, 'Bad Request: can\'t parse entities: Unexpected end tag "b"', {}
            case "no_pictures":
                return 400, "Bad Request: not enough rights to send photos to the chat", {}
            case "refused":
                return 400, "Bad Request: BUTTON_DATA_INVALID", {}
            case _:
                return None
