"""An alert as a person reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fakes_messages import BIG, TZ, MinistryLine, asked
from fakes_people import (
    CATEGORIES,
    GUADALAJARA,
    JALISCO,
    MEXICO,
    NOW,
    TAPALPA,
    WORDINGS,
    ZAPOPAN,
    incident,
    part,
    source,
)

from bot.incidents import Incident, Part
from bot.incidents.changes import Change
from bot.messages.buttons import alert_buttons
from bot.messages.render import Help, render_alert
from bot.messages.text import units
from bot.subscriptions import Alert, Subscription, alerts_for
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity


def shown(one: Incident, *mine: Subscription, language: str = "en", help_: Help | None = None) -> str:
    (alert,) = alerts_for(one, mine or [asked(JALISCO)], NOW)
    parts = render_alert(alert, WORDINGS[language], NOW, TZ, CATEGORIES, help_ or Help(("911",)))
    return "\n".join(part.plain for part in parts)


def test_the_first_line_serves_as_a_lock_screen_notice() -> None:
    first = shown(BIG, asked(GUADALAJARA, 100)).split("\n")[0]
    assert first == "🔴 DANGER · Armed clash · Tapalpa, Jalisco · 89 km from Guadalajara"
    spanish = shown(BIG, asked(GUADALAJARA, 100), language="es").split("\n")[0]
    assert spanish == "🔴 PELIGRO · Enfrentamiento armado · Tapalpa, Jalisco · a 89 km de Guadalajara"


def test_the_sections_stand_in_the_embassys_order() -> None:
    text = shown(BIG)
    heads = [
        "Location",
        "Event",
        "Also reported",
        "Actions to take",
        "Assistance",
        "Sources",
        "not an official service",
    ]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_each_region_is_named_with_its_distance() -> None:
    text = shown(BIG, asked(GUADALAJARA, 100, label="Mum"), asked(MEXICO, number=2))
    assert "89 km south-west of Mum (Guadalajara)." in text
    assert "In Mexico, which you follow." in text


def test_the_event_is_told_from_facts() -> None:
    text = shown(BIG)
    assert "Armed clash (a petrol station) in Tapalpa, Jalisco." in text
    assert "It is said to be still going on." in text
    assert "It happened on Sunday 22 February." in text
    assert "First reported Mon 23 Feb, 07:00 (UTC−6), 2 hours ago." in text
    assert "Reported toll: 3 people killed, 10 injured." in text
    assert "Unconfirmed: only Daily Star reports it so far." in text


def test_an_absent_fact_is_left_out() -> None:
    text = shown(incident(part(TAPALPA, event_date=date(2026, 2, 23))))
    for absent in ("toll", "going on", "happened on", "hurt", "None"):
        assert absent not in text


def test_spanish_reads_as_spanish() -> None:
    text = shown(BIG, language="es")
    assert "Ocurrió el domingo 22 de febrero." in text
    assert "Balance según las noticias: 3 muertos, 10 heridos." in text
    assert "Explosión en algún lugar de México" in text
    assert "Teléfono de emergencias en México: 911" in text


def test_words_of_the_source_are_kept_from_readers_of_another_language() -> None:
    text = shown(BIG, language="es")
    assert "petrol station" not in text
    assert "(en inglés)" in text


def test_a_report_without_a_place_says_so() -> None:
    text = shown(incident(part(MEXICO, "shelling", Severity.DANGER)), asked(GUADALAJARA))
    assert "Shelling · somewhere in Mexico" in text
    assert "Mexico. No closer place is reported." in text
    assert "May be near Guadalajara or far from it." in text


def test_a_newspaper_that_tells_of_a_warning_is_not_the_authority() -> None:
    warning = incident(part(MEXICO, "official_alert", Severity.DANGER, Facts(reported_by="the U.S. Embassy")))
    text = shown(warning, asked(MEXICO))
    assert "Daily Star reports that the U.S. Embassy has issued a security warning for Mexico." in text
    assert "Official word" not in text
    assert "Daily Star informa de que una autoridad" in shown(warning, asked(MEXICO), language="es")


def test_an_official_source_is_named_first_and_not_called_unconfirmed() -> None:
    text = shown(incident(part(TAPALPA), sources=(source("Daily Star"), source("Civil Protection", official=True))))
    assert "Official word from Civil Protection. Also reported by Daily Star." in text
    assert "Unconfirmed" not in text
    assert text.index("• Civil Protection") < text.index("• Daily Star")


def test_two_feeds_of_one_publisher_are_one_voice() -> None:
    text = shown(incident(part(TAPALPA), sources=(source(), source(title="Another headline"))))
    assert "Unconfirmed: only Daily Star reports it so far." in text


def test_many_publishers_are_counted() -> None:
    sources = tuple(source(name) for name in ("A", "B", "C", "D", "E", "F"))
    text = shown(incident(part(TAPALPA), sources=sources))
    assert "6 publishers report it: A, B, C and 3 more." in text
    assert "• and 2 more reports" in text


def test_markup_in_a_headline_stays_text() -> None:
    (alert,) = alerts_for(BIG, [asked(JALISCO)], NOW)
    (only,) = render_alert(alert, WORDINGS["en"], NOW, TZ, CATEGORIES)
    assert "&lt;Tapalpa&gt;" in only.html
    assert "<Tapalpa>" not in only.html
    assert "&amp;amp;" not in only.html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.example", "", None, "https://x.example/" + "a" * 2000])
def test_only_a_plain_web_address_becomes_a_link(url: str | None) -> None:
    text = shown(incident(part(TAPALPA), sources=(replace(source(), url=url),)))
    assert "• Daily Star: Gunmen & soldiers clash in <Tapalpa>\n" in text


def test_a_monstrous_incident_still_fits() -> None:
    places = [replace(TAPALPA, geonameid=1000 + number, name="Villa " + "x" * 200) for number in range(40)]
    monster = incident(
        *(part(place, "shooting") for place in places),
        sources=tuple(source(f"Publisher {number} " + "y" * 300, title="🔥" * 900) for number in range(60)),
    )
    (alert,) = alerts_for(monster, [asked(JALISCO, number=number, label="L" * 60) for number in range(30)], NOW)
    for one in render_alert(alert, WORDINGS["en"], NOW, TZ, CATEGORIES):
        assert units(one.plain) <= 4096


def test_an_update_and_an_all_clear_say_so_in_the_first_line() -> None:
    (alert,) = alerts_for(replace(BIG, revision=2), [asked(JALISCO)], NOW)
    (part_,) = render_alert(replace(alert, update=1), WORDINGS["en"], NOW, TZ, CATEGORIES)
    assert part_.plain.startswith("🔴 UPDATE 1 · DANGER")
    clear = incident(part(TAPALPA, "all_clear", Severity.NOTICE), revision=2)
    assert shown(clear).startswith("🟢 All clear · Tapalpa, Jalisco")


HEAVY = part(TAPALPA, "explosion", Severity.DANGER)
CURFEW = part(TAPALPA, "curfew")
NEXT_TOWN = part(GUADALAJARA, "shooting")


@pytest.mark.parametrize(
    ("head", "changes", "english", "spanish"),
    [
        (
            HEAVY,
            [Change("severity", HEAVY, 3, 4), Change("official", publisher="U.S. Embassy")],
            "🔴 UPDATE 1: now DANGER (was serious), official word from U.S. Embassy · Explosion · Tapalpa, Jalisco",
            "🔴 ACTUALIZACIÓN 1: ahora PELIGRO (antes grave), comunicado oficial de U.S. Embassy · Explosión · "
            "Tapalpa, Jalisco",
        ),
        (
            HEAVY,
            [Change("actions", HEAVY), Change("dead", HEAVY, 0, 12)],
            "🔴 UPDATE 1: 12 dead, new things to do · DANGER · Explosion · Tapalpa, Jalisco",
            "🔴 ACTUALIZACIÓN 1: 12 muertos, nuevas indicaciones · PELIGRO · Explosión · Tapalpa, Jalisco",
        ),
        (
            HEAVY,
            [Change("dead", HEAVY, 0, None)],
            "🔴 UPDATE 1: first deaths · DANGER · Explosion · Tapalpa, Jalisco",
            "🔴 ACTUALIZACIÓN 1: primeras muertes · PELIGRO · Explosión · Tapalpa, Jalisco",
        ),
        (
            HEAVY,
            [Change("toll", HEAVY, 3, 40)],
            "🔴 UPDATE 1: toll now 40 (was 3) · DANGER · Explosion · Tapalpa, Jalisco",
            "🔴 ACTUALIZACIÓN 1: balance: 40 (antes 3) · PELIGRO · Explosión · Tapalpa, Jalisco",
        ),
        (
            NEXT_TOWN,
            [Change("place", NEXT_TOWN)],
            "🟠 UPDATE 1: now also in Guadalajara, Jalisco · SERIOUS · Shooting",
            "🟠 ACTUALIZACIÓN 1: ahora también en Guadalajara, Jalisco · GRAVE · Tiroteo",
        ),
        (
            NEXT_TOWN,
            [Change("part", NEXT_TOWN)],
            "🟠 UPDATE 1: also shooting · SERIOUS · Guadalajara, Jalisco",
            "🟠 ACTUALIZACIÓN 1: además tiroteo · GRAVE · Guadalajara, Jalisco",
        ),
        (
            HEAVY,
            [Change("denied", publisher="Daily Star")],
            "🔴 UPDATE 1: Daily Star denies it · DANGER · Explosion · Tapalpa, Jalisco",
            "🔴 ACTUALIZACIÓN 1: Daily Star lo desmiente · PELIGRO · Explosión · Tapalpa, Jalisco",
        ),
    ],
)
def test_the_first_line_of_an_update_begins_with_what_changed_and_says_nothing_twice(
    head: Part, changes: list[Change], english: str, spanish: str
) -> None:
    told = incident(head, CURFEW, revision=3)
    (match,) = alerts_for(incident(head), [asked(JALISCO)], NOW)[0].matches
    alert = Alert(told, 1, None, (match,), tuple(changes), update=1)
    for language, first in (("en", english), ("es", spanish)):
        (whole,) = render_alert(alert, WORDINGS[language], NOW, TZ, CATEGORIES)
        assert whole.plain.split("\n")[0] == first


def test_of_many_changes_the_two_weightiest_stand_in_the_first_line() -> None:
    told = incident(HEAVY, CURFEW, revision=4)
    (match,) = alerts_for(incident(HEAVY), [asked(JALISCO)], NOW)[0].matches
    changes = (
        Change("official", publisher="Civil Protection"),
        Change("actions", HEAVY),
        Change("part", CURFEW),
        Change("dead", HEAVY, 0, 2),
    )
    alert = Alert(told, 1, None, (match,), changes, update=1)
    first = render_alert(alert, WORDINGS["en"], NOW, TZ, CATEGORIES)[0].plain.split("\n")[0]
    assert first.startswith("🔴 UPDATE 1: 2 dead, also ")
    assert "Civil Protection" not in first


def test_of_several_new_places_the_readers_own_stands_in_the_first_line() -> None:
    near, far = part(ZAPOPAN, "shooting"), part(TAPALPA, "shooting")
    told = incident(near, far, revision=2)
    (match,) = alerts_for(incident(near), [asked(JALISCO)], NOW)[0].matches
    alert = Alert(told, 1, None, (match,), (Change("place", far), Change("place", near)), update=1)
    first = render_alert(alert, WORDINGS["en"], NOW, TZ, CATEGORIES)[0].plain.split("\n")[0]
    assert "now also in Zapopan" in first
    assert "Tapalpa" not in first


@pytest.mark.parametrize(
    ("language", "first", "harm"),
    [
        ("en", "🟢 Reported over · Tapalpa, Jalisco", "3 people killed"),
        ("es", "🟢 Según la prensa, terminó · Tapalpa, Jalisco", "3 muertos"),
    ],
)
def test_a_papers_word_of_the_end_is_no_all_clear_and_says_what_is_over(language: str, first: str, harm: str) -> None:
    told = incident(part(TAPALPA, facts=Facts(dead=3)), part(TAPALPA, "all_clear", Severity.NOTICE), revision=2)
    (match,) = alerts_for(replace(told, parts=told.parts[1:]), [asked(JALISCO)], NOW)[0].matches
    alert = Alert(told, 1, None, (match,), (Change("over", told.parts[1], publisher="Daily Star"),), update=1)
    (whole,) = render_alert(alert, WORDINGS[language], NOW, TZ, CATEGORIES)
    assert whole.plain.startswith(first)
    assert harm in whole.plain
    assert "All clear" not in whole.plain
    assert "Fin de la alerta" not in whole.plain


def test_what_heads_an_update_is_not_named_once_more_below() -> None:
    told = incident(part(TAPALPA), replace(part(TAPALPA, "curfew"), since=2), revision=2)
    (alert,) = alerts_for(told, [asked(JALISCO)], NOW)
    curfew = replace(alert.matches[0], part=part(TAPALPA, "curfew"))  # as the change has it: not marked yet
    (whole,) = render_alert(replace(alert, matches=(curfew,)), WORDINGS["en"], NOW, TZ, CATEGORIES)
    assert "Curfew" not in whole.plain.split("Also reported")[1].split("Actions to take")[0]


def test_an_operators_own_category_needs_no_translation() -> None:
    assert "flood wave" in shown(incident(part(TAPALPA, "flood_wave")), language="es")


def test_what_the_rule_says_to_do_takes_the_place_of_what_its_category_says() -> None:
    own = (("en", ("Lie down behind a wall.",)), ("es", ("Túmbese tras un muro.",)))
    for language, expected in (("en", "• Lie down behind a wall."), ("es", "• Túmbese tras un muro.")):
        rows = shown(incident(replace(part(TAPALPA), actions=own)), language=language).split("\n")
        head = rows.index("Actions to take" if language == "en" else "Qué hacer")
        assert rows[head + 1 : head + 3] == [expected, ""]


def test_a_rule_that_says_it_in_one_language_leaves_the_other_to_its_category() -> None:
    told = incident(replace(part(TAPALPA), actions=(("en", ("Lie down behind a wall.",)),)))
    assert "Lie down" not in shown(told, language="es")
    assert "Qué hacer" in shown(told, language="es")


def test_a_ministrys_line_shows_when_it_was_checked() -> None:
    text = shown(BIG, help_=Help(("911",), MinistryLine()))
    assert "+34 000 000 000 (checked on 5 Jan 2026)" in text


def test_an_old_line_is_only_a_link() -> None:
    text = shown(BIG, help_=Help((), MinistryLine(phone=None)))
    assert "For your citizens: Ministry of Foreign Affairs <https://ministry.example/>" in text
    assert "+34" not in text


def test_nothing_is_said_where_no_number_is_known() -> None:
    assert "Assistance" not in shown(BIG, help_=Help(()))


@pytest.mark.parametrize(("place", "zoom"), [(TAPALPA, 12), (JALISCO, 8), (MEXICO, 5)])
def test_the_map_is_offered_as_a_picture_and_as_a_link_from_as_near_as_makes_sense(place: Place, zoom: int) -> None:
    (alert,) = alerts_for(incident(part(place)), [asked(MEXICO)], NOW)
    picture, link = alert_buttons(alert, WORDINGS["en"])[-1]
    assert (picture.data, picture.url) == ("v1:map:7", None)
    assert link.data is None
    assert link.url is not None
    assert link.url.endswith(f"#map={zoom}/{place.lat:.4f}/{place.lon:.4f}")


def test_a_channel_has_the_link_alone() -> None:
    (alert,) = alerts_for(incident(part(TAPALPA)), [asked(MEXICO)], NOW)
    ((link,),) = alert_buttons(alert, WORDINGS["en"], answers=False)
    assert link.text == "🗺 Map"
    assert link.url is not None


def test_button_data_fits_telegram() -> None:
    (alert,) = alerts_for(incident(part(TAPALPA), number=10**15), [asked(MEXICO)], NOW)
    for row in alert_buttons(alert, WORDINGS["en"], roll_call=True):
        for button in row:
            assert button.url or len((button.data or "").encode()) <= 64
