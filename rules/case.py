"""One sighting with what its gates ask: which cues stand how near, which day is meant, how firmly it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from extract.dates import DateMention
from rules.counts import COUNTED_WORDS
from rules.rule import Cues
from rules.scan import Sighting
from rules.story import Line, Story
from rules.terms import Hit
from rules.words import Word

LONG_AGO_DAYS = 90
RELATIVE = frozenset({"when", "where", "cuando", "donde"})
SAME_IN_PAST = frozenset({"beat", "burst", "cut", "hit", "put", "set", "shut"})
QUOTES = "\"'“”‘’"
SPOKEN_WORDS = 2  # between guillemets: longer ones quote what somebody said
WEEKDAY_DAYS = 7  # a bare weekday means one of the last seven days


@dataclass(frozen=True, slots=True)
class Case:
    """`fresh_days` None = age is not judged."""

    sighting: Sighting
    story: Story
    cues: Cues
    fresh_days: int

    @property
    def line(self) -> Line:
        return self.sighting.line

    @property
    def trigger(self) -> Hit:
        return self.sighting.trigger

    @property
    def category(self) -> str:
        return self.sighting.rule.category

    @property
    def published(self) -> date | None:
        return self.story.published

    def cue(self, name: str, line: Line | None = None) -> Hit | None:
        """The first word of this kind in the sentence, not counting what is part of the sighting itself."""
        return next(iter(self.hits(name, line)), None)

    def hits(self, name: str, line: Line | None = None) -> list[Hit]:
        own = self.line if line is None else line
        hits = own.all_hits(self.cues.get(name))
        if own is not self.line:
            return hits
        return [hit for hit in hits if not (self.trigger.first <= hit.first and hit.last <= self.trigger.last)]

    def hard(self, line: Line | None = None) -> Hit | None:
        """The first hard fact of violence that is no look-alike: "killed the Brumbies off" is none."""
        own = self.line if line is None else line
        like = own.all_hits(self.cues.get("lookalike"))
        return next(
            (h for h in self.hits("hard", line) if not any(o.first <= h.first and h.last <= o.last for o in like)), None
        )

    def in_clause(self, name: str) -> Hit | None:
        """As `cue`, in the sighting's own clause."""
        first, last = self.line.clause(self.trigger.first)
        # "fifteen years after she was abducted": a term may reach into the clause by its last word
        return next((hit for hit in self.hits(name) if first <= hit.last and hit.first <= last), None)

    def counted_at_least(self, name: str, least: int, line: Line | None = None) -> int | None:
        """A number of the sentence that is as great, with such a word beside it."""
        own = self.line if line is None else line
        places = [hit.first for hit in own.all_hits(self.cues.get(name))]
        for number in own.numbers:
            at = own.word_at(number.start)
            if number.value >= least and any(abs(place - at) <= COUNTED_WORDS for place in places):
                return number.value
        return None

    def before(self, name: str, words: int) -> Hit | None:
        """The last such word since a punctuation mark, at most so many words before the trigger."""
        first, _ = self.line.stretch(self.trigger.first)
        near = [h for h in self.hits(name) if max(first, self.trigger.first - words) <= h.first < self.trigger.first]
        return near[-1] if near else None

    def before_is(self, name: str) -> bool:
        """Whether the word right before the trigger is one of these plain words of grammar."""
        at = self.trigger.first
        return at > 0 and self.line.words[at - 1].folded in self.cues.plain(name)

    @property
    def in_guillemets(self) -> bool:
        """Whether the trigger is all, or all but a word, of what stands between « and »: "la bacteria «asesina»"."""
        text, offset = self.line.sentence.text, self.line.sentence.start
        opens = text.rfind("«", 0, self.trigger.start - offset + 1)
        closes = text.find("»", self.trigger.end - offset)
        said = text[opens + 1 : closes] if 0 <= opens < closes else ""
        return "»" not in said and 0 < len(said.split()) <= SPOKEN_WORDS

    @property
    def in_quotes(self) -> bool:
        """Whether the trigger alone stands between quotation marks: the slide "exploded" across the road."""
        text, offset = self.line.sentence.text, self.line.sentence.start
        before, after = text[: self.trigger.start - offset][-1:], text[self.trigger.end - offset :][:1]
        return before in QUOTES and after in QUOTES and bool(before and after)

    def dates(self) -> list[DateMention]:
        """The sentence's days, those of the sighting's own clause first, then by distance."""

        def order(mention: DateMention) -> tuple[bool, int]:
            at = self.line.word_at(mention.start)
            return not self.beside(mention), min(abs(at - self.trigger.first), abs(at - self.trigger.last))

        return sorted((m for m in self.line.dates if m.kind != "span"), key=order)

    def day(self) -> DateMention | None:
        """The day that the sentence gives the sighting, None when it gives none."""
        return next((m for m in self.dates() if m.last is not None), None)

    def is_fresh(self, mention: DateMention) -> bool:
        """Whether a day lies within the window before the article's own, or on it."""
        if self.published is None or mention.last is None or mention.kind == "since":
            return False
        days = max(self.fresh_days, WEEKDAY_DAYS) if mention.kind == "weekday" else self.fresh_days
        first = mention.first or mention.last
        if (mention.last - first).days > max(self.fresh_days, WEEKDAY_DAYS):
            return False  # "in May", said on the 14th, tells no day
        return self.published - timedelta(days) <= mention.last and first <= self.published

    def is_old(self, mention: DateMention) -> bool:
        """Whether even the last day it may mean lies before the window."""
        if self.published is None or mention.last is None:
            return False
        days = max(self.fresh_days, WEEKDAY_DAYS) if mention.kind == "weekday" else self.fresh_days
        return mention.last < self.published - timedelta(days)

    def is_past(self, mention: DateMention) -> bool:
        """Whether a day lies so long ago that a headline which names it looks back."""
        if self.published is None or mention.last is None or mention.kind == "since":
            return False
        return mention.last < self.published - timedelta(LONG_AGO_DAYS)

    @property
    def told_as_new(self) -> bool:
        """The day nearest to the sighting, in its own clause, is a fresh one."""
        nearest = next(iter(self.dates()), None)
        return nearest is not None and self.is_fresh(nearest) and self.beside(nearest)

    def day_between(self, hit: Hit) -> bool:
        """Whether a fresh day stands between the sighting and a word behind it."""
        return any(
            self.is_fresh(m) and self.trigger.last < self.line.word_at(m.start) < hit.first for m in self.line.dates
        )

    @property
    def sentence_is_new(self) -> bool:
        """Its sentence names a fresh day, and no old one stands in its clause or just before ("1977, when")."""
        days = self.dates()
        return any(self.is_fresh(m) for m in days) and not (
            self.is_old(days[0]) and (self.beside(days[0]) or self._hangs_on_a_day)
        )

    @property
    def _hangs_on_a_day(self) -> bool:
        first, _ = self.line.clause(self.trigger.first)
        return self.line.words[first].folded in RELATIVE

    def beside(self, mention: DateMention) -> bool:
        """Whether a day stands in the sighting's own clause or reaches into it ("15 years after she was seized")."""
        first, last = self.line.clause(self.trigger.first)
        return first <= self.line.word_at(mention.end - 1) and self.line.word_at(mention.start) <= last

    def bare_verb(self, word: Word) -> bool:
        """An infinitive or a base form, by the tagger in English and by its ending in Spanish."""
        if self.story.language == "es":
            ending = word.folded.endswith(("ar", "er", "ir", "arse", "erse", "irse"))
            bare = {word.folded, word.folded.removesuffix("se")}
            return ending and word.forms <= bare and len(word.folded) > 4
        # "took the post and set fire to it": these look alike in the past, and taggers mistake them
        at = self.line.words.index(word)
        if word.folded in SAME_IN_PAST and (at == 0 or self.line.words[at - 1].folded != "to"):
            return False
        return self.story.tag_at(self.line, word) == "VB"

    def lead_lines(self) -> Iterable[Line]:
        return (line for line in self.story.lines if line.number in self.story.lead)

    def said(self, hit: Hit) -> str:
        return self.line.said(hit)
