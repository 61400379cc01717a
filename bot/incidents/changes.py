"""What a report changed in an incident, and whether people are to hear of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.incidents.families import kinship
from bot.incidents.growing import Grown
from bot.incidents.incident import Incident, Part
from rules.rule import Severity

ChangeKind = Literal["severity", "part", "place", "official", "dead", "toll", "all_clear", "denied", "retracted"]
TENFOLD = 10
ALL_CLEAR = "all_clear"


@dataclass(frozen=True, slots=True)
class Change:
    """Worth an update. `part` is the part it is about, None = the whole incident; counts where they changed."""

    kind: ChangeKind
    part: Part | None = None
    before: int | None = None
    now: int | None = None
    publisher: str = ""

    @property
    def why(self) -> str:
        """For the log and the reasons that are kept."""
        where = f" in {self.part.place.name}" if self.part else ""
        match self.kind:
            case "severity":
                return f"graver{where}: {Severity(self.before or 1).word} to {Severity(self.now or 1).word}"
            case "part":
                return f"also {self.part.category if self.part else ''}{where}"
            case "place":
                return f"now also{where}"
            case "official":
                return f"the first official word, by {self.publisher}"
            case "dead":
                return f"first deaths{where}: {self.now}"
            case "toll":
                return f"a toll ten times as high{where}: {self.before} to {self.now}"
            case "all_clear":
                return f"all clear, by {self.publisher}"
            case "denied":
                return f"denied by {self.publisher}"
            case "retracted":
                return f"taken back after what {self.publisher} says"


def changes(before: Incident, grown: Grown) -> tuple[Change, ...]:
    """What is new after a report; empty = nothing that anybody needs to be told."""
    found: list[Change] = []
    for old, new in grown.pairs:
        found += _of_part(old, new, before)
    if grown.incident.official and not before.official:
        official = next(source for source in grown.incident.sources if source.official)
        found.append(Change("official", publisher=official.publisher))
    return tuple(found)


def _of_part(old: Part | None, new: Part, before: Incident) -> Iterable[Change]:
    if new.category == ALL_CLEAR:
        return  # its end is decided apart: an order lifted somewhere is no news of danger
    if old is None:
        # What is slighter than the event itself (a march beside a bombing) is told with the next update.
        if new.severity >= min(before.severity, Severity.SERIOUS):
            beside = any(kinship(part.category, new.category) in ("same", "related") for part in before.parts)
            yield Change("place" if beside else "part", new)
        return
    if new.severity > old.severity:
        yield Change("severity", new, int(old.severity), int(new.severity))
    if old.place.kind == "country" != new.place.kind:
        yield Change("place", new)
    dead, hurt = (old.facts.dead or 0, new.facts.dead or 0), (old.facts.hurt or 0, new.facts.hurt or 0)
    if dead[1] and not dead[0]:
        yield Change("dead", new, 0, dead[1])
    elif dead[0] and dead[1] >= TENFOLD * dead[0]:
        yield Change("toll", new, *dead)
    if hurt[0] and hurt[1] >= TENFOLD * hurt[0]:
        yield Change("toll", new, *hurt)
