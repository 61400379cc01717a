"""The country an article speaks of most: each mention counts by how much it says of where things happen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from extract.locate import Mention
from extract.places import Place
from rules.story import Line, Story

_SAYS: Mapping[str, float] = {
    "place": 1.0, "demonym": 0.7, "dateline": 1.5, "organisation": 0.3, "speaker": 0.5, "metonym": 0.2,
}  # fmt: skip  # a table or a paragraph of words, not one a line
FILED = 2.5  # the country an article was filed from is its focus unless another is named so many times as often
# "U.S.", "UK", "U.s": before a noun they say whose, not where
ABBREVIATED = re.compile(r"[A-Z.]+|(?:[A-Za-z]\.)+[A-Za-z]?")
_ACTS = 0.2  # "the United States provided intelligence": a government that acts, wherever it does


def focus_shares(story: Story) -> Mapping[str, float]:
    """Country code -> its share of what the article names, by how much each mention says of it."""
    known = story.memo.get("focus")
    if isinstance(known, dict):
        return known
    weight: defaultdict[str, float] = defaultdict(float)
    acting = {mention for line in story.lines for mention in line.mentions if _acts(mention, line, story)}
    for mention in story.extraction.mentions:
        if mention.place and mention.place.country:
            weight[mention.place.country] += _ACTS if mention in acting else _SAYS[mention.role]
    total = sum(weight.values()) or 1.0
    shares = {code: value / total for code, value in weight.items()}
    story.memo["focus"] = shares
    return shares


def _acts(mention: Mention, line: Line, story: Story) -> bool:
    """A country that is the subject of a verb, or abbreviated before a noun, stands for its government."""
    if mention.role != "place" or mention.place is None or mention.place.kind != "country":
        return False
    if ABBREVIATED.fullmatch(mention.text):
        return True
    after = next((word for word in line.words if word.start >= mention.end), None)
    return after is not None and story.tag_at(line, after)[:2] in ("VB", "MD")


def focus_country(story: Story) -> Place | None:
    """The country named most, as a place, when the article gives one; its town in the dateline otherwise."""
    shares = focus_shares(story)
    filed = next((m.place.country for m in story.extraction.mentions if m.role == "dateline" and m.place), None)
    for code in sorted(shares, key=lambda c: -shares[c] * (FILED if c == filed else 1)):
        if shares[code] < 0.25:
            break
        for mention in story.extraction.mentions:
            if mention.place and mention.place.kind == "country" and mention.place.country == code:
                return mention.place
        if shares[code] >= 0.5:
            return next(
                (
                    m.place
                    for m in story.extraction.mentions
                    if m.role in ("place", "dateline") and m.place and m.place.country == code
                ),
                None,
            )
    return None
