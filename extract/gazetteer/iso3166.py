"""Divisions by their ISO 3166-2 codes, as links and other programs name them: "ES-CT", "UA-30"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

CODES = Path(__file__).parent / "iso3166_2.tsv"


def division_of(code: str) -> int | None:
    """The GeoNames id of a code in capitals; None where it is unknown, or the same as GeoNames' own ("US.CA")."""
    return _codes().get(code)


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, int]:
    rows = (line.split("\t") for line in CODES.read_text(encoding="utf-8").splitlines())
    return {code: int(geonameid) for code, geonameid in rows}
