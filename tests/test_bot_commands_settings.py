"""Language, zone, quiet hours, digest, nationality; the data of a chat handed over and erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_people import ATLAS, NOW, TAPALPA, WORDINGS, Town, incident, part, town

from bot.app import nationalities
from bot.channels.botapi import Person
from bot.commands import COMMANDS, menu, tidy
from bot.commands.zones import zone_named
from bot.subscriptions import Chat, QuietHours
from extract.languages import load_languages
from extract.places import Gazetteer
from extract.read import Tools
from rules.rule import Severity

LUIS = Person(5, "Luis", "es-MX")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.say(1, "/subscribe Jalisco")
        yield opened


def kept(here: Town, chat_id: int = 1) -> Chat:
    chat = here.store.chat(chat_id)
    assert chat is not None
    return chat


def test_the_language_is_the_clients_at_first(here: Town) -> None:
    assert "Leo las noticias" in here.say(5, "/start", user=LUIS)[0]
    assert "I read the news" in here.say(6, "/start", user=Person(6, "Kim", "ko"))[0]


@pytest.mark.parametrize(("typed", "code"), [("es", "es"), ("Español", "es"), ("spanish", "es"), ("inglés", "en")])
def test_the_language_can_be_named_in_any_language(here: Town, typed: str, code: str) -> None:
    here.say(1, f"/lang {typed}")
    assert kept(here).language == code


def test_an_unknown_language_offers_those_there_are(here: Town) -> None:
    here.say(1, "/lang klingon")
    assert here.buttons(1) == ["English", "Español"]
    (sheet,) = here.press(1, "Español")
    assert "Ajustes" in sheet


@pytest.mark.parametrize(
    ("typed", "name", "said"),
    [
        ("Europe/Madrid", "Europe/Madrid", "Madrid, UTC+1."),
        ("europe/madrid", "Europe/Madrid", "Madrid, UTC+1."),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires", "Buenos Aires, UTC−3."),
        ("Austin", "America/Chicago", "Chicago, UTC−6."),
    ],
)
def test_a_zone_by_name_or_by_city(here: Town, typed: str, name: str, said: str) -> None:
    """It is called by the city whose clock it is: people do not know the names of the time zone database."""
    assert f"Time zone: {said}" in here.say(1, f"/timezone {typed}")[0]
    assert kept(here).timezone == name
    here.say(1, "/timezone auto")
    assert kept(here).timezone is None


@pytest.mark.parametrize(
    ("typed", "zone", "said"),
    [
        ("UTC", "UTC", "Time zone: UTC. It is 15:00"),
        ("gmt", "UTC", "Time zone: UTC. It is 15:00"),
        ("UTC+2", "Etc/GMT-2", "Time zone: UTC+2. It is 17:00"),
        ("-5", "Etc/GMT+5", "Time zone: UTC−5. It is 10:00"),
        ("GMT −3:00", "Etc/GMT+3", "Time zone: UTC−3. It is 12:00"),
        ("CET", "Europe/Berlin", "Time zone: Berlin, UTC+1. It is 16:00"),
        ("est", "America/New_York", "Time zone: New York, UTC−5. It is 10:00"),
    ],
)
def test_a_zone_by_its_offset_or_short_form(here: Town, typed: str, zone: str, said: str) -> None:
    assert said in here.say(1, f"/timezone {typed}")[0]
    assert kept(here).timezone == zone


@pytest.mark.parametrize("typed", ["", "Atlantis", "../../etc", "UTC+15", "UTC-13", "+", "CST and EST"])
def test_an_unknown_zone_shows_how(here: Town, typed: str) -> None:
    assert "/timezone Madrid" in here.say(1, f"/timezone {typed}".strip())[0]
    assert zone_named(typed, ATLAS) is None


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Londres", "Europe/London"),
        ("Guadalajara", "America/Mexico_City"),
        ("Córdoba", "America/Argentina/Cordoba"),
        ("Córdoba, España", "Europe/Madrid"),
        ("Kuala Lumpur", "Asia/Kuala_Lumpur"),
    ],
)
def test_namesakes_do_not_hide_the_clock_of_a_city(gazetteer: Gazetteer, typed: str, zone: str) -> None:
    assert zone_named(typed, gazetteer) == zone


@pytest.mark.parametrize("typed", ["banana", "Bogata", "Guadalajrra", "Springfield"])
def test_no_clock_is_taken_from_a_place_that_only_may_be_meant(gazetteer: Gazetteer, typed: str) -> None:
    assert zone_named(typed, gazetteer) is None


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("22:00-07:00", QuietHours(1320, 420)),
        ("22-7", QuietHours(1320, 420)),
        ("23.30 to 6.15", QuietHours(1410, 375)),
        ("22:00 a 07:00", QuietHours(1320, 420)),
        ("10pm-7am", QuietHours(1320, 420)),
        ("de 22 a 7", QuietHours(1320, 420)),
        ("from 11 pm to 6:30 am", QuietHours(1380, 390)),
        ("entre las 22 y las 7", QuietHours(1320, 420)),
        ("12am-6am", QuietHours(0, 360)),
        ("10 at night to 7 in the morning", QuietHours(1320, 420)),
        ("de 10 de la noche a 7 de la mañana", QuietHours(1320, 420)),
        ("12 de la noche a 6 de la mañana", QuietHours(0, 360)),
        ("1 de la tarde a 4 de la tarde", QuietHours(780, 960)),
        ("0-24", None),
        ("25-7", None),
        ("22:75-7", None),
        ("night", None),
        ("", None),
    ],
)
def test_quiet_hours(here: Town, typed: str, hours: QuietHours | None) -> None:
    (answer,) = here.say(1, f"/quiet {typed}".strip())
    assert kept(here).quiet == hours
    assert ("/quiet 22:00-07:00" in answer) is (hours is None)


def test_quiet_hours_end_with_off(here: Town) -> None:
    here.say(1, "/quiet 22-7")
    here.say(1, "/quiet off")
    assert kept(here).quiet is None


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("8", 8),
        ("08:00", 8),
        ("21h", 21),
        ("8pm", 20),
        ("8 de la mañana", 8),
        ("a las 9 de la noche", 21),
        ("morning", 8),
        ("8:30", None),
        ("24", None),
        ("often", None),
        ("", None),
    ],
)
def test_a_digest_has_an_hour(here: Town, typed: str, hour: int | None) -> None:
    (answer,) = here.say(1, f"/digest {typed}".strip())
    assert kept(here).digest_hour == hour
    assert ("/digest 8" in answer) is (hour is None)
    here.say(1, "/digest off")
    assert kept(here).digest_hour is None


def test_what_waits_for_the_digest_comes_once_at_its_hour(here: Town) -> None:
    here.say(1, "/digest 8")
    before = here.last(1)
    here.warn(incident(part(TAPALPA, "protest", Severity.NOTICE)))
    assert here.last(1) == before, "it waits"
    here.warn(incident(part(TAPALPA)))
    assert "SERIOUS" in here.last(1), "what is serious does not"
    here.now = datetime(2026, 2, 24, 14, 5, tzinfo=UTC)  # 08:05 there
    assert tidy(here.desk) == 1
    here.deliver()
    assert here.last(1).startswith("🗞 Digest: 1 lesser event")
    assert tidy(here.desk) == 0, "once a day"


def test_settings_by_button(here: Town) -> None:
    here.say(1, "/settings")
    here.press(1, "Quiet hours…")
    here.press(1, "22:00–07:00")
    assert kept(here).quiet == QuietHours(1320, 420)
    here.press(1, "Digest…")
    here.press(1, "08:00")
    assert kept(here).digest_hour == 8
    here.press(1, "Digest…")
    here.press(1, "Off")
    assert kept(here).digest_hour is None
    here.press(1, "Quiet hours…")
    here.press(1, "Off")
    assert kept(here).quiet is None
    here.press(1, "Language…")
    assert "Settings" in here.press(1, "« Back")[0]
    assert "You follow 1 region" in here.press(1, "Regions…")[0]


def test_a_groups_settings_switch_the_roll_call(here: Town) -> None:
    here.telegram.open_chat(-77).admins.add(1)
    here.say(-77, "/settings", user=Person(1))
    here.press(-77, "Switch roll-call", user=Person(1))
    assert kept(here, -77).roll_call


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Spain", "ES"),
        ("Mexico", "MX"),
        ("mexicana", "MX"),
        ("Mejicano", "MX"),
        ("German", "DE"),
        ("soy española", "ES"),
        ("I am British.", "GB"),
        ("I am from Spain", "ES"),
        ("Jalisco", None),
        ("from Jalisco", None),
        ("Texan", None),
        ("", None),
        ("Xyz", None),
    ],
)
def test_a_nationality_is_a_country_or_what_its_people_are_called(here: Town, typed: str, code: str | None) -> None:
    here.desk = replace(here.desk, nationalities=nationalities(Tools(ATLAS, load_languages())))
    (answer,) = here.say(1, f"/nationality {typed}".strip())
    assert kept(here).nationality == code
    assert ("/nationality Spain" in answer) is (code is None)


def test_without_a_checked_line_nothing_is_promised(here: Town) -> None:
    assert "no line checked" in here.say(1, "/nationality Spain")[0]
    here.say(1, "/nationality none")
    assert kept(here).nationality is None


def test_stop_and_resume_keep_the_regions(here: Town) -> None:
    assert "no more alerts" in here.say(1, "/stop")[0]
    before = here.last(1)
    here.warn(incident(part(TAPALPA)))
    assert here.last(1) == before
    assert "Alerts are on again for your 1 region" in here.say(1, "/resume")[0]
    here.warn(incident(part(TAPALPA)))
    assert "SERIOUS" in here.last(1)
    assert "you follow no place yet" in here.say(2, "/resume")[0]


# help, menu, privacy, about


def test_help_names_every_command_and_no_operators_one(here: Town) -> None:
    (text,) = here.say(1, "/help")
    for command in COMMANDS:
        assert (f"/{command.name}:" in text) is not command.operator


def test_an_operator_sees_his_commands_too(here: Town) -> None:
    assert "/announce:" in here.say(99, "/help")[0]


def test_the_menu_is_printed_from_the_table() -> None:
    english = dict(menu(WORDINGS["en"]))
    assert {"subscribe", "regions", "latest", "privacy", "stop", "help"} <= set(english)
    assert "announce" not in english
    assert "announce" in dict(menu(WORDINGS["es"], operator=True))
    assert len(menu(WORDINGS["en"], operator=True)) <= 100


def test_a_groups_menu_has_what_a_group_needs() -> None:
    group = dict(menu(WORDINGS["en"], group=True))
    assert {"subscribe", "regions", "latest", "rollcall", "mute"} <= set(group)
    assert not {"trip", "nationality", "export", "deleteaccount", "announce"} & set(group)


def test_privacy_says_what_is_kept_and_about_credits_geonames(here: Town) -> None:
    assert "about 1 km" in here.say(1, "/privacy")[0]
    assert "GeoNames" in here.say(1, "/about")[0]
    assert "not an official service" in here.say(1, "/about")[0]
    here.desk = replace(here.desk, operator="Ana, ana@example.org")
    assert "run by Ana, ana@example.org." in here.say(1, "/about")[0]


# one's own data


def test_an_export_holds_everything_as_a_file(here: Town) -> None:
    here.warn(incident(part(TAPALPA)))
    here.press(1, "Wrong?")
    here.press(1, "Old news")
    here.say(1, "/export")
    method, sent = here.telegram.requests[-1]
    assert method.lower() == "senddocument"
    assert sent["chat_id"] in (1, "1")
    assert "everything I keep" in here.last(1)


def test_an_export_is_json_that_can_be_read(here: Town) -> None:
    from bot.commands.handle import _visit
    from bot.commands.request import Request
    from bot.commands.yours import export

    here.warn(incident(part(TAPALPA)))
    request = Request("command", 1, "private", "Ana", 1, "Ana", "en")
    (reply,) = export(_visit(request, here.desk, is_admin=True)).replies
    assert reply.document is not None
    data = json.loads(reply.document[1])
    assert data["chat"]["id"] == 1
    assert data["regions"][0]["region"]["name"] == "Jalisco"
    assert "Tapalpa" in data["alerts_sent"][0]["text"]


def test_deleting_asks_once_and_leaves_nothing(here: Town, tmp_path: Path) -> None:
    here.say(424242, "/subscribe Guadalajara Mexico 33km")
    here.say(424242, f"/label {here.store.subscriptions(424242)[0].id} Grandmother")
    here.warn(incident(part(TAPALPA)))
    assert "cannot be undone" in here.say(424242, "/deleteaccount")[0]
    here.press(424242, "No, keep it")
    assert here.toast == "Nothing was erased."
    assert here.store.subscriptions(424242) != []
    here.say(424242, "/deleteaccount")
    (gone,) = here.press(424242, "Yes, erase everything")
    assert "is erased" in gone
    assert here.store.chat(424242) is None
    here.store.close()
    for file in tmp_path.glob("town.db*"):
        body = file.read_bytes()
        assert b"424242" not in body
        assert b"Grandmother" not in body
    here.store = type(here)(tmp_path, here._runner).store
    assert here.store.subscriptions(424242) == []
    assert here.store.subscriptions(1) != [], "others keep theirs"


# wrong input, floods and restarts


@pytest.mark.parametrize(
    ("typed", "near"),
    [("/subscrib", "/subscribe"), ("/region", "/regions"), ("/delete", "/deleteaccount"), ("/halp", "/help")],
)
def test_an_unknown_command_gets_the_nearest(here: Town, typed: str, near: str) -> None:
    assert f"Did you mean this? {near}" in here.say(1, typed)[0]


def test_a_command_like_no_other_gets_the_list(here: Town) -> None:
    assert "/help lists" in here.say(1, "/zzzzqqqq")[0]


def test_stickers_and_edited_texts_are_not_answered(here: Town) -> None:
    base = {"message_id": 77, "date": 1, "chat": {"id": 1, "type": "private"}, "from": Person(1).as_user()}
    assert here.update(1, {"message": {**base, "new_chat_title": "x"}}) == []
    assert here.update(1, {"edited_message": {**base, "text": "/stop", "edit_date": 2}}) == []
    assert kept(here).active


def test_a_dialogue_goes_on_after_a_restart(tmp_path: Path) -> None:
    with town(tmp_path) as before:
        before.say(1, "/subscribe Guadalajara 40km shooting")
        rows = before.telegram.messages[1][-1]["reply_markup"]["inline_keyboard"]
        data = rows[1][0]["callback_data"]
    with town(tmp_path) as after:
        after.say(1, "/help")
        after.press_data(1, data)
        (one,) = after.store.subscriptions(1)
        assert (one.region.country, one.region.radius_km, one.categories) == ("ES", 40, {"shooting"})


def test_a_text_is_never_taken_for_markup(here: Town) -> None:
    (answer,) = here.say(1, "<b>**Xyzzy** & {n}")
    assert "<b>**Xyzzy** & {n}" in answer


def test_times_in_answers_are_the_persons(here: Town) -> None:
    here.say(1, "/timezone Europe/Madrid")
    here.warn(incident(part(TAPALPA)))
    assert "14:00 (UTC+1)" in here.last(1)
    assert here.now == NOW
