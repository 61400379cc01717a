"""/whynot: what became of an article, what would become of it, and which setting decided so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes_people import ADMIN, GUADALAJARA, JALISCO, MEXICO, NOW, TAPALPA, WORDINGS, Town, incident, part, town

from bot.asked import Asked, Examined
from bot.reading import Reading, read_article
from bot.store import Seen
from extract.article import Article
from extract.read import Tools
from rules.gates import GATES
from rules.rule import RuleSet, Severity

PAGE = "https://one.example/clash"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.say(1, "/subscribe Jalisco")
        yield opened


def seen(here: Town, outcome: str, reason: str, incident_id: int | None = None) -> None:
    article = Article("k", "A film about a shootout", "…", url=PAGE, publisher="Daily Star")
    here.store.record_article(Seen(article, NOW, outcome, reason, incident_id))


def reads(here: Town, tools: Tools, rules: RuleSet) -> list[Asked]:
    """The real reading; what was asked for is noted down."""
    asked_for: list[Asked] = []

    async def examine(asked: Asked) -> Examined:
        asked_for.append(asked)
        text = asked.text or "Gunmen opened fire at a market in Tapalpa, Jalisco, on Monday, killing two people."
        article = Article("k", "", text, url=asked.url, published=here.now)
        return Examined(read_article(article, tools, rules, now=here.now), fetched=asked.url is not None)

    here.examine = examine
    return asked_for


# what the sources have shown


def test_an_article_that_a_gate_stopped(here: Town) -> None:
    seen(here, "fiction", "“a film about”: it is a story, a film or a game")
    (told,) = here.say(1, f"/whynot {PAGE}")
    assert told.startswith("Daily Star, seen just now: A film about a shootout")
    assert "No alert. It is a story, a film or a game (on “a film about”)." in told


def test_the_same_in_spanish_without_a_word_of_english(here: Town) -> None:
    here.say(1, "/lang es")
    seen(here, "trial", "“condenado”: it is about a court case")
    (told,) = here.say(1, f"/whynot {PAGE}")
    assert "Sin aviso. Trata de un proceso judicial (por «condenado»)." in told
    assert "it is" not in told


def test_an_article_that_became_an_alert_says_when_i_was_told(here: Town) -> None:
    stored = here.warn(incident(replace(part(TAPALPA), rule_version="ab12", words=("clash", "gunmen"))))
    seen(here, "incident", "…", stored.id)
    here.later(hours=2)
    (told,) = here.say(1, f"/whynot {PAGE}")
    assert f"It became incident {stored.id}." in told
    assert "Rule armed_clash.en.test, version ab12, on the words “clash”, “gunmen”." in told
    assert "I warned you of it 2 hours ago." in told


def test_an_article_that_reached_others_says_which_setting_held_it_back(here: Town) -> None:
    here.say(2, "/subscribe Guadalajara Mexico")
    here.say(2, "/subscribe Jalisco from danger")
    stored = here.warn(incident(part(TAPALPA)))
    seen(here, "incident", "…", stored.id)
    (told,) = here.say(2, f"/whynot {PAGE}")
    assert "• Guadalajara: it happened elsewhere." in told
    assert "• Jalisco: you want to hear from danger up." in told
    assert "You follow no place" in here.say(3, f"/whynot {PAGE}")[0]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/subscribe Jalisco shooting", "• Jalisco: you chose other kinds of events."),
        ("/subscribe Jalisco two sources", "• Jalisco: you asked for two sources below danger"),
        ("/subscribe Jalisco official only", "• Jalisco: you want official sources only."),
        ("/mute 8h", "You have muted everything."),
        ("/stop", "Alerts are stopped"),
        ("/mutewords 1 soldiers", "• Jalisco: you muted the word “soldiers”."),
    ],
)
def test_each_setting_is_named(here: Town, command: str, said: str) -> None:
    here.say(1, command)
    stored = here.warn(incident(part(TAPALPA)))
    seen(here, "incident", "…", stored.id)
    assert said in here.say(1, f"/whynot {PAGE}")[0]


def test_a_muted_event_and_a_quiet_night_are_named(here: Town) -> None:
    stored = here.store.add_incident(incident(part(TAPALPA)))
    seen(here, "incident", "…", stored.id)
    here.say(1, "/quiet 1-23")
    assert "Silently: it is in your quiet hours" in here.say(1, f"/whynot {PAGE}")[0]
    chat = here.store.chat(1)
    assert chat is not None
    here.store.save_chat(replace(chat, muted_incidents=((stored.id, NOW + timedelta(hours=1)),)), NOW)
    assert "You have muted this event" in here.say(1, f"/whynot {PAGE}")[0]


def test_an_incident_that_was_taken_back_is_told_as_such(here: Town) -> None:
    stored = here.warn(incident(part(TAPALPA)))
    here.say(ADMIN, f"/incident {stored.id} retract It was a drill.")
    seen(here, "incident", "…", stored.id)
    assert "It is not told" in here.say(1, f"/whynot {PAGE}")[0]


# what they have not shown


def test_a_page_nobody_has_shown_is_fetched_and_read(here: Town, tools: Tools, builtin_rules: RuleSet) -> None:
    asked = reads(here, tools, builtin_rules)
    here.desk = replace(here.desk, gazetteer=tools.gazetteer)
    (told,) = here.say(1, "/whynot https://other.example/a")
    assert asked == [Asked(url="https://other.example/a")]
    assert told.startswith("None of my sources has shown that page; I have read it just now")
    assert "Shooting in Tapalpa, Jalisco, Mexico" in told
    assert "opened fire" in told
    assert "It lies in Jalisco, which you follow." in told
    assert "With a sound" in told


def test_a_text_is_read_and_costs_no_fetch(here: Town, tools: Tools, builtin_rules: RuleSet) -> None:
    reads(here, tools, builtin_rules)
    (told,) = here.say(1, "/whynot A court sentenced a man to 60 years for a shooting in Houston that killed two.")
    assert told.startswith("How I read this text")
    assert "No alert for “Shooting” (rule shooting" in told
    assert "It is about a court case (on “sentenced”)." in told
    chat = here.store.chat(1)
    assert chat is not None
    assert chat.fetches == ()


def test_harmless_words_say_that_no_rule_has_them(here: Town, tools: Tools, builtin_rules: RuleSet) -> None:
    reads(here, tools, builtin_rules)
    (told,) = here.say(1, "/whynot The library opens a new reading room for children on Monday.")
    assert "No alert." in told
    assert "rule" in told


def test_ten_pages_an_hour_and_no_more(here: Town, tools: Tools, builtin_rules: RuleSet) -> None:
    asked = reads(here, tools, builtin_rules)
    for number in range(10):
        here.say(1, f"/whynot https://other.example/{number}")
        here.later(minutes=1)
    (refused,) = here.say(1, "/whynot https://other.example/11")
    assert "I open 10 pages an hour for you" in refused
    assert len(asked) == 10
    here.later(minutes=51)
    assert "I have read it just now" in here.say(1, "/whynot https://other.example/11")[0]
    assert "I have read it just now" in here.say(2, "/whynot https://other.example/12")[0], "each chat has its own"


def test_the_quota_is_a_key(tmp_path: Path) -> None:
    with town(tmp_path, fetches_per_hour=0) as here:
        assert "I open 0 pages" in here.say(1, "/whynot https://other.example/1")[0]


def test_a_page_that_cannot_be_read_says_why_and_still_counts(here: Town) -> None:
    async def examine(asked: Asked) -> Examined:
        return Examined(None, "404 Not Found", fetched=True)

    here.examine = examine
    (told,) = here.say(1, "/whynot https://other.example/1")
    assert told.startswith("I could not read that page: 404 Not Found.")
    chat = here.store.chat(1)
    assert chat is not None
    assert chat.fetches == (NOW,)


def test_without_anything_it_shows_how(here: Town) -> None:
    assert "/whynot https://example.com" in here.say(1, "/whynot")[0]


@pytest.mark.parametrize("chat_id", [5, 6])
def test_nothing_is_fetched_for_who_is_not_let_in(tmp_path: Path, chat_id: int) -> None:
    with town(tmp_path, access="list", listed=frozenset({6})) as here:
        asked: list[Asked] = []

        async def examine(asked_for: Asked) -> Examined:
            asked.append(asked_for)
            return Examined(None, "x", fetched=True)

        here.examine = examine
        here.say(chat_id, "/whynot https://other.example/1")
        assert len(asked) == (1 if chat_id == 6 else 0)


# words


@pytest.mark.parametrize("gate", [name for name, _ in GATES] + ["doubt", "background", "late"])
def test_every_gate_has_its_sentence(gate: str) -> None:
    for wording in WORDINGS.values():
        assert wording.has(f"gate.{gate}")


def test_runners_up_are_named(here: Town) -> None:
    here.warn(incident(replace(part(TAPALPA, severity=Severity.DANGER), runners_up=(GUADALAJARA, JALISCO))))
    (why,) = here.press(1, "Why?")
    assert "Also weighed as the place: Guadalajara, Jalisco, Mexico; Jalisco, Mexico." in why
    assert "danger close to you" in why


def test_an_official_sources_own_word_names_no_rule(here: Town) -> None:
    here.warn(incident(replace(part(JALISCO, "official_alert"), rule="source:https://embassy.example/rss")))
    (why,) = here.press(1, "Why?")
    assert "An official source says so itself" in why
    assert "embassy.example/rss" not in why


def test_a_reading_without_a_country(here: Town) -> None:
    async def examine(asked: Asked) -> Examined:
        article = Article("k", "", asked.text, published=datetime(2026, 2, 23, tzinfo=UTC))
        return Examined(Reading(article, None, (), "no_place", "…; but it does not say in which country."))

    here.examine = examine
    assert "It does not say in which country it happened." in here.say(1, "/whynot shots were fired")[0]


def test_only_the_wider_area_is_named(here: Town) -> None:
    stored = here.warn(incident(part(MEXICO)))
    seen(here, "incident", "…", stored.id)
    assert "• Jalisco: it names only the wider area." in here.say(1, f"/whynot {PAGE}")[0]
