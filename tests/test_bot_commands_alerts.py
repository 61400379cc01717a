"""What stands under an alert, and what was told: why, mute, wrong, safe; latest, search, status, whynot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes_people import AUSTIN, FEEDS, MEXICO, NOW, TAPALPA, ZAPOPAN, Town, incident, part, source, town

from bot.channels.botapi import Person
from bot.feeds.feed import FeedState
from bot.incidents.content import Content
from bot.incidents.reason import said
from bot.incidents.report import Report
from rules.match import Facts
from rules.rule import Severity

GROUP = -1_000_000_000_777
ANA, BEN = Person(1, "Ana"), Person(2, "Ben")
CLASH = incident(part(TAPALPA))
MAPS = ("🗺 Map", "🌍 OpenStreetMap")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.say(1, "/subscribe Jalisco")
        yield opened


def test_why_names_rule_words_region_and_source(here: Town) -> None:
    here.warn(CLASH)
    (why,) = here.press(1, "Why?")
    assert "It lies in Jalisco, which you follow." in why
    assert "Rule armed_clash.en.test: “clash” in the title" in why
    assert "With a sound: it is in your region" in why
    assert "Reported by Daily Star" in why
    assert here.toast == ""


@pytest.mark.parametrize(
    ("language", "because"),
    [
        ("en", "the same event: same place (Tapalpa); same kind (although: a day apart)"),
        ("es", "el mismo suceso: el mismo lugar (Tapalpa); el mismo tipo (en contra: con un día de diferencia)"),
    ],
)
def test_why_says_in_the_readers_language_why_a_report_was_taken_for_the_same_event(
    here: Town, language: str, because: str
) -> None:
    here.say(1, f"/lang {language}")
    second = replace(source("Second Paper"), article_key="second")
    stored = here.warn(replace(CLASH, sources=(*CLASH.sources, second)))
    reasons = (
        said("same_place", place="Tapalpa"),
        said("kind_same"),
        replace(said("next_day"), against=True),
    )
    told = Report(stored.country, stored.head, stored.parts, second, "tells", NOW, Content("en"))
    here.store.file_report(stored.id, told, "a", joined=True, why=reasons)
    (why,) = here.press(1, "Why?" if language == "en" else "¿Por qué?")
    assert because in why


def test_why_of_a_report_that_names_only_the_country(here: Town) -> None:
    here.warn(incident(part(MEXICO, severity=Severity.DANGER)))
    assert "names only the wider area" in here.press(1, "Why?")[0]


def test_why_of_an_alert_within_a_radius(here: Town) -> None:
    here.say(2, "/subscribe Guadalajara Mexico 100km")
    here.warn(CLASH)
    assert "It lies 89 km from Guadalajara; you asked for 100 km." in here.press(2, "Why?")[0]


def test_one_event_is_muted_and_its_update_stays_quiet(here: Town) -> None:
    stored = here.warn(CLASH)
    here.press(1, "Mute…")
    assert here.buttons(1) == ["This event and its updates", "Region: Jalisco", "Everything", "« Back"]
    here.press(1, "This event")
    here.press(1, "8 hours")
    assert here.toast is not None
    assert here.toast.startswith("Muted until Mon 23 Feb, 17:00")
    assert here.buttons(1) == ["Why?", "Mute…", "Wrong?", *MAPS], "the alert has its own buttons again"
    chat = here.store.chat(1)
    assert chat is not None
    assert chat.muted_incidents == ((stored.id, NOW + timedelta(hours=8)),)


def test_a_region_is_muted_until_morning(here: Town) -> None:
    here.warn(CLASH)
    here.press(1, "Mute…")
    here.press(1, "Region: Jalisco")
    here.press(1, "Until morning")
    before = here.last(1)
    here.warn(incident(part(ZAPOPAN, "shooting")))
    assert here.last(1) == before
    here.later(hours=23)
    here.warn(incident(part(ZAPOPAN, "shooting")))
    assert "Shooting · Zapopan" in here.last(1)


def test_everything_is_muted_and_unmuted(here: Town) -> None:
    here.warn(CLASH)
    here.press(1, "Mute…")
    here.press(1, "Everything")
    here.press(1, "24 hours")
    assert here.toast is not None
    assert here.toast.endswith("What is graver still comes through.")
    before = here.last(1)
    here.warn(incident(part(ZAPOPAN, "shooting")))
    assert here.last(1) == before
    here.warn(incident(part(ZAPOPAN, "shelling", Severity.DANGER)))
    assert "DANGER" in here.last(1), "muted under a serious alert"
    here.say(1, "/mute 24h")
    before = here.last(1)
    here.warn(incident(part(ZAPOPAN, "shelling", Severity.DANGER)))
    assert here.last(1) == before, "danger too, as it was said"
    here.say(1, "/unmute")
    here.warn(incident(part(ZAPOPAN, "shelling", Severity.DANGER)))
    assert "DANGER" in here.last(1)


def test_a_mute_can_be_called_off_on_the_way(here: Town) -> None:
    here.warn(CLASH)
    here.press(1, "Mute…")
    here.press(1, "Everything")
    here.press(1, "« Back")
    here.press(1, "« Back")
    assert here.buttons(1)[0] == "Why?"
    chat = here.store.chat(1)
    assert chat is not None
    assert chat.muted_until is None


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("8h", 8), ("2 days", 48), ("24", 24), ("90 min", 1.5), ("until morning", 22), ("3 horas", 3), ("2 weeks", 336),
        ("for a week", 168), ("una semana", 168), ("an hour", 1), ("until Thursday", 70), ("hasta el jueves", 70),
        ("until next Monday", 166),
    ],
)  # fmt: skip  # a table or a paragraph of words, not one a line
def test_mute_understands_how_long(here: Town, typed: str, hours: float) -> None:
    assert "Everything is muted until" in here.say(1, f"/mute {typed}")[0]
    chat = here.store.chat(1)
    assert chat is not None
    assert chat.muted_until == NOW + timedelta(hours=hours)
    here.press(1, "🔔 Unmute")
    chat = here.store.chat(1)
    assert chat is not None
    assert chat.muted_until is None


def test_one_region_is_muted_by_its_name(here: Town) -> None:
    here.say(1, "Texas")
    assert "Jalisco is muted until" in here.say(1, "/mute Jalisco 8h")[0]
    before = here.last(1)
    here.warn(CLASH)
    assert here.last(1) == before
    here.warn(incident(part(AUSTIN, "shooting")))
    assert "Austin" in here.last(1), "the other one is heard"
    assert "Jalisco is heard again" in here.say(1, "/mute Jalisco off")[0]
    here.warn(CLASH)
    assert "Tapalpa" in here.last(1)


def test_a_region_is_muted_and_heard_again_on_its_card(here: Town) -> None:
    here.say(1, "/regions")
    here.press(1, "⚙️ Jalisco")
    here.press(1, "Mute…")
    here.press(1, "« Back")
    here.press(1, "Mute…")
    assert "🔕 Muted until" in here.press(1, "8 hours")[0]
    assert here.toast is not None
    assert here.toast.endswith("danger too.")
    before = here.last(1)
    here.warn(CLASH)
    assert here.last(1) == before
    assert "🔕" not in here.press(1, "🔔 Unmute")[0]
    here.warn(CLASH)
    assert "Tapalpa" in here.last(1)


def test_a_region_without_a_span_is_asked_how_long(here: Town) -> None:
    assert "How long should Jalisco be quiet?" in here.say(1, "/mute Jalisco")[0]
    here.press(1, "1 hour")
    (jalisco,) = here.store.subscriptions(1)
    assert jalisco.muted_until == NOW + timedelta(hours=1)


def test_latest_tells_also_of_a_region_that_is_muted(here: Town) -> None:
    here.warn(CLASH)
    here.say(1, "/mute Jalisco 8h")
    assert "1 event in your regions" in here.say(1, "/latest")[0]


@pytest.mark.parametrize(
    "typed", ["long", "Texas 8h", "Jalisco forever", "-3h", "99 days", "0h", "a", "6 weeks", "until Soonday"]
)
def test_a_mute_that_cannot_be_shows_how(here: Town, typed: str) -> None:
    assert "Send /mute 8h" in here.say(1, f"/mute {typed}")[0]


def test_mute_alone_asks_how_long(here: Town) -> None:
    here.say(1, "/mute")
    here.press(1, "1 hour")
    assert here.toast is not None
    assert "10:00" in here.toast


@pytest.mark.parametrize(
    ("label", "kind"),
    [("Wrong place", "place"), ("Not violence", "not_violence"), ("Old news", "old"), ("I had this", "duplicate")],
)
def test_a_wrong_alert_is_kept_for_the_rule_editor(here: Town, label: str, kind: str) -> None:
    stored = here.warn(CLASH)
    here.press(1, "Wrong?")
    here.press(1, label)
    assert here.toast == "Thank you: the rule editor will see it."
    assert [row[:3] for row in here.store.feedback(NOW)] == [(1, stored.id, kind)]
    assert here.buttons(1)[0] == "Why?"


# roll-call


def test_a_roll_call_names_who_answered_and_forgets_them(here: Town) -> None:
    here.telegram.open_chat(GROUP).admins.add(1)
    here.say(GROUP, "/subscribe Jalisco", user=ANA)
    assert "Roll-call is on" in here.say(GROUP, "/rollcall on", user=ANA)[0]
    stored = here.warn(CLASH)
    (first,) = here.press(GROUP, "✅ I'm safe", user=BEN)
    assert first.endswith("1 has answered “I'm safe”: Ben")
    assert here.press(GROUP, "✅ I'm safe", user=BEN) == [], "a second press says nothing new"
    (second,) = here.press(GROUP, "✅ I'm safe", user=ANA)
    assert "2 have answered “I'm safe”: Ben, Ana" in second
    assert "all safe" not in second.lower()
    here.later(hours=49)
    assert list(here.store.roll_call(GROUP, stored.id, here.now - timedelta(hours=48))) == []


def test_no_roll_call_unless_switched_on(here: Town) -> None:
    here.telegram.open_chat(GROUP).admins.add(1)
    here.say(GROUP, "/subscribe Jalisco", user=ANA)
    here.warn(CLASH)
    assert "✅ I'm safe" not in here.buttons(GROUP)
    here.press_data(GROUP, "v1:safe:1", user=BEN)
    assert here.toast == "This group has no roll-call for this alert"
    assert "for groups" in here.say(1, "/rollcall on")[0]
    assert "/rollcall off" in here.say(GROUP, "/rollcall maybe", user=ANA)[0]
    assert "off" in here.say(GROUP, "/rollcall off", user=ANA)[0]


# old buttons


@pytest.mark.parametrize(
    "data",
    [
        "v1:nothing:1",
        "v0:why:1",
        "nonsense",
        "v1:place:zzz",
        "v1:place:g1",
        "v1:how:what",
        "v1:mute:x",
        "v1:mute:999",
        "v1:mutes:1.z",
        "v1:mutef:1.a.99",
        "v1:mutef:0.i.8",
        "v1:wrong:x",
        "v1:wrongf:1.unheard",
        "v1:wrongf:999.old",
        "v1:back:x",
        "v1:trip:g1.2026.2027",
        "v1:much:1.9",
        "v1:much:999.1",
        "v1:same:0",
        "v1:set:moon",
        "v1:set:quiet.noon",
        "v1:set:digest.99",
        "v1:set:lang.xx",
        "v1:cats:1.unheard",
        "v1:erase:maybe",
        "v1:tell:1",
    ],
)
def test_a_press_of_another_time_is_answered_and_changes_nothing(here: Town, data: str) -> None:
    before = (here.store.chat(1), list(here.store.subscriptions(1)))
    here.press_data(1, data)
    assert here.toast is not None
    assert (here.store.chat(1), list(here.store.subscriptions(1))) == before


def test_why_of_an_incident_that_is_forgotten(here: Town) -> None:
    here.press_data(1, "v1:why:999")
    assert here.toast == "This alert is too old to look up"


# what was told


def test_latest_shows_ones_own_regions_newest_first_in_pages(here: Town) -> None:
    for number in range(8):
        here.warn(incident(part(replace(ZAPOPAN, name=f"Zapopan {number}"), "shooting")))
        here.later(minutes=1)
    here.warn(incident(part(AUSTIN, "shooting")))
    (first,) = here.say(1, "/latest")
    assert "8 events in your regions" in first
    assert "Austin" not in first
    assert "Zapopan 7" in first
    assert "Zapopan 1" not in first
    (older,) = here.press(1, "Older")
    assert "Zapopan 1" in older
    assert "Zapopan 7" in here.press(1, "‹ Newer")[0]


def test_latest_without_events_does_not_claim_calm(here: Town) -> None:
    assert "Silence is not proof of calm" in here.say(1, "/latest")[0]
    assert "You follow no place yet" in here.say(2, "/latest")[0]


@pytest.mark.parametrize("words", ["tapalpa", "Jalisco clash", "soldiers", "méxico enfrentamiento"])
def test_search_finds_by_headline_place_and_kind(here: Town, words: str) -> None:
    here.warn(CLASH)
    assert "1 event about" in here.say(1, f"/search {words}")[0]


@pytest.mark.parametrize(("words", "said"), [("helsinki", "Nothing about"), ("", "/search Jalisco shooting")])
def test_search_that_finds_nothing_says_so(here: Town, words: str, said: str) -> None:
    here.warn(CLASH)
    assert said in here.say(1, f"/search {words}".strip())[0]


def test_status_tells_when_silence_is_not_calm(here: Town) -> None:
    (blind,) = here.say(1, "/status")
    assert "none of its 3 sources answers" in blind
    assert "Silence is not calm" in blind
    for feed in FEEDS:
        here.store.settle_feed(FeedState(feed.url, last_success=NOW))
    (well,) = here.say(1, "/status")
    assert "3 of 3 sources answered lately" in well
    assert "Silence is not calm" not in well
    here.later(hours=5)
    assert "Silence is not calm" in here.say(1, "/status")[0]


def test_status_of_a_region_no_source_watches(tmp_path: Path) -> None:
    with town(tmp_path, feeds=lambda: FEEDS[:1]) as bare:
        bare.say(1, "Texas")
        (said,) = bare.say(1, "/status")
        assert "Texas: no source is set up for it" in said
        assert "none of 0" not in said
        assert "Silence is not calm" in said


def test_status_knows_the_last_alert(here: Town) -> None:
    assert "No alert was sent to you yet" in here.say(1, "/status")[0]
    here.warn(CLASH)
    here.later(hours=3)
    assert "The last alert came to you 3 hours ago." in here.say(1, "/status")[0]
    assert "You follow no place yet" in here.say(2, "/status")[0]


def test_an_alert_in_spanish_for_who_chose_it(here: Town) -> None:
    here.say(1, "/lang es")
    here.warn(incident(part(TAPALPA, severity=Severity.DANGER, facts=Facts(dead=2)), sources=(source(language="es"),)))
    assert here.last(1).startswith("🔴 PELIGRO · Enfrentamiento armado · Tapalpa, Jalisco")
    assert here.buttons(1)[0] == "¿Por qué?"
