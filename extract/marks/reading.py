"""YAML text -> plain data with the spot of every value, read from parser events within fixed bounds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from extract.marks.mending import without_entry
from extract.marks.spots import Marked, Problem, Spot, ValuePath

MAX_BYTES = 1_000_000  # ten times the longest file that ships
MAX_VALUES = 50_000
MAX_DEPTH = 24
MAX_TOLD = 20  # problems of one kind: a binary file gives twenty lines, not a million


def read_file(
    path: Path, *, name: str | None = None, max_bytes: int = MAX_BYTES, entries: str = ""
) -> tuple[Marked | None, list[Problem]]:
    """As `read_marked`; a file that is missing, unreadable, too large or not UTF-8 is a problem, not an exception.

    `name` is what problems call the file; by default the path as given.
    """
    name = str(path) if name is None else name
    try:
        with open(path, "rb", opener=_open_at_once) as stream:
            raw = stream.read(max_bytes + 1)
    except FileNotFoundError:
        return None, [Problem(name, 1, 1, "no such file")]
    except OSError as error:
        return None, [Problem(name, 1, 1, f"cannot be read: {(error.strerror or str(error)).lower()}")]
    if len(raw) > max_bytes:
        return None, [_too_large(name, max_bytes)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return None, [
            Problem(name, line, column, f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8")
        ]
    return read_marked(text, name, max_bytes=max_bytes, entries=entries)


def _open_at_once(path: str, flags: int) -> int:
    """A named pipe that nobody writes to would be waited for without end; so it is empty."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(descriptor, True)
    return descriptor


def read_marked(
    text: str, file: str, *, max_bytes: int = MAX_BYTES, entries: str = ""
) -> tuple[Marked | None, list[Problem]]:
    """`text` as plain data with the spot of every value, and every problem found on the way.

    Never raises for what the text holds. None when it is too large, too deep, or no YAML at all; the
    problem behind that is among those returned. An empty text is a Marked whose data is None; what comes
    behind a further `---` is a problem, and is kept in `later` so that its mistakes can be told too.
    `entries` names a list of the file whose entries stand for themselves: one that is no YAML is a problem and
    is left out, and the others are read on.
    """
    if len(text) > max_bytes or len(text.encode("utf-8", "replace")) > max_bytes:
        return None, [_too_large(file, max_bytes)]
    problems = list(_forbidden_characters(text, file))
    text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text.removeprefix("\ufeff"))
    partly = False
    while True:
        noted: list[Problem] = []
        try:
            marked = _Reader(file, noted).read(text)
            return replace(marked, partly=partly), sorted({*problems, *noted})
        except _CannotGoOn:
            return None, sorted({*problems, *noted})
        except yaml.MarkedYAMLError as error:
            problems.append(_syntax_problem(error, text, file))
            rest = without_entry(text, error, entries) if entries and len(problems) < MAX_TOLD else None
            if rest is None:
                return None, sorted({*problems, *noted})
            text, partly = rest, True


class _CannotGoOn(Exception):
    """Reading on would cost too much or mean nothing."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet. `key` waits for its value."""

    path: ValuePath
    value: list[Any] | dict[str, Any]
    key: str | None = None
    key_mark: tuple[int, int] | None = None
    skip: bool = False  # the value belongs to a key that was refused


