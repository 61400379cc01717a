"""The buttons that stand for a place and what is wished for it: it is in the button, or kept where it is too long."""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic import TypeAdapter

from bot.commands.packing import packed, unpacked
from bot.commands.visit import Visit
from bot.commands.wish import Wish

_WISH = TypeAdapter(Wish)
_KEPT = re.compile(r"g(-?[0-9]{1,10})\.w([0-9]{1,18})\Z")


def target_for(visit: Visit, geonameid: int, wish: Wish, *, before: str, typed: str = "") -> str:
    """What stands behind `before` in the data of a button. `typed`: the name that is to be looked up again."""
    whole = None if typed else packed(geonameid, wish, visit.desk.categories, len(before))
    if whole is not None:
        return whole
    body = _WISH.dump_json(replace(wish, place=typed)).decode()
    number = visit.desk.store.keep_wish(visit.chat.id, body, visit.now)
    return f"g{geonameid}.w{number}"


def wished(visit: Visit, target: str) -> tuple[int, Wish] | None:
    """The place's id and the wish; None when the button is of another time."""
    kept = _KEPT.match(target)
    if kept is None:
        return unpacked(target, visit.desk.categories)
    body = visit.desk.store.wish(visit.chat.id, int(kept[2]))
    if body is None:
        return None
    wish = _WISH.validate_json(body)
    return (int(kept[1]), wish) if wish.categories <= set(visit.desk.categories) else None
