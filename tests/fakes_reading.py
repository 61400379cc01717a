"""How many articles the language model is given at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from extract.model import Pipeline


def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of articles in each batch that is read from now on, as they come."""
    together: list[int] = []
    mark = Pipeline.mark

    def counted(self: Pipeline, texts: Sequence[str], articles: int) -> list[Any]:
        together.append(articles)
        return mark(self, texts, articles)

    monkeypatch.setattr(Pipeline, "mark", counted)
    return together
