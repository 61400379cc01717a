"""Reports that met no incident, kept for a while by what an incident of theirs would be found by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from zlib import crc32

from bot.incidents.known import Known
from bot.incidents.report import Report
from bot.store import LooseReport
from bot.store.codec import REPORT, SEEN, stamp
from bot.store.connection import Connections
from bot.store.reports import kept_under, looked_under, names_of, names_told

MOST_KEPT = 2_000  # however much is told of nothing that is known
MOST_LOOKED_AT = 12  # those that share most with what was told now


class LooseTables(Connections):
    def keep_loose(self, report: Report, feed: str) -> None:
        """It may be of an incident that is told of later."""
        with self.write():
            [row] = self._change_returning(
                "INSERT INTO loose_reports (feed, told, body) VALUES (?, ?, ?) RETURNING id",
                (feed, stamp(report.told), REPORT.dump_json(report).decode()),
            )
            number = int(row["id"])
            spots = looked_under(report.country, [part.place for part in report.parts], wide=report.content.spreads)
            self._change_many(
                "INSERT OR IGNORE INTO loose_marks (mark, loose_id) VALUES (?, ?)",
                [(one, number) for one in _marks(names_of(report), spots)],
            )
            self._change("DELETE FROM loose_reports WHERE id <= ?", (number - MOST_KEPT,))  # their marks go with them

    def loose(self, report: Report, known: Known, wait: timedelta) -> Sequence[LooseReport]:
        """Those told within `wait` of a report that share a name with it, or a place with its incident; the oldest
        first, and of many those that share most."""
        marks = json.dumps(_marks(names_told(report.content), kept_under(known)))
        since, until = stamp(report.told - wait), stamp(report.told + wait)
        rows = self._rows(_SHARING, {"marks": marks, "since": since, "until": until, "most": MOST_LOOKED_AT})
        return [
            LooseReport(int(row["id"]), str(row["feed"]), REPORT.validate_json(row["body"], strict=True))
            for row in sorted(rows, key=lambda row: (row["told"], row["id"]))
        ]

    def no_longer_loose(self, loose: LooseReport, incident_id: int) -> None:
        """It is filed; what is known of its article says so."""
        with self.write():
            self._change("DELETE FROM loose_reports WHERE id = ?", (loose.id,))
            key = (loose.feed, loose.report.source.article_key)
            row = self._row("SELECT body FROM articles WHERE feed = ? AND key = ?", key)
            if row is not None:
                seen = SEEN.dump_json(SEEN.validate_json(row["body"]).under(incident_id)).decode()
                self._change(
                    "UPDATE articles SET incident_id = ?, body = ? WHERE feed = ? AND key = ?",
                    (incident_id, seen, *key),
                )


def _marks(names: Iterable[str], spots: Iterable[str]) -> list[int]:
    told = [*(f"name {name}" for name in names), *(f"spot {spot}" for spot in spots)]
    return sorted({crc32(one.encode()) for one in told})


_SHARING = """
    SELECT id, feed, told, body FROM loose_reports JOIN
        (SELECT loose_id, count(*) AS shared FROM loose_marks
         WHERE mark IN (SELECT value FROM json_each(:marks)) GROUP BY loose_id) AS found ON found.loose_id = id
    WHERE told BETWEEN :since AND :until ORDER BY shared DESC, id DESC LIMIT :most"""
