"""What the handlers work with. Built in one place, once; holds no state of any dialogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random, SystemRandom
from typing import Literal

from bot.feeds.feed import Feed
from bot.messages.deliveries import Composer
from bot.messages.wording import Wording
from bot.store import Store
from extract.places import Gazetteer
from rules.rule import Category

Access = Literal["open", "invite", "list"]


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is the clock; `composer()` and `feeds()` give what holds at this moment, rules reload."""

    store: Store
    gazetteer: Gazetteer
    composer: Callable[[], Composer]
    now: Callable[[], datetime]
    access: Access = "invite"
    admins: frozenset[int] = frozenset()
    listed: frozenset[int] = frozenset()
    username: str = ""
    feeds: Callable[[], Sequence[Feed]] = lambda: ()
    paused_feeds: Callable[[], Sequence[Feed]] = lambda: ()  # by an admin; `feeds` are those that are watched
    nationalities: Mapping[str, str] = field(default_factory=dict)  # folded "german", "mexicana" -> country
    rules_version: Callable[[], str] = lambda: ""
    rule_problems: Callable[[], Sequence[str]] = lambda: ()
    random: Random = field(default_factory=SystemRandom)
    most_regions: int = 20
    fetches_per_hour: int = 10
    operator: str = ""

    def wording(self, language: str) -> Wording:
        return self.composer().wording(language)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.composer().wordings)

    @property
    def categories(self) -> Mapping[str, Category]:
        return self.composer().categories
