"""`tocsin extract`: documented lines in and out; a bad line is told by its number and the rest goes on."""

from __future__ import annotations

import io
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import extract as command
from bot.cli.lines import ready_together

SHOOTING = "Gunmen opened fire on shoppers in Maiduguri, Nigeria, on Wednesday, killing four people."


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch: pytest.MonkeyPatch, tools: Any, builtin_rules: Any) -> None:
    monkeypatch.setattr("bot.app.reading_tools", lambda data_dir: tools)
    monkeypatch.setattr("bot.app.rule_set", lambda paths: builtin_rules)


def run(lines: list[bytes], monkeypatch: pytest.MonkeyPatch, **options: Any) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines) + b"\n"), encoding="utf-8"))
    try:
        command.extract(data_dir=Path("unused"), **options)
    except typer.Exit as left:
        return left.exit_code
    return 0


def line(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def answers(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], list[str]]:
    out = capsys.readouterr()
    return [json.loads(row) for row in out.out.splitlines()], out.err.splitlines()


def test_an_attack_gives_an_alert_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([line(id="a", text=SHOOTING, date="2026-05-14")], monkeypatch) == 0
    (answer,), _ = answers(capsys)
    (alert,) = answer["alerts"]
    assert (alert["category"], alert["country"], alert["place"]) == ("shooting", "NG", "Maiduguri")
    assert alert["facts"]["dead"] == 4
    assert {SHOOTING[start:end] for start, end in alert["evidence"]} & {"Gunmen", "opened fire", "fire"}


def test_a_quarter_stands_beside_its_city_and_has_the_point(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = ("Gunmen opened fire in Peckham, London, killing four people.", SHOOTING)
    run([line(id=text, text=text, date="2026-05-14") for text in texts], monkeypatch)
    (there, apart), _ = answers(capsys)
    (alert,) = there["alerts"]
    assert (alert["place"], alert["quarter"]) == ("London", "Peckham")
    assert alert["geonameid"] == next(one["geonameid"] for one in there["places"] if one["name"] == "Peckham")
    assert apart["alerts"][0]["quarter"] is None


def test_the_publishers_country_says_which_of_two_towns_is_meant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Dos hombres murieron en un tiroteo en Córdoba, informó la policía."
    run([line(id=code, text=text, lang="es", date="2026-05-14", country=code) for code in ("ES", "AR")], monkeypatch)
    found, _ = answers(capsys)
    assert [answer["places"][0]["country"] for answer in found] == ["ES", "AR"]


def test_offsets_are_code_points_into_the_text_whatever_stands_before(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"🚨🚨 {SHOOTING}"
    run([line(id="a", text=text, date="2026-05-14")], monkeypatch)
    (answer,), _ = answers(capsys)
    assert {text[place["start"] : place["end"]] for place in answer["places"]} == {"Maiduguri", "Nigeria"}


def test_a_country_has_no_admin1_and_an_alert_for_it_no_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run([line(id="a", text="Bombs exploded in Mali on Monday, the army said.", date="2026-05-12")], monkeypatch)
    (answer,), _ = answers(capsys)
    assert answer["alerts"][0]["country"] == "ML"
    assert answer["alerts"][0]["place"] is None
    assert all(place["admin1"] is None for place in answer["places"])


def test_harmless_text_gives_places_and_no_alert(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run([line(id=7, text="The library in Guadalajara has a new reading room.")], monkeypatch)
    (answer,), _ = answers(capsys)
    assert answer["id"] == "7"
    assert answer["alerts"] == []
    assert answer["places"][0]["name"] == "Guadalajara"


def test_gated_skips_what_has_no_rule_word_and_reads_what_has(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    harmless = line(id="h", text="The library in Guadalajara has a new reading room.", lang="en")
    run([harmless, line(id="a", text=SHOOTING, date="2026-05-14")], monkeypatch, gated=True)
    (quiet, loud), _ = answers(capsys)
    assert quiet["places"] == []
    assert loud["alerts"]


def test_old_news_is_named_as_such_and_fresh_widens_the_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Gunmen opened fire on shoppers in Maiduguri, Nigeria, on 20 April 2026, killing four people."
    run([line(id="a", text=text, date="2026-05-14")], monkeypatch)
    run([line(id="a", text=text, date="2026-05-14")], monkeypatch, fresh=60)
    (old, new), _ = answers(capsys)
    assert old["alerts"] == []
    assert {stop["gate"] for stop in old["quiet"]} >= {"old"}
    assert new["alerts"]


BAD = {
    "no JSON": b"not json",
    "not UTF-8": b'{"id": "1", "text": "caf\xe9"}',
    "a list": b"[1, 2]",
    "no text": b'{"id": "1"}',
    "no id": b'{"text": "x"}',
    "a number for text": b'{"id": "1", "text": 5}',
    "an odd date": b'{"id": "1", "text": "x", "date": "14/05/2026"}',
    "deep nesting": b"[" * 100_000,
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_told_by_its_number_and_the_rest_goes_on(
    bad: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = line(id="ok", text="Nothing happens in Oslo.")
    assert run([good, bad, good], monkeypatch) == 1
    lines, errors = answers(capsys)
    assert len(lines) == 2
    assert len(errors) == 1
    assert errors[0].startswith("line 2: ")


def test_an_endless_line_is_refused_without_being_held(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.cli.lines.MAX_LINE", 1000)
    assert run([line(id="long", text="x" * 5000), line(id="ok", text="Oslo")], monkeypatch) == 1
    lines, errors = answers(capsys)
    assert [one["id"] for one in lines] == ["ok"]
    assert errors[0].startswith("line 1: longer than")


def test_half_an_emoji_does_not_break_the_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([b'{"id": "1", "text": "Fire in Oslo \\ud83d"}'], monkeypatch) == 0
    (answer,), _ = answers(capsys)
    assert answer["places"][0]["text"] == "Oslo"


def test_many_lines_are_answered_in_their_order_with_the_bad_ones_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line(id=str(number), text=SHOOTING if number % 3 else "It rained.") for number in range(20)]
    lines[7] = b"{"
    assert run(lines, monkeypatch, gated=True) == 1
    found, problems = answers(capsys)
    assert [answer["id"] for answer in found] == [str(number) for number in range(20) if number != 7]
    assert [bool(answer["alerts"]) for answer in found] == [number % 3 > 0 for number in range(20) if number != 7]
    assert len(problems) == 1
    assert problems[0].startswith("line 8:")


def test_a_line_is_handed_on_before_the_next_one_is_written() -> None:
    written = threading.Event()

    def typed() -> Iterator[tuple[int, bytes | None]]:
        yield 1, b"first"
        written.wait(30)
        yield 2, b"second"

    together = ready_together(typed(), 8)
    assert next(together) == [(1, b"first")]
    written.set()
    assert list(together) == [[(2, b"second")]]


def test_a_stream_that_breaks_off_gives_what_it_had_and_then_the_error() -> None:
    def broken() -> Iterator[tuple[int, bytes | None]]:
        yield 1, b"first"
        raise OSError("the disk is gone")

    together = ready_together(broken(), 8)
    assert next(together) == [(1, b"first")]
    with pytest.raises(OSError, match="the disk is gone"):
        next(together)
