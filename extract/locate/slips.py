"""Slips of the pen: "Talpalpa, Jalisco" is Tapalpa."""

from __future__ import annotations

from collections.abc import Iterable

from extract.language import LanguageData
from extract.locate.evidence import label_of
from extract.locate.spans import Span
from extract.places import Gazetteer

SHORTEST_SLIP = 5  # letters; among shorter names one edit leads anywhere
MOST_PARENTS = 3


def mend_slips(spans: Iterable[Span], gazetteer: Gazetteer, language: LanguageData) -> None:
    """A name nobody knows is a slip of the pen only where a parent stands right behind it."""
    for span in spans:
        if span.candidates or span.parent is None or span.metonym or len(span.key) < SHORTEST_SLIP:
            continue
        if span.longer or label_of(span).endswith("PERSON") or span.line.folded[span.last] in language.spot_nouns:
            continue
        for parent in span.parent.candidates[:MOST_PARENTS]:
            if parent.place.kind in ("country", "admin1", "admin2"):
                slips = gazetteer.slips(span.text, within=parent.place)
                if slips:
                    span.candidates = slips
                    span.parent.holds = True
                    break
