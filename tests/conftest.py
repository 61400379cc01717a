"""What every test shares: Telegram's waits are timedeltas, as in the program."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")
