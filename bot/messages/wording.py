"""The sentences of one language, as data: filled in here, read from YAML elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.messages.text import Line, Value, fill, to_plain

FALLBACK = "en"
Forms = (
    str | Mapping[str, str]
)  # one sentence, or {"one": …, "other": …} chosen by `n`, "zero" where none is said otherwise
FORMS = frozenset({"zero", "one", "other"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of one language by dotted key ("alert.unconfirmed")."""

    language: str
    texts: Mapping[str, Forms]
    divisions: Mapping[str, str] = field(default_factory=dict)  # GeoNames code of a state -> its name in this language
    division_kinds: Mapping[str, str] = field(default_factory=dict)  # "Department" -> "departamento"

    def template(self, key: str, values: Mapping[str, Value]) -> str:
        forms = self.texts[key]
        if isinstance(forms, str):
            return forms
        n = values.get("n")
        return forms["zero" if n == 0 and "zero" in forms else "one" if n == 1 else "other"]

    def line(self, key: str, **values: Value) -> Line:
        return fill(self.template(key, values), values)

    def lines(self, key: str, **values: Value) -> tuple[Line, ...]:
        """A text of several lines; empty lines stay, they part the paragraphs."""
        return tuple(fill(row, values) for row in self.template(key, values).rstrip("\n").split("\n"))

    def text(self, key: str, **values: Value) -> str:
        """Without marks, for buttons and the short answers to a press."""
        return to_plain([self.line(key, **values)])

    def has(self, key: str) -> bool:
        return key in self.texts

    def keys_under(self, prefix: str) -> tuple[str, ...]:
        return tuple(key for key in self.texts if key.startswith(prefix))
