"""The operator's settings: every mistake at once, each with its line."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_data_dir() -> Path:
    """Where database and compiled gazetteer live unless the config says otherwise."""
    return Path(platformdirs.user_data_dir("tocsin", appauthor=False))
