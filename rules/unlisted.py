"""A place that no gazetteer has, where the article's own words say that it happened there: "a shebeen in Mbare".

The event stays where the gazetteer puts it (the country, the division), for nobody knows where within it the name lies;
readers are told the name. It must be led in as a place ("in Mbare", "cerca de Canto Grande"), beside the deed, in the
headline, in the lead or a few sentences before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.locate import Mention
from rules.misplaced import misplaced
from rules.story import Line, Story

LOOK_BACK = 3  # sentences before the deed's own
LONGEST_ACRONYM = 5  # letters: "in UPDF custody"
LINKS_WITHIN = 2  # small words within a name: "Villa del Río", "Deir ez-Zor"
MOSTLY = 0.6  # of a headline's longer words in capitals: Every Word Of It Is
LONG, ENOUGH = 4, 4  # letters (shorter words stand small even there); such words by which a headline may be judged


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitals that the gazetteer knows no place by; its words are counted in the sentence, both inclusive."""

    text: str
    first: int
    last: int


def unlisted(told_in: Iterable[Line], story: Story) -> str:
    """The name of the place where these sentences' event is said to be; "" where they name none."""
    own = list({line.number: line for line in told_in}.values())
    numbers = {line.number for line in own}
    titles = [line for line in story.lines if line.sentence.field == "title" and line.number not in numbers]
    lead = [line for line in story.lines if line.number in story.lead and line not in titles]
    before = [line for one in own for line in reversed(story.lines[max(0, one.number - LOOK_BACK) : one.number])]
    for line in (*own, *titles, *lead, *before):
        name = next(_led_in(line, story), None)
        if name is not None:
            return name.text
    return ""


def _led_in(line: Line, story: Story) -> Iterator[Name]:
    """The names that stand there as the place, in their order."""
    if _all_capitals(line):
        return
    for name in _names(line):
        first, last = _bare(line, name, story)
        if first <= last and _stands_there(line, first, last, story) and not _is_known(line, first, last, story):
            yield Name(_text(line, first, last), first, last)


def _names(line: Line) -> Iterator[Name]:
    """Runs of capitals, with no more than links between them."""
    first = 0
    while first < len(line.words):
        if not _is_capital(line, first):
            first += 1
            continue
        last = first
        while (after := _goes_on(line, last)) is not None:
            last = after
        yield Name(_text(line, first, last), first, last)
        first = last + 1


def _goes_on(line: Line, last: int) -> int | None:
    """The word with which the name goes on behind its word `last`."""
    for at in range(last + 1, min(last + 2 + LINKS_WITHIN, len(line.words))):
        if _between(line, at - 1) not in (" ", "-", "'", "’") or at in line.breaks:
            return None
        if _is_capital(line, at):
            return at
        if line.words[at].folded not in _LINKS:
            return None
    return None


_LINKS = frozenset({"de", "del", "la", "las", "los", "el", "al", "of", "ez", "es", "ar", "as", "ad"})


def _bare(line: Line, name: Name, story: Story) -> tuple[int, int]:
    """Without the noun that says what it is: "Kabwata Market", "Barrio Abajo"."""
    first, last, nouns = name.first, name.last, story.cues.plain("place_noun")
    while last > first and line.words[last].folded in nouns:
        last -= 1
    return first, last


def _stands_there(line: Line, first: int, last: int, story: Story) -> bool:
    """Behind "in", "near" and the like, or with the noun for a place beside it: "on Chilenje township"."""
    cues = story.cues
    words = line.words
    never, nouns = cues.plain("no_place"), cues.plain("place_noun")
    behind = words[last + 1].folded if last + 1 < len(words) and last + 1 not in line.stops else ""
    if (
        any(words[at].folded in never for at in range(first, last + 1))
        or behind in never
        or words[first].folded == "the"
    ):
        return False
    text = _text(line, first, last)
    if len(text) <= 1 or (text.isupper() and len(text) <= LONGEST_ACRONYM) or _possesses(line, last):
        return False
    if any(_overlaps(line, first, last, day.start, day.end) for day in line.dates):
        return False
    at = first - 1
    noun = behind in nouns
    while at >= 0 and at + 1 not in line.stops and words[at].folded in cues.plain("between"):
        noun = noun or words[at].folded in nouns
        at -= 1
    if at < 0 or at + 1 in line.stops:
        return False
    if words[at].folded in cues.plain("stands_in"):
        return noun or at == first - 1 or not ({words[n].folded for n in range(at + 1, first)} & _ARTICLES)
    return noun and words[at].folded in cues.plain("in")


_ARTICLES = frozenset({"a", "the", "un", "una", "el", "la", "los", "las"})


def _is_known(line: Line, first: int, last: int, story: Story) -> bool:
    """Whether the gazetteer knows a place by it, or by a part of it, or it is a person's."""
    elsewhere = misplaced(story)
    return any(
        _overlaps(line, first, last, one.start, one.end) and _is_resolved(one, elsewhere) for one in line.mentions
    )


def _is_resolved(mention: Mention, elsewhere: frozenset[int]) -> bool:
    return mention.place is not None and mention.place.geonameid not in elsewhere


def _overlaps(line: Line, first: int, last: int, start: int, end: int) -> bool:
    return start < line.words[last].end and line.words[first].start < end


def _possesses(line: Line, last: int) -> bool:
    """ "at Mama Suzan's"."""
    at = line.words[last].end - line.sentence.start
    return line.sentence.text[at : at + 2] in ("'s", "’s")


def _all_capitals(line: Line) -> bool:
    """Where each word of a headline stands in capitals, none of them stands out."""
    long = [n for n, word in enumerate(line.words) if len(word.folded) >= LONG]
    return len(long) >= ENOUGH and sum(_is_capital(line, n) for n in long) > MOSTLY * len(long)


def _is_capital(line: Line, number: int) -> bool:
    return line.sentence.text[line.words[number].start - line.sentence.start].isupper()


def _between(line: Line, number: int) -> str:
    """What stands between a word and the next."""
    base = line.sentence.start
    return line.sentence.text[line.words[number].end - base : line.words[number + 1].start - base]


def _text(line: Line, first: int, last: int) -> str:
    base = line.sentence.start
    return line.sentence.text[line.words[first].start - base : line.words[last].end - base]
