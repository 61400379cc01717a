"""The compiled gazetteer, opened: what a name may mean, what contains a place, what lies near a point."""

from __future__ import annotations

import math
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

from extract.divisions import bare
from extract.gazetteer.filter import KeyFilter
from extract.gazetteer.lookup import lookup
from extract.gazetteer.named import Named
from extract.gazetteer.names import COUNTRY_HEADS, key, spelt_out
from extract.gazetteer.prior import rank
from extract.gazetteer.slips import slips_of
from extract.gazetteer.spans import NameSpan, names_in
from extract.gazetteer.writing import KINDS, VIAS
from extract.places import Candidate, Match, Place, distance_km

_COLUMNS = "p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.timezone"
WIDE_BOX = 8.0  # degrees from south to north: more is looked for among the great cities alone
GREAT_CITY = 20_000  # people
_AFTER_ALL = "\U0010ffff"
_DIVISIONS = frozenset(("admin1", "admin2"))
_STATES = _DIVISIONS | {"country"}


def _place(row: Sequence[object]) -> Place:
    ident, name, kind, *rest = row
    return Place(ident, name, KINDS[kind], *rest)  # type: ignore[arg-type,call-overload]


class _Opened:
    """One thread's connection; closed when that thread ends."""

    def __init__(self, db: sqlite3.Connection, all_open: set[sqlite3.Connection]) -> None:
        self.db = db
        self._all_open = all_open
        all_open.add(db)

    def __del__(self) -> None:
        self._all_open.discard(self.db)
        self.db.close()


def _close_all(connections: set[sqlite3.Connection]) -> None:
    for db in tuple(connections):
        db.close()


