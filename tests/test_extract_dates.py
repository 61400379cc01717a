"""When the text says it happened, and how many it counts."""

from __future__ import annotations

from datetime import date

import pytest

from extract.dates import DateMention, find_dates, find_numbers
from extract.languages import load_languages
from extract.text import Sentence

TODAY = date(2026, 5, 14)  # a Thursday
WORDS = {code: language.dates for code, language in load_languages().items()}


def dates(text: str, language: str = "en", today: date | None = TODAY) -> tuple[DateMention, ...]:
    return find_dates([Sentence(0, "text", 0, len(text), text, ())], WORDS.get(language), today)


def numbers(text: str, language: str = "en") -> list[int]:
    return [one.value for one in find_numbers([Sentence(0, "text", 0, len(text), text, ())], WORDS.get(language))]


@pytest.mark.parametrize(
    ("text", "language", "first", "last", "kind"),
    [
        ("today", "en", "2026-05-14", "2026-05-14", "when"),
        ("last night", "en", "2026-05-13", "2026-05-14", "when"),
        ("on Tuesday", "en", "2026-05-12", "2026-05-12", "weekday"),
        ("on Thursday", "en", "2026-05-14", "2026-05-14", "weekday"),
        ("last Thursday", "en", "2026-05-07", "2026-05-07", "weekday"),
        ("on May 12", "en", "2026-05-12", "2026-05-12", "when"),
        ("12 May 2025", "en", "2025-05-12", "2025-05-12", "when"),
        ("on 3 December", "en", "2025-12-03", "2025-12-03", "when"),
        ("in 2019", "en", "2019-01-01", "2019-12-31", "when"),
        ("the 1980s", "en", "1980-01-01", "1989-12-31", "when"),
        ("last month", "en", "2026-04-01", "2026-04-30", "when"),
        ("two days ago", "en", "2026-05-12", "2026-05-12", "when"),
        ("five weeks after the", "en", "2026-04-06", "2026-04-12", "since"),
        ("in the past three months", "en", "2026-02-12", "2026-05-14", "span"),
        ("tomorrow", "en", "2026-05-15", "2026-05-15", "when"),
        ("hoy", "es", "2026-05-14", "2026-05-14", "when"),
        ("anoche", "es", "2026-05-13", "2026-05-14", "when"),
        ("el pasado lunes", "es", "2026-05-11", "2026-05-11", "weekday"),
        ("14 may", "es", "2026-05-14", "2026-05-14", "when"),
        ("el 3 de marzo de 2019", "es", "2019-03-03", "2019-03-03", "when"),
        ("en el barrio, 12 de mayo", "es", "2026-05-12", "2026-05-12", "when"),
        ("en el barrio el 12 de mayo", "es", "2026-05-12", "2026-05-12", "when"),
        ("hace un mes", "es", "2026-03-29", "2026-04-29", "when"),
        ("el mes pasado", "es", "2026-04-01", "2026-04-30", "when"),
        ("2026-05-01", "es", "2026-05-01", "2026-05-01", "when"),
        ("in March 2019", "en", "2019-03-01", "2019-03-31", "when"),
        ("March of 2019", "en", "2019-01-01", "2019-12-31", "when"),
        ("in March", "en", "2026-03-01", "2026-03-31", "when"),
        ("en marzo de 2019", "es", "2019-03-01", "2019-03-31", "when"),
    ],
)
def test_a_time_expression_means_these_days(text: str, language: str, first: str, last: str, kind: str) -> None:
    (mention,) = dates(text, language)
    assert (str(mention.first), str(mention.last), mention.kind) == (first, last, kind)


