"""How late a program that does nothing wakes up, in milliseconds: so much of another's lateness is the machine's.

Run as `python -m bench.idle`: for each line that it is given it prints the worst since the line before.
"""

from __future__ import annotations

import asyncio
import sys
import threading

STEP_S = 0.005


async def lag(stop: asyncio.Event, lags: list[float]) -> None:
    """How late the event loop is, in milliseconds, two hundred times a second: so late would a message leave."""
    clock = asyncio.get_running_loop().time
    while not stop.is_set():
        due = clock() + STEP_S
        await asyncio.sleep(STEP_S)
        lags.append(1000 * (clock() - due))


def answer(lags: list[float], loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    for _ in sys.stdin:
        print(max(lags, default=0.0), flush=True)
        lags.clear()
    loop.call_soon_threadsafe(stop.set)


async def main() -> None:
    lags: list[float] = []
    stop = asyncio.Event()
    threading.Thread(target=answer, args=(lags, asyncio.get_running_loop(), stop), daemon=True).start()
    await lag(stop, lags)


if __name__ == "__main__":
    asyncio.run(main())
