"""Divisions by their ISO 3166-2 codes."""

from __future__ import annotations

import re

from extract.gazetteer.iso3166 import CODES, division_of
from extract.places import Gazetteer


def rows() -> list[tuple[str, int]]:
    lines = (line.split("\t") for line in CODES.read_text(encoding="utf-8").splitlines())
    return [(code, int(geonameid)) for code, geonameid in lines]


def test_a_code_stands_for_the_division_of_its_country(gazetteer: Gazetteer) -> None:
    """Another country's division would be a wrong line in the table; a few are newer than the gazetteer."""
    unknown = 0
    for code, geonameid in rows():
        place = gazetteer.place(geonameid)
        if place is None:
            unknown += 1
            continue
        assert (place.country, place.kind in ("admin1", "admin2")) == (code[:2], True), code
    assert unknown <= 10


def test_every_code_stands_there_once_and_in_its_form() -> None:
    codes = [code for code, _ in rows()]
    assert len(codes) == len(set(codes)) > 4000
    assert codes == sorted(codes)
    assert all(re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code) for code in codes)


def test_a_code_nobody_gave_and_one_that_geonames_has_too_are_none() -> None:
    assert division_of("ES-CT") == 3336901
    assert division_of("ES-QQ") is None
    assert division_of("US-CA") is None
    assert division_of("") is None
