"""`tocsin demo`: a day of news is told to those it concerns, harmless news to nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.cli import demo as command

DAY = Path(command.__file__).parents[1] / "demo" / "day"
HARMLESS = (
    "portero detiene tres tiros",
    "muro de azulejos",
    "Condenan a 60 años",
    "No hubo balacera",
    "novela sobre narcos",
    "Visa section closed",
    "vacunación de mascotas",
    "Keeper saves three",
    "Man gets 60 years",
    "remember the sewer blasts",
    "Film about a bank siege",
    "White House says it shared",
    "Houston guard",
    "Bajan los homicidios",
    "simulacro de ataque armado",
    "Monterrey ficha",
    "película del gran asalto",
    "Murders in Guanajuato fell",
    "Price war explodes",
    "rehearse bomb attack",
    "Senator under fire",
    "fashion photo shoot",
)
TOLD = (
    "Tapalpa, Jalisco",
    "Guadalajara",
    "Zapopan, Jalisco",
    "Puerto Vallarta, Jalisco",
    "Ciudad Guzmán, Jalisco",
    "Zitácuaro",
    "Celaya, Guanajuato",
)


@pytest.fixture(scope="module")
def shown(tools: Any, data_dir: Path) -> str:
    """What the demo prints; the tools are those of all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.app.reading_tools", lambda *_: tools)
        return printed(patch)


def printed(patch: pytest.MonkeyPatch, feeds: Path | None = None) -> str:
    import io
    import sys

    out = io.StringIO()
    patch.setattr(sys, "stdout", out)
    command.demo(feeds=feeds, data_dir=Path("unused"))
    return out.getvalue()


def test_the_days_violence_is_told(shown: str) -> None:
    told = [line for line in shown.splitlines() if " · " in line or "Now also in" in line]
    for place in TOLD:
        assert any(place in line for line in told), place


@pytest.mark.parametrize("headline", HARMLESS)
def test_harmless_news_is_told_to_nobody(headline: str, shown: str) -> None:
    assert headline not in " ".join(shown.replace("│", " ").split())


def test_who_asked_for_the_united_states_hears_nothing(shown: str) -> None:
    assert "to Joan" not in shown.split("articles read")[0]


def test_each_reader_is_told_in_his_own_language(shown: str) -> None:
    assert "Qué hacer" in shown
    assert "Actions to take" in shown


def test_the_table_tells_what_was_read_what_stayed_quiet_and_how_long_it_took(shown: str) -> None:
    table = shown[shown.rindex("articles read") :]
    for row in ("stayed quiet", "incidents", "alerts", "milliseconds"):
        assert row in table


def test_anybodys_feeds_are_read_as_well(tmp_path: Path, tools: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Anybody</title><item><guid>1</guid>'
        "<title>Gunmen kill five at market in Zapopan, Jalisco</title><link>https://x.test/a</link>"
        "<description>Gunmen opened fire on a market in Zapopan, Jalisco on Tuesday and killed five.</description>"
        "<pubDate>Tue, 10 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>",
        encoding="utf-8",
    )
    (tmp_path / "broken.xml").write_text("<rss><channel><item>", encoding="utf-8")
    monkeypatch.setattr("bot.app.reading_tools", lambda *_: tools)
    shown = printed(monkeypatch, tmp_path)
    assert "Zapopan, Jalisco" in shown
    assert "Anybody" in shown


def test_a_folder_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, tools: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.config import Mistakes

    monkeypatch.setattr("bot.app.reading_tools", lambda *_: tools)
    with pytest.raises(Mistakes, match="no such folder"):
        printed(monkeypatch, tmp_path / "nowhere")
