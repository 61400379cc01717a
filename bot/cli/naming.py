"""Categories and places by name, as the commands for rules and operators print them: in English, no codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.messages.event import category_name
from bot.messages.load import FOLDER, load_wording
from bot.messages.places import path
from bot.messages.wording import FALLBACK, Wording
from extract.places import Gazetteer, Place
from rules.rule import Category


def _english() -> Wording:
    return load_wording(FOLDER / f"{FALLBACK}.yaml")


@dataclass(frozen=True, slots=True)
class Names:
    """What people call a category of these rules and a place of this gazetteer."""

    categories: Mapping[str, Category]
    gazetteer: Gazetteer
    wording: Wording = field(default_factory=_english)

    def category(self, slug: str) -> str:
        return category_name(slug, self.wording.language, self.categories)

    def place(self, place: Place, city: Place | None = None) -> str:
        """ "Tapalpa, Jalisco, Mexico"; `city` is the one that it is a quarter of."""
        return path(place, (*((city,) if city else ()), *self.gazetteer.parents(place)), self.wording)