@dataclass(slots=True)
class _Reader:
    """Builds data out of parser events, so that depth and size are bounded while reading."""

    file: str
    problems: list[Problem]
    spots: dict[ValuePath, Spot] = field(default_factory=dict)
    refused: set[ValuePath] = field(default_factory=set)
    stack: list[_Open] = field(default_factory=list)
    root: Any = None
    begun: bool = False
    finished: list[Marked] = field(default_factory=list)
    values: int = 0

    def read(self, text: str) -> Marked:
        for event in yaml.parse(text, Loader=_LOADER):
            match event:
                case yaml.DocumentStartEvent():
                    if self.begun:
                        self.note(event, "another document starts here; one file holds one, so remove this ---")
                        self.finish()
                    self.begun = True
                case yaml.ScalarEvent():
                    self.scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self.start(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self.stack.pop()
                case yaml.AliasEvent():
                    self.note(event, f"*{(event.anchor or '')[:40]} refers to another value; write the value out here")
                    self.add(event, None, None, refused=True)
                case _:
                    pass
        self.finish()
        first, *later = self.finished
        return replace(first, later=tuple(later))

    def finish(self) -> None:
        """What was read since the last `---` is a document of its own."""
        self.finished.append(Marked(self.file, self.root, self.spots, frozenset(self.refused)))
        self.root, self.spots, self.refused = None, {}, set()

    def note(self, event: yaml.Event, message: str) -> None:
        if len(self.problems) < MAX_TOLD * 10:
            self.problems.append(Problem(self.file, *_mark(event), message))

    def stop(self, event: yaml.Event, message: str) -> None:
        self.problems.append(Problem(self.file, *_mark(event), message))
        raise _CannotGoOn

    def scalar(self, event: yaml.ScalarEvent) -> None:
        odd = _FORBIDDEN.search(event.value)
        if odd:
            self.note(event, f"the text holds the control character {_name(odd.group())}; remove it")
        refused = self.decorated(event)
        plain = not event.style
        value = _plain_value(event.value) if plain else event.value
        self.add(event, value, event.value, reads_as=_reads_as(event.value) if plain else "", refused=refused)

    def start(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.stop(event, f"lists within lists more than {MAX_DEPTH} deep; nothing here needs that")
        refused = self.decorated(event)
        value: list[Any] | dict[str, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path, skip = self.add(event, value, None, refused=refused)
        self.stack.append(_Open(path, value, skip=skip))

    def decorated(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> bool:
        """Anchors and tags are noted; a value with a tag is refused, one with an anchor is still good."""
        if event.anchor is not None:
            self.note(event, f"&{event.anchor[:40]} is an anchor, which is not read here; remove it")
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.note(event, f"{tag[:40]} is a tag, which is not read here; remove it")
            return True
        return False

    def add(
        self, event: yaml.Event, value: Any, written: str | None, *, reads_as: str = "", refused: bool = False
    ) -> tuple[ValuePath, bool]:
        """Put a value where it belongs; its path, and whether it hangs below a refused key."""
        self.values += 1
        if self.values > MAX_VALUES:
            self.stop(event, f"more than {MAX_VALUES:,} values in one file; split it")
        line, column = _mark(event)
        if not self.stack:
            self.root = None if refused else value
            self.spots[()] = Spot(line, column, None, written, reads_as)
            return (), False
        top = self.stack[-1]
        if isinstance(top.value, dict) and top.key is None:
            self.take_key(event, top, written)
            return (*top.path, "?"), True
        if isinstance(top.value, dict):
            assert top.key is not None  # noqa: S101 - a value follows its key
            path: ValuePath = (*top.path, top.key)
            skip = top.skip or path in self.spots or top.key == _NO_KEY
            if not skip:
                top.value[top.key] = None if refused else value
        else:
            path = (*top.path, len(top.value))
            skip = top.skip
            top.value.append(None if refused else value)
        if not skip:
            self.spots[path] = Spot(line, column, top.key_mark, written, reads_as)
            if refused:
                self.refused.add(path)
        top.key = top.key_mark = None
        return path, skip

    def take_key(self, event: yaml.Event, top: _Open, written: str | None) -> None:
        top.key_mark = _mark(event)
        if written is None:
            self.note(event, "a name was expected in front of the colon, not a list or a mapping")
            top.key = _NO_KEY
            return
        top.key = written
        first = self.spots.get((*top.path, written))
        if first is not None and not top.skip:
            line = first.key[0] if first.key else first.line
            self.note(event, f'"{written[:60]}" is already set on line {line}; keep one of the two')


_NO_KEY = "\0"  # cannot be written in a file: control characters are refused
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Tab, line feed and carriage return are the only control characters a text file needs. Direction
# overrides (U+202A-E, U+2066-9) and zero-width signs make a rule read differently from what it says.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS = {"true": True, "True": True, "false": False, "False": False, "null": None, "~": None, "": None}
_READS_AS = (
    (re.compile(r"(?i:y|n|yes|no|on|off|true|false)"), "yes or no"),
    (re.compile(r"(?i:null)|~|"), "nothing"),
    (re.compile(r"[0-9]{1,2}(:[0-5]?[0-9]){1,2}(\.[0-9]*)?"), "a time of day"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"), "a date"),
    (re.compile(r"[-+]?(0[xob])?\.?[0-9][0-9_,.]*([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), "a number"),
)


def _plain_value(written: str) -> Any:
    if written in _WORDS:
        return _WORDS[written]
    if _INTEGER.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return float(written)
    return written


def _reads_as(written: str) -> str:
    if len(written) > 40:
        return ""
    return next((kind for pattern, kind in _READS_AS if pattern.fullmatch(written)), "")


def _mark(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _name(char: str) -> str:
    return f"U+{ord(char):04X}"


def _too_large(file: str, max_bytes: int) -> Problem:
    return Problem(file, 1, 1, f"larger than {max_bytes:,} bytes; split it into several files")


def _forbidden_characters(text: str, file: str) -> Iterable[Problem]:
    """At most one a line and MAX_TOLD in all."""
    told = 0
    for number, line in enumerate(text.split("\n"), start=1):
        odd = _FORBIDDEN.search(line, 1 if number == 1 and line.startswith("\ufeff") else 0)
        if odd:
            told += 1
            if told > MAX_TOLD:
                yield Problem(file, number, 1, "more control characters follow; is this a text file?")
                return
            yield Problem(file, number, odd.start() + 1, f"control character {_name(odd.group())}; remove it")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The parser's complaint in words an editor of rules can act on."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    here = lines[line] if line < len(lines) else ""
    said, context = (error.problem or "").lower(), (error.context or "").lower()
    indent = here[: len(here) - len(here.lstrip())]
    if "\t" in indent:
        return Problem(file, line + 1, indent.index("\t") + 1, "a tab indents this line; use spaces")
    opened = error.context_mark or mark
    unclosed = ("quoted scalar" in context and "unexpected" in said) or "expected ',' or" in said
    if unclosed and opened is not None:
        what = "quote" if "quoted" in context else "bracket"
        return Problem(file, opened.line + 1, opened.column + 1, f"this {what} is never closed")
    message = next((words for sign, words in _IN_PLAIN_WORDS if sign in said), f"this is not valid YAML: {said}")
    closed = here[:column].rstrip()[-1:]
    if closed in _CLOSERS and here[column:].strip() and ("'-' indicator" in said or "expected key" in said):
        message = f"text goes on behind the closing {closed}; put the whole of it in {_OTHER_QUOTES[closed]}"
    if "cannot start any token" in said:
        message = f"text cannot start with {here[column : column + 1]}; put it in quotes"
    return Problem(file, line + 1, column + 1, message)


_OTHER_QUOTES = {'"': "single quotes", "'": "double quotes", "]": "quotes", "}": "quotes"}
_CLOSERS = frozenset(_OTHER_QUOTES)
_IN_PLAIN_WORDS = (
    ("expected comment or line break", "text that starts with > or | must be in quotes"),
    ("mapping values are not allowed", "a colon where none can be; put the text in quotes, or check the indentation"),
    ("expected node content", "something is missing here, or a bracket above is never closed"),
    ("expected key", "this line does not fit under the lines above; indent it like its neighbours, or close a quote"),
    (
        "'-' indicator",
        "this line does not fit under the lines above; indent it like its neighbours, or start it with -",
    ),
    ("expected <document start>", "this line does not fit under the lines above; indent it like its neighbours"),
    ("could not find expected ':'", "a name without a colon; write name: value"),
    ("escape", "a backslash in double quotes starts an escape; use single quotes"),
    ("alphabetic or numeric", "text that starts with * or & must be in quotes"),
    ("nesting depth", f"lists within lists more than {MAX_DEPTH} deep; nothing here needs that"),
    ("directive", "text that starts with % must be in quotes"),
)
