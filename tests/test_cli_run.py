"""`tocsin run`: what was loaded at the start is never gone through again, and what comes later is."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.cli.run import SELDOM, keep_for_good


class Knot:
    """Refers to itself: only the garbage collector finds that nobody needs it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()


def test_what_was_loaded_is_left_out_of_later_collections() -> None:
    gc.disable()
    loaded = Knot()
    left = weakref.ref(loaded)
    keep_for_good()
    del loaded
    gc.collect()
    assert left() is not None
    assert gc.get_threshold() == SELDOM


def test_what_comes_later_is_collected_again() -> None:
    gc.disable()
    keep_for_good()
    assert gc.isenabled()
    later = weakref.ref(Knot())
    gc.collect()
    assert later() is None
