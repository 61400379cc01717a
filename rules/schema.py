"""The shape of a rule file, field by field: what the loader accepts and what editors complete.

The field names are those of `rules.rule`; `raise` is `raise_to` there, because Python keeps the word for itself.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

SeverityWord = Literal["notice", "caution", "serious", "danger"]
NAME = r"^[a-z0-9][a-z0-9_.-]{0,79}$"
CODE = r"^[a-z]{2,3}$"
Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Days = Annotated[int, Field(strict=True, ge=0, le=3650)]
Hours = Annotated[int, Field(strict=True, ge=1, le=240)]  # joining looks no further back than ten days
Text = Annotated[str, StringConstraints(min_length=1, max_length=5000)]
Sentences = Annotated[list[Text], Field(max_length=20)]


def _name(value: str) -> str:
    if not re.match(NAME, value):
        hint = "use a-z, 0-9, dot, dash and underscore, such as shelling.en"
        raise ValueError(f'"{value[:40]}" cannot be a name; {hint}')
    return value


def _code(value: str) -> str:
    if not re.match(CODE, value):
        raise ValueError(f'"{value[:40]}" is not the code of a language; write en, es')
    return value


Slug = Annotated[str, AfterValidator(_name), Field(json_schema_extra={"pattern": NAME})]
LanguageCode = Annotated[str, AfterValidator(_code), Field(json_schema_extra={"pattern": CODE})]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _day(value: object) -> object:
    """Dates only as people write them in a rule; a number is not a day since 1970."""
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f'"{value[:40]}" is not a day; write it as 2026-05-14') from None
    raise ValueError("a day is written as 2026-05-14")


Day = Annotated[datetime.date, BeforeValidator(_day)]


class NearEntry(_Entry):
    """One of these words must stand near the rule's own."""

    any_of: list[str] = Field(min_length=1, description="Words, of which one must stand near.")
    within: Literal["sentence", "title", "lead"] | Annotated[int, Field(strict=True, ge=1, le=50)] = Field(
        "sentence", description="How near: sentence, title, lead, or a number of words."
    )


class RaiseEntry(_Entry):
    """A severity when every condition given holds."""

    to: SeverityWord = Field(description="The severity then.")
    dead: Count | None = Field(None, description="At least so many dead.")
    hurt: Count | None = Field(None, description="At least so many hurt.")
    official: bool = Field(False, strict=True, description="true: an official source says it.")
    ongoing: bool = Field(False, strict=True, description="true: it is still going on.")
    places: Count | None = Field(None, description="At least so many places.")


class ExampleEntry(_Entry):
    """A sentence with more around it than its text."""

    text: Text = Field(description="What the article says.")
    title: Annotated[str, StringConstraints(max_length=500)] = Field("", description="Its headline.")
    date: Day | None = Field(
        None, description="The day it was published; without it, the day all examples are read on."
    )
    place: Annotated[str, StringConstraints(max_length=100)] = Field(
        "", description="Where the alert must lie, by name."
    )


class ExamplesEntry(_Entry):
    """Sentences the rule is held to by `tocsin rules test`."""

    alert: list[Text | ExampleEntry] = Field(default_factory=list, description="Each must alert.")
    quiet: list[Text | ExampleEntry] = Field(default_factory=list, description="Each must stay quiet.")


class RuleEntry(_Entry):
    """One rule. A new rule needs id, category, any_of and examples of both kinds."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["id", "category", "any_of", "examples"]},
                {"required": ["replaces", "category", "any_of", "examples"]},
                {"required": ["extends"]},
            ]
        }
    )

    id: Slug | None = Field(None, description="The rule's own name, such as shelling.mortar.en.")
    category: Slug | None = Field(None, description="What kind of incident it finds.")
    severity: SeverityWord | None = Field(None, description="How bad; without it, the category's.")
    any_of: list[str] = Field(default_factory=list, description="Words, of which one must be there.")
    all_of: list[str] = Field(default_factory=list, description="Words that must all be there as well.")
    none_of: list[str] = Field(default_factory=list, description="Words that keep the rule quiet.")
    near: list[NearEntry] = Field(default_factory=list, description="Words that must stand near those of any_of.")
    only_from: list[Text] = Field(default_factory=list, description='"official", or publishers by name.')
    raise_to: list[RaiseEntry] = Field(
        default_factory=list, alias="raise", description="When it is worse than its severity."
    )
    fresh_days: Days | None = Field(None, description="How old an event still counts; without it, the category's.")
    actions: dict[LanguageCode, Sentences] = Field(
        default_factory=dict, description="What to do, per language; without it, the category's."
    )
    speaks: Literal["always", "if_alone", "if_sure", "if_surest"] = Field(
        "always",
        description="always: whenever its words stand there; if_alone: everyday words, where no always rule alerts for "
        "the same country; if_sure: the widest words, where no rule alerts and the article surely reads like news; "
        "if_surest: witnesses, where those are silent too: told as the kind that the article reads like.",
    )
    status: Literal["live", "trial", "off"] = Field(
        "live", description="live warns people, trial tells the editors only, off does nothing."
    )
    examples: ExamplesEntry = Field(
        default_factory=ExamplesEntry, description="Sentences that must alert and that must stay quiet."
    )
    extends: Slug | None = Field(
        None, description="The rule this one starts from. Without an id of its own it changes that rule itself."
    )
    replaces: Slug | None = Field(None, description="The rule whose place this one takes.")


class CategoryEntry(_Entry):
    """A kind of incident. A new one needs severity and names."""

    severity: SeverityWord | None = Field(None, description="How bad it usually is.")
    sign: Annotated[str, StringConstraints(min_length=1, max_length=8)] | None = Field(
        None, description="One emoji that stands for it."
    )
    names: dict[LanguageCode, Text] = Field(default_factory=dict, description="Its name per language.")
    actions: dict[LanguageCode, Sentences] = Field(
        default_factory=dict, description="What to do, per language: three to seven short sentences."
    )
    fresh_days: Days | None = Field(None, description="How old an event still counts; 3 if not said.")
    quiet_hours: Hours | None = Field(
        None, description="After how long without a report an event of this kind is over; 36 if not said."
    )
    links: dict[str, Any] = Field(default_factory=dict, description="What other schemes call it (CAP, ACLED).")


class PackEntry(_Entry):
    """A file of rules in one language, and the categories it adds."""

    model_config = ConfigDict(title="Tocsin rules")

    language: LanguageCode | None = Field(None, description="The language of the rules: en, es.")
    words: dict[Slug, list[str]] = Field(
        default_factory=dict, description="Lists of words with a name; $name stands for the list."
    )
    categories: dict[Slug, CategoryEntry] = Field(
        default_factory=dict, description="Categories of your own, or changes to those that ship."
    )
    rules: list[RuleEntry] = Field(default_factory=list, description="The rules.")


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a rule file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **PackEntry.model_json_schema()}
