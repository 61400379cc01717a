"""What each way of being named is worth to whoever types a name, in decades of population."""

from __future__ import annotations

from extract.gazetteer.named import Named

WORTH = {
    "name": 4.0, "nickname": 3.8, "alias": 3.0, "abbreviation": 2.6, "code": 2.4, "part": 1.5, "initials": 0.5,
}  # fmt: skip  # a table or a paragraph of words, not one a line
CODE_OF_DIVISION = 0.0  # few people know the codes of divisions abroad
WEAK = frozenset(("code", "part", "initials"))  # what else was meant is asked all the same


def worth_of(each: Named) -> float:
    if each.via == "code" and each.place.kind in ("admin1", "admin2"):
        return CODE_OF_DIVISION
    return WORTH[each.via]
