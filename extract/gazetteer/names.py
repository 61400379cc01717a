"""Names brought to one form: how "Nuevo León", "NUEVO LEON" and "nuevo-leon" become one key."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

# Letters that Unicode does not decompose although a keyboard without them is typed with their base letter.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
}  # fmt: skip  # a table or a paragraph of words, not one a line
# Dropped without a gap: "N.L." -> "nl", "N'Djamena" -> "ndjamena", Arabic tatweel.
_DROPPED = set(".'’‘ʼʻ`´ʹʾʿ′ˈ·‧ـ\u200b\u200c\u200d\u200e\u200f\ufeff")
# Letters that Arabic, Persian and Urdu keyboards give one name with.
_LETTERS |= {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه"}


def _fold_char(char: str) -> str:
    if char in _DROPPED:
        return ""
    if char in _LETTERS:
        return _LETTERS[char]
    folded = ""
    for part in unicodedata.normalize("NFKD", char.casefold()):
        category = unicodedata.category(part)
        if category == "Mn" and unicodedata.combining(part) not in (0, 7, 9):  # 7 nukta, 9 virama carry meaning
            continue
        folded += _LETTERS.get(part, part) if category[0] in "LNM" else " "
    return folded


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_TABLE = _Table()


def key(name: str) -> str:
    """Lower case, no accents, no punctuation, single spaces; "" when nothing is left."""
    return " ".join(name.translate(_TABLE).split())


# Heads that a whole country may have: "Republic of Armenia".
COUNTRY_HEADS = ("republic of ", "republica de ", "kingdom of ", "reino de ", "state of ", "estado de ")
# First words that are written short, and the whole word.
_SHORT = {
    "st": "saint", "saint": "st", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "port", "sta": "santa",
    "sto": "santo", "cd": "ciudad", "gral": "general", "n": "north", "s": "south", "e": "east", "w": "west",
}  # fmt: skip  # a table or a paragraph of words, not one a line


def spelt_out(name_key: str) -> str | None:
    """The key with a short first word written out: "mt pleasant" -> "mount pleasant"; None when there is none."""
    first, gap, rest = name_key.partition(" ")
    whole = _SHORT.get(first)
    return f"{whole}{gap}{rest}" if whole and rest else None


def resembles(one: str, other: str) -> bool:
    """Whether two keys are forms of one name, as far as letters tell: they share a word, or half of their letters in
    the same order. "odessa" and "odesa" do, "zaragoza" and "tijuana" do not.
    """
    if set(one.split()) & set(other.split()):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.5
