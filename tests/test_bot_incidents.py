"""Findings of one article become incidents: one a country, the severest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.incidents import incidents_of
from extract.article import Article
from extract.places import Place
from rules.match import Facts, Finding, GateResult, Span
from rules.rule import Severity

NOW = datetime(2026, 2, 23, 12, tzinfo=UTC)
MEXICO = Place(3996063, "Mexico", "country", "MX", None, None, 23.0, -102.0, 126_000_000)
JALISCO = Place(4004156, "Jalisco", "admin1", "MX", "MX.14", None, 20.3, -103.7, 8_000_000)
TAPALPA = Place(3982286, "Tapalpa", "city", "MX", "MX.14", "MX.14.086", 19.94, -103.76, 5_500)
LAGOS = Place(2332459, "Lagos", "city", "NG", "NG.05", None, 6.45, 3.39, 15_000_000)
ARTICLE = Article(key="a", title="A day of attacks", text="…", publisher="Example Wire")


def parents(place: Place) -> tuple[Place, ...]:
    return {TAPALPA: (JALISCO, MEXICO), JALISCO: (MEXICO,)}.get(place, ())


def finding(
    category: str, severity: Severity, place: Place | None, *, trial: bool = False, stopped: bool = False
) -> Finding:
    gates = (GateResult("old", not stopped, "it happened in 2019"),)
    return Finding(f"{category}.en", "1", category, severity, place, None, Facts(), (), gates, "shots", trial)


def test_the_city_of_a_quarter_stands_before_its_divisions() -> None:
    quarter = replace(finding("shooting", Severity.SERIOUS, TAPALPA), city=LAGOS)
    (incident,) = incidents_of(ARTICLE, [quarter], parents, "en", NOW)
    assert (incident.head.place, incident.head.parents) == (TAPALPA, (LAGOS, JALISCO, MEXICO))


def test_findings_in_one_country_are_one_incident_headed_by_the_severest() -> None:
    (incident,) = incidents_of(
        ARTICLE,
        [
            finding("blockade", Severity.CAUTION, MEXICO),
            finding("shooting", Severity.SERIOUS, TAPALPA),
            finding("explosion", Severity.SERIOUS, MEXICO),
        ],
        parents,
        "en",
        NOW,
    )
    assert [part.category for part in incident.parts] == ["shooting", "explosion", "blockade"]
    assert incident.head.place == TAPALPA
    assert incident.head.parents == (JALISCO, MEXICO)
    assert incident.country == "MX"


def test_two_countries_are_two_incidents() -> None:
    incidents = incidents_of(
        ARTICLE,
        [finding("shooting", Severity.SERIOUS, TAPALPA), finding("shooting", Severity.SERIOUS, LAGOS)],
        parents,
        "en",
        NOW,
    )
    assert {incident.country for incident in incidents} == {"MX", "NG"}


def test_the_same_thing_at_the_same_place_is_told_once_at_its_worst() -> None:
    (incident,) = incidents_of(
        ARTICLE,
        [finding("shooting", Severity.SERIOUS, TAPALPA), finding("shooting", Severity.DANGER, TAPALPA)],
        parents,
        "en",
        NOW,
    )
    assert [part.severity for part in incident.parts] == [Severity.DANGER]


def test_a_finding_that_was_stopped_or_has_no_place_makes_no_incident() -> None:
    quiet = [finding("shooting", Severity.SERIOUS, TAPALPA, stopped=True), finding("shooting", Severity.SERIOUS, None)]
    assert incidents_of(ARTICLE, quiet, parents, "en", NOW) == ()


def test_a_trial_rule_never_joins_what_subscribers_are_told() -> None:
    incidents = incidents_of(
        ARTICLE,
        [finding("shooting", Severity.SERIOUS, TAPALPA), finding("riot", Severity.DANGER, TAPALPA, trial=True)],
        parents,
        "en",
        NOW,
    )
    live = next(incident for incident in incidents if not incident.trial)
    assert [part.category for part in live.parts] == ["shooting"]
    assert len(incidents) == 2


def test_a_part_keeps_the_rules_version_and_the_words_it_stood_on() -> None:
    article = Article("a", "Gunmen attack", "Gunmen opened fire in Tapalpa. They fired again.")
    spans = (Span("title", 0, 6), Span("text", 0, 6), Span("text", 14, 18), Span("text", 7, 18), Span("text", 36, 41))
    found = replace(finding("shooting", Severity.SERIOUS, TAPALPA), evidence=spans, runners_up=(LAGOS,))
    (incident,) = incidents_of(article, [found], parents, "en", NOW)
    assert incident.head.words == ("Gunmen", "opened fire", "fired"), "each once, none inside a longer one"
    assert (incident.head.rule_version, incident.head.runners_up) == ("1", (LAGOS,))


def test_a_place_is_kept_as_the_gazetteer_has_it_beside_what_its_article_calls_it() -> None:
    told = finding("shooting", Severity.SERIOUS, replace(TAPALPA, name="Atlpapan"))
    (incident,) = incidents_of(ARTICLE, [replace(told, known_as=TAPALPA.name)], parents, "es", NOW)
    assert incident.head.place == TAPALPA
    assert incident.head.called == ("es", "Atlpapan")
    (plain,) = incidents_of(ARTICLE, [finding("shooting", Severity.SERIOUS, TAPALPA)], parents, "es", NOW)
    assert plain.head.called == ("", "")


def test_a_name_that_no_gazetteer_has_is_kept_beside_its_country() -> None:
    told = replace(finding("shooting", Severity.SERIOUS, MEXICO), unlisted="Ahualulco")
    (incident,) = incidents_of(ARTICLE, [told], parents, "es", NOW)
    assert (incident.head.place, incident.head.called) == (MEXICO, ("es", "Ahualulco"))
