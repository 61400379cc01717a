"""Names that are only typed and never read in a text: codes, by-names, the letters a place goes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extract.gazetteer.sources import Entry, MoreNames, NameVia, shipped_rows, shipped_yaml

# Files of data/nicknames whose keys are codes of countries and divisions; the others list cities.
BY_CODE = ("countries.yaml", "divisions_of_america.yaml", "divisions_elsewhere.yaml")
CITIES = ("africa_asia_oceania.yaml", "europe.yaml", "north_america.yaml", "south_america.yaml")


def with_typed_names(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The same entries; countries and divisions with their by-names, and all that have codes with these."""
    by_id = dict(_by_id())
    by_code = dict(_by_code())
    for entry in entries:
        if entry.place.kind in ("country", "admin1", "admin2"):
            place = entry.place
            code = place.admin2 if place.kind == "admin2" else place.admin1 if place.kind == "admin1" else place.country
            entry.add(by_code.get(code or "", ()), "nickname")
        for name, via in by_id.get(entry.place.geonameid, {}).items():
            entry.add((name,), via)
        yield entry


def _by_id() -> Iterator[tuple[int, Mapping[str, NameVia]]]:
    """GeoNames id -> codes of divisions and airports, and names of countries."""
    for ident, codes, names in shipped_rows("codes.tsv.xz"):
        given: dict[str, NameVia] = dict.fromkeys(filter(None, names.split("|")), "nickname")
        yield int(ident), given | dict.fromkeys(filter(None, codes.split("|")), "code")


def _by_code() -> Iterator[tuple[str, list[str]]]:
    for name in BY_CODE:
        yield from shipped_yaml(f"nicknames/{name}").items()


def nicknames_of_cities() -> Iterator[MoreNames]:
    """By-names of cities."""
    found: dict[tuple[str, str], dict[str, NameVia]] = defaultdict(dict)
    for name in CITIES:
        for row in shipped_yaml(f"nicknames/{name}"):
            found[row["city"], row["in"]] |= dict.fromkeys(row["nicknames"], "nickname")
    for (city, within), names in found.items():
        yield MoreNames(city, within, names)
