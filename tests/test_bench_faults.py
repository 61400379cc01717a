"""The harness of `make bench-faults`, shortened: kill -9 in the midst of sending and listening."""

from __future__ import annotations

from pathlib import Path

from bench.faults import torment


def test_kill_9_loses_nothing_doubles_nothing_and_records_everything(tmp_path: Path) -> None:
    verdict = torment(tmp_path, deliveries=160, commands=8, kills=3, seed=7)
    assert verdict.faults == ()
    assert verdict.repeats + verdict.uncertain > 0  # it did strike while something was under way
