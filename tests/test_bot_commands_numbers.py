"""Numbers that people and buttons write: one sentence in answer, never a fault of ours."""

from __future__ import annotations

import pytest
from fakes_people import ADMIN, TAPALPA, Town, incident, part

from bot.commands.numbers import number_in
from bot.commands.table import PRESSES

ODD = ("²", "٣", "1" * 25, "-1", "0", "7.7", "+7", "1e3", "#", "")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("#7", 7),
        ("-1001234567890", -1001234567890),
        *((odd, None) for odd in ("²", "٣", "7.7", "1" * 25, "")),
    ],
)
def test_what_is_a_number(typed: str, number: int | None) -> None:
    assert number_in(typed) == number


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "line", ["/incident {}", "/incident 1 merge {}", "/block {}", "/invite {}", "/label {} Mum", "/radius {} 5km"]
)
def test_an_odd_number_in_a_command_is_answered(here: Town, line: str, odd: str) -> None:
    here.say(ADMIN, "/subscribe Guadalajara, Mexico")
    here.warn(incident(part(TAPALPA)))
    (said,) = here.say(ADMIN, line.format(odd))
    assert "Something went wrong on my side" not in said


@pytest.mark.parametrize("action", sorted(press.action for press in PRESSES))
def test_an_odd_number_in_a_button_is_answered(here: Town, action: str) -> None:
    """Anybody can send a press of his own making."""
    here.say(ADMIN, "/subscribe Guadalajara, Mexico")
    for odd in ODD:
        for target in (odd, f"{odd}.{odd}", f"{odd}.i.8", f"0.r{odd}.8", f"r{odd}", f"g{odd}", f"1.{odd}", f"1.p{odd}"):
            seen = here.press_data(ADMIN, f"v1:{action}:{target}"[:64])
            assert not any("Something went wrong on my side" in text for text in seen), target


@pytest.mark.parametrize("typed", ["#1", "1"])
def test_an_incident_is_found_by_its_number(here: Town, typed: str) -> None:
    here.say(1, "/subscribe Jalisco")
    here.warn(incident(part(TAPALPA)))
    assert here.say(ADMIN, f"/incident {typed}")[0].startswith("Incident 1, version 1")
    assert "/incident 1 retract" in here.say(ADMIN, f"/incident {typed} Retract")[0]


def test_an_incident_nobody_knows_is_told_so(here: Town) -> None:
    assert here.say(ADMIN, "/incident 77")[0].startswith("I know no incident 77")