class SqliteGazetteer:
    """Implements `extract.places.Gazetteer` on a compiled file; safe to share between threads.

    Besides the protocol: `names_in(text)` gives the spans of running text that are names here,
    `candidates_of(key)` what a folded key means, `named(key)` the same with nicknames and codes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        self._open: set[sqlite3.Connection] = set()
        # Its caches hold it in a circle, and of a circle Python may clear away the connections first, unclosed.
        weakref.finalize(self, _close_all, self._open)
        (bits,) = self._db.execute("SELECT bits FROM filter").fetchone()
        self._known = KeyFilter(bits)
        self.named = lru_cache(maxsize=20_000)(self._named)
        self.candidates_of = lru_cache(maxsize=20_000)(self._candidates_of)
        self.place = lru_cache(maxsize=20_000)(self._place_of)
        self._division = lru_cache(maxsize=5_000)(self._division_of)

    @property
    def _db(self) -> sqlite3.Connection:
        opened: _Opened | None = getattr(self._threads, "opened", None)
        if opened is None:
            uri = f"{self.path.absolute().as_uri()}?mode=ro"
            # Another thread may be the one that notices this one's end, and closes.
            db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA query_only = ON")
            db.execute("PRAGMA cache_size = -16000")  # KiB
            opened = self._threads.opened = _Opened(db, self._open)
        return opened.db

    def _named(self, folded: str) -> tuple[Named, ...]:
        """All that a folded key means, most likely first, nicknames and codes included."""
        if not folded or folded not in self._known:
            return ()
        rows = self._db.execute(
            f"SELECT n.via, {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?", (folded,)
        )
        found = [Named(_place(row[1:]), VIAS[row[0]]) for row in rows]
        found.sort(key=lambda each: VIAS.index(each.via) - rank(each.place))
        return tuple(found)

    def _candidates_of(self, folded: str) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(each.place, each.via)
            for each in self.named(folded)
            if each.via == "name" or each.via == "alias" or each.via == "abbreviation"
        )

    def candidates(self, name: str) -> Sequence[Candidate]:
        """Most likely first. A name unknown as it stands is tried with "Mt." and the like written out, then without
        "Oblast", "Estado de" and the like, and then means divisions only ("Republic of": countries too)."""
        folded = key(name)
        found = self.candidates_of(folded)
        if not found and (whole := spelt_out(folded)):
            found = self.candidates_of(whole)
        if found:
            return found
        for shorter in bare(folded):
            found = self.candidates_of(shorter)
            if not folded.startswith("the "):
                kinds = _STATES if folded.startswith(COUNTRY_HEADS) else _DIVISIONS
                found = tuple(each for each in found if each.place.kind in kinds)
            if found:
                return found
        return ()

    def names_in(self, text: str, *, any_case: bool = False) -> Sequence[NameSpan]:
        """Spans of `text` that name something here, longest first from left to right; see `spans.names_in`."""
        return tuple(names_in(text, lambda folded: bool(self.candidates_of(folded)), any_case=any_case))

    def misspelt(self, folded: str) -> Iterator[tuple[str, tuple[Named, ...]]]:
        """Known keys one slip of the pen away from `folded`, and what each means."""
        for spelling in {each for each in slips_of(folded) if each in self._known}:
            if spelling != folded and (found := self.named(spelling)):
                yield spelling, found

    def slips(self, name: str, *, within: Place) -> Sequence[Candidate]:
        """Places inside `within` whose name is one slip of the pen from `name`, most likely first."""
        found: dict[int, Place] = {}
        for _, meanings in self.misspelt(key(name)):
            for each in meanings:
                if each.via in ("name", "alias") and holds(within, each.place):
                    found[each.place.geonameid] = each.place
        return tuple(Candidate(place, "slip") for place in sorted(found.values(), key=rank, reverse=True))

    def beginning_with(self, folded: str, limit: int = 400) -> Sequence[tuple[str, Place]]:
        """Keys that go on from `folded`, with their places, most populous first among the first `limit` keys."""
        rows = self._db.execute(
            f"SELECT n.key, {_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
            "WHERE n.key > ? AND n.key < ? AND n.via < 2 LIMIT ?",
            (folded, folded + _AFTER_ALL, limit),
        )
        found = [(row[0], _place(row[1:])) for row in rows]
        return sorted(found, key=lambda each: -rank(each[1]))

    def large(self, first: str, pattern: str = "*") -> Iterator[tuple[str, int]]:
        """Names of large places, in plain letters without gaps, that begin with `first` and match a GLOB `pattern`,
        each with the place's GeoNames id."""
        return self._db.execute(
            "SELECT tight, place FROM large WHERE tight >= ? AND tight < ? AND tight GLOB ?",
            (first, first + _AFTER_ALL, pattern),
        )

    def _place_of(self, geonameid: int) -> Place | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (geonameid,)).fetchone()
        return _place(row) if row else None

    def _division_of(self, kind: str, code: str) -> Place | None:
        number = list[str](KINDS).index(kind)
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = {number} AND p.{kind} = ?", (code,)
        ).fetchone()
        return _place(row) if row else None

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code, in either case; XK is Kosovo."""
        return self._division("country", code.upper())

    def admin1(self, code: str) -> Place | None:
        """The first-order division with this GeoNames code ("MX.14")."""
        return self._division("admin1", code)

    def admin2(self, code: str) -> Place | None:
        """The second-order division with this GeoNames code ("MX.14.039")."""
        return self._division("admin2", code)

    def parents(self, place: Place) -> tuple[Place, ...]:
        """What contains the place, innermost first; divisions the data do not hold are left out."""
        held = [
            self._division(kind, code)
            for kind, code in (("admin2", place.admin2), ("admin1", place.admin1), ("country", place.country))
            if code and kind != place.kind
        ]
        return tuple(each for each in held if each is not None)

    def lookup(self, query: str, limit: int = 8) -> Sequence[Match]:
        """A name as a person types it, best first; see `lookup.lookup`."""
        return lookup(self, query, limit)

    def nearest(self, lat: float, lon: float, within_km: float = 50.0) -> Place | None:
        """The nearest city to a point, None where there is none within `within_km`."""
        reach = within_km / 111.0
        wide = min(180.0, reach / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + reach)))))
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = {KINDS.index('city')} "
            "AND CAST(p.lat AS INTEGER) BETWEEN ? AND ? "
            "AND p.lat BETWEEN ? AND ? AND (p.lon BETWEEN ? AND ? OR p.lon >= ? OR p.lon <= ?)",
            (
                math.trunc(lat - reach), math.trunc(lat + reach), lat - reach, lat + reach,
                lon - wide, lon + wide, lon - wide + 360, lon + wide - 360,
            ),
        )  # fmt: skip  # a table or a paragraph of words, not one a line
        best: Place | None = None
        least = within_km
        for row in rows:
            away = distance_km(lat, lon, row[6], row[7])
            if away <= least:
                best, least = _place(row), away
        return best

    @cached_property
    def _great_cities(self) -> tuple[Place, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = {KINDS.index('city')} AND p.population >= ? "
            "ORDER BY p.population DESC",
            (GREAT_CITY,),
        )
        return tuple(_place(row) for row in rows)

    def cities(self, box: tuple[float, float, float, float], limit: int) -> Sequence[Place]:
        """Cities between west, south, east and north, the most populous first; longitudes may go past 180°."""
        west, south, east, north = box
        if north - south > WIDE_BOX:
            known = [place for place in self._great_cities if south <= place.lat <= north]
            middle, reach = (west + east) / 2, (east - west) / 2
            near = (place for place in known if abs((place.lon - middle + 180) % 360 - 180) <= reach)
            return tuple(islice(near, limit))
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = {KINDS.index('city')} "
            "AND CAST(p.lat AS INTEGER) BETWEEN ? AND ? AND p.lat BETWEEN ? AND ? "
            "AND (p.lon BETWEEN ? AND ? OR p.lon BETWEEN ? AND ? OR p.lon BETWEEN ? AND ?) "
            "ORDER BY p.population DESC LIMIT ?",
            (
                math.trunc(south), math.trunc(north), south, north,
                west, east, west - 360, east - 360, west + 360, east + 360, limit,
            ),
        )  # fmt: skip  # a table or a paragraph of words, not one a line
        return tuple(_place(row) for row in rows)


def holds(outer: Place, inner: Place) -> bool:
    """Whether a country or division contains another place."""
    if outer.geonameid == inner.geonameid:
        return False
    match outer.kind:
        case "country":
            return outer.country == inner.country
        case "admin1":
            return outer.admin1 == inner.admin1
        case "admin2":
            return outer.admin2 is not None and outer.admin2 == inner.admin2
        case _:
            return False
