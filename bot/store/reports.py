"""Reports filed under incidents with the reason, and the little by which the next one finds them.

An incident is found again by where it is (cells of half a degree, divisions, the country), by what
its texts share (prints), and by the articles that told it. Nothing of this is kept in memory: after
a restart the next report is judged as it would have been.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import timedelta
from functools import lru_cache, partial
from math import floor
from zlib import crc32

from bot.incidents.content import Content
from bot.incidents.gist import Gist, Scene, gist_of
from bot.incidents.incident import Source
from bot.incidents.joining import Candidate
from bot.incidents.known import Known, Spot
from bot.incidents.nearness import names_in
from bot.incidents.reason import Reason, Reasons
from bot.incidents.report import Report
from bot.store import FiledReport
from bot.store.codec import KNOWN, REASONS, SCENE, SOURCE, moment, stamp
from bot.store.connection import Connections
from extract.places import Place

CELL = 0.5  # degrees: its neighbours reach further than two reports of one event lie apart
BACK = timedelta(days=10)  # how long after its last report an incident may still be meant
AHEAD = timedelta(days=3)  # articles come out of order
MOST = 40  # candidates by place; the nearest in time
MOST_ALIKE = 10
MOST_NAMES = 16  # of a report, kept and looked up
MOST_OF_A_NAME = 12  # incidents a name, the newest
MOST_NAMED = 10
MOST_AT_ONCE = 50  # spots a query: SQLite takes 500 queries in one
LEAST_SHARED = 4  # prints of sixteen: below that nobody copied


class ReportTables(Connections):
    def file_report(self, incident_id: int, report: Report, feed: str, *, joined: bool, why: Reasons) -> None:
        source = report.source
        self._change(
            """INSERT INTO reports (incident_id, feed, article_key, url, told, stance, joined, why, body)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                incident_id,
                feed,
                source.article_key,
                source.url,
                stamp(report.told),
                report.stance,
                joined,
                REASONS.dump_json(why).decode(),
                SOURCE.dump_json(source).decode(),
            ),
        )

    def reports(self, incident_id: int) -> Sequence[FiledReport]:
        rows = self._rows(f"{_FILED} WHERE incident_id = ? ORDER BY id", (incident_id,))
        return [_filed(row) for row in rows]

    def report_of(self, feed: str, key: str) -> FiledReport | None:
        row = self._row(f"{_FILED} WHERE feed = ? AND article_key = ? ORDER BY id DESC LIMIT 1", (feed, key))
        return None if row is None else _filed(row)

    def remember(self, incident_id: int, known: Known, content: Content | None = None) -> None:
        with self.write():
            self._change("UPDATE incidents SET known = ? WHERE id = ?", (KNOWN.dump_json(known).decode(), incident_id))
            self._change("DELETE FROM whereabouts WHERE incident_id = ?", (incident_id,))
            first, last = stamp(known.told[0]), stamp(known.told[1])
            self._change_many(
                "INSERT INTO whereabouts (spot, last, first, incident_id) VALUES (?, ?, ?, ?)",
                [(spot, last, first, incident_id) for spot in sorted(kept_under(known))],
            )
            self._keep_gist(incident_id, gist_of(known), first, last)
            if content is None:
                return
            self._change_many(
                "INSERT OR IGNORE INTO prints (print, last, incident_id) VALUES (?, ?, ?)",
                [(one, last, incident_id) for one in (*content.prints, *map(_mark, names_told(content)))],
            )

    def absorb(self, into_id: int, other_id: int, known: Known | None) -> None:
        with self.write():
            for table in ("reports", "deliveries", "articles"):
                self._change(f"UPDATE {table} SET incident_id = ? WHERE incident_id = ?", (into_id, other_id))
            for table in ("feedback", "roll_calls"):  # who answered both has answered the one that stays
                self._change(f"UPDATE OR IGNORE {table} SET incident_id = ? WHERE incident_id = ?", (into_id, other_id))
            self._change("UPDATE OR IGNORE prints SET incident_id = ? WHERE incident_id = ?", (into_id, other_id))
            for table in ("prints", "whereabouts", "gists"):
                self._change(f"DELETE FROM {table} WHERE incident_id = ?", (other_id,))
            self._change("UPDATE incidents SET known = '' WHERE id = ?", (other_id,))
            if known is not None:
                self.remember(into_id, known)

    def known(self, incident_id: int) -> Known | None:
        rows = self._tuples(_ONE_KNOWN, (incident_id,))
        return _known(rows[0][0]) if rows else None

    def candidates(self, report: Report) -> Sequence[Candidate]:
        told = stamp(report.told)
        params = {"told": told, "since": stamp(report.told - BACK), "until": stamp(report.told + AHEAD), "most": MOST}
        before: set[tuple[str, int]] = set()
        after: set[tuple[str, int]] = set()
        spots = looked_under(report.country, [part.place for part in report.parts], wide=report.content.spreads)
        for some in _by(MOST_AT_ONCE, spots):
            names = {f"spot{number}": spot for number, spot in enumerate(some)}
            for last, incident in self._tuples(_near(len(some)), {**params, **names}):
                (before if last <= told else after).add((last, incident))
        latest = [incident for _, incident in sorted(before, reverse=True)[:MOST]]
        coming = [incident for _, incident in sorted(after)[: MOST - min(len(latest), MOST // 2)]]
        alike = self._tuples(
            _ALIKE, {"prints": json.dumps(report.content.prints), "alike": MOST_ALIKE, "least": LEAST_SHARED}
        )
        ids = {*latest[: MOST - len(coming)], *coming, *(incident for (incident,) in alike)}
        named = self._named(report) - ids
        gists = self._gists(ids, named, report)
        return [Candidate(incident, gist, partial(self._recalled, incident)) for incident, gist in gists]

    def _keep_gist(self, incident_id: int, gist: Gist, first: str, last: str) -> None:
        self._change(
            "INSERT OR REPLACE INTO gists (incident_id, first, last, scene, figures, marks) VALUES (?, ?, ?, ?, ?, ?)",
            (incident_id, first, last, SCENE.dump_json(gist.scene).decode(), gist.figures, gist.marks),
        )

    def _gists(self, ids: Set[int], named: Set[int], report: Report) -> list[tuple[int, Gist]]:
        """In the order of their numbers; of those only `named` the ones that are of its time. What an older version
        wrote has none yet: it is made of what is remembered."""
        since, until = stamp(report.told - BACK), stamp(report.told + AHEAD)
        rows = self._tuples(_GISTS, {"ids": json.dumps(sorted(ids | named))})
        found = {
            incident: Gist(_scene(scene), figures, marks)
            for incident, first, last, scene, figures, marks in rows
            if incident in ids or (last >= since and first <= until)
        }
        if missing := (ids | named) - {row[0] for row in rows}:
            for incident, text in self._tuples(_KNOWN, {"ids": json.dumps(sorted(missing))}):
                known = _known(text)
                if incident in ids or _in_time(known, report):
                    found[incident] = gist_of(known)
        return sorted(found.items())

    def _recalled(self, incident_id: int) -> Known:
        known = self.known(incident_id)
        if known is None:
            raise LookupError(f"incident {incident_id} was found and is gone")
        return known

    def _named(self, report: Report) -> set[int]:
        """Incidents with which most places were named that the report names, wherever either takes them to be."""
        counts: Counter[int] = Counter()
        marks = [_mark(name) for name in names_of(report)]
        if marks:
            rows = self._tuples(_named(len(marks)), (*marks, MOST_OF_A_NAME))
            counts.update(incident for (incident,) in rows)
        best = sorted(counts.items(), key=lambda pair: (pair[1], pair[0]), reverse=True)
        return {incident for incident, _ in best[:MOST_NAMED]}

    def incident_of_article(self, *, feed: str, keys: Iterable[str], url: str | None, country: str) -> int | None:
        row = self._row(
            """SELECT reports.incident_id AS id FROM reports JOIN incidents ON incidents.id = reports.incident_id
               WHERE ((reports.feed = :feed AND reports.article_key IN (SELECT value FROM json_each(:keys)))
                      OR reports.url = :url)
                 AND incidents.country = :country ORDER BY reports.id DESC LIMIT 1""",
            {"feed": feed, "keys": json.dumps(list(keys)), "url": url, "country": country},
        )
        return None if row is None else int(row["id"])


def _filed(row: dict[str, object]) -> FiledReport:
    source: Source = SOURCE.validate_json(str(row["body"]))
    return FiledReport(
        incident_id=int(str(row["incident_id"])),
        source=source,
        told=moment(str(row["told"])),
        stance=str(row["stance"]),
        joined=bool(row["joined"]),
        why=_reasons(str(row["why"])),
    )


@lru_cache(maxsize=1024)  # what is open in a busy city is compared again with every report from there
def _known(text: str) -> Known:
    return KNOWN.validate_json(text, strict=True)  # by half faster: the store wrote it, nothing has to be guessed


def _reasons(why: str) -> Reasons:
    """Up to version 0.1 reasons were kept as an English sentence."""
    return REASONS.validate_json(why) if why.startswith("[") else (Reason("joined.sentence", {"words": why}),)


@lru_cache(maxsize=4096)  # much happens at the same places
def _scene(text: str) -> Scene:
    return SCENE.validate_json(text, strict=True)


def _in_time(known: Known, report: Report) -> bool:
    return known.told[1] >= report.told - BACK and known.told[0] <= report.told + AHEAD


def names_of(report: Report) -> list[str]:
    """By what an incident is looked up; who says nowhere where it was may have the place in its publisher's name."""
    own = names_told(report.content)
    if report.main.place.country is not None:
        return own
    return [*own, *sorted(names_in(report.source.publisher) - set(own))][: 2 * MOST_NAMES]


def names_told(content: Content) -> list[str]:
    """Places first; a village or a street that no gazetteer has is a mere name to one paper or to all."""
    others = sorted((content.names | content.sites) - content.toponyms)
    return [*sorted(content.toponyms), *others][:MOST_NAMES]


def _mark(toponym: str) -> int:
    """A name among the prints of texts, above all of theirs."""
    return (1 << 32) + crc32(toponym.encode())


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat / CELL), floor(lon / CELL)


def kept_under(known: Known) -> set[str]:
    """Every way that leads to an incident."""
    spots = {known.country}
    if known.wave:
        spots.add(f"~{known.country}")
    for spot in known.spots:
        spots |= _of_spot(spot, known.country)
    return spots


def _of_spot(spot: Spot, country: str) -> set[str]:
    match spot.kind:
        case "country" | "region":
            return {f"={country}"}
        case "admin1":
            return {f"={spot.admin1}", f"{spot.admin1}"}
        case _:
            row, column = _cell(spot.lat, spot.lon)
            return {f"{row}:{column}"} | ({spot.admin1} if spot.admin1 else set())


def looked_under(country: str, places: Iterable[Place], *, wide: bool = False) -> list[str]:
    """Where a report looks: around its points, in its divisions, and among what is known only widely; `wide` = in the
    whole country."""
    if not country:
        return []
    spots = {f"={country}", f"~{country}"} | ({country} if wide else set())
    for place in places:
        if place.country is None:
            continue
        if place.kind in ("country", "region"):
            spots.add(country)
        elif place.kind == "admin1" and place.admin1:
            spots.add(place.admin1)
        else:
            row, column = _cell(place.lat, place.lon)
            spots |= {f"{row + up}:{column + right}" for up in (-1, 0, 1) for right in (-1, 0, 1)}
            if place.admin1:
                spots.add(f"={place.admin1}")
    return sorted(spots)


_FILED = "SELECT incident_id, told, stance, joined, why, body FROM reports"

# The nearest in time first, straight from the index, however many lie at one spot. One query a spot, and all of them
# in one: to ask each by itself takes longer than to answer it. Of all their answers the nearest are picked here, as
# an incident lies under many spots: a thousand rows made into values cost more than the whole query.
_BEFORE = """
    SELECT * FROM (SELECT last, incident_id FROM whereabouts
    WHERE spot = :spot{0} AND last BETWEEN :since AND :told AND first <= :until ORDER BY last DESC LIMIT :most)"""
_AFTER = """
    SELECT * FROM (SELECT last, incident_id FROM whereabouts
    WHERE spot = :spot{0} AND last > :told AND first <= :until ORDER BY last LIMIT :most)"""
_NEAR = """
    SELECT * FROM (SELECT * FROM ({0}) ORDER BY last DESC, incident_id DESC LIMIT :most)
    UNION ALL SELECT * FROM (SELECT * FROM ({1}) ORDER BY last, incident_id LIMIT :most)"""
_ALIKE = """
    SELECT incident_id FROM prints WHERE print IN (SELECT value FROM json_each(:prints))
    GROUP BY incident_id HAVING count(*) >= :least ORDER BY count(*) DESC, incident_id DESC LIMIT :alike"""
_NAMED = """
    SELECT * FROM (SELECT incident_id FROM prints WHERE print = ?{0} ORDER BY incident_id DESC LIMIT ?{1})"""
_GISTS = """
    SELECT incident_id, first, last, scene, figures, marks FROM gists
    WHERE incident_id IN (SELECT value FROM json_each(:ids))"""
_ONE_KNOWN = "SELECT known FROM incidents WHERE id = ? AND known != ''"
_KNOWN = """
    SELECT id, known FROM incidents
    WHERE id IN (SELECT value FROM json_each(:ids)) AND known != '' ORDER BY id"""


@lru_cache(maxsize=MOST_AT_ONCE)
def _near(spots: int) -> str:
    return _NEAR.format(*(" UNION ".join(map(query.format, range(spots))) for query in (_BEFORE, _AFTER)))


@lru_cache(maxsize=2 * MOST_NAMES)
def _named(names: int) -> str:
    return " UNION ALL ".join(_NAMED.format(number, names + 1) for number in range(1, names + 1))


def _by(most: int, spots: Sequence[str]) -> Iterator[Sequence[str]]:
    return (spots[at : at + most] for at in range(0, len(spots), most))
