"""Signs that something is reported as one new event, and not talked of: numbers that weights are put on.

Every sign is between 0 and 1 and speaks of how it is told, never of what: no sign is a word of a corpus.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rules.case import Case
from rules.focus import focus_shares
from rules.rule import Cues
from rules.story import Story

_PAST = frozenset({"VBD", "VBN"})
_PLURAL = frozenset({"NNS", "NNPS"})
_PRESENT = frozenset({"VB", "VBP", "VBZ", "VBG"})
LONG = 40.0  # sentences


def signs(cases: Sequence[Case], stopped: int, country: str | None, strength: str, story: Story) -> dict[str, float]:
    """The signs of one finding; `cases` are its sightings that no gate stopped, `stopped` counts the others."""
    length = len(story.lines)
    numbers = sorted({case.line.number for case in cases})
    first = numbers[0] if numbers else 0
    shares = focus_shares(story)
    # no country found says nothing for or against
    share = shares.get(country, 0.0) if country else max(shares.values(), default=1.0)
    cues = cases[0].cues
    tags = [_tag(case) for case in cases]
    told = _told(story, cues)
    return {
        "several sentences": min(1.0, (len(numbers) - 1) / 3),
        "share of sentences": min(1.0, 2 * len(numbers) / max(1, length)),
        "in the title or lead": float(any(number in story.lead for number in numbers)),
        "first sentence": float(first == 0),
        "late in the text": min(1.0, first / 10),
        "a fresh day beside it": float(any(case.told_as_new for case in cases)),
        "a fresh day in the sentence": float(any(case.sentence_is_new for case in cases)),
        "a day of the past week": float(any(_recent(case) for case in cases)),
        "no day at all": float(not any(case.dates() for case in cases)),
        "dead counted": float(any(_counted(case, "dead") for case in cases)),
        "hurt counted": float(any(_counted(case, "hurt") for case in cases)),
        "hurt named": float(any(case.cue("hurt") for case in cases)),
        "attackers named": float(any(case.cue("actor") for case in cases)),
        "a site named": float(any(case.cue("site") for case in cases)),
        "past tense": float(any(tag in _PAST for tag in tags)),
        "many, not one": float(bool(tags) and all(tag in _PLURAL for tag in tags)),
        "not past tense": float(bool(tags) and all(tag in _PRESENT for tag in tags)),
        "its place beside it": float(strength == "here"),
        "its place close by": float(strength == "near"),
        "no place but the dateline": float(strength in ("dateline", "")),
        "country seldom named": float(share < 0.2),
        "country named most": float(share >= max(shares.values(), default=0.0) - 1e-9),
        "stopped elsewhere": min(1.0, stopped / 4),
        "mostly stopped": stopped / (stopped + len(cases)),
        "long text": min(1.0, length / LONG),
        "short text": float(length <= 3),
        "talk of politics": told["talk"],
        "court words": told["court"],
        "someone speaks": told["speaking"],
        "speech around it": float(all(case.cue("speaking") for case in cases)),
        "talk around it": float(all(case.cue("talk") for case in cases)),
        "background around it": float(all(case.cue("retold") for case in cases)),
        "harm in the text": told["dead"],
        "attackers in the text": told["actor"],
    }


def _told(story: Story, cues: Cues) -> dict[str, float]:
    """How much of the text each kind of word takes: hits a sentence, at most 1."""
    known = story.memo.get("told")
    if isinstance(known, dict):
        return known
    told = {}
    for name in ("talk", "court", "speaking", "dead", "actor"):
        hits = sum(len(line.all_hits(cues.get(name))) for line in story.lines)
        told[name] = min(1.0, math.sqrt(hits / max(1, len(story.lines))) / 1.5)
    story.memo["told"] = told
    return told


def _tag(case: Case) -> str:
    for token in case.line.sentence.tokens:
        if token.start <= case.trigger.start < token.end:
            return token.tag
    return ""


def _recent(case: Case) -> bool:
    published = case.published
    return published is not None and any(
        m.last is not None and m.kind != "since" and 0 <= (published - m.last).days <= 7 for m in case.dates()
    )


def _counted(case: Case, fact: str) -> bool:
    hits = case.line.all_hits(case.cues.get(fact))
    return bool(hits) and bool(case.line.numbers)
