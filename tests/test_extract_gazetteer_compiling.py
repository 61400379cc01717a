"""Compiling, on a handful of places."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from extract.gazetteer.compiling import compiled, stamp, stamp_of, summary
from extract.gazetteer.own import write_entry
from extract.gazetteer.sources import Entry
from extract.gazetteer.sqlite import SqliteGazetteer
from extract.places import Place

ELMSTEAD = Entry(
    Place(7, "Elmstead", "city", "GB", "GB.ENG", None, 51.5, 0.1, 900), {"Elmstead": "name", "ELM": "code"}
)


class Entries:
    """Gives a place and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, own: Path) -> Iterable[Entry]:
        self.asked += 1
        return [ELMSTEAD]


def test_what_was_compiled_is_found_and_codes_stay_out_of_texts(tmp_path: Path) -> None:
    gazetteer = SqliteGazetteer(compiled(tmp_path / "g.sqlite3", tmp_path / "own", entries=Entries()))
    assert [each.place for each in gazetteer.candidates("ELMSTEAD")] == [ELMSTEAD.place]
    assert gazetteer.candidates("ELM") == ()
    assert gazetteer.lookup("elm")[0].place == ELMSTEAD.place
    assert dict(summary(gazetteer.path))["city"] == 1


def test_compiled_once_until_the_stamp_changes(tmp_path: Path) -> None:
    entries, path, own = Entries(), tmp_path / "g.sqlite3", tmp_path / "own"
    for _ in range(3):
        compiled(path, own, entries=entries)
    assert entries.asked == 1
    assert stamp_of(path) == stamp(own)
    own.mkdir()
    (own / "mine.jsonl").write_text(write_entry(ELMSTEAD) + "\n", encoding="utf-8")
    compiled(path, own, entries=entries)
    assert entries.asked == 2


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be looked at " * 40])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "g.sqlite3"
    path.write_bytes(content)
    assert stamp_of(path) is None
    compiled(path, tmp_path / "own", entries=Entries())
    assert stamp_of(path) is not None


def test_two_compilers_at_once_do_the_work_once(tmp_path: Path) -> None:
    entries, path = Entries(), tmp_path / "g.sqlite3"
    threads = [
        threading.Thread(target=compiled, args=(path, tmp_path / "own"), kwargs={"entries": entries}) for _ in "abcd"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entries.asked == 1
    assert stamp_of(path) is not None


def test_a_compile_that_breaks_off_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path, own = tmp_path / "g.sqlite3", tmp_path / "own"
    compiled(path, own, entries=Entries())
    before = path.read_bytes()
    own.mkdir()
    (own / "mine.jsonl").write_text(write_entry(ELMSTEAD) + "\n", encoding="utf-8")

    def broken(_: Path) -> Iterator[Entry]:
        yield ELMSTEAD
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        compiled(path, own, entries=broken)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["g.lock", "g.sqlite3", "own"]


def test_a_reader_keeps_what_it_opened_while_another_compiles(tmp_path: Path) -> None:
    path, own = tmp_path / "g.sqlite3", tmp_path / "own"
    reader = SqliteGazetteer(compiled(path, own, entries=Entries()))
    own.mkdir()
    (own / "mine.jsonl").write_text(write_entry(ELMSTEAD) + "\n", encoding="utf-8")
    compiled(path, own, entries=lambda _: [])
    assert reader.place(7) == ELMSTEAD.place
    assert SqliteGazetteer(path).place(7) is None


def test_the_file_is_opened_for_reading_only(tmp_path: Path) -> None:
    gazetteer = SqliteGazetteer(compiled(tmp_path / "g.sqlite3", tmp_path / "own", entries=Entries()))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._db.execute("DELETE FROM place")


def test_progress_is_told_and_ends(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    compiled(tmp_path / "g.sqlite3", tmp_path / "own", lambda *step: told.append(step), entries=Entries())
    assert told[-1] == ("done", 1, 1)
    assert all(0 <= done <= total for _, done, total in told)
