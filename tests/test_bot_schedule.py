"""When a message may make a sound, and when it waits."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fakes_people import GUADALAJARA, JALISCO, MEXICO, NOW, TAPALPA, chat, incident, part, source, subscription

from bot.incidents import Incident
from bot.regions import region_from_place
from bot.schedule import (
    digest_due,
    in_quiet_hours,
    morning_after,
    muted,
    next_at,
    sound,
    trip_over,
    zone,
    zone_of,
)
from bot.subscriptions import Alert, Chat, QuietHours, Subscription, alerts_for
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity

MEXICO_CITY = ZoneInfo("America/Mexico_City")
MADRID = ZoneInfo("Europe/Madrid")
NIGHT = QuietHours(22 * 60, 7 * 60)
THREE_AT_NIGHT = datetime(2026, 2, 24, 9, 0, tzinfo=UTC)  # 03:00 in Mexico City
DANGER = Severity.DANGER


def alert_of(one: Incident, place: Place, radius: float | None = None, **changes: Any) -> Alert:
    (alert,) = alerts_for(one, [subscription(1, region_from_place(place, radius), **changes)], NOW)
    return alert


def at_night(alert: Alert, **settings: Any) -> Any:
    return sound(alert, chat(quiet=NIGHT, **settings), THREE_AT_NIGHT, MEXICO_CITY)


WAKES = [
    ("danger in the circle", alert_of(incident(part(TAPALPA, severity=DANGER)), GUADALAJARA, 100)),
    ("danger in the same state", alert_of(incident(part(TAPALPA, severity=DANGER)), JALISCO)),
    (
        "official danger somewhere in the country",
        alert_of(incident(part(MEXICO, severity=DANGER), sources=(source(official=True),)), JALISCO),
    ),
    ("many dead", alert_of(incident(part(TAPALPA, severity=DANGER, facts=Facts(dead=12))), MEXICO)),
    ("many hurt", alert_of(incident(part(TAPALPA, severity=DANGER, facts=Facts(hurt=40))), MEXICO)),
    ("a country that may always wake", alert_of(incident(part(TAPALPA, severity=DANGER)), MEXICO, wake="always")),
]
SLEEPS_ON = [
    ("serious in the circle", alert_of(incident(part(TAPALPA)), GUADALAJARA, 100)),
    ("danger somewhere in a country", alert_of(incident(part(TAPALPA, severity=DANGER)), MEXICO)),
    ("danger that names only the country", alert_of(incident(part(MEXICO, severity=DANGER)), JALISCO)),
    ("serious and official", alert_of(incident(part(TAPALPA), sources=(source(official=True),)), JALISCO)),
    ("many dead, but not danger", alert_of(incident(part(TAPALPA, facts=Facts(dead=12))), MEXICO)),
    ("a region that may never wake", alert_of(incident(part(TAPALPA, severity=DANGER)), JALISCO, wake="never")),
    ("serious in a region that may always sound", alert_of(incident(part(TAPALPA)), JALISCO, wake="always")),
]


@pytest.mark.parametrize(("what", "alert"), WAKES, ids=[row[0] for row in WAKES])
def test_it_wakes(what: str, alert: Alert) -> None:
    how = at_night(alert)
    assert how.loud, what
    assert how.why


@pytest.mark.parametrize(("what", "alert"), SLEEPS_ON, ids=[row[0] for row in SLEEPS_ON])
def test_it_lets_sleep(what: str, alert: Alert) -> None:
    how = at_night(alert)
    assert not how.loud, what
    assert not how.held, "without a digest it still arrives at once, only silently"


def test_by_day_what_is_near_sounds_and_a_whole_countrys_does_not() -> None:
    near = alert_of(incident(part(TAPALPA)), JALISCO)
    far = alert_of(incident(part(TAPALPA)), MEXICO)
    wanted = alert_of(incident(part(TAPALPA)), MEXICO, wake="always")
    assert sound(near, chat(), NOW, MEXICO_CITY).loud
    assert not sound(far, chat(), NOW, MEXICO_CITY).loud
    assert sound(wanted, chat(), NOW, MEXICO_CITY).loud


def test_a_notice_never_sounds() -> None:
    assert not sound(
        alert_of(incident(part(TAPALPA, severity=Severity.NOTICE)), JALISCO), chat(), NOW, MEXICO_CITY
    ).loud


@pytest.mark.parametrize(
    ("severity", "held"),
    [(Severity.NOTICE, True), (Severity.CAUTION, True), (Severity.SERIOUS, False), (DANGER, False)],
)
def test_a_digest_holds_only_the_lesser(severity: Severity, held: bool) -> None:
    alert = alert_of(incident(part(TAPALPA, severity=severity)), JALISCO)
    assert sound(alert, chat(digest_hour=8), NOW, MEXICO_CITY).held is held


@pytest.mark.parametrize(
    ("clock", "quiet", "inside"),
    [
        ("21:59", NIGHT, False),
        ("22:00", NIGHT, True),
        ("03:00", NIGHT, True),
        ("06:59", NIGHT, True),
        ("07:00", NIGHT, False),
        ("13:30", QuietHours(13 * 60, 14 * 60), True),
        ("14:00", QuietHours(13 * 60, 14 * 60), False),
        ("03:00", None, False),
        ("03:00", QuietHours(180, 180), False),
    ],
)
def test_quiet_hours_go_by_the_clock_on_the_wall(clock: str, quiet: QuietHours | None, inside: bool) -> None:
    local = datetime.combine(datetime(2026, 2, 24).date(), time.fromisoformat(clock), tzinfo=MADRID)  # noqa: DTZ001
    assert in_quiet_hours(quiet, local.astimezone(UTC), MADRID) is inside


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"])
def test_a_change_of_the_clocks_moves_no_quiet_hour(day: str) -> None:
    for clock, inside in (("21:30", False), ("22:30", True), ("06:30", True), ("07:30", False)):
        local = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=MADRID)
        assert in_quiet_hours(NIGHT, local.astimezone(UTC), MADRID) is inside, clock


def test_morning_is_seven_or_the_end_of_quiet_hours() -> None:
    assert morning_after(THREE_AT_NIGHT, chat(), MEXICO_CITY).astimezone(MEXICO_CITY).hour == 7
    late = chat(quiet=QuietHours(23 * 60, 8 * 60 + 30))
    assert morning_after(THREE_AT_NIGHT, late, MEXICO_CITY).astimezone(MEXICO_CITY).time() == time(8, 30)


def test_the_next_time_of_an_hour_the_clock_skips_still_comes() -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # 01:30 in Madrid; at two it becomes three
    assert before < next_at(before, MADRID, time(2, 30)) <= before + timedelta(hours=2)


def test_a_digest_is_due_once_a_local_day() -> None:
    eight = chat(digest_hour=8)
    before, after = NOW.replace(hour=13), NOW.replace(hour=14)  # 07:00 and 08:00 in Mexico City
    assert not digest_due(eight, before, MEXICO_CITY)
    assert digest_due(eight, after, MEXICO_CITY)
    sent = chat(digest_hour=8, digest_sent=after)
    assert not digest_due(sent, after + timedelta(hours=9), MEXICO_CITY)
    assert digest_due(sent, after + timedelta(days=1), MEXICO_CITY)
    assert not digest_due(chat(), after, MEXICO_CITY)


def test_mutes_say_why() -> None:
    alert = alert_of(incident(part(TAPALPA)), JALISCO)
    hour = NOW + timedelta(hours=1)
    assert muted(alert, chat(muted_until=hour), NOW) == "everything"
    assert muted(alert, chat(muted_incidents=((7, hour),)), NOW) == "incident"
    assert muted(alert, chat(muted_incidents=((8, hour),)), NOW) is None
    assert muted(alert, chat(muted_until=NOW), NOW) is None


def test_the_persons_own_zone_goes_before_that_of_the_region() -> None:
    mine: list[Subscription] = [subscription(1, region_from_place(MEXICO)), subscription(1, region_from_place(JALISCO))]
    assert zone_of(chat(timezone="Europe/Madrid"), mine).key == "Europe/Madrid"
    assert zone_of(chat(), mine).key == "America/Mexico_City"
    assert zone_of(chat(), []).key == "UTC"


def test_an_unknown_zone_is_utc() -> None:
    assert zone("Mars/Olympus").key == "UTC"
    assert zone("../../etc/passwd").key == "UTC"


def test_only_a_trip_ends_by_itself() -> None:
    region = region_from_place(JALISCO)
    assert trip_over(subscription(1, region, trip=True, until=NOW), NOW)
    assert not trip_over(subscription(1, region, trip=True, until=NOW + timedelta(seconds=1)), NOW)
    assert not trip_over(subscription(1, region, until=NOW), NOW)


def test_a_chat_without_wishes_has_no_quiet_hours() -> None:
    assert Chat(1, "private").quiet is None
