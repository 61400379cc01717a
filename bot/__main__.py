"""`tocsin` and `python -m bot`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    # The language model's matrices are small: a second BLAS thread waits more than it works, and takes a core
    # that sending needs. One thread read 6,500 words/s where two read 4,900 and kept both cores busy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # RetryAfter warns of its own change to timedelta unless told beforehand (python-telegram-bot 22).
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    from bot.cli import run_command_line

    sys.exit(run_command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
