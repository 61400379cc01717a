"""The compiled gazetteer, opened: what a name may mean, what contains a place, what lies near a point."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from extract.gazetteer.compiling import KINDS, VIAS, marked
from extract.gazetteer.lookup import lookup
from extract.gazetteer.names import bare, key
from extract.gazetteer.spans import NameSpan, names_in
from extract.places import Candidate, Match, Place, distance_km

_COLUMNS = "p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.timezone"
_DIVISIONS = {KINDS.index("admin1"), KINDS.index("admin2")}


def _place(row: Sequence[object]) -> Place:
    geonameid, name, kind, *rest = row
    return Place(geonameid, name, KINDS[kind], *rest)  # type: ignore[arg-type, call-overload]


class SqliteGazetteer:
    """Implements `extract.places.Gazetteer` on a compiled file; safe to share between threads.

    Besides the protocol: `names_in(text)` gives the spans of running text that are keys here, and
    `candidates_of(key)` what a key means, for those who have folded already.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        (self._bits,) = self._db.execute("SELECT bits FROM filter").fetchone()
        self.candidates_of = lru_cache(maxsize=20_000)(self._candidates_of)
        self.place = lru_cache(maxsize=20_000)(self._place_of)
        self._division = lru_cache(maxsize=5_000)(self._division_of)

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._threads, "db", None)
        if db is None:
            db = self._threads.db = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, isolation_level=None)
            db.execute("PRAGMA query_only = ON")
            db.execute("PRAGMA cache_size = -16000")
        return db

    def has(self, folded: str) -> bool:
        """Whether a folded key names anything."""
        return marked(self._bits, folded) and bool(self.candidates_of(folded))

    def candidates(self, name: str) -> Sequence[Candidate]:
        """Most likely first. A name that is unknown as it stands is tried without "Oblast", "Estado de" and the like,
        and then means divisions only."""
        folded = key(name)
        found = self.candidates_of(folded)
        if found:
            return found
        for shorter in bare(folded):
            found = self.candidates_of(shorter)
            if shorter == folded.removeprefix("the "):
                if found:
                    return found
                continue
            divisions = [each for each in found if each.place.kind in ("admin1", "admin2")]
            if divisions:
                return divisions
        return ()

    def _candidates_of(self, folded: str) -> tuple[Candidate, ...]:
        if not folded or not marked(self._bits, folded):
            return ()
        rows = self._db.execute(
            f"SELECT n.via, {_COLUMNS} FROM key k JOIN name n ON n.key = k.id JOIN place p ON p.id = n.place "
            "WHERE k.key = ? ORDER BY p.rank - n.via DESC",
            (folded,),
        )
        return tuple(Candidate(_place(row[1:]), VIAS[row[0]]) for row in rows)

    def names_in(self, text: str, *, any_case: bool = False) -> Sequence[NameSpan]:
        """Spans of `text` that the gazetteer knows, longest first from left to right; see `spans.names_in`."""
        return tuple(names_in(text, self.has, any_case=any_case))

    def slips(self, name: str, *, within: Place) -> Sequence[Candidate]:
        """Places inside `within` whose name is one edit (or swapped neighbours, or a doubled letter) away."""
        folded = key(name)
        if len(folded) < 4:
            return ()
        column = {"country": "country", "admin1": "admin1", "admin2": "admin2"}.get(within.kind)
        code = getattr(within, column) if column else None
        if code is None:
            return ()
        rows = self._db.execute(
            f"SELECT n.via, k.key, {_COLUMNS} FROM place p JOIN name n ON n.place = p.id JOIN key k ON k.id = n.key "
            f"WHERE p.{column} = ? AND p.id <> ? AND n.via < 2 AND length(k.key) BETWEEN ? AND ? ORDER BY p.rank DESC",
            (code, within.geonameid, len(folded) - 1, len(folded) + 1),
        )
        found: dict[int, Candidate] = {}
        for _, other, *place in rows:
            if OSA.distance(folded, other, score_cutoff=1) == 1:
                found.setdefault(place[0], Candidate(_place(place), "slip"))
        return tuple(found.values())

    def _place_of(self, geonameid: int) -> Place | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (geonameid,)).fetchone()
        return _place(row) if row else None

    def _division_of(self, kind: str, code: str) -> Place | None:
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = {KINDS.index(kind)} AND p.{kind} = ?",  # type: ignore[arg-type]
            (code,),
        ).fetchone()
        return _place(row) if row else None

    def country(self, code: str) -> Place | None:
        return self._division("country", code.upper())

    def admin1(self, code: str) -> Place | None:
        return self._division("admin1", code)

    def admin2(self, code: str) -> Place | None:
        return self._division("admin2", code)

    def parents(self, place: Place) -> tuple[Place, ...]:
        held = [
            self._division(kind, code)
            for kind, code in (("admin2", place.admin2), ("admin1", place.admin1), ("country", place.country))
            if code and kind != place.kind
        ]
        return tuple(each for each in held if each is not None)

    def lookup(self, query: str, limit: int = 8) -> Sequence[Match]:
        return lookup(self, query, limit)

    def similar(self, folded: str, limit: int) -> Sequence[tuple[str, int]]:
        """Keys that share trigrams with `folded`, and their numbers; the ones sharing most come first."""
        grams = {folded[at : at + 3] for at in range(len(folded) - 2)}
        if not grams:
            return ()
        query = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in sorted(grams))
        return self._db.execute(
            "SELECT k.key, k.id FROM (SELECT rowid AS id FROM trigram WHERE trigram MATCH ? ORDER BY rank LIMIT ?) t "
            "JOIN key k ON k.id = t.id",
            (query, limit),
        ).fetchall()

    def nearest(self, lat: float, lon: float, within_km: float = 50.0) -> Place | None:
        """The nearest city to a point, None where there is none within `within_km`."""
        reach = within_km / 111.0
        wide = min(180.0, reach / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + reach)))))
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = 5 AND CAST(p.lat AS INTEGER) BETWEEN ? AND ? "
            "AND p.lat BETWEEN ? AND ? AND (p.lon BETWEEN ? AND ? OR p.lon >= ? OR p.lon <= ?)",
            (
                math.trunc(lat - reach), math.trunc(lat + reach), lat - reach, lat + reach,
                lon - wide, lon + wide, lon - wide + 360, lon + wide - 360,
            ),
        )  # fmt: skip
        best: Place | None = None
        least = within_km
        for row in rows:
            away = distance_km(lat, lon, row[6], row[7])
            if away <= least:
                best, least = _place(row), away
        return best
