"""Travel advisories: what rates a whole country, and whether a new edition of it is news.

An advisory is published again and again. Only another level or other words matter; "reviewed, no
change" does not, and the first edition seen only says where the country stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.article import Article

Direction = Literal["raised", "lowered", "text", "none"]

# What governments call their steps, gravest first; levels are compared by these words and never by
# number: 3 is "reconsider" in Washington and "avoid all travel" in Tokyo. Advice about parts of a
# country never rates the whole of it above 2.
_WHOLE = r"(?! to (?:parts|some))"
_STEPS = tuple(
    (step, re.compile("|".join(words), re.I))
    for step, words in (
        (
            4,
            (
                f"do not travel{_WHOLE}",
                f"(?:avoid|against) all travel{_WHOLE}",
                "(?:depart|leave) (?:now|immediately)",
                "no viaje(?! a partes)",
                "evit(?:e|ar) todo viaje",
                "(?<!teil)reisewarnung",
                "退避",
                "(?<!不要不急の)渡航は(?:止め|やめ)て",
                "渡航中止",
            ),
        ),
        (
            3,
            (
                "reconsider",
                f"avoid non-?essential travel{_WHOLE}",
                f"all but essential travel{_WHOLE}",
                "no esenciales",
                "dringend abgeraten",
                "不要不急",
            ),
        ),
        (
            2,
            (
                "(?:increased|heightened|high degree of|extreme) caution",
                "to (?:parts|some)",
                "(?:mayor|mucha) precaución",
                "extreme (?:la )?precauci(?:ón|ones)",
                "teilreisewarnung",
                "abgeraten",
                "erhöhte vorsicht",
                "十分注意",
            ),
        ),
        (
            1,
            (
                "(?:normal|usual)(?: safety| security)? precautions",
                "precauciones (?:normales|habituales)",
                "keine reisewarnung",
                "no advice against travel",
            ),
        ),
    )
)
# An embassy's alert states no step; its title says what it is about, gravest first.
_ALERTS = (
    (
        4,
        re.compile(
            r"shelter.in.place|depart now|leave now|evacuat|refúgie|busque refugio|permanezca (?:en|bajo)|evacu", re.I
        ),
    ),
    (
        3,
        re.compile(r"security alert|alerta de seguridad|aviso de seguridad|terror|attack|ataque|atentado|tirote", re.I),
    ),
    (2, re.compile(r"demonstration|protest|strike|manifestaci|protesta|marcha|huelga|paro\b|disturbio", re.I)),
)
_NEGATED = re.compile(r"\b(?:no longer|no|ya no|not|keine|nicht mehr|lifted|removed)\W+(?:\w+\W+){0,2}$", re.I)

# A sentence with one of these says that nothing of substance was changed.
_NO_NEWS = re.compile(
    r"\b(?:"
    r"no (?:significant |substantive |major )?(?:changes?|updates?)|without (?:any )?(?:changes?|updates?)|"
    r"reviewed (?:for accuracy|with (?:no|minor)|and (?:re-?issued|remains))|"
    r"(?:minor|editorial) (?:edits?|changes?|amendments?|updates?)|still (?:current|valid)|periodic review|"
    r"level (?:has not changed|remains|is unchanged)|remains? (?:unchanged|in (?:effect|force))|typographical|"
    r"broken links?|sin cambios|se mantiene|revisad[oa] sin|unverändert|weiterhin gültig|redaktionelle änderung"
    r")\b",
    re.I,
)
_ADMIN = re.compile(
    r"\b(?:"
    r"(?:last|date|first) (?:updated?|issued?|reviewed|published|modified)|"
    r"(?:updated?|issued|published|valid|stand)(?: (?:at|on|as of))?\s*:|current as (?:at|of)|"
    r"última actualización|fecha de (?:emisión|actualización)|letzte änderung|gültig seit"
    r")",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|(?<=;)\s+")


@dataclass(frozen=True, slots=True)
class Change:
    """Whether a new edition is news. `why` reads as a sentence without a full stop."""

    matters: bool
    why: str
    direction: Direction = "none"


def changed(old: Article | None, new: Article) -> Change:
    """What is new in `new` against the edition before it, None = this is the first one seen."""
    if old is None:
        return Change(False, "first edition seen: this is where the country stands")
    was, now = old.level or "", new.level or ""
    before, after = rank(was), rank(now)
    if before is not None and after is not None and before != after:
        direction: Direction = "raised" if after > before else "lowered"
        return Change(True, f"level {direction} from {was!r} to {now!r}", direction)
    if _letters(was) != _letters(now):
        return Change(True, f"level is now {now or 'not stated'!r}, was {was or 'not stated'!r}", "text")
    return _text_change(old, new)


def _text_change(old: Article, new: Article) -> Change:
    was, now = _substance(old.text), _substance(new.text)
    added = [sentence for key, sentence in now.items() if key not in was]
    gone = [sentence for key, sentence in was.items() if key not in now]
    if added:
        return Change(True, f"new words: {_short(added[0])}", "text")
    if _NO_NEWS.search(new.text) and not now:
        return Change(False, "reviewed, no change")
    if gone and now:
        return Change(True, f"no longer said: {_short(gone[0])}", "text")
    return Change(False, "the same words and level")


def no_news(article: Article) -> str | None:
    """Why an edition says by itself that nothing changed ("reviewed for accuracy; no significant updates")."""
    if not _substance(article.text) and _NO_NEWS.search(article.text):
        return f"the publisher says so: {_short(article.text)}"
    return None


def rank(words: str) -> int | None:
    """1 (usual precautions) to 4 (do not travel) by the words a government uses; None = it says neither.

    The gravest step that stands in the words and is not taken back ("no longer …", "keine …") counts.
    """
    for step, pattern in _STEPS:
        for found in pattern.finditer(words):
            if step == 1 or not _NEGATED.search(words[max(0, found.start() - 40) : found.start()]):
                return step
    return None


def gravity(title: str) -> int | None:
    """2 (caution) to 4 (danger) by the title of an embassy's alert, in English and Spanish; None = it does not say."""
    return next((step for step, pattern in _ALERTS if pattern.search(title)), None)


def _substance(text: str) -> dict[str, str]:
    """Sentences that say something, by their letters and digits alone; dates of issue and reviews left out."""
    found: dict[str, str] = {}
    for sentence in _SENTENCE.split(text):
        if _NO_NEWS.search(sentence) or _ADMIN.search(sentence):
            continue
        key = "".join(letter for letter in sentence.casefold() if letter.isalnum())
        if key:
            found.setdefault(key, " ".join(sentence.split()))
    return found


def _letters(level: str) -> str:
    """A level without its number and punctuation: scales are renumbered while their words stay."""
    return "".join(letter for letter in re.sub(r"\b(?:level|stufe|nivel)\b", "", level.casefold()) if letter.isalpha())


def _short(sentence: str) -> str:
    text = " ".join(sentence.split())
    return repr(text if len(text) <= 120 else text[:119] + "…")
