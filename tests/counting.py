"""How much work something is, the same on every machine: function calls, not seconds.

Seconds belong to the benchmarks: a busy machine takes three times as long and nothing is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How often `work` calls a function, Python's own included; what happens inside of one C function counts once."""
    number = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return number
