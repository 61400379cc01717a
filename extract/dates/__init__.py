"""When the text says it happened, and how many it counts.

What a language calls months, days and numbers, and the patterns they stand in, lies in
`extract/languages/dates/<code>.yaml` and becomes `words`; what an expression means against the article's own date is
worked out in `resolve`; `find` runs over sentences.
"""

from __future__ import annotations

from extract.dates.find import find_dates, find_numbers
from extract.dates.mention import DateKind, DateMention, NumberMention
from extract.dates.words import DateWords

__all__ = ["DateKind", "DateMention", "DateWords", "NumberMention", "find_dates", "find_numbers"]