def test_twenty_years_after_lies_twenty_years_back() -> None:
    (mention,) = dates("Twenty years after gunmen stormed the theatre")
    assert mention.kind == "since"
    assert mention.last is not None
    assert mention.last.year == 2006


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("they may go", "en"),
        ("he sat down in the sun", "en"),
        ("killed 2000 people", "en"),
        ("cerca del mar", "es"),
        ("por la mañana", "es"),
        ("murieron 2000 personas", "es"),
        ("en la cancha del barrio 10 de Agosto", "es"),
        ("una marcha por la avenida 9 de Julio", "es"),
        ("frente al hospital 25 de Mayo", "es"),
        ("a riot on Avenida 9 July", "en"),
        ("balearon a un hombre en la 24 de Diciembre", "es"),
        ("el incendio del mercado Dos de Mayo dejó dos heridos", "es"),
        ("una marcha por la 27 de Febrero con Duarte", "es"),
        ("los jubilados llegaron a Plaza de Mayo con carteles", "es"),
    ],
)
def test_words_that_only_look_like_dates_are_none(text: str, language: str) -> None:
    assert dates(text, language) == ()


@pytest.mark.parametrize(
    "text",
    [
        "el 24 de diciembre balearon a un hombre",
        "Tiroteo Deja Dos Muertos En Mercado El 5 De Mayo",
        "TIROTEO DEJA DOS MUERTOS EL 5 DE MAYO",
        "balearon a un hombre el 5 de Mayo de 2025",
        "los heridos de mayo siguen en el hospital",
    ],
)
def test_a_day_is_a_date_in_small_letters_in_a_headline_of_capitals_and_with_its_year(text: str) -> None:
    assert len(dates(text, "es")) == 1


def test_without_the_article_s_date_what_is_relative_stays_open_and_what_is_not_does_not() -> None:
    (mention,) = dates("yesterday", today=None)
    assert (mention.first, mention.last) == (None, None)
    (mention,) = dates("on 3 March 2019", today=None)
    assert mention.last == date(2019, 3, 3)


def test_offsets_are_those_of_the_field() -> None:
    sentence = Sentence(1, "text", 100, 120, "Murió ayer en Gao...", ())
    (mention,) = find_dates([sentence], WORDS["es"], TODAY)
    assert (mention.start, mention.end, mention.text) == (106, 110, "ayer")


def test_a_day_that_does_not_exist_is_left_open() -> None:
    (mention,) = dates("on 31 February 2025")
    assert mention.last is None


@pytest.mark.parametrize("text", ["9999 years ago", "in the past 999 centuries", "0 days ago"])
def test_far_dates_do_not_break_it(text: str) -> None:
    assert all(mention.first is None or mention.first >= date.min for mention in dates(text))


def test_a_language_without_date_words_gives_none() -> None:
    assert dates("hier", "fr") == ()
    assert numbers("deux", "fr") == []


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("at least twelve people and 1,200 homes", "en", [12, 1200]),
        ("twenty-five hurt", "en", [25]),
        ("two hundred and three hostages", "en", [203]),
        ("two thousand five hundred homes", "en", [2500]),
        ("twelve hundred people", "en", [1200]),
        ("ciento veinte muertos y tres mil quinientos heridos", "es", [120, 3500]),
        ("dos mil doscientas casas", "es", [2200]),
        ("dozens were hurt", "en", [24]),
        ("a 22-year-old man at 10:30", "en", []),
        ("down 12 percent, 71-94, $300", "en", []),
        ("on 12 May", "en", []),
        ("men aged 22 and 30", "en", []),
        ("Boy, 17, killed in knife attack", "en", []),
        ("a girl of 15 is in critical condition", "en", []),
        ("on Monday 17 people, 3 of them children, died", "en", [17, 3]),
        ("Ana Ruiz (34) y Luis Paz, 41, murieron", "es", []),
        ("murieron 12, tres de ellos menores", "es", [12, 3]),
        ("treinta y cinco heridos y 1.200 casas", "es", [35, 1200]),
        ("bajaron un 12 por ciento", "es", []),
        ("una joven de 22 años", "es", []),
    ],
)
def test_counts_are_counts_and_nothing_else(text: str, language: str, values: list[int]) -> None:
    assert numbers(text, language) == values
