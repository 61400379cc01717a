"""Spellings one slip of the pen away: a letter left out, doubled, added, swapped with its neighbour or mistaken."""

from __future__ import annotations

from collections.abc import Iterator

# Folded letters of each script a name may be mistyped in; the space stands for words run together or torn apart.
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ",
    "абвгдежзиклмнопрстуфхцчшщъыьэюяіїєґ ",
    "αβγδεζηθικλμνξοπρστυφχψω ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگئؤء ",
    "אבגדהוזחטיכלמנסעפצקרשתםןץףך ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ ",
)
SHORTEST = 4  # letters; below that every word is one slip from many


def slips_of(key: str) -> Iterator[str]:
    """Every folded spelling one slip away, some twice; nothing for keys under four letters.

    Scripts without an alphabet above only lose or swap letters: they have too many signs to try them all.
    """
    if len(key) < SHORTEST:
        return
    letters = next((alphabet for alphabet in _ALPHABETS if any(sign in alphabet[:-1] for sign in key)), "")
    for at in range(len(key) + 1):
        before, after = key[:at], key[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
