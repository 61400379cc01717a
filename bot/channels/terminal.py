"""One person's end of the in-process Telegram, in a terminal: lines typed, buttons pressed by number."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.channels.botapi import BotApi
from bot.channels.rooms import Event, Person

Json = Mapping[str, Any]
_POINT = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "text_link": "underline",
}


@dataclass(frozen=True, slots=True)
class Press:
    """A button as it was last shown: what pressing its number does."""

    label: str
    message_id: int
    data: str | None = None
    url: str | None = None


class Terminal:
    """Prints what the bot sends to `chat_id` and turns lines into what a person would do."""

    def __init__(self, telegram: BotApi, chat_id: int, console: Console, *, language: str = "en") -> None:
        self._telegram = telegram
        self._chat_id = chat_id
        self._console = console
        self._person = Person(chat_id, "You", language)
        self._buttons: list[Press] = []
        self._events = telegram.watch()
        telegram.open_chat(chat_id, title="You")

    def type_line(self, line: str) -> bool:
        """A number presses the button that bears it, a bare "lat, lon" shares a location, the rest is said.

        False when there was nothing in it for the bot.
        """
        line = line.strip()
        if not line:
            return False
        if line.isdigit() and 1 <= int(line) <= len(self._buttons):
            return self._press(self._buttons[int(line) - 1])
        if point := _POINT.match(line):
            self._telegram.share_location(self._chat_id, float(point[1]), float(point[2]), user=self._person)
        else:
            self._telegram.say(self._chat_id, line, user=self._person)
        return True

    def _press(self, button: Press) -> bool:
        if button.url:
            self._console.print(button.url, markup=False, highlight=False)
            return False
        if button.data is None:
            self._telegram.say(self._chat_id, button.label, user=self._person)
        else:
            self._telegram.press(self._chat_id, button.message_id, button.data, user=self._person)
        return True

    def show_waiting(self) -> int:
        """Print everything that has arrived; how much it was."""
        number = 0
        while not self._events.empty():
            self._show(self._events.get_nowait())
            number += 1
        return number

    async def show_for_ever(self) -> None:
        """Print what arrives, as it arrives."""
        while True:
            self._show(await self._events.get())

    def _show(self, event: Event) -> None:
        if event.chat_id != self._chat_id:
            return
        if event.kind == "answered":
            if event.text:
                self._console.print(Text(f"({event.text})", style="dim"), highlight=False)
            return
        message = event.message
        lines = [as_text(str(message.get("text", message.get("caption", ""))), entities_of(message))]
        if "photo" in message:
            lines.insert(0, Text("(picture)", style="dim"))
        if "document" in message:
            lines.insert(0, Text("(file)", style="dim"))
        if event.kind == "edited":
            lines.insert(0, Text("(changed)", style="dim"))
        lines += self._number_buttons(message)
        for line in lines:
            self._console.print(line, highlight=False, soft_wrap=True)
        self._console.print()

    def _number_buttons(self, message: Json) -> list[Text]:
        inline = (message.get("reply_markup") or {}).get("inline_keyboard") or ()
        rows: Sequence[Sequence[Json]] = inline or message.get("keyboard") or ()
        if not rows:
            return []
        self._buttons = []
        lines = []
        for row in rows:
            shown = []
            for button in row:
                self._buttons.append(
                    Press(button["text"], int(message["message_id"]), button.get("callback_data"), button.get("url"))
                )
                hint = " (type: latitude, longitude)" if button.get("request_location") else ""
                shown.append(f"[{len(self._buttons)}] {button['text']}{hint}")
            lines.append(Text("   ".join(shown), style="green"))
        return lines


def entities_of(message: Json) -> Sequence[Json]:
    return message.get("entities") or message.get("caption_entities") or ()


def as_text(text: str, entities: Sequence[Json]) -> Text:
    """A message as the terminal can show it; a link's address stands after its words."""
    shown = Text()
    raw = text.encode("utf-16-le")

    def code_points(units: int) -> int:
        return len(raw[: 2 * units].decode("utf-16-le", "ignore"))

    styles = [
        (code_points(one["offset"]), code_points(one["offset"] + one["length"]), one)
        for one in entities
        if one["type"] in _STYLES
    ]
    shown.append(text)
    for start, end, entity in styles:
        shown.stylize(_STYLES[entity["type"]], start, end)
    links = [(end, entity["url"]) for _, end, entity in styles if entity.get("url")]
    for end, url in sorted(links, reverse=True):
        shown = Text.assemble(shown[:end], f" <{url}>", shown[end:])
    return shown


async def converse(
    terminal: Terminal,
    lines: AsyncIterator[str],
    settled: Callable[[], Awaitable[None]],
    stop: asyncio.Event,
    *,
    echo: Console | None = None,
) -> None:
    """Play the lines one by one, each answered before the next; ends with the input or with `stop`.

    Lines go to `echo` too, so that a transcript reads as a conversation.
    `settled` returns when everything said so far has been handled and its answers are sent.
    """
    stopped = asyncio.create_task(stop.wait())
    try:
        while not stop.is_set():
            coming = asyncio.ensure_future(anext(lines, None))
            await asyncio.wait((coming, stopped), return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                coming.cancel()
                return
            line = coming.result()
            if line is None:
                return
            if echo is not None and line.strip():
                echo.print(Text(f"> {line.strip()}"), soft_wrap=True)
            if terminal.type_line(line):
                await settled()
            terminal.show_waiting()
    finally:
        stopped.cancel()
        terminal.show_waiting()
