"""Telling languages apart, and reading the files that describe them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.language import detect
from extract.languages import FOLDER, LanguageFileError, load_language, load_languages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Two people were killed when a bomb went off near the bus station on Monday", "en"),
        ("Dos personas murieron cuando una bomba estalló cerca de la terminal el lunes por la tarde", "es"),
        ("Duas pessoas morreram quando uma bomba explodiu perto da rodoviária na segunda-feira à tarde", "pt"),
        ("Zwei Menschen starben, als am Montag in der Nähe des Bahnhofs eine Bombe explodierte", "de"),
        ("BALACERA EN LA CARRETERA DEJA TRES MUERTOS Y VARIOS HERIDOS ESTA TARDE DE LUNES", "es"),
    ],
)
def test_running_text_is_told_by_itself(text: str, code: str) -> None:
    assert detect(text, None) == code


def test_a_feed_that_says_otherwise_is_overruled_by_enough_text() -> None:
    assert detect("Two people were killed when a bomb went off near the bus station on Monday", "es") == "en"


def test_below_ten_words_the_feed_is_believed() -> None:
    assert detect("Ataque en Lima", "es-PE") == "es"
    assert detect("Alert: Lima", "EN_us") == "en"


def test_nothing_to_read_and_no_hint_is_no_language() -> None:
    assert detect("12:30 — 45 %", None) == ""
    assert detect("", None) == ""


def test_the_languages_that_ship_load() -> None:
    languages = load_languages()
    assert languages["en"].model
    assert languages["es"].model is None
    assert languages["es"].demonyms["mexicanas"] == "MX"
    assert languages["en"].demonyms["norwegian"] == "NO"


def test_every_mistake_of_a_language_file_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text("name: X\nhonorifcs: [a]\nmetonyms: kremlin\ndemonyms: [a]\n", encoding="utf-8")
    with pytest.raises(LanguageFileError) as error:
        load_language(path)
    told = str(error.value)
    assert 'xx.yaml:2:1: unknown field "honorifcs"; did you mean "honorifics"?' in told
    assert "xx.yaml:3:11: expected a list of words" in told
    assert "xx.yaml:4:11: expected a list for each country code" in told


def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text("- a\n", encoding="utf-8")
    with pytest.raises(LanguageFileError, match="expected fields"):
        load_language(path)


def test_every_mistake_in_the_words_for_dates_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text("name: X\n", encoding="utf-8")
    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / "xx.yaml").write_text(
        "months:\n  may: [may]\nunits:\n  mnth: [month]\nvague:\n  several: 3\npaterns: []\n"
        "patterns:\n  - yaer: '{year}'\n  - year: '(?P<y>{yeer}'\n",
        encoding="utf-8",
    )
    with pytest.raises(LanguageFileError) as error:
        load_language(tmp_path / "xx.yaml")
    told = str(error.value)
    assert "dates/xx.yaml:2:8: expected a whole number" in told
    assert 'dates/xx.yaml:4:3: unknown unit "mnth"; did you mean "month"?' in told
    assert "dates/xx.yaml:6:12: expected two whole numbers" in told
    assert 'dates/xx.yaml:7:1: unknown field "paterns"; did you mean "patterns"?' in told
    assert 'unknown way "yaer"; did you mean "year"?' in told
    assert "`days` is missing" in told


def test_a_pattern_that_is_none_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text("name: X\n", encoding="utf-8")
    (tmp_path / "dates").mkdir()
    written = (FOLDER / "dates" / "es.yaml").read_text(encoding="utf-8")
    broken = written.replace("- year: '(?P<y>{year})'", "- year: '(?P<y>{yeer}'")
    assert broken != written
    (tmp_path / "dates" / "xx.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(LanguageFileError, match="not a regular expression") as error:
        load_language(tmp_path / "xx.yaml")
    assert '{yeer} stands for nothing; did you mean "year"?' in str(error.value)
