"""How many dead, hurt and taken a sentence tells of: which number belongs to which word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rules.reminded import reminders, reminds
from rules.rule import Cues
from rules.story import Line
from rules.terms import Hit

COUNTED_WORDS = 6  # a count and its verb stand no further apart
BARRIER = 3  # words that a mark or an "and" between them count for
COUNTED = ("dead", "hurt", "kidnapped", "otherwise")
_NOT = frozenset({"no", "ni", "nobody", "none", "not", "without", "sin", "nadie", "ningun", "ninguna", "tampoco"})
_OWN = frozenset({"a", "her", "his", "its", "their", "su", "sus", "other", "otro", "otra", "otros", "otras"})


def most(lines: Iterable[Line], cues: Cues, fact: str) -> int | None:
    """The greatest number of the `dead`, `hurt` or `kidnapped` that these sentences tell of, if any."""
    lines = list(lines)
    own = any(reminders(line.sentence.text) for line in lines) and any(
        not _reminded(line, hit.first) for line in lines for name in COUNTED for hit in _told(line, cues, name)
    )
    return max((count for line in lines for count in _counts(line, cues, fact, own=own)), default=None)


def _counts(line: Line, cues: Cues, fact: str, *, own: bool) -> list[int]:
    """Numbers that belong to this fact; "a soldier was killed" counts one where no number does. Where it tells of
    harm of its `own`, that of another event ("hours after a bombing that killed 13") is none of it."""
    told = {
        name: [hit for hit in _told(line, cues, name) if not (own and _reminded(line, hit.first))] for name in COUNTED
    }
    if not told[fact]:
        return []
    doers, things = line.all_hits(cues.get("not_counted")), line.all_hits(cues.get("things"))
    found = []
    for number in line.numbers:
        at = line.word_at(number.start)
        if _is_age(line, at, cues.plain("person")) or _follows(at, things) or line.words[max(0, at - 1)].folded in _NOT:
            continue
        if _aside(line, at, doers) or (own and _reminded(line, at)):
            continue
        belongs, distance = _belongs(line, at, told, cues, does=_follows(at, doers))
        if belongs == fact and distance <= COUNTED_WORDS:
            found.append(number.value + _one_more(line, at, cues))
    if not found and _one(line, told[fact], doers, cues):
        found.append(1)
    return found


def _reminded(line: Line, at: int) -> bool:
    return reminds(line.sentence.text, line.words[at].start - line.sentence.start)


def _told(line: Line, cues: Cues, name: str) -> list[Hit]:
    """The words of a fact, without those that are denied: "no one was hurt", "sin muertos"."""
    denied = line.all_hits(cues.get("nobody_hurt"))
    return [
        hit
        for hit in line.all_hits(cues.get(name))
        if not any(one.first <= hit.first and hit.last <= one.last for one in denied)
        and not {word.folded for word in line.words[max(0, hit.first - 2) : hit.first]} & _NOT
    ]


def _follows(at: int, hits: Iterable[Hit]) -> bool:
    """Whether the noun that a number counts is one of these: "three gunmen", "scores of houses"."""
    return any(hit.first in (at + 1, at + 2) for hit in hits)


def _aside(line: Line, at: int, doers: Iterable[Hit]) -> bool:
    """ "the attackers, some thirty, killed two": how many did it, between marks behind who did it."""
    first, last = line.stretch(at)
    return last == at and first >= at - 2 and any(hit.last == first - 1 for hit in doers)


def _belongs(
    line: Line, at: int, told: Mapping[str, Sequence[Hit]], cues: Cues, *, does: bool
) -> tuple[str | None, int]:
    """The fact that a number is nearest to, and how near. `does`: what it counts may be who did it."""
    suffered = line.all_hits(cues.get("suffered"))
    ranked = [
        (abs(_distance(hit, at)) + _barrier(line, hit, at, cues), _distance(hit, at) < 0, name, abs(_distance(hit, at)))
        for name, hits in told.items()
        for hit in hits
        # "three gunmen killed" counts no dead; "killed three men" and "two men were killed" do
        if not does or hit.last < at or _is_suffered(line, hit, at, suffered, cues)
    ]
    _, _, name, distance = min(ranked, default=(0, False, None, 0))
    return name, distance


def _is_suffered(line: Line, hit: Hit, at: int, suffered: Sequence[Hit], cues: Cues) -> bool:
    if any(one.first <= hit.first and hit.last <= one.last for one in suffered):
        return True
    return bool({word.folded for word in line.words[at + 1 : hit.first]} & cues.plain("passive"))


def _barrier(line: Line, hit: Hit, at: int, cues: Cues) -> int:
    low, high = sorted((hit.first, at))
    between = {word.folded for word in line.words[low + 1 : high]}
    apart = between & (cues.plain("and") | cues.plain("joint")) or any(low < stop <= high for stop in line.stops)
    return BARRIER if apart else 0


def _one_more(line: Line, at: int, cues: Cues) -> int:
    """ "A father and his two sons": who is named before the number is one more."""
    back = at - 1
    while back >= 0 and line.words[back].folded in _OWN:
        back -= 1
    if back < 2 or line.words[back].folded not in cues.plain("and"):
        return 0
    return int(line.words[back - 2].folded in cues.plain("one"))


def _is_age(line: Line, at: int, persons: frozenset[str]) -> bool:
    """ "a man of 34", "un hombre de 34", "a nurse, 34, was hurt": a number that counts years."""
    before = line.words[at - 1].folded if at else ""
    if before in ("of", "de") and at > 1 and line.words[at - 2].folded in persons:
        return True
    text, offset = line.sentence.text, line.sentence.start
    end = line.words[at].end - offset
    between = text[line.words[at - 1].end - offset : line.words[at].start - offset] if at else ""
    return before == "aged" or ("," in between and text[end : end + 1] == ",")


def _distance(hit: Hit, at: int) -> int:
    """Words from a count to its verb, negative when the verb stands first."""
    return hit.first - at if hit.first >= at else hit.last - at


def _one(line: Line, hits: Sequence[Hit], doers: Sequence[Hit], cues: Cues) -> bool:
    """An article and a noun right beside the verb: "killed a policeman", "una mujer murió", "un muerto"."""
    did, ones = {hit.first for hit in doers}, cues.plain("one")
    suffered = line.all_hits(cues.get("suffered"))
    for hit in hits:
        after = [line.words[n].folded for n in range(hit.last + 1, min(len(line.words), hit.last + 3))]
        if any(word in ones for word in after):
            return True
        if hit.first and line.words[hit.first - 1].folded in ones and any(hit.first == one.first for one in suffered):
            return True
        for back in range(2, 6):
            at = hit.first - back
            if at >= 0 and line.words[at].folded in ones:
                did_it = at + 1 in did and not _is_suffered(line, hit, at, suffered, cues)
                return not did_it and line.clause(at) == line.clause(hit.first)
    return False
