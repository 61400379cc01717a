"""An operator's own places: what is taken, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.gazetteer import SqliteGazetteer
from extract.gazetteer.geonames_dump import dump_entries, looks_like_a_dump
from extract.gazetteer.own import own_entries, own_stamps, write_entry
from extract.gazetteer.own_rows import entries_of, read_rows
from extract.gazetteer.sources import Entry
from extract.marks import Problem


def read(path: Path, content: str | bytes, gazetteer: SqliteGazetteer) -> tuple[list[Entry], list[str]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    rows, problems = read_rows(path)
    entries = list(entries_of(rows, str(path), gazetteer, problems))
    return entries, [f"{problem.line}: {problem.message}" for problem in sorted(problems)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", 'name,aliases,lat,lon,parent\nLomas Altas,Altas|Las Altas,20.70,-103.40,"Jalisco, Mexico"\n'),
        ("b.csv", "\ufeffName;Aliases;Lat;Lon;Parent\r\nLomas Altas;Altas|Las Altas;20,70;-103,40;MX.14\r\n"),
        ("c.tsv", "name\taliases\tlat\tlon\tparent\nLomas Altas\tAltas;Las Altas\t20.70\t-103.40\tJalisco\n"),
        (
            "d.yaml",
            "- name: Lomas Altas\n  aliases: [Altas, Las Altas]\n  lat: 20.70\n  lon: -103.40\n  parent: Jalisco\n",
        ),
    ],
)
def test_the_same_place_from_every_format(tmp_path: Path, gazetteer: SqliteGazetteer, name: str, content: str) -> None:
    (entry,), problems = read(tmp_path / name, content, gazetteer)
    assert problems == []
    assert (entry.place.name, entry.place.country, entry.place.admin1) == ("Lomas Altas", "MX", "MX.14")
    assert (entry.place.lat, entry.place.lon, entry.place.kind) == (20.7, -103.4, "city")
    assert entry.place.geonameid < -1_000_000
    assert entry.names == {"Lomas Altas": "name", "Altas": "alias", "Las Altas": "alias"}


def test_without_a_parent_the_nearest_town_says_where_it_lies(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    (entry,), problems = read(tmp_path / "a.csv", "name,lat,lon\nRancho Uno,20.66,-103.36\n", gazetteer)
    assert problems == []
    assert (entry.place.admin1, entry.place.timezone) == ("MX.14", "America/Mexico_City")


def test_every_bad_row_is_one_problem_and_the_rest_is_taken(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    content = (
        "name,lat,lon,parent,kind,population\n"
        "Good One,20.66,-103.36,,,\n"
        "Too High,97,-103.36,,,\n"
        "No Number,20.66,west,,,\n"
        ",20.66,-103.36,,,\n"
        "At Sea,-50,-150,,,\n"
        "Far Off,20.66,-103.36,Bavaria,,\n"
        "Unheard Of,20.66,-103.36,Zzzqqqxxx,,\n"
        "Odd Kind,20.66,-103.36,,planet,\n"
        "Odd People,20.66,-103.36,,,many\n"
        "One Cell,Too,Many,,,,\n"
        "Good Two,20.66,-103.36,,,100\n"
    )
    entries, problems = read(tmp_path / "a.csv", content, gazetteer)
    assert [entry.place.name for entry in entries] == ["Good One", "Good Two"]
    assert [problem.split(":")[0] for problem in problems] == ["3", "4", "5", "6", "7", "8", "9", "10", "11"]
    assert problems[0] == "3: lat is 97; it must lie between -90 and 90"
    assert "write degrees" in problems[1]
    assert "Bavaria" in problems[4]


def test_a_table_without_the_columns_says_which(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    entries, problems = read(tmp_path / "a.csv", "town,latitude\nX,1\n", gazetteer)
    assert entries == []
    assert len(problems) == 1
    assert "missing: name, lat, lon" in problems[0]


def test_an_unknown_column_is_told_and_not_read(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    entries, problems = read(tmp_path / "a.csv", "name,lat,lon,alias\nUno,20.66,-103.36,X\n", gazetteer)
    assert len(entries) == 1
    assert "did you mean" in problems[0]


def test_bytes_that_are_not_utf8_cost_their_row_only(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    content = b"name,lat,lon\nLe\xf3n Viejo,20.66,-103.36\nDos,20.66,-103.36\n"
    entries, problems = read(tmp_path / "a.csv", content, gazetteer)
    assert [entry.place.name for entry in entries] == ["Dos"]
    assert problems == ["2: not UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize("content", ["", "name: X\n", "- just words\n", "- {name: X, lat: [1, 2], lon: 3}\n", "- [\n"])
def test_yaml_of_another_shape_is_a_problem(tmp_path: Path, gazetteer: SqliteGazetteer, content: str) -> None:
    entries, problems = read(tmp_path / "a.yaml", content, gazetteer)
    assert entries == []
    assert problems


def line(ident: str = "90000001", name: str = "Elmstead", code: str = "PPL", lat: str = "20.6", **more: str) -> str:
    cells = [ident, name, name, more.get("others", ""), lat, "-103.3", more.get("fclass", "P"), code, "MX", ""]
    return "\t".join([*cells, "14", "039", "", "", "1200", "", "", "America/Mexico_City", "2026-01-01"])


def test_a_geonames_dump_is_known_by_its_look_and_read(tmp_path: Path) -> None:
    path = tmp_path / "MX.txt"
    lines = [
        line(others="Elm,ELM"),
        line("90000002", "Gone Town", "PPLW"),
        line("90000003", "Hotel", "HTL", fclass="S"),
    ]
    path.write_text("\n".join([*lines, line("90000004", "Isla Sola", "ISL", fclass="T")]) + "\n", encoding="utf-8")
    problems: list[Problem] = []
    town, island = dump_entries(path, problems)
    assert looks_like_a_dump(path)
    assert problems == []
    assert (town.place.geonameid, town.place.admin1, town.place.admin2) == (90000001, "MX.14", "MX.14.039")
    assert town.names == {"Elmstead": "name", "Elm": "alias", "ELM": "abbreviation"}
    assert (island.place.kind, island.place.country) == ("region", "MX")


def test_a_dump_with_bad_lines_keeps_the_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "MX.txt"
    lines = [
        line(),
        "90000002\tshort",
        line("x1", "No Id"),
        line("90000003", "Off", lat="97"),
        line("90000005", "Last"),
    ]
    path.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe broken\n")
    problems: list[Problem] = []
    assert [entry.place.name for entry in dump_entries(path, problems)] == ["Elmstead", "Last"]
    assert [problem.line for problem in problems] == [2, 3, 4, 6]


def test_a_csv_is_not_taken_for_a_dump(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,lat,lon\n", encoding="utf-8")
    assert not looks_like_a_dump(path)


def test_what_was_kept_comes_back_and_changes_the_stamp(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    (entry,), _ = read(tmp_path / "a.csv", "name,lat,lon\nUno,20.66,-103.36\n", gazetteer)
    folder = tmp_path / "own"
    assert own_stamps(folder) == {}
    folder.mkdir()
    (folder / "a.jsonl").write_text(write_entry(entry) + "\n", encoding="utf-8")
    assert list(own_entries(folder, ["a.jsonl"])) == [entry]
    assert own_stamps(folder).keys() == {"a.jsonl"}
