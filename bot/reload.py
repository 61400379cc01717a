"""Rules that follow their files: a saved file is live at once, a broken one leaves the old rules in force."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchfiles import awatch

from extract.marks import Problem
from extract.places import Gazetteer
from rules.files import rule_files, watched
from rules.load import Loaded, load_rules
from rules.rule import Rule, RuleSet

LOOK_EVERY_S = 1.0  # also where the system tells nothing: network drives, containers on macOS, folders made anew
SETTLE_S = 0.1  # editors that write in place: wait until the file has stopped growing
SETTLE_TRIES = 8  # so that with loading itself a saved file is live within two seconds
WATCH_STEP_MS = 50

Print = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Reload:
    """What a change of the files led to. `applied` False = the old rules stay, because of `problems`.

    `new`, `gone` and `changed` are rule ids; a rule that was switched on or off counts as changed.
    """

    applied: bool
    version: str
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class LiveRules:
    """The rule set in force. Swapped as one reference: whoever took `in_force()` reads on with a whole set.

    Safe to read from any thread; `watch` and `reload` belong to one task.
    """

    def __init__(self, rules: RuleSet, paths: Sequence[str | Path], *, gazetteer: Gazetteer | None = None) -> None:
        self._rules = rules
        self._paths = tuple(paths)
        self._gazetteer = gazetteer
        self._problems: tuple[Problem, ...] = ()
        self._print = fingerprint(self._paths)

    def in_force(self) -> RuleSet:
        return self._rules

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the files as they are now are not in force; empty when they are."""
        return self._problems

    def reload(self) -> Reload | None:
        """Read the files again; None when that changes neither the rules nor what is wrong with them."""
        return self._take(load_rules(self._paths, gazetteer=self._gazetteer))

    async def watch(self, stop: asyncio.Event) -> AsyncIterator[Reload]:
        """Each change that matters, until `stop` is set."""
        async for _ in _stirrings(self._paths, stop):
            if fingerprint(self._paths) == self._print:
                continue
            self._print = await self._settled()
            loaded = await asyncio.to_thread(load_rules, self._paths, gazetteer=self._gazetteer)
            reload = self._take(loaded)
            if reload is not None:
                yield reload

    async def _settled(self) -> Print:
        now = fingerprint(self._paths)
        for _ in range(SETTLE_TRIES):
            await asyncio.sleep(SETTLE_S)
            before, now = now, fingerprint(self._paths)
            if before == now:
                break
        return now

    def _take(self, loaded: Loaded) -> Reload | None:
        old, problems_before = self._rules, self._problems
        self._problems = loaded.problems
        if loaded.rules is None:
            if loaded.problems == problems_before:
                return None
            return Reload(False, old.version, loaded.problems, loaded.warnings)
        self._rules = loaded.rules
        if loaded.rules.version == old.version and not problems_before:
            return None
        return _difference(old, loaded.rules, loaded.warnings)


def fingerprint(paths: Sequence[str | Path]) -> Print:
    """Changes when a rule file is written, added, removed or put in another's place."""
    prints = []
    for file in rule_files(paths)[0]:
        with contextlib.suppress(OSError):  # gone between listing and looking: the next look sees it
            stat = file.path.stat()
            prints.append((str(file.path), stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(prints)


async def _stirrings(paths: Sequence[str | Path], stop: asyncio.Event) -> AsyncIterator[None]:
    """Whenever the files may have changed: at once where the system tells, else every LOOK_EVERY_S."""
    while not stop.is_set():
        folders = watched(paths)
        if folders:
            with contextlib.suppress(OSError, RuntimeError):  # no more watches to be had, or a folder vanished
                async for _ in awatch(
                    *folders,
                    watch_filter=None,
                    step=WATCH_STEP_MS,
                    rust_timeout=int(LOOK_EVERY_S * 1000),
                    yield_on_timeout=True,
                    stop_event=stop,
                    debounce=int(LOOK_EVERY_S * 500),
                ):
                    yield
                    if watched(paths) != folders:
                        break
        if not stop.is_set():
            yield
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_EVERY_S)


def _difference(old: RuleSet, new: RuleSet, warnings: tuple[Problem, ...]) -> Reload:
    before: dict[str, Rule] = {rule.id: rule for rule in old.rules}
    after: dict[str, Rule] = {rule.id: rule for rule in new.rules}
    return Reload(
        applied=True,
        version=new.version,
        warnings=warnings,
        new=tuple(sorted(after.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(ident for ident in after.keys() & before.keys() if _decision(after, before, ident))),
    )


def _decision(after: dict[str, Rule], before: dict[str, Rule], ident: str) -> bool:
    new, old = after[ident], before[ident]
    return (new.version, new.status) != (old.version, old.status)
