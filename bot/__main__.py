"""`tocsin` and `python -m bot`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    # RetryAfter warns of its own change to timedelta unless told beforehand (python-telegram-bot 22).
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    from bot.cli import run_command_line

    sys.exit(run_command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
