"""One article, read: what official sources state is used as stated, and the cheap gate costs no alert."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.reading import read_article, read_articles
from extract.article import Area, Article
from extract.read import Tools
from rules.rule import RuleSet, Severity
from tests.fakes_reading import batches

DAY = datetime(2026, 5, 14, tzinfo=UTC)


def warning(level: str | None = "Severe", **fields: object) -> Article:
    values: dict[str, object] = {
        "key": "w",
        "title": "Notice for travellers",
        "text": "Please read on our site.",
        "published": DAY,
        "publisher": "Example Civil Protection",
        "feed": "https://cp.test/cap",
        "official": True,
        "kind": "warning",
        "areas": (Area("Kenya", country="KE"),),
        "level": level,
    }
    return Article(**{**values, **fields})


def test_an_official_warning_is_an_alert_for_the_area_it_names(tools: Tools, builtin_rules: RuleSet) -> None:
    reading = read_article(warning(), tools, builtin_rules, gated=True)
    (finding,) = reading.alerts
    assert finding.rule == "source:https://cp.test/cap"
    assert finding.place is not None
    assert finding.place.country == "KE"
    assert reading.verdict == "incident"


def test_severity_is_taken_from_the_sources_own_words(tools: Tools, builtin_rules: RuleSet) -> None:
    said = {
        "Extreme": Severity.DANGER,
        "Moderate": Severity.CAUTION,
        "Level 4: Do Not Travel": Severity.DANGER,
        "Level 3: Reconsider Travel": Severity.SERIOUS,
        "Exercise normal safety precautions": Severity.NOTICE,
        None: Severity.SERIOUS,
    }
    for level, severity in said.items():
        assert read_article(warning(level), tools, builtin_rules).alerts[0].severity is severity, level


@pytest.mark.parametrize(
    ("title", "severity"),
    [
        ("Security Alert: Nairobi", Severity.SERIOUS),
        ("Alerta de seguridad: Nairobi", Severity.SERIOUS),
        ("Security Alert – Shelter in Place", Severity.DANGER),
        ("Alerta de seguridad: permanezca en su casa", Severity.DANGER),
        ("Demonstration Alert", Severity.CAUTION),
        ("Alerta de manifestación", Severity.CAUTION),
        ("Message for citizens", Severity.SERIOUS),
    ],
)
def test_an_alert_without_a_level_is_as_grave_as_its_title_in_both_languages(
    title: str, severity: Severity, tools: Tools, builtin_rules: RuleSet
) -> None:
    assert read_article(warning(None, title=title), tools, builtin_rules).alerts[0].severity is severity


def test_the_same_words_from_a_source_that_is_not_official_warn_of_nothing(
    tools: Tools, builtin_rules: RuleSet
) -> None:
    assert read_article(warning(official=False), tools, builtin_rules).alerts == ()


def test_a_point_is_used_as_given(tools: Tools, builtin_rules: RuleSet) -> None:
    area = Area("Nakuru West", country="KE", lat=-0.3, lon=36.0, radius_km=10)
    place = read_article(warning(areas=(area,)), tools, builtin_rules).alerts[0].place
    assert place is not None
    assert (place.lat, place.lon, place.name) == (-0.3, 36.0, "Nakuru West")
    assert place.country == "KE"


def test_a_cancelled_warning_is_an_all_clear(tools: Tools, builtin_rules: RuleSet) -> None:
    (finding,) = read_article(warning(kind="cancel"), tools, builtin_rules).alerts
    assert finding.category == "all_clear"
    assert finding.severity is Severity.NOTICE


def test_an_event_whose_country_nobody_names_alerts_nobody_and_says_so(tools: Tools, builtin_rules: RuleSet) -> None:
    article = Article("a", "", "Gunmen opened fire on shoppers on Wednesday, killing four.", published=DAY)
    reading = read_article(article, tools, builtin_rules)
    assert reading.verdict == "no_place"
    assert "country" in reading.why


def test_what_the_cheap_gate_lets_go_would_not_have_alerted(tools: Tools, builtin_rules: RuleSet) -> None:
    texts = [
        "The council of Graz voted for a new tram line.",
        "El museo de Lima inaugura una sala nueva.",
        "Gunmen opened fire on shoppers in Maiduguri, Nigeria, on Wednesday, killing four.",
        "Una balacera dejó tres muertos en Celaya, Guanajuato, este jueves.",
    ]
    for text in texts:
        article = Article("a", "", text, published=DAY)
        whole = read_article(article, tools, builtin_rules)
        gated = read_article(article, tools, builtin_rules, gated=True)
        assert gated.alerts == whole.alerts, text


def test_a_notice_of_an_authority_is_read_without_a_rule_word_and_a_papers_line_is_not(
    tools: Tools, builtin_rules: RuleSet
) -> None:
    text = (
        "The library in Guadalajara has a new reading room with lamps and cushions, and the library has tea and biscuits "
        "in the reading room."
    )
    paper = Article("a", "Books", text, language="en", published=DAY)
    notice = replace(paper, official=True)
    assert read_article(paper, tools, builtin_rules, gated=True).extraction is None
    read = read_article(notice, tools, builtin_rules, gated=True)
    assert (read.extraction is None, read.alerts, read.likely() is None) == (False, (), False)


SHOOTING = Article(
    "late", "", "Gunmen shot dead five people at a bar in Guayaquil, Ecuador, police said.", published=DAY
)


def test_what_the_cheap_gate_leaves_is_read_together_and_answered_in_order(
    tools: Tools, builtin_rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = batches(monkeypatch)
    harmless = replace(SHOOTING, title="", text="The library in Guadalajara has a new reading room.", language="en")
    stream = [replace(harmless if n % 5 else SHOOTING, key=str(n)) for n in range(20)]
    read = list(read_articles(stream, tools, builtin_rules, gated=True))
    assert [reading.article.key for reading in read] == [str(n) for n in range(20)]
    assert [n for n, reading in enumerate(read) if reading.alerts] == [0, 5, 10, 15]
    assert together == [4]


def test_news_that_a_feed_serves_again_after_weeks_is_stopped_and_says_when_it_is_from(
    tools: Tools, builtin_rules: RuleSet
) -> None:
    reading = read_article(SHOOTING, tools, builtin_rules, now=DAY + timedelta(days=40))
    assert (reading.verdict, reading.gate) == ("quiet", "late")
    assert reading.why == "It was published on 2026-05-14, more than 3 days ago."


def test_news_of_the_day_before_yesterday_or_without_a_date_still_alerts(tools: Tools, builtin_rules: RuleSet) -> None:
    for article in (SHOOTING, replace(SHOOTING, published=None)):
        assert read_article(article, tools, builtin_rules, now=DAY + timedelta(days=2)).verdict == "incident"


def test_an_article_is_judged_as_on_its_own_day_where_no_clock_is_given(tools: Tools, builtin_rules: RuleSet) -> None:
    assert read_article(SHOOTING, tools, builtin_rules).verdict == "incident"


def test_a_warning_that_has_run_out_is_stopped_and_one_in_force_is_not(tools: Tools, builtin_rules: RuleSet) -> None:
    until = warning(expires=DAY + timedelta(days=20))
    assert read_article(until, tools, builtin_rules, now=DAY + timedelta(days=10)).verdict == "incident"
    late = read_article(until, tools, builtin_rules, now=DAY + timedelta(days=20))
    assert (late.verdict, late.gate) == ("quiet", "late")


@pytest.mark.parametrize("dangers", [("Met",), ("Met", "Safety"), ("Fire",), ("Geo", "Other"), ("Health",), ("Infra",)])
@pytest.mark.parametrize("kind", ["warning", "cancel"])
def test_a_warning_of_nature_and_its_end_are_no_news_of_violence(
    tools: Tools, builtin_rules: RuleSet, dangers: tuple[str, ...], kind: str
) -> None:
    reading = read_article(warning("Extreme", dangers=dangers, kind=kind), tools, builtin_rules, gated=True)
    assert reading.alerts == ()
    assert reading.gate == "other_danger"
    assert dangers[0] in reading.why


@pytest.mark.parametrize("dangers", [(), ("Security",), ("Safety",), ("CBRNE",), ("Met", "Security"), ("Other",)])
def test_a_warning_of_violence_alerts_whatever_else_it_warns_of(
    tools: Tools, builtin_rules: RuleSet, dangers: tuple[str, ...]
) -> None:
    assert read_article(warning(dangers=dangers), tools, builtin_rules, gated=True).alerts
