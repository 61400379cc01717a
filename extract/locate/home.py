"""Whose news it is: the publisher's country where it is known, and words that only some countries have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from extract.language import LanguageData
from extract.locate.line import Line

LONGEST = 3  # words of a phrase: "board of education"
PUBLISHER = 2.0  # what the publisher's country is worth, in such words
PUBLISHER_ALONE = 16.0  # the same in a text that names no other country
DOUBT = 2.0  # words for no country in particular, so that one word alone says little
SURELY = 0.5  # of all that points anywhere and of the doubt: two words of one country, and none of another


def told_home(lines: Sequence[Line], language: LanguageData) -> str | None:
    """ISO 3166-1 alpha-2 code of the one country whose own words the text surely uses: "serenazgo" and "soles"."""
    shares = home_shares(lines, language, None)
    code = max(shares, key=shares.__getitem__, default=None)
    return code if code is not None and shares[code] >= SURELY else None


def home_shares(
    lines: Sequence[Line], language: LanguageData, publisher: str | None, *, alone: bool = False
) -> Mapping[str, float]:
    """ISO 3166-1 alpha-2 code -> share of what points there, 0 to 1; all of them together stay below 1.

    `alone`: no country but the publisher's is named, and its news is of home.
    Each word counts once however often it stands there: a report of one sheriff is no surer than a mention.
    """
    seen: dict[str, tuple[str, ...]] = {}
    if language.home_words:
        for line in lines:
            folded = line.folded
            for first in range(len(folded)):
                if folded[first] not in language.home_first_words:
                    continue
                for last in range(first + 1, min(first + LONGEST, len(folded)) + 1):
                    phrase = " ".join(folded[first:last])
                    codes = language.home_words.get(phrase)
                    if codes is not None:
                        seen[phrase] = codes
    weight: dict[str, float] = defaultdict(float)
    for codes in seen.values():
        for code in codes:
            weight[code] += 1 / len(codes)
    if publisher is not None:
        weight[publisher] += PUBLISHER_ALONE if alone else PUBLISHER
    whole = sum(weight.values()) + DOUBT
    return {code: own / whole for code, own in weight.items()}
